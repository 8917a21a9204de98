// The map: choose the fact that colors it. Each tile carries its words and its band for every fact.

import { $, $$ } from "./tools.js"

for (const map of $$("[data-map]")) {
  /** @type {HTMLSelectElement} */
  const select = $("select", map)
  select.addEventListener("change", () => {
    const [chosen] = select.selectedOptions
    $(".map__title", map).textContent = chosen.textContent
    $(".map__grid", map).setAttribute("aria-label", `States by ${chosen.dataset.inSentence}`)
    for (const tile of $$("a.map__tile", map)) {
      const [band, words] = (tile.getAttribute(`data-${select.value.replaceAll("_", "-")}`) ?? "").split("|")
      tile.className = `map__tile band-${band}`
      $(".map__value", tile).textContent = words
    }
    for (const key of $$(".map__key", map)) key.hidden = key.dataset.key !== select.value
  })
}

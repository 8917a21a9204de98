// The map: choose the fact that colours it. Each tile carries its words and its band for every fact.

import {$, $$} from "./tools.js"

for (const map of $$("[data-map]")) {
  const select = $("select", map)
  select.addEventListener("change", () => {
    const label = select.selectedOptions[0].textContent
    $(".map__title", map).textContent = label
    $(".map__grid", map).setAttribute("aria-label", `States by ${label.toLowerCase()}`)
    for (const tile of $$("a.map__tile", map)) {
      const [band, words] = tile.getAttribute(`data-${select.value.replaceAll("_", "-")}`).split("|")
      tile.className = `map__tile band-${band}`
      $(".map__value", tile).textContent = words
    }
    for (const key of $$(".map__key", map)) key.hidden = key.dataset.key !== select.value
  })
}

// Schools: filter and sort the list that stands in the page, and copy or print the questions. Nothing is sent anywhere.

import { $, $$, option } from "./tools.js"

for (const list of $$("[data-schools]")) setUp(list)
for (const box of $$("[data-ask]")) setUpQuestions(box)

/**
 * @typedef {object} Entry a school in the list
 * @property {HTMLElement} item
 * @property {number} index its place in the page
 * @property {string} city
 * @property {string} words
 * @property {string} state
 * @property {string[]} kinds
 * @property {string} control
 * @property {boolean} distance
 */

/** @param {Element | null} section */
function stateName(section) {
  return section ? $("h2", section).firstChild?.textContent?.trim() ?? "" : ""
}

/** @param {HTMLElement} root */
function setUp(root) {
  const tool = $("[data-schools-tool]", root)
  /** @type {HTMLSelectElement} */
  const order = $("[data-sort]", tool)
  /** @type {(HTMLInputElement | HTMLSelectElement)[]} */
  const filters = $$("[data-filter]", tool)
  /** @type {HTMLOptionElement[]} */
  const options = $$("[data-filter=kind] option", tool)
  const kinds = options.map(({ value }) => value)
  const sections = $$("section[data-state]", root)
  /** @type {Entry[]} */
  const entries = $$("[data-school]", root).map((item, index) => {
    const section = /** @type {HTMLElement | null} */ (item.closest("section[data-state]"))
    const name = $("strong, .school__name", item).textContent
    const city = $("[data-city]", item).textContent
    return {
      item,
      index,
      city,
      words: `${name} ${city} ${stateName(section)} ${section?.dataset.state ?? ""}`.toLowerCase(),
      state: section?.dataset.state ?? "",
      kinds: item.dataset.kinds?.split(" ") ?? [],
      control: item.dataset.control ?? "",
      distance: "distance" in item.dataset,
    }
  })

  const collate = new Intl.Collator("en").compare
  for (const select of $$("[data-filter=city]", tool)) {
    select.append(...[...new Set(entries.map((entry) => entry.city))].sort(collate).map((city) => option(city, city)))
  }
  for (const select of $$("[data-filter=state], [data-filter=except]", tool)) {
    for (const section of sections) {
      select.append(option(section.dataset.state ?? "", stateName(section)))
    }
  }

  /** @type {Record<string, (entry: Entry, value: string) => boolean>} */
  const tests = {
    find: (entry, value) =>
      value.toLowerCase().split(/\s+/).filter(Boolean).every((word) => entry.words.includes(word)),
    state: (entry, value) => entry.state === value,
    except: (entry, value) => entry.state !== value,
    city: (entry, value) => entry.city === value,
    kind: (entry, value) => entry.kinds.includes(value),
    control: (entry, value) => entry.control.startsWith(value),
    distance: (entry) => entry.distance,
  }
  /** @type {Record<string, (a: Entry, b: Entry) => number>} */
  const keys = {
    name: () => 0,
    city: (a, b) => collate(a.city, b.city),
    kind: (a, b) => kinds.indexOf(a.kinds[0]) - kinds.indexOf(b.kinds[0]),
  }

  function update() {
    const asked = filters.filter((filter) => filter.value.trim())
    let shown = 0
    for (const entry of entries) {
      entry.item.hidden = !asked.every((filter) => tests[filter.dataset.filter ?? ""](entry, filter.value))
      shown += entry.item.hidden ? 0 : 1
    }
    for (const section of sections) section.hidden = asked.length > 0 && !$("[data-school]:not([hidden])", section)
    $("[data-status]", tool).textContent = shown === entries.length
      ? `${shown} schools.`
      : `${shown} of ${entries.length} schools.`
    const values = asked.map((filter) => [filter.dataset.filter ?? "", filter.value.trim()])
    if (sections.length) {
      history.replaceState(
        null,
        "",
        (values.length ? `?${new URLSearchParams(values)}` : location.pathname) + location.hash,
      )
    }
  }

  function sort() {
    /** @type {Map<Element, Entry[]>} */
    const lists = new Map()
    for (const entry of entries) {
      const list = /** @type {Element} */ (entry.item.parentElement)
      lists.set(list, [...(lists.get(list) ?? []), entry])
    }
    for (const [list, inside] of lists) {
      inside.sort((a, b) => keys[order.value](a, b) || a.index - b.index)
      list.append(...inside.map((entry) => entry.item))
    }
  }

  if (sections.length) {
    const wanted = new URLSearchParams(location.search)
    for (const filter of filters) {
      filter.value = wanted.get(filter.dataset.filter ?? "") ?? ""
      if (filter instanceof HTMLSelectElement && filter.selectedIndex === -1) filter.value = ""
    }
  }
  tool.addEventListener("submit", (event) => event.preventDefault())
  tool.addEventListener("input", (event) => (event.target === order ? sort() : update()))
  $("[data-reset]", tool).addEventListener("click", () => {
    for (const filter of filters) filter.value = ""
    order.value = "name"
    sort()
    update()
  })
  update()
}

/** @param {HTMLElement} box */
function setUpQuestions(box) {
  const questions = $$(".ask__list li", box).map((item, index) => `${index + 1}. ${item.textContent.trim()}`)
  const copy = $("[data-copy-questions]", box)
  const print = $("[data-print-questions]", box)
  const status = $("[data-status]", box)
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(questions.join("\n\n"))
      status.textContent = "The questions are copied."
    } catch {
      getSelection()?.selectAllChildren($(".ask__list", box))
      status.textContent = "The questions are selected: copy them with your keyboard or menu."
    }
  })
  print.addEventListener("click", () => {
    document.documentElement.dataset.print = "questions"
    window.print()
  })
  window.addEventListener("afterprint", () => {
    delete document.documentElement.dataset.print
  })
}

// Schools: filter and sort the list that stands in the page, and copy or print the questions. Nothing is sent anywhere.

import { $, $$, option } from "./tools.js"

for (const list of $$("[data-schools]")) setUp(list)
for (const box of $$("[data-ask]")) setUpQuestions(box)

function setUp(root) {
  const tool = $("[data-schools-tool]", root)
  const order = $("[data-sort]", tool)
  const filters = $$("[data-filter]", tool)
  const kinds = $$("[data-filter=kind] option", tool).map((one) => one.value)
  const sections = $$("section[data-state]", root)
  const entries = $$("[data-school]", root).map((item, index) => {
    const section = item.closest("section[data-state]")
    const name = $("strong, .school__name", item).textContent
    const city = $("[data-city]", item).textContent
    const state = section ? $("h2", section).firstChild.textContent.trim() : ""
    return {
      item,
      index,
      city,
      words: `${name} ${city} ${state} ${section?.dataset.state ?? ""}`.toLowerCase(),
      state: section?.dataset.state ?? "",
      kinds: item.dataset.kinds.split(" "),
      control: item.dataset.control,
      distance: "distance" in item.dataset,
    }
  })

  const collate = new Intl.Collator("en").compare
  for (const select of $$("[data-filter=city]", tool)) {
    select.append(...[...new Set(entries.map((entry) => entry.city))].sort(collate).map((city) => option(city, city)))
  }
  for (const select of $$("[data-filter=state], [data-filter=except]", tool)) {
    for (const section of sections) {
      select.append(option(section.dataset.state, $("h2", section).firstChild.textContent.trim()))
    }
  }

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
  const keys = {
    name: () => 0,
    city: (a, b) => collate(a.city, b.city),
    kind: (a, b) => kinds.indexOf(a.kinds[0]) - kinds.indexOf(b.kinds[0]),
  }

  function update() {
    const asked = filters.filter((filter) => filter.value.trim())
    let shown = 0
    for (const entry of entries) {
      entry.item.hidden = !asked.every((filter) => tests[filter.dataset.filter](entry, filter.value))
      shown += entry.item.hidden ? 0 : 1
    }
    for (const section of sections) section.hidden = asked.length > 0 && !$("[data-school]:not([hidden])", section)
    $("[data-status]", tool).textContent = shown === entries.length
      ? `${shown} schools.`
      : `${shown} of ${entries.length} schools.`
    const values = asked.map((filter) => [filter.dataset.filter, filter.value.trim()])
    if (sections.length) {
      history.replaceState(
        null,
        "",
        (values.length ? `?${new URLSearchParams(values)}` : location.pathname) + location.hash,
      )
    }
  }

  function sort() {
    const lists = new Map()
    for (const entry of entries) {
      const list = entry.item.parentElement
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
      filter.value = wanted.get(filter.dataset.filter) ?? ""
      if (filter.selectedIndex === -1) filter.value = ""
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
      getSelection().selectAllChildren($(".ask__list", box))
      status.textContent = "The questions are selected: copy them with your keyboard or menu."
    }
  })
  print.addEventListener("click", () => {
    document.documentElement.dataset.print = "questions"
    window.print()
  })
  window.addEventListener("afterprint", () => delete document.documentElement.dataset.print)
}

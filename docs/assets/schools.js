// Schools: filter and sort the list that stands in the page, and copy or print the questions. Nothing is sent anywhere.

import { $, $$, holds, option, plain } from "./tools.js"

// So many schools are opened at once when a search finds them; of more, each state's number is shown.
const OPENED = 40

for (const root of $$("[data-schools]")) setUp(root)
for (const box of $$("[data-ask]")) setUpQuestions(box)

/**
 * @typedef {object} Entry a school in the list
 * @property {HTMLElement} item
 * @property {number} index its place in the page
 * @property {HTMLElement | null} section that of its state, on the page of all schools
 * @property {string} city
 * @property {string} words
 * @property {string} state
 * @property {string[]} kinds
 * @property {string} control
 * @property {string[]} accredited
 * @property {string[]} delivery
 * @property {string[]} degrees
 * @property {boolean} distance
 */

/**
 * What people call a school for short: "Southern New Hampshire University" gives "snhu".
 * @param {string} name
 */
function initials(name) {
  const words = plain(name).split(" ").filter((word) => !["of", "at", "in", "and", "&", "the", "for"].includes(word))
  return words.map((word) => word[0]).join("")
}

/**
 * The order of names of cities. The browser's own collation has to be loaded first, which takes longer than all else here.
 * @param {string} a
 * @param {string} b
 */
function byLetters(a, b) {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()]
  return first < second ? -1 : first > second ? 1 : 0
}

/** @param {string | undefined} words */
function list(words) {
  return words?.split(" ") ?? []
}

/**
 * A school. Each part is read when it is asked for: there are hundreds of schools, and a filter asks for one part.
 * @param {HTMLElement} item
 * @param {number} index
 * @returns {Entry}
 */
function readEntry(item, index) {
  const { dataset } = item
  /** @type {HTMLElement | null} */
  const section = item.closest("details[data-state]")
  const state = section?.dataset.state ?? ""
  /** @type {string | undefined} */
  let words
  return {
    item,
    index,
    section,
    state,
    get city() {
      return $("[data-city]", item).textContent
    },
    get words() {
      if (words === undefined) {
        const name = $("strong, .school__name", item).textContent
        const stateName = section ? $("h2", section).textContent : ""
        words = plain([name, this.city, stateName, state, dataset.aliases, initials(name)].join(" "))
      }
      return words
    },
    get kinds() {
      return list(dataset.kinds)
    },
    get control() {
      return dataset.control ?? ""
    },
    get accredited() {
      return list(dataset.accredited)
    },
    get delivery() {
      return list(dataset.delivery)
    },
    get degrees() {
      return list(dataset.degrees)
    },
    get distance() {
      return "distance" in dataset
    },
  }
}

/**
 * Give a filter the value of a link, in letters of either case; an unknown one is left out, and false comes back.
 * @param {HTMLInputElement | HTMLSelectElement} filter
 * @param {string} value
 */
function set(filter, value) {
  const options = filter instanceof HTMLSelectElement ? [...filter.options] : []
  filter.value = options.find((option) => option.value.toLowerCase() === value.toLowerCase())?.value ?? value
  if (filter.value || !value) return true
  filter.value = ""
  return false
}

/**
 * What a reader can do whose question no school meets.
 * @param {(HTMLInputElement | HTMLSelectElement)[]} asked
 */
function advice(asked) {
  const unchecked = asked.some(({ dataset }) => ["accredited", "delivery"].includes(dataset.filter ?? ""))
  return " Check the spelling, or take out a filter." +
    (unchecked ? " For many schools, accreditation and how they teach haven’t been checked here." : "")
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
  /** @type {HTMLDetailsElement[]} */
  const sections = $$("details[data-state]", root)
  /** @type {HTMLElement[]} */
  const items = $$("[data-school]", root)
  /** @type {Entry[] | undefined} */
  let known
  // Read when the reader first asks for something: there are hundreds, and most readers open one state.
  const entries = () => known ??= items.map(readEntry)

  /** @type {HTMLSelectElement} */
  const cities = $("[data-filter=city]", tool)
  const notice = tool.querySelector("[data-notice]") // on the page of all schools
  /** @type {HTMLSelectElement | null} */
  const state = tool.querySelector("[data-filter=state]")

  // The cities of the chosen state; of all states they would be too many to choose from.
  function fillCities() {
    const here = !state ? entries() : state.value ? entries().filter((entry) => entry.state === state.value) : []
    const names = [...new Set(here.map((entry) => entry.city))].sort(byLetters)
    const chosen = cities.value
    cities.replaceChildren(option("", state && !state.value ? "choose a state first" : "any"))
    cities.append(...names.map((city) => option(city, city)))
    cities.value = names.includes(chosen) ? chosen : ""
  }

  /** @type {Record<string, (entry: Entry, value: string) => boolean>} */
  const tests = {
    find: (entry, value) => holds(entry.words, plain(value)),
    state: (entry, value) => entry.state === value,
    except: (entry, value) => entry.state !== value,
    city: (entry, value) => entry.city === value,
    kind: (entry, value) => entry.kinds.includes(value),
    control: (entry, value) => entry.control.startsWith(value),
    accredited: (entry, value) => entry.accredited.includes(value),
    delivery: (entry, value) => entry.delivery.includes(value),
    degree: (entry, value) => entry.degrees.includes(value),
    distance: (entry) => entry.distance,
  }
  /** @type {Record<string, (a: Entry, b: Entry) => number>} */
  const keys = {
    name: () => 0,
    city: (a, b) => byLetters(a.city, b.city),
    kind: (a, b) => kinds.indexOf(a.kinds[0]) - kinds.indexOf(b.kinds[0]),
  }

  function update() {
    const asked = filters.filter((filter) => filter.value.trim())
    const found = entries().filter((entry) =>
      asked.every((filter) => tests[filter.dataset.filter ?? ""](entry, filter.value))
    )
    const shown = found.length
    for (const section of sections) {
      const here = found.filter((entry) => entry.section === section).length
      section.hidden = asked.length > 0 && here === 0
      section.open = here > 0 && (asked.length > 0 && shown <= OPENED || section.dataset.state === state?.value)
      $("[data-count]", section).textContent = `${here}`
    }
    const passing = new Set(found)
    // What stands in a list that is hidden is hidden already.
    for (const entry of entries()) if (!entry.section?.hidden) entry.item.hidden = !passing.has(entry)
    const all = items.length === 1 ? "1 school." : `${items.length} schools.`
    $("[data-status]", tool).textContent = shown === items.length
      ? all
      : `${shown} of ${all}${shown ? "" : advice(asked)}`
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
    for (const entry of entries()) {
      const list = /** @type {Element} */ (entry.item.parentElement)
      lists.set(list, [...(lists.get(list) ?? []), entry])
    }
    for (const [list, inside] of lists) {
      inside.sort((a, b) => keys[order.value](a, b) || a.index - b.index)
      list.append(...inside.map((entry) => entry.item))
    }
  }

  fillCities()
  if (sections.length) {
    const wanted = new URLSearchParams(location.search)
    if (state) set(state, wanted.get("state") ?? "")
    fillCities()
    const strange = filters.flatMap((filter) => {
      const value = wanted.get(filter.dataset.filter ?? "") ?? ""
      return set(filter, value) ? [] : [`${filter.dataset.filter}=${value}`]
    })
    if (notice && strange.length) {
      notice.textContent = `We couldn’t read part of this link, so we left it out: ${strange.join(", ")}.`
    }
  }
  tool.addEventListener("submit", (event) => event.preventDefault())
  tool.addEventListener("input", (event) => {
    if (event.target === order) return sort()
    if (event.target === state) fillCities()
    update()
  })
  $("[data-reset]", tool).addEventListener("click", () => {
    for (const filter of filters) filter.value = ""
    if (notice) notice.textContent = ""
    order.value = "name"
    fillCities()
    sort()
    update()
  })
  // Without a question the page says it all already.
  if (sections.length && location.search || filters.some((filter) => filter.value.trim())) update()
  // What is asked for is seen; where there is room, all filters are.
  const more = tool.querySelector("[data-more]")
  if (more instanceof HTMLDetailsElement) {
    more.open = matchMedia("(min-width: 48em)").matches ||
      filters.some((filter) => more.contains(filter) && filter.value !== "")
  }
  if (sections.length) {
    openTarget()
    window.addEventListener("hashchange", openTarget)
  }
  tool.removeAttribute("data-unready")
}

// A link to a state or to a school opens the state's list.
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const section = target?.closest("details[data-state]")
  if (!(section instanceof HTMLDetailsElement)) return
  section.open = true
  target?.scrollIntoView()
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
    const fold = box.closest("details")
    if (fold) fold.open = true
    window.print()
  })
  window.addEventListener("afterprint", () => {
    delete document.documentElement.dataset.print
  })
}

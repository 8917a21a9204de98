// What Compare, Move and Plan share. No framework, no network: figures stand in the page.

// The types of what hooks/atlas/rendering/tool_data.py puts into the page.
/**
 * @import { Asked, ExamNeed, Minimum, Need, Span } from "./reckon.js"
 *
 * @typedef {{ label: string, inSentence: string, unit: string }} FactWords
 *
 * @typedef {Need & { words: string, noted?: boolean }} ToldNeed `noted`: the page has a note on the figure
 *
 * @typedef {{ about?: boolean, old?: boolean }} Weak its source names no rule; its text is old and it may have changed
 *
 * @typedef {object} PlanData the figures of a path
 * @property {Asked} figures
 * @property {(Span & { figures: Partial<Asked> })[]} cohorts
 * @property {{ from: string, figures: Asked }[]} pending as the figures will be from a day on
 * @property {[label: string, words: string][]} varies figures on which sources disagree, or that differ by people
 * @property {Record<Minimum, { of: string, least: boolean, disputed: boolean, status: string } & Weak>} said
 * @property {string[]} [cautions] what weakens the figures, and which
 *
 * @typedef {object} DatedRule
 * @property {string} event
 * @property {string} label
 * @property {(Span & { words: string })[]} answers with what holds for the others, where one is for some people of the span only
 * @property {string} byDate every answer and for whom it holds
 *
 * @typedef {object} Fee
 * @property {string} license for which it is paid, in short
 * @property {string} what
 * @property {string} words
 * @property {number | null} amount today, in US dollars; null when it isn't known
 * @property {[from: string, amount: number | null][]} [later] what it comes to from a day on, in order
 * @property {boolean} [disputed] sources disagree on it
 * @property {boolean} [about] as of `Weak`
 * @property {boolean} [old]
 * @property {"issued" | "met" | "applying"} due with the associate license, when the minimums are met, or at another time
 * @property {boolean} optional the path doesn't require the license
 *
 * @typedef {object} License
 * @property {string} id
 * @property {string} short
 * @property {string} title
 * @property {"associate" | "intermediate" | "independent"} level
 * @property {Record<string, string>} anchors by fact
 * @property {Record<string, ToldNeed & { cohorts?: (Span & { figures: ToldNeed })[] }>} needs by fact
 * @property {{ path: ExamNeed[], words: string, held: string[][] }} exams of each license that is needed for it; `held`: what
 * its holder has passed, one of these
 * @property {PlanData} [plan] of a license that hours lead to, like all that follows
 * @property {DatedRule[]} [rules] that depend on a day
 * @property {string} [associate]
 * @property {boolean} [associateOptional] the path doesn't require it
 * @property {string[]} [limits] what the sources say of the time for the hours
 * @property {string[]} [workloadRules] on the hours of a week, month or year, in words that no plan reckons with
 * @property {[label: string, note: string][]} [life] what the sources add on how long it can be held
 * @property {Fee[]} [fees] on the way, without those that no rule sets
 * @property {string} [renewalFee] of the associate license; "" where none is set
 * @property {string} [begins]
 * @property {string} [note]
 * @property {string} [lawExam] the exam on the state's own law; "" where none is required
 * @property {string} [timing] of the exams
 *
 * @typedef {object} State
 * @property {string} name
 * @property {boolean} [the] the name has an article inside a sentence
 * @property {string} slug
 * @property {string} main id of the license that the site speaks of first
 * @property {string} board
 * @property {string} boardUrl
 * @property {boolean | null} compact
 * @property {boolean} issuing
 * @property {number[]} endorsementYears those that may apply; none where one isn't known
 * @property {string} endorsementWords the figures in words; "" without one
 * @property {string} endorsementStatus
 * @property {string} endorsement
 * @property {string} military
 * @property {string} privilegeFee
 * @property {string} fees of the main license itself, without those before it
 * @property {string} related
 * @property {[date: string, summary: string][]} changes that are to come
 * @property {License[]} licenses
 *
 * @typedef {object} ToolData
 * @property {Record<string, FactWords>} facts
 * @property {Record<string, string>} exams abbreviations by id
 * @property {Record<string, string>} events the question for the day of each
 * @property {Record<string, State>} states by postal code
 */

/**
 * The first element that matches. The templates see to it that there is one.
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} root
 * @returns {E}
 */
export const $ = (selector, root = document) => /** @type {E} */ (root.querySelector(selector))

/**
 * Every element that matches.
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} root
 * @returns {E[]}
 */
export const $$ = (selector, root = document) => [.../** @type {NodeListOf<E>} */ (root.querySelectorAll(selector))]

/**
 * A field of a form, by name.
 * @template {HTMLInputElement | HTMLSelectElement} [E=HTMLInputElement]
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {E}
 */
export const fieldOf = (form, name) => /** @type {E} */ (form.elements.namedItem(name))

/**
 * An element: el("p", {class: "note"}, "text", child). Texts are texts, never markup.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Record<string, string | boolean | null | undefined>} attributes
 * @param {...(Node | string | false | null | undefined)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) node.setAttribute(key, value === true ? "" : value)
  }
  node.append(...children.filter((child) => child != null && child !== false))
  return node
}

/** The figures that stand in the page. Of Plan and Move they are ToolData. */
export const toolData = () => JSON.parse($("#tool-data").textContent)

/** @param {number} value */
export function number(value) {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 })
}

/** @param {number} value @param {string} unit in the plural */
export function plural(value, unit) {
  return `${number(value)} ${value === 1 ? unit.replace(/s$/, "") : unit}`
}

/** @param {number} value US dollars */
export function money(value) {
  return value.toLocaleString("en-US", { style: "currency", currency: "USD", minimumFractionDigits: value % 1 ? 2 : 0 })
}

/** A name inside a sentence: "the District of Columbia". @param {{ name: string, the?: boolean }} state */
export const inText = ({ name, the }) => the ? `the ${name}` : name
/** A name that begins a sentence. @param {{ name: string, the?: boolean }} state */
export const atStart = ({ name, the }) => the ? `The ${name}` : name

const MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split(" ")

/** A day in the style of the Associated Press: Aug. 1, 2017. @param {string} iso a day as YYYY-MM-DD */
export function longDate(iso) {
  const [year, month, day] = iso.split("-").map(Number)
  return `${MONTHS[month - 1]} ${day}, ${year}`
}

/**
 * Offer a text as a file.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function download(name, type, text) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/**
 * One line of CSV. A cell that a spreadsheet would take for a formula is quoted with an apostrophe.
 * @param {string[]} cells
 */
export function csvLine(cells) {
  return cells.map((cell) => {
    const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }).join(",")
}

/**
 * Say beside a field what is wrong with it; "" when nothing is. What describes the field already, a hint, still does.
 * @param {HTMLInputElement | HTMLSelectElement} field
 * @param {string} message
 */
export function complain(field, message) {
  const id = `${field.id}-error`
  let place = document.getElementById(id)
  if (!place) {
    if (!message) return
    place = el("span", { class: "field-error", id })
    field.after(place)
  }
  place.textContent = message
  const hints = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((other) => other && other !== id)
  const descriptions = message ? [...hints, id] : hints
  if (message) field.setAttribute("aria-invalid", "true")
  else field.removeAttribute("aria-invalid")
  if (descriptions.length) field.setAttribute("aria-describedby", descriptions.join(" "))
  else field.removeAttribute("aria-describedby")
}

/** How many entries a form can't use, for the sentence that is spoken. @param {number} wrong at least 1 */
export function corrections(wrong) {
  return `${wrong === 1 ? "One entry needs" : `${number(wrong)} entries need`} a correction.`
}

/**
 * What is wrong with a number in a form: it isn't one, or it is out of bounds. An empty field is no number.
 * @param {HTMLInputElement} field
 */
export function outOfBounds({ value, min, max, validity }) {
  const wrong = validity.badInput || (value !== "" && !(Number(value) >= Number(min) && Number(value) <= Number(max)))
  return wrong ? `Enter a number from ${number(Number(min))} to ${number(Number(max))}.` : ""
}

/** What is wrong with a day in a form, as far as it is filled in. @param {HTMLInputElement} field */
export function outOfTime({ value, min, max, validity }) {
  if (validity.badInput) return "Enter a date."
  const wrong = value && !(value >= min && value <= max)
  return wrong ? `Enter a date from ${min.slice(0, 4)} through ${max.slice(0, 4)}.` : ""
}

/**
 * Speak one sentence once the reader pauses, in a region that is always there.
 * @param {HTMLElement} region
 */
export function speaker(region) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting
  return (/** @type {string} */ sentence) => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      if (region.textContent !== sentence) region.textContent = sentence
    }, 600)
  }
}

/** What stands in the fields before the scripts are there: typed early, or brought back by the browser. @param {HTMLFormElement} form */
export function typedEarly(form) {
  const fields = /** @type {HTMLInputElement[]} */ ([...form.elements])
  return fields.filter((field) =>
    field.name && field.type !== "checkbox" && field.value && field.value !== field.defaultValue
  )
    .filter(({ type }) => ["number", "text", "date", "search"].includes(type)).map(({ name, value }) => [name, value])
}

/** @param {string} value @param {string} label */
export function option(value, label) {
  return el("option", { value }, label)
}

/**
 * Keep the state of a tool in the address, so that it can be shared.
 * @param {[string, string][]} entries
 */
export function writeAddress(entries) {
  const query = new URLSearchParams(entries.filter(([, value]) => value))
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname)
}

/**
 * Words as they are compared: "Saint Louis", "St. Louis" and "St Louis" are the same.
 * @param {string} words
 */
export function plain(words) {
  return words.toLowerCase().replaceAll(/[.’']/g, "").replaceAll(/\bsaint\b/g, "st").replaceAll(
    /[^\p{L}\p{N}&]+/gu,
    " ",
  ).trim()
}

/**
 * Whether all words of a question stand in a text, each as the beginning of a word. Beside others, one of a letter or two is whole:
 * "st louis" is not the State of Louisiana.
 * @param {string} text plain
 * @param {string} question plain
 */
export function holds(text, question) {
  const words = question.split(" ")
  return words.every((word) => ` ${text} `.includes(word.length > 2 || words.length === 1 ? ` ${word}` : ` ${word} `))
}

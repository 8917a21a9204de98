// The search as readers see it: the dialog on every page, and the page /search/?q=... Both ask search-answers.js.

import { reply } from "./search-answers.js"
import { firstSentence, leadOf, loadIndex, words } from "./search-index.js"

/**
 * @import { Answer, Reply } from "./search-answers.js"
 * @import { Result } from "./search-index.js"
 *
 * @typedef {object} View where results are shown
 * @property {HTMLInputElement} input
 * @property {HTMLElement} list
 * @property {HTMLElement} say
 * @property {HTMLElement} [heading] of the results, where they stand in a page
 * @property {() => void} [followed] what happens when a reader follows a link
 */

const WAIT = 120 // milliseconds after the last letter
/** @type {URL} */
let base
let asked = 0

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Partial<Record<keyof HTMLElementTagNameMap[T], unknown>>} properties
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

/** A link to a page of the site. @param {string} address @param {...(Node | string)} children */
const linkTo = (address, ...children) => make("a", { href: new URL(`../${address}`, base) }, ...children)

/** A text with those words marked that are `among` others. @param {string} text @param {string[]} among */
const marked = (text, among) =>
  text.split(/([\p{L}\p{N}]+)/u).map((part, odd) =>
    odd % 2 && words(part).some((word) => among.includes(word)) ? make("mark", { textContent: part }) : part
  )

/** @type {WeakMap<Element, () => void>} */
const waiting = new WeakMap()
const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue
    seen.unobserve(target)
    waiting.get(target)?.()
  }
})

/** Three lines of a text, as long as it takes the room that is kept for it. @param {string} text */
const shortened = (text) => {
  const most = matchMedia("(min-width: 40em)").matches ? 180 : 95
  return text.length <= most ? text : `${text.slice(0, text.lastIndexOf(" ", most)).replace(/ …$/, "")} …`
}

/** How a section begins; it comes when it is to be seen. @param {{ page: number, row: number }} result @param {string[]} among */
const lead = (result, among) => {
  const text = make("span", { className: "finding__lead" })
  waiting.set(
    text,
    () => leadOf(result).then((found) => text.replaceChildren(...marked(shortened(found), among)), () => {}),
  )
  seen.observe(text)
  return text
}

/** @param {Answer} answer @param {Reply} reply */
const answerItem = ({ address, title, facts, links, place }, { grades, marked: among }) => {
  const rows = facts.map(([label, words, grade]) => {
    const value = firstSentence(words) // what follows it explains
    return make(
      "span",
      {},
      `${label}: `,
      make("b", { textContent: value }),
      words.slice(value.length),
      ...(grade ? [" ", make("span", { className: `grade grade--${grade}`, textContent: grades[grade] })] : []),
    )
  })
  const link = linkTo(
    address,
    make("strong", { textContent: title }),
    ...(rows.length || !place ? rows : [lead(place, among)]),
  )
  const others = make("p", { className: "finding__links" })
  for (const { text, address } of links) others.append(linkTo(address, text), " ")
  return make("li", { className: "finding__answer" }, link, ...(links.length ? [others] : []))
}

/** @param {Result} result @param {Reply} reply */
const resultItem = (result, { marked: among }) =>
  make(
    "li",
    {},
    linkTo(
      result.address,
      make("strong", {}, ...marked(result.heading, among)),
      ...(result.row ? [make("span", { className: "finding__page", textContent: result.title })] : []),
      lead(result, among),
    ),
  )

/** What a reader can do who found nothing. @param {Reply} reply @param {string} question */
const otherWays = ({ nearest, topics, ask }, question) => {
  const items = []
  if (nearest) {
    items.push(
      make(
        "li",
        {},
        linkTo(`search/?q=${encodeURIComponent(nearest)}`, "Did you mean ", make("b", { textContent: nearest }), "?"),
      ),
    )
  }
  const list = make("li", { className: "finding__topics" }, "Topics: ")
  for (const { label, pages } of topics) list.append(linkTo(pages[0], label), " ")
  items.push(list)
  if (ask) {
    const address = new URL(ask)
    address.searchParams.set("question", question)
    items.push(make("li", {}, make("a", { href: address, textContent: "Ask this question" })))
  }
  return items
}

/** How much was found. @param {Reply} reply */
const amount = ({ answers, results }) => {
  const all = answers.length + results.length
  return all === 1 ? "1 result" : all ? `${all} results` : "No results"
}

/** What was found, in a sentence. @param {Reply} reply */
const summary = (reply) => {
  const { answers, results, read, missing } = reply
  return !answers.length && !results.length
    ? "Nothing was found. Try fewer words, or one of these."
    : `${amount(reply)}.` +
      (missing.length ? ` Not found on this site: “${missing.join("”, “")}”.` : "") +
      (read.length ? ` Searched for: ${read.join(", ")}.` : "")
}

/** @param {View} view @param {string} question @param {Reply} answer */
const fill = ({ list, say, heading }, question, answer) => {
  const { answers, results } = answer
  const items = answers.length || results.length
    ? [...answers.map((item) => answerItem(item, answer)), ...results.map((result) => resultItem(result, answer))]
    : otherWays(answer, question)
  list.replaceChildren(...items)
  list.scrollTop = 0
  say.textContent = summary(answer)
  if (heading) {
    heading.textContent = `${amount(answer)} for “${question}”`
    heading.hidden = false
  }
}

/** Answer what stands in the box. @param {View} view */
const show = async (view) => {
  const number = ++asked
  const question = view.input.value.trim()
  if (!words(question).length) {
    view.list.replaceChildren()
    if (view.heading) view.heading.hidden = true
    view.say.textContent = "Type what you're looking for: a state, a title, an exam, a question."
    return
  }
  try {
    const answer = await reply(question, base)
    if (number === asked) fill(view, question, answer) // else the reader typed on
  } catch {
    if (number === asked) {
      view.say.textContent = "The search couldn't be loaded. Are you online? Try again, or use the list of states."
    }
  }
}

/** Search while the reader types. @param {View} view @param {() => void} [typed] */
const listen = (view, typed = () => {}) => {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wait
  view.input.addEventListener("input", () => {
    clearTimeout(wait)
    wait = setTimeout(() => {
      typed()
      show(view)
    }, WAIT)
  })
  view.list.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) view.followed?.()
  })
}

/** Arrows go through the links, letters go into the box. @param {KeyboardEvent} event @param {View} view */
const moveByKey = (event, { input, list }) => {
  const links = [...list.querySelectorAll("a")]
  const at = links.findIndex((link) => link === document.activeElement)
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = at + (event.key === "ArrowDown" ? 1 : -1)
    if (next < -1 || next >= links.length || (at < 0 && document.activeElement !== input)) return
    event.preventDefault()
    ;(links[next] ?? input).focus()
  } else if (
    at >= 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey
  ) {
    input.focus() // the letter then goes into the box
  }
}

// ---- the dialog, which is there from the first `open` on

/** @type {HTMLDialogElement} */
let box
/** @type {View} */
let dialog

const build = () => {
  const input = make("input", { type: "search", autocomplete: "off", spellcheck: false, enterKeyHint: "search" })
  input.setAttribute("aria-label", "Search")
  const say = make("p", { className: "finding__say" })
  say.setAttribute("role", "status")
  const list = make("ol")
  list.setAttribute("aria-label", "Results")
  const close = make("button", { type: "button", textContent: "Close" })
  const whole = linkTo("search/", "Open as a page")
  const bar = make("div", { className: "finding__bar" }, input, close)
  bar.setAttribute("role", "search")
  box = make("dialog", { className: "finding" }, bar, say, list, make("p", { className: "finding__whole" }, whole))
  box.setAttribute("aria-label", "Search")
  dialog = { input, list, say, followed: () => box.close() }
  listen(dialog, () => {
    whole.href = String(new URL(`../search/?q=${encodeURIComponent(input.value.trim())}`, base))
  })
  close.addEventListener("click", () => box.close())
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close()
  })
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault() // a search field would only empty itself
      box.close()
    } else if (event.key === "Enter" && document.activeElement === input) {
      event.preventDefault()
      list.querySelector("a")?.click()
    } else moveByKey(event, dialog)
  })
  document.body.append(box)
}

/**
 * Open the box.
 * @param {string} address that of the folder of the index
 * @param {string} [typed] what the reader typed while this script was loaded
 */
export const open = (address, typed = "") => {
  base = new URL(address, location.href)
  if (!box) build()
  if (box.open) return
  box.showModal()
  if (typed) dialog.input.value = typed
  else dialog.input.select()
  show(dialog)
  loadIndex(base).catch(() => {})
}

// ---- the page

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-search-page]"))
if (form) {
  base = new URL(".", location.href)
  const view = {
    input: /** @type {HTMLInputElement} */ (form.querySelector("input")),
    list: /** @type {HTMLElement} */ (document.querySelector("[data-search-results]")),
    say: /** @type {HTMLElement} */ (document.querySelector("[data-search-say]")),
    heading: /** @type {HTMLElement} */ (document.querySelector("[data-search-heading]")),
  }
  const remember = () =>
    history.replaceState(null, "", view.input.value ? `?q=${encodeURIComponent(view.input.value)}` : "./")
  // What was typed before this script came goes before what the address says.
  view.input.value ||= new URLSearchParams(location.search).get("q") ?? ""
  listen(view, remember)
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    remember()
    show(view)
  })
  document.addEventListener("keydown", (event) => moveByKey(event, view))
  show(view)
}

// Move: what you have against what the new state asks, fact by fact. It says what the rules say; the board decides.

import { $, $$, el, fieldOf, option, plural, toolData, writeAddress } from "./tools.js"
import { examVerdict, verdict } from "./reckon.js"

/** @import { License, State } from "./tools.js" */
/** @import { Verdict } from "./reckon.js" */

const data = toolData()
/** @type {HTMLFormElement} */
const form = $("[data-move]")
const answer = $("[data-answer]")
const facts = Object.keys(data.facts).filter((id) => form.elements.namedItem(id))
const codes = Object.keys(data.states)
const WORDS = { met: "Met", cannot_tell: "Cannot tell", not_set: "None set" }

/** @param {string} name @returns {HTMLSelectElement} */
const choice = (name) => fieldOf(form, name)
/** @param {string} name @returns {HTMLInputElement} */
const field = (name) => fieldOf(form, name)
/** @returns {State | undefined} */
const origin = () => data.states[choice("from").value]
/** The license that the reader holds. */
const held = () => origin()?.licenses.find((license) => license.id === choice("license").value)
/** @param {string} name */
const value = (name) => (field(name).value === "" ? null : Number(field(name).value))

function fillLicenses() {
  const state = origin()
  choice("license").replaceChildren(
    option("", state ? "None: only a degree or hours" : "None"),
    ...(state
      ? state.licenses.map((license) =>
        option(
          license.id,
          `${license.title}${license.short === license.title ? "" : ` (${license.short})`}, ${license.level}`,
        )
      )
      : []),
  )
}

// A license stands for what its own state asks of most people. What the reader typed is never written over.
/** @type {Set<string>} */
const typed = new Set()

function prefill() {
  const from = origin()
  const license = held()
  for (const id of facts) {
    if (typed.has(id)) continue
    const education = ["min_semester_credits", "practicum_internship_hours"].includes(id)
    const known = license && (education || license.level !== "associate") ? license.needs[id].values[0] : null
    field(id).value = String(known ?? "")
  }
  $("[data-prefilled]").textContent = from && license
    ? `The figures below are what ${from.name} asks for the ${license.short} today. Put in your own where they differ, above all if you were licensed under older rules.`
    : "Leave a figure empty if you do not know it."
}

/**
 * @param {Verdict} found
 * @param {string} unit
 */
function verdictWords({ outcome, short }, unit) {
  if (outcome !== "short") return WORDS[outcome]
  if (!short) return "Not yet"
  const [low, high] = short
  return low === high
    ? `Short by ${plural(low, unit)}`
    : `Short by ${plural(low, unit)} to ${plural(high, unit)}, depending on which figure applies`
}

/**
 * @param {Verdict} found
 * @param {string} unit
 */
function verdictCell(found, unit) {
  return el("td", {}, el("span", { class: `mark mark--${found.outcome}` }, verdictWords(found, unit)))
}

/**
 * The lines of the table: each fact, then the exam.
 * @param {State} to
 * @param {License} asks
 */
function rows(to, asks) {
  const page = `../states/${to.slug}/`
  const lines = facts.map((id) => {
    const { label, unit } = data.facts[id]
    const short = unit.slice(unit.lastIndexOf(" ") + 1)
    const have = value(id)
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, el("a", { href: `${page}#${asks.anchors[id]}` }, label)),
      el("td", {}, asks.needs[id].words),
      el("td", {}, have == null ? "not given" : plural(have, short)),
      verdictCell(verdict(asks.needs[id], have), short),
    )
  })
  /** @type {HTMLInputElement[]} */
  const boxes = $$("input[name=exam]:checked", form)
  const passed = boxes.map((box) => box.value)
  /** @param {string[]} ids */
  const names = (ids) => ids.map((id) => data.exams[id]).join(", ")
  const asked = asks.exams.readings.length
    ? asks.exams.readings.map((ids) => names(ids) || "none").join(" or ") +
      (asks.exams.readings.length > 1 ? " (sources disagree)" : "")
    : "not known"
  lines.push(
    el(
      "tr",
      {},
      el("th", { scope: "row" }, el("a", { href: `${page}#exams` }, "Exam")),
      el("td", {}, asked),
      el("td", {}, names(passed) || "none given"),
      verdictCell(examVerdict(asks.exams, passed), "exams"),
    ),
  )
  return lines
}

/** @param {State} to */
function compactRoute(to) {
  const from = origin()
  const top = held()?.level === "independent"
  if (!from || !top) return "The compact is for holders of an independent license. It is not open to you yet."
  if (to.compact == null || from.compact == null) {
    return "Whether both states are members is not known here. Ask the board."
  }
  if (!to.compact || !from.compact) {
    return `Not open: ${[from, to].filter((state) => !state.compact).map((state) => state.name).join(" and ")} ${
      !to.compact && !from.compact ? "have" : "has"
    } not enacted it, by the sources we have.`
  }
  const issuing = from.issuing && to.issuing
    ? "Both are listed as issuing privileges."
    : "Not both are listed as issuing privileges yet."
  return `Both states have enacted it. ${issuing} A privilege rests on the license of the state you live in. Once you move, a license of ${from.name} is no longer your home license, so the compact does not take the place of a license in ${to.name}.`
}

/** @param {State} to */
function endorsementRoute(to) {
  const years = value("years")
  if (held()?.level !== "independent") {
    return `Endorsement is for people licensed at the level of the new state. ${to.endorsement}`
  }
  const asked = to.endorsementYears
  const told = asked == null
    ? "No number of years is known here."
    : years == null
    ? `Years asked: ${asked}.`
    : years >= asked
    ? `Years asked: ${asked}. You give ${years}.`
    : `Years asked: ${asked}. You give ${years}, which is ${asked - years} short.`
  return `${told} ${to.endorsement}`
}

function show() {
  /** @type {State | undefined} */
  const to = data.states[choice("to").value]
  writeAddress([["from", choice("from").value], ["license", choice("license").value], ["to", choice("to").value], [
    "degree",
    choice("degree").value === "counseling" ? "" : choice("degree").value,
  ]])
  answer.hidden = !to
  const asks = to?.licenses.find((license) => license.id === to.main)
  if (!to || !asks) return
  const [from, license] = [origin(), held()]
  const related = choice("degree").value.startsWith("related")
  const doctor = choice("degree").value.endsWith("doctorate")
  const routes = el(
    "dl",
    { class: "facts" },
    fact("Counseling Compact", compactRoute(to), "../compact/"),
    fact("Endorsement", endorsementRoute(to), `../states/${to.slug}/#moving`),
    fact(
      "Ordinary application",
      `You apply as new applicants do, and ask the board to credit the hours and exams you have.${
        from && license && license.level !== "independent"
          ? " Whether hours earned elsewhere count is for the board to say."
          : ""
      }`,
      `../states/${to.slug}/#steps`,
    ),
  )
  answer.replaceChildren(
    el("h2", { id: "answer" }, from ? `From ${from.name} to ${to.name}` : `To ${to.name}`),
    el(
      "p",
      {},
      `This sets your figures beside those for the ${asks.title} in ${to.name}. Whether they count is for the board to decide.`,
    ),
    related || doctor
      ? el(
        "div",
        { class: "answer answer--upcoming" },
        el("p", {}, el("strong", {}, doctor ? "Your doctorate. " : "Your degree. "), to.related),
      )
      : "",
    el(
      "div",
      { class: "scroll", role: "region", "aria-label": "Fact by fact", tabindex: "0" },
      el(
        "table",
        { class: "plain" },
        el("caption", { class: "vh" }, `What ${to.name} asks and what you have, fact by fact`),
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ...["Fact", `${to.name} asks`, "You have", "Compared"].map((title) => el("th", { scope: "col" }, title)),
          ),
        ),
        el("tbody", {}, ...rows(to, asks)),
      ),
    ),
    el("h3", {}, "Routes"),
    routes,
    el("h3", {}, "What to bring"),
    el("ul", {}, ...bring(from).map((line) => el("li", {}, line))),
    el("h3", {}, "Whom to ask"),
    el(
      "p",
      {},
      el("strong", {}, to.board),
      " ",
      /^https:/.test(to.boardUrl) ? el("a", { href: to.boardUrl }, to.boardUrl) : to.boardUrl,
    ),
    from ? el("p", {}, `${from.board} verifies what you did there.`) : "",
    el(
      "p",
      {},
      el("a", { href: `${to.slug}/` }, `All rules of ${to.name} for people licensed elsewhere, with sources`),
    ),
  )
}

/**
 * @param {string} label
 * @param {string} text
 * @param {string} href
 */
function fact(label, text, href) {
  return el("div", { class: "fact" }, el("dt", {}, el("a", { href }, label)), el("dd", {}, text))
}

/** @param {State | undefined} from */
function bring(from) {
  const list = [
    "Transcripts, sent by the school",
    "Course descriptions, if your degree was not in counseling",
    "Proof of the practicum and internship hours",
    "Logs of supervised hours, signed by the supervisor",
    "Exam scores, sent by the owner of the exam",
  ]
  if (from && held()) list.splice(3, 0, `Verification of your license, sent by the board of ${from.name}`)
  return list
}

for (const code of codes) {
  choice("from").append(option(code, data.states[code].name))
  choice("to").append(option(code, data.states[code].name))
}
choice("to").prepend(option("", "Choose a state"))
const query = new URLSearchParams(location.search)
/** Choose what the address names. @param {string} name */
const pick = (name) => {
  const wanted = query.get(name)
  if (wanted !== null && [...choice(name).options].some(({ value }) => value === wanted)) choice(name).value = wanted
}
choice("to").value = ""
pick("from")
fillLicenses()
pick("license")
pick("to")
pick("degree")
prefill()
form.addEventListener("submit", (event) => event.preventDefault())
form.addEventListener("input", (event) => {
  const { name, value } = /** @type {HTMLInputElement} */ (event.target)
  if (facts.includes(name)) typed[value === "" ? "delete" : "add"](name)
  if (name === "from") fillLicenses()
  if (["from", "license"].includes(name)) prefill()
  show()
})
show()

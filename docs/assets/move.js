// Move: what you have against what the new state asks, fact by fact. It says what the rules say; the board decides.

import { $, $$, el, option, plural, toolData, writeAddress } from "./tools.js"
import { examVerdict, verdict } from "./reckon.js"

const data = toolData()
const form = $("[data-move]")
const answer = $("[data-answer]")
const facts = Object.keys(data.facts).filter((id) => form.elements[id])
const codes = Object.keys(data.states)
const WORDS = { met: "Met", cannot_tell: "Cannot tell", not_set: "None set" }

const field = (name) => form.elements[name]
const origin = () => data.states[field("from").value]
const held = () => origin()?.licenses.find((license) => license.id === field("license").value)
const value = (name) => (field(name).value === "" ? null : Number(field(name).value))

function fillLicenses() {
  const state = origin()
  field("license").replaceChildren(
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
const typed = new Set()

function prefill() {
  const license = held()
  for (const id of facts) {
    if (typed.has(id)) continue
    const education = ["min_semester_credits", "practicum_internship_hours"].includes(id)
    const known = license && (education || license.level !== "associate") ? license.needs[id].values[0] : null
    field(id).value = known ?? ""
  }
  $("[data-prefilled]").textContent = license
    ? `The figures below are what ${origin().name} asks for the ${license.short} today. Put in your own where they differ, above all if you were licensed under older rules.`
    : "Leave a figure empty if you do not know it."
}

function verdictCell(found, unit) {
  let words = WORDS[found.outcome]
  if (found.outcome === "short") {
    const [low, high] = found.short || []
    words = low == null
      ? "Not yet"
      : low === high
      ? `Short by ${plural(low, unit)}`
      : `Short by ${plural(low, unit)} to ${plural(high, unit)}, depending on which figure applies`
  }
  return el("td", {}, el("span", { class: `mark mark--${found.outcome}` }, words))
}

function rows(to, asks) {
  const page = `../states/${to.slug}/`
  const lines = facts.map((id) => {
    const { label, unit } = data.facts[id]
    const short = unit.split(" ").pop()
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
  const passed = $$("input[name=exam]:checked", form).map((box) => box.value)
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
  const to = data.states[field("to").value]
  writeAddress([["from", field("from").value], ["license", field("license").value], ["to", field("to").value], [
    "degree",
    field("degree").value === "counseling" ? "" : field("degree").value,
  ]])
  answer.hidden = !to
  if (!to) return
  const asks = to.licenses.find((license) => license.id === to.main)
  const from = origin()
  const related = field("degree").value.startsWith("related")
  const doctor = field("degree").value.endsWith("doctorate")
  const routes = el(
    "dl",
    { class: "facts" },
    fact("Counseling Compact", compactRoute(to), "../compact/"),
    fact("Endorsement", endorsementRoute(to), `../states/${to.slug}/#moving`),
    fact(
      "Ordinary application",
      `You apply as new applicants do, and ask the board to credit the hours and exams you have.${
        from && held() && held().level !== "independent"
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

function fact(label, text, href) {
  return el("div", { class: "fact" }, el("dt", {}, el("a", { href }, label)), el("dd", {}, text))
}

function bring(from) {
  const list = [
    "Transcripts, sent by the school",
    "Course descriptions, if your degree was not in counseling",
    "Proof of the practicum and internship hours",
    "Logs of supervised hours, signed by the supervisor",
    "Exam scores, sent by the owner of the exam",
  ]
  if (held()) list.splice(3, 0, `Verification of your license, sent by the board of ${from.name}`)
  return list
}

for (const code of codes) {
  field("from").append(option(code, data.states[code].name))
  field("to").append(option(code, data.states[code].name))
}
field("to").prepend(option("", "Choose a state"))
const query = new URLSearchParams(location.search)
const pick = (name) => {
  if ([...field(name).options].some((o) => o.value === query.get(name))) field(name).value = query.get(name)
}
field("to").value = ""
pick("from")
fillLicenses()
pick("license")
pick("to")
pick("degree")
prefill()
form.addEventListener("submit", (event) => event.preventDefault())
form.addEventListener("input", (event) => {
  if (facts.includes(event.target.name)) typed[event.target.value === "" ? "delete" : "add"](event.target.name)
  if (event.target.name === "from") fillLicenses()
  if (["from", "license"].includes(event.target.name)) prefill()
  show()
})
show()

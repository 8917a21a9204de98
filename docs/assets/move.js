// Move: routes first, then what you have against what the new state requires. It says what the rules say; the board decides.

import {
  $,
  $$,
  atStart,
  complain,
  el,
  fieldOf,
  inText,
  longDate,
  option,
  outOfBounds,
  outOfTime,
  plural,
  speaker,
  toolData,
  typedEarly,
  writeAddress,
} from "./tools.js"
import {
  compactRoute,
  endorsementRoute,
  forPerson,
  holderVerdict,
  licensesToCompare,
  pathExamVerdict,
  verdict,
} from "./reckon.js"

/** @import { License, State, ToolData } from "./tools.js" */
/** @import { Route, Verdict } from "./reckon.js" */

/** @type {ToolData} */
const data = toolData()
/** @type {HTMLFormElement} */
const form = $("[data-move]")
const answer = $("[data-answer]")
const say = speaker($("[data-status]", form))
const facts = Object.keys(data.facts).filter((id) => form.elements.namedItem(id))
/** The field that holds the day of an event. @type {Record<string, string>} */
const EVENTS = { program_begun: "begun", degree_awarded: "awarded", applied: "applied", first_licensed: "first" }
const NUMBERS = ["years", ...facts]
const WORDS = { met: "Met", cannot_tell: "Unclear", not_set: "Not set by law" }

/** @param {string} name @returns {HTMLSelectElement} */
const choice = (name) => fieldOf(form, name)
/** @param {string} name @returns {HTMLInputElement} */
const field = (name) => fieldOf(form, name)
/** @returns {State | undefined} */
const origin = () => data.states[choice("from").value]
/** The license that the reader holds. */
const held = () => origin()?.licenses.find((license) => license.id === choice("license").value)
/** A number; null when there is none, or it is out of bounds. @param {string} name */
const value = (name) => (field(name).value === "" || outOfBounds(field(name)) ? null : Number(field(name).value))
/** @returns {HTMLInputElement[]} */
const boxes = () => $$("input[name=exam]", form)
/** The exams that were ticked; null when no box is, [] with "none". */
function passed() {
  const ticked = boxes().filter((box) => box.checked).map((box) => box.value)
  return ticked.length ? ticked.filter((id) => id !== "none") : null
}
/** The day of each event; "" when none is given, or it can't be used. */
const events = () =>
  Object.fromEntries(
    Object.entries(EVENTS).map(([event, name]) => [event, outOfTime(field(name)) ? "" : field(name).value]),
  )
const independent = () => held()?.level === "independent"

function fillLicenses() {
  const state = origin()
  choice("license").replaceChildren(
    option("", state ? "None: only a degree or hours" : "None"),
    ...(state?.licenses ?? []).map(({ id, title, short, level }) =>
      option(id, `${title}${short === title ? "" : ` (${short})`}, ${level}`)
    ),
  )
}

// A license stands for what its own state requires of most people. What the reader typed is never written over.
/** @type {Set<string>} */
const typed = new Set()

function prefill() {
  const from = origin()
  const license = held()
  for (const id of facts) {
    if (typed.has(id)) continue
    const education = ["min_semester_credits", "practicum_internship_hours"].includes(id)
    const known = license && (education || license.level !== "associate")
      ? forPerson(license.needs[id], license.needs[id].cohorts, events()).values[0]
      : null
    field(id).value = String(known ?? "")
  }
  $("[data-prefilled]").textContent = from && license
    ? `The fields show what ${
      inText(from)
    } requires for the ${license.short} today. Enter your own numbers where they differ, especially if you were licensed under older rules.`
    : "Leave a field empty if you don’t know the number."
}

/** @param {Verdict} found @param {string} unit */
function verdictWords({ outcome, short }, unit) {
  if (outcome !== "short") return WORDS[outcome]
  if (!short) return "Not yet"
  const [low, high] = short
  return low === high
    ? `Short by ${plural(low, unit)}`
    : `Short by ${plural(low, unit)} to ${plural(high, unit)}, depending on which rule applies`
}

const HEADS = ["Required", "You have", "Compared"]

/** @param {(Node | string)[]} cells @param {Verdict} found @param {string} words */
function row([head, ...cells], found, words) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, head),
    ...cells.map((cell, index) => el("td", { "data-label": HEADS[index] }, cell)),
    el("td", { "data-label": HEADS[2] }, el("span", { class: `mark mark--${found.outcome}` }, words)),
  )
}

/** @param {string[]} ids */
const names = (ids) => ids.map((id) => data.exams[id]).join(", ")

/** The exams passed, as the reader says or as the license held required. */
function examsHeld() {
  const own = passed()
  if (own) return own.length ? names(own) : "none yet"
  const license = held()
  return license?.exams.held.length
    ? `${
      license.exams.held.map((ids) => ids.map((id) => data.exams[id]).join(" and ")).join(" or ")
    } (assumed: required for your ${license.short})`
    : "not entered"
}

/** @param {State} to @param {License} asks */
function table(to, asks) {
  const page = `../states/${to.slug}/`
  const lines = facts.filter((id) => asks.needs[id].words).map((id) => {
    const { label, unit } = data.facts[id]
    const need = forPerson(asks.needs[id], asks.needs[id].cohorts, events())
    const have = value(id)
    const found = verdict(need, have)
    const own = have == null ? "not entered" : plural(have, unit)
    const href = `${page}#${asks.anchors[id]}`
    const required = need.noted ? el("span", {}, `${need.words}; `, el("a", { href }, "see the note")) : need.words
    return row(
      [el("a", { href }, label), required, own],
      found,
      found.outcome === "met" && !Math.max(...need.values) ? "Not required" : verdictWords(found, unit),
    )
  })
  const own = passed()
  const exam = own ? pathExamVerdict(asks.exams.path, own) : holderVerdict(asks.exams.path, held()?.exams.held ?? [])
  const link = el("a", { href: `${page}#exams` }, "Exam")
  lines.push(
    row(
      [link, asks.exams.words, examsHeld()],
      exam,
      exam.outcome === "not_set" ? "Not required" : verdictWords(exam, ""),
    ),
  )
  const heads = ["Requirement", ...HEADS]
  return el(
    "div",
    { class: "scroll", role: "region", "aria-label": `Against the ${asks.short}`, tabindex: "0" },
    el(
      "table",
      { class: "plain cards" },
      el("caption", { class: "vh" }, `What ${inText(to)} requires for the ${asks.short} and what you have`),
      el("thead", {}, el("tr", {}, ...heads.map((title) => el("th", { scope: "col" }, title)))),
      el("tbody", {}, ...lines),
    ),
  )
}

/** The licenses to compare with. @param {State} to */
const targets = (to) => licensesToCompare(to.licenses, to.main, held()?.level)

/** @param {State} to @returns {[Route, string]} */
function compact(to) {
  const from = origin()
  const both = from ? [from, to] : [to]
  const route = compactRoute(
    Boolean(from) && independent(),
    both.map((state) => state.compact),
    both.map((state) => state.issuing),
  )
  if (route === "closed") {
    const outside = both.filter((state) => state.compact === false).map((state, index) =>
      index ? inText(state) : atStart(state)
    )
    return [
      route,
      `${outside.join(" and ")} ${outside.length > 1 ? "have" : "has"} not enacted the compact, by our sources.`,
    ]
  }
  if (!from || route === "not_yet") {
    return [route, "The compact is for holders of an independent license in a member state."]
  }
  if (both.some((state) => state.compact == null)) {
    return [route, "Whether both states are members isn’t confirmed. Ask the board."]
  }
  const full = to.licenses.find(({ id }) => id === to.main)?.short ?? "license"
  const costs = `A privilege in ${inText(to)} costs ${
    to.privilegeFee ? `${to.privilegeFee} and` : "the state’s fee (not confirmed) and"
  } the Commission’s fee. ${
    to.fees
      ? `The ${full}’s own fees: ${to.fees}. Another route to it may have its own fee.`
      : `What the ${full} itself costs isn’t confirmed.`
  }`
  const open = route === "open"
    ? "Both states are listed as issuing privileges."
    : "Both states have enacted it, but not both are listed as issuing privileges yet. Ask both boards."
  return [
    route,
    `${open} If you stay in ${inText(from)}, a privilege lets you practice in ${inText(to)}. If you move to ${
      inText(to)
    }, you apply there for a new home state license based on a privilege, and your ${from.name} license becomes a privilege. If the conditions aren’t met, ${
      inText(to)
    } may apply its usual requirements. ${costs}`,
  ]
}

/** @param {State} to @returns {[Route, string]} */
function endorsement(to) {
  const years = value("years")
  const license = held()
  const lower = independent() ? [] : targets(to).filter(({ id }) => id !== to.main).map(({ short }) => short)
  const route = endorsementRoute(lower.length ? null : independent(), years, to.endorsementYears)
  const asked = to.endorsementWords && `Years of licensure required: ${to.endorsementWords}.`
  const mine = years == null ? "" : ` You enter ${plural(years, "years")}.`
  const unclear = asked
    ? asked + (mine || " Enter yours above.")
    : to.endorsementStatus === "silent"
    ? "The law sets no number of years."
    : "Whether a number of years is required isn’t confirmed."
  const told = {
    not_yet: `Endorsement (or reciprocity) is for people licensed at the level of the new state. ${asked}`,
    open: asked + mine,
    short: asked + mine,
    unclear: lower.length
      ? `Your ${license?.short} is below the independent level. Ask the board whether it counts for the ${
        lower.join(" or ")
      } in ${inText(to)}. ${asked}`
      : unclear,
    closed: "",
  }[route]
  return [route, `${told} ${to.endorsement}`]
}

const ROUTE_WORDS = {
  open: "Open, based on your entries",
  short: "Short of years",
  unclear: "Unclear",
  not_yet: "Not yet",
  closed: "Not open",
}

/** @param {string} label @param {[Route | "", string]} told @param {string} href */
function fact(label, [route, text], href) {
  const state = route &&
    el("span", { class: `mark mark--${route === "open" ? "met" : "cannot_tell"}` }, ROUTE_WORDS[route])
  return el(
    "div",
    { class: "fact" },
    el("dt", {}, el("a", { href }, label)),
    el("dd", {}, state, state ? " " : "", text),
  )
}

/** @param {State} to */
function military(to) {
  const who = choice("orders").value
  if (!who) return ""
  const applies = held() && origin()
    ? `A federal law (50 U.S.C. § 4025a) makes a service member’s or spouse’s license count in the state where orders send them. Apply to the board of ${
      inText(to)
    } with the orders and a signed, notarized statement. Keep your ${origin()?.name} license active.`
    : "A federal law (50 U.S.C. § 4025a) helps those who hold a license already. Choose yours above."
  return fact("Military orders", ["", `${applies} ${to.name}: ${to.military}`], "../guides/military-families/")
}

/** The first sentence. @param {State} to */
function leadWords(to) {
  const [byCompact] = compact(to)
  const [byEndorsement] = endorsement(to)
  if (byEndorsement === "open") {
    return `Based on what you entered, the route for people licensed elsewhere is open to you in ${
      inText(to)
    } if you meet the conditions below.`
  }
  if (byCompact === "open") return `It depends on where you live. The compact is open between the two states.`
  if (byEndorsement === "short") {
    return `The route for people licensed elsewhere requires more years in ${
      inText(to)
    }. Until then, you apply as new applicants do.`
  }
  if (byEndorsement === "unclear") {
    return `It depends. The route for people licensed elsewhere comes first: see what ${inText(to)} requires.`
  }
  return `You apply in ${inText(to)} as new applicants do, and ask the board to credit what you have.`
}

/** Whether the entries can be used; what is wrong stands beside each field. */
function isRight() {
  const wrong = Object.fromEntries([
    ...NUMBERS.map((name) => [name, outOfBounds(field(name))]),
    ...Object.values(EVENTS).map((name) => [name, field(name).closest("[hidden]") ? "" : outOfTime(field(name))]),
  ])
  for (const [name, message] of Object.entries(wrong)) complain(field(name), message)
  const same = choice("to").value !== "" && choice("to").value === choice("from").value
  complain(choice("to"), same ? "Choose a state other than the one you are coming from." : "")
  return { right: Object.values(wrong).every((message) => !message), same }
}

/** Dates are asked for where a rule of one of the licenses depends on them. */
function showDates() {
  const states = [origin(), data.states[choice("to").value]]
  const asked = new Set(
    states.flatMap((state) =>
      (state?.licenses ?? []).flatMap(({ needs }) =>
        Object.values(needs).flatMap(({ cohorts }) => (cohorts ?? []).map(({ event }) => event))
      )
    ),
  )
  for (const part of $$("[data-event]", form)) part.hidden = !asked.has(part.dataset.event ?? "")
}

function remember() {
  const { value: degree } = choice("degree")
  writeAddress([
    ...["from", "license", "to", "orders", ...Object.values(EVENTS), "years"].map((
      name,
    ) => /** @type {[string, string]} */ ([name, field(name).value])),
    ["degree", degree === "counseling" ? "" : degree],
    ["exam", boxes().filter((box) => box.checked).map((box) => box.value).join(".")],
    ...facts.filter((id) => typed.has(id)).map((id) => /** @type {[string, string]} */ ([id, field(id).value])),
  ])
}

function show(aloud = true) {
  showDates()
  const { right, same } = isRight()
  /** @type {State | undefined} */
  const to = same ? undefined : data.states[choice("to").value]
  remember()
  answer.hidden = !to
  if (to) answer.replaceChildren(...answerOf(to))
  if (aloud) {
    say(!right || same ? "An entry needs a correction." : to ? `${to.name}: ${leadWords(to)}` : "Choose the new state.")
  }
}

/** @param {State} to */
function answerOf(to) {
  const from = origin()
  const license = held()
  const related = choice("degree").value.startsWith("related")
  const doctor = choice("degree").value.endsWith("doctorate")
  const found = endorsement(to)
  const first = found[0] === "open" || found[0] === "unclear"
  const ordinary = `You apply as new applicants do, and ask the board to credit the hours and exams you have.${
    from && license && !independent() ? " The board decides whether hours earned elsewhere count." : ""
  }`
  const tables = targets(to).flatMap((asks) => [
    el("h4", {}, `Against the ${asks.title}${asks.short === asks.title ? "" : ` (${asks.short})`}, ${asks.level}`),
    table(to, asks),
  ])
  return [
    el("h2", { id: "answer" }, from ? `From ${inText(from)} to ${inText(to)}` : `To ${inText(to)}`),
    el("p", { class: "lead" }, leadWords(to)),
    related || doctor
      ? el(
        "div",
        { class: "answer answer--upcoming" },
        el("p", {}, el("strong", {}, doctor ? "Your doctorate. " : "Your degree. "), to.related),
      )
      : "",
    el("h3", {}, "Routes"),
    el(
      "dl",
      { class: "facts" },
      fact("Licensed elsewhere", found, `../states/${to.slug}/#moving`),
      fact("Counseling Compact", compact(to), "../compact/"),
      military(to),
      fact("Ordinary application", ["", ordinary], `../states/${to.slug}/#steps`),
    ),
    ...to.changes.map(([on, summary]) =>
      el("p", { class: "answer answer--upcoming" }, el("strong", {}, `Rule change ahead, ${longDate(on)}: `), summary)
    ),
    first
      ? el(
        "details",
        { class: "tool__more", open: found[0] !== "open" },
        el("summary", {}, "If that route isn’t open to you: the ordinary requirements"),
        ...tables,
      )
      : el("div", {}, el("h3", {}, "The ordinary requirements"), ...tables),
    el("h3", {}, "What to bring"),
    el("ul", {}, ...bring(from).map((line) => el("li", {}, line))),
    el("h3", {}, "Contact your board"),
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
      el("a", { href: `${to.slug}/` }, `All rules in ${inText(to)} for people licensed elsewhere, with sources`),
    ),
  ]
}

/** @param {State | undefined} from */
function bring(from) {
  const list = [
    "Official transcripts, sent by the school",
    "Course descriptions, if your degree was not in counseling",
    "Proof of the practicum and internship hours",
    "Logs of supervised hours, signed by the supervisor",
    "Exam scores, sent by the testing organization",
  ]
  if (from && held()) list.splice(3, 0, `Verification of your license, sent by the board of ${inText(from)}`)
  return list
}

for (const [code, { name }] of Object.entries(data.states)) {
  choice("from").append(option(code, name))
  choice("to").append(option(code, name))
}
choice("to").prepend(option("", "Choose a state"))
const early = typedEarly(form)
const query = new URLSearchParams(location.search)
/** Choose what the address names. @param {string} name */
const pick = (name) => {
  const wanted = query.get(name) ?? ""
  const found = [...choice(name).options].find((entry) => entry.value.toLowerCase() === wanted.toLowerCase())
  if (wanted && found) choice(name).value = found.value
}
choice("to").value = ""
pick("from")
fillLicenses()
for (const name of ["license", "to", "degree", "orders"]) pick(name)
for (const name of [...NUMBERS, ...Object.values(EVENTS)]) {
  const given = query.get(name)
  if (!given) continue
  field(name).value = given
  if (facts.includes(name)) typed.add(name)
}
for (const box of boxes()) box.checked ||= (query.get("exam") ?? "").split(".").includes(box.value)
for (const [name, text] of early) {
  field(name).value = text
  if (facts.includes(name)) typed.add(name)
}
prefill()
form.addEventListener("submit", (event) => event.preventDefault())
form.addEventListener("input", (event) => {
  const { name, value, checked } = /** @type {HTMLInputElement} */ (event.target)
  if (facts.includes(name)) typed[value === "" ? "delete" : "add"](name)
  if (name === "exam" && checked) {
    for (const box of boxes()) if ((box.value === "none") !== (value === "none")) box.checked = false
  }
  if (name === "from") fillLicenses()
  if (["from", "license", ...Object.values(EVENTS)].includes(name)) prefill()
  show()
})
show(false)
form.removeAttribute("data-unready")

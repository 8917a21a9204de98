// Plan: hours a week in, dates out. The plan stays in this browser.

import { $, $$, download, el, fieldOf, longDate, money, number, option, plural, toolData } from "./tools.js"
import { calendar, makePlan, MINIMUMS } from "./reckon.js"

/** @import { License, State } from "./tools.js" */
/** @import { Asked, CalendarEvent, Milestone, Pace, Plan, Warning } from "./reckon.js" */

const data = toolData()
/** @type {HTMLFormElement} */
const form = $("[data-plan]")
const answer = $("[data-answer]")
const status = $("[data-status]", form)
const KEY = "atlas.plan"
const NAMES = ["state", "license", "stage", "start", "hours", "share", "supervision", "on", "total", "direct", "met"]

/** @param {string} name @returns {HTMLSelectElement} */
const choice = (name) => fieldOf(form, name)
/** @param {string} name @returns {HTMLInputElement} */
const field = (name) => fieldOf(form, name)
/** @param {string} name */
const figure = (name) => Number(field(name).value)
/** @returns {State | undefined} */
const state = () => data.states[choice("state").value]

/** @typedef {License & Required<Pick<License, "plan" | "associate" | "fees">>} Independent */
/** @returns {Independent[]} */
const licenses = () => /** @type {Independent[]} */ (state()?.licenses.filter(({ plan }) => plan) ?? [])
const license = () => licenses().find(({ id }) => id === choice("license").value)

function fillLicenses() {
  choice("license").replaceChildren(
    ...licenses().map(({ id, short, title }) => option(id, short === title ? title : `${title} (${short})`)),
  )
  choice("license").value = state()?.main ?? ""
}

/**
 * Fields with a figure: name, least, most, and what they are called.
 * @type {[string, number, number, string][]}
 */
const FIGURES = [
  ["hours", 1, 80, "Hours of work a week"],
  ["share", 0, 100, "The share with clients"],
  ["supervision", 0, 20, "Supervision hours a week"],
]
/** @type {typeof FIGURES} */
const DONE = [
  ["total", 0, 20000, "Hours done"],
  ["direct", 0, 20000, "Hours with clients done"],
  ["met", 0, 5000, "Supervision hours done"],
]

// What is wrong with the form, in words, or null.
function wrong() {
  if (!state() || !license()) return "Choose a state."
  if (
    !/^\d{4}-\d\d-\d\d$/.test(field("start").value) || field("start").value < "1990-01-01" ||
    field("start").value > "2100-01-01"
  ) return "Give the day from which your hours count."
  if (onTheWay() && !(field("on").value >= field("start").value && field("on").value <= "2100-01-01")) {
    return "The day up to which you counted must not be before the day from which your hours count."
  }
  for (const [name, low, high, label] of onTheWay() ? [...DONE, ...FIGURES] : FIGURES) {
    if (field(name).value === "" || !(figure(name) >= low && figure(name) <= high)) {
      return `${label} must be from ${low} to ${high}.`
    }
  }
  return null
}

const onTheWay = () => choice("stage").value === "on-the-way"
/** @returns {Pace} */
const pace = () => ({
  start: field("start").value,
  hoursPerWeek: figure("hours"),
  directShare: figure("share") / 100,
  supervisionPerWeek: figure("supervision"),
  soFar: onTheWay()
    ? {
      on: field("on").value,
      supervised_hours_total: figure("total"),
      direct_client_hours: figure("direct"),
      supervision_hours: figure("met"),
    }
    : undefined,
})
/** @param {string} fact */
const labelOf = (fact) => data.facts[fact].label
/** @param {Milestone} milestone */
const askedWords = (milestone) => plural(milestone.asked, data.facts[milestone.fact].unit)

/** What the tool speaks of once the form is filled in. @returns {{ place: State, goal: Independent, plan: Plan } | null} */
function current() {
  const [place, goal] = [state(), license()]
  return place && goal && !wrong() ? { place, goal, plan: makePlan(goal.plan, pace()) } : null
}

/** @param {Plan} plan */
const hoursOfSupervision = (plan) => number(Math.ceil((plan.supervisionNeeded ?? 0) * 100 - 1e-6) / 100)

/** @type {Record<Warning, (plan: Plan, goal: Independent) => string>} */
const WARNINGS = {
  over_weekly_cap: (_, { plan: asked }) =>
    `No more than ${number(asked.max_hours_per_week ?? 0)} hours count in a week. The plan counts no more than that.`,
  low_supervision: (plan) =>
    `At this pace the rule asks for about ${hoursOfSupervision(plan)} hours of supervision a week. ` +
    `You plan for ${number(pace().supervisionPerWeek)}.`,
  never: () => "At this pace one of the minimums is never met.",
  after_limit: ({ limit }) => `The experience must be finished by ${longDate(limit ?? "")}. This plan ends later.`,
  after_term: ({ termEnds }, { associate }) =>
    `If the ${associate} is issued on the day your hours begin, it runs out on ${longDate(termEnds ?? "")}. ` +
    "This plan ends later. Ask the board about renewal or extension early.",
}

function show() {
  for (const part of $$("[data-on-the-way]", form)) part.hidden = !onTheWay()
  status.textContent = wrong() ?? ""
  const found = current()
  answer.hidden = !found
  if (!found) return
  const { place, goal, plan } = found
  answer.replaceChildren(
    el("h2", { id: "answer" }, `Your plan for the ${goal.short} in ${place.name}`),
    lead(plan),
    plan.warnings.length
      ? el("ul", { class: "warnings" }, ...plan.warnings.map((name) => el("li", {}, WARNINGS[name](plan, goal))))
      : "",
    plan.milestones.length ? milestoneTable(plan.milestones) : "",
    lacking(goal.plan),
    el("ul", {}, ...notes(goal, plan).map((line) => el("li", {}, line))),
    el("p", {}, feesInWords(goal.fees)),
    el(
      "p",
      {},
      "Where sources disagree, the stricter figure is used. ",
      el("a", { href: `../states/${place.slug}/#experience` }, `The figures for ${place.name}, with sources`),
      ". The board decides what counts.",
    ),
  )
}

/** @param {Plan} plan */
function lead({ finish, bottleneck, milestones }) {
  if (finish) {
    return el(
      "p",
      { class: "lead" },
      el("strong", {}, `All known minimums are met on ${longDate(finish)}.`),
      ` What takes longest: ${data.facts[bottleneck].inSentence}.`,
    )
  }
  return el(
    "p",
    { class: "lead" },
    "No date can be given.",
    milestones.length ? "" : " The rules known here set no figure to plan with.",
  )
}

/** @param {Milestone[]} milestones */
function milestoneTable(milestones) {
  return el(
    "table",
    { class: "plain" },
    el("caption", { class: "vh" }, "When each minimum is met"),
    el("thead", {}, el("tr", {}, ...["Minimum", "Asked", "Met on"].map((title) => el("th", { scope: "col" }, title)))),
    el(
      "tbody",
      {},
      ...milestones.map((milestone) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, labelOf(milestone.fact)),
          el("td", {}, askedWords(milestone)),
          el("td", {}, milestone.when ? longDate(milestone.when) : "never at this pace"),
        )
      ),
    ),
  )
}

/** @param {Asked} asked */
function lacking(asked) {
  const missing = MINIMUMS.filter((fact) => asked[fact] == null).map((fact) => data.facts[fact].inSentence)
  return missing.length
    ? el(
      "p",
      { class: "note" },
      `No figure is set or known for: ${missing.join(", ")}. They may make the plan longer.`,
    )
    : ""
}

/** @param {Independent} goal @param {Plan} plan */
function notes({ associate, begins, note }, plan) {
  return [
    plan.termEnds &&
    `The ${associate} runs out on ${longDate(plan.termEnds)}, if it is issued on the day your hours begin.`,
    plan.limit && `The experience must be finished by ${longDate(plan.limit)}.`,
    plan.supervisionNeeded !== null &&
    `Supervision the rule asks for at this pace: about ${hoursOfSupervision(plan)} hours a week.`,
    begins && `Hours begin to count: ${begins}`,
    note && `Also to know: ${note}`,
  ].filter((line) => line)
}

/** @param {[string, number | null][]} fees */
function feesInWords(fees) {
  const known = fees.flatMap(([, amount]) => amount ?? [])
  if (!known.length) return "The fees on the way are not known."
  const missing = fees.filter(([, amount]) => amount === null).map(([name]) => name)
  const sum = money(known.reduce((total, amount) => total + amount, 0))
  return `Application and license fees on the way: ${missing.length ? "at least " : ""}${sum}.` +
    (missing.length ? ` Not known: ${missing.join(", ")}.` : "")
}

const values = () => Object.fromEntries(NAMES.map((name) => [name, field(name).value]))

function save() {
  try {
    localStorage.setItem(KEY, JSON.stringify(values()))
  } catch {
    // storage is switched off: the plan lasts as long as the page
  }
}

/**
 * Fill in the form. False when this is no plan.
 * @param {Record<string, unknown> | null} kept
 */
function load(kept) {
  const code = String(kept?.state)
  if (!kept || !Object.hasOwn(data.states, code)) return false
  choice("state").value = code
  fillLicenses()
  for (const name of NAMES.slice(1)) {
    const value = String(kept[name] ?? "")
    if (name === "license" && !licenses().some(({ id }) => id === value)) continue
    if (value) field(name).value = value
  }
  return true
}

/**
 * What stands in the calendar. The ids follow from whose plan it is, not from its figures: exported again after a change of
 * pace, the events of before move.
 * @param {NonNullable<ReturnType<typeof current>>} found
 * @returns {CalendarEvent[]}
 */
function events({ place, goal, plan }) {
  const where = `${goal.short}, ${place.name}`
  const whose = `plan-${choice("state").value.toLowerCase()}-${goal.id}-${pace().start}`
  /** @type {[string, string | null, string][]} */
  const days = [
    ["begin", pace().start, `Supervised hours begin (${where})`],
    ...plan.milestones.map((milestone) => /** @type {[string, string | null, string]} */ ([
      milestone.fact.replaceAll("_", "-"),
      milestone.when,
      `${labelOf(milestone.fact)}: ${askedWords(milestone)} (${where})`,
    ])),
    ["all-met", plan.finish, `All known minimums met (${where})`],
    ["license-ends", plan.termEnds, `${goal.associate} runs out (${place.name})`],
    ["limit", plan.limit, `Experience must be finished (${where})`],
  ]
  const text = "From your plan. The board decides what counts."
  return days.flatMap(([what, date, title]) => date ? [{ id: `${whose}-${what}`, date, title, text }] : [])
}

choice("state").append(
  option("", "Choose a state"),
  ...Object.entries(data.states).map(([code, { name }]) => option(code, name)),
)
const today = new Date()
field("on").value = field("start").value = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, "0")}-${
  String(today.getDate()).padStart(2, "0")
}`
const start = field("start").value
try {
  load(JSON.parse(localStorage.getItem(KEY) ?? "null"))
} catch {
  // nothing kept, or something else is
}
const wanted = new URLSearchParams(location.search).get("state")
if (wanted) load({ state: wanted })
form.addEventListener("submit", (event) => event.preventDefault())
form.addEventListener("input", (event) => {
  const { name } = /** @type {HTMLInputElement} */ (event.target)
  if (name === "state") fillLicenses()
  if (NAMES.includes(name)) {
    show()
    save()
  }
})
$("[data-ics]", form).addEventListener("click", () => {
  const found = current()
  if (!found) return show()
  download(
    "counselor-licensure-plan.ics",
    "text/calendar;charset=utf-8",
    calendar(`Licensure plan, ${found.place.name}`, events(found), new Date()),
  )
})
$("[data-print]", form).addEventListener("click", () => window.print())
$("[data-export]", form).addEventListener(
  "click",
  () =>
    download(
      "counselor-licensure-plan.json",
      "application/json",
      JSON.stringify(values(), null, 1),
    ),
)
/** @type {HTMLInputElement} */
const file = $("[data-import]", form)
file.addEventListener("change", async () => {
  let done = false
  try {
    done = load(JSON.parse((await file.files?.[0].text()) ?? "null"))
  } catch {
    done = false
  }
  file.value = ""
  show()
  if (done) save()
  else status.textContent = "This file holds no plan that can be read."
})
$("[data-forget]", form).addEventListener("click", () => {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // nothing was kept
  }
  form.reset()
  field("on").value = field("start").value = start
  fillLicenses()
  show()
  status.textContent = "Forgotten."
})
show()

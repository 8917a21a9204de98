// Plan: hours a week in, dates out. The plan stays in this browser.

import { $, download, el, longDate, money, number, option, plural, toolData } from "./tools.js"
import { calendar, makePlan } from "./reckon.js"

const data = toolData()
const form = $("[data-plan]")
const answer = $("[data-answer]")
const status = $("[data-status]", form)
const KEY = "atlas.plan"
const NAMES = ["state", "license", "stage", "start", "hours", "share", "supervision", "on", "total", "direct", "met"]
const DONE = { total: "supervised_hours_total", direct: "direct_client_hours", met: "supervision_hours" }

const field = (name) => form.elements[name]
const state = () => data.states[field("state").value]
const license = () => state()?.licenses.find((one) => one.id === field("license").value)

function fillLicenses() {
  const choices = state()?.licenses.filter((one) => one.plan) || []
  field("license").replaceChildren(
    ...choices.map((one) => option(one.id, one.short === one.title ? one.title : `${one.title} (${one.short})`)),
  )
  if (state()) field("license").value = state().main
}

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
  for (
    const [name, low, high, label] of [
      ...(onTheWay()
        ? [["total", 0, 20000, "Hours done"], ["direct", 0, 20000, "Hours with clients done"], [
          "met",
          0,
          5000,
          "Supervision hours done",
        ]]
        : []),
      ["hours", 1, 80, "Hours of work a week"],
      ["share", 0, 100, "The share with clients"],
      ["supervision", 0, 20, "Supervision hours a week"],
    ]
  ) {
    const value = Number(field(name).value)
    if (field(name).value === "" || !(value >= low && value <= high)) return `${label} must be from ${low} to ${high}.`
  }
  return null
}

const onTheWay = () => field("stage").value === "on-the-way"
const pace = () => ({
  start: field("start").value,
  hoursPerWeek: Number(field("hours").value),
  directShare: Number(field("share").value) / 100,
  supervisionPerWeek: Number(field("supervision").value),
  ...(onTheWay() &&
    {
      soFar: {
        on: field("on").value,
        ...Object.fromEntries(Object.entries(DONE).map(([name, fact]) => [fact, Number(field(name).value)])),
      },
    }),
})
const labelOf = (fact) => data.facts[fact].label
const askedWords = (milestone) => plural(milestone.asked, data.facts[milestone.fact].unit)

const WARNINGS = {
  over_weekly_cap: (_, one) =>
    `No more than ${number(one.plan.max_hours_per_week)} hours count in a week. The plan counts no more than that.`,
  low_supervision: (made) =>
    `At this pace the rule asks for about ${
      number(Math.ceil(made.supervisionNeeded * 100 - 1e-6) / 100)
    } hours of supervision a week. You plan for ${number(pace().supervisionPerWeek)}.`,
  never: () => "At this pace one of the minimums is never met.",
  after_limit: (made) => `The experience must be finished by ${longDate(made.limit)}. This plan ends later.`,
  after_term: (made, one) =>
    `If the ${one.associate} is issued on the day your hours begin, it runs out on ${
      longDate(made.termEnds)
    }. This plan ends later. Ask the board about renewal or extension early.`,
}

function show() {
  for (const part of form.querySelectorAll("[data-on-the-way]")) part.hidden = !onTheWay()
  const problem = wrong()
  status.textContent = problem || ""
  answer.hidden = Boolean(problem)
  if (problem) return
  const one = license()
  const made = makePlan(one.plan, pace())
  const page = `../states/${state().slug}/`
  const fees = one.fees.filter(([, amount]) => amount != null)
  const missing = one.fees.filter(([, amount]) => amount == null)
  const lacking = ["supervised_hours_total", "direct_client_hours", "supervision_hours", "min_months"].filter((fact) =>
    one.plan[fact] == null
  )
  answer.replaceChildren(
    el("h2", { id: "answer" }, `Your plan for the ${one.short} in ${state().name}`),
    el(
      "p",
      { class: "lead" },
      made.finish
        ? el("strong", {}, `All known minimums are met on ${longDate(made.finish)}.`)
        : "No date can be given.",
      made.finish
        ? ` What takes longest: ${data.facts[made.bottleneck].inSentence}.`
        : made.milestones.length
        ? ""
        : " The rules known here set no figure to plan with.",
    ),
    made.warnings.length
      ? el("ul", { class: "warnings" }, ...made.warnings.map((name) => el("li", {}, WARNINGS[name](made, one))))
      : "",
    made.milestones.length
      ? el(
        "table",
        { class: "plain" },
        el("caption", { class: "vh" }, "When each minimum is met"),
        el(
          "thead",
          {},
          el("tr", {}, ...["Minimum", "Asked", "Met on"].map((title) => el("th", { scope: "col" }, title))),
        ),
        el(
          "tbody",
          {},
          ...made.milestones.map((milestone) =>
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
      : "",
    lacking.length
      ? el(
        "p",
        { class: "note" },
        `No figure is set or known for: ${
          lacking.map((fact) => data.facts[fact].inSentence).join(", ")
        }. They may make the plan longer.`,
      )
      : "",
    el(
      "ul",
      {},
      ...[
        made.termEnds &&
        `The ${one.associate} runs out on ${longDate(made.termEnds)}, if it is issued on the day your hours begin.`,
        made.limit && `The experience must be finished by ${longDate(made.limit)}.`,
        made.supervisionNeeded != null &&
        `Supervision the rule asks for at this pace: about ${
          number(Math.ceil(made.supervisionNeeded * 100 - 1e-6) / 100)
        } hours a week.`,
        one.begins && `Hours begin to count: ${one.begins}`,
        one.note && `Also to know: ${one.note}`,
      ].filter(Boolean).map((line) => el("li", {}, line)),
    ),
    el(
      "p",
      {},
      fees.length
        ? `Application and license fees on the way: ${missing.length ? "at least " : ""}${
          money(fees.reduce((sum, [, amount]) => sum + amount, 0))
        }.`
        : "The fees on the way are not known.",
      missing.length && fees.length ? ` Not known: ${missing.map(([name]) => name).join(", ")}.` : "",
    ),
    el(
      "p",
      {},
      "Where sources disagree, the stricter figure is used. ",
      el("a", { href: `${page}#experience` }, `The figures for ${state().name}, with sources`),
      ". The board decides what counts.",
    ),
  )
}

function save() {
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(NAMES.map((name) => [name, field(name).value]))))
  } catch {
    // storage is switched off: the plan lasts as long as the page
  }
}

function load(values) {
  if (!values || typeof values !== "object" || !data.states[values.state]) return false
  field("state").value = values.state
  fillLicenses()
  for (const name of NAMES.slice(1)) {
    const value = String(values[name] ?? "")
    if (name === "license" && ![...field(name).options].some((o) => o.value === value)) continue
    if (value) field(name).value = value
  }
  return true
}

function events() {
  const one = license()
  const made = makePlan(one.plan, pace())
  const where = `${one.short}, ${state().name}`
  const text = "From your plan. The board decides what counts."
  return [
    { date: pace().start, title: `Supervised hours begin (${where})`, text },
    ...made.milestones.filter((m) => m.when).map((m) => ({
      date: m.when,
      title: `${labelOf(m.fact)}: ${askedWords(m)} (${where})`,
      text,
    })),
    made.finish && { date: made.finish, title: `All known minimums met (${where})`, text },
    made.termEnds && { date: made.termEnds, title: `${one.associate} runs out (${state().name})`, text },
    made.limit && { date: made.limit, title: `Experience must be finished (${where})`, text },
  ].filter(Boolean)
}

field("state").append(
  option("", "Choose a state"),
  ...Object.entries(data.states).map(([code, one]) => option(code, one.name)),
)
const today = new Date()
field("on").value = field("start").value = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, "0")}-${
  String(today.getDate()).padStart(2, "0")
}`
const start = field("start").value
try {
  load(JSON.parse(localStorage.getItem(KEY)))
} catch {
  // nothing kept, or something else is
}
const wanted = new URLSearchParams(location.search).get("state")
if (data.states[wanted]) load({ state: wanted })
form.addEventListener("submit", (event) => event.preventDefault())
form.addEventListener("input", (event) => {
  if (event.target.name === "state") fillLicenses()
  if (NAMES.includes(event.target.name)) {
    show()
    save()
  }
})
$("[data-ics]", form).addEventListener("click", () => {
  if (wrong()) return show()
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "")
  download(
    "counselor-licensure-plan.ics",
    "text/calendar;charset=utf-8",
    calendar(`Licensure plan, ${state().name}`, events(), stamp),
  )
})
$("[data-print]", form).addEventListener("click", () => window.print())
$("[data-export]", form).addEventListener(
  "click",
  () =>
    download(
      "counselor-licensure-plan.json",
      "application/json",
      JSON.stringify(Object.fromEntries(NAMES.map((name) => [name, field(name).value])), null, 1),
    ),
)
$("[data-import]", form).addEventListener("change", async (event) => {
  let done = false
  try {
    done = load(JSON.parse(await event.target.files[0].text()))
  } catch {
    done = false
  }
  event.target.value = ""
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

// Plan: hours a week in, dates out. The form is kept in this browser and in the address; plan-view.js writes the answer.

import {
  $,
  $$,
  complain,
  corrections,
  download,
  el,
  fieldOf,
  longDate,
  number,
  option,
  outOfBounds,
  outOfTime,
  speaker,
  toolData,
  typedEarly,
  writeAddress,
} from "./tools.js"
import { calendar } from "./reckon.js"
import { readLog, SAMPLE } from "./hours-log.js"
import { calendarDays, datedEvents, isSure } from "./plan-dates.js"
import { answerOf, leadWords, reckon } from "./plan-view.js"

/** @import { State, ToolData } from "./tools.js" */
/** @import { CalendarEvent, Pace } from "./reckon.js" */
/** @import { Session } from "./hours-log.js" */
/** @import { Found, Goal } from "./plan-view.js" */

/** @type {ToolData} */
const data = toolData()
/** @type {HTMLFormElement} */
const form = $("[data-plan]")
const answer = $("[data-answer]")
const status = $("[data-status]", form)
const say = speaker(status)
const KEY = "atlas.plan"
const LOG = "atlas.hours"
const NAMES =
  "state license stage start hours share supervision on total direct met also third issued begun awarded applied"
    .split(" ")
/** The field that holds the day of an event. @type {Record<string, string>} */
const EVENTS = { program_begun: "begun", degree_awarded: "awarded", registered: "issued", applied: "applied" }
/** @type {Session[]} */
let log = []

/** @param {string} name @returns {HTMLSelectElement} */
const choice = (name) => fieldOf(form, name)
/** @param {string} name @returns {HTMLInputElement} */
const field = (name) => fieldOf(form, name)
/** @param {string} name */
const figure = (name) => Number(field(name).value)
/** @returns {State | undefined} */
const state = () => data.states[choice("state").value]
/** @param {State | undefined} place */
const goals = (place) => /** @type {Goal[]} */ (place?.licenses.filter(({ plan }) => plan) ?? [])
const goal = () => goals(state()).find(({ id }) => id === choice("license").value)
const onTheWay = () => choice("stage").value === "on-the-way"

function fillLicenses() {
  choice("license").replaceChildren(
    ...goals(state()).map(({ id, short, title }) => option(id, short === title ? title : `${title} (${short})`)),
  )
  choice("license").value = state()?.main ?? ""
}

/** What is wrong with each field, beside it. True when nothing is. */
function isRight() {
  const { value: start } = field("start")
  const wrong = Object.fromEntries(
    NAMES.map((name) => [name, field(name).type === "number" ? outOfBounds(field(name)) : ""]),
  )
  for (const name of [...["hours", "share", "supervision"], ...(onTheWay() ? ["total", "direct", "met"] : [])]) {
    if (field(name).value === "" && !wrong[name]) wrong[name] = "Enter a number."
  }
  for (const name of ["start", "on", "issued", "begun", "awarded", "applied"]) {
    const needed = name === "start" || (name === "on" && onTheWay())
    wrong[name] = outOfTime(field(name)) || (needed && !field(name).value ? "Enter a date." : "")
  }
  if (onTheWay() && !wrong.on && field("on").value < start) {
    wrong.on = "This date can’t be before your hours start to count."
  }
  if (onTheWay() && figure("direct") > figure("total")) wrong.direct = "Direct hours can’t exceed all hours."
  for (const name of NAMES) complain(field(name), field(name).closest("[hidden]") ? "" : wrong[name])
  return NAMES.every((name) => !wrong[name] || field(name).closest("[hidden]"))
}

/** @returns {Pace} */
const pace = () => ({
  start: field("start").value,
  hoursPerWeek: figure("hours"),
  directShare: figure("share") / 100,
  supervisionPerWeek: figure("supervision"),
  issued: field("issued").value || undefined,
  today,
  soFar: onTheWay()
    ? {
      on: field("on").value,
      supervised_hours_total: figure("total"),
      direct_client_hours: figure("direct"),
      supervision_hours: figure("met"),
    }
    : undefined,
})

/** The sums of the log as it stands in the fields; a reader who changes one no longer speaks of the log. */
function sums() {
  /** @param {(session: Session) => number} of */
  const sum = (of) => Math.round(log.reduce((all, session) => all + of(session), 0) * 100) / 100
  return {
    total: sum(([, direct, indirect]) => direct + indirect),
    direct: sum(([, direct]) => direct),
    met: sum(([, , , supervision]) => supervision),
  }
}

const logHolds = () =>
  onTheWay() && log.length > 0 && Object.entries(sums()).every(([name, sum]) => figure(name) === sum)

function situation() {
  const events = Object.fromEntries(Object.entries(EVENTS).map(([event, name]) => [event, field(name).value]))
  return { pace: pace(), events, log: logHolds() ? log : [] }
}

/** Every state that is planned for, the first one first. @returns {Found[]} */
function current() {
  const [place, first] = [state(), goal()]
  if (!place || !first || !isRight()) return []
  const others = [...new Set([choice("also").value, choice("third").value])].filter((code) =>
    code !== choice("state").value
  )
  return [
    reckon(place, first, situation()),
    ...others.flatMap((code) => {
      const other = data.states[code]
      const main = goals(other).find(({ id }) => id === other.main)
      return main ? reckon(other, main, situation()) : []
    }),
  ]
}

/** The dates on which rules depend are asked for only where they matter. */
function showFields() {
  for (const part of $$("[data-on-the-way]", form)) part.hidden = !onTheWay()
  const chosen = [state(), ...["also", "third"].map((name) => data.states[choice(name).value])]
  const asked = new Set(chosen.flatMap((place) => goals(place).flatMap(({ rules }) => rules.map(({ event }) => event))))
  for (const part of $$("[data-event]", form)) part.hidden = !asked.has(part.dataset.event ?? "")
}

/** @param {boolean} [aloud] */
function show(aloud = true) {
  showFields()
  const right = isRight()
  const found = current()
  answer.hidden = !found.length
  if (found.length) answer.replaceChildren(...answerOf(found, situation(), data))
  if (!aloud) return
  const wrong = $$("span.field-error", form).filter(({ textContent }) => textContent).length
  say(
    found.length
      ? `${found[0].place.name}: ${leadWords(found[0], data)}`
      : right
      ? "Choose a state."
      : corrections(wrong),
  )
}

const values = () => Object.fromEntries(NAMES.map((name) => [name, field(name).value]))
/** @type {Record<string, string>} */
let first = {}

function save() {
  const whole = values()
  writeAddress(
    NAMES.flatMap((name) =>
      whole[name] && (name === "state" || whole[name] !== first[name]) ? [[name, whole[name]]] : []
    ),
  )
  const place = $("[data-kept]", form)
  try {
    localStorage.setItem(KEY, JSON.stringify(whole))
    if (log.length) localStorage.setItem(LOG, JSON.stringify(log))
    else localStorage.removeItem(LOG)
    place.textContent =
      "Your plan is saved in this browser and in the address of this page. Anyone you send the link to can see it."
  } catch {
    place.textContent =
      "This browser doesn’t store your plan: storage is off or full. Export it, or keep the address of this page."
  }
}

/**
 * Fill in the form. False when this is no plan.
 * @param {Record<string, unknown> | null} stored
 */
function load(stored) {
  const code = String(stored?.state)
  if (!stored || !Object.hasOwn(data.states, code)) return false
  if (choice("state").value !== code) {
    choice("state").value = code
    fillLicenses()
  }
  for (const name of NAMES.slice(1)) put(name, String(stored[name] ?? ""))
  return true
}

/** @param {string} name @param {string} value */
function put(name, value) {
  const place = field(name)
  if (!value) return
  if (place instanceof HTMLSelectElement && ![...place.options].some((entry) => entry.value === value)) return
  place.value = value
}

function recall() {
  try {
    const stored = JSON.parse(localStorage.getItem(LOG) ?? "[]")
    log = Array.isArray(stored) ? stored.filter((entry) => Array.isArray(entry) && entry.length === 4) : []
    return load(JSON.parse(localStorage.getItem(KEY) ?? "null"))
  } catch {
    return false // nothing is stored, or something else
  }
}

/**
 * What stands in the calendar. The ids follow from the state and license only: exported again after a change, the events of
 * before move. Days of a pace that doesn't count are left out.
 * @param {Found} found
 * @returns {CalendarEvent[]}
 */
function calendarEvents(found) {
  const { place, goal, plan } = found
  const whose = `plan-${choice("state").value.toLowerCase()}-${goal.id}`
  const counts = !plan.warnings.includes("low_supervision")
  const days = calendarDays(datedEvents(found, data)).filter(({ id }) => counts || !/hours|months/.test(id))
  const done = plan.finish && isSure(found)
    ? [{ on: plan.finish, what: "The minimums that we know are met", asked: "", id: "all-met" }]
    : []
  const text = "From your plan. The board decides what counts."
  return [...days, ...done].map(({ on, what, asked, id }) => ({
    id: `${whose}-${id}`,
    date: on,
    title: `${what}${asked && `: ${asked}`} (${goal.short}, ${place.name})`,
    text,
  }))
}

for (const name of ["state", "also", "third"]) {
  choice(name).append(
    option("", name === "state" ? "Choose a state" : "None"),
    ...Object.entries(data.states).map(([code, { name }]) => option(code, name)),
  )
}
const early = typedEarly(form)
const now = new Date()
const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${
  String(now.getDate()).padStart(2, "0")
}`
field("on").value = field("start").value = today
first = values()
const query = new URLSearchParams(location.search)
const asked = Object.fromEntries(query)
if (query.size <= 1 || !asked.state) recall()
load({ ...asked, state: asked.state?.toUpperCase() ?? choice("state").value })
for (const [name, value] of early) put(name, value)

form.addEventListener("submit", (event) => event.preventDefault())
form.addEventListener("input", (event) => {
  const { name } = /** @type {HTMLInputElement} */ (event.target)
  if (name === "state") fillLicenses()
  if (NAMES.includes(name)) {
    show()
    save()
  }
})
addEventListener("storage", ({ key }) => {
  if (key !== KEY) return
  recall()
  show()
})
$("[data-ics]", form).addEventListener("click", () => {
  const [found] = current()
  if (!found) return show()
  download(
    "counselor-licensure-plan.ics",
    "text/calendar;charset=utf-8",
    calendar(`Licensure plan, ${found.place.name}`, calendarEvents(found), new Date()),
  )
})
$("[data-print]", form).addEventListener("click", () => window.print())
$("[data-export]", form).addEventListener(
  "click",
  () => download("counselor-licensure-plan.json", "application/json", JSON.stringify({ ...values(), log }, null, 1)),
)
/** @type {HTMLInputElement} */
const file = $("[data-import]", form)
file.addEventListener("change", async () => {
  let done = false
  try {
    const stored = JSON.parse((await file.files?.[0].text()) ?? "null")
    done = load(stored)
    if (done) log = Array.isArray(stored.log) ? stored.log : []
  } catch {
    done = false
  }
  file.value = ""
  show(done)
  if (done) save()
  else say("We couldn’t find a plan in this file.")
})
/** @type {HTMLInputElement} */
const logFile = $("[data-log]", form)
const logErrors = $("[data-log-errors]", form)
logFile.addEventListener("change", async () => {
  const { sessions, errors } = readLog((await logFile.files?.[0].text()) ?? "", today)
  logFile.value = ""
  logErrors.replaceChildren(...errors.map((line) => el("li", {}, line)))
  logFile.setAttribute("aria-invalid", String(errors.length > 0))
  if (errors.length) return say(`We couldn’t read the file. ${errors[0]}`)
  log = sessions
  choice("stage").value = "on-the-way"
  const days = sessions.map(([on]) => on).sort()
  field("start").value = days[0]
  field("on").value = days[days.length - 1]
  for (const [name, sum] of Object.entries(sums())) field(name).value = String(sum)
  show(false)
  save()
  say(`Read: ${number(sessions.length)} entries from ${longDate(days[0])} to ${longDate(days[days.length - 1])}.`)
})
$("[data-log-sample]", form).addEventListener("click", () => download("hours.csv", "text/csv;charset=utf-8", SAMPLE))
$("[data-forget]", form).addEventListener("click", () => {
  try {
    localStorage.removeItem(KEY)
    localStorage.removeItem(LOG)
  } catch {
    // nothing is stored
  }
  log = []
  form.reset()
  field("on").value = field("start").value = today
  fillLicenses()
  writeAddress([])
  show(false)
  say("Your plan is deleted.")
})
show(false)
form.removeAttribute("data-unready")

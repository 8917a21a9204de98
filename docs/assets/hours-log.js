// Hours that are done: a CSV of the reader read line by line, and set against the rules of one state. Pure functions, no page.
// hooks/atlas/domain/hours_log.py counts the same; tests/golden/ holds both to the same cases.

import { number } from "./tools.js"
import { addDays, addMonths, hoursOf, inRange, makePlan } from "./reckon.js"

/**
 * @import { Asked, Pace, Plan, Ratio, Worked } from "./reckon.js"
 *
 * @typedef {[on: string, direct: number, indirect: number, supervision: number]} Session a day, and clock hours
 * @typedef {{ month: string, needed: number, had: number, total: number, direct: number }} ShortMonth
 * @typedef {{ total: number, direct: number, supervision: number, overCap: number, shortMonths: ShortMonth[] }} LogCount
 * @typedef {{ from: string, before: string, span: "month" | "year", needed: number, had: number }} ShortSpan
 *
 * @typedef {object} LogPlan a plan with the hours of a log
 * @property {LogCount} count of the whole log
 * @property {ShortSpan[]} short months and years with too little supervision, of what isn't too old
 * @property {number} atRisk their hours
 * @property {Pace} pace with the hours that count, as far as is known
 * @property {Plan} plan of these
 * @property {Plan} whole as if these counted
 * @property {number} expired hours that are too old
 */

export const COLUMNS = ["date", "direct", "indirect", "supervision"]
export const SAMPLE =
  "date,direct,indirect,supervision\r\n2026-01-09,14,15,1\r\n2026-01-16,16.5,12,1\r\n2026-01-23,12,18,0\r\n"
const MOST_LINES = 5000
const MOST_ERRORS = 10
const MOST_HOURS = 7 * 24 // of a week, the longest time that a line stands for

/**
 * Read a CSV. Every line that can't be read is told, with what was expected.
 * @param {string} text
 * @param {string} [today] hours of a later day aren't done yet
 * @returns {{ sessions: Session[], errors: string[] }}
 */
export function readLog(text, today = "9999") {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)
  const separator = lines[0].includes(";") && !lines[0].includes(",") ? ";" : lines[0].includes("\t") ? "\t" : ","
  /** @param {string} line */
  const cells = (line) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").trim())
  const heads = cells(lines[0].toLowerCase())
  const places = COLUMNS.map((name) => heads.indexOf(name))
  const missing = COLUMNS.filter((_, index) => places[index] < 0)
  if (missing.length) {
    return {
      sessions: [],
      errors: [`Line 1: the first line must name the columns ${COLUMNS.join(", ")}. Missing: ${missing.join(", ")}.`],
    }
  }
  /** @type {Session[]} */
  const sessions = []
  /** @type {string[]} */
  const errors = []
  /** @type {Record<string, number>} hours by the Monday of the week */
  const weeks = {}
  lines.slice(1, MOST_LINES + 1).forEach((line, index) => {
    if (!line.replaceAll(separator, "").trim()) return
    const found = cells(line)
    const wrong = []
    const on = dayOf(found[places[0]] ?? "")
    if (!on) wrong.push(`date is "${found[places[0]] ?? ""}"; write it as 2026-01-31 or 1/31/2026`)
    if (on > today) wrong.push(`date is "${found[places[0]]}", a day to come; log hours that are done`)
    const hours = COLUMNS.slice(1).map((name, column) => {
      const cell = found[places[column + 1]] ?? ""
      const value = cell === "" ? 0 : Number(cell)
      if (!(value >= 0 && value <= MOST_HOURS)) wrong.push(`${name} is "${cell}"; write hours from 0 to ${MOST_HOURS}`)
      return value
    })
    if (on && !wrong.length) {
      const done = weeks[mondayOf(on)] = (weeks[mondayOf(on)] ?? 0) + hours[0] + hours[1]
      if (done > MOST_HOURS) wrong.push(`its week now has ${number(done)} hours; a week has ${MOST_HOURS}`)
    }
    if (wrong.length || !on) errors.push(`Line ${index + 2}: ${wrong.join("; ")}.`)
    else sessions.push([on, hours[0], hours[1], hours[2]])
  })
  if (lines.length > MOST_LINES + 1) errors.push(`More than ${MOST_LINES} lines. Add up the hours of each week.`)
  if (!sessions.length && !errors.length) errors.push("The file has no hours under its first line.")
  const more = errors.length - MOST_ERRORS
  return { sessions, errors: more > 0 ? [...errors.slice(0, MOST_ERRORS), `And ${more} more lines.`] : errors }
}

/** A day that exists, as YYYY-MM-DD; "" for anything else. @param {string} cell */
function dayOf(cell) {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell)
  const iso = american ? `${american[3]}-${american[1].padStart(2, "0")}-${american[2].padStart(2, "0")}` : cell
  const time = /^(19|20)\d\d-\d\d-\d\d$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : NaN
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? "" : iso
}

/** @param {string} on */
const mondayOf = (on) => {
  const day = new Date(`${on}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}

/** What of each entry the limit by the week leaves, by the day. @param {Session[]} sessions @param {Asked} asked @returns {Worked[]} */
function worked(sessions, { max_hours_per_week: cap = Infinity }) {
  /** @type {Record<string, number>} hours by the Monday of the week */
  const weeks = {}
  for (const [on, direct, indirect] of sessions) weeks[mondayOf(on)] = (weeks[mondayOf(on)] ?? 0) + direct + indirect
  return sessions.toSorted(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([on, direct, indirect, supervision]) => {
    const part = Math.min(1, cap / (weeks[mondayOf(on)] || 1))
    return [on, (direct + indirect) * part, direct * part, supervision]
  })
}

/**
 * The plan that goes on from a log. Hours that will be too old on the day of the application, today at the earliest, are left out, and
 * so are months and years with too little supervision: whether they count isn't known.
 * @param {Session[]} sessions
 * @param {Asked} asked
 * @param {Pace} pace
 * @returns {LogPlan}
 */
export function planOfLog(sessions, asked, pace) {
  const on = pace.soFar?.on ?? pace.start
  const all = worked(sessions, asked)
  const count = countLog(sessions, asked)
  const shortMonths = count.shortMonths.map(({ month, needed, had }) => {
    const from = `${month}-01`
    return { from, before: addMonths(from, 1), span: /** @type {"month"} */ ("month"), needed, had }
  })
  let oldest = ""
  for (;;) {
    const kept = all.filter(([day]) => day >= oldest)
    const short = [...shortMonths.filter(({ before }) => before > oldest), ...shortYears(kept, asked)]
    const sure = kept.filter(([day]) => !short.some(({ from, before }) => from <= day && day < before))
    const late = kept.length < all.length
    const from = late ? [on, pace.today ?? on].sort()[1] : on
    const own = late ? { ...pace, start: kept[0]?.[0] ?? from, issued: pace.issued ?? pace.start } : pace
    const withSure = { ...own, soFar: hoursOf(sure, from) }
    const plan = planWithout(short, asked, withSure)
    const applied = [plan.finish ?? "", pace.today ?? ""].sort()[1]
    const limit = asked.hours_valid_months && applied ? addMonths(applied, -asked.hours_valid_months) : ""
    if (limit <= oldest || kept.every(([day]) => day >= limit)) {
      return {
        count,
        short,
        atRisk: totalOf(kept) - totalOf(sure),
        pace: withSure,
        plan,
        whole: makePlan(asked, { ...own, soFar: hoursOf(kept, from) }),
        expired: totalOf(all) - totalOf(kept),
      }
    }
    oldest = limit
  }
}

/** The plan where time with too little supervision isn't taken for part of the minimum time. @param {ShortSpan[]} short @param {Asked} asked @param {Pace} pace @returns {Plan} */
export function planWithout(short, asked, pace) {
  const { min_months: months } = asked
  if (!months) return makePlan(asked, pace)
  const lost = short.reduce((sum, { span }) => sum + (span === "year" ? 12 : 1), 0)
  const plan = makePlan({ ...asked, min_months: months + lost }, pace)
  const milestones = plan.milestones.map((met) =>
    met.fact === "min_months" && !met.license ? { ...met, asked: months } : met
  )
  return { ...plan, milestones }
}

/** @param {number} hours */
const rounded = (hours) => Math.round((hours + 1e-9) * 100) / 100

/** @param {Worked[]} days */
const totalOf = (days) => rounded(days.reduce((sum, [, total]) => sum + total, 0))

/**
 * The whole years from the first day of a log on with less supervision than a ratio by the year wants.
 * @param {Worked[]} days
 * @param {Asked} asked
 * @returns {ShortSpan[]}
 */
function shortYears(days, { ratios = [] }) {
  const needed = Math.max(0, ...ratios.filter(({ span }) => span === "year").map(({ hours }) => hours))
  const [first, last] = [days[0]?.[0], days.at(-1)?.[0] ?? ""]
  /** @type {ShortSpan[]} */
  const found = []
  for (let from = first; needed && from && addMonths(from, 12) <= addDays(last, 7); from = addMonths(from, 12)) {
    const before = addMonths(from, 12)
    const year = days.filter(([day]) => from <= day && day < before)
    const had = rounded(year.reduce((sum, [, , , supervision]) => sum + supervision, 0))
    if (had < needed) found.push({ from, before, span: "year", needed, had })
  }
  return found
}

/**
 * What counts of a log. A week above the limit loses direct and indirect hours in proportion.
 * @param {Session[]} sessions
 * @param {Asked} asked
 * @returns {LogCount}
 */
export function countLog(sessions, { max_hours_per_week: cap = Infinity, ratios = [] }) {
  /** @type {Record<string, number>} hours by the Monday of the week */
  const weeks = {}
  /** @type {Record<string, { total: number, direct: number, supervision: number, weeks: Set<string> }>} */
  const months = {}
  for (const [on, direct, indirect] of sessions) weeks[mondayOf(on)] = (weeks[mondayOf(on)] ?? 0) + direct + indirect
  let overCap = 0
  for (const [on, direct, indirect, supervision] of sessions) {
    const monday = mondayOf(on)
    const part = weeks[monday] > cap ? cap / weeks[monday] : 1
    const month = months[on.slice(0, 7)] ??= { total: 0, direct: 0, supervision: 0, weeks: new Set() }
    month.total += (direct + indirect) * part
    month.direct += direct * part
    month.supervision += supervision
    month.weeks.add(monday)
    overCap += (direct + indirect) * (1 - part)
  }
  /** @param {"total" | "direct" | "supervision"} kind */
  const sum = (kind) => rounded(Object.values(months).reduce((all, month) => all + month[kind], 0))
  const last = sessions.map(([on]) => on).sort().at(-1) ?? ""
  const shortMonths = Object.entries(months).sort(([a], [b]) => a < b ? -1 : 1).flatMap(([month, done]) => {
    const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()
    if (last.startsWith(month) && Number(last.slice(8)) + 7 <= days) return [] // the month isn't over yet
    const monthly = ratios.filter(({ span }) => span !== "year") // a ratio by the year says nothing of a month
    const binding = monthly.filter(({ when }) =>
      Object.entries(when ?? {}).every(([name, range]) =>
        inRange(range, (name.startsWith("direct") ? done.direct : done.total) / (name.endsWith("month") ? 1 : days / 7))
      )
    )
    const needed = Math.max(0, ...(binding.length ? binding : monthly).map((rule) => neededIn(rule, done)))
    if (done.supervision + 1e-6 >= needed) return []
    const [total, direct, had] = [done.total, done.direct, done.supervision].map(rounded)
    return [{ month, needed: rounded(needed), had, total, direct }]
  })
  return {
    total: sum("total"),
    direct: sum("direct"),
    supervision: sum("supervision"),
    overCap: rounded(overCap),
    shortMonths,
  }
}

/**
 * Hours of supervision in a month; of a weekly ratio, in the weeks that were worked, four at most.
 * @param {Ratio} rule
 * @param {{ total: number, direct: number, weeks: Set<string> }} done
 */
function neededIn(rule, done) {
  if (rule.span) return rule.hours * (rule.span === "week" ? Math.min(done.weeks.size, 4) : 1)
  return (rule.hours * (rule.direct ? done.direct : done.total)) / rule.per
}

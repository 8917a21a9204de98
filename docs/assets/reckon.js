// The reckoning of Move and Plan: pure functions, no page. hooks/atlas/domain/portability.py and hooks/atlas/domain/hours_plan.py do the same at
// build time; tests/golden/ holds both to the same cases.

/**
 * @typedef {"stated" | "silent" | "unknown" | "disputed"} Status of an answer
 * @typedef {"met" | "short" | "cannot_tell" | "not_set"} Outcome
 * @typedef {{ outcome: Outcome, short?: [number, number] }} Verdict `short`: the least and the most that may be missing
 * @typedef {{ values: number[], status: Status, doubt: boolean, exempt?: boolean }} Need the figures of one fact; `exempt`: for some
 * people the law sets none
 * @typedef {object} ExamNeed the exams that one license asks for
 * @property {string[][]} readings
 * @property {string} logic
 * @property {Status} status
 * @property {boolean} [uncertain] it isn't known whether the path needs the license
 *
 * @typedef {{ from?: number, over?: number, through?: number, below?: number }} HourRange
 * @typedef {object} Ratio
 * @property {number} hours
 * @property {number} per
 * @property {boolean} direct
 * @property {"" | "week" | "month" | "year"} span
 * @property {Record<string, HourRange> | null} [when] the workload for which it holds
 * @property {string} [group] the condition beside it, in words
 *
 * @typedef {{ event: string, from?: string, before?: string }} Span of days of an event; `before` excludes its day
 *
 * @typedef {Partial<Record<Minimum, number>> & { license: string }} Stage the minimums of one license of a path
 *
 * @typedef {object} Asked the figures that a plan must meet
 * @property {number} [supervised_hours_total]
 * @property {number} [direct_client_hours]
 * @property {number} [supervision_hours]
 * @property {number} [min_months]
 * @property {number} [max_months]
 * @property {number} [hours_valid_months]
 * @property {number} [first_term_months] of the associate license
 * @property {number} [renewal_months] its regular renewals, when they are known
 * @property {number} [term_months] the longest it can be held, when that is known
 * @property {boolean} [endless] the law sets no end
 * @property {number} [max_hours_per_week]
 * @property {Ratio[]} [ratios]
 * @property {Stage[]} [stages] by license, where the minimums of each begin when the license before is had
 *
 * @typedef {object} SoFar what is done already, in clock hours, on the day `on`
 * @property {string} on
 * @property {number} supervised_hours_total
 * @property {number} direct_client_hours
 * @property {number} supervision_hours
 * @property {Worked[]} [worked] the same hours by the day, in order, where a log tells them
 *
 * @typedef {[on: string, total: number, direct: number, supervision: number]} Worked
 *
 * @typedef {object} Pace how somebody works; days are written YYYY-MM-DD
 * @property {string} start the day from which hours and months count
 * @property {number} hoursPerWeek
 * @property {number} directShare from 0 to 1
 * @property {number} supervisionPerWeek
 * @property {SoFar} [soFar]
 * @property {string} [issued] when the associate license was issued, if not on `start`
 * @property {string} [today] nobody can apply before
 *
 * @typedef {"supervised_hours_total" | "direct_client_hours" | "supervision_hours" | "min_months"} Minimum
 * @typedef {{ fact: Minimum, asked: number, when: string | null, license: string }} Milestone `when` is null if this pace never meets
 * it; `license` is that of its stage, "" in a plan without stages
 * @typedef {"over_weekly_cap" | "low_supervision" | "never" | "after_limit" | "after_term" | "after_first_term" | "hours_expire"} Warning
 *
 * @typedef {object} Plan
 * @property {Milestone[]} milestones
 * @property {string | null} finish when every known minimum is met
 * @property {Minimum | ""} bottleneck the fact that is met last
 * @property {boolean} byTimeOnly no hours are known: the plan rests on months alone
 * @property {string | null} firstTermEnds when the associate license expires, or is renewed, for the first time
 * @property {string[]} renewals before the plan ends
 * @property {string | null} termEnds the final expiration of the associate license, if known
 * @property {string | null} limit when the experience must be finished
 * @property {number | null} supervisionNeeded hours a week
 * @property {Warning[]} warnings
 *
 * @typedef {{ id: string, date: string, title: string, text: string }} CalendarEvent
 */

/** @type {Minimum[]} */
export const MINIMUMS = ["supervised_hours_total", "direct_client_hours", "supervision_hours", "min_months"]
const DAYS_PER_MONTH = 365.2425 / 12
const WEEKS_PER_YEAR = 365.2425 / 7
const WEEKS_OF_A_MONTH = [28 / 7, 31 / 7] // the shortest and the longest month
const TOO_LONG = 60 * 52
const MOST_RENEWALS = 20
const DAY = 86_400_000

// ---- whom a figure binds.

/**
 * Whether somebody for whom the events fell on these days belongs to a cohort.
 * @param {Span} span
 * @param {Record<string, string>} events days by event; "" where none is given
 */
export function includes({ event, from = "", before }, events) {
  const day = events[event]
  return Boolean(day) && from <= day && (before === undefined || day < before)
}

/**
 * The figures that bind a person: those for everybody, with those of each cohort the person belongs to.
 * @template T
 * @param {T} everybody
 * @param {(Span & { figures: Partial<T> })[] | undefined} cohorts
 * @param {Record<string, string>} events
 * @returns {T}
 */
export function forPerson(everybody, cohorts, events) {
  const mine = (cohorts ?? []).filter((cohort) => includes(cohort, events))
  return Object.assign({}, everybody, ...mine.map(({ figures }) => figures))
}

/**
 * For whom a filter holds: for everybody, for some people or by some sources, or for nobody.
 * @param {string[]} values of every group and reading, "" of a group without one
 * @param {(value: string) => boolean} fits
 * @returns {"all" | "some" | "none"}
 */
export function holdsFor(values, fits) {
  const fitting = values.filter((value) => value && fits(value)).length
  return fitting ? (fitting === values.length ? "all" : "some") : "none"
}

// ---- move: one figure asked against one brought.

/**
 * @param {Need} need
 * @param {number | null} have null when the reader gave none
 * @returns {Verdict}
 */
export function verdict(need, have) {
  if (!need.values.length) return { outcome: need.status === "silent" ? "not_set" : "cannot_tell" }
  const low = Math.min(...need.values)
  const high = Math.max(...need.values)
  if (need.doubt || (have == null && high)) return { outcome: "cannot_tell" }
  if (have == null) return { outcome: "met" } // nothing is required
  if (have >= high) return { outcome: "met" }
  if (have < low && !need.exempt) return { outcome: "short", short: [low - have, high - have] }
  return { outcome: "cannot_tell" }
}

/**
 * @param {ExamNeed} need
 * @param {string[] | null} passed null when the reader gave nothing
 * @returns {Verdict}
 */
export function examVerdict(need, passed) {
  if (!need.readings.length) return { outcome: need.status === "silent" ? "not_set" : "cannot_tell" }
  if (!passed && need.readings.some(({ length }) => length)) return { outcome: "cannot_tell" }
  const outcomes = new Set(need.readings.map((accepted) => examOutcome(accepted, need.logic, passed ?? [])))
  // Who passed an exam meets the reading that asks for none as well.
  if (outcomes.size === 2 && outcomes.has("met") && outcomes.has("not_set")) return { outcome: "met" }
  return { outcome: outcomes.size === 1 ? [...outcomes][0] : "cannot_tell" }
}

/**
 * @param {string[]} accepted
 * @param {string} logic
 * @param {string[]} passed
 * @returns {Outcome}
 */
function examOutcome(accepted, logic, passed) {
  const anyPassed = accepted.some((id) => passed.includes(id))
  if (!accepted.length) return "not_set"
  if (accepted.length === 1 || logic === "any_of") return anyPassed ? "met" : "short"
  if (logic === "all_of") return accepted.every((id) => passed.includes(id)) ? "met" : "short"
  return anyPassed ? "cannot_tell" : "short"
}

/** @type {Outcome[]} the one that decides for a whole path first */
const WORST_FIRST = ["short", "cannot_tell", "met", "not_set"]

/**
 * The exams of a whole path: met when those of every license are.
 * @param {ExamNeed[]} needs
 * @param {string[] | null} passed null when the reader gave nothing
 * @returns {Verdict}
 */
export function pathExamVerdict(needs, passed) {
  const found = needs.map((need) => {
    const { outcome } = examVerdict(need, passed)
    return outcome === "short" && need.uncertain ? "cannot_tell" : outcome
  })
  return { outcome: WORST_FIRST.find((outcome) => found.includes(outcome)) ?? "cannot_tell" }
}

/**
 * What holds whichever of the alternatives the holder of a license has passed; never short, for more may have been passed.
 * @param {ExamNeed[]} needs
 * @param {string[][]} alternatives
 * @returns {Verdict}
 */
export function holderVerdict(needs, alternatives) {
  const found = (alternatives.length ? alternatives : [null]).map((passed) => pathExamVerdict(needs, passed))
  const sure = found.every(({ outcome }) => outcome === found[0].outcome && outcome !== "short")
  return sure ? found[0] : { outcome: "cannot_tell" }
}

/**
 * The licenses of a state to compare with: its independent one, and for who holds less than that the nearest of each level below it.
 * @template {{ id: string, level: string }} T
 * @param {T[]} licenses
 * @param {string} main id of the independent one
 * @param {string | undefined} level of the license held
 * @returns {T[]} the nearest to the license held first
 */
export function licensesToCompare(licenses, main, level) {
  const lower = { associate: ["associate", "intermediate"], intermediate: ["intermediate", "associate"] }[level ?? ""]
  const nearest = (lower ?? []).flatMap((wanted) => licenses.find((license) => license.level === wanted) ?? [])
  return [...nearest, ...licenses.filter(({ id }) => id === main)]
}

/** @typedef {"open" | "short" | "unclear" | "not_yet" | "closed"} Route */

/**
 * Endorsement for somebody licensed for `years`, where the rule asks for one of the figures `asked`.
 * @param {boolean | null} independent whether the license held is; null of a lower one, where the new state has one below its
 * independent license too
 * @param {number | null} years
 * @param {number[]} asked none without a figure: other conditions decide, or there may be no endorsement at all
 * @returns {Route}
 */
export function endorsementRoute(independent, years, asked) {
  if (independent === false) return "not_yet"
  if (!independent || years == null || !asked.length) return "unclear"
  if (years >= Math.max(...asked)) return "open"
  return years < Math.min(...asked) ? "short" : "unclear"
}

/**
 * A privilege to practice.
 * @param {boolean} independent
 * @param {(boolean | null)[]} members
 * @param {boolean[]} issuing
 * @returns {Route}
 */
export function compactRoute(independent, members, issuing) {
  if (members.includes(false)) return "closed"
  if (!independent) return "not_yet"
  return [...members, ...issuing].every(Boolean) ? "open" : "unclear"
}

// ---- plan: dates are ISO days.

/** @param {string} iso */
const toDay = (iso) => {
  const [y, m, d] = iso.split("-").map(Number)
  return Date.UTC(y, m - 1, d)
}
/** @param {number} time */
const toIso = (time) => new Date(time).toISOString().slice(0, 10)

/** @param {string} iso @param {number} days */
export function addDays(iso, days) {
  return toIso(toDay(iso) + days * DAY)
}

/**
 * The same day `months` calendar months later, or the last day of a shorter month. Parts of a month become days.
 * @param {string} iso
 * @param {number} months
 */
export function addMonths(iso, months) {
  const whole = Math.floor(months)
  const [y, m, d] = iso.split("-").map(Number)
  const index = m - 1 + whole
  const year = y + Math.floor(index / 12)
  const month = ((index % 12) + 12) % 12
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return addDays(toIso(Date.UTC(year, month, Math.min(d, last))), Math.ceil((months - whole) * DAYS_PER_MONTH - 1e-9))
}

/**
 * The end of the week in which `hours` are reached; null when that is never.
 * @param {string} iso
 * @param {number} hours
 * @param {number} perWeek
 */
export function afterWeeks(iso, hours, perWeek) {
  if (hours <= 0) return iso
  if (perWeek <= 0) return null
  const weeks = Math.ceil(hours / perWeek - 1e-9)
  return weeks <= TOO_LONG ? addDays(iso, weeks * 7) : null
}

/** @param {HourRange} range @param {number} hours */
export const inRange = ({ from, over, through, below }, hours) =>
  (from == null || hours >= from) && (over == null || hours > over) &&
  (through == null || hours <= through) && (below == null || hours < below)

/** @param {Ratio} rule @param {number} counted @param {number} direct */
function perWeek(rule, counted, direct) {
  if (rule.span) return rule.hours / { week: 1, month: WEEKS_PER_YEAR / 12, year: WEEKS_PER_YEAR }[rule.span]
  return (rule.hours * (rule.direct ? direct : counted)) / rule.per
}

/**
 * Whether a ratio holds for such a week: by the month, in a shorter or a longer month.
 * @param {Ratio} rule
 * @param {number} counted
 * @param {number} direct
 */
function mayApply({ when }, counted, direct) {
  return Object.entries(when ?? {}).every(([name, range]) => {
    const hours = name.startsWith("direct") ? direct : counted
    return (name.endsWith("month") ? WEEKS_OF_A_MONTH : [1]).some((weeks) => inRange(range, hours * weeks))
  })
}

/**
 * The ratio that binds at this pace, the strictest where several may; null without one.
 * @param {Ratio[] | undefined} ratios
 * @param {number} counted hours a week
 * @param {number} direct hours a week
 */
export function bindingRatio(ratios = [], counted, direct) {
  const binding = ratios.filter((rule) => mayApply(rule, counted, direct))
  const strictest = [...(binding.length ? binding : ratios)].sort((a, b) =>
    perWeek(b, counted, direct) - perWeek(a, counted, direct)
  )
  return strictest.at(0) ?? null
}

/**
 * The days on which the associate license is renewed before the plan ends. Without an end of the plan, the first.
 * @param {Asked} asked
 * @param {string} issued
 * @param {string | null} finish
 */
function renewalsOf({ first_term_months: first, renewal_months: every, term_months: last = Infinity }, issued, finish) {
  /** @type {string[]} */
  const found = []
  if (!first || (!every && last === Infinity)) return found
  for (let months = first; months < last && found.length < MOST_RENEWALS; months += every ?? Infinity) {
    const day = addMonths(issued, months)
    if (finish && day >= finish) break
    found.push(day)
    if (!finish) break
  }
  return found
}

/** @typedef {"supervised_hours_total" | "direct_client_hours" | "supervision_hours"} Hours */
/** @type {Hours[]} */
const HOURS = ["supervised_hours_total", "direct_client_hours", "supervision_hours"]

/**
 * The milestones of each stage, from the day on which the stage before is met.
 * @param {Asked} asked
 * @param {Pace} pace
 * @param {Record<Hours, number>} rates hours a week
 */
function milestonesOf(asked, pace, rates) {
  /** @type {Milestone[]} */
  const found = []
  /** @type {Pace | null} */
  let current = pace
  for (const stage of asked.stages?.length ? asked.stages : [{ ...asked, license: "" }]) {
    const milestones = milestonesOfStage(stage, current ?? pace, rates)
    // Where the stage before is never met, this one never begins.
    found.push(...milestones.map((milestone) => current ? milestone : { ...milestone, when: null }))
    current = current && after(stage, milestones, current)
  }
  return found
}

/** @param {Stage} stage @param {Pace} pace @param {Record<Hours, number>} rates @returns {Milestone[]} */
function milestonesOfStage(stage, pace, rates) {
  return MINIMUMS.flatMap((fact) => {
    const figure = stage[fact]
    if (figure == null) return []
    const when = fact === "min_months" ? addMonths(pace.start, figure) : hoursMet(fact, figure, pace, rates[fact])
    return [{ fact, asked: figure, when, license: stage.license }]
  })
}

/** When so many hours are done. @param {Hours} fact @param {number} figure @param {Pace} pace @param {number} rate hours a week */
function hoursMet(fact, figure, { soFar, start, today = "" }, rate) {
  const left = figure - (soFar?.[fact] ?? 0)
  const begin = soFar?.on ?? start
  const again = soFar && left > 0 && today > begin ? today : begin // what is missing wasn't worked before today
  return dayReached(soFar, fact, figure) ?? afterWeeks(again, left, rate)
}

/** The day of a log on which so many hours were done; null when it has fewer. @param {SoFar | undefined} soFar @param {Hours} fact @param {number} figure */
function dayReached(soFar, fact, figure) {
  const column = HOURS.indexOf(fact) + 1
  let sum = 0
  return soFar?.worked?.find((day) => (sum += Number(day[column])) + 1e-6 >= figure)?.[0] ?? null
}

/**
 * The pace from the day on which a stage is met; null when it never is. Hours so far that no log tells by the day are taken for worked
 * evenly from the first day on: that tells on which of them the stage was met, and what is left for the next.
 * @param {Stage} stage
 * @param {Milestone[]} milestones
 * @param {Pace} pace
 * @returns {Pace | null}
 */
function after(stage, milestones, pace) {
  if (milestones.some(({ when }) => when === null)) return null
  const end = milestones.flatMap(({ when }) => when ?? []).sort().at(-1) ?? pace.start
  const { start, soFar } = pace
  if (!soFar) return { ...pace, start: end }
  if (soFar.worked?.length) {
    const rest = hoursOf(soFar.worked.filter(([on]) => on > end), soFar.on)
    return { ...pace, start: end, soFar: end < soFar.on ? rest : undefined }
  }
  const span = Math.round((toDay(soFar.on) - toDay(start)) / DAY)
  const shares = HOURS.filter((fact) => stage[fact]).map((fact) => (stage[fact] ?? 0) / soFar[fact])
  const share = Math.max(0, ...shares)
  if (share > 1) return { ...pace, start: end, soFar: undefined }
  const met = [addDays(start, Math.ceil(span * share - 1e-9)), addMonths(start, stage.min_months ?? 0)].sort()[1]
  if (met > soFar.on) return { ...pace, start: met, soFar: undefined }
  const left = span ? Math.round((toDay(soFar.on) - toDay(met)) / DAY) / span : 1 - share
  const rest = {
    on: soFar.on,
    supervised_hours_total: soFar.supervised_hours_total * left,
    direct_client_hours: soFar.direct_client_hours * left,
    supervision_hours: soFar.supervision_hours * left,
  }
  return { ...pace, start: met, soFar: rest }
}

/** What is done on a day, by a log. @param {Worked[]} worked in order @param {string} on @returns {SoFar} */
export function hoursOf(worked, on) {
  const [total, direct, supervision] = [1, 2, 3].map((column) =>
    worked.reduce((sum, day) => sum + Number(day[column]), 0)
  )
  return { on, supervised_hours_total: total, direct_client_hours: direct, supervision_hours: supervision, worked }
}

/**
 * The plan for these figures at this pace.
 * @param {Asked} asked
 * @param {Pace} pace
 * @returns {Plan}
 */
export function makePlan(asked, pace) {
  const cap = asked.max_hours_per_week ?? null
  const counted = cap == null ? pace.hoursPerWeek : Math.min(pace.hoursPerWeek, cap)
  const direct = counted * pace.directShare
  const rates = {
    supervised_hours_total: counted,
    direct_client_hours: direct,
    supervision_hours: pace.supervisionPerWeek,
  }
  const milestones = milestonesOf(asked, pace, rates)
  const never = milestones.some(({ when }) => when === null)
  const dates = milestones.flatMap(({ when }) => when ?? []).sort()
  const finish = never ? null : dates.at(-1) ?? null
  const issued = pace.issued || pace.start
  /** @param {string} day @param {number} [months] */
  const later = (day, months) => months ? addMonths(day, months) : null
  const ratio = bindingRatio(asked.ratios, counted, direct)
  const plan = {
    milestones,
    finish,
    bottleneck: milestones.find(({ when }) => when === finish)?.fact ?? "",
    byTimeOnly: milestones.length > 0 && milestones.every(({ fact }) => fact === "min_months"),
    firstTermEnds: later(issued, asked.first_term_months),
    renewals: renewalsOf(asked, issued, finish),
    termEnds: later(issued, asked.term_months),
    limit: later(pace.start, asked.max_months),
    supervisionNeeded: ratio && perWeek(ratio, counted, direct),
  }
  const renewable = asked.renewal_months || asked.term_months || asked.endless
  /** @param {string | null} day */
  const late = (day) => Boolean(finish && day && finish > day)
  /** @param {string | null} day */
  const tooOld = (day) => late(day) || Boolean(day && pace.today && pace.today > day)
  /** @type {Record<Warning, boolean>} */
  const checks = {
    over_weekly_cap: cap != null && pace.hoursPerWeek > cap,
    low_supervision: plan.supervisionNeeded != null && pace.supervisionPerWeek + 1e-9 < plan.supervisionNeeded,
    never,
    after_limit: late(plan.limit),
    after_term: late(plan.termEnds),
    after_first_term: !renewable && late(plan.firstTermEnds),
    hours_expire: tooOld(later(pace.start, asked.hours_valid_months)),
  }
  const names = /** @type {Warning[]} */ (Object.keys(checks))
  return {
    ...plan,
    bottleneck: /** @type {Plan["bottleneck"]} */ (plan.bottleneck),
    warnings: names.filter((name) => checks[name]),
  }
}

// ---- a calendar that Google, Apple and Outlook accept (RFC 5545): all-day events, folded lines, CRLF.

/**
 * @param {string} name
 * @param {CalendarEvent[]} events whose ids stay: a calendar that has the event of an id takes the newer one in its place
 * @param {Date} written
 */
export function calendar(name, events, written) {
  const stamp = written.toISOString().replace(/[-:]|\.\d+/g, "")
  const sequence = Math.floor(written.getTime() / 60_000)
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Counselor Licensure Atlas//Plan//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escapeText(name)}`,
  ]
  for (const { id, date, title, text } of events) {
    lines.push(
      "BEGIN:VEVENT",
      `UID:${id}@counselor-licensure-atlas`,
      `SEQUENCE:${sequence}`,
      `DTSTAMP:${stamp}`,
      `LAST-MODIFIED:${stamp}`,
      `DTSTART;VALUE=DATE:${date.replaceAll("-", "")}`,
      `DTEND;VALUE=DATE:${addDays(date, 1).replaceAll("-", "")}`,
      `SUMMARY:${escapeText(title)}`,
      `DESCRIPTION:${escapeText(text)}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    )
  }
  lines.push("END:VCALENDAR")
  return lines.map(fold).join("\r\n") + "\r\n"
}

/** @param {string} text */
const escapeText = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n")

/**
 * Lines have at most 75 octets; a longer one goes on in the next line after a space.
 * @param {string} line
 */
function fold(line) {
  const encoder = new TextEncoder()
  let out = ""
  let length = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (length + size > 75) {
      out += "\r\n "
      length = 1
    }
    out += character
    length += size
  }
  return out
}

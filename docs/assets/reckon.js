// The reckoning of Move and Plan: pure functions, no page. hooks/atlas/move.py and hooks/atlas/plan.py do the same at
// build time; the tests hold both to the same cases.

export const MINIMUMS = ["supervised_hours_total", "direct_client_hours", "supervision_hours", "min_months"]
const DAYS_PER_MONTH = 365.2425 / 12
const WEEKS_PER_YEAR = 365.2425 / 7
const TOO_LONG = 60 * 52
const DAY = 86_400_000

// ---- move: one figure asked against one brought. `have` is null when the reader gave none.

export function verdict(need, have) {
  if (!need.values.length) return { outcome: need.status === "silent" ? "not_set" : "cannot_tell" }
  if (have == null || need.doubt) return { outcome: "cannot_tell" }
  const low = Math.min(...need.values)
  const high = Math.max(...need.values)
  if (have >= high) return { outcome: "met" }
  if (have < low) return { outcome: "short", short: [low - have, high - have] }
  return { outcome: "cannot_tell" }
}

export function examVerdict(need, passed) {
  if (!need.readings.length) return { outcome: need.status === "silent" ? "not_set" : "cannot_tell" }
  const outcomes = new Set(need.readings.map((accepted) => examOutcome(accepted, need.logic, passed)))
  return { outcome: outcomes.size === 1 ? [...outcomes][0] : "cannot_tell" }
}

function examOutcome(accepted, logic, passed) {
  const some = accepted.some((id) => passed.includes(id))
  if (!accepted.length) return "not_set"
  if (accepted.length === 1 || logic === "any_of") return some ? "met" : "short"
  if (logic === "all_of") return accepted.every((id) => passed.includes(id)) ? "met" : "short"
  return some ? "cannot_tell" : "short"
}

// ---- plan: dates are ISO days.

const toDay = (iso) => {
  const [y, m, d] = iso.split("-").map(Number)
  return Date.UTC(y, m - 1, d)
}
const toIso = (time) => new Date(time).toISOString().slice(0, 10)

export function addDays(iso, days) {
  return toIso(toDay(iso) + days * DAY)
}

// The same day `months` calendar months later, or the last day of a shorter month. Parts of a month become days.
export function addMonths(iso, months) {
  const whole = Math.floor(months)
  const [y, m, d] = iso.split("-").map(Number)
  const index = m - 1 + whole
  const year = y + Math.floor(index / 12)
  const month = ((index % 12) + 12) % 12
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return addDays(toIso(Date.UTC(year, month, Math.min(d, last))), Math.ceil((months - whole) * DAYS_PER_MONTH - 1e-9))
}

// The end of the week in which `hours` are reached; null when that is never.
export function afterWeeks(iso, hours, perWeek) {
  if (hours <= 0) return iso
  if (perWeek <= 0) return null
  const weeks = Math.ceil(hours / perWeek - 1e-9)
  return weeks <= TOO_LONG ? addDays(iso, weeks * 7) : null
}

export function supervisionNeeded(ratio, counted, direct) {
  if (!ratio) return null
  if (ratio.span) return ratio.hours / { week: 1, month: WEEKS_PER_YEAR / 12, year: WEEKS_PER_YEAR }[ratio.span]
  return (ratio.hours * (ratio.direct ? direct : counted)) / ratio.per
}

// asked: figures of the license; pace: {start, hoursPerWeek, directShare, supervisionPerWeek} and, for somebody on the
// way, soFar: {on, supervised_hours_total, direct_client_hours, supervision_hours}.
export function makePlan(asked, pace) {
  const cap = asked.max_hours_per_week ?? null
  const counted = cap == null ? pace.hoursPerWeek : Math.min(pace.hoursPerWeek, cap)
  const direct = counted * pace.directShare
  const rates = {
    supervised_hours_total: counted,
    direct_client_hours: direct,
    supervision_hours: pace.supervisionPerWeek,
  }
  const milestones = MINIMUMS.filter((fact) => asked[fact] != null).map((fact) => ({
    fact,
    asked: asked[fact],
    when: fact === "min_months"
      ? addMonths(pace.start, asked[fact])
      : afterWeeks(pace.soFar?.on ?? pace.start, asked[fact] - (pace.soFar?.[fact] ?? 0), rates[fact]),
  }))
  const dates = milestones.map((milestone) => milestone.when)
  const never = dates.includes(null)
  const finish = never || !dates.length ? null : dates.reduce((a, b) => (a > b ? a : b))
  const bottleneck = (milestones.find((m) => m.when === finish) || {}).fact || ""
  const termEnds = asked.term_months ? addMonths(pace.start, asked.term_months) : null
  const limit = asked.max_months ? addMonths(pace.start, asked.max_months) : null
  const needed = supervisionNeeded(asked.ratio, counted, direct)
  const warnings = []
  if (cap != null && pace.hoursPerWeek > cap) warnings.push("over_weekly_cap")
  if (needed != null && pace.supervisionPerWeek + 1e-9 < needed) warnings.push("low_supervision")
  if (never) warnings.push("never")
  if (finish && limit && finish > limit) warnings.push("after_limit")
  if (finish && termEnds && finish > termEnds) warnings.push("after_term")
  return { milestones, finish, bottleneck, termEnds, limit, supervisionNeeded: needed, warnings }
}

// ---- a calendar that Google, Apple and Outlook accept (RFC 5545): all-day events, folded lines, CRLF.

export function calendar(name, events, stamp) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Counselor Licensure Atlas//Plan//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escapeText(name)}`,
  ]
  events.forEach(({ date, title, text }, index) => {
    lines.push(
      "BEGIN:VEVENT",
      `UID:${date}-${index}-${stamp}@counselor-licensure-atlas`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${date.replaceAll("-", "")}`,
      `DTEND;VALUE=DATE:${addDays(date, 1).replaceAll("-", "")}`,
      `SUMMARY:${escapeText(title)}`,
      `DESCRIPTION:${escapeText(text)}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    )
  })
  lines.push("END:VCALENDAR")
  return lines.map(fold).join("\r\n") + "\r\n"
}

const escapeText = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n")

// Lines have at most 75 octets; a longer one goes on in the next line after a space.
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

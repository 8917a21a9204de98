// The days of a plan: what falls due when, as a list, a drawn line and a table.

import { el, longDate, money, plural } from "./tools.js"

/**
 * @import { Fee, ToolData } from "./tools.js"
 * @import { Found } from "./plan-view.js"
 *
 * @typedef {{ on: string, what: string, asked: string, id: string, latest?: boolean, unsure?: boolean }} DatedEvent `latest`: it may be
 * sooner, for terms are the longest that the law allows, and sums of hours don't tell when they were reached
 * @typedef {{ what: string, asked: string, when: string }} UndatedTask
 */

/** @param {string} words */
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1)

/** Whether the plan ends after a day that binds everybody on this path. @param {Pick<Found, "goal" | "plan">} found */
export const isTooLate = ({ goal, plan: { warnings } }) =>
  warnings.includes("after_limit") || warnings.includes("hours_expire") ||
  (warnings.includes("after_term") && !goal.associateOptional)

/** Whether the plan has a day on which one can apply for the license. @param {Pick<Found, "goal" | "plan">} found */
export const isSure = (found) =>
  Boolean(found.plan.finish) && !found.plan.byTimeOnly && !found.plan.warnings.includes("low_supervision") &&
  !isTooLate(found) && !found.goal.workloadRules?.length

/** The day on which the fees of a license fall due; "" without one. @param {Pick<Found, "goal" | "plan" | "pace">} found */
const feeDays = ({ goal, plan, pace }) => ({
  issued: pace.issued || pace.start,
  met: isSure({ goal, plan }) ? plan.finish ?? "" : "",
  applying: "",
})

/**
 * The fees of each license on the way: with its day where the plan has it, else with words for it.
 * @param {Pick<Found, "goal" | "plan" | "pace">} found
 * @returns {(DatedEvent & UndatedTask)[]}
 */
function feesDue({ goal, plan, pace }) {
  const days = feeDays({ goal, plan, pace })
  const when = { issued: "", met: "When the minimums are met", applying: "When you apply for it" }
  const licenses = [...new Set(goal.fees.map(({ license }) => license))]
  return licenses.map((license) => {
    const fees = goal.fees.filter((fee) => fee.license === license)
    const [{ due, optional }] = fees
    return {
      on: days[due],
      what: `Fees for the ${license}${optional ? ", if you apply for it" : ""}`,
      asked: capital(fees.map(({ what, words }) => `${what}: ${words}`).join("; ")),
      id: `fees-${due}`,
      when: when[due],
    }
  })
}

/**
 * Every day of the plan, in order.
 * @param {Pick<Found, "goal" | "plan" | "pace">} what
 * @param {ToolData} data
 * @returns {DatedEvent[]}
 */
export function datedEvents({ goal, plan, pace }, data) {
  const { said } = goal.plan
  /** @type {DatedEvent[]} */
  const found = [{ on: pace.start, what: "Supervised hours begin", asked: "", id: "begin" }]
  for (const { fact, asked, when, license } of plan.milestones) {
    if (!when || !asked) continue
    const { of, least, disputed, about, old } = said[fact]
    const words = [
      (least ? "at least " : "") + (about ? "about " : "") + plural(asked, data.facts[fact].unit),
      of && !license && `(${of})`,
      disputed && "(sources disagree; the stricter requirement)",
      old && "(may have changed)",
    ]
    found.push({
      on: when,
      what: `Minimum met${license && ` for the ${license}`}: ${data.facts[fact].inSentence}`,
      asked: words.filter(Boolean).join(" "),
      id: [fact.replaceAll("_", "-"), license.toLowerCase().replace(/\W+/g, "-")].filter(Boolean).join("-"),
      latest: fact !== "min_months" && pace.soFar?.on === when && !pace.soFar.worked,
      unsure: Boolean(goal.workloadRules?.length),
    })
  }
  const maybe = goal.associateOptional ? ", if you hold it" : ""
  const renewal = goal.renewalFee && `Renewal fee: ${goal.renewalFee}`
  plan.renewals.forEach((on, index) =>
    found.push({
      on,
      what: `Renew the ${goal.associate}${maybe}`,
      asked: renewal,
      id: `renewal-${index + 1}`,
      latest: true,
    })
  )
  if (plan.firstTermEnds && !plan.renewals.includes(plan.firstTermEnds) && plan.firstTermEnds !== plan.termEnds) {
    found.push({
      on: plan.firstTermEnds,
      what: `First term of the ${goal.associate} ends${maybe}`,
      asked: "",
      id: "first-term",
      latest: true,
    })
  }
  if (plan.termEnds) {
    found.push({
      on: plan.termEnds,
      what: `Final expiration of the ${goal.associate}${maybe}`,
      asked: "",
      id: "license-ends",
      latest: true,
    })
  }
  if (plan.limit) found.push({ on: plan.limit, what: "Experience must be finished", asked: "", id: "limit" })
  found.push(...feesDue({ goal, plan, pace }).filter(({ on }) => on))
  return found.sort((a, b) => a.on < b.on ? -1 : a.on > b.on ? 1 : 0)
}

/**
 * The days for a calendar. Where a state renews on a fixed day, the license runs out before the longest term is over, and a reminder on
 * that day would come too late: renewals and the end of the first term are left out. The final expiration stays, named as the latest.
 * @param {DatedEvent[]} events
 */
export const calendarDays = (events) =>
  events.filter(({ id }) => !/^(renewal|first-term)/.test(id)).map((event) => ({
    ...event,
    what: event.what + dayWords(event),
  }))

/** What is said after a day that may be another. @param {Pick<DatedEvent, "latest" | "unsure">} event */
const dayWords = ({ latest, unsure }) => unsure ? ", may move" : latest ? ", at the latest" : ""

/** @param {string} iso */
const time = (iso) => Date.parse(`${iso}T00:00:00Z`)

/** How many times as wide as a letter is high the line is, about: less on a phone, or with large text. */
function widthInRem() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  return Math.min(innerWidth / rem - 2, 32) - 2.4
}

/**
 * The days on a line, each by its number in the table. Only eyes need it: the table says the same.
 * @param {DatedEvent[]} events
 */
export function timeline(events) {
  const [first, last] = [time(events[0].on), time(events[events.length - 1].on)]
  const span = Math.max(last - first, 1)
  const width = widthInRem()
  /** @param {HTMLElement} node @param {number} at */
  const put = (node, at) => {
    // as far from both ends as half a mark or a year is wide, in the reader's size of type
    node.style.insetInlineStart = `calc(1.2rem + (100% - 2.4rem) * ${((at - first) / span).toFixed(4)})`
    return node
  }
  const years = []
  const [from, to] = [new Date(first).getUTCFullYear() + 1, new Date(last).getUTCFullYear()]
  const step = Math.ceil(Math.max(to - from, 1) / Math.max(1, Math.min(6, Math.floor(width / 2))))
  for (let year = from; year <= to; year += step) {
    years.push(put(el("span", { class: "timeline__year" }, `${year}`), Date.UTC(year, 0, 1)))
  }
  /** @type {number[]} where the last mark of each lane stands */
  const lanes = []
  const marks = events.map(({ on, id }, index) => {
    const at = (time(on) - first) / span
    const lane = lanes.findIndex((taken) => at - taken > Math.max(0.075, 1.25 / width))
    const row = lane < 0 ? lanes.length : lane
    lanes[row] = at
    const kind = /renewal|first-term/.test(id)
      ? "timeline__mark timeline__mark--renewal"
      : /ends|limit/.test(id)
      ? "timeline__mark timeline__mark--end"
      : "timeline__mark"
    const mark = put(el("span", { class: kind }, `${index + 1}`), time(on))
    mark.style.bottom = `${1.6 + 1.4 * row}rem`
    return mark
  })
  const line = el("div", { class: "timeline", "aria-hidden": "true" }, ...marks, ...years)
  line.style.height = `${1.8 + 1.4 * lanes.length}rem`
  return line
}

/**
 * What is to be done on a day that the plan doesn't have.
 * @param {Pick<Found, "goal" | "plan" | "pace">} found
 * @returns {UndatedTask[]}
 */
export function tasksWithoutDay(found) {
  const { goal } = found
  return [
    {
      what: goal.lawExam ? "Pass the exams" : "Pass the exam",
      asked: [goal.exams.words, goal.lawExam].filter(Boolean).join("; "),
      when: goal.timing || "By the board’s rules",
    },
    ...feesDue(found).filter(({ on }) => !on),
    { what: "Fees to get licensed, in all", asked: feesInWords(found), when: "Exams and renewals cost extra." },
  ]
}

/** @param {DatedEvent[]} events @param {Found} found */
export function dateTable(events, found) {
  const rows = events.map(({ on, what, asked, ...day }, index) =>
    el(
      "tr",
      {},
      el("td", {}, `${index + 1}`),
      el("th", { scope: "row" }, what),
      el("td", { "data-label": "Required" }, asked),
      el("td", { "data-label": "When" }, longDate(on) + dayWords(day)),
    )
  )
  return el(
    "div",
    { class: "scroll", role: "region", "aria-label": "Your dates", tabindex: "0" },
    el(
      "table",
      { class: "plain cards cards--numbered" },
      el("caption", { class: "vh" }, "Your dates, in order"),
      el(
        "thead",
        {},
        el("tr", {}, ...["No.", "What", "Required", "When"].map((title) => el("th", { scope: "col" }, title))),
      ),
      el(
        "tbody",
        {},
        ...rows,
        ...tasksWithoutDay(found).map(({ what, asked, when }) =>
          el(
            "tr",
            {},
            el("td", {}),
            el("th", { scope: "row" }, what),
            el("td", { "data-label": "Required" }, asked),
            el("td", { "data-label": "When" }, when),
          )
        ),
      ),
    ),
  )
}

/**
 * What fees cost in all, each at the price of its day; "" when none is known.
 * @param {Fee[]} fees
 * @param {ReturnType<typeof feeDays>} days
 */
function sumOf(fees, days) {
  const amounts = fees.map(({ amount, later = [], due }) =>
    later.reduce((found, [from, then]) => days[due] >= from ? then : found, amount)
  )
  const known = amounts.filter((amount) => amount !== null)
  const signs = [
    fees.some(({ disputed }) => disputed) && " (sources disagree on a fee)",
    fees.some(({ old }) => old) && " (a fee may have changed)",
    fees.some(({ later, due }) => later && !days[due]) && " (at today’s prices)",
  ]
  const about = fees.some((fee) => fee.about) ? "about " : ""
  const sum = about + money(known.reduce((total, amount) => total + amount, 0))
  return {
    words: known.length ? [amounts.includes(null) ? "at least " : "", sum, ...signs].filter(Boolean).join("") : "",
    missing: fees.filter((_, index) => amounts[index] === null),
  }
}

/** What the licenses that are required cost in all, and what each of the others adds. @param {Pick<Found, "goal" | "plan" | "pace">} found */
function feesInWords({ goal, plan, pace }) {
  const { fees } = goal
  const days = feeDays({ goal, plan, pace })
  const { words, missing } = sumOf(fees.filter(({ optional }) => !optional), days)
  /** @param {Fee[]} some */
  const named = (some) => some.map(({ what, license }) => `${what} for the ${license}`).join(", ")
  const isTold = (/** @type {Fee} */ fee) => fee.what === "a further fee" && !fee.words.endsWith("not confirmed")
  const [told, unknown] = [missing.filter(isTold), missing.filter((fee) => !isTold(fee))]
  const optional = [...new Set(fees.filter((fee) => fee.optional).map(({ license }) => license))].map((license) => {
    const own = sumOf(fees.filter((fee) => fee.license === license), days).words
    return `The ${license} isn’t required; if you take it, ${own ? `add ${own}` : "its fees are extra"}`
  })
  return [
    words || "We can’t total the fees",
    words && unknown.length && `Not confirmed: ${named(unknown)}`,
    words && told.length && `Not in this sum: ${named(told)}`,
    ...optional,
  ].filter(Boolean).join(". ")
}

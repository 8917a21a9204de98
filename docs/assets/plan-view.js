// What a plan says, as elements: a sentence, warnings, the dates (plan-dates.js), other states beside it.

import { atStart, el, inText, longDate, number, plural } from "./tools.js"
import { addMonths, bindingRatio, forPerson, includes, makePlan, MINIMUMS } from "./reckon.js"
import { planOfLog, planWithout } from "./hours-log.js"
import { datedEvents, dateTable, isTooLate, timeline } from "./plan-dates.js"

/**
 * @import { License, State, ToolData } from "./tools.js"
 * @import { Asked, Minimum, Pace, Plan, Ratio } from "./reckon.js"
 * @import { LogPlan, Session } from "./hours-log.js"
 *
 * @typedef {License & Required<Pick<License, "plan" | "rules" | "associate" | "limits" | "fees" | "renewalFee">>} Goal
 *
 * @typedef {object} Situation what the reader says
 * @property {Pace} pace
 * @property {Record<string, string>} events days by event
 * @property {Session[]} log
 *
 * @typedef {object} Found
 * @property {State} place
 * @property {Goal} goal
 * @property {Asked} asked
 * @property {Pace} pace with what counts of the log here
 * @property {Plan} plan
 * @property {LogPlan | null} log
 */

/** @param {State} place @param {Goal} goal @param {Situation} situation @returns {Found} */
export function reckon(place, goal, { pace, events, log }) {
  const asked = forPerson(goal.plan.figures, goal.plan.cohorts, events)
  if (!log.length) return { place, goal, asked, pace, plan: makePlan(asked, pace), log: null }
  const own = planOfLog(log, asked, pace)
  return { place, goal, asked, pace: own.pace, plan: own.plan, log: own }
}

/** @param {Ratio} rule */
function ratioWords({ hours, per, direct, span, when, group }) {
  const every = span ? `a ${span}` : `for every ${number(per)} ${direct ? "direct " : ""}hours`
  const [name, range] = Object.entries(when ?? {})[0] ?? []
  const words = { from: "at least", over: "more than", through: "up to", below: "fewer than" }
  const bounds = Object.entries(range ?? {}).map(([bound, value]) =>
    `${words[/** @type {"from"} */ (bound)]} ${number(value)}`
  )
  const load = name && `with ${bounds.join(" and ")} ${name.replaceAll("_", " ").replace(/ per /, " a ")}`
  const conditions = [load, group].filter(Boolean).join("; ")
  return `${plural(hours, "hours")} of supervision ${every}${conditions && ` (${conditions})`}`
}

/** @param {Ratio | null} ratio */
const belowWords = (ratio) =>
  ratio?.span === "month"
    ? "Months below that may not count."
    : ratio?.span === "year"
    ? "A year below that may not count."
    : "Hours below that may not count."

/** The ratio that binds at a pace. @param {Found} found */
function ratioOf({ asked, pace }) {
  const counted = Math.min(pace.hoursPerWeek, asked.max_hours_per_week ?? Infinity)
  return bindingRatio(asked.ratios, counted, counted * pace.directShare)
}

/** Hours a week, rounded up. @param {number} hours */
const roundedUp = (hours) => Math.ceil(hours * 100 - 1e-6) / 100

/** The same plan with as much supervision as the rule wants. @param {Found} found */
export function withEnoughSupervision(found) {
  const { asked, pace, plan, log } = found
  return planWithout(log?.short ?? [], asked, {
    ...pace,
    supervisionPerWeek: Math.max(pace.supervisionPerWeek, plan.supervisionNeeded ?? 0),
  })
}

/** The minimums that are left when none is zero. @param {Found} found */
const nothingAsked = ({ asked }) => MINIMUMS.some((fact) => asked[fact] === 0) && MINIMUMS.every((fact) => !asked[fact])

/**
 * The answer in a sentence or two: what is known, never more.
 * @param {Found} found
 * @param {ToolData} data
 * @returns {string}
 */
export function leadWords(found, data) {
  const { place, goal, plan, pace } = found
  const ratio = ratioOf(found)
  if (nothingAsked(found)) return `No supervised experience is required for the ${goal.short}.`
  if (!plan.milestones.length) {
    const known = MINIMUMS.some((fact) => goal.plan.said[fact].status !== "unknown")
    return `Not enough information for a date. ${
      known
        ? `The rules of ${inText(place)} that we could confirm set no number of hours or months.`
        : "We could confirm none of the rules on how many hours or months it takes."
    }`
  }
  if (plan.warnings.includes("low_supervision") && ratio) {
    const enough = { ...found, plan: withEnoughSupervision(found) }
    return `Not at this pace. ${atStart(place)} requires ${ratioWords(ratio)}; you plan ${
      number(pace.supervisionPerWeek)
    } a week. ` +
      belowWords(ratio) +
      (enough.plan.finish
        ? ` With ${number(roundedUp(plan.supervisionNeeded ?? 0))} a week: ${metWords(enough)}${mayMoveWords(found)}`
        : "")
  }
  if (!plan.finish) {
    const never = plan.milestones.find(({ when }) => !when)
    return `No date can be given. At this pace you never reach the minimum for ${
      data.facts[never?.fact ?? ""].inSentence
    }.`
  }
  const fact = data.facts[plan.bottleneck]
  return leftOutWords(found) + metWords(found) + (plan.byTimeOnly ? "" : ` What sets this date: ${fact.inSentence}.`) +
    mayMoveWords(found)
}

/** What comes after a date that a rule in words may move. @param {Found} found */
function mayMoveWords({ goal: { workloadRules = [] } }) {
  const [rule, ...others] = workloadRules
  return rule
    ? ` ${others.length ? "Conditions" : "A condition"} on hours that Plan doesn’t reckon with may move this date.`
    : ""
}

/** The rules in words. @param {Found} found */
const quotedRules = ({ goal: { workloadRules = [] } }) => workloadRules.map((rule) => `Not reckoned with: “${rule}.”`)

/** Whether sums of hours, at an even pace, came with clearly less supervision than the rule wants. @param {Found} found */
function isEnteredShort({ asked, pace: { soFar, ...pace } }) {
  const weeks = soFar ? (Date.parse(soFar.on) - Date.parse(pace.start)) / (7 * 86_400_000) : 0
  if (!soFar?.supervised_hours_total || weeks < 8) return false
  return makePlan(asked, {
    ...pace,
    hoursPerWeek: soFar.supervised_hours_total / weeks,
    directShare: soFar.direct_client_hours / soFar.supervised_hours_total,
    supervisionPerWeek: soFar.supervision_hours / weeks / 0.9, // a log of weeks may be a little short of an even pace
  }).warnings.includes("low_supervision")
}

/** What comes before a date that leaves out hours of the log, where they would change it. @param {Found} found */
function leftOutWords(found) {
  const { place, plan, log, asked } = found
  const group = asked.ratios?.every((ratio) => ratio.group) ? ` (${asked.ratios[0]?.group})` : ""
  if (!log) {
    return isEnteredShort(found)
      ? `The supervision you entered is less than ${
        inText(place)
      } requires for these hours${group}; some may not count. If all do: `
      : ""
  }
  const spans = /** @type {const} */ (["month", "year"]).flatMap((span) => {
    const count = log.short.filter((short) => short.span === span).length
    return count ? plural(count, `${span}s`) : []
  })
  const short = spans.length > 0 && log.whole.finish !== plan.finish
  return [
    log.expired && `${number(log.expired)} hours of your log will be too old when you apply. `,
    short &&
    `Not with the supervision you logged. In ${spans.join(" and ")} it is below what ${
        inText(place)
      } requires${group}; ` +
      `${number(log.atRisk)} hours may not count. `,
    (log.expired || short) && "Without them: ",
  ].filter(Boolean).join("")
}

/** The deadlines that a plan misses, each as part of a sentence. @param {Found} found */
function missedWords({ goal, plan: { warnings, limit, termEnds, firstTermEnds }, pace, asked }) {
  /** @param {string | null} day */
  const on = (day) => longDate(day ?? "2000-01-01")
  const issued = pace.issued ? "" : ", if it’s issued on the day your hours begin"
  return {
    after_limit: warnings.includes("after_limit") && `the experience must be finished by ${on(limit)}`,
    after_term: warnings.includes("after_term") &&
      `the final expiration of the ${goal.associate} is ${on(termEnds)}, at the latest${issued}`,
    after_first_term: warnings.includes("after_first_term") &&
      `the ${goal.associate} expires on ${
        on(firstTermEnds)
      }, at the latest${issued}, and whether it can be renewed isn’t confirmed`,
    hours_expire: warnings.includes("hours_expire") &&
      `hours older than ${
        plural(asked.hours_valid_months ?? 0, "months")
      } no longer count, and your first hours will be older`,
  }
}

/** When a plan with an end meets its minimums, and whether that is in time. @param {Found} found */
function metWords(found) {
  const { plan: { finish, byTimeOnly }, goal } = found
  const day = longDate(finish ?? "")
  const words = byTimeOnly
    ? `By time only, the required months end on ${day}. How many hours count isn’t known, so this isn’t the day when everything is met.`
    : `The minimums that we know are met on ${day}.`
  const missed = missedWords(found)
  if (isTooLate(found)) {
    const sure = missed.after_limit || missed.hours_expire
    const unless = sure ? "" : `, unless the ${goal.associate} is extended or issued again`
    return `Not in time at this pace${unless}: ${sure || missed.after_term}. ${words}`
  }
  const maybe = missed.after_term || missed.after_first_term
  return words +
    (maybe ? ` But ${maybe}${goal.associateOptional ? `; you may not need the ${goal.associate}` : ""}.` : "")
}

/**
 * What may go wrong, the earliest first.
 * @param {Found} found
 * @returns {{ on: string, words: string }[]}
 */
export function problems(found) {
  const { place, goal, plan, pace, asked, log } = found
  const ratio = ratioOf(found)
  const { associate } = goal
  const if_ = (goal.associateOptional ? ", if you hold it" : "") +
    (pace.issued ? "" : ", if it is issued on the day your hours begin")
  const list = plan.warnings.map((name) =>
    ({
      over_weekly_cap: {
        on: pace.start,
        words: `No more than ${
          number(asked.max_hours_per_week ?? 0)
        } hours count in a week. The plan counts no more than that.`,
      },
      low_supervision: {
        on: pace.start,
        words:
          `${atStart(place)} requires ${ratio && ratioWords(ratio)}${
            ratio?.span === "week" ? "" : `: about ${plural(roundedUp(plan.supervisionNeeded ?? 0), "hours")} a week`
          }. ` +
          `You plan ${number(pace.supervisionPerWeek)}. ${belowWords(ratio)}`,
      },
      never: { on: "9999", words: "At this pace one of the minimums is never met." },
      after_limit: {
        on: plan.limit ?? "",
        words: `The experience must be finished by ${longDate(plan.limit ?? "2000-01-01")}. This plan ends later.`,
      },
      after_term: {
        on: plan.termEnds ?? "",
        words: `Final expiration of the ${associate}: ${
          longDate(plan.termEnds ?? "2000-01-01")
        }, at the latest${if_}. This plan ends later.${
          (goal.life ?? []).map(([label, note]) => ` ${label}: ${note}`).join("")
        }`,
      },
      after_first_term: {
        on: plan.firstTermEnds ?? "",
        words: `The ${associate} expires on ${
          longDate(plan.firstTermEnds ?? "2000-01-01")
        }, at the latest${if_}. This plan ends later. Whether it can be renewed isn’t confirmed; ask the board early.`,
      },
      hours_expire: {
        on: addMonths(pace.start, asked.hours_valid_months ?? 0),
        words: `Hours older than ${plural(asked.hours_valid_months ?? 0, "months")} no longer count. Your first hours ${
          addMonths(pace.start, asked.hours_valid_months ?? 0) < (pace.today ?? "")
            ? "are older than that."
            : "get older than that before the plan ends."
        }`,
      },
    })[name]
  )
  for (const { from, span, needed, had } of log?.short ?? []) {
    const when = span === "year" ? `The year from ${longDate(from)}` : longDate(from).replace(" 1,", "")
    const words = `${when}: ${number(had)} of ${plural(needed, "hours")} of supervision. The ${span} may not count.`
    list.push({ on: from, words })
  }
  if (log?.expired) {
    list.push({
      on: pace.start,
      words: `Hours older than ${
        plural(asked.hours_valid_months ?? 0, "months")
      } when you apply no longer count. This plan leaves out ${number(log.expired)} hours of your log.`,
    })
  }
  return list.sort((a, b) => a.on < b.on ? -1 : a.on > b.on ? 1 : 0)
}

/** What isn't known, and how long the license lives. @param {Found} found @param {ToolData} data */
function notes({ place, goal, plan, asked, pace }, data) {
  const { said } = goal.plan
  /** @param {string[]} statuses */
  const missing = (...statuses) =>
    MINIMUMS.filter((fact) => asked[fact] == null && statuses.includes(said[fact].status)).map((fact) =>
      data.facts[fact].inSentence
    )
  const unknown = missing("unknown", "disputed")
  const silent = missing("silent", "stated")
  const every = asked.renewal_months &&
    (asked.renewal_months === 12 ? "year" : plural(asked.renewal_months / 12, "years"))
  return [
    unknown.length && `Not confirmed: ${unknown.join(", ")}. They may make the plan longer. Ask the board.`,
    silent.length && `Not set by law: ${silent.join(", ")}.`,
    ...goal.plan.varies.map(([label, words]) => `${label}: ${words}`),
    ...(goal.plan.cautions ?? []),
    MINIMUMS.some((fact) => said[fact].least && asked[fact] != null) &&
    "Some numbers are minimums: which hours count twice isn’t confirmed.",
    goal.associate && asked.endless && every && `The ${goal.associate} is renewed every ${every}; the law sets no end.`,
    goal.associate && !asked.endless && !asked.term_months && plan.firstTermEnds &&
    (every
      ? `The ${goal.associate} is renewed every ${every}. How often it can be renewed isn’t confirmed.`
      : `Whether the ${goal.associate} can be renewed isn’t confirmed.`),
    goal.associate && (plan.renewals.length > 0 || (plan.firstTermEnds && plan.firstTermEnds !== plan.termEnds)) &&
    `The first term of the ${goal.associate} is counted at its longest. Where the state sets a fixed day, yours ends earlier, and so do ` +
      "the terms after it: go by the date on your license. The calendar file leaves out renewals and the end of the first term.",
    goal.associate && (plan.firstTermEnds || goal.fees.some(({ due }) => due === "issued")) && !pace.issued &&
    `These dates assume that the ${goal.associate} is issued on the day your hours begin.`,
    pace.soFar && pace.soFar.on < (pace.today ?? "") && (plan.finish ?? "9999") > (pace.today ?? "") &&
    "Hours that are still missing are planned from today on.",
    asked.stages && pace.soFar &&
    `Hours already logged count for the ${asked.stages[0].license} first.${
      pace.soFar.worked ? "" : " The plan takes them as worked at an even pace since your hours began."
    }`,
    ...goal.limits,
    ...(goal.life ?? []).map(([label, note]) => `${label} (${goal.associate}): ${note}`),
    goal.begins && `Hours begin to count: ${goal.begins}`,
    goal.note && `Other rules: ${goal.note}`,
    ...place.changes.map(([on, summary]) => `Rule change ahead, ${longDate(on)}: ${summary}`),
  ].filter(Boolean)
}

/** Both outcomes where figures change before the plan ends. @param {Found} found @param {ToolData} data */
function pendingOutcomes({ goal, plan, pace, log }, data) {
  return goal.plan.pending.filter(({ from }) => !plan.finish || plan.finish >= from).map(({ from, figures }) => {
    const then = planWithout(log?.short ?? [], figures, pace)
    const changed = MINIMUMS.filter((fact) => figures[fact] !== goal.plan.figures[fact]).map((fact) =>
      `${data.facts[fact].inSentence}: ${
        figures[fact] == null ? "not set" : plural(figures[fact], data.facts[fact].unit)
      }`
    )
    return el(
      "p",
      { class: "answer answer--upcoming" },
      el("strong", {}, `Rules change on ${longDate(from)}`),
      changed.length ? ` (${changed.join("; ")})` : "",
      `. Under today’s rules: ${plan.finish ? longDate(plan.finish) : "no date"}. Under the rules from that day: ${
        then.finish ? longDate(then.finish) : "no date"
      }. Ask the board which bind you.`,
    )
  })
}

/**
 * Which rule binds the reader, by the days given. What holds for a group of the people of a day is said with the group, and so is what
 * holds for the others.
 * @param {Goal} goal
 * @param {Record<string, string>} events
 */
function bindingRules({ rules }, events) {
  const lines = new Set(rules.map(({ event, label, answers, byDate }) => {
    const mine = answers.filter((answer) => includes(answer, events)).map(({ words }) => words)
    return events[event] && mine.length
      ? `${label} for your date: ${mine.join(" or ")}.`
      : `${label}, by date: ${byDate}.`
  }))
  return [...lines]
}

/** What a log has. @param {LogPlan} log */
function countWords(log) {
  const { total, direct, supervision, overCap } = log.count
  return `${number(total)} hours (${number(direct)} direct), ${number(supervision)} of supervision` +
    (overCap ? `; ${number(overCap)} more, above the weekly limit, don’t count` : "") +
    (log.expired ? `; ${number(log.expired)} will be too old when you apply and don’t count` : "") +
    (log.atRisk ? `; ${number(log.atRisk)} were worked with too little supervision and may not count` : "")
}

/** The same hours in several states. @param {Found[]} all @param {ToolData} data */
function severalStates(all, data) {
  const troubles = all.map((found) => ({
    found,
    first: problems(found).find(({ on }) => on !== "9999") ?? problems(found)[0],
  }))
  const failing =
    troubles.filter(({ first }) => first).sort((a, b) => (a.first?.on ?? "") < (b.first?.on ?? "") ? -1 : 1)[0]
  const heads = ["State and license", all[0].log ? "Your log has" : "", "Known minimums met", "First problem"]
    .filter(Boolean)
  return [
    el("h3", {}, "The same hours in each state"),
    el(
      "p",
      {},
      failing
        ? `What fails first: ${inText(failing.found.place)}. ${failing.first?.words}`
        : "No problem that we know of in any of these states.",
    ),
    el(
      "div",
      { class: "scroll", role: "region", "aria-label": "The same hours in each state", tabindex: "0" },
      el(
        "table",
        { class: "plain cards" },
        el("caption", { class: "vh" }, "The same hours in each state"),
        el("thead", {}, el("tr", {}, ...heads.map((title) => el("th", { scope: "col" }, title)))),
        el(
          "tbody",
          {},
          ...troubles.map(({ found, first }) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, `${found.place.name}, ${found.goal.short}`),
              found.log && el("td", { "data-label": "Your log has" }, countWords(found.log)),
              el("td", { "data-label": "Known minimums met" }, stateWords(found, data)),
              el(
                "td",
                { "data-label": "First problem" },
                first?.words ?? (quotedRules(found).join(" ") || "None that we know"),
              ),
            )
          ),
        ),
      ),
    ),
  ]
}

/** @param {Found} found @param {ToolData} data */
function stateWords(found, data) {
  const { plan } = found
  if (nothingAsked(found)) return "Not required"
  if (!plan.milestones.length) return "Not enough information"
  if (!plan.finish) return "Never at this pace"
  const by = plan.byTimeOnly ? "by time only" : data.facts[plan.bottleneck].inSentence
  const low = plan.warnings.includes("low_supervision") ? "; not with this supervision" : ""
  const late = isTooLate(found) ? "; not in time" : ""
  const short = leftOutWords(found) && (found.log ? "; without hours that may not count" : "; if all hours count")
  return `${longDate(plan.finish)} (${by})${low}${late}${short}${mayMoveWords(found) && "; may move"}`
}

/**
 * The whole answer.
 * @param {Found[]} all the state that is planned for first
 * @param {Situation} situation
 * @param {ToolData} data
 */
export function answerOf(all, situation, data) {
  const [found] = all
  const { place, goal, log } = found
  const events = datedEvents(found, data)
  const warnings = [...quotedRules(found), ...problems(found).map(({ words }) => words)]
  return [
    el("h2", { id: "answer" }, `Your plan for the ${goal.short} in ${inText(place)}`),
    el("p", { class: "lead" }, leadWords(found, data)),
    warnings.length ? el("ul", { class: "warnings" }, ...warnings.map((words) => el("li", {}, words))) : "",
    ...pendingOutcomes(found, data),
    log ? el("p", {}, `Your log has ${countWords(log)}.`) : "",
    ...(all.length > 1 ? severalStates(all, data) : []),
    el("h3", {}, "Your dates"),
    events.length > 1 ? timeline(events) : "",
    dateTable(events, found),
    el(
      "ul",
      {},
      ...[...bindingRules(goal, situation.events), ...notes(found, data)].map((line) => el("li", {}, line || "")),
    ),
    el(
      "p",
      {},
      "Where sources disagree or people differ, the stricter requirement is used. ",
      el("a", { href: `../states/${place.slug}/#experience` }, `Requirements in ${inText(place)}, with sources`),
      ". The board decides what counts.",
    ),
  ]
}

import { match, ok } from "node:assert/strict"
import { answerOf, reckon } from "../../docs/assets/plan-view.js"
import { addDays } from "../../docs/assets/reckon.js"

// What stands in for an element: it knows its text.
class TextElement {
  text = ""
  style = {}
  setAttribute() {}
  /** @param {(TextElement | string)[]} children */
  append(...children) {
    this.text += children.map((child) => typeof child === "string" ? child : child.text).join(" ") + "\n"
  }
}

// What stands in for the page: as wide as a desk, in letters of the usual size.
Object.assign(globalThis, {
  document: { createElement: () => new TextElement() },
  getComputedStyle: () => ({ fontSize: "20px" }),
  innerWidth: 1280,
})

const FACTS = Object.fromEntries(
  ["supervised_hours_total", "direct_client_hours", "supervision_hours", "min_months"].map((id) => [
    id,
    { label: id, inSentence: id, unit: id === "min_months" ? "months" : "hours" },
  ]),
)
const PACE = { start: "2027-02-01", hoursPerWeek: 30, directShare: 0.5, supervisionPerWeek: 1 }

/**
 * What Plan says of states with these figures.
 * @param {Record<string, unknown>[]} figures
 * @param {{ said?: Record<string, object>, goal?: object, plan?: object, pace?: object, events?: Record<string, string>,
 * log?: import("../../docs/assets/hours-log.js").Session[] }} [more]
 */
function planned(figures, { said = {}, goal = {}, plan = {}, pace = {}, events = {}, log = [] } = {}) {
  const told = Object.fromEntries(
    Object.keys(FACTS).map((id) => [id, { of: "", least: false, disputed: false, status: "stated", ...said[id] }]),
  )
  const situation = { pace: { ...PACE, ...pace }, events, log }
  const all = figures.map((asked, index) => {
    const place = { name: `State ${index + 1}`, slug: "state", changes: [] }
    const own = {
      short: "LPC",
      associate: "",
      limits: [],
      fees: [],
      rules: [],
      exams: { words: "NCE" },
      ...goal,
      plan: { figures: asked, cohorts: [], pending: [], varies: [], said: told, ...plan },
    }
    return reckon(/** @type {any} */ (place), /** @type {any} */ (own), situation)
  })
  const shown = answerOf(all, situation, /** @type {any} */ ({ facts: FACTS }))
  return /** @type {any[]} */ (shown).map((part) => part.text ?? part).join("\n")
}

/** So many weeks with the same hours. @param {string} from @param {number} weeks @param {[number, number, number]} hours */
const logged = (from, weeks, hours) =>
  Array.from({ length: weeks }, (_, week) => session(addDays(from, 7 * week), hours))

/** @param {string} on @param {[number, number, number]} hours @returns {[string, number, number, number]} */
const session = (on, hours) => [on, ...hours]

/** Half an hour of supervision a week in the first half of 2025, then two. */
const HALF_SHORT = [...logged("2025-01-06", 25, [20, 20, 0.5]), ...logged("2025-07-07", 50, [20, 20, 2])]
const LOG_PACE = { start: "2025-01-06", today: "2026-11-28", soFar: /** @type {any} */ ({ on: "2026-06-15" }) }
const RATIO = { hours: 4, per: 0, direct: false, span: "month" }

Deno.test("the headline of a log leaves out months with too little supervision, when they would change its date", () => {
  const more = { pace: LOG_PACE, log: HALF_SHORT }
  const short = planned([{ supervised_hours_total: 2400, ratios: [RATIO] }], more)
  match(
    short,
    /Not with the supervision you logged\. In 6 months .* State 1 requires; 1,000 hours may not count\. Without them: /,
  )
  match(short, /met on March 6, 2027\./)
  ok(short.includes("Hours that are still missing are planned from today on."))
  match(short, /Your log has 3,000 hours \(1,500 direct\), 112\.5 of supervision; 1,000 were worked with/)
  ok(!short.includes("State 1 counts"))
  const enough = planned([{ supervised_hours_total: 2000, ratios: [RATIO] }], more)
  match(enough, /Without them: The minimums that we know are met on June 15, 2026\./)
  ok(!planned([{ supervised_hours_total: 2400 }], more).includes("Not with the supervision"))
})

Deno.test("years with too little supervision are left out as well, of the hours and of the minimum time", () => {
  const yearly = { ratios: [{ hours: 60, per: 0, direct: false, span: "year" }] }
  const more = { pace: { ...LOG_PACE, supervisionPerWeek: 2 }, log: HALF_SHORT }
  ok(!planned([{ supervised_hours_total: 2400, ...yearly }], more).includes("Not with"))
  yearly.ratios[0].hours = 70
  const shown = planned([{ supervised_hours_total: 2400, ...yearly }], more)
  match(shown, /In 1 year it is below what State 1 requires; 2,080 hours may not count\. Without them: /)
  match(shown, /The year from Jan\. 6, 2025: 66\.5 of 70 hours of supervision\. The year may not count\./)
  const byTime = planned([{ min_months: 12, ...yearly }], more)
  match(byTime, /Not with the supervision you logged.* By time only, the required months end on Jan\. 6, 2027\./)
  match(byTime, /Minimum met: min_months\s+12 months\s+Jan\. 6, 2027/)
})

Deno.test("sums of hours with too little supervision are not taken for sure", () => {
  const figures = [{ supervised_hours_total: 3000, ratios: [{ hours: 1, per: 20, direct: false, span: "" }] }]
  /** @param {number} supervision */
  const shown = (supervision) => {
    const hours = { supervised_hours_total: 2000, direct_client_hours: 900, supervision_hours: supervision }
    return planned(figures, { pace: { ...LOG_PACE, supervisionPerWeek: 2, soFar: { on: "2026-06-15", ...hours } } })
  }
  match(
    shown(60),
    /The supervision you entered is less than State 1 requires for these hours; some may not count\. If all do: The/,
  )
  ok(!shown(95).includes("you entered"))
})

Deno.test("a minimum is met on the day of the log on which it was reached, and by the last day where no log tells it", () => {
  const log = planned([{ supervised_hours_total: 1000, direct_client_hours: 1000 }], {
    pace: LOG_PACE,
    log: HALF_SHORT,
  })
  match(log, /Minimum met: supervised_hours_total\s+1,000 hours\s+June 23, 2025\s/)
  match(log, /Minimum met: direct_client_hours\s+1,000 hours\s+Dec\. 22, 2025\s/)
  const soFar = { on: "2026-06-15", supervised_hours_total: 3000, direct_client_hours: 900, supervision_hours: 0 }
  const sums = planned([{ supervised_hours_total: 1000, direct_client_hours: 1000 }], { pace: { ...LOG_PACE, soFar } })
  match(sums, /Minimum met: supervised_hours_total\s+1,000 hours\s+June 15, 2026, at the latest\s/)
  ok(!/July \d+, 2026, at the latest/.test(sums))
})

Deno.test("hours that are too old on the day of the application don't count", () => {
  const asked = { supervised_hours_total: 3000, min_months: 12, hours_valid_months: 60 }
  const old = logged("2017-01-02", 105, [20, 15, 2])
  const pace = { start: "2017-01-02", today: "2026-11-28", soFar: /** @type {any} */ ({ on: "2018-12-31" }) }
  const shown = planned([asked], { pace, log: old })
  ok(shown.includes("3,675 hours of your log will be too old when you apply. Without them: "))
  match(shown, /met on Oct\. 28, 2028\./)
  const recent = { ...pace, today: "2019-01-05" }
  match(planned([asked], { pace: recent, log: old }), /minimums that we know are met on Aug\. 20, 2018\./)
  ok(!planned([asked], { pace: recent, log: old }).includes("too old"))
})

Deno.test("a plan that ends after a deadline isn't in time; what may not bind comes after the date", () => {
  const hours = { supervised_hours_total: 3000 }
  const late = planned([{ ...hours, max_months: 12 }])
  match(late, /^.*\n?Not in time at this pace: the experience must be finished by Feb\. 1, 2028\. The minimums/m)
  match(planned([{ ...hours, max_months: 12 }, hours]), /\(supervised_hours_total\); not in time\s/)
  match(
    planned([{ ...hours, hours_valid_months: 12 }]),
    /Not in time at this pace: hours older than 12 months no longer/,
  )
  const life = { first_term_months: 12, term_months: 12 }
  match(
    planned([{ ...hours, ...life }], { goal: { associate: "LAC" } }),
    /Not in time at this pace, unless the LAC is extended or issued again: the final expiration of the LAC is Feb\. 1, 2028,/,
  )
  match(
    planned([{ ...hours, ...life }], { goal: { associate: "LAC", associateOptional: true } }),
    /are met on Jan\. \d+, 2029\. But the final expiration of the LAC .*; you may not need the LAC\./,
  )
  match(
    planned([{ ...hours, first_term_months: 12 }], { goal: { associate: "LAC" } }),
    /are met on Jan\. \d+, 2029\. But the LAC expires on Feb\. 1, 2028, .* renewed isn’t confirmed\./,
  )
  const fees = [{ license: "LPC", due: "met", what: "fee", words: "$90", amount: 90 }]
  match(planned([{ ...hours, max_months: 12 }], { goal: { fees } }), /When the minimums are met/)
  for (const sign of ["Not in time", "But", "When the minimums"]) {
    ok(!planned([hours], { goal: { fees } }).includes(sign))
  }
})

Deno.test("a condition in words is quoted, and no date is sure beside it", () => {
  const hours = { supervised_hours_total: 3000 }
  const fees = [{ license: "LPC", due: "met", what: "fee", words: "$90", amount: 90 }]
  const goal = { fees, workloadRules: ["No more than 1,800 hours count in twelve months"] }
  const shown = planned([hours, hours], { goal })
  match(shown, /met on Jan\. 1, 2029\. .* A condition on hours that Plan doesn’t reckon with may move this date\./)
  ok(shown.includes("Not reckoned with: “No more than 1,800 hours count in twelve months.”"))
  match(shown, /Minimum met: supervised_hours_total\s+3,000 hours\s+Jan\. 1, 2029, may move\s/)
  match(shown, /State 2, LPC\s+Jan\. 1, 2029 \(supervised_hours_total\); may move\s+Not reckoned with/)
  match(shown, /When the minimums are met/)
  const low = planned([{ ...hours, ratios: [{ hours: 2, per: 0, direct: false, span: "week" }] }], { goal })
  match(low, /With 2 a week: .* may move this date\./)
  for (const sign of ["may move", "reckon"]) ok(!planned([hours], { goal: { fees } }).includes(sign))
})

Deno.test("a minimum that isn't confirmed is told apart from one that no rule sets", () => {
  const shown = planned([{ min_months: 24 }], {
    said: {
      supervised_hours_total: { status: "unknown" },
      direct_client_hours: { status: "disputed" },
      supervision_hours: { status: "silent" },
    },
  })
  ok(shown.includes("Not confirmed: supervised_hours_total, direct_client_hours. They may make the plan longer."))
  ok(shown.includes("Not set by law: supervision_hours."))
})

Deno.test("of several states a date that rests on more supervision, or on time alone, says so in its row", () => {
  const hours = { supervised_hours_total: 3000 }
  const strict = { ...hours, ratios: [{ hours: 2, per: 0, direct: false, span: "week" }] }
  const shown = planned([hours, strict, { min_months: 24 }])
  match(shown, /State 1, LPC\s+Jan\. \d+, 2029 \(supervised_hours_total\)\s+None that we know/)
  match(shown, /State 2, LPC\s+Jan\. \d+, 2029 \(supervised_hours_total\); not with this supervision\s/)
  match(shown, /State 3, LPC\s+Feb\. 1, 2029 \(by time only\)\s/)
})

Deno.test("a figure in doubt has its sign beside it and in the notes", () => {
  const hours = { supervised_hours_total: 3000 }
  const varies = [["Total (LPC)", "2,000 or 3,000 (sources disagree). This plan uses the stricter one."]]
  const shown = planned([hours], {
    said: { supervised_hours_total: { least: true, disputed: true } },
    plan: { varies },
    goal: { fees: [{ license: "LPC", due: "met", what: "fee", words: "$90 or $100", amount: 90, disputed: true }] },
  })
  ok(shown.includes("at least 3,000 hours (sources disagree; the stricter requirement)"))
  ok(shown.includes("Total (LPC): 2,000 or 3,000 (sources disagree). This plan uses the stricter one."))
  ok(shown.includes("Some numbers are minimums: which hours count twice isn’t confirmed."))
  ok(shown.includes("$90 (sources disagree on a fee)"))
  const sure = planned([hours])
  for (const sign of ["at least", "disagree;", "stricter one", "Some numbers", "on a fee"]) {
    ok(!sure.includes(sign), sign)
  }
})

Deno.test("a figure that names no rule is about that, and one of an old text may have changed", () => {
  const weak = { about: true, old: true }
  const shown = planned([{ supervised_hours_total: 3000 }], {
    said: { supervised_hours_total: weak },
    plan: { cautions: ["With a caution on the state’s page: total. Ask the board."] },
    goal: { fees: [{ license: "LPC", due: "met", what: "fee", words: "about $90", amount: 90, ...weak }] },
  })
  ok(shown.includes("about 3,000 hours (may have changed)"))
  ok(shown.includes("about $90 (a fee may have changed)"))
  ok(shown.includes("With a caution on the state’s page: total. Ask the board."))
  const sure = planned([{ supervised_hours_total: 3000 }])
  for (const sign of ["about 3,000", "may have changed", "caution"]) ok(!sure.includes(sign), sign)
})

Deno.test("an end of the associate license says on what it depends", () => {
  const figures = [{ supervised_hours_total: 3000, first_term_months: 12, term_months: 12 }]
  const depends = ", if you hold it, if it is issued on the day your hours begin. This plan ends later."
  ok(planned(figures, { goal: { associate: "LAC", associateOptional: true } }).includes(`at the latest${depends}`))
  const issued = { goal: { associate: "LAC" }, pace: { issued: "2027-01-01" } }
  ok(planned(figures, issued).includes("at the latest. This plan ends later."))
})

Deno.test("a change ahead is told to whom it may bind: a plan that ends later, or has no end", () => {
  const plan = { pending: [{ from: "2028-01-01", figures: { supervised_hours_total: 4000 } }] }
  const words = "Rules change on Jan. 1, 2028"
  ok(planned([{ supervised_hours_total: 3000 }], { plan }).includes(words))
  ok(planned([{ direct_client_hours: 3000 }], { plan, pace: { directShare: 0 } }).includes(words))
  ok(!planned([{ supervised_hours_total: 300 }], { plan }).includes(words))
})

Deno.test("every answer that may bind on a day is told", () => {
  const answers = ["1,000 hours", "1,200 hours"].map((words) => ({
    event: "registered",
    before: "2024-05-01",
    words,
  }))
  const goal = { rules: [{ event: "registered", label: "Direct hours", answers, byDate: "" }] }
  const shown = planned([{ min_months: 24 }], { goal, events: { registered: "2023-02-01" } })
  ok(shown.includes("Direct hours for your date: 1,000 hours or 1,200 hours."))
})

Deno.test("a rule for a group of the people of a day says so, and what holds for the others", () => {
  const words = "48 (completed by Dec. 31, 2018) or 60"
  const answers = [{ event: "program_begun", before: "2012-08-01", words }]
  const byDate = "48 for programs begun before Aug. 1, 2012 (completed by Dec. 31, 2018); 60 otherwise"
  const goal = { rules: [{ event: "program_begun", label: "Semester hours", answers, byDate }] }
  /** @param {Record<string, string>} events */
  const shown = (events) => planned([{ min_months: 24 }], { goal, events })
  ok(
    shown({ program_begun: "2011-01-01" }).includes(
      "Semester hours for your date: 48 (completed by Dec. 31, 2018) or 60.",
    ),
  )
  ok(shown({ program_begun: "2015-01-01" }).includes(`Semester hours, by date: ${byDate}.`))
  ok(shown({}).includes(`Semester hours, by date: ${byDate}.`))
})

Deno.test("the exam on the state's own law stands beside the others", () => {
  const lawExam = "jurisprudence exam (sources disagree)"
  ok(
    /Pass the exams\s+NCE; jurisprudence exam \(sources disagree\)/.test(
      planned([{ min_months: 24 }], { goal: { lawExam } }),
    ),
  )
  ok(/Pass the exam\s+NCE\n/.test(planned([{ min_months: 24 }])))
})

Deno.test("a state of which no rule was confirmed is not said to set no number", () => {
  /** @param {string} status */
  const of = (status) => Object.fromEntries(Object.keys(FACTS).map((id) => [id, { status }]))
  ok(planned([{}], { said: of("unknown") }).includes("We could confirm none of the rules on how many hours"))
  ok(
    planned([{}], { said: { ...of("unknown"), min_months: { status: "silent" } } }).includes(
      "could confirm set no number",
    ),
  )
})

Deno.test("a ratio is told with its condition, and its hours a week once", () => {
  const hours = { supervised_hours_total: 3000 }
  const group = "hours with clients who have a major mental disorder"
  const shown = planned([{ ...hours, ratios: [{ hours: 2, per: 15, direct: true, span: "", group }] }])
  ok(shown.includes(`requires 2 hours of supervision for every 15 direct hours (${group}); you plan 1 a week.`))
  ok(shown.includes(`direct hours (${group}): about 2 hours a week. You plan 1.`))
  const weekly = planned([{ ...hours, ratios: [{ hours: 1, per: 0, direct: false, span: "week" }] }], {
    pace: { supervisionPerWeek: 0.5 },
  })
  ok(weekly.includes("State 1 requires 1 hour of supervision a week. You plan 0.5."))
})

Deno.test("each note on the associate license has a line and a label", () => {
  const life = [["Valid for", "2 years."], ["Maximum with renewals", "One extension."]]
  const lines = planned([{ min_months: 24 }], { goal: { associate: "LAC", life } }).split("\n").map((line) =>
    line.trim()
  )
  ok(lines.includes("Valid for (LAC): 2 years."))
  ok(lines.includes("Maximum with renewals (LAC): One extension."))
})

import { match, ok } from "node:assert/strict"
import { answerOf, reckon } from "../../docs/assets/plan-view.js"

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
 * @param {{ said?: Record<string, object>, goal?: object, plan?: object, pace?: object, events?: Record<string, string> }} [more]
 */
function planned(figures, { said = {}, goal = {}, plan = {}, pace = {}, events = {} } = {}) {
  const told = Object.fromEntries(
    Object.keys(FACTS).map((id) => [id, { of: "", least: false, disputed: false, status: "stated", ...said[id] }]),
  )
  const situation = { pace: { ...PACE, ...pace }, events, log: [] }
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
  const varies = [["Total (LPC)", "2,000 or 3,000 (sources disagree)"]]
  const shown = planned([hours], {
    said: { supervised_hours_total: { least: true, disputed: true } },
    plan: { varies },
    goal: { fees: [{ license: "LPC", due: "met", what: "fee", words: "$90 or $100", amount: 90 }], feeDisputed: true },
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
    group: "",
    whom: "some",
  }))
  const goal = { rules: [{ event: "registered", label: "Direct hours", answers, otherwise: [] }] }
  const shown = planned([{ min_months: 24 }], { goal, events: { registered: "2023-02-01" } })
  ok(shown.includes("Direct hours for your date: 1,000 hours or 1,200 hours."))
})

Deno.test("a rule for a group of the people of a day says so, and what holds for the others", () => {
  const answers = [{
    event: "program_begun",
    before: "2012-08-01",
    words: "48",
    group: "completed by Dec. 31, 2018",
    whom: "programs begun before Aug. 1, 2012",
  }]
  const goal = {
    rules: [{ event: "program_begun", label: "Semester hours", answers, otherwise: [{ words: "60", group: "" }] }],
  }
  /** @param {Record<string, string>} events */
  const shown = (events) => planned([{ min_months: 24 }], { goal, events })
  ok(
    shown({ program_begun: "2011-01-01" }).includes(
      "Semester hours for your date: 48 (completed by Dec. 31, 2018) or 60.",
    ),
  )
  ok(shown({ program_begun: "2015-01-01" }).includes("Semester hours for your date: 60."))
  const undated = "48 for programs begun before Aug. 1, 2012 (completed by Dec. 31, 2018); 60 otherwise."
  ok(shown({}).includes(`Semester hours, by date: ${undated}`))
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

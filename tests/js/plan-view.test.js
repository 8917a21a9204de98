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

const FACTS = Object.fromEntries(
  ["supervised_hours_total", "direct_client_hours", "supervision_hours", "min_months"].map((id) => [
    id,
    { label: id, inSentence: id, unit: id === "min_months" ? "months" : "hours" },
  ]),
)
const PACE = { start: "2027-02-01", hoursPerWeek: 30, directShare: 0.5, supervisionPerWeek: 1 }

/** What Plan says of states with these figures. @param {Record<string, unknown>[]} figures @param {Record<string, string>} [statuses] */
function planned(figures, statuses = {}) {
  const said = Object.fromEntries(
    Object.keys(FACTS).map((id) => [id, { of: "", least: false, disputed: false, status: statuses[id] ?? "stated" }]),
  )
  const all = figures.map((asked, index) => {
    const goal = {
      short: "LPC",
      associate: "",
      limits: [],
      fees: [],
      rules: [],
      exams: { words: "NCE" },
      plan: { figures: asked, cohorts: [], pending: [], varies: [], said },
    }
    const place = { name: `State ${index + 1}`, slug: "state", changes: [] }
    return reckon(/** @type {any} */ (place), /** @type {any} */ (goal), { pace: PACE, events: {}, log: [] })
  })
  Object.assign(globalThis, {
    document: { createElement: () => new TextElement() },
    getComputedStyle: () => ({ fontSize: "20px" }),
    innerWidth: 1280,
  })
  const shown = answerOf(all, { pace: PACE, events: {}, log: [] }, /** @type {any} */ ({ facts: FACTS }))
  return /** @type {any[]} */ (shown).map((part) => part.text ?? part).join("\n")
}

Deno.test("a minimum that isn't confirmed is told apart from one that no rule sets", () => {
  const shown = planned([{ min_months: 24 }], {
    supervised_hours_total: "unknown",
    direct_client_hours: "disputed",
    supervision_hours: "silent",
  })
  ok(shown.includes("Not confirmed: supervised_hours_total, direct_client_hours. They may make the plan longer."))
  ok(shown.includes("Not set by law: supervision_hours."))
})

Deno.test("of several states a date that rests on more supervision says so in its row", () => {
  const hours = { supervised_hours_total: 3000 }
  const strict = { ...hours, ratios: [{ hours: 2, per: 0, direct: false, span: "week" }] }
  const shown = planned([hours, strict])
  match(shown, /State 1, LPC\s+Jan\. \d+, 2029 \(supervised_hours_total\)\s+None that we know/)
  match(shown, /State 2, LPC\s+Jan\. \d+, 2029 \(supervised_hours_total\); not with this supervision\s/)
})

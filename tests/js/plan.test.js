import { deepEqual, equal } from "node:assert/strict"
import { calendarDays, datedEvents, tasksWithoutDay } from "../../docs/assets/plan-dates.js"
import { makePlan } from "../../docs/assets/reckon.js"

const said = { of: "", least: false, disputed: false, status: "stated" }
const SAID = { supervised_hours_total: said, direct_client_hours: said, supervision_hours: said, min_months: said }
const FACTS = Object.fromEntries(
  Object.keys(SAID).map((id) => [id, { label: id, inSentence: id, unit: id === "min_months" ? "months" : "hours" }]),
)
const PACE = { start: "2027-02-01", hoursPerWeek: 30, directShare: 0.5, supervisionPerWeek: 1 }
const FEES = [
  { license: "LAC", due: "issued", optional: false, what: "application fee", words: "$75", amount: 75 },
  { license: "LAC", due: "issued", optional: false, what: "license fee", words: "not confirmed", amount: null },
  { license: "LIC", due: "applying", optional: true, what: "application fee", words: "$20", amount: 20 },
  { license: "LPC", due: "met", optional: false, what: "application fee", words: "$100", amount: 100 },
]

/** @param {Record<string, unknown>} figures @param {Partial<typeof PACE> & { issued?: string }} [pace] */
function planned(figures, pace = {}, fees = FEES) {
  const own = { ...PACE, ...pace }
  const goal = {
    fees,
    renewalFee: "$60; $75 from Jan. 1, 2028",
    associate: "LAC",
    exams: { words: "NCE" },
    timing: "",
    plan: { said: SAID },
  }
  const found = /** @type {any} */ ({ goal, pace: own, plan: makePlan(figures, own) })
  const days = datedEvents(found, /** @type {any} */ ({ facts: FACTS }))
  return { days, undated: tasksWithoutDay(found), plan: found.plan }
}

/** @param {{ on: string, what: string }[]} days @param {RegExp} wanted */
const when = (days, wanted) => days.filter(({ what }) => wanted.test(what)).map(({ on }) => on)

Deno.test("fees stand at the day on which they fall due, unknown ones with them", () => {
  const { days, undated, plan } = planned({
    supervised_hours_total: 3000,
    min_months: 24,
    first_term_months: 12,
    renewal_months: 12,
  })
  deepEqual(when(days, /Fees for the LAC/), ["2027-02-01"])
  deepEqual(when(days, /Fees for the LPC/), [plan.finish])
  equal(days.find(({ what }) => what === "Fees for the LAC")?.asked, "Application fee: $75; license fee: not confirmed")
  const renewals = days.filter(({ what }) => what === "Renew the LAC")
  deepEqual(renewals.map(({ asked }) => asked), ["Renewal fee: $60; $75 from Jan. 1, 2028"])
  const between = undated.find(({ what }) => what === "Fees for the LIC, if you apply for it")
  equal(between?.when, "When you apply for it")
  const sum = undated.find(({ what }) => what.startsWith("Fees to get licensed"))
  const extra = "The LIC isn’t required; if you take it, add $20"
  equal(sum?.asked, `at least $175. Not confirmed: license fee for the LAC. ${extra}`)
  equal(new Set(days.map(({ id }) => id)).size, days.length)
})

Deno.test("a sum has each fee at the price of its day, or says that it is today's", () => {
  const fee = { license: "LPC", due: "met", optional: false, what: "application fee", words: "$100", amount: 100 }
  const dearer = [{ ...fee, later: [["2028-07-01", 200], ["2031-01-01", null]] }]
  const further = { ...fee, what: "a further fee", words: "The portal adds $3.50", amount: null }
  /** @param {object[]} fees @param {object} [pace] */
  const sum = (fees, pace) =>
    planned({ supervised_hours_total: 3000 }, pace, /** @type {any} */ (fees)).undated.at(-1)?.asked
  equal(sum(dearer), "$200")
  equal(sum(dearer, { start: "2026-01-01" }), "$100")
  equal(sum(dearer, { start: "2030-01-01" }), "We can’t total the fees")
  equal(sum(dearer.map((own) => ({ ...own, due: "applying" }))), "$100 (at today’s prices)")
  equal(sum([fee, further]), "at least $100. Not in this sum: a further fee for the LPC")
  equal(sum([{ ...fee, optional: true }]), "We can’t total the fees. The LPC isn’t required; if you take it, add $100")
})

Deno.test("the fees of an associate license fall due when it is issued", () => {
  const { days } = planned({ min_months: 24, supervised_hours_total: 1000 }, { issued: "2026-11-03" })
  deepEqual(when(days, /Fees for the LAC/), ["2026-11-03"])
})

Deno.test("a plan without a sure end gives the fees of the license no day", () => {
  for (
    const [figures, pace] of [
      [{ min_months: 24 }, {}],
      [{ supervised_hours_total: 3000, direct_client_hours: 1000 }, { directShare: 0 }],
      [{ supervised_hours_total: 3000, ratios: [{ hours: 3, per: 0, direct: false, span: "month" }] }, {
        supervisionPerWeek: 0.1,
      }],
    ]
  ) {
    const { days, undated } = planned(/** @type {any} */ (figures), /** @type {any} */ (pace))
    deepEqual(when(days, /Fees for the LPC/), [])
    equal(undated.find(({ what }) => what === "Fees for the LPC")?.when, "When the minimums are met")
  }
})

Deno.test("renewals are at the latest, and a calendar holds no day on which the license may have run out", () => {
  const { days } = planned({ min_months: 60, first_term_months: 24, renewal_months: 12, term_months: 72 })
  const sooner = days.filter(({ latest }) => latest).map(({ on, what }) => [on, what])
  deepEqual(sooner, [
    ["2029-02-01", "Renew the LAC"],
    ["2030-02-01", "Renew the LAC"],
    ["2031-02-01", "Renew the LAC"],
    ["2033-02-01", "Final expiration of the LAC"],
  ])
  const inCalendar = calendarDays(days)
  deepEqual(when(inCalendar, /Renew/), [])
  deepEqual(when(inCalendar, /^Final expiration of the LAC, at the latest$/), ["2033-02-01"])
  const { days: term } = planned({ min_months: 60, first_term_months: 24 })
  equal(term.find(({ what }) => what.startsWith("First term"))?.latest, true)
  deepEqual(when(calendarDays(term), /First term/), [])
  deepEqual(when(calendarDays(term), /Minimum met/), ["2032-02-01"])
})

Deno.test("licenses one after the other: each minimum is told with its license, and has an event of its own", () => {
  const stages = [
    { license: "LPC", supervised_hours_total: 1000, direct_client_hours: 400 },
    { license: "LCPC", direct_client_hours: 2000, min_months: 24 },
  ]
  const { days } = planned({ supervised_hours_total: 3000, direct_client_hours: 2400, min_months: 24, stages })
  const minimums = days.filter(({ what }) => what.startsWith("Minimum met"))
  deepEqual(minimums.map(({ on, what, asked }) => [on, what, asked]), [
    ["2027-08-09", "Minimum met for the LPC: direct_client_hours", "400 hours"],
    ["2027-09-27", "Minimum met for the LPC: supervised_hours_total", "1,000 hours"],
    ["2029-09-27", "Minimum met for the LCPC: min_months", "24 months"],
    ["2030-04-22", "Minimum met for the LCPC: direct_client_hours", "2,000 hours"],
  ])
  equal(new Set(days.map(({ id }) => id)).size, days.length)
})

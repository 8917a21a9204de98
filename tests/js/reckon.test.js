import { deepEqual, equal } from "node:assert/strict"
import {
  addDays,
  addMonths,
  afterWeeks,
  calendar,
  compactRoute,
  endorsementRoute,
  examVerdict,
  forPerson,
  holderVerdict,
  holdsFor,
  licensesToCompare,
  makePlan,
  pathExamVerdict,
  verdict,
} from "../../docs/assets/reckon.js"
import { countLog, readLog, SAMPLE } from "../../docs/assets/hours-log.js"
import { CASES } from "./golden.js"

for (const { name, need, have, expected } of CASES.moves) {
  Deno.test(`move: ${name}`, () => deepEqual(verdict(need, have), expected))
}

for (const { name, need, passed, expected } of CASES.exams) {
  Deno.test(`exams: ${name}`, () => deepEqual(examVerdict(need, passed), expected))
}

for (const { name, needs, passed, expected } of CASES.paths) {
  Deno.test(`paths: ${name}`, () => deepEqual(pathExamVerdict(needs, passed), expected))
}

for (const { name, needs, alternatives, expected } of CASES.holders) {
  Deno.test(`holders: ${name}`, () => deepEqual(holderVerdict(needs, alternatives), expected))
}

for (const { name, independent, years, asked, members, issuing, expected } of CASES.routes) {
  Deno.test(
    `route: ${name}`,
    () =>
      equal(
        members ? compactRoute(Boolean(independent), members, issuing) : endorsementRoute(independent, years, asked),
        expected,
      ),
  )
}

Deno.test("a filter holds for some people wherever one figure of a cell doesn't match, or a group has none", () => {
  /** @param {string} value */
  const fits = (value) => Number(value) <= 60
  equal(holdsFor(["60"], fits), "all")
  equal(holdsFor(["60", "48"], fits), "all")
  for (const values of [["60", "90"], ["90", "60"], ["60", ""], ["", "60"]]) equal(holdsFor(values, fits), "some")
  for (const values of [[""], ["90"], ["90", ""]]) equal(holdsFor(values, fits), "none")
})

Deno.test("a lower license is set beside every lower level of the new state, the nearest first", () => {
  const [lac, lpc, other, lpcc] = [
    { id: "lac", level: "associate" },
    { id: "lpc", level: "intermediate" },
    { id: "other", level: "intermediate" },
    { id: "lpcc", level: "independent" },
  ]
  deepEqual(licensesToCompare([lpc, other, lpcc], "lpcc", "associate"), [lpc, lpcc])
  deepEqual(licensesToCompare([lac, lpc, other, lpcc], "lpcc", "associate"), [lac, lpc, lpcc])
  deepEqual(licensesToCompare([lac, lpc, other, lpcc], "lpcc", "intermediate"), [lpc, lac, lpcc])
  deepEqual(licensesToCompare([lac, lpcc], "lpcc", "intermediate"), [lac, lpcc])
  for (const level of ["independent", undefined]) {
    deepEqual(licensesToCompare([lac, lpc, lpcc], "lpcc", level), [lpcc])
  }
})

for (const { name, asked, pace, expected } of CASES.plans) {
  Deno.test(`plan: ${name}`, () => deepEqual(makePlan(asked, pace), expected))
}

for (const { name, sessions, asked, expected } of CASES.logs) {
  Deno.test(`log: ${name}`, () => deepEqual(countLog(sessions, asked), expected))
}

Deno.test("the sample file is read, and so are semicolons, American dates and empty lines", () => {
  deepEqual(readLog(SAMPLE).errors, [])
  deepEqual(readLog("Supervision;Date;Direct;Indirect\n1;1/31/2026;10;\n\n;;;\n"), {
    sessions: [["2026-01-31", 10, 0, 1]],
    errors: [],
  })
})

Deno.test("each line that can't be read is told by its number", () => {
  const { sessions, errors } = readLog(
    "date,direct,indirect,supervision\n2026-02-30,1,1,1\n2026-02-28,-1,x,1\n2026-02-28,1,1,1",
  )
  equal(sessions.length, 1)
  equal(errors.length, 2)
  equal(errors[0], 'Line 2: date is "2026-02-30"; write it as 2026-01-31 or 1/31/2026.')
  equal(errors[1], 'Line 3: direct is "-1"; write hours from 0 to 168; indirect is "x"; write hours from 0 to 168.')
  equal(readLog("date,hours\n2026-01-01,3").errors[0].startsWith("Line 1: the first line must name the columns"), true)
  equal(readLog("date,direct,indirect,supervision\n").errors.length, 1)
})

Deno.test("a log has no more hours than a week, and none of a day to come", () => {
  const head = "date,direct,indirect,supervision\n"
  const { sessions, errors } = readLog(
    `${head}2026-11-02,168,168,1\n2026-11-09,80,8,1\n2026-11-15,80,1,1\n2026-11-16,1,1,1`,
  )
  deepEqual(errors, [
    "Line 2: its week now has 336 hours; a week has 168.",
    "Line 4: its week now has 169 hours; a week has 168.",
  ])
  equal(sessions.length, 2)
  const ahead = readLog(`${head}2026-11-28,1,1,1\n11/29/2026,1,1,1`, "2026-11-28")
  deepEqual(ahead.errors, ['Line 3: date is "11/29/2026", a day to come; log hours that are done.'])
})

Deno.test("figures of a cohort bind who belongs to it", () => {
  const cohorts = [{ event: "program_begun", before: "2017-08-01", figures: { min_months: 12 } }]
  /** @param {string} day */
  const months = (day) => forPerson({ min_months: 24 }, cohorts, { program_begun: day }).min_months
  deepEqual(["2017-07-31", "2017-08-01", ""].map(months), [12, 24, 24])
})

Deno.test("days are added over the ends of months, years and February", () => {
  equal(addDays("2027-12-31", 1), "2028-01-01")
  equal(addDays("2028-02-28", 1), "2028-02-29")
  equal(addDays("2026-03-01", -1), "2026-02-28")
})

Deno.test("months end on the last day of a shorter month, and parts of a month are days", () => {
  equal(addMonths("2026-01-31", 1), "2026-02-28")
  equal(addMonths("2028-02-29", 12), "2029-02-28")
  equal(addMonths("2026-01-01", 0.5), "2026-01-17")
})

Deno.test("hours that are done need no week, and no pace needs forever", () => {
  equal(afterWeeks("2026-01-01", 0, 0), "2026-01-01")
  equal(afterWeeks("2026-01-01", 1, 0), null)
  equal(afterWeeks("2026-01-01", 41, 40), "2026-01-15")
})

Deno.test("a calendar is folded at 75 octets, escaped, and ends each line with CRLF", () => {
  const title = `Señora, board; back\\slash ${"é".repeat(60)}`
  const text = calendar(
    "My plan",
    [{ id: "a", date: "2027-12-31", title, text: "One\nTwo" }],
    new Date("2026-01-01T00:00:00Z"),
  )
  const lines = text.split("\r\n")
  equal(lines.pop(), "")
  for (const line of lines) {
    equal(new TextEncoder().encode(line).length <= 75, true, line)
    equal(line.includes("\n"), false)
  }
  const unfolded = text.replaceAll("\r\n ", "")
  equal(unfolded.includes(`SUMMARY:Señora\\, board\\; back\\\\slash ${"é".repeat(60)}\r\n`), true)
  equal(unfolded.includes("DESCRIPTION:One\\nTwo\r\n"), true)
  equal(unfolded.includes("DTSTART;VALUE=DATE:20271231\r\nDTEND;VALUE=DATE:20280101\r\n"), true)
})

Deno.test("a plan written again has the same UIDs and a higher SEQUENCE", () => {
  const event = { id: "plan-ex-lpc-2026-01-01-all-met", date: "2027-12-31", title: "Met", text: "" }
  const [before, after] = ["2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z"].map((time) => {
    const [uid, sequence, stamp, modified] = ["UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED"].map((name) =>
      calendar("My plan", [event], new Date(time)).split(`\r\n${name}:`)[1].split("\r\n")[0]
    )
    equal(stamp, modified)
    return { uid, sequence: Number(sequence), stamp }
  })
  equal(after.uid, before.uid)
  equal(before.stamp, "20260101T000000Z")
  equal(after.sequence > before.sequence, true)
})

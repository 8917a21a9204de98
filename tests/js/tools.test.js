import { equal } from "node:assert/strict"
import { atStart, csvLine, holds, inText, longDate, money, number, plain, plural } from "../../docs/assets/tools.js"

Deno.test("figures are written as Americans write them", () => {
  equal(number(3000), "3,000")
  equal(number(37.5), "37.5")
  equal(number(1.005), "1.01")
  equal(plural(1, "hours"), "1 hour")
  equal(plural(0, "hours"), "0 hours")
  equal(plural(1500, "semester hours"), "1,500 semester hours")
  equal(money(100), "$100")
  equal(money(227.5), "$227.50")
  equal(money(1250), "$1,250")
})

Deno.test("a day is written out", () => {
  equal(longDate("2027-02-01"), "Feb. 1, 2027")
  equal(longDate("2028-07-31"), "July 31, 2028")
})

Deno.test("a cell of CSV is quoted where it must be, and never a formula", () => {
  equal(csvLine(["a", "b c", ""]), "a,b c,")
  equal(csvLine(['say "x"', "a,b", "a\nb"]), '"say ""x""","a,b","a\nb"')
  for (const start of ["=", "+", "-", "@", "\t"]) equal(csvLine([`${start}1`]), `'${start}1`)
  equal(csvLine(["\r1"]), '"\'\r1"')
  equal(csvLine(["=A1,B1"]), '"\'=A1,B1"')
})

for (
  const [text, question, found] of /** @type {[string, string, boolean][]} */ ([
    ["Example University, Saint Louis, Missouri", "st. louis", true],
    ["Example State University, Ruston, Louisiana", "st. louis", false],
    ["California State University, Example", "cal state", true],
    ["Northwestern Example University", "western", false],
    ["Example College, Gainesville, FL", "ga", true],
    ["Example College, Gainesville, FL", "ga college", false],
    ["Example A&M University", "a&m", true],
  ])
) {
  Deno.test(`${text} is ${found ? "" : "not "}found by: ${question}`, () =>
    equal(holds(plain(text), plain(question)), found))
}

Deno.test("a name has its article inside a sentence", () => {
  const district = { name: "District of Columbia", the: true }
  equal(inText(district), "the District of Columbia")
  equal(atStart(district), "The District of Columbia")
  equal(inText({ name: "Ohio" }), "Ohio")
  equal(atStart({ name: "Ohio" }), "Ohio")
})

// What goes before the results, on invented terms and facts. Real questions on the real site: tests/postprocess/test_search_quality.py.
import { deepEqual, equal } from "node:assert/strict"
import { reply } from "../../docs/assets/search-answers.js"

/** @import { Topic } from "../../docs/assets/search-query.js" */

/** @param {string} code @param {string} name */
const state = (code, name) => ({
  code,
  name,
  slug: name.toLowerCase(),
  others: [],
  main: "lpcc",
  associate: "intern",
  licenses: { intern: "Intern", lpc: "LPC", lpcc: "LPCC" },
})
/** @param {string} id @param {string} words @param {string[]} facts @param {Partial<Topic>} [more] */
const topic = (id, words, facts, more = {}) => ({
  id,
  words: words.split("|").map((word) => `:${word}`).join(";"),
  facts,
  label: id,
  pages: [`guides/${id}/`],
  exam: [],
  section: "",
  compared: false,
  general: false,
  ...more,
})
/** @param {string} abbr */
const exam = (abbr) => ({ id: abbr.toLowerCase(), abbr, name: `${abbr} of Example`, facts: {} })
const TOPICS = [
  topic("client_elsewhere", "telehealth", ["out_of_state_practice"]),
  topic("running_out", "hour expire|associate expire", ["max_term_months", "hours_valid_months"]),
  topic("moving", "move", ["endorsement_note"]),
  topic("cacrep", "cacrep!", ["cacrep"]),
  topic("ce", "ceus", ["ce_note"]),
  topic("schools", "school|program", [], { section: "schools", general: true }),
]
const PAGES = [
  "states/sample/",
  "states/other/",
  "move/sample/",
  "move/other/",
  ...TOPICS.flatMap(({ pages }) => pages),
]
/** @param {string} words */
const row = (words, anchor = "a") => ["Label", words, "law", anchor]
const ANSWERS = {
  "": {
    endorsement_note: row("The board decides. …", "moving"),
    out_of_state_practice: row("Not allowed", "moving"),
    ce_note: row("Ethics counts"),
  },
  intern: { max_term_months: row("72 months", "term") },
  lpc: { exams: row("AAA or AAA, BBB (sources disagree)", "lpc-exams") },
  lpcc: { exams: row("BBB", "lpcc-exams"), hours_valid_months: row("60 months", "valid"), cacrep: row("Required") },
}
const FILES = {
  "index.json": {
    letters: "",
    stop: ["a", "in", "can", "i", "with", "from", "of", "my", "do", "how", "many", "to", "the"],
    pages: PAGES.map((address) => [address, address, 1, 1]),
    anchors: [""],
    headings: ["Heading"],
    sections: [PAGES.map(() => 0), PAGES.map(() => 0)],
    terms: {
      states: [state("SA", "Sample"), state("OT", "Other")],
      titles: [["LPCC", ["states/sample/#lpcc"]]],
      exams: [exam("AAA"), exam("BBB")],
      glossary: [],
      topics: TOPICS,
      families: [],
      grades: {},
      ask: "",
    },
  },
  "answers-sa.json": ANSWERS,
  "answers-ot.json": ANSWERS,
  "schools.json": [],
}
globalThis.fetch = (/** @type {RequestInfo | URL} */ address) => {
  const name = /** @type {keyof typeof FILES} */ (String(address).replace(/.*\//, ""))
  return Promise.resolve(Response.json(FILES[name] ?? []))
}
/** @param {string} question */
const ask = (question) => reply(question, "https://atlas.example/search/")

for (
  const [question, ...addresses] of [
    // Clients in one state, the counselor in another: no move.
    ["telehealth with clients in sample from other", "states/sample/#moving", "states/other/#moving"],
    ["licensed in other can i see a sample client", "states/sample/#moving", "states/other/#moving"],
    ["moved to other keep my clients in sample", "states/sample/#moving", "states/other/#moving"],
    ["move from other to sample", "move/sample/", "states/sample/#moving"],
    // Two exams are asked of the license whose sources name both; a license that is named stays.
    ["can i take the bbb instead of aaa in sample", "states/sample/#lpc-exams"],
    ["aaa or bbb lpcc sample", "states/sample/#lpcc-exams"],
    ["do hours expire in sample", "states/sample/#valid"],
    ["my associate hours expire in sample", "states/sample/#term"],
    ["schools with cacrep in sample", "schools/?state=SA&accredited=CACREP", "states/sample/#a"],
    ["online cacrep programs", "schools/?accredited=CACREP&delivery=online"],
    ["do sample schools need cacrep", "states/sample/#a"],
  ]
) {
  Deno.test(`what goes first for: ${question}`, async () => {
    const { answers } = await ask(question)
    deepEqual(answers.slice(0, addresses.length).map(({ address }) => address), addresses)
  })
}

Deno.test("the dispute on an exam is told where the question names both", async () => {
  const [{ facts }] = (await ask("can i take the bbb instead of aaa in sample")).answers
  equal(facts[0][1], "AAA or AAA, BBB (sources disagree)")
})

Deno.test("a text that the page goes on with has a link to its place", async () => {
  const [, { links }] = (await ask("move from other to sample")).answers
  deepEqual(links, [{ text: "All of it: Label", address: "states/sample/#moving" }])
})

Deno.test("a word by which the search found its answer isn't told as missing", async () => {
  deepEqual((await ask("how many ceus sample")).missing, [])
  deepEqual((await ask("ceus zyzzyva sample")).missing, ["zyzzyva"])
})

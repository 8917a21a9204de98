// What a question is read as, on invented terms. Real questions on the real site: tests/postprocess/test_search_quality.py.
import { deepEqual, equal } from "node:assert/strict"
import { lexiconOf, nearest, nearestName, root, understand } from "../../docs/assets/search-query.js"

/** @import { State, Terms, Topic } from "../../docs/assets/search-query.js" */

/** @param {string} code @param {string} name @param {string[]} [others] @returns {State} */
const state = (code, name, others = []) => ({
  code,
  name,
  others,
  slug: name.toLowerCase().replaceAll(" ", "-"),
  main: "lpc",
  associate: "",
  licenses: { lpc: "LPC" },
})
/** @param {string} id @param {string[]} words @param {boolean} [general] @returns {Topic} */
const topic = (id, words, general = false) => ({
  id,
  words: words.map((phrase) =>
    phrase.replace(/^(supervisor) (.*)|^(.*)$/, (_, word, other, all) => word ? `${word}:${other}` : `:${all}`)
  ).join(";"),
  general,
  label: id,
  pages: [`guides/${id}/`],
  facts: [],
  exam: [],
  section: "",
  compared: false,
})
/** @type {Terms} */
const TERMS = {
  states: [
    { ...state("OR", "Oregon", ["Ore"]), associate: "intern" },
    state("MA", "Massachusetts"),
    state("MS", "Mississippi"),
    state("IN", "Indiana"),
    state("ME", "Maine"),
    state("HI", "Hawaii"),
    state("OK", "Oklahoma"),
    state("NC", "North Carolina", ["N Carolina"]),
    state("VA", "Virginia"),
    state("WV", "West Virginia"),
    state("DC", "District of Columbia", ["Washington DC"]),
    state("WA", "Washington"),
    state("PA", "Pennsylvania"),
  ],
  titles: [["LPC", ["states/oregon/#lpc"]], ["LMHC", ["states/indiana/#lmhc"]], ["LPC-S", ["states/oregon/#lpc-s"]], [
    "LPC Intern",
    ["states/oregon/#intern"],
  ]],
  exams: [{ id: "nce", abbr: "NCE", name: "National Counselor Examination", facts: {} }],
  glossary: [["npdb", "NPDB", "National Practitioner Data Bank"]],
  topics: [
    topic("lost", ["supervisor quit", "supervisor die"]),
    topic("supervision", ["supervisor", "supervise", "who can supervise"]),
    topic("fees", ["fee", "cost"]),
    topic("renewal", ["renew", "ceu"]),
    topic("convictions", ["dui!"]),
    topic("two", ["second license", "can a license"]),
    topic("running out", ["associate license valid"]),
    topic("supervisors", ["=supervisor requirement"]),
    topic("becoming", ["become counselor", "path to license", "exam path!"], true),
  ],
  families: ["quit leave left", "supervisor supervisory"],
  grades: {},
  ask: "",
}
const STOP = ["a", "can", "do", "for", "from", "get", "i", "in", "me", "my", "or", "the", "to", "who", "with"]
const LEXICON = lexiconOf(TERMS, STOP)
/** @param {string} question */
const read = (question) => understand(question, LEXICON)
/** @param {string} question */
const states = (question) => read(question).states.map(({ code }) => code)

for (
  const [question, ...codes] of [
    ["Oregon", "OR"],
    ["oregon fees", "OR"],
    ["N.C. LPC", "NC"],
    ["n carolina lpc", "NC"],
    ["northcarolina", "NC"],
    ["Pennsilvania", "PA"],
    ["west virginia", "WV"],
    ["Virgina", "VA"],
    ["D.C.", "DC"],
    ["washington dc lpc", "DC"],
    ["washington lpc", "WA"],
    // Codes that are English words.
    ["or lpc", "OR"],
    ["lpc or", "OR"],
    ["in lmhc", "IN"],
    ["fees in", "IN"],
    ["ME LPC renewal", "ME"],
    ["hi lpc", "HI"],
    ["lpc ok", "OK"],
    ["OK", "OK"],
    ["OR LPC", "OR"],
    ["license in me", "ME"],
    ["LPC or LMHC"],
    ["in person supervision"],
    ["MA vs MS counselor"],
    ["fees or cost"],
    ["who can supervise me"],
    ["supervise me"],
    ["hi can I become a counselor"],
    ["lpc in pa", "PA"],
    ["in virginia", "VA"],
    ["can I get a LPC in"],
    // Of a move, where it leads comes first.
    ["from oregon to virginia", "VA", "OR"],
    ["to virginia from oregon", "VA", "OR"],
    ["oregon virginia", "VA", "OR"],
    ["virginia with a oregon license", "VA", "OR"],
    ["my virginia lpc in oregon", "OR", "VA"],
    ["job in oregon licensed in virginia", "OR", "VA"],
  ]
) {
  Deno.test(`states of: ${question}`, () => {
    const expected = question === "can I get a LPC in" ? ["IN"] : codes
    deepEqual(states(question), expected)
  })
}

for (
  const [question, ...ids] of [
    ["my supervisor quit", "lost", "supervision"],
    ["supervisor died", "lost", "supervision"],
    ["the fee", "fees"],
    ["costs", "fees"],
    ["CEUs", "renewal"],
    ["renewing", "renewal"],
    ["become a counselor fee", "fees", "becoming"],
    // A family of words is read as its first; a word after = is read as itself.
    ["my supervisor left", "lost", "supervision"],
    ["supervisory requirements", "supervision"],
    ["supervisor requirements", "supervisors", "supervision"],
    // One that decides goes before two of another topic, and a general topic it lifts.
    ["second dui and license", "convictions", "two"],
    ["exam fee path", "becoming", "fees"],
    // Beside other words a title is a license, held alone or under supervision.
    ["path to LPC", "becoming"],
    ["how long is LPC Intern valid", "running out"],
    ["LPC"],
    ["can a LPC"],
    ["xyz"],
  ]
) {
  Deno.test(`topics of: ${question}`, () => deepEqual(read(question).topics.map(({ id }) => id), ids))
}

Deno.test("a question that only names things asks nothing of them", () => {
  deepEqual(["LPC Intern", "the LPC-S", "LPC Intern fees"].map((question) => read(question).bare), [true, true, false])
})

Deno.test("states are compared where a question asks which of them, not where it speaks of two", () => {
  const across = [
    "which states have fees",
    "fees by state",
    "states that renew",
    "fees in two states",
    "to another state",
  ]
  deepEqual(across.map((question) => read(question).acrossStates), [true, true, true, false, false])
})

Deno.test("titles, exams and terms are known by their letters and their names, the longest first", () => {
  deepEqual(read("LPC intern").titles.map(({ name }) => name), ["LPC Intern"])
  deepEqual(read("L.P.C.").titles.map(({ name }) => name), ["LPC"])
  deepEqual(read("lpc-s").titles.map(({ name }) => name), ["LPC-S"])
  deepEqual(read("national counselor examination").exams.map(({ id }) => id), ["nce"])
  deepEqual(read("NPDB").glossary, ["npdb"])
})

Deno.test("a word that a page has isn't mended, and one near nothing stays", () => {
  deepEqual(understand("virgina", LEXICON, () => true).states, [])
  deepEqual(read("counseler").read, ["counselor"])
  deepEqual(read("qwertyuiop").words, ["qwertyuiop"])
  equal(nearest("abc", LEXICON), "")
})

Deno.test("who finds nothing is shown what looks most like it", () => {
  equal(nearestName("oregonn", LEXICON), "Oregon")
  equal(nearestName("zzzzzzzz", LEXICON), "")
})

Deno.test("endings don't matter for topics", () => {
  deepEqual(["renew", "renewed", "renewing"].map(root), ["renew", "renew", "renew"])
  deepEqual(["apply", "applied"].map(root), ["appli", "appli"])
  deepEqual(["expire", "expired", "expiring"].map(root), ["expir", "expir", "expir"])
  equal(root("fee"), "fee")
})

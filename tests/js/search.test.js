import { deepEqual, equal, rejects } from "node:assert/strict"
import { reply } from "../../docs/assets/search-answers.js"
import { distance, find, firstSentence, stem, withIndex, words } from "../../docs/assets/search-index.js"
import { CASES } from "./golden.js"

for (const { name, text, question } of CASES.words) {
  Deno.test(`${name}: ${text}`, () => deepEqual(words(text), question))
}

Deno.test("a plural s goes, other endings in s stay", () => {
  deepEqual(["hours", "gas", "process", "status", "thesis"].map(stem), ["hour", "gas", "process", "status", "thesis"])
})

Deno.test("words differ by letters put in, left out, changed, or in the wrong order", () => {
  equal(distance("licensed", "licensed", 2), 0)
  equal(distance("licenced", "licensed", 2), 1)
  equal(distance("gerogia", "georgia", 2), 1)
  equal(distance("ohio", "iowa", 2), 3)
  equal(distance("a", "abcd", 2), 3)
  equal(distance("", "ab", 2), 2)
})

for (
  const [text, first] of [
    ["3,000 hours. The board may accept fewer.", "3,000 hours."],
    ["Not set by law. (the rule of 2024)", "Not set by law. (the rule of 2024)"],
    ["It joined (Mo. Rev. Stat. § 337.550). It isn't issuing yet.", "It joined (Mo. Rev. Stat. § 337.550)."],
    ["Form No. A5 of the U.S. Department. Send it first.", "Form No. A5 of the U.S. Department."],
    ["No. The board reviews each file.", "No."],
    ["A Ph.D. Program counts. So does an Ed.D.", "A Ph.D. Program counts."],
    ["Write to St. Paul. Allow six weeks.", "Write to St. Paul."],
    ["Ask the state. Dr. Example answers.", "Ask the state."],
    ["10 hours on law (category I). Others count too.", "10 hours on law (category I)."],
    ["Ohio Rev. Code ch. 4757", "Ohio Rev. Code ch. 4757"],
  ]
) {
  Deno.test(`the first sentence of: ${text}`, () => equal(firstSentence(text), first))
}

/**
 * Answer every fetch from these files while `work` runs, and say which were asked for.
 * @param {Record<string, unknown>} files
 * @param {() => Promise<unknown>} work
 */
async function served(files, work) {
  /** @type {string[]} */
  const asked = []
  const real = globalThis.fetch
  globalThis.fetch = (address) => {
    const name = String(address).replace(/.*\//, "")
    asked.push(name)
    const known = name in files
    return Promise.resolve(new Response(JSON.stringify(files[name] ?? null), { status: known ? 200 : 404 }))
  }
  try {
    await work()
  } finally {
    globalThis.fetch = real
  }
  return asked
}

/** The sections for a question whose last word may still be unfinished. @param {string} question @param {string} folder */
const ask = (question, folder) =>
  withIndex((index) => find(index, words(question), /\w$/.test(question) ? words(question).at(-1) : ""), folder)

const FOLDER = "https://atlas.example/search/"
const [{ files, questions }] = CASES.searches

// The first of all: the module remembers what it has fetched.
Deno.test("an index that could not be loaded is asked for again", async () => {
  const asked = await served({}, async () => {
    await rejects(ask("hours", FOLDER), /index\.json: 404/)
    await rejects(ask("hours", FOLDER), /index\.json: 404/)
  })
  deepEqual(asked, ["index.json", "index.json"])
})

for (const { question, addresses, count, read, missing } of questions) {
  Deno.test(`found for: ${question}`, async () => {
    await served(files, async () => {
      const answer = await ask(question, FOLDER)
      deepEqual(answer.results.map(({ address }) => address), addresses)
      deepEqual(answer.read, read)
      deepEqual(answer.missing, missing)
      equal(answer.count, count)
    })
  })
}

Deno.test("what was fetched for one question is not fetched again", async () => {
  deepEqual(await served(files, () => ask(questions[0].question, FOLDER)), [])
})

Deno.test("results are grouped: each page stands once, and a page whose title was typed stands first", async () => {
  await served(files, async () => {
    const { answers, results } = await reply("example hours", FOLDER)
    deepEqual(answers, [])
    const pages = results.map(({ address }) => address.split("#")[0])
    deepEqual(pages, [...new Set(pages)])
    equal((await reply("contribute", FOLDER)).answers[0].address, "contribute/")
  })
})

// The last: it puts another index in the place of the first.
Deno.test("an index whose files are gone is read again, so that pieces of two builds never meet", async () => {
  const index = /** @type {Record<string, unknown>} */ (files["index.json"])
  const { "index.json": _, ...pieces } = files
  const folder = "https://atlas.example/other/"
  /** @type {string[]} */
  const asked = []
  const real = globalThis.fetch
  let version = "older"
  globalThis.fetch = (address) => {
    const path = String(address).slice(folder.length)
    asked.push(path)
    if (path === "index.json") return Promise.resolve(Response.json({ ...index, version }))
    const [at, name] = path.split("/")
    return Promise.resolve(at === version ? Response.json(pieces[name]) : new Response("", { status: 404 }))
  }
  try {
    const other = await import("../../docs/assets/search-index.js?other")
    equal((await other.loadIndex(folder)).version, "older")
    version = "newer"
    const found = await other.withIndex(
      (/** @type {import("../../docs/assets/search-index.js").Index} */ read) => other.find(read, ["fee"]),
      folder,
    )
    equal(found.results[0].address, "states/sample/#fees")
    deepEqual(asked.filter((path) => path === "index.json").length, 2)
    deepEqual(asked.at(-1)?.split("/")[0], "newer")
  } finally {
    globalThis.fetch = real
  }
})

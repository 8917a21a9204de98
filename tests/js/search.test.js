import { deepEqual, equal, rejects } from "node:assert/strict"
import { distance, find, stem, words } from "../../docs/assets/search.js"
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

const FOLDER = "https://atlas.example/search/"
const [{ files, questions }] = CASES.searches

// The first of all: the module remembers what it has fetched.
Deno.test("an index that could not be loaded is asked for again", async () => {
  const asked = await served({}, async () => {
    await rejects(find("hours", FOLDER), /index\.json: 404/)
    await rejects(find("hours", FOLDER), /index\.json: 404/)
  })
  deepEqual(asked, ["index.json", "index.json"])
})

for (const { question, addresses, count, read, missing } of questions) {
  Deno.test(`found for: ${question}`, async () => {
    await served(files, async () => {
      const answer = await find(question, FOLDER)
      deepEqual(answer.results.map(({ address }) => address), addresses)
      deepEqual(answer.read, read)
      deepEqual(answer.missing, missing)
      equal(answer.count, count)
    })
  })
}

Deno.test("what was fetched for one question is not fetched again", async () => {
  deepEqual(await served(files, () => find(questions[0].question, FOLDER)), [])
})

// A file of its own: the search remembers the index that it has fetched.
import { equal } from "node:assert/strict"
import { find, withIndex } from "../../docs/assets/search-index.js"
import { CASES } from "./golden.js"

const [{ files }] = CASES.searches

Deno.test("what the index says a page is worth decides among sections with the same words", async () => {
  const index = /** @type {{ pages: [string, string, number, number][] }} */ (structuredClone(files["index.json"]))
  for (const page of index.pages) if (page[0] === "contribute/") page[3] = 50
  /** @type {Record<string, unknown>} */
  const changed = { ...files, "index.json": index }
  const real = globalThis.fetch
  globalThis.fetch = (address) => Promise.resolve(Response.json(changed[String(address).replace(/.*\//, "")]))
  try {
    const answer = await withIndex((read) => find(read, ["supervised", "hour"]), "https://atlas.example/search/")
    equal(answer.results[0].address, "contribute/")
  } finally {
    globalThis.fetch = real
  }
})

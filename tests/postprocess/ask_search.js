// Asks the search of a built site, as a page does: SITE, then questions as JSON. Prints the first links of each reply, as JSON.
import { reply } from "../../docs/assets/search-answers.js"

const [site, questions] = Deno.args
globalThis.fetch = async (/** @type {RequestInfo | URL} */ address) => {
  try {
    return new Response(await Deno.readFile(site + new URL(String(address)).pathname))
  } catch {
    return new Response("", { status: 404 })
  }
}
const found = []
for (const question of JSON.parse(questions)) {
  const { answers, results } = await reply(question, "https://atlas.example/search/")
  const links = [...answers.flatMap(({ address, links }) => [address, ...links.map(({ address }) => address)]),
    ...results.map(({ address }) => address)]
  found.push([...new Set(links.map((address) => address.replace(/\?[^#]*/, "")))].slice(0, 3))
}
console.log(JSON.stringify(found))

// Keeps pages on the reader's device, so that they open without a network. Nothing leaves the device.
//
// The network is asked first, for at most PATIENCE milliseconds: who has one reads what is published now. What it answers
// is kept; without an answer the kept one is shown. A page that was never opened leads to the page offline/.

/**
 * What the checker knows of pages only, not of workers.
 * @typedef {Event & { waitUntil: (work: Promise<unknown>) => void }} Lasting
 * @typedef {Lasting & { request: Request, respondWith: (response: Promise<Response>) => void }} Fetching
 */

const KEPT = "atlas"
const PATIENCE = 4000
const worker = /** @type {any} */ (self)
const root = new URL(worker.registration.scope)
const OFFLINE = new URL("offline/", root).href

worker.addEventListener("install", (/** @type {Lasting} */ event) => {
  event.waitUntil(keep([OFFLINE]).then(() => worker.skipWaiting()))
})

worker.addEventListener("activate", (/** @type {Lasting} */ event) => event.waitUntil(worker.clients.claim()))

worker.addEventListener("fetch", (/** @type {Fetching} */ event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return
  if (url.searchParams.has("keep")) return // the page offline/ fetches and keeps by itself
  event.respondWith(answer(request, event))
})

/**
 * A page, and the files that it cannot do without: its style sheet and scripts.
 * @param {string[]} addresses
 */
async function keep(addresses) {
  const cache = await caches.open(KEPT)
  for (const address of addresses) {
    const response = await fetch(address, { cache: "no-cache" })
    if (!response.ok) continue
    const text = await response.clone().text()
    await cache.put(address, response)
    const files = [...text.matchAll(/(?:<link rel="(?:stylesheet|icon)" href|<script[^>]* src)="([^"]+)"/g)]
    await Promise.all(files.map(([, file]) => cache.add(new URL(file, address).href).catch(() => {})))
  }
}

/**
 * @param {Request} request
 * @param {Fetching} event
 * @returns {Promise<Response>}
 */
async function answer(request, event) {
  const cache = await caches.open(KEPT)
  const network = fetch(request).then((response) => {
    if (response.ok && !response.redirected) event.waitUntil(cache.put(plain(request.url), response.clone()))
    return response
  })
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE))
  try {
    const first = await Promise.race([network, late])
    if (first) return first
  } catch {
    // no network: what is kept is shown
  }
  const kept = await cache.match(plain(request.url))
  if (kept) {
    network.catch(() => {})
    return kept
  }
  return network.catch(async () => {
    const page = request.mode === "navigate" && (await cache.match(OFFLINE))
    return page ? Response.redirect(`${OFFLINE}?missing=${encodeURIComponent(request.url)}`) : Response.error()
  })
}

/**
 * A page has one text, whatever its tools are told after the question mark.
 * @param {string} address
 */
function plain(address) {
  const url = new URL(address)
  url.search = ""
  url.hash = ""
  return url.href
}

// Saves pages on the reader's device, so that they open without a connection. Nothing leaves the device.
//
// The network is asked first, for at most PATIENCE milliseconds: with a connection you read what is published now. Without an
// answer the saved page is shown; a page that is not saved leads to the page offline/.
//
// Four caches, named after the place of the site, since other sites may share its origin:
//   shell            the page offline/ and its files, from the installation of this worker
//   opened <copy>    what was opened since that copy of the whole site was saved, up to the limits below
//   copy a, copy b   the whole site. The copy in use holds COPY, a note that is written last and in one step; the other cache
//                    is where the next copy is put together. Whatever cuts a download, the copy in use stays as it is.

/**
 * What the checker knows of pages only, not of workers.
 * @typedef {Event & { waitUntil: (work: Promise<unknown>) => void }} Extendable
 * @typedef {Extendable & { request: Request, clientId: string, resultingClientId: string,
 *   respondWith: (response: Promise<Response>) => void }} FetchEvent
 * @typedef {Extendable & { data: Message, ports: MessagePort[] }} MessageReceived
 *
 * What pages ask for: `opened` stores pages that were loaded before this worker, `status` tells what is saved, `newest` what
 * is published, `save` works on the copy of the whole site for SLICE milliseconds, `delete` removes all.
 * @typedef {{ task: "opened" | "status" | "newest" | "save" | "delete", addresses?: string[], begin?: boolean }} Message
 *
 * @typedef {object} List offline/files.json, written by hooks/atlas/postprocess/offline.py
 * @property {string} version
 * @property {string} day of the build
 * @property {number} bytes of all files
 * @property {Record<string, string>} files the start of the SHA-256 of each, by address from the root
 *
 * @typedef {object} Copy the note in a copy of the whole site
 * @property {string} version
 * @property {string} day of the build
 * @property {number} pages
 * @property {number} number 1 for the first, then one more each time
 * @property {string} cacheName
 */

const PATIENCE = 3000 // milliseconds until the saved page is shown instead
const SLICE = 10_000 // milliseconds of work for one message: browsers end workers that take minutes
const STALLED = 60_000 // milliseconds after which a download of one file has failed
const AT_ONCE = 6 // files
// The most that is saved of what was opened. The oldest go first.
const OPENED_PAGES = 60
const OPENED_FILES = 240 // style sheets, scripts, pieces of the search

const worker = /** @type {any} */ (self)
const root = new URL(worker.registration.scope)
const LIST = new URL("offline/files.json", root).href
const OFFLINE = new URL("offline/", root).href
const COPY = new URL("offline/copy", root).href
const PREFIX = `licensure-atlas ${root.pathname} `
const SHELL = `${PREFIX}shell`
const SLOTS = [`${PREFIX}copy a`, `${PREFIX}copy b`]
/** @param {Copy | null} copy */
const openedName = (copy) => `${PREFIX}opened ${copy ? copy.version : "first"}`

// As hooks/atlas/postprocess/offline.py lists them: what readers open, not what machines fetch.
const KINDS = /(?:^|\/|\.(?:html|css|js|json|svg|png|ico|ico|webmanifest|webp|jpg))$/
const EXCLUDED = /^(?:(?:api|data)\/.*[^/]$|offline\/files\.json$|404\.html$|sw\.js$)/
const HASHED = /\.[0-9a-f]{8}\.\w+$/ // the name changes with the content
const LINKED = /(?:<link rel="stylesheet" href|<script[^>]* src)="([^"]+)"/g

worker.addEventListener("install", (/** @type {Extendable} */ event) => {
  event.waitUntil(saveShell().then(() => worker.skipWaiting()))
})

worker.addEventListener("activate", (/** @type {Extendable} */ event) => {
  event.waitUntil(Promise.all([tidy(), worker.clients.claim()]))
})

worker.addEventListener("fetch", (/** @type {FetchEvent} */ event) => {
  const { request } = event
  if (request.method !== "GET" || !request.url.startsWith(root.href)) return
  if (request.mode === "navigate" || isForReaders(request.url)) event.respondWith(answer(event))
})

worker.addEventListener("message", (/** @type {MessageReceived} */ event) => {
  const tell = (/** @type {unknown} */ reply) => event.ports[0]?.postMessage(reply)
  event.waitUntil(
    perform(event.data, tell).then((result) => tell({ result }), (error) => tell({ failure: { ...asFailure(error) } })),
  )
})

// ---- pages as they are opened

/** The page offline/ and its files: all are here before the first is replaced. */
async function saveShell() {
  const page = await download(OFFLINE)
  const links = [...new TextDecoder().decode(page.body).matchAll(LINKED)]
  const addresses = new Set(links.map(([, link]) => new URL(link, OFFLINE).href))
  const files = await Promise.all([...addresses].map((address) => download(address)))
  const cache = await caches.open(SHELL)
  for (const file of [...files, page]) await cache.put(file.address, file.response())
}

/** @type {Map<string, string>} the cache from which a page that is being read was taken, by the id of its client */
const sources = new Map()

/**
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function answer(event) {
  const { request, clientId } = event
  const address = plain(request.url)
  const isPage = request.mode === "navigate"
  if (HASHED.test(address)) {
    const saved = await find(address, clientId)
    if (saved) {
      // It is in use, so it is to be among the newest of what was opened.
      const opened = saved.cacheName.startsWith(`${PREFIX}opened`)
      if (opened) event.waitUntil(storeOpened(address, saved.response.clone()).catch(() => {}))
      return saved.response
    }
  }
  const network = fetch(request)
  // No room, or cut short: what was saved before stays.
  event.waitUntil(network.then((response) => storeOpened(address, response.clone())).catch(() => {}))
  const saved = await find(address, clientId)
  if (!saved) return network.catch(() => missing(request, address))
  // A page from the device gets its files from there too: they belong together, and the network was asked for the page.
  const fresh = !isPage && sources.has(clientId) ? null : await inTime(network)
  if (fresh) return fresh
  network.catch(() => {})
  if (isPage) sources.set(event.resultingClientId, saved.cacheName)
  return saved.response
}

/**
 * What the network answers, unless it takes too long, fails, or the server fails.
 * @param {Promise<Response>} network
 * @returns {Promise<Response | null>}
 */
function inTime(network) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), PATIENCE)
    network.then((response) => resolve(response.status < 500 ? response : null), () => resolve(null))
      .finally(() => clearTimeout(timer))
  })
}

/**
 * What is saved of an address, and in which cache; the cache of the page that asks comes first.
 * @param {string} address
 * @param {string} [clientId]
 */
async function find(address, clientId = "") {
  const copy = await savedCopy()
  const names = [sources.get(clientId), openedName(copy), copy?.cacheName, SHELL]
  for (const cacheName of names) {
    const response = cacheName && await caches.match(address, { cacheName, ignoreVary: true })
    if (response) return { response, cacheName }
  }
  return null
}

/**
 * @param {Request} request
 * @param {string} address
 */
async function missing(request, address) {
  if (request.mode !== "navigate") return Response.error()
  if (!address.endsWith("/") && (await find(`${address}/`))) return Response.redirect(`${address}/`)
  const page = await find(OFFLINE)
  return page ? Response.redirect(`${OFFLINE}?missing=${encodeURIComponent(request.url)}`) : Response.error()
}

/**
 * Store what was opened, once it is here to the end.
 * @param {string} address
 * @param {Response} response
 */
async function storeOpened(address, response) {
  if (!response.ok || response.redirected || !isForReaders(address)) return
  const body = await response.arrayBuffer()
  const isPage = response.headers.get("content-type")?.startsWith("text/html")
  if (isPage && !new TextDecoder().decode(body).trimEnd().endsWith("</html>")) return
  const cache = await caches.open(openedName(await savedCopy()))
  await cache.put(address, withBody(response, body))
  const addresses = (await cache.keys()).map(({ url }) => url)
  const pages = addresses.filter((url) => url.endsWith("/"))
  const files = addresses.filter((url) => !url.endsWith("/"))
  const oldest = [
    ...pages.slice(0, Math.max(0, pages.length - OPENED_PAGES)),
    ...files.slice(0, Math.max(0, files.length - OPENED_FILES)),
  ]
  await Promise.all(oldest.map((url) => cache.delete(url)))
}

/**
 * The page that was opened before there was a worker, and its files. The browser has them; it need not ask the network.
 * @param {string[]} addresses
 */
async function storeLoaded(addresses) {
  const ours = addresses.filter((address) => address.startsWith(root.href) && isForReaders(address))
  await Promise.allSettled(
    ours.map(async (address) => storeOpened(plain(address), await fetch(address, { cache: "force-cache" }))),
  )
}

// ---- the whole site

/** @returns {Promise<Copy | null>} the copy in use */
async function savedCopy() {
  /** @type {Copy | null} */
  let newest = null
  for (const cacheName of SLOTS) {
    const note = await caches.match(COPY, { cacheName })
    const copy = note && await note.json()
    if (copy && copy.number > (newest?.number ?? 0)) newest = { ...copy, cacheName }
  }
  return newest
}

/** Remove what is no longer read: an earlier copy, what was opened before the copy in use. Never a cache of another site. */
async function tidy() {
  const copy = await savedCopy()
  const used = [SHELL, openedName(copy), copy?.cacheName]
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || used.includes(name)) continue
    const unfinished = SLOTS.includes(name) && !(await caches.match(COPY, { cacheName: name }))
    if (!unfinished) await caches.delete(name)
  }
}

/** @type {{ list: List, done: Set<string> } | undefined} the copy that is being put together, and what is in it already */
let plan
/** @type {Promise<unknown>} one thing after another, though several pages may ask */
let queue = Promise.resolve()

/**
 * @param {Message} message
 * @param {(progress: unknown) => void} tell
 */
function perform({ task, addresses = [], begin = false }, tell) {
  if (task === "opened") return storeLoaded(addresses)
  if (task === "status") return status()
  if (task === "newest") return newestList().then(({ version, day }) => ({ version, day }))
  /** @type {Promise<unknown>} */
  const work = task === "save" ? queue.then(() => save(begin, tell)) : queue.then(deleteAll)
  queue = work.catch(() => {})
  return work
}

/** What is saved: the copy, the files of a copy that was begun, and the pages that were opened. */
async function status() {
  await tidy()
  const copy = await savedCopy()
  const count = async (/** @type {string} */ name, /** @type {RegExp} */ pattern) => {
    const keys = await caches.has(name) ? await (await caches.open(name)).keys() : []
    return keys.filter(({ url }) => pattern.test(url)).length
  }
  return { copy, begun: await count(staging(copy), /./), opened: await count(openedName(copy), /\/$/) }
}

/** @param {Copy | null} copy */
const staging = (copy) => SLOTS[copy?.cacheName === SLOTS[0] ? 1 : 0]

/** @returns {Promise<List>} the files of the site as it is published now */
async function newestList() {
  const { body } = await download(LIST)
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    throw new Failure("changed", LIST) // a network that wants its users to sign in answers everything with a page
  }
}

/**
 * Work on the copy of the whole site, and say how far it is. It is complete when `finished`.
 * @param {boolean} begin whether a reader asked, rather than the page that goes on
 * @param {(progress: { done: number, total: number }) => void} tell
 */
async function save(begin, tell) {
  if (begin) {
    plan = undefined
    await tidy()
  }
  const copy = await savedCopy()
  plan ??= { list: await newestList(), done: new Set() }
  const { list, done } = plan
  const progress = () => ({ done: done.size, total: Object.keys(list.files).length })
  if (copy?.version !== list.version) {
    const failure = await collect(plan, copy, () => tell(progress()))
    if (failure) return await giveUp(failure, progress())
    if (done.size < progress().total || !(await swap(plan, copy))) return { finished: false }
  }
  plan = undefined
  return { finished: true }
}

/**
 * Put files into the next copy until all are there or it is time for the next message. Returns the first failure.
 * @param {{ list: List, done: Set<string> }} plan
 * @param {Copy | null} copy
 * @param {() => void} tell
 */
async function collect({ list, done }, copy, tell) {
  const end = Date.now() + SLICE
  const left = Object.keys(list.files).filter((address) => !done.has(address))
  const cache = await caches.open(staging(copy))
  /** @type {Failure | undefined} */
  let failure
  const next = async () => {
    for (let address = left.shift(); address !== undefined && !failure; address = left.shift()) {
      try {
        const loaded = await obtain(new URL(address, root).href, list.files[address], cache, copy)
        done.add(address)
        tell()
        if (loaded && Date.now() > end) return // what is there already takes no time, and must not keep others from coming
      } catch (error) {
        failure ??= asFailure(error)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  return failure
}

/**
 * Put one file into the next copy: it may be there, the copy in use may have it, else it is downloaded. It must be the file
 * that was published with the others. Returns whether it was downloaded.
 * @param {string} address
 * @param {string} hash
 * @param {Cache} cache
 * @param {Copy | null} copy
 */
async function obtain(address, hash, cache, copy) {
  const begun = await cache.match(address)
  if (begun && await hashOf(await begun.arrayBuffer(), hash.length) === hash) return false
  const before = copy && await caches.match(address, { cacheName: copy.cacheName })
  if (before && await hashOf(await before.clone().arrayBuffer(), hash.length) === hash) {
    await cache.put(address, before)
    return false
  }
  const file = await download(address).catch(() => download(address, "reload")) // networks fail for a moment
  const right = async (/** @type {Downloaded} */ { body }) => await hashOf(body, hash.length) === hash
  const whole = await right(file) ? file : await download(address, "reload") // what the browser remembered may be old
  if (whole !== file && !(await right(whole))) throw new Failure("changed", address)
  await cache.put(address, whole.response())
  return true
}

/**
 * Use the next copy from now on. Returns whether every file is there still.
 * @param {{ list: List, done: Set<string> }} plan
 * @param {Copy | null} copy
 */
async function swap({ list, done }, copy) {
  const cacheName = staging(copy)
  const cache = await caches.open(cacheName)
  const wanted = new Set(Object.keys(list.files).map((address) => new URL(address, root).href))
  const there = (await cache.keys()).map(({ url }) => url)
  await Promise.all(there.filter((url) => !wanted.has(url)).map((url) => cache.delete(url)))
  if (there.filter((url) => wanted.has(url)).length < wanted.size) {
    done.clear()
    return false
  }
  const pages = there.filter((url) => wanted.has(url) && url.endsWith("/")).length
  const { version, day } = list
  const note = { version, day, pages, number: (copy?.number ?? 0) + 1 }
  await cache.put(COPY, new Response(JSON.stringify(note)))
  await tidy()
  return true
}

/**
 * The copy in use stays. So does what was begun, to go on from, unless the device has no room for it.
 * @param {Failure} failure
 * @param {{ done: number, total: number }} progress
 */
async function giveUp(failure, progress) {
  const list = plan?.list
  plan = undefined
  if (failure.reason === "changed" || failure.reason === "server") {
    const newest = await newestList().catch(() => list)
    if (newest && newest.version !== list?.version) {
      plan = { list: newest, done: new Set() } // the site was published anew in between
      return { finished: false }
    }
  }
  if (failure.reason === "room") await caches.delete(staging(await savedCopy()))
  throw Object.assign(failure, { ...progress, bytes: list?.bytes })
}

/** Remove every page, whole copies and opened ones. The page offline/ stays, to say what happened. */
async function deleteAll() {
  plan = undefined
  sources.clear()
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== SHELL)
  await Promise.all(names.map((name) => caches.delete(name)))
}

// ---- small things

/** What went wrong: `network`, `server`, `changed` (not what was published), `room` (on the device) or `storage`. */
class Failure extends Error {
  /**
   * @param {string} reason
   * @param {string} address
   * @param {number} [status] of the server's answer
   */
  constructor(reason, address = "", status) {
    super(reason)
    this.reason = reason
    this.address = address
    this.status = status
  }
}

/**
 * @param {any} error
 * @returns {Failure}
 */
const asFailure = (error) =>
  error instanceof Failure ? error : new Failure(error.name === "QuotaExceededError" ? "room" : "storage")

/**
 * @typedef {{ address: string, body: ArrayBuffer, response: () => Response }} Downloaded
 *
 * A file of the site, to its end. Throws a Failure.
 * @param {string} address
 * @param {RequestCache} cache
 * @returns {Promise<Downloaded>}
 */
async function download(address, cache = "no-cache") {
  const network = () => {
    throw new Failure("network", address)
  }
  const answer = await fetch(address, { cache, signal: AbortSignal.timeout(STALLED) }).catch(network)
  if (!answer.ok) throw new Failure("server", address, answer.status)
  if (answer.redirected) throw new Failure("changed", address)
  const body = await answer.arrayBuffer().catch(network)
  return { address, body, response: () => withBody(answer, body) }
}

/**
 * A response that can be stored: what was packed on the way is not packed any more.
 * @param {Response} response
 * @param {ArrayBuffer} body
 */
function withBody({ status, statusText, headers }, body) {
  const stored = new Headers(headers)
  stored.delete("content-encoding")
  stored.delete("content-length")
  return new Response(body, { status, statusText, headers: stored })
}

/**
 * The start of the SHA-256 of a file, in `length` hexadecimal digits.
 * @param {ArrayBuffer} body
 * @param {number} length
 */
async function hashOf(body, length) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, length)
}

/** @param {string} address */
function isForReaders(address) {
  const path = plain(address).slice(root.href.length)
  return KINDS.test(path) && !EXCLUDED.test(path)
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

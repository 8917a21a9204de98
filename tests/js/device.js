// A device, a published site and the network between them, for the tests of the worker (docs/sw.js): in memory, and stopped
// at any step.

import { createHash } from "node:crypto"

const SOURCE = Deno.readTextFileSync(new URL("../../docs/sw.js", import.meta.url))
const TYPES = {
  "": "text/html",
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
}

/** @param {string} text */
const hashOf = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16)

/** What outlives a worker: the caches of an origin. */
export class Device {
  /** @type {Map<string, Map<string, { body: ArrayBuffer, status: number, headers: [string, string][] }>>} */
  caches = new Map()
  room = Infinity // bytes

  used() {
    return [...this.caches.values()].flatMap((cache) => [...cache.values()]).reduce(
      (sum, { body }) => sum + body.byteLength,
      0,
    )
  }

  /** @param {string} part the names of the caches with this in their names */
  names(part = "") {
    return [...this.caches.keys()].filter((name) => name.includes(part)).sort()
  }

  /**
   * The addresses in a cache.
   * @param {string} name
   */
  addresses(name) {
    return [...this.caches.get(name)?.keys() ?? []]
  }

  /**
   * The interface of `caches`, of which each call is a step.
   * @param {() => Promise<void>} step
   */
  storage(step) {
    const read = (/** @type {string} */ name, /** @type {string} */ address) => {
      const entry = this.caches.get(name)?.get(String(address))
      return entry && new Response(entry.body.slice(0), { status: entry.status, headers: entry.headers })
    }
    const open = (/** @type {string} */ name) => ({
      match: async (/** @type {string} */ address) => (await step(), read(name, address)),
      put: async (/** @type {string} */ address, /** @type {Response} */ response) => {
        const body = await response.arrayBuffer()
        await step()
        if (this.used() + body.byteLength > this.room) throw new DOMException("", "QuotaExceededError")
        const cache = this.caches.get(name) ?? this.caches.set(name, new Map()).get(name)
        cache?.delete(address)
        cache?.set(address, { body, status: response.status, headers: [...response.headers] })
      },
      delete: async (/** @type {string} */ address) => (await step(), this.caches.get(name)?.delete(address) ?? false),
      keys: async () => (await step(), this.addresses(name).map((url) => new Request(url))),
    })
    return {
      open: async (/** @type {string} */ name) => {
        await step()
        if (!this.caches.has(name)) this.caches.set(name, new Map())
        return open(name)
      },
      match: async (/** @type {string} */ address, /** @type {{ cacheName: string }} */ { cacheName }) => (
        await step(), read(cacheName, address)
      ),
      has: async (/** @type {string} */ name) => (await step(), this.caches.has(name)),
      delete: async (/** @type {string} */ name) => (await step(), this.caches.delete(name)),
      keys: async () => (await step(), [...this.caches.keys()]),
    }
  }
}

/** @typedef {"cut" | "truncated" | "hangs" | "sign in" | number | undefined} Fault a number is a status */

/** A site below `root`, published in builds of which every page says the number. */
export class Site {
  /** @type {Record<string, string>} texts by address */
  files = {}
  /** @type {string[]} addresses, in the order in which they were asked for */
  asked = []
  /** @type {(address: string) => Fault} */
  fault = () => undefined

  /** @param {string} root */
  constructor(root = "https://atlas.example/") {
    this.root = root
  }

  /** The addresses that a copy holds. */
  get listed() {
    return Object.keys(this.files).filter((address) => !/^api|\.json$/.test(address) || address.startsWith("search/"))
  }

  /**
   * @param {number} build
   * @param {number} states
   */
  publish(build, states = 4) {
    const sheet = `assets/site.${hashOf(`style ${build}`).slice(0, 8)}.css`
    const page = (/** @type {string} */ name, /** @type {string} */ up) =>
      `<html><link rel="icon" href="${up}none.ico"><link rel="stylesheet" href="${up}${sheet}"><script src="${up}assets/atlas.js"></script>${name} of build ${build}</html>\n`
    this.files = {
      "": page("home", ""),
      "offline/": page("offline", "../"),
      "about/": "<html>unchanged of build 0</html>",
    }
    for (let state = 1; state <= states; state++) this.files[`states/${state}/`] = page(`state ${state}`, "../../")
    Object.assign(this.files, {
      [sheet]: `style ${build}`,
      "assets/atlas.js": `script ${build}`,
      "search/index.json": `[${build}]`,
    })
    const files = Object.fromEntries(Object.entries(this.files).map(([address, text]) => [address, hashOf(text)]))
    const list = { version: hashOf(JSON.stringify(files)), day: `2026-01-0${build}`, bytes: 1234, files }
    this.files["offline/files.json"] = JSON.stringify(list)
    this.files["api/v1/facts.json"] = "{}"
    return this
  }

  /**
   * What a request gets.
   * @param {string | Request} request
   * @returns {Promise<Response>}
   */
  fetch(request) {
    const url = new URL(typeof request === "string" ? request : request.url)
    const address = (url.origin + url.pathname).slice(this.root.length)
    this.asked.push(address)
    const fault = this.fault(address)
    const text = this.files[address]
    const headers = {
      "content-type": TYPES[/** @type {""} */ (/\.\w+$/.exec(address)?.[0] ?? "")],
      "content-encoding": "gzip",
    }
    if (fault === "cut") return Promise.reject(new TypeError("network error"))
    if (fault === "hangs") {
      return new Promise((_, reject) => setTimeout(() => reject(new TypeError("network error")), 90))
    }
    if (fault === "sign in") return Promise.resolve(new Response("<html>Sign in</html>", { headers }))
    if (fault === "truncated") return Promise.resolve(new Response(text.slice(0, -9), { headers }))
    if (fault) return Promise.resolve(new Response("<html>error</html>", { status: fault, headers }))
    return Promise.resolve(
      new Response(text ?? "<html>not found</html>", { status: text === undefined ? 404 : 200, headers }),
    )
  }
}

/** A worker that runs on a device until it has taken `steps` steps: then it is ended, as browsers end workers. */
export class Worker {
  /** @type {Record<string, (event: any) => void>} */
  listeners = {}
  taken = 0

  /**
   * @param {Device} device
   * @param {Site} site
   * @param {number} steps
   * @param {{ scope?: string, hurry?: number }} options `hurry` is what each look at the clock adds, in milliseconds
   */
  constructor(device, site, steps = Infinity, { scope = site.root, hurry = 0 } = {}) {
    const end = /** @type {() => void} */ (() => this.end?.())
    this.ended = new Promise((resolve) => (this.end = () => resolve("ended")))
    const step = async () => {
      await undefined
      if (this.taken >= steps) {
        end()
        await new Promise(() => {})
      }
      this.taken += 1
    }
    const self = {
      registration: { scope },
      clients: { claim: () => Promise.resolve() },
      skipWaiting: () => Promise.resolve(),
      addEventListener: (/** @type {string} */ name, /** @type {any} */ listener) => (this.listeners[name] = listener),
    }
    const fetch = async (/** @type {any} */ request) => (await step(), await site.fetch(request))
    let now = 0
    const clock = { now: () => now += hurry }
    // Seconds pass as milliseconds.
    const later = (/** @type {() => void} */ work, /** @type {number} */ time) => setTimeout(work, time / 100)
    const signal = { timeout: () => undefined }
    new Function("self", "caches", "fetch", "Date", "setTimeout", "AbortSignal", SOURCE)(
      self,
      device.storage(step),
      fetch,
      clock,
      later,
      signal,
    ) // deno-fmt-ignore
  }

  /**
   * @param {string} name
   * @param {Record<string, unknown>} event
   */
  async event(name, event = {}) {
    /** @type {Promise<unknown>[]} */
    const waited = []
    this.listeners[name]({ ...event, waitUntil: (/** @type {Promise<unknown>} */ work) => waited.push(work) })
    for (let index = 0; index < waited.length; index++) await Promise.race([waited[index], this.ended])
  }

  /** Whether it could be installed. */
  async install() {
    try {
      await this.event("install")
      await this.event("activate")
      return true
    } catch {
      return false
    }
  }

  /**
   * Open an address as a browser does.
   * @param {string} address
   * @param {{ mode?: string, clientId?: string, resultingClientId?: string }} options
   * @returns {Promise<Response>}
   */
  async open(address, { mode = "navigate", clientId = "", resultingClientId = "" } = {}) {
    /** @type {Promise<Response> | undefined} */
    let response
    const request = { url: address, method: "GET", mode }
    const done = this.event("fetch", {
      request,
      clientId,
      resultingClientId,
      respondWith: (/** @type {any} */ given) => response = given,
    })
    const given = await (response ?? Promise.reject(new Error("not answered by the worker")))
    await done
    return given
  }

  /**
   * @param {Record<string, unknown>} data
   * @returns {Promise<any>} the last that it says: `result`, `failure`, or "ended"
   */
  async send(data) {
    /** @type {any} */
    let last
    await this.event("message", {
      data,
      ports: [{ postMessage: (/** @type {any} */ reply) => last = structuredClone(reply) }],
    })
    return "result" in (last ?? {}) || "failure" in (last ?? {}) ? last : "ended"
  }

  /** Save the whole site, as the page offline/ does. Returns the failure, "finished" or "ended". */
  async save() {
    for (let begin = true;; begin = false) {
      const reply = await this.send({ task: "save", begin })
      if (reply === "ended") return reply
      if (reply.failure) return reply.failure
      if (reply.result.finished) return "finished"
    }
  }
}

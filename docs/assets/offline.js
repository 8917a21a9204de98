// The page offline/: saves the whole site on this device, says what is saved, and deletes it again. The work is done by the
// worker (sw.js), so that nothing but the worker knows how things are stored.

/**
 * @typedef {{ version: string, day: string, pages: number }} Copy
 * @typedef {{ copy: Copy | null, begun: number, opened: number }} Saved
 * @typedef {object} Failure
 * @property {"network" | "server" | "changed" | "room" | "storage" | "stopped"} reason
 * @property {string} [address]
 * @property {number} [status] of the server's answer
 * @property {number} [done] files that are here
 * @property {number} [total]
 * @property {number} [bytes] of the whole site
 */

const SILENCE = 90_000 // milliseconds without a word from the worker, after which it is taken for ended
const START = 20_000 // milliseconds in which the worker must have been installed
const MONTHS = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
const root = new URL("../", import.meta.url)
const storage = /** @type {StorageManager | undefined} */ (navigator.storage) // some browsers have none
const place = /** @type {HTMLElement} */ (document.querySelector("[data-offline]"))

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} text
 * @param {Partial<HTMLElementTagNameMap[T]>} properties
 */
const make = (tag, text = "", properties = {}) =>
  Object.assign(document.createElement(tag), { textContent: text }, properties)
const summary = make("p")
const outcome = make("p", "", { role: "status" })
const bar = make("progress", "", { hidden: true, ariaLabel: "Files saved" })
const saveButton = make("button", "", { type: "button", className: "button" })
const deleteButton = make("button", "Delete what is saved", { type: "button", className: "button" })

const missing = new URLSearchParams(location.search).get("missing")
if (missing && URL.canParse(missing) && new URL(missing).origin === location.origin) {
  const notice = make("p", "", { className: "notice" })
  notice.append(
    "You seem to be offline, and this page isn't saved on this device: ",
    make("a", new URL(missing).pathname, { href: missing }),
  )
  place.append(notice)
}

/** @param {string} iso */
const date = (iso) => {
  const [year, month, day] = iso.split("-").map(Number)
  return `${MONTHS[month - 1]} ${day}, ${year}`
}
/** @param {number} bytes */
const megabytes = (bytes) => Math.ceil(bytes / 1e6)

/** @returns {Promise<ServiceWorker>} the worker, or an error where there can be none */
async function installedWorker() {
  await navigator.serviceWorker.register(new URL("sw.js", root))
  const late = new Promise((_, reject) => setTimeout(reject, START))
  const { active } = await Promise.race([navigator.serviceWorker.ready, /** @type {Promise<never>} */ (late)])
  return /** @type {ServiceWorker} */ (active)
}

/**
 * Ask the worker for something, and wait for the result. Throws a Failure.
 * @param {{ task: string, begin?: boolean }} message
 * @param {(progress: { done: number, total: number }) => void} tell
 * @returns {Promise<any>}
 */
async function ask(message, tell = () => {}) {
  const worker = await installedWorker()
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve, reject) => {
    const stopped = () => reject({ reason: "stopped" })
    let timer = setTimeout(stopped, SILENCE)
    port1.onmessage = ({ data }) => {
      clearTimeout(timer)
      if (data.result !== undefined || "result" in data) resolve(data.result)
      else if (data.failure) reject(data.failure)
      else {
        timer = setTimeout(stopped, SILENCE)
        tell(data)
      }
    }
    worker.postMessage(message, [port2])
  })
}

/**
 * Say what is saved, and whether something newer is published.
 * @returns {Promise<Saved>}
 */
async function show() {
  /** @type {Saved} */
  const saved = await ask({ task: "status" })
  const { copy, begun, opened } = saved
  deleteButton.hidden = !copy && !begun && !opened
  if (!copy) {
    const pages = opened === 1 ? "1 page that you opened is" : `${opened || "No"} pages that you opened are`
    const rest = begun ? ` You started saving the whole site: ${begun} files are here.` : ""
    summary.textContent = `${pages} saved on this device.${rest}`
    saveButton.textContent = begun ? "Continue saving the whole site" : "Save the whole site on this device"
    saveButton.hidden = false
    return saved
  }
  const text = `The whole site is saved on this device as published on ${date(copy.day)}: ${copy.pages} pages.`
  summary.textContent = text
  saveButton.textContent = begun ? "Continue updating the saved copy" : "Update the saved copy"
  saveButton.hidden = false
  const newest = await ask({ task: "newest" }).catch(() => null)
  const news = newest?.day > copy.day
    ? `A newer version was published on ${date(newest.day)}.`
    : "There is a newer version."
  if (newest?.version === copy.version) summary.textContent = `${text} This is the newest version.`
  else summary.textContent = `${text} ${newest ? news : "We can't tell right now whether there is a newer version."}`
  saveButton.hidden = newest?.version === copy.version
  return saved
}

/**
 * What failed, what is left of it, and what to do, in words.
 * @param {Failure} failure
 * @param {Saved} saved
 */
async function explain({ reason, address = "", status, done, total, bytes = 0 }, { copy, begun }) {
  const file = address.slice(root.href.length) || "the home page"
  const room = await storage?.estimate?.().catch(() => null)
  const free = room ? Math.max(0, Math.floor(((room.quota ?? 0) - (room.usage ?? 0)) / 1e6)) : "less"
  const happened = {
    network: `The connection failed${done === undefined ? "" : ` after ${done} of ${total} files`}.`,
    server: `The site's server returned an error (${status} for ${file}).`,
    changed: `A file didn't arrive as it was published (${file}). ` +
      "The network may want you to sign in, or the site is being updated right now.",
    room: `There isn't enough room. The site takes about ${megabytes(bytes)} MB, and your browser leaves it ${free}${
      room ? " MB" : ""
    }.`,
    storage: "Your browser refused to store the files.",
    stopped: "Your browser stopped the download.",
  }[reason]
  const left = copy
    ? `Your saved copy, published on ${date(copy.day)}, is unchanged and still works.`
    : "No copy is saved yet."
  const remedy = {
    network: "When you are connected again",
    server: "In a few minutes",
    changed: "In a few minutes, or on another network",
    room: "When you have made room on your device",
    storage: "When you have allowed this site to store data",
    stopped: "Now or later",
  }[reason]
  const resumed = begun ? " Files already saved won't load again." : ""
  return `${happened} ${left} ${remedy}, press “${saveButton.textContent}”.${resumed}`
}

/** @param {{ done: number, total: number }} progress */
const showProgress = ({ done, total }) => Object.assign(bar, { hidden: false, max: total, value: done })

saveButton.addEventListener("click", async () => {
  saveButton.disabled = deleteButton.disabled = true
  outcome.textContent = "Saving the whole site …"
  try {
    // Not to remove what is saved by itself. A browser that asks the reader first may wait long for the answer.
    storage?.persist?.().catch(() => {})
    for (let begin = true, finished = false; !finished; begin = false) {
      finished = (await ask({ task: "save", begin }, showProgress)).finished
    }
    await show()
    outcome.textContent = await storage?.persisted?.()
      ? "Saved. Your browser keeps it until you delete it."
      : "Saved. Your browser may remove it when your device runs out of room."
  } catch (error) {
    const failure = /** @type {Failure} */ (error)
    const saved = await show().catch(() => ({ copy: null, begun: 0, opened: 0 }))
    outcome.textContent = await explain(failure?.reason ? failure : { reason: "stopped" }, saved)
  }
  bar.hidden = true
  saveButton.disabled = deleteButton.disabled = false
})

deleteButton.addEventListener("click", async () => {
  await ask({ task: "delete" })
  await show()
  outcome.textContent = "Deleted."
})

const cannot = "This browser can't save pages here. It needs a secure address (https) and permission to store data."
if ("caches" in window && "serviceWorker" in navigator) {
  const row = make("p")
  row.append(saveButton, " ", deleteButton)
  saveButton.hidden = deleteButton.hidden = true
  place.append(summary, row, bar, outcome)
  show().catch(() => {
    summary.textContent = navigator.onLine
      ? cannot
      : "Nothing can be saved without a connection. Load this page again when you are connected."
  })
} else {
  place.append(make("p", cannot))
}

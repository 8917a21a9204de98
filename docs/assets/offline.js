// The page offline/: keeps the whole site on this device, says what is kept, and forgets it again.

const KEPT = "atlas"
const AT_ONCE = 6 // files fetched at the same time
const root = new URL("../", import.meta.url)
const place = /** @type {HTMLElement} */ (document.querySelector("[data-offline]"))

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} text
 * @param {Partial<HTMLElementTagNameMap[T]>} properties
 */
const make = (tag, text = "", properties = {}) =>
  Object.assign(document.createElement(tag), { textContent: text }, properties)
const status = make("p", "", { role: "status" })
const keepAll = make("button", "Keep the whole site on this device", { type: "button", className: "md-button" })
const forget = make("button", "Forget what is kept", { type: "button", className: "md-button" })

const missing = new URLSearchParams(location.search).get("missing")
if (missing && new URL(missing).origin === location.origin) {
  const notice = make("p", "", { className: "notice" })
  notice.append(
    "There is no network, and this page is not kept on this device: ",
    make("a", new URL(missing).pathname, { href: missing }),
  )
  place.append(notice)
}

async function tell() {
  const cache = await caches.open(KEPT)
  const pages = (await cache.keys()).map((request) => request.url).filter((url) => url.endsWith("/"))
  const day = localStorage.getItem("atlas.kept")
  status.textContent = day
    ? `The whole site is kept on this device as it was on ${
      new Date(day).toLocaleDateString("en-US", { dateStyle: "long" })
    }: ${pages.length} pages.`
    : `${pages.length} ${pages.length === 1 ? "page is" : "pages are"} kept on this device.`
}

keepAll.addEventListener("click", async () => {
  keepAll.disabled = true
  try {
    const files = await (await fetch(new URL("offline/files.json?keep", root), { cache: "no-cache" })).json()
    await caches.delete(KEPT)
    const cache = await caches.open(KEPT)
    /** @type {string[]} */
    const left = [...files.addresses]
    let count = 0
    const worker = async () => {
      for (let address = left.shift(); address !== undefined; address = left.shift()) {
        const url = new URL(address, root)
        const response = await fetch(`${url.href}?keep`, { cache: "no-cache" })
        if (!response.ok) throw new Error(`${address}: ${response.status}`)
        await cache.put(url.href, response)
        count += 1
        status.textContent = `${count} of ${files.addresses.length} files`
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    localStorage.setItem("atlas.kept", new Date().toISOString())
    await tell()
  } catch {
    localStorage.removeItem("atlas.kept")
    status.textContent = "The network failed before everything was kept. Press the button again when it is back."
  }
  keepAll.disabled = false
})

forget.addEventListener("click", async () => {
  await caches.delete(KEPT)
  localStorage.removeItem("atlas.kept")
  await tell()
})

if ("caches" in window && "serviceWorker" in navigator) {
  const row = make("p")
  row.append(keepAll, " ", forget)
  place.append(row, status)
  tell()
} else {
  place.append(make("p", "This browser cannot keep pages here: it needs a secure address (https) and storage."))
}

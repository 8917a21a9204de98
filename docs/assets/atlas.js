// Comfort only: every page works without this file. Nothing leaves the browser.

// ---- the shell of every page

/**
 * What the shell has on every page.
 * @param {string} selector
 * @returns {HTMLElement}
 */
const part = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector))

// Light or dark: the reader's own choice, else that of the system. The choice is applied in main.html of the theme.
const scheme = part("[data-scheme]")
const dark = matchMedia("(prefers-color-scheme: dark)")
/** @param {string | undefined} name */
const paint = (name) => {
  document.documentElement.dataset.mdColorScheme = name
  scheme.setAttribute("aria-pressed", String(name === "slate"))
}
const chosen = () => {
  try {
    return localStorage.getItem("atlas.scheme")
  } catch {
    return null // storage is switched off
  }
}
paint(document.documentElement.dataset.mdColorScheme)
scheme.addEventListener("click", () => {
  const name = document.documentElement.dataset.mdColorScheme === "slate" ? "default" : "slate"
  paint(name)
  try {
    localStorage.setItem("atlas.scheme", name)
  } catch {
    // it still holds until the page is closed
  }
})
dark.addEventListener("change", () => chosen() || paint(dark.matches ? "slate" : "default"))

// The title of the page in the header, once its heading has gone out of sight.
const heading = document.querySelector("article h1")
if (heading) {
  new IntersectionObserver(
    ([entry]) => {
      const gone = !entry.isIntersecting && entry.boundingClientRect.top < 60
      part("[data-title]").classList.toggle("md-header__title--active", gone)
    },
    { rootMargin: "-48px 0px 0px 0px" },
  ).observe(heading)
}

// Where the reader is, in the table of contents.
const contents = document.querySelector("[data-toc]")
const box = contents?.closest(".md-sidebar")
if (contents && box) {
  const links = [...contents.querySelectorAll("a")]
  // What stands far below is not laid out yet (content-visibility); to ask for a place inside would lay it out.
  const places = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))))
    .map((place) => place?.closest("section[data-state]") ?? place)
  /** @type {HTMLAnchorElement | null} */
  let active = null
  const follow = () => {
    /** @type {HTMLAnchorElement | null} */
    let now = null
    for (const [index, place] of places.entries()) {
      if (place && place.getBoundingClientRect().top < 90) now = links[index]
    }
    if (now === active) return
    for (const link of [active, now]) {
      link?.classList.toggle("md-nav__link--active", link === now)
      link === now ? link?.setAttribute("aria-current", "true") : link?.removeAttribute("aria-current")
    }
    active = now
    if (!active || box.scrollHeight <= box.clientHeight) return
    const top = active.getBoundingClientRect().top - box.getBoundingClientRect().top
    if (top < 40 || top > box.clientHeight - 60) box.scrollTop += top - box.clientHeight / 2
  }
  let waiting = false
  const later = () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      follow()
    })
  }
  addEventListener("scroll", later, { passive: true })
  // What was scrolled before this script was there. To ask for it now would lay the page out once more than is needed.
  requestAnimationFrame(() => scrollY && follow())
}

// The search and its index are loaded when the reader reaches for them: by the button, or by the keys f, s and /.
const opener = part("[data-search]")
/** @type {string | null} what the reader types while the search is loaded */
let early = null
const openSearch = async () => {
  if (early !== null) return
  early = ""
  const folder = opener.dataset.search ?? ""
  try {
    const { open } = await import("./search.js")
    open(folder, early)
  } catch {
    location.assign(`${folder}?q=${encodeURIComponent(early)}`) // a page that works without scripts too
  } finally {
    early = null
  }
}
opener.addEventListener("click", openSearch)
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (early !== null) {
    if (event.key === "Backspace") early = early.slice(0, -1)
    else if (event.key.length === 1) early += event.key
    else return
    event.preventDefault()
    return
  }
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")
  if (typing || !["f", "s", "/"].includes(event.key)) return
  event.preventDefault()
  openSearch()
})

// ---- tools on pages

// The box that finds a state by name, title, abbreviation or nickname.
for (const finder of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-finder]"))) {
  const input = /** @type {HTMLInputElement} */ (finder.querySelector(".finder__box input"))
  const none = /** @type {HTMLElement} */ (finder.querySelector(".finder__none"))
  const say = /** @type {HTMLElement} */ (finder.querySelector(".finder__say"))
  const items = [.../** @type {NodeListOf<HTMLElement>} */ (finder.querySelectorAll("[data-words]"))]
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
    let shown = 0
    for (const item of items) {
      item.hidden = !words.every((word) => item.dataset.words?.includes(word))
      shown += item.hidden ? 0 : 1
    }
    none.hidden = shown > 0
    const { finder: word, finderPlural } = finder.dataset
    say.textContent = words.length ? `${shown} ${shown === 1 ? `${word} matches` : `${finderPlural} match`}.` : ""
  })
  input.addEventListener("keydown", (event) => {
    const first = items.find((item) => !item.hidden)
    if (event.key === "Enter" && input.value && first) first.querySelector("a")?.click()
  })
}

// Steps that are ticked stay ticked, in this browser only.
const KEY = "atlas.steps"
/** @type {Record<string, true>} */
let done = {}
try {
  done = JSON.parse(localStorage.getItem(KEY) ?? "{}") || {}
} catch {
  done = {} // storage is switched off or holds something else
}
/** @type {NodeListOf<HTMLInputElement>} */
const steps = document.querySelectorAll("input[data-step]")
for (const step of steps) {
  const id = step.dataset.step ?? ""
  step.checked = Boolean(done[id])
  step.addEventListener("change", () => {
    if (step.checked) done[id] = true
    else delete done[id]
    try {
      localStorage.setItem(KEY, JSON.stringify(done))
    } catch {
      // the tick still shows until the page is closed
    }
  })
}

// A place inside a fold is shown: a link into it, or a search result, opens every fold around it.
const unfold = () => {
  const place = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null
  let opened = false
  for (let fold = place?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
    opened ||= !fold.open
    fold.open = true
  }
  if (opened) place?.scrollIntoView()
}
addEventListener("hashchange", unfold)
unfold()

// What a mark opens names every place in the source that the page rests on: for the reader of one value, that of the value.
addEventListener("click", (event) => {
  const mark = event.target instanceof Element ? event.target.closest("button.chip") : null
  /** @type {HTMLElement | null | undefined} */
  const places = mark &&
    document.getElementById(mark.getAttribute("popovertarget") ?? "")?.querySelector("[data-places]")
  if (!mark || !places) return
  places.dataset.places ||= places.textContent ?? ""
  places.textContent = mark.getAttribute("data-at") ?? places.dataset.places
})

// Paper shows what matters without a tap; the checklist prints alone when it is asked for.
/** @type {HTMLDetailsElement[]} */
let unfolded = []
addEventListener("beforeprint", () => {
  unfolded = [
    .../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details[data-print]:not([open])")),
  ]
  for (const fold of unfolded) fold.open = true
})
addEventListener("afterprint", () => {
  for (const fold of unfolded) fold.open = false
  delete document.documentElement.dataset.print
})
document.querySelector("[data-print-checklist]")?.addEventListener("click", () => {
  document.documentElement.dataset.print = "checklist"
  print()
})

// Pages that were opened open again offline: see sw.js. It waits until the page has been shown. The worker did not see how the
// first page was loaded, so it is told.
if ("serviceWorker" in navigator && location.protocol.startsWith("http")) {
  addEventListener("load", async () => {
    try {
      const seen = navigator.serviceWorker.controller
      await navigator.serviceWorker.register(new URL("../sw.js", import.meta.url))
      if (seen) return
      const { active } = await navigator.serviceWorker.ready
      const addresses = [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)]
      active?.postMessage({ task: "opened", addresses })
    } catch {
      // storage is switched off, or there was no connection: the next page tries again
    }
  })
}

// Which rule binds a reader: of the answers that depend on a day, those for the day that is given.
for (const group of document.querySelectorAll("[data-cohorts]")) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const asked = group.querySelectorAll("input[data-event]")
  for (const input of asked) {
    const said = /** @type {HTMLElement} */ (input.closest("p")?.querySelector("[role=status]"))
    /** @type {NodeListOf<HTMLElement>} */
    const answers = group.querySelectorAll(`.said[data-event="${input.dataset.event}"]`)
    input.addEventListener("input", () => {
      const wrong = !input.validity.valid // a year that is half typed, or a slip
      const day = wrong ? "" : input.value
      input.setAttribute("aria-invalid", String(wrong))
      for (const answer of answers) {
        const { from = "", before = "" } = answer.dataset
        answer.hidden = day !== "" && (day < from || (before !== "" && day >= before))
      }
      const left = [...answers].filter((answer) => !answer.hidden).length
      said.textContent = wrong
        ? `Enter a date from ${input.min.slice(0, 4)} through ${input.max.slice(0, 4)}.`
        : day === ""
        ? ""
        : `${left} of ${answers.length} rules by date apply to you`
    })
  }
}

// A tool whose own script doesn't come shows all that it holds, as soon as its style no longer waits (4 seconds).
setTimeout(() => {
  for (const tool of document.querySelectorAll("[data-unready]")) tool.removeAttribute("data-unready")
}, 4000)

// The search box. It fetches the pieces of the index that a question needs (hooks/atlas/postprocess/search_index.py) and adds up.

/**
 * @typedef {[address: string, title: string, length: number, standing: number, first: number]} Page
 * `length` counts its sections, `first` is the number of the first of them
 *
 * @typedef {object} Index what /search/index.json holds
 * @property {string} letters with which words of the index begin
 * @property {string[]} stop words that say nothing
 * @property {Page[]} pages
 * @property {string[]} anchors
 * @property {string[]} headings
 * @property {number[]} sections for each, the number of its anchor and of its heading
 *
 * @typedef {object} Hit a word of the index
 * @property {string} term
 * @property {string} file where its places stand, and in which row
 * @property {number} row
 * @property {number} worth from 0 to 1
 * @property {boolean} [near] whether it was read for another word
 *
 * @typedef {{ page: number, row: number, title: string, heading: string, address: string }} Result
 * @typedef {object} Answer
 * @property {Result[]} results the best sections, best first
 * @property {number} count of all
 * @property {string[]} read words that were read for others
 * @property {string[]} marked words to mark
 * @property {string[]} missing words that are nowhere
 */

const SHOWN = 12
/** @type {Map<string, Promise<any>>} */
const got = new Map()
/** @type {string | URL} */
let base = ""
/** @type {Index | undefined} */
let index

/** @param {string} name */
const fetched = (name) => {
  const known = got.get(name)
  if (known) return known
  const answer = fetch(new URL(name, base)).then((response) => {
    if (!response.ok) throw new Error(`${name}: ${response.status}`)
    return response.json()
  })
  answer.catch(() => got.delete(name)) // so that it is tried again
  got.set(name, answer)
  return answer
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Partial<Record<keyof HTMLElementTagNameMap[T], unknown>>} properties
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

// ---- words, as hooks/atlas/postprocess/search_index.py reads them

/** A word without its plural s. @param {string} word */
export const stem = (word) => {
  const plural = word.length > 3 && /s$/.test(word) && !/(ss|us|is)$/.test(word)
  return plural ? word.slice(0, -1) : word
}

/** The words of a question. @param {string} text */
export const words = (text) => {
  const plain = text.toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "").replace(/’/g, "'")
    .replace(/'s( |$)/g, " ").replace(/(?<=\d),(?=\d{3})/g, "")
  const found = []
  for (const [whole] of plain.matchAll(/[a-z0-9]+(?:-[a-z0-9]+)*/g)) {
    const parts = whole.split("-")
    // LPC-A is asked for as one word; longer compounds as their parts.
    if (parts.length > 1 && whole.length < 12 && parts.some((part) => part.length < 2)) found.push(stem(parts.join("")))
    else found.push(...parts.map(stem))
  }
  return found
}

/**
 * How many letters two words differ by, two letters in the wrong order counting as one; `most` + 1 when more.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
export const distance = (a, b, most) => {
  if (Math.abs(a.length - b.length) > most) return most + 1
  /** @type {number[]} */
  let before = []
  let last = [...Array(b.length + 1).keys()]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    before = last
    last = row
  }
  return Math.min(last[b.length], most + 1)
}

/**
 * The words of the index that a word of the question stands for: itself, what begins with it, or what it nearly is.
 * @param {Index} index
 * @param {string} word
 * @param {boolean} unfinished whether it is still being typed
 * @returns {Promise<Hit[]>}
 */
const variants = async (index, word, unfinished) => {
  if (!index.letters.includes(word[0])) return []
  /** @type {string[]} */
  const chunks = await fetched(`w-${word[0]}.json`)
  const known = chunks.flatMap((chunk, number) =>
    chunk.split(" ").map((term, row) => ({ term, file: `p-${word[0]}${number}.json`, row }))
  )
  const same = known.filter(({ term }) => term === word).map((hit) => ({ ...hit, worth: 1 }))
  const begun = known.filter(({ term }) => term !== word && term.startsWith(word))
  if (same.length || (begun.length && word.length > 2)) {
    const more = unfinished || !same.length ? begun.slice(0, 8) : []
    return [...same, ...more.map((hit) => ({ ...hit, worth: 0.6 }))]
  }
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2
  if (!most || /\d/.test(word)) return []
  const near = known.map((hit) => ({ ...hit, off: distance(word, hit.term, most) })).filter(({ off }) => off <= most)
  const least = Math.min(...near.map(({ off }) => off))
  return near.filter(({ off }) => off === least).slice(0, 4).map((hit) => ({ ...hit, worth: 0.8, near: true }))
}

/**
 * What a word weighs in each section.
 * @param {Index} index
 * @param {Hit[]} hits
 */
const weigh = async (index, hits) => {
  /** @type {Map<number, number>} */
  const weights = new Map()
  /** @param {number} section @param {number} weight */
  const raise = (section, weight) => weights.set(section, Math.max(weights.get(section) ?? 0, weight))
  /** @type {Map<number, number>} */
  const whole = new Map() // sections of pages that are about the word: there a section stands out less by naming it
  for (const { file, row, worth } of hits) {
    const [ofPage, count, ...rest] = (await fetched(file))[row]
    let page = 0
    for (const step of rest.slice(0, count)) {
      page += step
      const [, , length, , first] = index.pages[page]
      for (let section = first; section < first + length; section++) {
        whole.set(section, ofPage * worth * (section === first ? 1.04 : 1))
      }
    }
    let section = 0
    for (let at = count; at < rest.length; at += 2) {
      section += rest[at]
      raise(section, rest[at + 1] * worth)
    }
  }
  for (const [section, weight] of whole) weights.set(section, weight + (weights.get(section) ?? 0) / 4)
  return weights
}

/** The index, whose pages are told where their sections begin. @returns {Promise<Index>} */
const loaded = async () => {
  if (index) return index
  /** @type {Index} */
  const read = await fetched("index.json")
  if (index) return index // another question came first
  let first = 0
  for (const page of read.pages) {
    page[4] = first
    first += page[2]
  }
  index = read
  return index
}

/**
 * The best sections for a question, best first, and the words that were read as others.
 * @param {string} question
 * @param {string | URL} [from] the folder of the index
 * @returns {Promise<Answer>}
 */
export const find = async (question, from) => {
  base = from ?? base
  const index = await loaded()
  const all = words(question)
  const telling = all.filter((word) => !index.stop.includes(word))
  const terms = [...new Set(telling.length ? telling : all)]
  const unfinished = /[\p{L}\p{N}]$/u.test(question) ? all.at(-1) : ""
  const found = await Promise.all(terms.map((term) => variants(index, term, term === unfinished)))
  await Promise.all(found.flat().map(({ file }) => fetched(file))) // all at once
  /** @type {Map<number, [sum: number, count: number]>} */
  const sums = new Map()
  for (const hits of found) {
    for (const [section, weight] of await weigh(index, hits)) {
      const [sum, count] = sums.get(section) ?? [0, 0]
      sums.set(section, [sum + weight, count + 1])
    }
  }
  /** @param {number} section */
  const pageOf = (section) => index.pages.findLastIndex((page) => page[4] <= section)
  const results = [...sums].map(([section, [sum, count]]) => {
    const page = pageOf(section)
    return { section, page, score: sum * index.pages[page][3] * (count / terms.length) ** 2 }
  })
  results.sort((a, b) => b.score - a.score || a.section - b.section)
  const full = results.filter(({ section }) => sums.get(section)?.[1] === terms.length).length
  return {
    results: results.slice(0, SHOWN).map(({ section, page }) => {
      const [address, title, , , first] = index.pages[page]
      const anchor = index.anchors[index.sections[2 * section]]
      return {
        page,
        row: section - first,
        title,
        heading: index.headings[index.sections[2 * section + 1]],
        address: address + (anchor ? `#${anchor}` : ""),
      }
    }),
    count: full || results.length,
    read: [...new Set(found.flat().filter(({ near }) => near).map(({ term }) => term))],
    marked: found.flat().map(({ term }) => term),
    missing: full ? [] : terms.filter((_, number) => !found[number].length),
  }
}

// ---- the dialog, which is there from the first `open` on

/** @type {HTMLDialogElement} */
let box
/** @type {HTMLInputElement} */
let input
/** @type {HTMLElement} */
let list
/** @type {HTMLElement} */
let say
let asked = 0

/** A text with those words marked that are `among` others. @param {string} text @param {string[]} among */
const marked = (text, among) =>
  text.split(/([\p{L}\p{N}]+)/u).map((part, odd) =>
    odd % 2 && among.some((word) => words(part).includes(word)) ? make("mark", { textContent: part }) : part
  )

const show = async () => {
  const number = ++asked
  const question = input.value.trim()
  if (!words(question).length) {
    list.replaceChildren()
    say.textContent = "Type what you look for: a state, a title, an exam, a question."
    return
  }
  let answer
  try {
    answer = await find(question)
  } catch {
    say.textContent = "The search could not be loaded. Are you online? Try again, or use the list of states."
    return
  }
  if (number !== asked) return // the reader typed on
  const { results, count, read, missing } = answer
  const items = results.map((result) => {
    const text = make("span")
    const link = make(
      "a",
      { href: new URL(`../${result.address}`, base) },
      make("strong", {}, ...marked(result.heading, answer.marked)),
      ...(result.row ? [make("span", { className: "finding__page", textContent: result.title })] : []),
      text,
    )
    link.addEventListener("click", () => box.close())
    fetched(`t-${result.page}.json`).then(
      (texts) => text.replaceChildren(...marked(texts[result.row], answer.marked)),
      () => {},
    )
    return make("li", {}, link)
  })
  list.replaceChildren(...items)
  list.scrollTop = 0
  say.textContent = !count
    ? "Nothing was found. Try fewer words, or the list of states."
    : (count === 1 ? "1 section" : `${count} sections`) +
      (count > results.length ? `, the best ${results.length} shown` : "") +
      (missing.length ? `; “${missing.join("”, “")}” is nowhere here` : "") +
      (read.length ? `. Searched for: ${read.join(", ")}` : "") + "."
}

/** @param {KeyboardEvent} event */
const keys = (event) => {
  const links = [...list.querySelectorAll("a")]
  const at = links.findIndex((link) => link === document.activeElement)
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = at + (event.key === "ArrowDown" ? 1 : -1)
    if (next < -1 || next >= links.length) return
    event.preventDefault()
    ;(links[next] ?? input).focus()
  } else if (event.key === "Escape") {
    event.preventDefault() // a search field would only empty itself
    box.close()
  } else if (event.key === "Enter" && document.activeElement === input) {
    event.preventDefault()
    links[0]?.click()
  } else if (
    at >= 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey
  ) {
    input.focus() // the letter then goes into the box
  }
}

const build = () => {
  input = make("input", { type: "search", autocomplete: "off", spellcheck: false, enterKeyHint: "search" })
  input.setAttribute("aria-label", "Search")
  say = make("p", { className: "finding__say" })
  say.setAttribute("role", "status")
  list = make("ol")
  list.setAttribute("aria-label", "Results")
  const close = make("button", { type: "button", textContent: "Close" })
  const bar = make("div", { className: "finding__bar" }, input, close)
  bar.setAttribute("role", "search")
  box = make("dialog", { className: "finding" }, bar, say, list)
  box.setAttribute("aria-label", "Search")
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wait
  input.addEventListener("input", () => {
    clearTimeout(wait)
    wait = setTimeout(show, 120)
  })
  close.addEventListener("click", () => box.close())
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close()
  })
  box.addEventListener("keydown", keys)
  document.body.append(box)
}

/** Open the box. @param {string} address that of the folder of the index */
export const open = (address) => {
  base = new URL(address, location.href)
  if (!box) build()
  if (box.open) return
  box.showModal()
  input.select()
  show()
  fetched("index.json").catch(() => {})
}

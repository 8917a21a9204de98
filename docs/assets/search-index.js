// The index of the search. It fetches the pieces that a question needs (hooks/atlas/postprocess/search_index.py) and adds up.

/**
 * @import { Terms } from "./search-query.js"
 *
 * @typedef {[address: string, title: string, length: number, standing: number, first: number]} Page
 * `length` counts its sections, `first` is the number of the first of them; `standing` is 0 for what only maintainers need
 *
 * @typedef {object} Index what /search/index.json holds
 * @property {string} [version] the folder of the other files: another content has another one
 * @property {string} letters with which words of the index begin
 * @property {string[]} stop words that say nothing
 * @property {Page[]} pages
 * @property {string[]} anchors
 * @property {string[]} headings
 * @property {[anchors: number[], headings: number[]]} sections for each, the number of its anchor and of its heading; the file has the
 * distance from the section before
 * @property {Terms} [terms] what the site knows by name
 *
 * @typedef {object} Hit a word of the index
 * @property {string} term
 * @property {string} file where its places stand, and in which row
 * @property {number} row
 * @property {number} worth from 0 to 1
 * @property {boolean} [near] whether it was read for another word
 *
 * @typedef {{ page: number, row: number, title: string, heading: string, address: string, score: number }} Result
 * @typedef {object} Found
 * @property {Result[]} results sections, best first
 * @property {number} count of all
 * @property {string[]} read words that were read for others
 * @property {string[]} marked words to mark
 * @property {string[]} missing words that are nowhere
 */

const LEADS = 6 // sections in one file of beginnings, as in search_index.py
const MOST = 60 // sections that are handed on
/** @type {string | URL} the folder of the index */
let base = ""
/** @type {Promise<Index> | undefined} */
let loading
/** @type {Map<string, Promise<any>>} */
const pieces = new Map()

/** A file that is no longer there: the site was published anew since the index was read. */
class Gone extends Error {}

/** @param {string | URL} address @param {RequestInit} [options] */
const fetchJson = async (address, options) => {
  const response = await fetch(address, options)
  if (response.status === 404) throw new Gone(`${address}: 404`)
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  return await response.json()
}

/** The index, whose pages are told where their sections begin. @param {RequestInit} [options] @returns {Promise<Index>} */
const readIndex = async (options) => {
  /** @type {Index} */
  const index = await fetchJson(new URL("index.json", base), options)
  let first = 0
  for (const page of index.pages) {
    page[4] = first
    first += page[2]
  }
  for (const numbers of index.sections) for (let at = 1; at < numbers.length; at++) numbers[at] += numbers[at - 1]
  return index
}

/** The index; it is fetched once. @param {string | URL} [from] its folder @returns {Promise<Index>} */
export const loadIndex = (from) => {
  base = from ?? base
  const started = loading ?? readIndex()
  loading = started
  started.catch(() => {
    if (loading === started) loading = undefined // so that it is tried again
  })
  return started
}

/** A file of the index. @param {Index} index @param {string} name @returns {Promise<any>} */
export const piece = (index, name) => {
  const address = String(new URL(index.version ? `${index.version}/${name}` : name, base))
  const known = pieces.get(address)
  if (known) return known
  const answer = fetchJson(address)
  answer.catch(() => pieces.delete(address))
  pieces.set(address, answer)
  return answer
}

/** How a section begins. @param {{ page: number, row: number }} result @returns {Promise<string>} */
export const leadOf = ({ page, row }) =>
  withIndex(async (index) => (await piece(index, `t-${page}-${Math.floor(row / LEADS)}.json`))[row % LEADS])

/**
 * Work on the index, and once more on the newest when a file of this one is gone: pieces of two builds never meet.
 * @template T
 * @param {(index: Index) => Promise<T>} work
 * @param {string | URL} [from]
 * @returns {Promise<T>}
 */
export const withIndex = async (work, from) => {
  const index = await loadIndex(from)
  try {
    return await work(index)
  } catch (error) {
    if (!(error instanceof Gone)) throw error
    const newest = await readIndex({ cache: "reload" })
    if (newest.version === index.version) throw error
    loading = Promise.resolve(newest)
    return work(newest)
  }
}

// ---- words, as hooks/atlas/postprocess/search_index.py reads them

/** A word without its plural s. @param {string} word */
export const stem = (word) => {
  const plural = word.length > 3 && /s$/.test(word) && !/(ss|us|is)$/.test(word)
  return plural ? word.slice(0, -1) : word
}

/** The words of a question. @param {string} text */
export const words = (text) => {
  const lower = text.toLowerCase()
  if (/^[a-z]+$/.test(lower)) return [stem(lower)]
  // Most texts have no accents; to look for some is what takes long.
  const bare = /[^\0-\x7f]/.test(lower) ? lower.normalize("NFKD").replace(/\p{Mn}/gu, "").replace(/’/g, "'") : lower
  const plain = bare
    .replace(/'s( |$)/g, " ").replace(/(?<=\d),(?=\d{3})/g, "")
    .replace(/(?<![a-z0-9.])(?:[a-z]\.)+[a-z]?(?![a-z0-9])/g, (letters) => letters.replaceAll(".", ""))
  const found = []
  for (const [whole] of plain.matchAll(/[a-z0-9]+(?:-[a-z0-9]+)*/g)) {
    const parts = whole.split("-")
    // LPC-A is asked for as one word; longer compounds as their parts.
    if (parts.length > 1 && whole.length < 12 && parts.some((part) => part.length < 2)) found.push(parts.join(""))
    else found.push(...parts.map(stem))
  }
  return found
}

// Words whose period doesn't end a sentence; a number has "No." before it.
const ABBREVIATED = /(?:^|[^A-Za-z.])(?:(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}|Dr|Mrs?|Ms|St|Rev|Stat|Admin)$/

/** The first sentence of a text, or all of it. @param {string} text */
export const firstSentence = (text) => {
  for (const { index } of text.matchAll(/\.(?= [A-Z])/g)) {
    const before = text.slice(0, index)
    const inside = before.lastIndexOf("(") > before.lastIndexOf(")")
    const numbered = /\bNos?$/.test(before) && /^\. \S*\d/.test(text.slice(index))
    if (!inside && !numbered && !ABBREVIATED.test(before)) return text.slice(0, index + 1)
  }
  return text
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
  const chunks = await piece(index, `w-${word[0]}.json`)
  const known = chunks.flatMap((chunk, number) =>
    chunk.split(" ").map((term, row) => ({ term, file: `p-${word[0]}${number}.json`, row }))
  )
  const same = known.filter(({ term }) => term === word).map((hit) => ({ ...hit, worth: 1 }))
  const begun = known.filter(({ term }) => term !== word && term.startsWith(word))
  if (same.length || (begun.length && word.length > 2)) {
    const more = unfinished || !same.length ? begun.slice(0, 8) : []
    return [...same, ...more.map((hit) => ({ ...hit, worth: 0.6 }))]
  }
  const most = word.length < 5 ? 0 : word.length < 8 ? 1 : 2
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
    const [ofPage, count, ...rest] = (await piece(index, file))[row]
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

/** Whether the index has a word. @param {Index} index @param {string} word */
export const isIndexed = async (index, word) => {
  if (!index.letters.includes(word[0])) return false
  /** @type {string[]} */
  const chunks = await piece(index, `w-${word[0]}.json`)
  return chunks.some((chunk) => ` ${chunk} `.includes(` ${word} `))
}

/** The number of the page that a section stands in. @param {Index} index @param {number} section */
const pageOf = ({ pages }, section) => pages.findLastIndex(([, , , , first]) => first <= section)

/** A section by its number. @param {Index} index @param {number} section @returns {Result} */
const sectionAt = (index, section) => {
  const page = pageOf(index, section)
  const [address, title, , , first] = index.pages[page]
  const anchor = index.anchors[index.sections[0][section]]
  const heading = index.headings[index.sections[1][section]]
  return { page, row: section - first, title, heading, address: address + (anchor ? `#${anchor}` : ""), score: 0 }
}

/**
 * The section at an address, or the beginning of its page where no section has the anchor.
 * @param {Index} index
 * @param {string} address
 * @returns {Result | undefined}
 */
export const sectionOf = (index, address) => {
  const [path, anchor = ""] = address.split("#")
  const page = index.pages.find(([known]) => known === path.split("?")[0])
  if (!page) return undefined
  for (let section = page[4]; section < page[4] + page[2]; section++) {
    if (index.anchors[index.sections[0][section]] === anchor) return sectionAt(index, section)
  }
  return sectionAt(index, page[4])
}

/**
 * The best sections for words, best first, and the words that were read as others.
 * @param {Index} index
 * @param {string[]} all the words of the question
 * @param {string} [unfinished] the one that is still being typed
 * @returns {Promise<Found>}
 */
export const find = async (index, all, unfinished = "") => {
  const telling = all.filter((word) => !index.stop.includes(word))
  const terms = [...new Set(telling.length ? telling : all)]
  const found = await Promise.all(terms.map((term) => variants(index, term, term === unfinished)))
  await Promise.all(found.flat().map(({ file }) => piece(index, file))) // all at once
  /** @type {Map<number, [sum: number, count: number]>} */
  const sums = new Map()
  for (const hits of found) {
    for (const [section, weight] of await weigh(index, hits)) {
      const [sum, count] = sums.get(section) ?? [0, 0]
      sums.set(section, [sum + weight, count + 1])
    }
  }
  const scored = [...sums].map(([section, [sum, count]]) => {
    const [, title, , standing] = index.pages[pageOf(index, section)]
    const worth = standing || (words(title).every((word) => terms.includes(word)) ? 1 : 0.01)
    return { section, score: sum * worth * (count / terms.length) ** 2 }
  })
  scored.sort((a, b) => b.score - a.score || a.section - b.section)
  const full = scored.filter(({ section }) => sums.get(section)?.[1] === terms.length).length
  return {
    results: scored.slice(0, MOST).map(({ section, score }) => ({ ...sectionAt(index, section), score })),
    count: full || scored.length,
    read: [...new Set(found.flat().filter(({ near }) => near).map(({ term }) => term))],
    marked: found.flat().map(({ term }) => term),
    missing: full ? [] : terms.filter((_, number) => !found[number].length),
  }
}

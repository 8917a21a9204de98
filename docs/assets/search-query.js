// What a question is about: the states, titles, exams and topics that the site knows (hooks/atlas/outputs/search.py).

import { distance, words } from "./search-index.js"

/**
 * @typedef {object} State
 * @property {string} code
 * @property {string} name
 * @property {boolean} [the] the name has an article inside a sentence
 * @property {string} slug
 * @property {string[]} others what people write instead of the name
 * @property {string} main id of the license that most readers are after
 * @property {string} associate id of the license held while gaining hours, or ""
 * @property {Record<string, string>} licenses id and short title of each
 *
 * @typedef {[label: string, words: string, grade: string, anchor: string]} AnswerRow
 * @typedef {{ id: string, abbr: string, name: string, facts: Record<string, AnswerRow> }} Exam
 * @typedef {{ name: string, addresses: string[] }} Title
 *
 * @typedef {object} Topic
 * @property {string} id
 * @property {string} label
 * @property {string} words words and groups of words, | between, after the word that they share; of a group all must be in a question. One that ends in !
 *   decides; a word after = isn't read for others of its family
 * @property {string[]} pages where it is answered for all states, best first
 * @property {string[]} facts that answer it for a state
 * @property {string[]} exam facts that answer it for an exam
 * @property {string} section part of a state's page that answers it where no fact does
 * @property {boolean} compared whether Compare has a column for it
 * @property {boolean} general whether any other topic goes before it
 *
 * @typedef {object} Terms
 * @property {State[]} states
 * @property {[name: string, addresses: string[]][]} titles and where each is used
 * @property {Exam[]} exams
 * @property {[id: string, abbr: string, term: string][]} glossary
 * @property {Topic[]} topics
 * @property {string[]} families words that say the same in a question, separated by spaces; the first stands for all
 * @property {Record<string, string>} grades what each grade of a source is called
 * @property {string} ask address where a question is asked
 *
 * @typedef {{ kind: "state", state: State } | { kind: "exam", exam: Exam } | { kind: "title", title: Title } |
 *   { kind: "term", id: string }} Name something with a name
 * @typedef {{ from: number, to: number, name: Name }} Span the words of a question that name something
 *
 * @typedef {{ senses: string[], telling: string[], decides: boolean, weight: number }} Phrase of a topic, which of its words say
 *   something, and how much it counts
 *
 * @typedef {object} Lexicon the terms, ready to be looked up
 * @property {Terms} terms
 * @property {Map<string, Name[]>} names by their words
 * @property {{ topic: Topic, phrases: Phrase[] }[]} topics
 * @property {Map<string, string>} families for the root of a word, that of the word that stands for its family
 * @property {Set<string>} known every word of a name or a topic
 * @property {Set<string>} stop words that say nothing
 *
 * @typedef {object} Query
 * @property {string[]} words of the question, misspelt ones mended
 * @property {string[]} read words that were read for others
 * @property {State[]} states in the order of the question; of a move, where it leads comes first
 * @property {Title[]} titles
 * @property {Exam[]} exams
 * @property {string[]} glossary ids of terms
 * @property {Topic[]} topics best first
 * @property {boolean} bare whether it names things and asks nothing of them
 * @property {boolean} acrossStates whether states are to be compared
 * @property {string[]} rest words that name nothing
 * @property {string[]} understood words that name something, or that its topics hold
 */

const LONGEST_NAME = 9 // words
const SHORTEST_MENDED = 5 // letters
const DECIDES = 2 // words that a decisive phrase of a topic counts beside its own
const LITTLE = 0.4 // of a word that says little: "how", "state"
const COMMON = new Set(["state"])
// Postal codes and short names that are English words or degrees: states only where nothing else makes sense.
const ENGLISH = new Set([
  "or",
  "in",
  "me",
  "hi",
  "ok",
  "oh",
  "as",
  "id",
  "la",
  "ma",
  "ms",
  "miss",
  "ill",
  "mass",
  "wash",
  "ark",
])
const DEGREES = new Set(["ma", "ms", "med", "ba", "bs", "vs"]) // beside one of these, MA and MS are degrees
const PREPOSITIONS = new Set(["in", "to", "into", "from", "for"])
export const CLIENTS = new Set(["client", "patient"])
const ACROSS =
  /\b((which|what|every|all|each|most|by|\d+) states?|(?<!\b(other|another|two|both|different|new) )states (that|with|where|which|accept|allow|do|don|require|still)|compare|list of|nationwide)\b/i
const GENERIC = new Set("licensed license counselor professional mental health clinical therapist associate".split(" "))

/** A word without the ending that tells verb from noun: renewed and renewing are renew. @param {string} word */
export const root = (word) =>
  word.replace(/ied$/, "ie").replace(/(?<=\w{3})(ing|ed|e)$/, "").replace(/([bdfglmnprt])\1$/, "$1").replace(
    /(?<=\w{3})y$/,
    "i",
  )

/** @param {Terms} terms @param {string[]} [stop] words that say nothing @returns {Lexicon} */
export const lexiconOf = (terms, stop = []) => {
  /** @type {Map<string, Name[]>} */
  const names = new Map()
  /** @type {Set<string>} */
  const known = new Set()
  /** @param {string} text @param {Name} name */
  const add = (text, name) => {
    const found = words(text)
    const key = found.join(" ")
    if (!key) return
    names.set(key, [...(names.get(key) ?? []), name])
    for (const word of found) known.add(word)
  }
  for (const state of terms.states) {
    for (const text of [state.name, state.code, ...state.others]) add(text, { kind: "state", state })
    if (state.name.includes(" ")) add(state.name.replaceAll(" ", ""), { kind: "state", state })
  }
  for (const exam of terms.exams) for (const text of [exam.abbr, exam.name]) add(text, { kind: "exam", exam })
  for (const [name, addresses] of terms.titles) {
    const title = { name, addresses }
    add(name, { kind: "title", title })
    if (/[-/]/.test(name)) add(name.replace(/[-/]/g, ""), { kind: "title", title })
  }
  for (const [id, abbr, term] of terms.glossary) for (const text of [abbr, term]) add(text, { kind: "term", id })
  /** @type {Map<string, string>} */
  const families = new Map()
  for (const family of terms.families) {
    const found = words(family)
    for (const word of found) {
      known.add(word)
      families.set(root(word), root(found[0]))
    }
  }
  const little = new Set([...stop, ...COMMON])
  /** @type {Map<string, [sense: string, weight: number][]>} */
  const parts = new Map()
  /** What a part of a phrase says. Each is read once: the same few stand in thousands of phrases. @param {string} part */
  const sensesOf = (part) => {
    const found = parts.get(part) ?? words(part).map((word) => {
      known.add(word)
      const sense = part.startsWith("=") ? itself(word) : senseOf(word, { families })
      return /** @type {[string, number]} */ ([sense, little.has(word) ? LITTLE : 1])
    })
    parts.set(part, found)
    return found
  }
  const topics = terms.topics.map((topic) => ({
    topic,
    phrases: phrasesOf(topic).map((phrase) => {
      const weights = new Map(phrase.split(" ").flatMap(sensesOf))
      const decides = phrase.endsWith("!")
      const weight = [...weights.values()].reduce((sum, one) => sum + one, decides ? DECIDES : 0)
      const senses = [...weights.keys()]
      const telling = senses.filter((sense) => weights.get(sense) === 1)
      return { senses, telling: telling.length ? telling : senses, decides, weight }
    }),
  }))
  return { terms, names, topics, families, known, stop: new Set(stop) }
}

/** Of a topic the words and groups of words, which stand grouped by a word that they share (hooks/atlas/outputs/search.py). @param {Topic} topic */
const phrasesOf = ({ words: groups }) =>
  groups.split(";").flatMap((group) => {
    const [shared, others] = group.split(":")
    return others.split("|").map((other) => shared ? `${shared} ${other}` : other)
  })

/** What a word says in a question: the root of the word that stands for its family, or its own. @param {string} word @param {Pick<Lexicon, "families">} lexicon */
const senseOf = (word, { families }) => families.get(root(word)) ?? root(word)
/** A word that no other of its family stands for. @param {string} word */
const itself = (word) => `=${root(word)}`

/** The word of the lexicon that a misspelt one nearly is, a whole name rather than a part; or "". @param {string} word @param {Lexicon} lexicon */
export const nearest = (word, { known, names }) => {
  if (known.has(word.replace(/s$/, ""))) return word.replace(/s$/, "") // CEUs
  const most = word.length < SHORTEST_MENDED ? 0 : word.length < 8 ? 1 : 2
  let best = ""
  let least = most + 1
  for (const other of most ? known : []) {
    if (other.length < SHORTEST_MENDED - 1 || /\d/.test(other)) continue
    const off = distance(word, other, most)
    if (off < least || (off === least && off <= most && names.has(other) && !names.has(best))) {
      ;[best, least] = [other, off]
    }
  }
  return best
}

/** The name that looks most like a question, for readers who found nothing; or "". @param {string} question @param {Lexicon} lexicon */
export const nearestName = (question, { names }) => {
  const asked = words(question).join(" ")
  let best = ""
  let least = Math.max(2, Math.floor(asked.length / 3)) + 1
  for (const key of names.keys()) {
    const off = distance(asked, key, least - 1)
    if (off < least && key.length > 2) [best, least] = [key, off]
  }
  const [name] = names.get(best) ?? []
  if (!name) return ""
  return name.kind === "state"
    ? name.state.name
    : name.kind === "exam"
    ? name.exam.name
    : name.kind === "title"
    ? name.title.name
    : best
}

/** What words of topics say. @param {Pick<Lexicon, "topics">} lexicon */
const sensesOf = ({ topics }) => new Set(topics.flatMap(({ phrases }) => phrases.flatMap(({ senses }) => senses)))

/** The words of a question that the lexicon doesn't know. @param {string[]} all @param {Lexicon} lexicon */
export const unknownWords = (all, lexicon) => {
  const senses = sensesOf(lexicon)
  return all.filter((word) =>
    word.length > 3 && !/\d/.test(word) && !lexicon.stop.has(word) && !lexicon.known.has(word) &&
    !senses.has(senseOf(word, lexicon))
  )
}

/** What has a name in the words from `at` on: the longest. @param {string[]} all @param {number} at @param {Lexicon} lexicon */
const nameAt = (all, at, { names }) => {
  for (let to = Math.min(all.length, at + LONGEST_NAME); to > at; to--) {
    const found = names.get(all.slice(at, to).join(" "))
    if (found) return { from: at, to, found }
  }
  return undefined
}

const ORDER = ["state", "exam", "title", "term"]

/** The words that name something, in order. @param {string[]} all @param {Lexicon} lexicon @returns {Span[]} */
const spansOf = (all, lexicon) => {
  /** @type {Span[]} */
  const spans = []
  for (let at = 0; at < all.length;) {
    const named = nameAt(all, at, lexicon)
    if (!named) {
      at++
      continue
    }
    const [name] = named.found.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    spans.push({ from: named.from, to: named.to, name })
    at = named.to
  }
  return spans
}

/**
 * Whether a code that is also an English word stands for its state here: "or lpc", "LPC OR", "fees in", but not "LPC or LMHC".
 * @param {Span} span
 * @param {Span[]} spans
 * @param {string[]} all
 * @param {string} question
 * @param {(at: number) => boolean} telling whether the word there names a license, an exam or a topic
 */
const isState = (span, spans, all, question, telling) => {
  const word = all[span.from]
  if (span.to - span.from > 1 || !ENGLISH.has(word)) return true
  if (all.length === 1) return true
  if (DEGREES.has(word) && all.some((other) => other !== word && DEGREES.has(other))) return false
  const others = spans.some(({ from, name }) => name.kind === "state" && !ENGLISH.has(all[from]))
  const capitals = question !== question.toUpperCase() && new RegExp(`\\b${word.toUpperCase()}\\b`).test(question)
  if (capitals && !others) return true
  const [first, last] = [span.from === 0, span.to === all.length]
  if (others || !(first || last)) return false
  if (last && PREPOSITIONS.has(all[span.from - 1])) return true
  if (last && word === "me" && !spans.some(({ to, name }) => to === span.from && name.kind !== "state")) return false
  if (first && PREPOSITIONS.has(word)) return spans.some(({ from, name }) => from === span.to && name.kind !== "state") // in person
  return telling(first ? span.to : span.from - 1)
}

/**
 * The topics of a question, best first.
 * @param {string[]} senses what its words say
 * @param {string[]} named what its names of licenses say too: beside other words "LPC" is a license
 * @param {Lexicon} lexicon
 * @returns {Topic[]}
 */
const topicsOf = (senses, named, { topics }) => {
  const here = new Set(senses)
  const all = new Set([...senses, ...named])
  return topics.flatMap(({ topic, phrases }, order) => {
    const [best] = phrases.filter(({ senses, telling }) =>
      senses.every((sense) => all.has(sense)) && telling.some((sense) => here.has(sense))
    ).toSorted((a, b) => b.weight - a.weight)
    return best ? [{ topic, order, weight: best.weight, last: topic.general && !best.decides }] : []
  }).toSorted((a, b) => Number(a.last) - Number(b.last) || b.weight - a.weight || a.order - b.order)
    .map(({ topic }) => topic)
}

/** The states of a question, that of a move's end first. @param {Span[]} spans @param {string[]} all @returns {State[]} */
const statesOf = (spans, all) => {
  const found = spans.flatMap(({ from, to, name }) => name.kind === "state" ? [{ from, to, state: name.state }] : [])
  /** Where clients are comes first, then where a move ends, last where it begins; of two states without such a word the later one. @param {{ from: number, to: number }} place */
  const rank = ({ from, to }) => {
    if (CLIENTS.has(all[to])) return -1
    const before = all.slice(Math.max(0, from - 2), from)
    if (["to", "into"].includes(before.at(-1) ?? "")) return 0
    if (["from", "with", "licensed", "leaving"].some((word) => before.includes(word)) || before.at(-1) === "my") {
      return 2
    }
    return all.slice(Math.max(0, from - 4), from).some((word) => CLIENTS.has(word)) ? -1 : 1
  }
  const ordered = found.toSorted((a, b) => rank(a) - rank(b) || b.from - a.from)
  return [...new Set(ordered.map(({ state }) => state))]
}

/**
 * What a question is about.
 * @param {string} question
 * @param {Lexicon} lexicon
 * @param {(word: string) => boolean} [isWord] whether a word stands in a page; one that does isn't misspelt
 * @returns {Query}
 */
export const understand = (question, lexicon, isWord = () => false) => {
  const asked = words(question)
  const misspelt = new Set(unknownWords(asked, lexicon).filter((word) => !isWord(word)))
  const all = asked.map((word) => (misspelt.has(word) && nearest(word, lexicon)) || word)
  const senses = all.map((word) => senseOf(word, lexicon))
  const known = spansOf(all, lexicon)
  const topicWords = sensesOf(lexicon)
  /** @param {number} at */
  const telling = (at) =>
    (topicWords.has(senses[at]) && !lexicon.stop.has(all[at])) ||
    known.some(({ from, to, name }) => from <= at && at < to && name.kind !== "state")
  const spans = known.filter((span) => span.name.kind !== "state" || isState(span, known, all, question, telling))
  /** @param {Name["kind"][]} kinds */
  const covered = (kinds) => (/** @type {unknown} */ _, /** @type {number} */ at) =>
    spans.some(({ from, to, name }) => from <= at && at < to && kinds.includes(name.kind))
  const inState = covered(["state"])
  const named = covered(["state", "exam", "title", "term"])
  const titles = spans.flatMap(({ name }) => name.kind === "title" ? [name.title] : [])
  const levels = [
    ...titles.length ? ["license"] : [],
    ...titles.some((title) => isAssociate(title, lexicon)) ? ["associate"] : [],
  ]
  const topics = topicsOf(
    senses.flatMap((sense, at) => inState(sense, at) ? [] : [sense, itself(all[at])]),
    levels.map((word) => senseOf(word, lexicon)),
    lexicon,
  )
  const topicSenses = sensesOf({ topics: lexicon.topics.filter(({ topic }) => topics.includes(topic)) })
  return {
    words: all,
    bare: all.every((word, at) => lexicon.stop.has(word) || named(word, at)),
    read: [...misspelt].map((word) => nearest(word, lexicon)).filter(Boolean),
    states: statesOf(spans, all),
    titles,
    exams: [...new Set(spans.flatMap(({ name }) => name.kind === "exam" ? [name.exam] : []))],
    glossary: spans.flatMap(({ name }) => name.kind === "term" ? [name.id] : []),
    topics,
    acrossStates: ACROSS.test(question),
    rest: all.filter((word, at) => !named(word, at) && !topicWords.has(senses[at])),
    understood: all.filter((word, at) => named(word, at) || topicSenses.has(senses[at])),
  }
}

/** Whether a title names a license that is held while gaining hours. @param {Title} title @param {Lexicon} lexicon */
const isAssociate = ({ addresses }, { terms }) =>
  addresses.every((address) =>
    terms.states.some(({ slug, associate }) => associate && address === `states/${slug}/#${associate}`)
  )

/** Whether a title is made of words that stand for no license in particular. @param {Title} title */
export const isGeneric = ({ name }) => words(name).every((word) => GENERIC.has(word))

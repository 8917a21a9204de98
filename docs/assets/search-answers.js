// What goes before the results of the search: the answer itself, and the pages where a question is answered.

import { find, isIndexed, piece, sectionOf, withIndex, words } from "./search-index.js"
import { CLIENTS, isGeneric, lexiconOf, nearestName, understand, unknownWords } from "./search-query.js"

/**
 * @import { Index, Result } from "./search-index.js"
 * @import { AnswerRow, Exam, Lexicon, Query, State, Terms, Title, Topic } from "./search-query.js"
 *
 * @typedef {object} Answer what is shown before the results
 * @property {string} address
 * @property {string} title
 * @property {AnswerRow[]} facts the answer itself
 * @property {{ text: string, address: string }[]} links
 * @property {Result} [place] the section at the address, of which the beginning is shown where there are no facts
 *
 * @typedef {object} Reply
 * @property {Answer[]} answers
 * @property {Result[]} results one for each page, best first; a page of the answers isn't among them
 * @property {number} count of sections found
 * @property {string[]} read words that were read for others
 * @property {string[]} marked words to mark
 * @property {string[]} missing words that are nowhere
 * @property {string} nearest a name that looks most like the question, where nothing was found; or ""
 * @property {Record<string, string>} grades what a grade of a source is called
 * @property {Topic[]} topics all that there are, for a reader who found nothing
 * @property {string} ask address where a question is asked
 */

const SHOWN = 8 // results, one for each page
const SHORT = 4 // words of a question that may be little but the name of a school
const FACTS = 3 // facts of an answer
const CUT = "…" // stands in a text of which the page has more

/** @param {string} address @param {string} title @param {Partial<Answer>} [more] @returns {Answer} */
const answer = (address, title, more = {}) => ({ address, title, facts: [], links: [], ...more })

/** The page at an address under its own name. @param {Index} index @param {string} address */
const pageAnswer = (index, address) => {
  const section = sectionOf(index, address)
  if (!section) return []
  const title = section.row && address.includes("#") ? `${section.title}: ${section.heading}` : section.title
  return [answer(address, title, { place: section })]
}

/** @param {State} state @param {string} [anchor] that of a section, or "top" */
const stateAddress = (state, anchor = "top") => `states/${state.slug}/${anchor === "top" ? "" : `#${anchor}`}`

/** The license of a state that a question means. @param {Query} query @param {State} state */
const licenseOf = (query, state) => {
  const [page] = stateAddress(state).split("#")
  for (const { addresses } of query.titles) {
    const address = addresses.find((address) => address.startsWith(page))
    if (address) return address.split("#")[1]
  }
  const associate = query.titles.length === 0 &&
    query.topics.some(({ id }) => id === "associate" || id === "running_out")
  return associate && state.associate ? state.associate : state.main
}

/**
 * A topic in a state: what its facts say.
 * @param {Index} index
 * @param {Query} query
 * @param {State} state
 * @param {Topic} topic
 * @returns {Promise<Answer | undefined>}
 */
const topicInState = async (index, query, state, topic) => {
  if (!topic.facts.length) {
    return topic.section ? answer(stateAddress(state, topic.section), `${state.name}: ${topic.label}`) : undefined
  }
  /** @type {Record<string, Record<string, AnswerRow>>} */
  const known = await piece(index, `answers-${state.code.toLowerCase()}.json`)
  /** @param {string} id */
  const answers = (id) => topic.facts.some((fact) => known[id]?.[fact])
  /** @param {string} id */
  const takes = (id) => (/** @type {Exam} */ { abbr }) => known[id].exams?.[1].split(/\W+/).includes(abbr)
  const meant = [licenseOf(query, state), state.main]
  const named = query.titles.some(({ addresses }) => addresses.includes(stateAddress(state, meant[0])))
  const inOrder = topic.facts.includes("exams") && !named ? [...meant, ...Object.keys(state.licenses)] : []
  const byExam = inOrder.find((id) => query.exams.length && query.exams.every(takes(id))) ??
    inOrder.find((id) => query.exams.some(takes(id)))
  const license = byExam ?? meant.find(answers) ?? ""
  const rows = topic.facts.flatMap((fact) => {
    const row = known[license][fact] ?? known[""][fact]
    return row ? [row] : []
  })
  if (!rows.length) return undefined
  const title = `${state.name}${license ? `, ${state.licenses[license]}` : ""}: ${topic.label}`
  const facts = rows.slice(0, FACTS)
  const links = facts.filter(([, words]) => words.includes(CUT)).map(([label, , , anchor]) => (
    { text: `All of it: ${label}`, address: stateAddress(state, anchor) }
  ))
  return answer(stateAddress(state, topic.section || rows[0][3]), title, { facts, links })
}

/** @param {Index} index @param {Query} query @returns {Promise<Answer[]>} */
const inState = async (index, query) => {
  const [state] = query.states
  const [topic] = query.topics
  const license = licenseOf(query, state)
  const titled = query.titles.some(({ addresses }) => addresses.includes(stateAddress(state, license)))
  const byName = titled && topic && isOnlyName(query, topic)
  const ofAge = isOfOldHours(query) ? await topicInState(index, query, state, HOURS_AGE) : undefined
  const byTopic = ofAge ?? (topic && !byName ? await topicInState(index, query, state, topic) : undefined)
  const exam = !topic && query.exams.length ? await topicInState(index, query, state, EXAMS) : undefined
  const pages = topic ? topic.pages.slice(0, 1).flatMap((address) => pageAnswer(index, address)) : []
  if (byTopic || exam) return [/** @type {Answer} */ (byTopic ?? exam), ...pages]
  if (titled) return [answer(stateAddress(state, license), `${state.name}: ${state.licenses[license]}`)]
  return [...pageAnswer(index, stateAddress(state)), ...pages]
}

/** @type {Topic} */
const EXAMS = {
  id: "",
  label: "Exams",
  words: "",
  pages: [],
  facts: ["exams", "exam_timing"],
  exam: [],
  section: "",
  compared: false,
  general: false,
}

/** @type {Topic} */
const HOURS_AGE = {
  ...EXAMS,
  label: "How long hours count",
  facts: ["hours_valid_months"],
}
const OF_AGE = new Set("expire expired old older valid good still count".split(" "))
/** Whether what may run out is the hours themselves, rather than the license or the time left for them. @param {Query} query */
const isOfOldHours = ({ topics, words: all, titles }) =>
  topics[0]?.id === "running_out" && all.includes("hour") && all.some((word) => OF_AGE.has(word)) &&
  !titles.length && !all.some((word) => /^(licen|permit|associate|intern|finish|regist)/.test(word))

const NAMED = new Set(["associate", "becoming_supervisor"]) // topics that names of licenses hold
/** Whether a topic was found in the name of a license alone: "LPC Associate" asks for the license. @param {Query} query @param {Topic} topic */
const isOnlyName = ({ titles, bare }, topic) => bare && NAMED.has(topic.id) && titles.length > 0

const LETTERS = /^[A-Z][A-Z/-]{2,}$/ // a title that is letters alone, which stand for nothing else
/** The state that alone uses the letters of a title: who writes APCC asks of California. @param {Title[]} titles @param {Lexicon} lexicon */
const onlyStateOf = (titles, { terms }) => {
  const used = titles.filter(({ name }) => LETTERS.test(name)).flatMap(({ addresses }) => addresses)
  const slugs = new Set(used.map((address) => address.split("/")[1]))
  return slugs.size === 1 ? terms.states.find(({ slug }) => slugs.has(slug)) : undefined
}

/** @type {Topic} */
const MOVING = {
  ...EXAMS,
  label: "Rules for counselors licensed elsewhere",
  facts: ["endorsement_note", "endorsement_years"],
}

const COMPARES = new Set(["compare", "comparison", "vs", "versus", "difference", "better", "easier"])
/** Two states or more side by side. @param {Index} index @param {Query} query */
const sideBySide = (index, { states }) => {
  const [page] = pageAnswer(index, "compare/")
  const names = states.map(({ name }) => name).toReversed() // as the question has them
  const rows = states.map(({ code, main }) => `${code}-${main}`).toReversed()
  return [
    answer(`compare/?pick=${rows.join(".")}&side=1`, `${page.title}: ${names.join(", ")}`),
    ...states.flatMap((state) => pageAnswer(index, stateAddress(state))),
  ]
}

const CLIENT_ELSEWHERE = "client_elsewhere"
/** Whether of two states one is that of the clients. @param {Query} query */
const isOfClients = ({ topics, words: all }) =>
  topics[0]?.id === CLIENT_ELSEWHERE || (all.some((word) => CLIENTS.has(word)) && !all.includes("hour"))

/** Clients in one state, the counselor in another: what each says of practice from elsewhere. @param {Index} index @param {Query} query @param {Topic} topic */
const acrossStateLine = async (index, query, topic) => {
  const found = await Promise.all(query.states.map((state) => topicInState(index, query, state, topic)))
  return [...found.flatMap((said) => said ?? []), ...pageAnswer(index, topic.pages[0])]
}

/** A move from one state to another, first for military families when the question names them. @param {Index} index @param {Query} query @param {Lexicon} lexicon */
const moveBetween = async (index, query, { terms }) => {
  const [to, from] = query.states
  const [topic] = query.topics
  const ofClients = terms.topics.find(({ id }) => id === CLIENT_ELSEWHERE)
  if (ofClients && isOfClients(query)) return await acrossStateLine(index, query, ofClients)
  const military = query.topics.find(({ id }) => id === "military")
  const other = topic && !topic.general && !topic.facts.includes(MOVING.facts[0])
  const rules = other && !military && await topicInState(index, query, to, topic) ||
    await topicInState(index, query, to, MOVING)
  const forFamilies = military && await topicInState(index, query, to, military)
  const [page] = pageAnswer(index, `move/${to.slug}/`)
  const [start, end] = [from, to].map(({ name, the }) => the ? `the ${name}` : name)
  const title = `From ${start} to ${end}`
  const links = [{ text: "Compare your record", address: `move/?from=${from.code}&to=${to.code}` }]
  const first = forFamilies
    ? { ...forFamilies, address: `move/${to.slug}/#military-note`, title: `${title}: ${military.label}`, links }
    : { ...page, title, links }
  return [first, ...(rules ? [rules] : [])]
}

/** An exam, with what a topic asks of it. @param {Exam} exam @param {Topic[]} topics @returns {Answer} */
const ofExam = (exam, topics) => {
  const facts = topics.flatMap(({ exam: wanted }) => wanted).flatMap((fact) =>
    exam.facts[fact] ? [exam.facts[fact]] : []
  )
  return answer(`exams/${exam.id}/${facts.length ? "#exam" : ""}`, exam.name, { facts: facts.slice(0, FACTS) })
}

/** @param {Index} index @param {Query} query */
const ofExams = (index, { exams, topics }) =>
  exams.length > 1
    ? [...pageAnswer(index, "guides/nce-or-ncmhce/"), ...exams.map((exam) => ofExam(exam, topics))]
    : [ofExam(exams[0], topics), ...topics.slice(0, 1).flatMap(({ pages }) => pageAnswer(index, pages[0]))]

/** A topic for all states. @param {Index} index @param {Query} query @returns {Answer[]} */
const acrossStates = (index, { topics: [topic, ...others], acrossStates }) => {
  const compared = acrossStates && topic.compared && /^(guides|questions|glossary)/.test(topic.pages[0])
    ? ["compare/"]
    : []
  const next = others.slice(0, 1).flatMap(({ pages }) => pages.slice(0, 1))
  const pages = new Set([...compared, ...topic.pages, ...next])
  return [...pages].flatMap((address) => pageAnswer(index, address))
}

/** A title, and the states that use it. @param {Index} index @param {Query} query @param {Lexicon} lexicon */
const ofTitles = (index, { titles }, { terms }) => {
  const [{ name, addresses }] = titles
  const links = addresses.map((address) => {
    const [, slug] = address.split("/")
    return { text: terms.states.find((state) => state.slug === slug)?.name ?? slug, address }
  })
  const only = links.length === 1 && /[A-Z]{2}/.test(name)
    ? [answer(links[0].address, `${links[0].text}: ${name}`)]
    : []
  const [page] = pageAnswer(index, "titles/")
  return [...only, { ...page, title: `${name}: which states use it`, links: only.length ? [] : links }]
}

const SCHOOL_WORDS = /\b(universit\w*|college|institute|seminary|tech)\b/i
const SCHOOL_LIST = /\b(schools|programs|universities|colleges)\b/i

/** Whether the name of a school that a question may hold is what it asks for, rather than a word of its topic. @param {Query} query @param {string} question */
const asksOfSchool = ({ words: all, topics }, question) =>
  SCHOOL_WORDS.test(question) || all.length <= SHORT || !topics.length

/** The list of schools and the schools that a question asks for. @param {Index} index @param {Query} query @param {string} question */
const schoolsOf = async (index, query, question) => {
  const rest = query.rest.filter((word) => word.length > 2 && !index.stop.includes(word))
  const short = query.words.length <= SHORT || ![...query.states, ...query.topics, ...query.titles].length
  const strange = (await Promise.all(rest.map((word) => isIndexed(index, word)))).includes(false)
  const names = index.terms && (strange || SCHOOL_WORDS.test(question) || (short && rest.length))
  const lists = SCHOOL_LIST.test(question)
  if (!names && !lists) return { list: [], named: [] }
  const { schoolList, schoolsNamed } = await import("./search-schools.js")
  return {
    list: lists ? schoolList(question, query) : [],
    named: names ? await schoolsNamed(index, { ...query, rest }) : [],
  }
}

/** The page whose whole title is the question. @param {Index} index @param {Query} query */
const titled = (index, { words: all }) =>
  index.pages.filter(([, title]) => words(title).join(" ") === all.join(" ")).slice(0, 1)
    .flatMap(([address]) => pageAnswer(index, address))

/**
 * What goes first, by what the question names.
 * @param {Index} index
 * @param {Query} query
 * @param {Lexicon} lexicon
 * @returns {Promise<Answer[]>}
 */
const answersTo = async (index, query, lexicon) => {
  const { states, topics, titles, exams, glossary } = query
  const particular = titles.filter((title) => !isGeneric(title))
  if (states.length > 1 && query.words.some((word) => COMPARES.has(word))) return sideBySide(index, query)
  if (states.length > 1) return await moveBetween(index, query, lexicon)
  if (states.length) return await inState(index, query)
  if (exams.length) return ofExams(index, query)
  const [topic] = topics
  const only = topic && onlyStateOf(particular, lexicon)
  if (only && !isOnlyName(query, topic)) return await inState(index, { ...query, states: [only] })
  if (particular.length && (!topic || isOnlyName(query, topic))) {
    return ofTitles(index, { ...query, titles: particular }, lexicon)
  }
  if (topic) return acrossStates(index, query)
  if (titles.length) return ofTitles(index, query, lexicon)
  return glossary.slice(0, 1).flatMap((id) =>
    pageAnswer(index, "glossary/").map((page) => ({ ...page, address: `glossary/#${id}` }))
  )
}

/** @type {Terms} */
const NO_TERMS = { states: [], titles: [], exams: [], glossary: [], topics: [], families: [], grades: {}, ask: "" }
/** @type {{ index?: Index, lexicon?: Lexicon }} */
const prepared = {}
/** @param {Index} index @returns {Lexicon} */
const lexicon = (index) => {
  if (prepared.index !== index || !prepared.lexicon) {
    prepared.index = index
    prepared.lexicon = lexiconOf(index.terms ?? NO_TERMS, index.stop)
  }
  return prepared.lexicon
}

/** The best section of each page, those of the state first. @param {Result[]} results @param {Query} query @param {Answer[]} answers */
const grouped = (results, { states }, answers) => {
  const pages = new Set(answers.map(({ address }) => address.split("#")[0]))
  const here = states.map(({ slug }) => `/${slug}/`)
  /** @param {Result} result */
  const factor = ({ address }) =>
    !here.length ? 1 : here.some((slug) => address.includes(slug)) ? 2 : /^(states|move)\/./.test(address) ? 0.3 : 1
  return results.map((result) => ({ ...result, score: result.score * factor(result) }))
    .toSorted((a, b) => b.score - a.score).filter(({ address }) => {
      const [page] = address.split("#")
      return !pages.has(page) && pages.add(page)
    }).slice(0, SHOWN)
}

/**
 * The reply to a question.
 * @param {string} question
 * @param {string | URL} [from] the folder of the index
 * @returns {Promise<Reply>}
 */
export const reply = (question, from) =>
  withIndex(async (index) => {
    const found = await replyFrom(index, question)
    const parts = question.replace(/-/g, " ")
    return found.answers.length || found.results.length || parts === question ? found : await replyFrom(index, parts)
  }, from)

/** @param {Index} index @param {string} question @returns {Promise<Reply>} */
const replyFrom = async (index, question) => {
  const lexiconHere = lexicon(index)
  const asked = words(question)
  const doubtful = unknownWords(asked, lexiconHere)
  const indexed = await Promise.all(doubtful.map((word) => isIndexed(index, word)))
  const isWord = (/** @type {string} */ word) => indexed[doubtful.indexOf(word)]
  const query = understand(question, lexiconHere, isWord)
  const unfinished = /[\p{L}\p{N}]$/u.test(question) ? query.words.at(-1) : ""
  const [found, schools, first] = await Promise.all([
    find(index, searched(query), unfinished),
    schoolsOf(index, query, question),
    answersTo(index, query, lexiconHere),
  ])
  const best = withBest(first, query, found.results)
  const answers = distinct([
    ...titled(index, query),
    ...schools.list,
    ...(asksOfSchool(query, question) ? [...schools.named, ...best] : [...best, ...schools.named]),
  ])
  return {
    ...found,
    missing: found.missing.filter((word) => !answers.length || !query.understood.includes(word)),
    answers,
    results: grouped(found.results, query, answers),
    read: [...new Set([...query.read, ...found.read])],
    topics: lexiconHere.terms.topics,
    grades: lexiconHere.terms.grades,
    ask: lexiconHere.terms.ask,
    nearest: answers.length || found.results.length ? "" : nearestName(question, lexiconHere),
  }
}

/** The words to look for in pages: codes of states as their names. @param {Query} query */
const searched = ({ words: all, states }) => {
  const codes = new Map(states.map(({ code, name }) => [code.toLowerCase(), words(name)]))
  return all.flatMap((word) => codes.get(word) ?? [word])
}

/** In a state whose page alone was named, the section of it that fits best. @param {Answer[]} answers @param {Query} query @param {Result[]} results @returns {Answer[]} */
const withBest = (answers, { states, topics, rest }, results) => {
  const [first, ...others] = answers
  if (
    !first || first.facts.length || !states.length || first.address.includes("#") ||
    !first.address.startsWith("states/")
  ) return answers
  const section = results.find(({ address }) => address.startsWith(`${first.address}#`))
  if (!section || !(topics.length || rest.length)) return answers
  return [answer(section.address, `${section.title}: ${section.heading}`, { place: section }), ...others]
}

/** Each page once. @param {Answer[]} answers */
const distinct = (answers) => {
  const pages = new Set()
  return answers.filter(({ address }) => {
    const [page] = address.split("#")
    return !pages.has(page) && pages.add(page)
  })
}

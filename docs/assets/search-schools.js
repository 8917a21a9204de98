// The schools that a question names or asks for. Few questions do: search-answers.js loads this then.

import { piece, words } from "./search-index.js"

/**
 * @import { Answer } from "./search-answers.js"
 * @import { Index } from "./search-index.js"
 * @import { AnswerRow, Query } from "./search-query.js"
 *
 * @typedef {[code: string, slug: string, schools: [name: string, city: string, unitid: number, degrees: number, ...others: string[]][]][]} Schools
 */

const SMALL_WORDS = new Set("of the at and in for main campus".split(" "))
const SCHOOL_KINDS = new Set("university college institute seminary school state".split(" "))

/** How near the name of a school is to the words that are left of a question: 0 when it isn't. @param {string} name @param {Query} query */
const nameScore = (name, { words: all, rest }) => {
  const telling = words(name).filter((word) => !SMALL_WORDS.has(word))
  const letters = telling.map(([first]) => first).join("")
  if (rest.some((word) => word.length > 2 && word === letters)) return 10
  const joined = ` ${all.filter((word) => !SMALL_WORDS.has(word)).join(" ")} `
  let begins = 0
  while (begins < telling.length && joined.includes(` ${telling.slice(0, begins + 1).join(" ")} `)) begins++
  const distinct = telling.slice(0, begins).some((word) => rest.includes(word))
  const whole = begins === telling.length
  if (!begins || (!distinct && !(whole && begins > 1))) return 0
  const missing = telling.slice(begins).filter((word) => !SCHOOL_KINDS.has(word)).length
  return begins + (whole && begins > 1 ? 1 : 0) - missing / 10
}

/** How near a school is to the words that are left of a question, by its names or city. @param {string[]} names @param {string} city @param {Query} query */
const schoolScore = (names, city, query) => {
  const inCity = words(city)
  const here = ` ${query.words.join(" ")} `.includes(` ${inCity.join(" ")} `) &&
    inCity.some((word) => query.rest.includes(word))
  return Math.max(...names.map((name) => nameScore(name, query)), here ? 0.9 : 0)
}

/** The schools that the words left of a question name, best first. @param {Index} index @param {Query} query @returns {Promise<Answer[]>} */
export const schoolsNamed = async (index, query) => {
  /** @type {Schools} */
  const known = await piece(index, "schools.json")
  const found = known.flatMap(([code, slug, schools]) =>
    schools.map(([name, city, unitid, degrees, ...others]) => ({
      code,
      slug,
      name,
      city,
      unitid,
      degrees,
      score: schoolScore([name, ...others], city, query),
    }))
  )
  const best = Math.max(...found.map(({ score }) => score))
  const [topic] = query.topics
  if (best < 1 && topic && topic.section !== "schools") return [] // no more than the name of a city
  return found.filter(({ score }) => score && score > best - 1).toSorted((a, b) =>
    b.score - a.score || b.degrees - a.degrees
  ).slice(0, 3)
    .map(({ slug, name, city, unitid, code }) => ({
      address: `states/${slug}/#s${unitid}`,
      title: `${name}, ${city}, ${code}`,
      facts: [],
      links: [],
    }))
}

const OF_RULE =
  /^(can|do|does|is|are(?! there)|will|would|should|how)\b|\b(my|non|not|without|need|require\w*|accept\w*)\b/i
/** The list of schools, by what a question says of accreditation or of online programs. @param {string} question @param {Query} query @returns {Answer[]} */
export const schoolList = (question, { words: all, states: [state] }) => {
  const body = ["cacrep", "mpcac"].find((word) => all.includes(word))?.toUpperCase()
  const online = all.includes("online")
  if (OF_RULE.test(question) || !(body || online)) return []
  const filters = {
    ...state && { state: state.code },
    ...body && { accredited: body },
    ...online && { delivery: "online" },
  }
  const kinds = [
    ...body ? [`${body} accreditation confirmed here`] : [],
    ...online ? ["a program taught online, as the school says"] : [],
  ]
  /** @type {AnswerRow} */
  const others = ["Other schools", "Many haven’t been checked; that says nothing about their programs.", "", ""]
  const title = `${state ? `${state.name}: ` : ""}Schools with ${kinds.join(" and ")}`
  return [{ address: `schools/?${new URLSearchParams(filters)}`, title, facts: [others], links: [] }]
}

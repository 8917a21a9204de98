// The cases that hooks/atlas/ and the scripts share. tests/domain/test_golden.py holds Python to them.

/**
 * @import { LogCount, Session } from "../../docs/assets/hours-log.js"
 * @import { Asked, ExamNeed, Need, Pace, Plan, Verdict } from "../../docs/assets/reckon.js"
 *
 * @typedef {object} Cases
 * @property {{ name: string, need: Need, have: number | null, expected: Verdict }[]} moves
 * @property {{ name: string, need: ExamNeed, passed: string[] | null, expected: Verdict }[]} exams
 * @property {{ name: string, needs: ExamNeed[], passed: string[] | null, expected: Verdict }[]} paths
 * @property {{ name: string, needs: ExamNeed[], alternatives: string[][], expected: Verdict }[]} holders
 * @property {RouteCase[]} routes
 * @property {{ name: string, asked: Asked, pace: Pace, expected: Plan }[]} plans
 * @property {{ name: string, sessions: Session[], asked: Asked, expected: LogCount }[]} logs
 * @property {{ name: string, text: string, question: string[] }[]} words
 * @property {{ name: string, files: Record<string, unknown>, questions: Search[] }[]} searches
 *
 * @typedef {object} RouteCase of endorsement, or with `members` of the compact
 * @property {string} name
 * @property {boolean | null} independent of the compact never null
 * @property {number | null} years
 * @property {number[]} asked
 * @property {(boolean | null)[]} members
 * @property {boolean[]} issuing
 * @property {string} expected
 *
 * @typedef {object} Search
 * @property {string} question
 * @property {string[]} addresses of the sections found, best first
 * @property {number} count of the sections with every word, or with any where none has all
 * @property {string[]} read words that were read for others
 * @property {string[]} missing words that are nowhere
 */

/** @type {Cases} */
export const CASES = JSON.parse(Deno.readTextFileSync(new URL("../golden/cases.json", import.meta.url)))

// Compare: sort, filter, choose columns, two to four side by side, share, download. The table itself is the data.

import { $, $$, complain, corrections, csvLine, download, el, outOfBounds, toolData, writeAddress } from "./tools.js"
import { holdsFor, pathExamVerdict, verdict } from "./reckon.js"

/** @import { ExamNeed, Need, Outcome } from "./reckon.js" */

const tool = $("[data-compare]")
/** @type {HTMLTableElement} */
const table = $("table.compare")
const body = table.tBodies[0]
/** @type {HTMLTableCellElement[]} */
const heads = $$("thead th[data-id]", table)
/** @type {HTMLTableRowElement[]} */
const rows = $$("tr[data-row]", body)
/** @type {(HTMLInputElement | HTMLSelectElement)[]} */
const filters = $$("[data-filter]", tool)
/** @type {HTMLInputElement[]} */
const boxes = $$("[data-column]", tool)
const side = $("[data-sidebyside]", tool)
/** @type {HTMLButtonElement} */
const sideButton = $("[data-side]")
const status = $("[data-status]", tool)
const columns = () => boxes.filter((box) => box.checked).map((box) => box.dataset.column)
// A phone has room for three columns beside the state; the others can be chosen.
if (matchMedia("(max-width: 44.9375em)").matches) {
  for (const box of boxes) box.checked &&= !("wide" in box.dataset)
}
const first = columns()
const MOST = 4
let order = { id: "", down: false }
/** Fields of what the reader has, by the fact. */
const own = /** @type {HTMLInputElement[]} */ ($$("[data-have]", tool))
const examBoxes = /** @type {HTMLInputElement[]} */ ($$("[data-have-exam]", tool))
const tray = $("[data-tray]")
const notice = $("[data-notice]", tool)

/** @param {string | undefined} id */
const at = (id) => heads.findIndex((head) => head.dataset.id === id)
/** @param {HTMLTableRowElement} row @param {string | undefined} id */
const cellOf = (row, id) => row.cells[at(id) + 1]
/** What a cell is sorted and filtered by; "" without a figure. @param {HTMLTableRowElement} row @param {string | undefined} id */
const keyOf = (row, id) => cellOf(row, id).dataset.v ?? ""
/** For whom a row matches a filter, by every value of its cell: of other groups of people, of other readings. @param {HTMLTableRowElement} row @param {HTMLInputElement | HTMLSelectElement} filter */
function matching(row, filter) {
  const { filter: id } = filter.dataset
  const wanted = filter.value.trim().toLowerCase()
  return holdsFor(
    (cellOf(row, id).dataset.all ?? keyOf(row, id)).split("|"),
    (value) => fits(filter, value, wanted),
  )
}
/** @param {HTMLTableRowElement} row @returns {HTMLInputElement} */
const boxOf = (row) => $("input[data-pick]", row)
const picked = () => rows.filter((row) => boxOf(row).checked)
/** @param {Element} cell */
const text = (cell) => cell.textContent.trim().replace(/\s+/g, " ")
/** @param {HTMLTableRowElement} row */
const named = (row) => `${text($("a", row.cells[0]))}, ${text($(".note", row.cells[0]))}`

/** What is wrong with a number that is entered. @param {HTMLInputElement | HTMLSelectElement} field */
const wrongWith = (field) => field instanceof HTMLInputElement && field.type === "number" ? outOfBounds(field) : ""

/**
 * A row passes a filter, fails it, or has no figure to judge by.
 * @param {HTMLTableRowElement} row
 * @param {HTMLInputElement | HTMLSelectElement} filter
 */
function passes(row, filter) {
  const wanted = filter.value.trim().toLowerCase()
  if (!wanted || wrongWith(filter)) return true
  if (filter.dataset.filter === "words") return wanted.split(/\s+/).every((word) => row.dataset.words?.includes(word))
  if (filter.dataset.filter === "compact") {
    const member = keyOf(row, "compact_member")
    return wanted === "issuing"
      ? row.dataset.compact === "issuing"
      : wanted === "member"
      ? member === "yes"
      : member === "no"
  }
  return matching(row, filter) !== "none"
}

/** @param {HTMLInputElement | HTMLSelectElement} filter @param {string} value @param {string} wanted */
function fits(filter, value, wanted) {
  if (filter.dataset.op === "max") return Number(value) <= Number(wanted)
  if (filter.dataset.op === "has") return value.split(" ").includes(wanted)
  return value === wanted
}

const figureFilters = () =>
  filters.filter((filter) =>
    filter.value && !wrongWith(filter) && filter.dataset.op && filter.dataset.filter !== "compact"
  )

/** Whether a row is shown for a figure that holds for some people, or by some sources, only. @param {HTMLTableRowElement} row */
const forSome = (row) => figureFilters().some((filter) => matching(row, filter) === "some")

/** @param {HTMLTableRowElement} row */
function withoutFigure(row) {
  return figureFilters().some((filter) => keyOf(row, filter.dataset.filter) === "")
}

// What the reader has against today's figures and all exams of the path, judged as Move does.

/** @typedef {(row: HTMLTableRowElement) => Outcome} Judge */
/** @type {Record<string, { figures: Record<string, Need>, exams: ExamNeed[] }>} by row */
const needs = toolData()
const needsOf = (/** @type {HTMLTableRowElement} */ row) => needs[row.dataset.row ?? ""]
const OWN_WORDS = [["met", "Meets"], ["short", "Short"], ["cannot_tell", "Unclear"], ["not_set", "Not set by law"]]

/** The exams that are ticked; null when no box is, [] with "none". */
function passed() {
  const ticked = examBoxes.filter(({ checked }) => checked).map(({ value }) => value)
  return ticked.length ? ticked.filter((id) => id !== "none") : null
}

/** What is entered: a word for it, and how it stands in a row. @returns {{ word: string, judge: Judge }[]} */
function given() {
  const figures = own.filter((field) => field.value && !wrongWith(field)).map(({ value, dataset }) => ({
    word: dataset.word ?? "",
    /** @type {Judge} */
    judge: (row) => verdict(needsOf(row).figures[dataset.have ?? ""], Number(value)).outcome,
  }))
  const exams = passed()
  if (!exams) return figures
  /** @type {Judge} */
  const judge = (row) => {
    const { outcome } = pathExamVerdict(needsOf(row).exams, exams)
    return outcome === "not_set" ? "met" : outcome // no exam is required
  }
  return [...figures, { word: "exams", judge }]
}

/** Fewer things missing first, then fewer unclear. @param {HTMLTableRowElement} row */
function missing(row) {
  const found = given().map(({ judge }) => judge(row))
  return found.filter((outcome) => outcome === "short").length * 100 +
    found.filter((outcome) => !["short", "met"].includes(outcome)).length
}

/** @param {HTMLTableRowElement} row */
function tellOwn(row) {
  const place = $(".compare__own", row)
  const entries = given()
  /** @param {string} outcome */
  const named = (outcome) => entries.filter(({ judge }) => judge(row) === outcome).map(({ word }) => word).join(", ")
  const parts = OWN_WORDS.map(([outcome, word]) => [word, named(outcome)])
    .filter(([, words]) => words).map((pair) => pair.join(": "))
  place.textContent = parts.join(". ")
}

function sort() {
  const head = heads[at(order.id)]
  for (const other of heads) {
    other.setAttribute("aria-sort", other === head ? (order.down ? "descending" : "ascending") : "none")
  }
  const numeric = head && "numeric" in head.dataset
  /** @type {typeof keyOf} */
  const key = head ? keyOf : () => ""
  const easiest = !head && given().length > 0
  const sorted = [...rows].sort((a, b) => {
    if (easiest) return missing(a) - missing(b) || rows.indexOf(a) - rows.indexOf(b)
    const [x, y] = [key(a, order.id), key(b, order.id)]
    if (x === y) return rows.indexOf(a) - rows.indexOf(b)
    if (x === "" || y === "") return x === "" ? 1 : -1 // what has no figure comes last, up or down
    const way = numeric ? Number(x) - Number(y) : x.localeCompare(y)
    return order.down ? -way : way
  })
  // A row that is moved loses the focus and, to who listens, its place: only what changed is moved.
  if (sorted.some((row, index) => body.rows[index] !== row)) body.append(...sorted)
}

function update() {
  const fields = [...filters, ...own]
  for (const field of fields) complain(field, wrongWith(field))
  const wrong = fields.filter(wrongWith).length
  let left = 0
  let some = 0
  for (const row of rows) {
    row.hidden = !filters.every((filter) => passes(row, filter))
    if (row.hidden && withoutFigure(row)) left += 1
    if (!row.hidden && forSome(row)) some += 1
    tellOwn(row)
  }
  const chosen = columns()
  heads.forEach((head, index) => {
    const on = chosen.includes(head.dataset.id)
    for (const line of [table.rows[0], ...rows]) line.cells[index + 1].hidden = !on
  })
  sort()
  const count = rows.filter((row) => !row.hidden).length
  const picks = picked()
  for (const row of rows) boxOf(row).disabled = picks.length >= MOST && !picks.includes(row)
  sideButton.disabled = picks.length < 2
  status.textContent = `${count} of ${rows.length} paths match.` +
    (some ? ` ${some} of these match for some people or by some sources only; the cell says for whom.` : "") +
    (left ? ` ${left} left out because the number isn’t set or confirmed.` : "") +
    (given().length && !order.id ? " Sorted by what you have: fewest gaps first." : "") +
    (wrong ? ` ${corrections(wrong)}` : "")
  fillTray(picks)
  remember(chosen)
}

/** The picked rows, in sight while the table is. @param {HTMLTableRowElement[]} picks */
function fillTray(picks) {
  tray.hidden = !picks.length
  $("[data-picked]", tray).textContent = picks.length === 1
    ? `${named(picks[0])}. Pick one more to set them side by side.`
    : picks.map(named).join(" · ")
}

/** @param {(string | undefined)[]} chosen */
function remember(chosen) {
  writeAddress([
    ...filters.map((filter) => /** @type {[string, string]} */ ([filter.dataset.filter, filter.value.trim()])),
    ...own.map((field) => /** @type {[string, string]} */ ([`have_${field.dataset.have}`, field.value.trim()])),
    ["have_exams", examBoxes.filter(({ checked }) => checked).map(({ value }) => value).join(".")],
    ["sort", order.id && (order.down ? "-" : "") + order.id],
    ["columns", chosen.join() === first.join() ? "" : chosen.join(".")],
    ["pick", picked().map((row) => row.dataset.row).join(".")],
    ["side", side.childElementCount ? "1" : ""],
  ])
}

function recall() {
  const query = new URLSearchParams(location.search)
  // Typed before this script was there, or brought back by the browser: that counts more than the address.
  const early = [...filters, ...own].filter(({ value }) => value).map((field) => ({ field, value: field.value }))
  /** @type {string[]} */
  const strange = []
  for (const filter of filters) {
    const value = query.get(filter.dataset.filter ?? "")
    if (value === null) continue
    filter.value = value
    if (value && filter.value !== value) {
      filter.value = ""
      strange.push(`${filter.dataset.filter}=${value}`)
    }
  }
  for (const field of own) field.value = query.get(`have_${field.dataset.have}`) ?? ""
  const ticked = (query.get("have_exams") ?? "").toLowerCase().split(".").filter(Boolean)
  for (const box of examBoxes) box.checked ||= ticked.includes(box.value)
  const exams = examBoxes.map(({ value }) => value)
  strange.push(...ticked.filter((id) => !exams.includes(id)).map((id) => `have_exams=${id}`))
  for (const { field, value } of early) field.value = value
  const sorted = query.get("sort") ?? ""
  if (at(sorted.replace("-", "")) >= 0) order = { id: sorted.replace("-", ""), down: sorted.startsWith("-") }
  else if (sorted) strange.push(`sort=${sorted}`)
  const shown = (query.get("columns") ?? "").split(".").filter(Boolean)
  const known = shown.filter((id) => at(id) >= 0)
  strange.push(...shown.filter((id) => !known.includes(id)).map((id) => `columns=${id}`))
  if (known.length) { for (const box of boxes) box.checked = known.includes(box.dataset.column ?? "") }
  for (const pick of (query.get("pick") ?? "").split(".").filter(Boolean)) {
    const row = rows.find(({ dataset }) => dataset.row?.toLowerCase() === pick.toLowerCase())
    if (!row) strange.push(`pick=${pick}`)
    else if (picked().length < MOST) boxOf(row).checked = true
  }
  notice.textContent = strange.length
    ? `We couldn’t read part of this link, so we left it out: ${strange.join(", ")}.`
    : ""
  return query.get("side") === "1"
}

// The picked rows as a table of their own, facts down the side; a fact on which they differ is marked in words and bold.
function sideBySide(focus = true) {
  const picks = picked()
  side.replaceChildren()
  if (picks.length >= 2) {
    const head = el(
      "tr",
      {},
      el("th", { scope: "col" }, "Fact"),
      ...picks.map((row) => el("th", { scope: "col" }, named(row))),
    )
    const lines = heads.map((column) => {
      const cells = picks.map((row) => cellOf(row, column.dataset.id))
      const same = new Set(cells.map(text)).size === 1
      return el(
        "tr",
        { class: same ? "same-all" : "differs" },
        el("th", { scope: "row" }, text(column), same ? "" : el("span", { class: "flag" }, "differs")),
        ...cells.map((cell, index) => {
          const link = $("a", cell)
          return el(
            "td",
            { class: cell.className.replace("extra", ""), "data-label": named(picks[index]) },
            el("a", { href: link.getAttribute("href") }, text(cell)),
          )
        }),
      )
    })
    const close = el("button", { type: "button", class: "button" }, "Close")
    close.addEventListener("click", () => {
      side.replaceChildren()
      update()
      sideButton.focus()
    })
    side.append(
      el("h2", { id: "side-by-side", tabindex: "-1" }, "Side by side"),
      el(
        "div",
        { class: "scroll", role: "region", "aria-label": "Side by side", tabindex: "0" },
        el(
          "table",
          { class: "plain sidetable cards" },
          el("caption", { class: "vh" }, "The chosen states, fact by fact"),
          el("thead", {}, head),
          el("tbody", {}, ...lines),
        ),
      ),
      close,
    )
    if (focus) $("#side-by-side").focus()
  }
  update()
}

function csv() {
  const shown = heads.filter((head) => !head.hidden)
  /** @param {HTMLTableCellElement} head */
  const title = (head) => {
    const { unit = "" } = head.dataset
    const said = !unit || text(head).toLowerCase().includes(unit.split(" ").at(-1) ?? "")
    return text(head) + (said ? "" : ` (${unit})`)
  }
  const lines = [[
    "State",
    "Path",
    ...shown.flatMap((head) => "numeric" in head.dataset ? [title(head), `${text(head)}, in words`] : [text(head)]),
  ]]
  for (const row of [...body.rows].filter((line) => !line.hidden)) {
    const name = row.cells[0]
    lines.push([
      text($("a", name)),
      text($(".note", name)),
      ...shown.flatMap((head) => {
        const words = text(cellOf(row, head.dataset.id))
        return "numeric" in head.dataset ? [keyOf(row, head.dataset.id), words] : [words]
      }),
    ])
  }
  return lines.map(csvLine).join("\r\n") + "\r\n"
}

for (const row of rows) {
  const box = el("input", { type: "checkbox", "data-pick": true, "aria-label": `Pick ${named(row)}` })
  row.cells[0].prepend(el("label", { class: "pick" }, box))
  row.cells[0].append(el("span", { class: "note compare__own" }))
}
for (const head of heads) {
  const button = el("button", { type: "button", class: "sort" }, text(head))
  head.replaceChildren(button)
  button.addEventListener("click", () => {
    const { id = "" } = head.dataset
    order = { id, down: order.id === id && !order.down }
    update()
  })
}
const open = recall()
if (given().length) /** @type {HTMLDetailsElement} */ (own[0].closest("details")).open = true
tool.addEventListener("input", (event) => {
  const { target } = event
  if (
    !(target instanceof HTMLElement) || !target.matches("[data-filter], [data-column], [data-have], [data-have-exam]")
  ) return
  if (target instanceof HTMLInputElement && "haveExam" in target.dataset && target.checked) {
    for (const box of examBoxes) if ((box.value === "none") !== (target.value === "none")) box.checked = false
  }
  update()
})
tool.addEventListener("submit", (event) => event.preventDefault())
body.addEventListener("change", () => (side.childElementCount ? sideBySide(false) : update()))
sideButton.addEventListener("click", () => sideBySide())
$("[data-clear]", tray).addEventListener("click", () => {
  for (const row of picked()) boxOf(row).checked = false
  side.replaceChildren()
  update()
  $("input", body).focus()
})
$("[data-csv]", tool).addEventListener(
  "click",
  () => download("counselor-licensure-compare.csv", "text/csv;charset=utf-8", csv()),
)
$("[data-copy]", tool).addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(location.href)
    status.textContent = "The link is copied."
  } catch {
    status.textContent = `Copy the address of this page: ${location.href}`
  }
})
$("[data-reset]", tool).addEventListener("click", () => {
  for (const filter of [...filters, ...own]) filter.value = ""
  for (const box of examBoxes) box.checked = false
  notice.textContent = ""
  for (const box of boxes) box.checked = first.includes(box.dataset.column)
  for (const row of picked()) boxOf(row).checked = false
  order = { id: "", down: false }
  side.replaceChildren()
  update()
})
open ? sideBySide(false) : update()
tool.removeAttribute("data-unready")

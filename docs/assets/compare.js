// Compare: sort, filter, choose columns, two to four side by side, share, download. The table itself is the data.

import { $, $$, csvLine, download, el, writeAddress } from "./tools.js"

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
const sideButton = $("[data-side]", tool)
const status = $("[data-status]", tool)
const columns = () => boxes.filter((box) => box.checked).map((box) => box.dataset.column)
const first = columns()
const MOST = 4
let order = { id: "", down: false }

/** @param {string | undefined} id */
const at = (id) => heads.findIndex((head) => head.dataset.id === id)
/** @param {HTMLTableRowElement} row @param {string | undefined} id */
const cellOf = (row, id) => row.cells[at(id) + 1]
/** What a cell is sorted and filtered by; "" without a figure. @param {HTMLTableRowElement} row @param {string | undefined} id */
const keyOf = (row, id) => cellOf(row, id).dataset.v ?? ""
/** @param {HTMLTableRowElement} row @returns {HTMLInputElement} */
const boxOf = (row) => $("input[data-pick]", row)
const picked = () => rows.filter((row) => boxOf(row).checked)
/** @param {Element} cell */
const text = (cell) => cell.textContent.trim().replace(/\s+/g, " ")
/** @param {HTMLTableRowElement} row */
const named = (row) => `${text($("a", row.cells[0]))}, ${text($(".note", row.cells[0]))}`

/**
 * A row passes a filter, fails it, or has no figure to judge by.
 * @param {HTMLTableRowElement} row
 * @param {HTMLInputElement | HTMLSelectElement} filter
 */
function passes(row, filter) {
  const wanted = filter.value.trim().toLowerCase()
  if (!wanted) return true
  if (filter.dataset.filter === "words") return wanted.split(/\s+/).every((word) => row.dataset.words?.includes(word))
  if (filter.dataset.filter === "compact") {
    const member = keyOf(row, "compact_member")
    return wanted === "issuing"
      ? row.dataset.compact === "issuing"
      : wanted === "member"
      ? member === "yes"
      : member === "no"
  }
  const value = keyOf(row, filter.dataset.filter)
  if (value === "") return false
  if (filter.dataset.op === "max") return Number(value) <= Number(wanted)
  if (filter.dataset.op === "has") return value.split(" ").includes(wanted)
  return value === wanted
}

/** @param {HTMLTableRowElement} row */
function withoutFigure(row) {
  return filters.some((filter) =>
    filter.value && filter.dataset.op && filter.dataset.filter !== "compact" &&
    keyOf(row, filter.dataset.filter) === ""
  )
}

function sort() {
  const head = heads[at(order.id)]
  for (const other of heads) {
    other.setAttribute("aria-sort", other === head ? (order.down ? "descending" : "ascending") : "none")
  }
  const numeric = head && "numeric" in head.dataset
  /** @type {typeof keyOf} */
  const key = head ? keyOf : () => ""
  const sorted = [...rows].sort((a, b) => {
    const [x, y] = [key(a, order.id), key(b, order.id)]
    if (x === y) return rows.indexOf(a) - rows.indexOf(b)
    if (x === "" || y === "") return x === "" ? 1 : -1 // what has no figure comes last, up or down
    const way = numeric ? Number(x) - Number(y) : x.localeCompare(y)
    return order.down ? -way : way
  })
  body.append(...sorted)
}

function update() {
  let left = 0
  for (const row of rows) {
    row.hidden = !filters.every((filter) => passes(row, filter))
    if (row.hidden && withoutFigure(row)) left += 1
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
  status.textContent = `${count} of ${rows.length} shown.` +
    (left ? ` ${left} left out because the figure is not set or not known.` : "") +
    (picks.length === 1 ? " Pick one more to set them side by side." : "")
  remember(chosen)
}

/** @param {(string | undefined)[]} chosen */
function remember(chosen) {
  writeAddress([
    ...filters.map((filter) => /** @type {[string, string]} */ ([filter.dataset.filter, filter.value.trim()])),
    ["sort", order.id && (order.down ? "-" : "") + order.id],
    ["columns", chosen.join() === first.join() ? "" : chosen.join(".")],
    ["pick", picked().map((row) => row.dataset.row).join(".")],
    ["side", side.childElementCount ? "1" : ""],
  ])
}

function recall() {
  const query = new URLSearchParams(location.search)
  for (const filter of filters) filter.value = query.get(filter.dataset.filter ?? "") ?? filter.value
  const sorted = query.get("sort") || ""
  if (at(sorted.replace("-", "")) >= 0) order = { id: sorted.replace("-", ""), down: sorted.startsWith("-") }
  const shown = query.get("columns")?.split(".")
  if (shown) { for (const box of boxes) box.checked = shown.includes(box.dataset.column ?? "") }
  const picks = (query.get("pick") || "").split(".").slice(0, MOST)
  for (const row of rows) boxOf(row).checked = picks.includes(row.dataset.row ?? "")
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
        ...cells.map((cell) => {
          const link = $("a", cell)
          return el(
            "td",
            { class: cell.className.replace("extra", "") },
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
      el("h2", {}, "Side by side"),
      el(
        "div",
        { class: "scroll", role: "region", "aria-label": "Side by side", tabindex: "0" },
        el(
          "table",
          { class: "plain sidetable" },
          el("caption", { class: "vh" }, "The chosen states, fact by fact"),
          el("thead", {}, head),
          el("tbody", {}, ...lines),
        ),
      ),
      close,
    )
    if (focus) side.focus()
  }
  update()
}

function csv() {
  const shown = heads.filter((head) => !head.hidden)
  const lines = [["State", "Path", ...shown.map(text)]]
  for (const row of [...body.rows].filter((line) => !line.hidden)) {
    const name = row.cells[0]
    lines.push([
      text($("a", name)),
      text($(".note", name)),
      ...shown.map((head) => text(cellOf(row, head.dataset.id))),
    ])
  }
  return lines.map(csvLine).join("\r\n") + "\r\n"
}

for (const row of rows) {
  const label = el("span", { class: "vh" }, `Pick ${named(row)}`)
  row.cells[0].prepend(el("label", { class: "pick" }, el("input", { type: "checkbox", "data-pick": true }), label))
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
tool.addEventListener("input", (event) => {
  if (event.target instanceof Element && event.target.matches("[data-filter], [data-column]")) update()
})
tool.addEventListener("submit", (event) => event.preventDefault())
body.addEventListener("change", () => (side.childElementCount ? sideBySide(false) : update()))
sideButton.addEventListener("click", () => sideBySide())
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
  for (const filter of filters) filter.value = ""
  for (const box of boxes) box.checked = first.includes(box.dataset.column)
  for (const row of picked()) boxOf(row).checked = false
  order = { id: "", down: false }
  side.replaceChildren()
  update()
})
open ? sideBySide(false) : update()

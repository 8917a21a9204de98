// What Compare, Move and Plan share. No framework, no network: figures stand in the page.

export const $ = (selector, root = document) => root.querySelector(selector)
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)]

// An element: el("p", {class: "note"}, "text", child). Texts are texts, never markup.
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) node.setAttribute(key, value === true ? "" : value)
  }
  node.append(...children.filter((child) => child != null && child !== false))
  return node
}

export const toolData = () => JSON.parse($("#tool-data").textContent)

export function number(value) {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 })
}

export function plural(value, unit) {
  return `${number(value)} ${value === 1 ? unit.replace(/s$/, "") : unit}`
}

export function money(value) {
  return value.toLocaleString("en-US", { style: "currency", currency: "USD", minimumFractionDigits: value % 1 ? 2 : 0 })
}

const MONTHS = "January February March April May June July August September October November December".split(" ")

export function longDate(iso) {
  const [year, month, day] = iso.split("-").map(Number)
  return `${day} ${MONTHS[month - 1]} ${year}`
}

// Offer a text as a file.
export function download(name, type, text) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

// One line of CSV. A cell that a spreadsheet would take for a formula is quoted with an apostrophe.
export function csvLine(cells) {
  return cells.map((cell) => {
    const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }).join(",")
}

export function option(value, label) {
  return el("option", { value }, label)
}

// Keep the state of a tool in the address, so that it can be shared.
export function writeAddress(entries) {
  const query = new URLSearchParams(entries.filter(([, value]) => value !== "" && value != null))
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname)
}

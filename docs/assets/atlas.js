// Comfort only: every page works without this file. Nothing leaves the browser.

// The box that finds a state by name, title, abbreviation or nickname.
for (const finder of document.querySelectorAll("[data-finder]")) {
  const box = finder.querySelector(".finder__box")
  const input = box.querySelector("input")
  const none = finder.querySelector(".finder__none")
  const items = [...finder.querySelectorAll("[data-words]")]
  box.hidden = false
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
    let shown = 0
    for (const item of items) {
      item.hidden = !words.every((word) => item.dataset.words.includes(word))
      shown += item.hidden ? 0 : 1
    }
    none.hidden = shown > 0
  })
  input.addEventListener("keydown", (event) => {
    const first = items.find((item) => !item.hidden)
    if (event.key === "Enter" && input.value && first) first.querySelector("a").click()
  })
}

// Steps that are ticked stay ticked, in this browser only.
const KEY = "atlas.steps"
let done = {}
try {
  done = JSON.parse(localStorage.getItem(KEY)) || {}
} catch {
  done = {} // storage is switched off or holds something else
}
for (const step of document.querySelectorAll("input[data-step]")) {
  step.checked = Boolean(done[step.dataset.step])
  step.addEventListener("change", () => {
    if (step.checked) done[step.dataset.step] = true
    else delete done[step.dataset.step]
    try {
      localStorage.setItem(KEY, JSON.stringify(done))
    } catch {
      // the tick still shows until the page is closed
    }
  })
}

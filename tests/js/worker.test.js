import { deepEqual, equal, match, notEqual, ok, rejects } from "node:assert/strict"
import { Device, Site, Worker } from "./device.js"

/** @param {Site} site a site that nobody can reach */
const unreachable = (site) => Object.assign(new Site(site.root), { fault: () => "cut" })

/**
 * The builds of which every page of the site opens without a network: more than one would be a mixture.
 * @param {Device} device
 * @param {Site} site
 */
async function buildsOffline(device, site) {
  const worker = new Worker(device, unreachable(site))
  const builds = new Set()
  for (const address of site.listed.filter((address) => /^$|\/$/.test(address) && address !== "about/")) {
    const text = await (await worker.open(site.root + address)).text()
    builds.add(Number(/ of build (\d+)/.exec(text)?.[1]))
  }
  return [...builds]
}

/**
 * A device that has saved build 1 of a site whole.
 * @returns {Promise<{ device: Device, site: Site }>}
 */
async function saved() {
  const [device, site] = [new Device(), new Site().publish(1)]
  const worker = new Worker(device, site)
  ok(await worker.install())
  equal(await worker.save(), "finished")
  return { device, site }
}

/** How many caches there are of a site whose copy is complete: the shell, the copy, and what was opened since. */
const SETTLED = 3

Deno.test("a worker that is ended at any step of an update leaves one whole copy, and the next finishes the update", async () => {
  let ends = 0
  for (let steps = 0; steps < 1000; steps++) {
    const { device, site } = await saved()
    site.publish(2)
    const outcome = await new Worker(device, site, steps).save()
    const builds = await buildsOffline(device, site)
    ok(builds.length === 1 && builds[0] <= 2, `after ${steps} steps pages of builds ${builds}`)
    if (outcome === "finished") {
      deepEqual(builds, [2])
      break
    }
    equal(outcome, "ended")
    ends += 1
    const next = new Worker(device, site)
    ok(await next.install())
    equal(await next.save(), "finished")
    deepEqual(await buildsOffline(device, site), [2], `after ${steps} steps`)
    ok(device.names().length <= SETTLED, `${device.names()}`)
  }
  ok(ends > 50, `${ends}`)
})

Deno.test("a worker that is ended at any step of the first copy leaves what was opened, and the next finishes the copy", async () => {
  for (let steps = 0, outcome = "ended"; outcome === "ended"; steps++) {
    const [device, site] = [new Device(), new Site().publish(1)]
    const first = new Worker(device, site)
    await first.install()
    await first.open(`${site.root}states/1/`)
    outcome = await new Worker(device, site, steps).save()
    match(
      await (await new Worker(device, unreachable(site)).open(`${site.root}states/1/`)).text(),
      /state 1 of build 1/,
    )
    equal(await new Worker(device, site).save(), "finished")
    deepEqual(await buildsOffline(device, site), [1])
  }
})

Deno.test("a worker that is ended at any step of its installation is installed the next time", async () => {
  for (let steps = 0, ended = true; ended; steps++) {
    const [device, site] = [new Device(), new Site().publish(1)]
    const worker = new Worker(device, site, steps)
    await worker.install()
    ended = worker.taken === steps
    ok(await new Worker(device, site).install())
    match(
      (await new Worker(device, unreachable(site)).open(`${site.root}states/1/`)).headers.get("location") ?? "",
      /missing=/,
    )
  }
})

Deno.test("a worker that is ended at any step of another installation leaves a page offline/ with its files", async () => {
  for (let steps = 0, ended = true; ended; steps++) {
    const [device, site] = [new Device(), new Site().publish(1)]
    ok(await new Worker(device, site).install())
    const worker = new Worker(device, site.publish(2), steps)
    await worker.install()
    ended = worker.taken === steps
    const offline = new Worker(device, unreachable(site))
    const sheet = /assets\/site\.\w+\.css/.exec(await (await offline.open(`${site.root}offline/`)).text())?.[0]
    match(
      await (await offline.open(`${site.root}${sheet}`, { mode: "no-cors" })).text(),
      /style/,
      `after ${steps} steps`,
    )
  }
})

Deno.test("an installation that the network or the server cuts changes nothing", async () => {
  const { device, site } = await saved()
  const shell = () => JSON.stringify(device.addresses("licensure-atlas / shell"))
  const before = shell()
  site.publish(2)
  for (const fault of /** @type {const} */ (["cut", 500])) {
    for (const place of ["offline/", "assets/atlas.js"]) {
      site.fault = (address) => address === place ? fault : undefined
      equal(await new Worker(device, site).install(), false)
      equal(shell(), before)
      deepEqual(await buildsOffline(device, site), [1])
    }
  }
})

for (
  const [fault, reason] of /** @type {const} */ ([
    ["cut", "network"],
    ["truncated", "changed"],
    ["sign in", "changed"],
    [500, "server"],
    [404, "server"],
  ])
) {
  Deno.test(`an update that fails at any file (${fault}) says why, leaves the old copy, and goes on where it was`, async () => {
    for (const place of new Site().publish(2).listed.filter((address) => address !== "about/")) {
      const { device, site } = await saved()
      site.publish(2)
      site.fault = (address) => address === place ? fault : undefined
      const failure = await new Worker(device, site).save()
      equal(failure.reason, reason, place)
      equal(failure.address, site.root + place)
      equal(failure.status, typeof fault === "number" ? fault : undefined)
      equal(failure.total, site.listed.length)
      deepEqual(await buildsOffline(device, site), [1])
      site.fault = () => undefined
      site.asked = []
      equal(await new Worker(device, site).save(), "finished")
      equal(site.asked.length, 1 + failure.total - failure.done, `${place}: ${site.asked}`)
      deepEqual(await buildsOffline(device, site), [2])
    }
  })
}

Deno.test("an update of which even the list does not arrive says why and leaves the old copy", async () => {
  for (
    const [fault, reason]
      of /** @type {const} */ ([["cut", "network"], [500, "server"], ["sign in", "changed"], ["truncated", "changed"]])
  ) {
    const { device, site } = await saved()
    site.publish(2).fault = () => fault
    equal((await new Worker(device, site).save()).reason, reason)
    deepEqual(await buildsOffline(device, site), [1])
  }
})

Deno.test("a file that fails for a moment is asked for again", async () => {
  const [device, site] = [new Device(), new Site().publish(1)]
  site.fault = (address) => site.asked.filter((asked) => asked === address).length === 1 ? "cut" : undefined
  site.asked = ["offline/files.json"]
  equal(await new Worker(device, site).save(), "finished")
})

Deno.test("files that did not change are not loaded again", async () => {
  const { device, site } = await saved()
  site.publish(2).asked = []
  equal(await new Worker(device, site).save(), "finished")
  ok(!site.asked.includes("about/"))
})

Deno.test("a device without room says so, keeps the old copy, and gives back what the attempt took", async () => {
  const { device, site } = await saved()
  const before = device.used()
  site.publish(2, 40)
  for (let room = before; room < before + 2000; room += 100) {
    device.room = room
    const failure = await new Worker(device, site).save()
    equal(failure.reason, "room")
    equal(failure.bytes, 1234)
    equal(device.used(), before)
    match(await (await new Worker(device, unreachable(site)).open(site.root)).text(), /home of build 1/)
  }
  device.room = Infinity
  equal(await new Worker(device, site).save(), "finished")
})

Deno.test("what is opened on a device without room is shown all the same", async () => {
  const { device, site } = await saved()
  device.room = device.used()
  site.publish(2)
  match(await (await new Worker(device, site).open(site.root)).text(), /home of build 2/)
})

Deno.test("a site that is published anew during a download is saved as it is in the end", async () => {
  for (let moment = 1; moment < 12; moment++) {
    const { device, site } = await saved()
    site.publish(2).asked = []
    site.fault = () => {
      if (site.asked.length === moment) site.publish(3)
      return undefined
    }
    equal(await new Worker(device, site).save(), "finished")
    deepEqual(await buildsOffline(device, site), site.files[""].includes("build 3") ? [3] : [2], `${moment}`)
    const [copy] = device.names("copy")
    deepEqual(device.addresses(copy).sort(), [...site.listed, "offline/copy"].map((path) => site.root + path).sort())
  }
})

Deno.test("each message works for some seconds only, and the next goes on, in the same worker or another", async () => {
  const [device, site] = [new Device(), new Site().publish(1, 40)]
  let messages = 0
  for (let finished = false; !finished; messages++) {
    const worker = new Worker(device, site, Infinity, { hurry: 9000 })
    ;({ finished } = (await worker.send({ task: "save", begin: messages === 0 })).result)
  }
  ok(messages > 5, `${messages}`)
  equal(site.asked.filter((address) => address === "states/1/").length, 1)
  deepEqual(await buildsOffline(device, site), [1])
})

Deno.test("files that a browser removes meanwhile are loaded again before the copy is used", async () => {
  const [device, site] = [new Device(), new Site().publish(1, 40)]
  const worker = new Worker(device, site, Infinity, { hurry: 9000 })
  for (let begin = true, finished = false; !finished; begin = false) {
    ;({ finished } = (await worker.send({ task: "save", begin })).result)
    if (begin) device.caches.get(device.names("copy")[0])?.delete(site.root)
  }
  deepEqual(await buildsOffline(device, site), [1])
})

Deno.test("two pages that save at once, and one that deletes, do not disturb each other", async () => {
  const [device, site] = [new Device(), new Site().publish(1)]
  const worker = new Worker(device, site)
  deepEqual(await Promise.all([worker.save(), worker.save()]), ["finished", "finished"])
  equal(site.asked.filter((address) => address === "states/1/").length, 1)
  await Promise.all([worker.save(), worker.send({ task: "delete" })])
  deepEqual(device.names("copy"), [])
})

Deno.test("the page that was open before the worker opens without a network, with what it had loaded", async () => {
  const [device, site] = [new Device(), new Site().publish(1)]
  const worker = new Worker(device, site)
  await worker.install()
  const addresses = ["states/2/?from=mail", "assets/atlas.js", "api/v1/facts.json"].map((address) =>
    site.root + address
  )
  await worker.send({ task: "opened", addresses: [...addresses, "https://elsewhere.example/x.js"] })
  const offline = new Worker(device, unreachable(site))
  match(await (await offline.open(`${site.root}states/2/`)).text(), /state 2/)
  equal(await (await offline.open(`${site.root}assets/atlas.js`, { mode: "cors" })).text(), "script 1")
  deepEqual(device.addresses("licensure-atlas / opened first"), addresses.slice(0, 2).map((url) => url.split("?")[0]))
})

Deno.test("what is opened is bounded, and what every page needs stays", async () => {
  const [device, site] = [new Device(), new Site().publish(1, 70)]
  const worker = new Worker(device, site)
  const sheet = site.listed.find((address) => address.endsWith(".css")) ?? ""
  for (let state = 1; state <= 70; state++) {
    await worker.open(`${site.root}states/${state}/`)
    await worker.open(site.root + sheet, { mode: "no-cors" })
    for (let piece = 0; piece < 5; piece++) {
      site.files[`search/${state}-${piece}.json`] = "[]"
      await worker.open(`${site.root}search/${state}-${piece}.json`, { mode: "cors" })
    }
  }
  const stored = device.addresses("licensure-atlas / opened first").map((url) => url.slice(site.root.length))
  deepEqual(
    stored.filter((address) => address.endsWith("/")).map((address) => Number(address.split("/")[1])),
    Array.from({ length: 60 }, (_, index) => index + 11),
  ) // deno-fmt-ignore
  equal(stored.length, 300)
  ok(stored.includes(sheet))
  equal(site.asked.filter((address) => address === sheet).length, 1)
})

Deno.test("what machines fetch is not stored, and goes past the worker", async () => {
  const [device, site] = [new Device(), new Site().publish(1)]
  const worker = new Worker(device, site)
  await rejects(worker.open(`${site.root}api/v1/facts.json`, { mode: "cors" }), /not answered/)
  await rejects(worker.open("https://elsewhere.example/", { mode: "cors" }), /not answered/)
  await worker.open(`${site.root}api/v1/facts.json`)
  await worker.open(`${site.root}nowhere/`)
  deepEqual(device.names("opened"), [])
})

Deno.test("a network that fails, hangs or answers 500 gives the saved page; one that answers, what is published", async () => {
  const { device, site } = await saved()
  site.publish(2)
  for (const fault of /** @type {const} */ (["cut", "hangs", 500, 503])) {
    site.fault = () => fault
    match(await (await new Worker(device, site).open(site.root)).text(), /build 1/)
  }
  site.fault = () => 404
  equal((await new Worker(device, site).open(site.root)).status, 404)
  site.fault = () => "truncated"
  await new Worker(device, site).open(site.root)
  deepEqual(await buildsOffline(device, site), [1])
  site.fault = () => undefined
  match(await (await new Worker(device, site).open(site.root)).text(), /build 2/)
  match(await (await new Worker(device, unreachable(site)).open(site.root)).text(), /build 2/)
})

Deno.test("a page from the copy gets its scripts from the copy, though a newer one was opened since", async () => {
  const { device, site } = await saved()
  await new Worker(device, site.publish(2)).open(`${site.root}assets/atlas.js`, { mode: "no-cors" })
  const offline = new Worker(device, unreachable(site))
  match(await (await offline.open(site.root, { resultingClientId: "tab" })).text(), /build 1/)
  equal(
    await (await offline.open(`${site.root}assets/atlas.js`, { mode: "no-cors", clientId: "tab" })).text(),
    "script 1",
  )
})

Deno.test("a page that is not saved leads to the page that says so; an address without its slash to the page", async () => {
  const { device, site } = await saved()
  const offline = new Worker(device, unreachable(site))
  equal((await offline.open(`${site.root}states/1`)).headers.get("location"), `${site.root}states/1/`)
  const missing = (await offline.open(`${site.root}states/99/?a=b`)).headers.get("location")
  equal(missing, `${site.root}offline/?missing=${encodeURIComponent(`${site.root}states/99/?a=b`)}`)
  match(await (await offline.open(missing ?? "")).text(), /offline of build 1/)
  equal((await offline.open(`${site.root}assets/none.js`, { mode: "no-cors" })).type, "error")
})

Deno.test("the worker says what is saved and what is published", async () => {
  const [device, site] = [new Device(), new Site().publish(1)]
  const worker = new Worker(device, site)
  await worker.open(site.root)
  deepEqual((await worker.send({ task: "status" })).result, { copy: null, begun: 0, opened: 1 })
  site.fault = (address) => address === "states/4/" ? 500 : undefined
  await worker.save()
  ok((await worker.send({ task: "status" })).result.begun > 0)
  site.fault = () => undefined
  await worker.save()
  const { copy, ...rest } = (await worker.send({ task: "status" })).result
  deepEqual([copy.day, copy.pages, rest], ["2026-01-01", 7, { begun: 0, opened: 0 }])
  site.publish(2)
  const { version, day } = (await worker.send({ task: "newest" })).result
  notEqual(version, copy.version)
  equal(day, "2026-01-02")
  site.fault = () => "cut"
  equal((await worker.send({ task: "newest" })).failure.reason, "network")
})

Deno.test("sites of one origin leave each other's caches alone", async () => {
  const device = new Device()
  const sites = ["https://me.example/", "https://me.example/atlas/", "https://me.example/atlas/copy/"].map((root) =>
    new Site(root).publish(1)
  )
  await device.storage(() => Promise.resolve()).open("somebody else's")
  for (const site of sites) {
    const worker = new Worker(device, site)
    await worker.install()
    equal(await worker.save(), "finished")
    await worker.open(`${site.root}states/1/`)
  }
  const before = device.names()
  const worker = new Worker(device, sites[1])
  await worker.send({ task: "delete" })
  await worker.install()
  const gone = before.filter((name) => !device.names().includes(name))
  equal(gone.length, 2)
  ok(gone.every((name) => name.startsWith("licensure-atlas /atlas/ ")), `${gone}`)
  deepEqual(await buildsOffline(device, sites[0]), [1])
  deepEqual(await buildsOffline(device, sites[2]), [1])
})

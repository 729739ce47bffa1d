// The bench of a large strategy map (`make bench`): 2,000 nodes and 6,000 links, with 500 projects. For each view, an edit
// (a contribution's strength; a name) is measured from the change that the field reports to the end of the first frame in
// which it shows, and opening the map from the press on its tab to the end of the frame that shows it.
// Ends with an error when the median of an edit is over 50 ms in a view, or that of opening the map over 300 ms.
import assert from "node:assert/strict";
import { go, launch, open, pause, replaceBy, serve } from "./support.mjs";

const browserName = process.argv[2] ?? "chromium";
const VIEWS = ["outline", "map", "coverage", "matrix", "flow", "progress", "table", "analysis", "versions"];
const EDIT_MS = 50;
const OPEN_MS = 300;
const TURNS = 15;
const COUNTS = { themes: 12, goals: 700, measures: 800, initiatives: 487, projects: 500, links: 6_000 };

const id = (kind, number) => `0e8a3b1e-0000-7001-8${kind}00-${String(number).padStart(12, "0")}`;
const [VISION, THEME, GOAL, MEASURE, INITIATIVE, PROJECT, LINK, LANE, VERSION] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** A map of a vision, themes, goals in four perspectives, measures with values, initiatives, and projects that carry goals. */
function large() {
  const nodes = [];
  const add = (kind, number, node) => nodes.push({ id: id(kind, number), ...node });
  add(VISION, 0, { kind: "vision", place: "top", name: "The vision" });
  const lanes = ["Financial", "Customer", "Process", "Growth"].map((name, number) => ({ id: id(LANE, number), name }));
  for (let n = 0; n < COUNTS.themes; n += 1) add(THEME, n, { kind: "theme", place: { under: id(VISION, 0) }, name: `Theme ${n}`, weight: 1 + (n % 5) });
  for (let n = 0; n < COUNTS.goals; n += 1) {
    add(GOAL, n, {
      kind: "goal", place: { under: id(THEME, n % COUNTS.themes) }, name: `Goal ${n}: reach something worth a line or two`,
      owner: `Owner ${n % 60}`, due: "2027-12-31", perspective: lanes[Math.floor((4 * n) / COUNTS.goals)].id,
    });
  }
  for (let n = 0; n < COUNTS.measures; n += 1) {
    const readings = [3, 6, 9].map((month) => ({ date: `2026-0${month}-28`, value: ((n * 7 + month * 11) % 100) + 1 }));
    add(MEASURE, n, {
      kind: "measure", place: { under: id(GOAL, n % COUNTS.goals) }, name: `Measure ${n}`, owner: `Owner ${n % 60}`,
      measure: { unit: "%", baseline: { date: "2025-12-31", value: 10 }, target: { date: "2027-12-31", value: 90 }, readings },
    });
  }
  for (let n = 0; n < COUNTS.initiatives; n += 1) {
    add(INITIATIVE, n, { kind: "initiative", place: { under: id(GOAL, (n * 3) % COUNTS.goals) }, name: `Initiative ${n}`, owner: `Owner ${n % 60}`, cost: 1_000_000 + n * 7_000 });
  }
  assert.equal(nodes.length, 2_000);
  const projects = Array.from({ length: COUNTS.projects }, (_, n) => ({
    id: id(PROJECT, n), name: `Project ${n}`, owner: `Owner ${n % 60}`, cost: 5_000_000 + n * 31_000, start: "2026-01-01", finish: n % 3 ? "2027-06-30" : "2028-06-30",
  }));
  const links = [];
  const seen = new Set();
  const link = (from, to, kind, strength) => {
    const key = JSON.stringify([from, to, kind]);
    if (seen.has(key) || links.length === COUNTS.links) return;
    seen.add(key);
    links.push({ id: id(LINK, links.length), from, to, kind, strength });
  };
  for (let n = 0; links.length < 2_000; n += 1) {
    // Causes lead from later goals to earlier ones, so that they close no cycle.
    const from = 1 + ((n * 31) % (COUNTS.goals - 1));
    link({ node: id(GOAL, from) }, id(GOAL, (n * 17 + from * 5) % from), "causes", 1 + (n % 3));
  }
  for (let n = 0; links.length < 3_000; n += 1) link({ node: id(INITIATIVE, n % COUNTS.initiatives) }, id(GOAL, (n * 13 + Math.floor(n / 487)) % COUNTS.goals), "contributes", 1 + (n % 3));
  for (let n = 0; links.length < COUNTS.links; n += 1) link({ project: id(PROJECT, n % COUNTS.projects) }, id(GOAL, (n * 11 + 29 * Math.floor(n / 500)) % COUNTS.goals), "contributes", 1 + (n % 3));
  const versions = [{ id: id(VERSION, 0), name: "Before", date: "2026-06-30", nodes: nodes.map((node) => ({ ...node, owner: "" })), links }];
  return { nodes, links, projects, lanes, versions };
}

/** Milliseconds from now to the end of the first frame in which what is given shows; `act` and `shows` are texts of functions. */
const timed = (page, act, shows, ...values) => page.evaluate((act, shows, values) => new Promise((resolve, reject) => {
  const [run, is] = [act, shows].map((text) => eval(`(${text})`));
  const channel = new MessageChannel();
  const begun = performance.now();
  let frames = 0;
  channel.port1.onmessage = () => {
    if (!is(...values)) {
      frames += 1;
      if (frames > 600) return reject(new Error("it does not show"));
      return requestAnimationFrame(() => channel.port2.postMessage(0));
    }
    document.documentElement.getBoundingClientRect();
    resolve(performance.now() - begun);
  };
  run(...values);
  requestAnimationFrame(() => channel.port2.postMessage(0));
}), String(act), String(shows), values);

const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
let failed = false;
const report = (name, times, limit) => {
  const [middle, most] = [median(times), Math.max(...times)];
  failed ||= middle > limit;
  console.log(`${name.padEnd(44)} median ${middle.toFixed(0).padStart(5)} ms   max ${most.toFixed(0).padStart(5)} ms${middle > limit ? "   OVER" : ""}`);
};

const site = await serve();
const browser = await launch(browserName, { lang: "en" });
try {
  const page = await open(browser, `${site.url}#/data`);
  const { nodes, links, projects, lanes, versions } = large();
  // What a save holds, written by hand: the envelope and one workspace.
  const workspace = {
    id: id(9, 99), name: "Large map", projects,
    strategy: { nodes, links, perspectives: lanes, versions, rules: {} },
  };
  const bytes = new TextEncoder().encode(JSON.stringify({ format: "pmo-planner", schema: 1, workspace }));
  console.log(`${nodes.length} nodes, ${links.length} links, ${projects.length} projects, ${browserName}: a file of ${(bytes.length / 1e6).toFixed(1)} MB`);
  await replaceBy(page, bytes);

  // A goal in view everywhere: the first of the outline, linked by a project.
  const goal = id(GOAL, 0);
  for (const view of VIEWS) {
    await go(page, `#/strategy/${view}/${goal}`);
    await page.waitForSelector(".side textarea");
    await page.waitForSelector(".side .link-strength");
    await pause(600);
    const names = [];
    const strengths = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const name = `Goal 0, turn ${view} ${turn}`;
      names.push(await timed(page, (name) => {
        const field = document.querySelector(".side textarea");
        field.value = name;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }, (name, view) => {
        const outline = [...document.querySelectorAll(".outline-row .outline-name")].some((node) => node.textContent === name);
        if (!outline || !["map", "coverage", "table"].includes(view)) return outline;
        const picture = document.querySelector(".strategy-picture");
        return picture.textContent.includes(name) || picture.querySelector(`[aria-label*="${name}"]`) !== null
          || [...picture.querySelectorAll("input")].some((input) => input.value === name);
      }, name, view));
      await pause(150);
      const strength = String(1 + (turn % 3));
      strengths.push(await timed(page, (strength) => {
        const select = [...document.querySelectorAll(".side .link-strength")].at(-1);
        select.value = strength;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }, (strength) => [...document.querySelectorAll(".side .link-strength")].at(-1)?.value === strength, strength));
      await pause(150);
    }
    report(`${view}: a name`, names, EDIT_MS);
    report(`${view}: a strength`, strengths, EDIT_MS);
  }
  const opened = [];
  for (let turn = 0; turn < 9; turn += 1) {
    await go(page, "#/strategy/outline");
    await page.waitForSelector(".outline-row");
    await pause(400);
    opened.push(await timed(page, () => { location.hash = "#/strategy/map"; }, (count) => document.querySelectorAll(".picture .node").length === count, COUNTS.goals));
  }
  report(`the map opens, ${COUNTS.goals} boxes`, opened, OPEN_MS);
} finally {
  await browser.close();
  await site.close();
}
process.exit(failed ? 1 : 0);

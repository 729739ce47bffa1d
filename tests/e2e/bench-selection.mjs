// The bench of large rankings (`make bench`), made from a file that is opened as any other:
//   1,000 projects by 15 criteria: a score is typed, from the key's own time stamp to the end of the work that it causes, with
//   layout, when the strip of the ranking has moved (16 ms at the median); all methods side by side (50 ms);
//   200 projects by 12 criteria: 10,000 draws of weights (150 ms), progress and stopping.
// Ends with an error when a median is over its limit.
import { catchDownloads, go, keys, launch, open, pause, press, replaceBy, saved, serve, until } from "./support.mjs";

const browserName = process.argv[2] ?? "chromium";
const id = (kind, number) => `0e8a3b1e-0000-7001-8${kind}00-${String(number).padStart(12, "0")}`;
let failed = false;

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
function report(name, times, limit) {
  const sorted = [...times].sort((a, b) => a - b);
  const median = at(sorted, 0.5);
  const over = limit !== undefined && median > limit;
  failed ||= over;
  console.log(`${name.padEnd(52)} median ${median.toFixed(1).padStart(6)} ms   p99 ${at(sorted, 0.99).toFixed(1).padStart(6)} ms   n ${times.length}${over ? `   OVER ${limit}` : ""}`);
}

/** Any score from 1 to 5, but always the same. */
const scoreOf = (project, criterion) => 1 + ((project * 7 + criterion * 3 + ((project * criterion) % 11)) % 5);

/** A saved workspace with so many projects and criteria, all scored by one rater. */
function ranked(rows, columns) {
  const projects = Array.from({ length: rows }, (_, p) => ({ id: id(1, p), name: `Project ${p}`, status: "active" }));
  const criteria = Array.from({ length: columns }, (_, c) => ({ id: id(2, c), name: `Criterion ${c}`, kind: { leaf: {} } }));
  const scores = Object.fromEntries(projects.map((project, p) => [project.id,
    Object.fromEntries(criteria.map((criterion, c) => [criterion.id, scoreOf(p, c)]))]));
  return { projects, selection: { criteria, raters: [{ id: id(3, 1), name: "Rater", weight: 1, scores }] } };
}

/** Opens such a workspace by way of a file. */
async function opened(page, template, rows, columns) {
  const file = structuredClone(template);
  Object.assign(file.workspace, ranked(rows, columns), { id: id(4, rows), name: `${rows} x ${columns}`, example: false });
  const bytes = new TextEncoder().encode(JSON.stringify(file));
  await replaceBy(page, bytes);
  console.log(`${rows} projects x ${columns} criteria, ${browserName}: a file of ${(bytes.length / 1e6).toFixed(1)} MB`);
}

/** Milliseconds that each Enter takes until the ranking beside the grid has followed. */
async function commits(page, count) {
  await page.evaluate(() => {
    window.answers = [];
    window.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const channel = new MessageChannel();
      // After the handlers and the microtasks in which effects run; the layout is forced so that it counts.
      channel.port1.onmessage = () => {
        document.querySelector(".live-list").getBoundingClientRect();
        document.querySelector(".grid-body").getBoundingClientRect();
        window.answers.push(performance.now() - event.timeStamp);
      };
      setTimeout(() => channel.port2.postMessage(0));
    }, { capture: true });
  });
  const strip = () => page.$$eval(".live-row", (rows) => rows.map((row) => row.textContent).join("|"));
  const before = await strip();
  for (let turn = 0; turn < count; turn += 1) {
    await page.keyboard.press(String(5 - (turn % 2)));
    await page.keyboard.press("Enter");
    await pause(40);
  }
  if ((await strip()) === before) throw new Error("the ranking did not follow");
  return page.evaluate(() => window.answers);
}

/** Milliseconds from a click to the first frame in which something is there, and gone before. */
const clicked = (page, label, selector) => page.evaluate((label, selector) => new Promise((resolve) => {
  const button = [...document.querySelectorAll("button")].find((node) => node.offsetParent && node.textContent.trim() === label);
  const channel = new MessageChannel();
  const begun = performance.now();
  channel.port1.onmessage = () => {
    const found = document.querySelector(selector);
    if (!found) return setTimeout(() => channel.port2.postMessage(0));
    found.getBoundingClientRect();
    resolve(performance.now() - begun);
  };
  button.click();
  setTimeout(() => channel.port2.postMessage(0));
}), label, selector);

const site = await serve();
const browser = await launch(browserName, { lang: "en" });
try {
  const page = await open(browser, site.url);
  await press(page, "Open an example");
  await until(page, () => document.querySelector(".standing"));
  const caught = await catchDownloads(page);
  await keys(page, "Control+s");
  const template = JSON.parse((await caught()).at(-1).text);

  await opened(page, template, 1_000, 15);
  await go(page, "#/selection/scores");
  await until(page, () => document.querySelectorAll(".live-row").length === 40 && document.querySelector('[data-cell="0:1"]'));
  await page.click('[data-cell="0:1"]');
  report("a typed score ranks 1,000 x 15 anew", await commits(page, 60), 16);

  await go(page, "#/selection/trust");
  await page.waitForSelector(".trust-slider");
  const methods = [];
  for (let turn = 0; turn < 9; turn += 1) {
    methods.push(await clicked(page, "Methods", ".trust-face tbody tr .tag-accent"));
    await press(page, "Weights");
    await page.waitForSelector(".trust-slider");
  }
  report("all methods on 1,000 x 15, with their table", methods, 50);

  await opened(page, template, 200, 12);
  await go(page, "#/selection/trust");
  await press(page, "Open weights");
  await page.waitForSelector(".trust-settings");
  const draws = [];
  for (let turn = 0; turn < 9; turn += 1) {
    // Away and back: what an earlier run found must not be taken for the answer.
    await press(page, "Reasons");
    await press(page, "Open weights");
    await until(page, () => !document.querySelector(".heat-cell"));
    draws.push(await clicked(page, "Draw", ".heat-cell"));
  }
  report("10,000 draws on 200 x 12, with their pictures", draws, 150);

  // A long run tells how far it is, and ends when it is told to.
  await page.evaluate(() => {
    const field = [...document.querySelectorAll(".trust-settings label")].find((node) => node.textContent.includes("Draws"));
    const input = field.control ?? field.querySelector("input");
    input.focus();
    input.value = "1000000";
    for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  });
  await pause(100);
  const label = await page.$eval(".trust-part .button-primary", (node) => node.textContent.trim());
  await page.evaluate((label) => [...document.querySelectorAll("button")].find((node) => node.textContent.trim() === label).click(), label);
  await until(page, () => document.querySelector(".trust-part progress")?.value > 0);
  const stopped = await page.evaluate(() => new Promise((resolve) => {
    const begun = performance.now();
    [...document.querySelectorAll("button")].find((node) => node.offsetParent && node.textContent.trim() === "Stop").click();
    const look = () => (document.querySelector(".trust-part progress") ? setTimeout(look) : resolve(performance.now() - begun));
    look();
  }));
  report("stopping a run of a million draws", [stopped], 50);
} finally {
  await browser.close();
  await site.close();
}
process.exit(failed ? 1 : 0);

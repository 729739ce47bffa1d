// The bench of many self-assessments (`make bench`): 500 people with 22 competencies and six rounds each, made of the
// example's. A screen is measured from the click that opens it to the end of the frame that shows it.
import { catchDownloads, keys, launch, open, pause, press, replaceBy, serve, until } from "./support.mjs";

const PEOPLE = 500;
const ROUNDS = 6;
const browserName = process.argv[2] ?? "chromium";

const id = (kind, number) => `0e8a3b1e-0000-7001-8${kind}00-${String(number).padStart(12, "0")}`;

/** The example's file with many people in it. */
function many(text) {
  const file = JSON.parse(text);
  const part = file.workspace.competency;
  const { people, rounds } = part;
  part.people = Array.from({ length: PEOPLE }, (_, place) => ({ ...people[place % people.length], id: id(1, place), alias: `Person ${place}` }));
  part.rounds = part.people.flatMap((person, place) => Array.from({ length: ROUNDS }, (_, turn) => {
    const day = new Date(Date.UTC(2025, 3 * turn, 10)).toISOString().slice(0, 10);
    return { ...rounds[(place * 7 + turn) % rounds.length], id: id(2, place * ROUNDS + turn), person: person.id, role: person.role, begun: day, finished: day };
  }));
  Object.assign(part, { views: [], steps: [] });
  return JSON.stringify(file);
}

/** Milliseconds from now to the end of the first frame in which a selector is there. */
const shown = (page, hash, selector) => page.evaluate((hash, selector) => new Promise((resolve) => {
  const channel = new MessageChannel();
  const begun = performance.now();
  channel.port1.onmessage = () => {
    const found = document.querySelector(selector);
    if (!found) return requestAnimationFrame(() => channel.port2.postMessage(0));
    found.getBoundingClientRect();
    resolve(performance.now() - begun);
  };
  location.hash = hash;
  requestAnimationFrame(() => channel.port2.postMessage(0));
}), hash, selector);

const site = await serve();
const browser = await launch(browserName, { lang: "en" });
try {
  const page = await open(browser, site.url);
  await press(page, "Open an example");
  await until(page, () => document.querySelector(".standing"));
  const caught = await catchDownloads(page);
  await keys(page, "Control+s");
  const text = many((await caught()).at(-1).text);
  const bytes = new TextEncoder().encode(text);
  console.log(`${PEOPLE} people, ${ROUNDS} rounds each, ${browserName}: a file of ${(bytes.length / 1e6).toFixed(1)} MB`);
  await replaceBy(page, bytes);
  const report = async (name, hash, selector) => {
    const times = [];
    for (let turn = 0; turn < 9; turn += 1) {
      await shown(page, "#/data", "main .page-head");
      await pause(100);
      times.push(await shown(page, hash, selector));
      await pause(100);
    }
    const first = times[0];
    times.sort((a, b) => a - b);
    console.log(`${name.padEnd(44)} first ${first.toFixed(0).padStart(5)} ms   median ${times[4].toFixed(0).padStart(5)} ms   max ${times[8].toFixed(0).padStart(5)} ms`);
  };
  await report("the list of people", "#/competency", ".people tbody tr");
  await report("all together", "#/competency/team", ".heat");
  // From a stored workspace: the difference to a start of the same page without people is their reading and counting.
  const start = async (page, selector) => {
    const times = [];
    for (let turn = 0; turn < 7; turn += 1) {
      await page.reload();
      await until(page, (selector) => document.querySelector(selector) && (window.shownAt ??= performance.now()), selector);
      times.push(await page.evaluate(() => window.shownAt));
    }
    return times.sort((a, b) => a - b)[3];
  };
  const full = await start(page, ".heat");
  const empty = await launch(browserName, { lang: "en" });
  const bare = await start(await open(empty, `${site.url}#/competency`), "#main .page-head");
  await empty.close();
  console.log(`warm start to all together ${full.toFixed(0)} ms, of an empty competency page ${bare.toFixed(0)} ms: ${(full - bare).toFixed(0)} ms for reading, counting and drawing`);
} finally {
  await browser.close();
  await site.close();
}

// The optimisation instances as the worker's models, and as LP texts for other solvers.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { root } from "./support.mjs";

const folder = path.join(root, "tests/instances");
export const names = readdirSync(folder).filter((name) => name.endsWith(".json") && name !== "reference.json").map((name) => name.slice(0, -5)).sort();
export const instance = (name) => JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8"));
export const reference = instance("reference");

const dense = (numbers) => ({ amounts: numbers.flatMap((amount, item) => (amount ? [[item, amount]] : [])) });

/** A selection instance as a model of `domain/portfolio/model.rs`. */
export function model({ value, weight, cap, requires, excludes, mandatory }) {
  const rules = [
    ...cap.map((max, measure) => ({ limit: { measure, max } })),
    ...requires.map(([item, needs]) => ({ requires: { item, needs } })),
    ...excludes.map((items) => ({ count: { items, max: 1 } })),
    ...mandatory.map((item) => ({ must: { item } })),
  ];
  return {
    items: value.map((value) => ({ value })),
    measures: weight.map(dense),
    constraints: rules.map((rule, id) => ({ id, rule })),
  };
}

/** A schedule instance as a timetable of `domain/portfolio/timetable.rs`. */
export function timetable({ T, P, cap, budget, prec, rate }) {
  let id = 0;
  return {
    periods: T,
    rate,
    projects: P.map(({ value, dur, use, cost, earliest }) => ({ value, duration: dur, earliest, work: use, cost })),
    roles: cap.map((capacity) => ({ id: id++, capacity })),
    budgets: budget.map((max, year) => ({ id: id++, from: 4 * year, to: Math.min(4 * year + 4, T), max })),
    links: prec.map(([before, after]) => ({ id: id++, before, after })),
  };
}

const sum = (terms) => terms.filter(([factor]) => factor !== 0)
  .map(([factor, name]) => `${factor < 0 ? "-" : "+"} ${Math.abs(factor)} ${name}`).join(" ") || "0 x0";

/** A selection instance as an LP text. */
export function selectionLp({ value, weight, cap, requires, excludes, mandatory }) {
  const x = value.map((_, item) => `x${item}`);
  const rows = [
    ...cap.map((max, row) => `${sum(weight[row].map((amount, item) => [amount, x[item]]))} <= ${max}`),
    ...requires.map(([item, needs]) => `${x[item]} - ${x[needs]} <= 0`),
    ...excludes.map((items) => `${items.map((item) => x[item]).join(" + ")} <= 1`),
    ...mandatory.map((item) => `${x[item]} >= 1`),
  ];
  return lp(sum(value.map((worth, item) => [worth, x[item]])), rows, x);
}

/** A schedule instance as an LP text: the time-indexed formulation of the `.lp` file beside the instances. */
export function scheduleLp({ T, P, cap, budget, prec, rate }) {
  const starts = P.map(({ dur, earliest }) => Array.from({ length: T }, (_, t) => t).filter((t) => t >= earliest && t + dur <= T));
  const z = (i, t) => `z${i}_${t}`;
  const all = starts.flatMap((list, i) => list.map((t) => [i, t]));
  const rows = starts.flatMap((list, i) => (list.length ? [`${list.map((t) => z(i, t)).join(" + ")} <= 1`] : []));
  cap.forEach((capacity, role) => capacity.forEach((max, period) => {
    const terms = all.flatMap(([i, t]) => (period >= t && period < t + P[i].dur ? [[P[i].use[role][period - t], z(i, t)]] : []));
    if (terms.some(([factor]) => factor)) rows.push(`${sum(terms)} <= ${max}`);
  }));
  budget.forEach((max, year) => {
    const terms = all.map(([i, t]) => [P[i].cost.reduce((total, cost, month) => total + (Math.floor((t + month) / 4) === year ? cost : 0), 0), z(i, t)]);
    if (terms.some(([factor]) => factor)) rows.push(`${sum(terms)} <= ${max}`);
  });
  for (const [i, j] of prec) {
    // For each start of j: it has started by then only when i has finished by then.
    for (const t of starts[j]) {
      const by = [...starts[j].filter((s) => s <= t).map((s) => [1, z(j, s)]), ...starts[i].filter((s) => s + P[i].dur <= t).map((s) => [-1, z(i, s)])];
      rows.push(`${sum(by)} <= 0`);
    }
  }
  const objective = sum(all.map(([i, t]) => [P[i].value * (1 + rate) ** -(t + P[i].dur), z(i, t)]));
  return lp(objective, rows, all.map(([i, t]) => z(i, t)));
}

function lp(objective, rows, binaries) {
  // Lines of LP files are short.
  const fold = (text) => text.replace(/(.{1,400})( |$)/g, "$1\n  ").trimEnd();
  return `Maximize\n obj: ${fold(objective)}\nSubject To\n${rows.map((row, index) => ` r${index}: ${fold(row)}`).join("\n")}\nBinaries\n ${fold(binaries.join(" "))}\nEnd\n`;
}

/**
 * Runs in a page: a worker of this build, as `worker/page.rs` starts it. `ask(job, seconds)` gives
 * { reply, millis, waited, news: [{ news, at }] }.
 */
export const startWorker = async (page) => page.evaluate(async () => {
  const carried = (name) => document.getElementById(name)?.textContent;
  const start = () => {
    if (!carried("worker-glue")) return new Worker("./worker-start.js");
    const worker = new Worker(URL.createObjectURL(new Blob([carried("worker-glue")], { type: "text/javascript" })));
    worker.postMessage(Uint8Array.from(atob(carried("worker-wasm").trim()), (letter) => letter.charCodeAt(0)));
    return worker;
  };
  const begin = () => new Promise((resolve, reject) => {
    const worker = start();
    worker.onerror = (event) => reject(new Error(`worker: ${event.message}`));
    worker.onmessage = ({ data }) => resolve([worker, JSON.parse(data).ready.protocol]);
  });
  let ticket = 0;
  const kernel = {
    begin: async () => { [kernel.worker, kernel.protocol] = await begin(); },
    ask: (job, seconds = null) => new Promise((resolve, reject) => {
      const news = [];
      const begun = performance.now();
      ticket += 1;
      kernel.worker.onerror = (event) => reject(new Error(`worker: ${event.message}`));
      kernel.worker.onmessage = ({ data }) => {
        const message = JSON.parse(data);
        if (message.news) news.push({ news: message.news.news, at: performance.now() - begun });
        else if (message.done) resolve({ reply: message.done.reply, millis: message.done.millis, waited: performance.now() - begun, news });
        else reject(new Error(data));
      };
      kernel.worker.postMessage(JSON.stringify({ protocol: kernel.protocol, ticket, seconds, job }));
    }),
  };
  await kernel.begin();
  window.kernel = kernel;
});

// The optimisation bench (`make bench`): the worker against the npm packages `highs` and `glpk.js`, all in workers of one
// page in one browser run. Times are from the question to the answer, the model's text or JSON read on the way.
//   node tests/e2e/bench-portfolio.mjs [chromium|firefox] [part of an instance's name]
// Ends with an error when a portfolio instance is not proven or slower than highs, when their geometric mean is below ten
// times, when a gap after 30 s is larger, or when a plan after 10 s is worth less than highs' after 30 s.
import { readFileSync } from "node:fs";
import path from "node:path";
import { instance, model, names, reference, scheduleLp, selectionLp, startWorker, timetable } from "./instances.mjs";
import { launch, open, root, serve } from "./support.mjs";

const browserName = process.argv[2] ?? "chromium";
const wanted = process.argv[3] ?? "";
const SECONDS = 30;
const packageFile = (name, file) => readFileSync(path.join(root, "tests/e2e/node_modules", name, file));

const site = await serve({ pages: { "/bench.html": "<!doctype html><meta charset=utf-8><title>bench</title><h1>bench</h1>" } });
const browser = await launch(browserName, { lang: "en" });
const faults = [];
const ratios = [];
const seconds = (millis) => `${(millis / 1_000).toFixed(millis < 1_000 ? 4 : 2)} s`;

/** The terms of a selection instance for glpk.js. */
function glpkProblem({ value, weight, cap, requires, excludes, mandatory }) {
  const term = (item, coef) => ({ name: `x${item}`, coef });
  const rows = [
    ...cap.map((max, row) => [weight[row].flatMap((coef, item) => (coef ? [term(item, coef)] : [])), "up", max]),
    ...requires.map(([item, needs]) => [[term(item, 1), term(needs, -1)], "up", 0]),
    ...excludes.map((items) => [items.map((item) => term(item, 1)), "up", 1]),
    ...mandatory.map((item) => [[term(item, 1)], "low", 1]),
  ];
  return { objective: value.map((coef, item) => term(item, coef)), rows, binaries: value.map((_, item) => `x${item}`) };
}

async function startRivals(page) {
  await page.evaluate(async (highs, wasm, glpk) => {
    const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const solve = `onmessage = async ({ data }) => {
      if (data.wasm) { self.highs = await Module({ locateFile: () => data.wasm }); postMessage("ready"); return; }
      const answer = self.highs.withModel({ format: "lp", data: data.lp }, (model) => {
        model.options.set({ output_flag: false, time_limit: data.seconds, mip_rel_gap: 0, mip_abs_gap: 1e-6 });
        const { modelStatus } = model.run();
        let value = null, bound = null;
        try { value = model.getObjectiveValue(); bound = Number(model.info.get("mip_dual_bound")); } catch { }
        return { value: Number.isFinite(value) && Math.abs(value) < 1e29 ? value : null, bound, proven: modelStatus === 7 };
      });
      postMessage(answer);
    };`;
    const worker = new Worker(URL.createObjectURL(new Blob([`${highs}\n${solve}`], { type: "text/javascript" })));
    const answer = (message) => new Promise((resolve, reject) => {
      const begun = performance.now();
      worker.onmessage = ({ data }) => resolve(data === "ready" ? data : { ...data, waited: performance.now() - begun });
      worker.onerror = (event) => reject(new Error(`highs: ${event.message}`));
      worker.postMessage(message);
    });
    await answer({ wasm: URL.createObjectURL(new Blob([bytes(wasm)], { type: "application/wasm" })) });
    window.highs = (lp, seconds) => answer({ lp, seconds });
    const { default: GLPK } = await import(URL.createObjectURL(new Blob([glpk], { type: "text/javascript" })));
    const solver = await GLPK();
    window.glpk = async ({ objective, rows, binaries }, tmlim) => {
      const begun = performance.now();
      const { result } = await solver.solve({
        name: "p", objective: { direction: solver.GLP_MAX, name: "z", vars: objective }, binaries,
        subjectTo: rows.map(([vars, kind, limit], index) => ({ name: `r${index}`, vars, bnds: kind === "up" ? { type: solver.GLP_UP, ub: limit, lb: 0 } : { type: solver.GLP_LO, lb: limit, ub: 0 } })),
      }, { msglev: solver.GLP_MSG_OFF, presol: true, tmlim, mipgap: 0 });
      return { value: result.z, proven: result.status === solver.GLP_OPT, waited: performance.now() - begun };
    };
  }, packageFile("highs", "build/highs.js").toString(), packageFile("highs", "build/highs.wasm").toString("base64"), packageFile("glpk.js", "dist/index.js").toString());
}

/** Repeats what is short and gives the run of the median time. */
async function median(run) {
  const runs = [await run()];
  while (runs[0].waited < 1_000 && runs.length < 5) runs.push(await run());
  return runs.sort((a, b) => a.waited - b.waited)[Math.floor(runs.length / 2)];
}

const gap = ({ value, bound }) => (value === null ? Infinity : Math.max(0, (bound - value) / Math.abs(value)));
const percent = (number) => `${(100 * number).toFixed(3)} %`;
const expect = (holds, sentence) => { if (!holds) faults.push(sentence); };

try {
  const page = await open(browser, `${site.origin}/bench.html`, { ready: "h1" });
  await startWorker(page);
  await startRivals(page);
  for (const name of names.filter((name) => name.includes(wanted))) {
    const data = instance(name);
    if (data.kind === "schedule") {
      const ours = await page.evaluate((timetable) => kernel.ask({ portfolio: { schedule: { timetable, from: null } } }, 10), timetable(data));
      const { status, plan, bound } = ours.reply.portfolio.schedule;
      const theirs = await page.evaluate((lp, seconds) => highs(lp, seconds), scheduleLp(data), SECONDS);
      console.log(`${name.padEnd(22)} ours ${seconds(ours.waited)} ${status} ${plan.value.toFixed(3)} gap ${percent(gap({ value: plan.value, bound }))}   highs ${seconds(theirs.waited)} ${theirs.value?.toFixed(3) ?? "none"} gap ${percent(gap(theirs))}`);
      expect(bound >= reference[name].incumbent - 1e-3, `${name}: bound ${bound} below a known plan`);
      expect(theirs.value === null || plan.value >= theirs.value - 1e-3, `${name}: ${plan.value} after 10 s, highs ${theirs.value} after ${SECONDS} s`);
      if (name.includes("20x8")) expect(status === "optimal", `${name}: not proven`);
      continue;
    }
    const asked = model(data);
    const first = await page.evaluate((model, limit) => kernel.ask({ portfolio: { select: { model, count: 1 } } }, limit), asked, SECONDS);
    const ours = await median(async () => (first.waited >= 1_000 ? first : page.evaluate((model, limit) => kernel.ask({ portfolio: { select: { model, count: 1 } } }, limit), asked, SECONDS)));
    const { status, choices, bound } = ours.reply.portfolio.select;
    const lp = selectionLp(data);
    const theirs = await median(() => page.evaluate((lp, seconds) => highs(lp, seconds), lp, SECONDS));
    const ratio = theirs.waited / ours.waited;
    let other = "";
    if (data.kind === "portfolio" && name.startsWith("portfolio")) {
      const glpk = await page.evaluate((problem) => window.glpk(problem, 10), glpkProblem(data));
      other = `   glpk ${seconds(glpk.waited)}${glpk.proven ? "" : " not proven"} (${(glpk.waited / ours.waited).toFixed(1)} x)`;
      ratios.push(ratio);
      expect(status === "optimal" && choices[0].value === reference[name].incumbent, `${name}: ${status} ${choices[0]?.value}`);
      expect(ratio >= 1, `${name}: ${ratio.toFixed(2)} times as fast as highs`);
    }
    const mine = { value: choices[0].value, bound };
    const firstNews = first.news.find(({ news }) => news.portfolio?.found)?.at;
    console.log(`${name.padEnd(22)} ours ${seconds(ours.waited)} ${status} ${mine.value} gap ${percent(gap(mine))}, first after ${firstNews?.toFixed(1)} ms   highs ${seconds(theirs.waited)}${theirs.proven ? "" : ` ${theirs.value} gap ${percent(gap(theirs))}`} (${ratio.toFixed(1)} x)${other}`);
    if (name.startsWith("mkp-100-5-")) expect(status === "optimal", `${name}: not proven`);
    if (name.startsWith("mkp-100-10-")) expect(gap(mine) <= gap(theirs) + 1e-9, `${name}: gap ${percent(gap(mine))}, highs ${percent(gap(theirs))}`);
  }
  if (ratios.length) {
    const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
    console.log(`portfolio-*: ${mean.toFixed(1)} times as fast as highs in the geometric mean of ${ratios.length}, at least ${Math.min(...ratios).toFixed(1)}`);
    expect(wanted || mean >= 10, `geometric mean ${mean.toFixed(1)}`);
  }
} finally {
  await browser.close();
  await site.close();
}
for (const fault of faults) console.log(`FAULT ${fault}`);
process.exit(faults.length ? 1 : 0);

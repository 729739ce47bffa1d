// The worker in both browsers, hosted and in the single file from the file system.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { instance, model, reference, startWorker } from "./instances.mjs";
import { BROWSERS, assertClean, dist, launch, open, serve } from "./support.mjs";

async function proves(page) {
  const name = "portfolio-60-3y4r-1";
  await startWorker(page);
  const { reply, news } = await page.evaluate((model) => kernel.ask({ portfolio: { select: { model, count: 3 } } }), model(instance(name)));
  const { status, choices, bound } = reply.portfolio.select;
  assert.equal(status, "optimal");
  assert.equal(choices[0].value, reference[name].incumbent);
  assert.equal(bound, choices[0].value);
  assert.equal(choices.length, 3);
  assert.ok(news.some(({ news }) => news.portfolio.found), "an incumbent on the way");
}

for (const name of BROWSERS) {
  test(`worker hosted, ${name}`, async () => {
    const site = await serve();
    const browser = await launch(name);
    try {
      const page = await open(browser, site.url);
      await proves(page);
      // A long search is stopped by its time, with a bound; ending the worker is immediate, and another one starts.
      const hard = model(instance("mkp-100-10-0.5-2"));
      const { reply, waited, news } = await page.evaluate((model) => kernel.ask({ portfolio: { select: { model, count: 1 } } }, 0.5), hard);
      const answer = reply.portfolio.select;
      assert.equal(answer.status, "stopped");
      assert.ok(answer.bound >= answer.choices[0].value && answer.bound < 45_000, `${answer.bound}`);
      assert.ok(waited < 1_500, `${waited} ms for half a second`);
      assert.ok(news[0].at < 500, `first news after ${news[0].at} ms`);
      const cancelled = await page.evaluate(async (model) => {
        const lost = kernel.ask({ portfolio: { select: { model, count: 1 } } });
        await new Promise((resolve) => setTimeout(resolve, 200));
        const begun = performance.now();
        kernel.worker.terminate();
        await kernel.begin();
        void lost;
        return performance.now() - begun;
      }, hard);
      console.log(`# ${name}: ${cancelled.toFixed(0)} ms from cancel to a worker that is ready again`);
      assert.ok(cancelled < 1_000, `${cancelled} ms`);
      assertClean(page);
    } finally {
      await browser.close();
      await site.close();
    }
  });

  test(`worker in the single file, ${name}`, async () => {
    const browser = await launch(name);
    try {
      const page = await open(browser, pathToFileURL(path.join(dist, "pmo-planner.html")).href);
      await proves(page);
      assertClean(page);
    } finally {
      await browser.close();
    }
  });
}

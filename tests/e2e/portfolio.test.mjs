// The portfolio: from ranked projects to a committed scenario with its Gantt chart, an infeasible model
// explained, a search that is stopped, files out, and a phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BROWSERS, axe, catchDownloads, go, inApp, keys, paste, pause, press, shot, text, until } from "./support.mjs";

const message = (page) => text(page, "#pf-answer-head");
const example = async (page, button) => {
  await press(page, button);
  await until(page, () => document.querySelector(".standing"));
};
const proven = (page) => until(page, () => document.querySelectorAll(".pf-check").length === 2);
const inSet = (page) => page.$$eval(".pf-answer .table-wrap:first-of-type tbody .pf-link", (nodes) => nodes.map((node) => node.textContent));
const choose = (page, label, word) => page.evaluate((label, word) => {
  const field = [...document.querySelectorAll(".field")].find((node) => node.querySelector("label")?.textContent === label);
  const select = field.querySelector("select");
  select.value = [...select.options].find((option) => option.textContent === word).value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}, label, word);
const bar = (page, index) => page.$$eval(".pf-bar", (nodes, index) => ({ now: +nodes[index].getAttribute("aria-valuenow"), label: nodes[index].getAttribute("aria-label") }), index);

for (const name of BROWSERS) {
  test(`${name}: from ranked projects to a committed scenario with its Gantt chart`, () =>
    inApp(name, { width: 1440, height: 1000 }, async (page) => {
      await example(page, "打开示例");
      await go(page, "#/portfolio");
      await proven(page);
      assert.match(await message(page), /11 个项目总价值 5,441/);
      assert.equal((await inSet(page)).length, 11);
      // Every constraint has its price, worked out by exact re-solves.
      await until(page, () => [...document.querySelectorAll(".pf-cost")].some((node) => node.textContent.includes("462")));
      await axe(page);
      await shot(page, `${name}-portfolio-set`);

      // Lift a constraint for a moment.
      await page.evaluate(() => [...document.querySelectorAll(".pf-rule")].find((node) => node.textContent.includes("变革与培训顾问"))
        .querySelector(".button-icon").click());
      await until(page, () => document.querySelector(".pf-rules .notice")?.textContent.includes("总价值多 462"));
      await press(page, "全部恢复");
      await proven(page);
      assert.match(await message(page), /5,441/);

      // Why a project is out: from an exact re-solve.
      await press(page, "备件物流外包");
      await until(page, () => document.querySelector(".pf-why")?.textContent.includes("少 22"));
      await axe(page);

      // The next best sets.
      await press(page, "列出");
      await until(page, () => document.querySelectorAll(".pf-next li").length === 9);
      assert.match(await text(page, ".pf-next li"), /第 2\s*少 22/);

      // Save it, use it as the schedule, move a bar by keys and back.
      await press(page, "用作排期");
      await page.waitForSelector(".pf-bar");
      const before = await bar(page, 0);
      await page.$eval(".pf-bar", (node) => node.focus());
      await keys(page, "ArrowRight");
      await until(page, (was) => [...document.querySelectorAll(".pf-bar")].some((node) => node.getAttribute("aria-label") === was.label && +node.getAttribute("aria-valuenow") === was.now + 1), before);
      await keys(page, "Control+z");
      await until(page, (was) => [...document.querySelectorAll(".pf-bar")].some((node) => node.getAttribute("aria-label") === was.label && +node.getAttribute("aria-valuenow") === was.now), before);
      // Drag it: the load follows while the pointer is down.
      const at = await page.$eval(".pf-bar > rect", (node) => { const box = node.getBoundingClientRect(); return { x: box.x + 8, y: box.y + box.height / 2 }; });
      await page.mouse.move(at.x, at.y);
      await page.mouse.down();
      await page.mouse.move(at.x + 60, at.y, { steps: 4 });
      await page.mouse.move(at.x + 130, at.y, { steps: 4 });
      await page.mouse.up();
      await until(page, (was) => [...document.querySelectorAll(".pf-bar")].some((node) => node.getAttribute("aria-label") === was.label && +node.getAttribute("aria-valuenow") > was.now), before);
      await axe(page);
      await shot(page, `${name}-portfolio-schedule`);

      // Commit it.
      await press(page, "定为决定");
      await page.waitForSelector(".pf-commit textarea");
      await page.type(".pf-commit input[type=text]", "季度评审会");
      await page.type(".pf-commit textarea", "先做有数据底座的。");
      await page.evaluate(() => document.activeElement.blur());
      await page.evaluate(() => [...document.querySelectorAll(".pf-commit .button-primary")].at(-1).click());
      await until(page, () => document.querySelector(".pf-decisions")?.textContent.includes("季度评审会"));
      assert.equal(await page.$$eval(".pf-decisions li .tag-accent", (nodes) => nodes.length), 1);
      await axe(page);
    }));

  test(`${name}: frontier, scenarios side by side, robustness; the model as a file`, () =>
    inApp(name, { lang: "en", width: 1440, height: 1000 }, async (page) => {
      await example(page, "Open an example");
      await go(page, "#/portfolio/frontier");
      await until(page, () => document.querySelectorAll(".pf-point").length === 24);
      await axe(page);
      await shot(page, `${name}-portfolio-frontier`);
      await go(page, "#/portfolio/robust");
      await press(page, "Work out the core index");
      await until(page, () => document.querySelectorAll(".pf-index").length === 24);
      await press(page, "Simulate");
      await until(page, () => document.querySelectorAll(".pf-spreads .figure").length === 2);
      assert.match(await text(page, ".pf-spreads .figure-title"), /stays below .+ fifty per cent, below .+ eighty/);
      await axe(page);
      await go(page, "#/portfolio/data");
      await page.waitForSelector(".pf-plans .grid-row");
      await axe(page);
      // A block from Excel into the costs by year; one step back takes all of it away.
      await choose(page, "What the table holds", "Cost by year (M CNY)");
      const cells = () => page.$$eval(".pf-plans .grid-row", (rows) => rows.slice(0, 2).map((row) => [...row.querySelectorAll(".grid-cell")].map((cell) => cell.textContent.trim())));
      const before = await cells();
      await page.click(".pf-plans [data-cell='0:2']");
      await paste(page, "12\t3.6\n7\t0");
      await until(page, () => document.querySelector(".pf-plans .grid-row")?.textContent.includes("3.6"));
      assert.deepEqual((await cells()).map((row) => row.slice(2)), [["12", "3.6"], ["7", ""]]);
      await keys(page, "Control+z");
      await until(page, (was) => document.querySelector(".pf-plans .grid-row")?.textContent.includes(was), before[0][2]);
      assert.deepEqual(await cells(), before);
      const caught = await catchDownloads(page);
      await press(page, "Save the model as LP");
      const [file] = await caught();
      assert.match(file.name, /\.lp$/);
      assert.match(file.text, /Maximize[\s\S]+Subject To[\s\S]+Binary[\s\S]+End/);
    }));

  test(`${name}: an infeasible model is explained, and a way out leads to a plan`, () =>
    inApp(name, { lang: "en", width: 1440, height: 1000 }, async (page) => {
      await example(page, "Open an example");
      await go(page, "#/portfolio");
      await proven(page);
      await choose(page, "Looking at", "The wish list");
      await until(page, () => document.querySelector("#pf-answer-head").textContent === "No plan is feasible");
      await page.waitForSelector(".pf-conflict-set li");
      assert.match(await text(page, ".pf-lead"), /cannot hold together/);
      assert.ok((await page.$$(".pf-conflict-set li")).length >= 2);
      await page.waitForSelector(".pf-ways li");
      await axe(page);
      await shot(page, `${name}-portfolio-conflict`);
      const applied = await page.evaluate(() => {
        const button = document.querySelector(".pf-ways .button");
        button?.click();
        return button != null;
      });
      assert.ok(applied, "no way out can be applied");
      await until(page, () => document.querySelectorAll(".pf-check").length === 2);
      assert.match(await message(page), /proven/);
    }));

  test(`${name}: values follow the ranking, and stop when they are told to`, () =>
    inApp(name, { lang: "en", width: 1440, height: 1000 }, async (page) => {
      await example(page, "Open an example");
      await go(page, "#/portfolio");
      await proven(page);
      await press(page, "Take the values from the ranking");
      await until(page, () => document.querySelector(".pf-source")?.textContent.includes("Follows the ranking: Weighted sum"));
      await proven(page);
      // From which weight of a criterion on the first project would drop out: by sweeps over that ranking.
      await page.click(".pf-answer .pf-link");
      await until(page, () => document.querySelector(".pf-turns li") || document.querySelector(".pf-turns + .hint")?.textContent.startsWith("No weight"));
      const first = await message(page);
      await go(page, "#/selection/ranking");
      await choose(page, "Method", "TOPSIS");
      await go(page, "#/portfolio");
      await proven(page);
      assert.match(await text(page, ".pf-source"), /TOPSIS/);
      assert.notEqual(await message(page), first);
      await keys(page, "Control+z");
      await until(page, (was) => document.querySelector("#pf-answer-head").textContent === was, first);
      await go(page, "#/portfolio/data");
      await press(page, "Stop following and type them");
      await page.waitForSelector(".pf-data .pf-source .button");
      await press(page, "Take the values from the ranking");
      await until(page, () => document.querySelector(".pf-data .pf-source")?.textContent.includes("Follows the ranking"));
      await axe(page);
    }));

  test(`${name}: free starts are explained as fixed ones are`, () =>
    inApp(name, { width: 1440, height: 1000 }, async (page) => {
      const long = (predicate, ...values) => page.waitForFunction(predicate, { timeout: 120_000, polling: 50 }, ...values);
      await example(page, "打开示例");
      await go(page, "#/portfolio");
      await proven(page);
      await choose(page, "开工时间", "开工时间放开");
      await long(() => document.querySelectorAll(".pf-check").length === 2);
      // Nothing is worked out that was not asked for.
      assert.equal(await page.$$eval(".pf-prices li", (nodes) => nodes.length), 0);

      // The ten best, one by one as they are proven.
      await press(page, "列出");
      await long(() => document.querySelectorAll(".pf-next li").length === 9);
      const losses = await page.$$eval(".pf-next .number", (nodes) => nodes.map((node) => Number(node.textContent.replace(/[^0-9.]/g, ""))));
      assert.deepEqual(losses, losses.toSorted((a, b) => a - b));

      // Why the first project is in: its value may fall to a threshold; nothing is said of its cost.
      await page.click(".pf-answer .pf-link");
      await long(() => /价值/.test(document.querySelector(".pf-why [aria-live]")?.textContent ?? ""));
      const why = await text(page, ".pf-why");
      assert.doesNotMatch(why, /成本怎么变/);
      assert.match(why, /只在开工时间固定时算/);
      await axe(page);
      await shot(page, `${name}-portfolio-free`);

      // Prices: stopped, they leave what is proven; on a click again.
      await press(page, "算出每条约束的代价");
      await long(() => document.querySelector(".pf-proof .pf-busy .button"));
      await page.click(".pf-proof .pf-busy .button");
      await until(page, () => !document.querySelector(".pf-proof .pf-busy"));
      await until(page, () => [...document.querySelectorAll(".pf-proof .button")].some((node) => node.textContent.includes("算出每条约束的代价")));

      // A must-do that cannot be done in time is explained; its day moves as far as it must.
      await press(page, "添加约束");
      await press(page, "必做");
      await choose(page, "最晚完成", "2027 年 1 季度");
      await until(page, () => document.querySelector("#pf-answer-head").textContent === "没有可行方案");
      await long(() => document.querySelector(".pf-conflict-set li"));
      assert.match(await text(page, ".pf-conflict-set"), /必须做，不晚于/);
      await axe(page);
      await shot(page, `${name}-portfolio-free-conflict`);
      await page.evaluate(() => [...document.querySelectorAll(".pf-ways li")].find((node) => /期限推后/.test(node.textContent)).querySelector("button").click());
      await long(() => document.querySelectorAll(".pf-check").length === 2);
      await page.evaluate(() => document.activeElement.blur());
      await keys(page, "Control+z");
      await long(() => document.querySelector("#pf-answer-head").textContent === "没有可行方案");
    }));

  test(`${name}: a long search shows its first set at once and can be stopped`, () =>
    inApp(name, { width: 1440, height: 1000 }, async (page) => {
      await example(page, "打开示例");
      await go(page, "#/portfolio");
      await proven(page);
      await choose(page, "开工时间", "开工时间放开");
      await until(page, () => document.querySelector(".pf-busy .button"));
      await until(page, () => document.querySelector("#pf-answer-head").textContent.includes("总价值"));
      const began = Date.now();
      const stopped = await page.evaluate(() => {
        const button = document.querySelector(".pf-busy .button");
        button?.click();
        return button != null;
      });
      if (stopped) {
        await until(page, () => document.querySelector(".pf-answer .notice")?.textContent.includes("停止"));
        assert.ok(Date.now() - began < 1000);
        await press(page, "重新求解");
        await pause(50);
      }
    }));

  test(`${name}: on a phone every tab fits`, () =>
    inApp(name, { width: 360, height: 740 }, async (page) => {
      await example(page, "打开示例");
      for (const place of ["set", "schedule", "frontier", "scenarios", "robust", "data"]) {
        await go(page, `#/portfolio/${place}`);
        await pause(400);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${place} scrolls sideways by ${overflow}px`);
      }
      await shot(page, `${name}-portfolio-phone`);
    }));
}

// How far a ranking can be trusted: weights tried, drawn weights, other methods, reversal test, reasons.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BROWSERS, axe, go, inApp, press, shot, text, until } from "./support.mjs";

/** Sets a slider as a hand does. */
const slide = (page, selector, value) => page.$eval(selector, (slider, value) => {
  slider.value = value;
  for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind, { bubbles: true }));
}, value);

const tried = (page) => page.$$eval(".trust-ranks tbody tr", (rows) => rows.map((row) => row.textContent));

async function openExample(page, hash) {
  await press(page, "Open an example");
  await until(page, () => document.querySelector(".standing"));
  await go(page, hash);
}

for (const name of BROWSERS) {
  test(`${name}: weights are tried without changing those in use`, () =>
    inApp(name, { lang: "en" }, async (page) => {
      await openExample(page, "#/selection/trust");
      await page.waitForSelector(".trust-slider input");
      const before = await tried(page);
      await slide(page, ".trust-slider input", "95");
      await until(page, () => document.querySelectorAll(".trust-moved").length > 0);
      assert.notDeepEqual(await tried(page), before);
      const outputs = await page.$$eval(".trust-slider output", (nodes) => nodes.map((node) => parseFloat(node.textContent.replace("<", ""))));
      assert.ok(Math.abs(outputs.reduce((sum, share) => sum + share, 0) - 100) < 4, String(outputs));
      await press(page, "Back to the weights in use");
      await until(page, () => document.querySelectorAll(".trust-moved").length === 0);
      assert.deepEqual(await tried(page), before);
      // Intervals and tornado are drawn, their data one key away.
      assert.equal(await page.$$eval(".figure svg .chart-bar", (bars) => bars.length), 7);
      assert.ok(await page.$$eval(".figure svg .chart-more", (bars) => bars.length) === 7);
      await axe(page);
    }));

  test(`${name}: drawn weights can be repeated from the seed`, () =>
    inApp(name, { lang: "en" }, async (page) => {
      await openExample(page, "#/selection/trust");
      await press(page, "Run the test");
      await until(page, () => document.querySelector(".trust-passed"));
      await press(page, "Open weights");
      const run = async () => {
        await press(page, await page.$eval(".trust-part .button-primary", (node) => node.textContent.trim()));
        await until(page, () => !document.querySelector(".trust-part progress") && document.querySelector(".heat-cell"));
        return page.$$eval(".heat-figure", (nodes) => nodes.map((node) => node.textContent).join(","));
      };
      const first = await run();
      assert.ok(first.split(",").some((figure) => Number(figure) > 0));
      assert.equal(await run(), first);
      // Two by two, both ways together are all draws but the ties; large shares are shown without decimals.
      const duels = await page.$$eval(".two-by-two tbody tr", (rows) => rows.map((row) => [...row.querySelectorAll("td")].map((cell) => parseFloat(cell.textContent))));
      assert.equal(duels.length, 10);
      for (const [row, shares] of duels.entries()) for (let column = 0; column < row; column++) {
        const both = shares[column] + duels[column][row];
        assert.ok(both > 98 && both < 100.6, `${row} ${column}: ${both}`);
      }
      await axe(page);
      await shot(page, `trust-draws-${name}`);
      // Another method is drawn by itself.
      await go(page, "#/selection/ranking");
      await page.evaluate(() => {
        const select = [...document.querySelectorAll("select")].find((select) => [...select.options].some((option) => option.textContent === "TOPSIS"));
        select.value = [...select.options].find((option) => option.textContent === "TOPSIS").value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      });
      await go(page, "#/selection/trust");
      await press(page, "Open weights");
      await until(page, () => document.querySelector(".trust-part .hint").textContent.includes("TOPSIS"));
      assert.notEqual(await run(), first);
    }));

  test(`${name}: methods side by side and reasons in sentences`, () =>
    inApp(name, { lang: "en" }, async (page) => {
      await openExample(page, "#/selection/trust");
      await press(page, "Methods");
      await until(page, () => document.querySelectorAll(".trust-face tbody tr").length >= 14);
      const own = await page.$$eval(".trust-face tbody tr", (rows) => rows.find((row) => row.querySelector(".tag"))?.textContent);
      assert.match(own, /1.*1.*0$/);
      await axe(page);
      await press(page, "Reasons");
      await until(page, () => document.querySelectorAll(".trust-reasons p").length >= 2);
      assert.match(await text(page, ".trust-reasons p"), /ranks number 1 of 23, with a score of 63\.1\./);
      await axe(page);
    }));
}

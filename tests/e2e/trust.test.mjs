// How far a ranking can be trusted: weights tried, drawn weights, other methods, reversal test, reasons.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BROWSERS, axe, catchDownloads, go, inApp, press, shot, text, until } from "./support.mjs";

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

  test(`${name}: every chart of trust fits a phone, by every method, and says how its ends were found`, () =>
    inApp(name, { lang: "en", width: 360, height: 740 }, async (page) => {
      await openExample(page, "#/selection/ranking");
      const method = async (label) => {
        await go(page, "#/selection/ranking");
        await page.waitForSelector(".method select");
        await page.evaluate((label) => {
          const select = document.querySelector(".method select");
          select.value = [...select.options].find((option) => option.textContent.startsWith(label)).value;
          select.dispatchEvent(new Event("change", { bubbles: true }));
        }, label);
        await go(page, "#/selection/trust");
        await page.waitForSelector(".trust-badge");
      };
      const fits = async (what) => {
        const wide = await page.evaluate(() => {
          const within = (node) => node.getBoundingClientRect().right <= document.documentElement.clientWidth + 0.5;
          const texts = [...document.querySelectorAll(".figure svg text")].filter((node) => node.textContent.trim() && !within(node));
          const clipped = [...document.querySelectorAll(".figure svg text")].filter((node) => node.textContent.trim() && node.getBoundingClientRect().left < 0);
          return [document.documentElement.scrollWidth - innerWidth, texts.length, clipped.length, [...document.querySelectorAll(".figure-picture")].filter((box) => box.scrollWidth > box.clientWidth + 1).length];
        });
        assert.deepEqual([Math.max(wide[0], 0), ...wide.slice(1)], [0, 0, 0, 0], what);
      };
      for (const [label, ends] of [
        ["Weighted sum", /computed exactly/], ["Weighted product", /computed exactly/], ["AHP ratings: ideal", /computed exactly/],
        ["SPOTIS", /computed exactly/], ["PROMETHEE I (", /computed exactly/], ["PROMETHEE II", /computed exactly/],
        ["WASPAS", /found by search.*0\.25 points.*0\.0001 points/], ["TOPSIS", /found by search/], ["VIKOR", /found by search/],
      ]) {
        await method(label);
        await until(page, () => document.querySelectorAll(".figure svg .chart-bar").length === 7 && document.querySelectorAll(".figure svg .chart-more").length === 7);
        assert.match(await text(page, ".trust-ends"), ends, label);
        await fits(label);
      }
      await axe(page);
      await shot(page, `trust-phone-weights-${name}`);
      // Where weights have no part there is nothing to move.
      await method("Ratio of sums");
      await until(page, () => document.querySelector(".trust-face, .notice"));
      assert.equal((await page.$$(".trust-slider")).length, 0);
      await method("Weighted sum");
      await press(page, "Open weights");
      await press(page, "Draw");
      await until(page, () => document.querySelector(".heat-cell"));
      await fits("heat map");
      // Ranks that have no room share the last column: every row still makes a whole.
      const heads = await page.$$eval(".figure svg .chart-tick", (nodes) => nodes.map((node) => node.textContent));
      assert.match(heads.at(-1), /^\d+\+$/);
      const rows = await page.$$eval(".heat-cell", (cells, columns) => {
        const shares = cells.map((cell) => parseFloat(cell.style.fillOpacity) ** 2);
        return shares.reduce((rows, share, at) => { rows[Math.floor(at / columns)] = (rows[Math.floor(at / columns)] ?? 0) + share; return rows; }, []);
      }, heads.length);
      for (const sum of rows) assert.ok(Math.abs(sum - 1) < 0.02, String(rows));
      await axe(page);
      await shot(page, `trust-phone-draws-${name}`);
    }));

  test(`${name}: weights from the data alone are those computed from the exported scores`, () =>
    inApp(name, { lang: "en" }, async (page) => {
      await openExample(page, "#/selection/ranking");
      await page.waitForSelector(".chart.bars");
      const caught = await catchDownloads(page);
      await press(page, "Export");
      await press(page, "Save as CSV");
      const file = (await caught()).at(-1).text.replace(/^\ufeff/, "").trim().split("\r\n")
        .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)|(?<=,|^)(?=,|$)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ""));
      const columns = (file[0].length - 3) / 3;
      const column = (offset) => Array.from({ length: columns }, (_, j) => {
        const cells = file.slice(1).map((row) => (row[3 + 3 * j + offset] === "" ? null : Number(row[3 + 3 * j + offset])));
        const known = cells.filter((cell) => cell !== null);
        const mean = known.reduce((a, b) => a + b) / known.length;
        return cells.map((cell) => cell ?? mean);
      });
      const [raw, values] = [column(0), column(1)];
      const sum = (list) => list.reduce((a, b) => a + b, 0);
      const whole = (list) => list.map((part) => part / sum(list));
      const entropy = whole(raw.map((list) => {
        const shares = whole(list);
        return 1 + sum(shares.map((p) => (p > 0 ? p * Math.log(p) : 0))) / Math.log(list.length);
      }));
      const scaled = values.map((list) => list.map((x) => (x - Math.min(...list)) / (Math.max(...list) - Math.min(...list))));
      const centred = scaled.map((list) => list.map((x) => x - sum(list) / list.length));
      const length = (list) => Math.sqrt(sum(list.map((x) => x * x)));
      const critic = whole(centred.map((a) => length(a) * sum(centred.map((b) => 1 - sum(a.map((x, i) => x * b[i])) / (length(a) * length(b))))));
      await go(page, "#/selection/trust");
      await press(page, "Methods");
      const shown = () => page.evaluate(() => {
        const table = [...document.querySelectorAll(".trust-face table")].find((table) => table.caption.textContent.includes("data alone"));
        return table && [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent));
      });
      await until(page, () => [...document.querySelectorAll(".trust-face table")].some((table) => table.caption.textContent.includes("data alone")));
      const rows = await shown();
      assert.equal(rows.length, columns);
      for (const [j, row] of rows.entries()) for (const [cell, wanted] of [[row[2], entropy[j]], [row[3], critic[j]]]) {
        // Shares are shown to the per cent, small ones to a tenth of it.
        const shownShare = parseFloat(cell.replace("<", ""));
        assert.ok(Math.abs(shownShare - 100 * wanted) <= (100 * wanted < 10 ? 0.051 : 0.51), `${row[0]}: ${cell} is not ${100 * wanted}`);
      }
      // Every rate of the reference is beside the weight in use, which it does not change.
      assert.ok(rows.every((row) => /%/.test(row[1])));
    }));
}

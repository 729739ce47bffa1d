// The strategy map: built by keyboard alone, analysed, weighed, printed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BROWSERS, axe, catchDownloads, go, inApp, keys, pause, press, replaceBy, saved, shot, text, until } from "./support.mjs";

const type = (page, words) => page.keyboard.type(words);
const tap = (page, key) => page.keyboard.press(key);
/** The rows of the outline in view: depth, level, name. */
const outline = (page) => page.$$eval(".outline-row", (rows) => rows
  .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
  .map((row) => `${row.getAttribute("aria-level")} ${row.querySelector(".outline-kind").textContent.trim()} ${row.querySelector(".outline-name").textContent.trim()}`));
const rowsAre = async (page, expected) => {
  await until(page, (count) => document.querySelectorAll(".outline-row").length === count, expected.length);
  assert.deepEqual(await outline(page), expected);
};
const tabTo = async (page, label) => {
  for (let count = 0; count < 60; count += 1) {
    const here = await page.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.getAttribute("aria-label"));
    if (here === label) return;
    await tap(page, "Tab");
  }
  assert.fail(`no way to ${label}`);
};

for (const name of BROWSERS) {
  test(`${name}: a facilitator builds a three-level map from a template by keyboard alone, finds an orphan, places a project, weighs and prints`, () =>
    inApp(name, { hash: "#/strategy" }, async (page) => {
      await tabTo(page, "选择模板");
      await tap(page, "Enter");
      await page.waitForSelector(".template");
      await axe(page);
      await tabTo(page, "从空白开始");
      await tap(page, "Enter");
      // The template's first level waits; typing names it.
      await page.waitForSelector(".outline-row");
      await until(page, () => document.activeElement?.classList.contains("outline-input"));
      await type(page, "用户信赖的伙伴");
      await tap(page, "Enter");
      await tap(page, "Tab");
      await type(page, "更快");
      await tap(page, "Enter");
      await type(page, "更稳");
      await tap(page, "Enter");
      await tap(page, "Tab");
      await type(page, "准时交付");
      await tap(page, "Enter");
      await type(page, "少返工");
      await tap(page, "Enter");
      await tap(page, "Enter");
      await rowsAre(page, ["1 愿景 用户信赖的伙伴", "2 战略主题 更快", "2 战略主题 更稳", "3 目标 准时交付", "3 目标 少返工"]);

      // Moving keeps what is below; undo brings it back.
      await tap(page, "ArrowUp");
      await tap(page, "ArrowUp");
      await keys(page, "Alt+ArrowUp");
      await rowsAre(page, ["1 愿景 用户信赖的伙伴", "2 战略主题 更稳", "3 目标 准时交付", "3 目标 少返工", "2 战略主题 更快"]);
      await keys(page, "Control+z");
      await rowsAre(page, ["1 愿景 用户信赖的伙伴", "2 战略主题 更快", "2 战略主题 更稳", "3 目标 准时交付", "3 目标 少返工"]);

      // Folding, and the way back.
      await tap(page, "ArrowLeft");
      await rowsAre(page, ["1 愿景 用户信赖的伙伴", "2 战略主题 更快", "2 战略主题 更稳"]);
      await tap(page, "ArrowRight");
      await tap(page, "ArrowRight");

      // The findings name both goals without a carrier; the chosen one is one of them.
      assert.match(await text(page, ".strip"), /目标的承接/);
      // A project is placed under the goal.
      await keys(page, "Alt+p");
      await page.waitForSelector("#place-list");
      await type(page, "排程系统");
      await tap(page, "Enter");
      await rowsAre(page, ["1 愿景 用户信赖的伙伴", "2 战略主题 更快", "2 战略主题 更稳", "3 目标 准时交付", "4 项目 排程系统", "3 目标 少返工"]);

      // The themes are weighed in a pair: the second matters three times as much.
      await tap(page, "ArrowUp");
      await keys(page, "Alt+w");
      await page.waitForSelector(".pair-slider");
      await until(page, () => document.activeElement?.type === "range");
      await tap(page, "ArrowRight");
      await tap(page, "ArrowRight");
      await until(page, () => document.querySelector(".pairwise")?.textContent.includes("75%"));
      await axe(page);
      await tabTo(page, "采用这些权重");
      await tap(page, "Enter");
      await until(page, () => [...document.querySelectorAll(".outline-share")].map((node) => node.textContent).join(" ").includes("75%"));
      await shot(page, `${name}-strategy-built`);

      await saved(page);
      await page.reload();
      await rowsAre(page, ["1 愿景 用户信赖的伙伴", "2 战略主题 更快", "2 战略主题 更稳", "3 目标 准时交付", "4 项目 排程系统", "3 目标 少返工"]);

      // Removing a parent keeps what stood below it.
      await page.click(".outline-row:nth-of-type(3)");
      await tap(page, "Delete");
      await until(page, () => document.querySelector(".outline-head")?.textContent.includes("未安放"));
      await press(page, "撤销");
      await until(page, () => !document.querySelector(".outline-head"));
    }));

  test(`${name}: the example's findings lead to their places; check-ins, links and outlines work`, () =>
    inApp(name, { lang: "en" }, async (page) => {
      await press(page, "Open an example");
      await until(page, () => document.querySelector(".standing"));
      await go(page, "#/strategy");
      await page.waitForSelector(".outline-row");
      await page.click(".strip-sort");
      await until(page, () => document.querySelector(".strip-list")?.textContent.includes("Raise overseas revenue"));
      assert.match(await text(page, ".strip-list"), /has no carrier: it holds 8\.9.% of all weight/);
      await page.click(".strip-list .gap");
      await until(page, () => document.querySelector(".side textarea")?.value.startsWith("Raise overseas revenue"));
      assert.match(await page.evaluate(() => location.hash), /^#\/strategy\/outline\/[0-9a-f-]{36}$/);
      await axe(page);
      const caught = await catchDownloads(page);
      await press(page, "More");
      await press(page, "Save as a Markdown outline");
      const [file] = await caught();
      assert.match(file.text, /\n {4}- Raise overseas revenue to 25 % of the total \{Goal, 25%, @General manager  ?overseas business, 2029-12-31, #1\.1\.3\}/);

      // A cell of the coverage matrix: 3 sets the strength, and the orphan has a carrier.
      await go(page, "#/strategy/coverage");
      await page.waitForSelector(".cover-cell button");
      await page.evaluate(() => [...document.querySelectorAll(".cover-table tbody tr")]
        .find((row) => row.textContent.includes("Raise overseas revenue")).querySelector("[data-from^=p]").focus());
      await tap(page, "3");
      await until(page, () => ![...document.querySelectorAll(".strip-sort")].some((node) => node.textContent.startsWith("Goals") && node.classList.contains("grave")));
      await axe(page);
      await keys(page, "Control+z");

      // Every picture is there, with its data as a table.
      for (const view of ["map", "flow", "matrix"]) {
        await go(page, `#/strategy/${view}`);
        await page.waitForSelector(".picture rect");
        assert.ok((await page.$$(".picture .pressable")).length > 10, view);
        await shot(page, `${name}-strategy-${view}`);
      }

      // The list for print holds every node and project of the map.
      await go(page, "#/strategy/outline");
      await page.waitForSelector(".outline-row");
      const printed = await page.evaluate(() => {
        dispatchEvent(new Event("beforeprint"));
        const count = document.querySelectorAll("#print-map p").length;
        dispatchEvent(new Event("afterprint"));
        return [count, document.querySelectorAll("#print-map").length];
      });
      assert.ok(printed[0] > 70 && printed[1] === 0, String(printed));
    }));

  test(`${name}: links are drawn on the map by keyboard and by pointer, a circle is refused, undo takes them back`, () =>
    inApp(name, { lang: "en" }, async (page) => {
      await press(page, "Open an example");
      await until(page, () => document.querySelector(".standing"));
      await go(page, "#/strategy/map");
      await page.waitForSelector(".picture .pressable");
      const causes = () => page.evaluate(() => Number(document.querySelector(".figure-title").textContent.match(/, (\d+) causes?/)[1]));
      const says = () => text(page, ".link-says");
      const before = await causes();

      // By keyboard: L at a box, then Tab to a target that is free, 3, Enter.
      const from = await page.evaluate(() => {
        const box = document.querySelectorAll(".picture .pressable")[4];
        box.focus();
        return box.dataset.key;
      });
      await tap(page, "l");
      await page.waitForSelector(".link-bar");
      await axe(page);
      for (let count = 0; count < 30 && /circle|linked already/.test(await says()); count += 1) await tap(page, "Tab");
      await tap(page, "3");
      await until(page, () => /strength 3/.test(document.querySelector(".link-says").textContent));
      // The target is the box with the frame around it.
      const to = await page.evaluate(() => {
        const frame = document.querySelector(".link-target");
        const at = (node, name) => parseFloat(node.getAttribute(name));
        return [...document.querySelectorAll(".picture .pressable")].find((box) => Math.abs(at(box.querySelector("rect"), "x") - 3 - at(frame, "x")) < 0.5
          && Math.abs(at(box.querySelector("rect"), "y") - 3 - at(frame, "y")) < 0.5).dataset.key;
      });
      await shot(page, `${name}-strategy-link`);
      await tap(page, "Enter");
      await until(page, () => !document.querySelector(".link-bar"));
      assert.equal(await causes(), before + 1);
      await until(page, (from) => document.activeElement?.dataset?.key === from, from);

      // The way back would close a circle: it is refused with the names on it, and Enter changes nothing.
      await page.evaluate((key) => document.querySelector(`[data-key="${key}"]`).focus(), to);
      await tap(page, "l");
      const label = await page.evaluate((key) => document.querySelector(`[data-key="${key}"] title`).textContent.split(" · ")[0], from);
      for (let count = 0; count < 30 && !(/circle/.test(await says()) && (await says()).includes(label)); count += 1) await tap(page, "Tab");
      assert.match(await says(), /That would close a circle: .+ → .+ → .+/);
      await tap(page, "Enter");
      await page.waitForSelector(".link-bar");
      await tap(page, "Escape");
      await until(page, () => !document.querySelector(".link-bar"));
      await until(page, (count) => document.querySelector(".figure-title").textContent.includes(`, ${count} cause`), before + 1);
      await keys(page, "Control+z");
      await until(page, (count) => document.querySelector(".figure-title").textContent.includes(`, ${count} cause`), before);

      // By pointer: from the handle of the chosen box to the other one; then the strength.
      const middle = (selector) => page.evaluate((selector) => {
        const box = document.querySelector(selector);
        box.scrollIntoView({ block: "center" });
        const rect = box.getBoundingClientRect();
        return [rect.x + rect.width / 2, rect.y + rect.height / 2];
      }, selector);
      await page.evaluate((key) => document.querySelector(`[data-key="${key}"]`).dispatchEvent(new MouseEvent("click", { bubbles: true })), from);
      await page.waitForSelector(".link-dot");
      await pause(300);
      const target = await middle(`[data-key="${to}"] rect`);
      const [x, y] = await page.$eval(".link-dot", (dot) => {
        const rect = dot.getBoundingClientRect();
        return [rect.x + rect.width / 2, rect.y + rect.height / 2];
      });
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move((x + target[0]) / 2, (y + target[1]) / 2, { steps: 4 });
      await page.mouse.move(...target, { steps: 4 });
      await page.waitForSelector(".link-line");
      await page.mouse.up();
      await until(page, () => /^Linked /.test(document.querySelector(".link-says").textContent));
      assert.equal(await causes(), before + 1);
      await page.evaluate(() => document.querySelectorAll(".link-strength-choice")[1].click());
      await until(page, () => /strength 1/.test(document.querySelector(".link-says").textContent));
      await press(page, "Done");
      await until(page, () => !document.querySelector(".link-bar"));
      await keys(page, "Control+z");
      await keys(page, "Control+z");
      await until(page, (count) => document.querySelector(".figure-title").textContent.includes(`, ${count} cause`), before);

      // At full size, no text of the map is smaller than 12 pixels.
      const least = await page.evaluate(() => {
        const picture = document.querySelector(".picture");
        const scale = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
        return Math.min(...[...picture.querySelectorAll("text")].map((node) => parseFloat(getComputedStyle(node).fontSize) * scale));
      });
      assert.ok(least >= 12, `${least} px`);
    }));

  test(`${name}: a long table stands page by page, and whole on paper`, () =>
    inApp(name, {}, async (page) => {
      const id = (number) => `0e8a3b1e-0000-7001-8000-${String(number).padStart(12, "0")}`;
      const nodes = Array.from({ length: 130 }, (_, n) => ({ id: id(n), kind: "goal", place: "top", name: `目标 ${n}` }));
      await replaceBy(page, Buffer.from(JSON.stringify({ format: "pmo-planner", schema: 1, workspace: { id: id(999), name: "长表", strategy: { nodes } } })));
      await go(page, "#/strategy/table");
      const rows = () => page.$$eval(".node-table tbody tr", (rows) => rows.length);
      await until(page, () => document.querySelectorAll(".node-table tbody tr").length === 100);
      await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      assert.equal(await rows(), 130);
      await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
      assert.equal(await rows(), 100);
    }));

  test(`${name}: on a phone every view fits`, () =>
    inApp(name, { width: 360, height: 740 }, async (page) => {
      await press(page, "打开示例");
      await until(page, () => document.querySelector(".standing"));
      for (const view of ["outline", "map", "coverage", "flow", "matrix", "progress", "table", "analysis", "versions"]) {
        await go(page, `#/strategy/${view}`);
        await pause(200);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${view} scrolls sideways by ${overflow}px`);
        await axe(page);
      }
      await shot(page, `${name}-strategy-phone`);
    }));
}

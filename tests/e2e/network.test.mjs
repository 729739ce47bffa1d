// A network that goes away between the start and a part of the app: nothing is lost, and each place says what to do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BROWSERS, go, inApp, press, rows, saved, text, until } from "./support.mjs";

// Without the offline worker, which would have everything at hand.
const WORKER = /sw\.js$/;
const without = (part) => new RegExp(`sw\\.js$|split_${part}`);

const asksBeforeLeaving = (page) => page.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })));

for (const name of BROWSERS) {
  test(`${name}: a part that cannot be fetched says so and opens on another try`, () =>
    inApp(name, { clean: false, site: { refused: without("strategy") } }, async (page, { site }) => {
      await go(page, "#/strategy");
      await until(page, () => document.querySelector("main")?.textContent.includes("这一部分没有打开"));
      assert.match(await text(page, "main"), /数据都在/);
      // Other parts open meanwhile.
      await go(page, "#/projects");
      await until(page, () => document.querySelector("main h1")?.textContent.includes("项目"));
      site.refused = WORKER;
      await go(page, "#/strategy");
      await until(page, () => document.querySelector("main h1")?.textContent.includes("战略"));
    }));

  test(`${name}: a server that fails for a while is asked again`, () =>
    inApp(name, { clean: false, site: { refused: WORKER, failing: /\/parts-.*\.(wasm|bin)$/ } }, async (page, { site }) => {
      await go(page, "#/strategy");
      await until(page, () => document.querySelector("main")?.textContent.includes("这一部分没有打开"));
      site.failing = undefined;
      await press(page, "再试一次");
      await until(page, () => document.querySelector("main h1")?.textContent.includes("战略"));
    }));

  test(`${name}: what is typed before the code that saves is there is saved when it comes`, () =>
    inApp(name, { hash: "#/projects", clean: false, site: { refused: without("documents") } }, async (page, { site }) => {
      await press(page, "添加项目");
      await page.waitForSelector('[data-cell="0:0"]');
      await page.click('[data-cell="0:0"]');
      await page.keyboard.type("排程系统");
      await page.keyboard.press("Enter");
      await saved(page, "not-saved");
      assert.ok(await asksBeforeLeaving(page));
      site.refused = WORKER;
      await saved(page);
      assert.ok(!(await asksBeforeLeaving(page)));

      // Back after a reload, at first again without the code that reads it.
      site.refused = without("documents");
      await page.reload();
      await until(page, () => document.querySelector("main")?.textContent.includes("这一部分没有打开"));
      site.refused = WORKER;
      await press(page, "再试一次");
      await until(page, () => document.querySelectorAll(".grid-row:not(.grid-waiting)").length === 1);
      assert.equal((await rows(page))[0][0], "排程系统");
    }));
}

// The app starts: at the root, in a folder, in both languages and themes, clean and accessible.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { BROWSERS, assertClean, axe, dist, launch, open, serve, shot, text, until } from "./support.mjs";

const ROUTES = ["#/", "#/strategy", "#/selection", "#/portfolio", "#/competency", "#/projects", "#/data"];

test("the built page has the strict content security policy and no inline script or style", () => {
  const html = readFileSync(path.join(dist, "index.html"), "utf8");
  assert.match(html, /content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"/);
  assert.doesNotMatch(html, /<style|\sstyle=|unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/);
  for (const [script] of html.matchAll(/<script[^>]*>/g)) assert.match(script, /src=/);
});

for (const name of BROWSERS) {
  for (const [lang, dark] of [["zh-CN", false], ["en", true]]) {
    test(`${name}, ${lang}, ${dark ? "dark" : "light"}: every place is clean and accessible, in a folder`, async () => {
      const site = await serve({ folder: "/some/folder/" });
      const browser = await launch(name, { lang, dark });
      try {
        const page = await open(browser, site.url);
        assert.equal(await page.$eval("html", (node) => node.lang), lang);
        for (const route of ROUTES) {
          await page.evaluate((hash) => { location.hash = hash; }, route);
          await new Promise((resolve) => setTimeout(resolve, 250));
          // On a busy machine the part's code takes longer.
          await until(page, () => document.querySelector("h1"));
          assert.equal((await page.$$("main")).length, 1, route);
          assert.equal((await page.$$("h1")).length, 1, route);
          await axe(page);
          await shot(page, `${name}-${lang}-${dark ? "dark" : "light"}${route.replaceAll(/\W/g, "-")}`);
        }
        await page.evaluate(() => { location.hash = "#/nonsense"; });
        await new Promise((resolve) => setTimeout(resolve, 100));
        assert.equal(await text(page, "[aria-current=page]"), lang === "en" ? "Overview" : "全景");
        assertClean(page);
      } finally {
        await browser.close();
        await site.close();
      }
    });
  }

  test(`${name}: refuses to start in a frame`, async () => {
    const site = await serve({ pages: { "/frame.html": '<!doctype html><iframe src="./"></iframe>' } });
    const browser = await launch(name);
    try {
      const page = await browser.newPage();
      await page.goto(`${site.url}frame.html`);
      const frame = await (await page.waitForSelector("iframe")).contentFrame();
      await frame.waitForSelector("p");
      assert.equal((await frame.$$("main")).length, 0);
    } finally {
      await browser.close();
      await site.close();
    }
  });
}

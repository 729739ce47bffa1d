// The first screen of the self-assessment, which stands before the app is there: a slow line costs nobody their first answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BROWSERS, axe, inApp, press, text, until } from "./support.mjs";

const PHONE = { width: 360, height: 740 };
const SLOW = { held: /_bg\.wasm$/ };
const WORDS = {
  "zh-CN": { title: "能力自评", next: "下一项", coming: /正在取来/, all: "先不选，和所有岗位比一比" },
  en: { title: "Competency", next: "Next", coming: /on their way/, all: "None yet, compare with every role" },
};
const chosen = (page) => page.$$eval("input[type=radio]:checked", (nodes) => nodes.map((node) => node.value));
const taken = (page) => until(page, () => !document.querySelector("#first") && document.querySelector("#main h1"));

for (const name of BROWSERS) {
  for (const [lang, w] of Object.entries(WORDS)) {
    test(`${name}, ${lang}: role and first answer are chosen before the app is there, and are there afterwards`, () =>
      inApp(name, { hash: "#/competency", ready: "#first h1", lang, ...PHONE, site: SLOW }, async (page, { site }) => {
        assert.equal(await text(page, "#first h1"), w.title);
        assert.equal(await page.$("#main"), null);
        await axe(page);
        const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(width[0] <= width[1], `wider than the phone: ${width}`);
        // The third role, by keyboard.
        await page.focus(".roles li:nth-child(3) .role");
        await page.keyboard.press("Enter");
        await until(page, () => document.activeElement === document.querySelector("#first h1"));
        const asked = await text(page, "#first h1");
        assert.equal((await page.$$("#first .level")).length, 7);
        await axe(page);
        await page.keyboard.press("3");
        assert.deepEqual(await chosen(page), ["3"]);
        await page.focus('#first input[value="3"]');

        site.held = undefined;
        await taken(page);
        assert.match(await page.evaluate(() => location.hash), /^#\/competency\/answer\/[^/]+\/1$/);
        assert.equal(await text(page, "#main h1"), asked);
        assert.deepEqual(await chosen(page), ["3"]);
        assert.equal(await page.evaluate(() => document.activeElement.value), "3");
        await axe(page);
        // The role is the one that was chosen.
        const third = await page.evaluate(async (lang) => {
          const model = await (await fetch("./content/competency_model.json")).json();
          return model.roles[2].name[lang];
        }, lang);
        await page.evaluate(() => { location.hash = "#/competency"; });
        await until(page, (third) => document.querySelector(".unfinished-name")?.textContent.includes(third), third);
        assert.match(await text(page, ".unfinished .hint"), /1/);
      }));
  }

  test(`${name}: the next question is asked for before it is there; a shared computer keeps nothing`, () =>
    inApp(name, { hash: "#/competency", ready: "#first h1", ...PHONE, site: SLOW }, async (page, { site }) => {
      await page.click("#first input[type=checkbox]");
      await press(page, WORDS["zh-CN"].all + "答完看看自己现在最接近哪个岗位。");
      await page.keyboard.press("0");
      await press(page, WORDS["zh-CN"].next);
      assert.match(await text(page, "#first [role=status]"), WORDS["zh-CN"].coming);
      // A choice can be changed while waiting, and so can the role.
      await page.keyboard.press("2");
      site.held = undefined;
      await taken(page);
      await until(page, () => location.hash.endsWith("/2"));
      await page.keyboard.press("ArrowLeft");
      await until(page, () => location.hash.endsWith("/1") && document.querySelector(".level input:checked")?.value === "2");
      assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("pmo.gasp")).length), 0);
      assert.ok(await page.$(".notice"));
    }));

  test(`${name}: whoever has a workspace here, or goes elsewhere, does not see it`, () =>
    inApp(name, { hash: "#/projects", site: SLOW, ready: "body" }, async (page, { site }) => {
      assert.equal(await page.$("#first"), null);
      await page.evaluate(() => localStorage.setItem("pmo.boot", "{}"));
      await page.evaluate(() => { location.hash = "#/competency"; });
      await page.reload();
      assert.equal(await page.$("#first"), null);
      site.held = undefined;
      await page.waitForSelector("#main h1");
    }));
}

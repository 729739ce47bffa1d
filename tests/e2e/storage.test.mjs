// Nothing is lost: kills, closing, faults, denied storage, two tabs, damage, panics, hostile texts.
// KILLS=200 makes the kill test as long as the promise is stated.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { BROWSERS, assertClean, catchDownloads, drop, go, inApp, keys, kill, launch, open, paste, pause, press, rows, saved, serve, text, until } from "./support.mjs";

const KILLS = Number(process.env.KILLS ?? 3);
const notice = (page, name) => page.waitForSelector(`[data-notice="${name}"]`, { timeout: 15_000 });
const noNotice = (page, name) => until(page, (name) => !document.querySelector(`[data-notice="${name}"]`), name);

/** Adds a project by typing into the waiting row, or into the first one. */
async function add(page, name) {
  if (await page.$(".empty")) await press(page, "添加项目");
  await page.waitForSelector(".grid-body");
  const waiting = await page.$eval(".grid-waiting .frozen", (node) => node.dataset.cell);
  const first = await page.evaluate(() => document.querySelectorAll(".grid-row").length === 2 && document.querySelector('[data-cell="0:0"]').textContent.trim() === "–");
  await page.click(`[data-cell="${first ? "0:0" : waiting}"]`);
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}
const count = (page, wanted) => until(page, (wanted) => document.querySelectorAll(".grid-row:not(.grid-waiting)").length === wanted, wanted);
const names = async (page) => (await rows(page)).map((row) => row[0]);

for (const name of BROWSERS) {
  test(`${name}: what is shown as saved is there after the browser was killed (${KILLS} times)`, async () => {
    const site = await serve();
    const profile = mkdtempSync(path.join(tmpdir(), "pmo-kill-"));
    const expected = [];
    try {
      for (let run = 0; run < KILLS; run += 1) {
        const browser = await launch(name, { profile });
        const page = await open(browser, `${site.url}#/projects`);
        if (run > 0) await page.waitForSelector(".grid-body");
        assert.deepEqual(await names(page), expected);
        expected.push(`第 ${run} 次`);
        await add(page, expected.at(-1));
        await saved(page, "saving");
        await saved(page);
        await kill(browser);
      }
    } finally {
      await site.close();
    }
  });

  test(`${name}: leaving the page right after a key loses nothing`, () =>
    inApp(name, { hash: "#/projects" }, async (page, { site }) => {
      await add(page, "先存的");
      for (let run = 0; run < 3; run += 1) {
        await page.click(`[data-cell="${run + 1}:0"]`);
        await page.keyboard.type(`没按回车 ${run}`);
        await pause(10);
        await page.goto("about:blank");
        await page.goto(`${site.url}#/projects`);
        await page.waitForSelector(".grid-body");
        await count(page, run + 2);
        assert.equal((await names(page)).at(-1), `没按回车 ${run}`);
      }
    }));

  test(`${name}: a failing store is told within a second, a file can be saved, and it recovers by itself`, () =>
    inApp(name, { hash: "#/projects" }, async (page) => {
      await add(page, "好的");
      await saved(page);
      await page.evaluate(() => {
        const put = IDBObjectStore.prototype.put;
        window.failing = true;
        IDBObjectStore.prototype.put = function (...given) {
          if (window.failing) throw new DOMException("no room", "QuotaExceededError");
          return put.apply(this, given);
        };
      });
      await add(page, "满了");
      const before = Date.now();
      await notice(page, "not-saved");
      assert.ok(Date.now() - before < 1_500);
      assert.match(await text(page, "[data-notice=not-saved]"), /存储已满/);
      const caught = await catchDownloads(page);
      await keys(page, "Control+s");
      const [file] = await caught();
      assert.match(file.name, /\.pmo\.json$/);
      assert.match(file.text, /满了/);
      await page.evaluate(() => { window.failing = false; });
      await saved(page);
      await noNotice(page, "not-saved");
      await page.reload();
      await page.waitForSelector(".grid-body");
      await count(page, 2);
      assert.deepEqual(await names(page), ["好的", "满了"]);
    }));

  test(`${name}: with storage denied the app works in memory, says so, and saves files`, () =>
    inApp(name, {
      hash: "#/projects",
      before: (page) => page.evaluateOnNewDocument(() => {
        IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); };
        for (const store of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(window, store, { get() { throw new DOMException("denied", "SecurityError"); } });
        }
      }),
    }, async (page) => {
      await notice(page, "not-saved");
      await add(page, "只在内存");
      await pause(500);
      assert.equal(await page.$eval("[data-save]", (node) => node.dataset.save), "not-saved");
      const caught = await catchDownloads(page);
      await press(page, "存成文件");
      assert.match((await caught())[0].text, /只在内存/);
      await go(page, "#/data");
      assert.match(await text(page, ".facts"), /只在内存里/);
    }));

  test(`${name}: one tab writes, the other follows and can take over; nothing is lost`, () =>
    inApp(name, { hash: "#/projects" }, async (one, { site, browser }) => {
      await add(one, "甲");
      await saved(one);
      const two = await open(browser, `${site.url}#/projects`);
      await notice(two, "other-tab");
      await two.waitForSelector(".grid-body");
      assert.deepEqual(await names(two), ["甲"]);
      await one.bringToFront();
      await add(one, "乙");
      await saved(one);
      await two.bringToFront();
      await count(two, 2);
      assert.deepEqual(await names(two), ["甲", "乙"]);
      // Read-only means read-only.
      await two.click('[data-cell="0:0"]');
      await two.keyboard.type("x");
      await two.keyboard.press("Enter");
      assert.deepEqual(await names(two), ["甲", "乙"]);
      const before = Date.now();
      await press(two, "在此编辑");
      await noNotice(two, "other-tab");
      assert.ok(Date.now() - before < 1_500);
      await add(two, "丙");
      await saved(two);
      await one.bringToFront();
      await notice(one, "other-tab");
      await count(one, 3);
      assert.deepEqual(await names(one), ["甲", "乙", "丙"]);
      // The writer goes; the other becomes the writer by itself.
      await two.close();
      await noNotice(one, "other-tab");
      await add(one, "丁");
      await saved(one);
      assert.deepEqual(await names(one), ["甲", "乙", "丙", "丁"]);
      assertClean(two);
    }));

  test(`${name}: damaged bytes never blank the page, and are kept for download`, () =>
    inApp(name, { hash: "#/projects" }, async (page) => {
      await add(page, "第一版");
      await saved(page);
      await add(page, "第二版");
      await saved(page, "saving").catch(() => {});
      await saved(page);
      await page.evaluate(async () => {
        const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
        const db = await done(indexedDB.open("pmo-planner"));
        const store = db.transaction("slots", "readwrite").objectStore("slots");
        const keys = await done(store.getAllKeys());
        const label = (bytes) => Number(/"seq":(\d+)/.exec(new TextDecoder().decode(bytes))[1]);
        let newest;
        for (const key of keys) {
          const bytes = new Uint8Array(await done(store.get(key)));
          if (!newest || label(bytes) > label(newest.bytes)) newest = { key, bytes };
        }
        newest.bytes[newest.bytes.length - 20] ^= 1;
        await done(store.put(newest.bytes, newest.key));
        db.close();
      });
      await page.reload();
      await notice(page, "damaged");
      await page.waitForSelector('[data-cell="0:0"]');
      assert.ok((await names(page)).includes("第一版"));
      await go(page, "#/data");
      const caught = await catchDownloads(page);
      await press(page, "下载");
      assert.match((await caught())[0].text, /^pmo-planner /);
      await press(page, "丢弃");
      await until(page, () => !document.querySelector("#damaged"));
    }));

  test(`${name}: versions, the trash and erasing`, () =>
    inApp(name, {}, async (page) => {
      await press(page, "打开示例");
      await until(page, () => document.querySelector(".standing"));
      await go(page, "#/projects");
      await page.waitForSelector('[data-cell="0:0"]');
      const csv = "名称\n新来的";
      await drop(page, "a.csv", new TextEncoder().encode(csv));
      await page.waitForSelector(".import-summary");
      await press(page, "导入 1 行");
      await saved(page, "saving").catch(() => {});
      await saved(page);
      await go(page, "#/data");
      await until(page, () => document.querySelector("#versions").parentElement.textContent.includes("导入之前"));
      await press(page, "恢复");
      await until(page, () => document.querySelector(".toasts").textContent.includes("已替换内容"));
      await go(page, "#/projects");
      await until(page, () => document.querySelector(".grid-totals").textContent.includes("24 个项目"));
      await keys(page, "Control+z");
      await until(page, () => document.querySelector(".grid-totals").textContent.includes("25 个项目"));

      await press(page, "砺屿装备制造集团：转型第三年");
      await press(page, "移到回收站");
      await until(page, () => document.querySelector(".toasts").textContent.includes("已移到回收站"));
      await go(page, "#/data");
      await until(page, () => document.querySelector("#trash").parentElement.querySelectorAll("tbody tr").length === 1);
      await press(page, "撤销");
      await until(page, () => document.querySelector(".switcher").textContent.includes("砺屿"));
      await press(page, "全部清空");
      await page.waitForSelector("dialog[open]");
      await page.evaluate(() => [...document.querySelectorAll("dialog[open] button")].find((node) => node.textContent.trim() === "全部清空").click());
      await page.waitForSelector(".welcome");
      assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("pmo.") && key !== "pmo.boot")), []);
    }));

  test(`${name}: a panic shows a page that gives the raw data out`, () =>
    inApp(name, { hash: "#/projects", clean: false }, async (page) => {
      await add(page, "别丢");
      await saved(page);
      await page.evaluate(() => { dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("unreachable") })); });
      await page.waitForSelector(".panic");
      const caught = await catchDownloads(page);
      await press(page, "下载原始数据 · Download the raw data");
      const data = JSON.parse((await caught())[0].text);
      const slots = data.databases["pmo-planner"].slots.map((slot) => Buffer.from(slot.value.base64, "base64").toString());
      assert.ok(slots.some((slot) => slot.includes("别丢")));
    }));

  test(`${name}: hostile texts stay texts`, () =>
    inApp(name, { hash: "#/projects" }, async (page) => {
      const code = "window.ran=1";
      const payloads = [
        `<script>${code}</script>`, `<img src=x onerror="${code}">`, `<svg onload=${code}>`, `"><img src=x onerror=${code}>`, `javascript:${code}`,
        `<iframe srcdoc="<script>parent.${code}</script>">`, `<a href="javascript:${code}">x</a>`, `<body onload=${code}>`, `<input autofocus onfocus=${code}>`,
        `<details open ontoggle=${code}>`, `<video><source onerror=${code}></video>`, `<math><mtext><style><img src onerror=${code}>`, `\${${code}}`, `{{${code}}}`,
        `' onmouseover='${code}`, `" onfocus="${code}" autofocus="`, `</textarea><script>${code}</script>`, `</title><script>${code}</script>`, `<!--><script>${code}</script>`,
        `<object data="javascript:${code}">`, `<embed src="javascript:${code}">`, `<form action="javascript:${code}"><button>`, `<link rel=stylesheet href="http://evil.test/x.css">`,
        `<meta http-equiv=refresh content="0;url=http://evil.test/">`, `<base href="http://evil.test/">`, `<img src="http://evil.test/x.png">`, `<style>@import "http://evil.test/x.css"</style>`,
        `<div style="background:url(http://evil.test/)">`, `<svg><use href="http://evil.test/#x">`, `<svg><animate onbegin=${code} attributeName=x dur=1s>`, `<template><script>${code}</script></template>`,
        `&lt;script&gt;${code}&lt;/script&gt;`, `\\u003cscript\\u003e${code}`, `%3Cscript%3E${code}%3C/script%3E`, `data:text/html,<script>${code}</script>`, `<x onclick=${code}>x</x>`,
        `<marquee onstart=${code}>`, `<select autofocus onfocus=${code}>`, `<keygen autofocus onfocus=${code}>`, `<audio src onerror=${code}>`, `<table background="javascript:${code}">`,
        `<isindex action=javascript:${code}>`, `<bgsound src="javascript:${code}">`, `=HYPERLINK("http://evil.test")`, `@import`, `\u202e<script>${code}</script>`, `<scr\u0000ipt>${code}</script>`,
        `<img src=x:x onerror=\`${code}\`>`, `<noscript><p title="</noscript><img src=x onerror=${code}>">`, `<svg><script href="data:,${code}" />`,
      ];
      assert.equal(payloads.length, 50);
      if (await page.$(".empty")) await press(page, "添加项目");
      await page.waitForSelector('[data-cell="0:0"]');
      await page.click('[data-cell="0:0"]');
      const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
      await paste(page, payloads.map((text) => [text, text, text].map(quoted).join("\t")).join("\n"));
      await until(page, () => document.querySelector(".grid-totals").textContent.startsWith("50"));
      await saved(page);
      const document_ = (await (async () => {
        const caught = await catchDownloads(page);
        await keys(page, "Control+s");
        return caught();
      })())[0].text;
      await drop(page, `${payloads[1]}.pmo.json`, new TextEncoder().encode(document_.replace('"name": ""', `"name": ${JSON.stringify(payloads[3])}`)));
      await press(page, "作为单独的工作区打开");
      await pause(300);
      for (const hash of ["#/", "#/data", "#/projects", `#/${encodeURIComponent(payloads[0])}`]) {
        await go(page, hash);
      }
      await keys(page, "Control+k");
      await page.keyboard.type("script");
      await pause(300);
      assert.equal(await page.evaluate(() => window.ran), undefined);
      assert.deepEqual(await page.$$eval("script:not([src]), iframe, object, embed, base, main img", (nodes) => nodes.map((node) => node.outerHTML)), []);
    }));
}

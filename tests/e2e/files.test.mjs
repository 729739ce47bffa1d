// Files: the example, saving, opening with a preview, dropping, the single file, working offline.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { BROWSERS, assertClean, axe, catchDownloads, dist, drop, go, inApp, keys, launch, open, pause, press, rows, saved, serve, shot, text, until } from "./support.mjs";

const bytes = (text) => new TextEncoder().encode(text);
const count = (page, wanted) => until(page, (wanted) => document.querySelector(".grid-totals")?.textContent.startsWith(`${wanted} `), wanted);

async function saveFile(page) {
  const caught = await catchDownloads(page);
  await keys(page, "Control+s");
  return (await caught()).at(-1);
}

for (const name of BROWSERS) {
  test(`${name}: the example fills the app in the language on the screen`, () =>
    inApp(name, { lang: "en" }, async (page) => {
      await press(page, "Open an example");
      await until(page, () => document.querySelector(".standing"));
      assert.match(await text(page, ".page-head"), /Liyu Equipment Group.*Example/);
      assert.match(await text(page, ".circle"), /24 projects, 675.4 M CNY in all/);
      await axe(page);
      await shot(page, `${name}-example`);
      await go(page, "#/projects");
      await count(page, 24);
    }));

  test(`${name}: a saved file gives the same bytes again, and is previewed before it merges, replaces or stands beside`, () =>
    inApp(name, {}, async (page) => {
      await press(page, "打开示例");
      await until(page, () => document.querySelector(".standing"));
      await saved(page);
      const file = await saveFile(page);
      assert.match(file.name, /^砺屿装备制造集团：转型第三年 \d{4}-\d\d-\d\d\.pmo\.json$/);
      // The open document is the same: nothing to merge.
      await drop(page, file.name, bytes(file.text));
      await page.waitForSelector("dialog[open] .choices");
      assert.match(await text(page, "dialog[open]"), /与当前工作区完全相同/);
      await axe(page);
      await press(page, "取消");

      const changed = JSON.parse(file.text);
      changed.workspace.projects[0].name = "改了名";
      changed.workspace.projects.pop();
      changed.workspace.projects.push({ ...changed.workspace.projects[1], id: "00000000-0000-7000-8000-000000000abc", name: "多出来" });
      await drop(page, "other.pmo.json", bytes(JSON.stringify(changed)));
      await page.waitForSelector("dialog[open] .choices");
      const preview = await text(page, "dialog[open]");
      assert.match(preview, /新增 1 个、以文件为准修改 1 个项目，22 个相同/);
      assert.match(preview, /新增 1 个、修改 1 个、移除 1 个项目/);
      await shot(page, `${name}-preview`);
      await press(page, "合并到当前工作区");
      await go(page, "#/projects");
      await count(page, 25);
      await press(page, "撤销");
      await count(page, 24);
      assert.equal((await rows(page))[0][0], "高级计划排程系统");

      await drop(page, "other.pmo.json", bytes(JSON.stringify(changed)));
      await press(page, "替换当前工作区的内容");
      await until(page, () => document.querySelector('[data-cell="0:0"]').textContent === "改了名");
      await press(page, "撤销");
      await until(page, () => document.querySelector('[data-cell="0:0"]').textContent === "高级计划排程系统");

      await drop(page, file.name, bytes(file.text));
      await press(page, "作为单独的工作区打开");
      await until(page, () => document.querySelector(".toasts").textContent.includes("已打开"));
      await saved(page);
      const again = await saveFile(page);
      const withoutId = (text) => text.replace(/"id": "[^"]+"/, "");
      assert.equal(withoutId(again.text), withoutId(file.text));
    }));

  test(`${name}: what is not a file of ours is refused with a sentence, and nothing changes`, () =>
    inApp(name, { hash: "#/data" }, async (page) => {
      const refusal = async (file, content, words) => {
        await drop(page, file, content);
        await until(page, (words) => [...document.querySelectorAll(".toast-refusal")].some((toast) => toast.textContent.includes(words)), words);
      };
      await refusal("a.json", bytes('{"format": "pmo-planner",'), "不是合法的 JSON");
      await refusal("b.json", bytes('{"format": "excel"}'), "不是 PMO 规划台存的");
      await refusal("c.json", bytes('{"format":"pmo-planner","schema":1,"workspace":{"id":"x"}}'), "文件内容有误");
      await refusal("d.json", bytes(`{"format":"pmo-planner","deep":${"[".repeat(70)}`), "嵌套超过 64 层");
      await refusal("e.xlsx", bytes("PK\u0003\u0004"), "不是文本文件");
      await refusal("f.csv", new Uint8Array([0xff, 0xff, 0]), "不是文本文件");
      const newer = { format: "pmo-planner", schema: 99, workspace: { id: "00000000-0000-7000-8000-000000000001", name: "来自未来", projects: [] } };
      await drop(page, "g.pmo.json", bytes(JSON.stringify(newer)));
      await press(page, "只读查看");
      await page.waitForSelector("[data-notice=too-new]");
      assert.match(await text(page, ".switcher"), /来自未来/);
    }));

  test(`${name}: the single file runs from the disk with its own policy`, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "pmo-single-"));
    const file = path.join(folder, "规划台.html");
    cpSync(path.join(dist, "pmo-planner.html"), file);
    const html = readFileSync(file, "utf8");
    assert.match(html, /default-src 'none'; script-src 'sha256-[^']+' 'sha256-[^']+' 'wasm-unsafe-eval'; style-src 'sha256-[^']+'; img-src data: blob:; [^"]*connect-src 'none'; worker-src blob:;/);
    assert.doesNotMatch(html.slice(0, 2000), /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/);
    const browser = await launch(name);
    try {
      const page = await open(browser, pathToFileURL(file).href);
      await press(page, "打开示例");
      await until(page, () => document.querySelector(".standing"));
      await saved(page);
      await go(page, "#/projects");
      await page.waitForSelector('[data-cell="0:0"]');
      await page.click('[data-cell="0:0"]');
      await page.keyboard.type("在 U 盘上改的");
      await page.keyboard.press("Enter");
      await saved(page, "saving").catch(() => {});
      await saved(page);
      await page.reload();
      await page.waitForSelector('[data-cell="0:0"]');
      await until(page, () => document.querySelector('[data-cell="0:0"]').textContent === "在 U 盘上改的");
      assertClean(page);
    } finally {
      await browser.close();
    }
  });
}

test("chromium: once loaded, the app starts without the server; a new version waits for the person", async () => {
  const copy = mkdtempSync(path.join(tmpdir(), "pmo-dist-"));
  cpSync(dist, copy, { recursive: true });
  let site = await serve({ directory: copy });
  const port = new URL(site.url).port;
  const browser = await launch("chromium");
  try {
    const page = await open(browser, site.url);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await page.waitForSelector("h1");
    await site.close();
    await page.reload();
    await page.waitForSelector("h1");
    assert.match(await text(page, "h1"), /从战略到项目/);
    page.complaints.length = 0;

    site = await serve({ directory: copy, port: Number(port) });
    const worker = path.join(copy, "sw.js");
    writeFileSync(worker, readFileSync(worker, "utf8").replace(/VERSION = "[^"]+"/, 'VERSION = "next"'));
    await page.reload();
    await page.waitForSelector("[data-notice=update]", { timeout: 20_000 });
    await pause(300);
    assert.match(await text(page, "[data-notice=update]"), /新版本已就绪/);
    await page.evaluate(() => { window.stays = true; });
    await press(page, "重新加载");
    await until(page, () => !window.stays && document.querySelector("h1"));
    await until(page, () => !document.querySelector("[data-notice=update]"));
    assert.deepEqual(await page.evaluate(() => caches.keys()), ["pmo-planner-next"]);
    assertClean(page);
  } finally {
    await browser.close();
    await site.close();
  }
});

// The project table, by keyboard and mouse, and its import.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BROWSERS, axe, drop, go, inApp, keys, paste, pause, press, rows, saved, shot, text, until } from "./support.mjs";

const type = (page, words) => page.keyboard.type(words);
const shown = (page, count) => until(page, (count) => document.querySelectorAll(".grid-row:not(.grid-waiting)").length === count, count);

for (const name of BROWSERS) {
  test(`${name}: rows are typed, edited, filled, sorted, filtered, removed and undone by keyboard`, () =>
    inApp(name, { hash: "#/projects" }, async (page) => {
      await press(page, "添加项目");
      await page.waitForSelector('[data-cell="0:0"]');
      await page.click('[data-cell="0:0"]');
      for (const words of ["排程系统", "王工", "第一期", "进行", "1,200.5", "2027/3/1", "20271231"]) {
        await type(page, words);
        await page.keyboard.press("Tab");
      }
      // The waiting row takes a new project.
      await type(page, "看板");
      await page.keyboard.press("Enter");
      await shown(page, 2);
      assert.deepEqual(await rows(page), [
        ["排程系统", "王工", "第一期", "进行中", "1,200.5", "2027-03-01", "2027-12-31"],
        ["看板", "", "", "候选", "", "", ""],
      ]);

      // A wrong value stays in the cell with its reason; Esc drops it.
      await page.click('[data-cell="1:4"]');
      await type(page, "许多");
      await page.keyboard.press("Enter");
      assert.match(await text(page, "#grid-error"), /“许多”不是数字/);
      await axe(page);
      await page.keyboard.press("Escape");
      assert.equal((await rows(page))[1][4], "");

      // Fill down, undo, redo.
      await page.click('[data-cell="0:1"]');
      await keys(page, "Shift+ArrowDown");
      await keys(page, "Control+d");
      assert.equal((await rows(page))[1][1], "王工");
      await keys(page, "Control+z");
      assert.equal((await rows(page))[1][1], "");
      await keys(page, "Control+Shift+z");
      assert.equal((await rows(page))[1][1], "王工");

      // A block from Excel, with a line break in a cell; rows beyond the end are added.
      await page.click('[data-cell="1:0"]');
      await paste(page, '仓储\t李工\t"一\n二"\tdone\t300\r\n备件\t赵工\t\tactive\t100\r\n');
      await shown(page, 3);
      assert.deepEqual((await rows(page)).map((row) => row.slice(0, 5)), [
        ["排程系统", "王工", "第一期", "进行中", "1,200.5"], ["仓储", "李工", "一 二", "已完成", "300"], ["备件", "赵工", "", "进行中", "100"],
      ]);
      // One wrong cell refuses the whole paste and is named.
      await page.click('[data-cell="0:4"]');
      await paste(page, "1\n二\n3");
      await until(page, () => document.querySelector(".toast-refusal")?.textContent.includes("第 2 行“成本”"));
      assert.equal((await rows(page))[0][4], "1,200.5");

      // Sorting: pinyin order, then amounts.
      await press(page, "名称");
      assert.deepEqual((await rows(page)).map((row) => row[0]), ["备件", "仓储", "排程系统"]);
      await press(page, "成本（万元）");
      await press(page, "成本（万元）↑");
      assert.deepEqual((await rows(page)).map((row) => row[4]), ["1,200.5", "300", "100"]);
      await press(page, "成本（万元）↓");
      // Filtering.
      await type(page, "");
      await page.click(".grid-filter");
      await type(page, "李");
      await shown(page, 1);
      assert.match(await text(page, ".grid-totals"), /显示 1，共 3 个项目/);
      await keys(page, "Control+a");
      await page.keyboard.press("Backspace");
      await shown(page, 3);

      // Removing acts at once and offers the way back.
      await page.click('[data-cell="0:0"]');
      await keys(page, "Shift+ArrowDown");
      await keys(page, "Control+Delete");
      await shown(page, 1);
      await press(page, "撤销");
      await shown(page, 3);

      await saved(page);
      await page.reload();
      await page.waitForSelector('[data-cell="2:0"]');
      assert.deepEqual((await rows(page)).map((row) => row[0]), ["排程系统", "仓储", "备件"]);
      await shot(page, `${name}-projects`);
    }));

  test(`${name}: a CSV file is mapped, previewed and imported; errors are named by row and column`, () =>
    inApp(name, { hash: "#/projects", lang: "en" }, async (page) => {
      // GB18030, as Excel on a Chinese Windows writes it: 项目,负责人,预算 / 排程,王,12 / 看板,李,x
      const head = Buffer.from("cfeec4bf2cb8bad4f0c8cb2cd4a4cbe30d0a", "hex");
      const body = Buffer.concat([Buffer.from("c5c5b3cc2c41412c31320d0a", "hex"), Buffer.from("bfb4b0e52c42422c780d0a", "hex")]);
      await drop(page, "list.csv", Buffer.concat([head, body]));
      await page.waitForSelector(".import-summary");
      await axe(page);
      assert.match(await text(page, ".import-errors"), /Row 3, column C \(Cost\)/);
      assert.match(await text(page, ".import-summary"), /Adds 1 and updates 0 projects, leaves out 1 row with errors/);
      await shot(page, `${name}-import`);
      await press(page, "Import 1 row");
      await shown(page, 1);
      assert.deepEqual((await rows(page))[0].slice(0, 5), ["排程", "AA", "", "Candidate", "12"]);
      // The same name updates; pasted tables work too.
      await page.click(".grid-tools [aria-haspopup]:not([aria-label])");
      await keys(page, "Escape");
      await press(page, "More");
      await press(page, "Import or paste a table");
      await page.waitForSelector("#paste");
      await page.type("#paste", "Name;Cost\n排程;15\nKanban;7");
      await press(page, "Read it");
      await page.waitForSelector(".import-summary");
      assert.match(await text(page, ".import-summary"), /Adds 1 and updates 1 project/);
      await press(page, "Import 2 rows");
      await shown(page, 2);
      assert.deepEqual((await rows(page)).map((row) => [row[0], row[4]]), [["排程", "15"], ["Kanban", "7"]]);
    }));

  test(`${name}: on a phone the table can be used by touch widths, and prints whole`, () =>
    inApp(name, { width: 360, height: 740 }, async (page) => {
      await press(page, "打开示例");
      await until(page, () => document.querySelector(".standing"));
      await go(page, "#/projects");
      await page.waitForSelector('[data-cell="0:0"]');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page scrolls sideways by ${overflow}px`);
      await shot(page, `${name}-phone`);
      const printed = await page.evaluate(() => {
        dispatchEvent(new Event("beforeprint"));
        const count = document.querySelectorAll("#print-table tbody tr").length;
        dispatchEvent(new Event("afterprint"));
        return [count, document.querySelectorAll("#print-table").length];
      });
      assert.deepEqual(printed, [24, 0]);
      await pause(50);
    }));
}

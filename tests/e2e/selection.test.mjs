// Project selection: from a table of projects to a ranking that is exported, with three raters.
import assert from "node:assert/strict";
import { test } from "node:test";
import zlib from "node:zlib";
import { BROWSERS, axe as axeNow, catchDownloads, drop, go, inApp, keys, paste, pause, press, saved, shot, text, until } from "./support.mjs";

/** What axe-core finds once toasts have risen. */
const axe = async (page) => {
  await pause(300);
  await axeNow(page);
};

/** Gives several files to the app as if they were dropped on the window. */
const dropAll = (page, files) => page.evaluate((files) => {
  const data = new DataTransfer();
  for (const [name, content] of files) data.items.add(new File([content], name));
  for (const kind of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}, files);

/** Chooses an option of the select whose label begins so. */
const choose = (page, label, value) => page.evaluate((label, value) => {
  const field = [...document.querySelectorAll(".field")].find((field) => field.querySelector("label")?.textContent.startsWith(label));
  const select = field.querySelector("select");
  const option = [...select.options].find((option) => option.textContent.startsWith(value));
  select.value = option.value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}, label, value);

/** Types into the field whose label begins so. */
const fill = async (page, label, value) => {
  const id = await page.evaluate((label) => [...document.querySelectorAll(".field")]
    .find((field) => field.offsetParent && field.querySelector("label")?.textContent.startsWith(label))?.querySelector("input, textarea")?.id, label);
  assert.ok(id, `a field ${label}`);
  await page.click(`#${id}`, { count: 3 });
  await page.keyboard.type(value);
  await page.keyboard.press("Tab");
};

const strip = (page) => page.$$eval(".live-row", (rows) => rows.map((row) => [row.querySelector(".live-rank").textContent, row.querySelector(".live-name").textContent, row.querySelector(".live-score").textContent]));

/** Rows of a CSV text whose texts are quoted. */
const csvRows = (text) => text.replace(/^\ufeff/, "").trim().split("\r\n").map((line) => [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)|(?<=,|^)(?=,|$)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ""));

/** A file of a zip, read by its central directory. */
function unzip(bytes, wanted) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [packed, length, extra, comment, start] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    if (bytes.toString("utf8", at + 46, at + 46 + length) === wanted) {
      const body = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
      return zlib.inflateRawSync(bytes.subarray(body, body + packed)).toString("utf8");
    }
    at += 46 + length + extra + comment;
  }
  throw new Error(`no ${wanted}`);
}

/** Downloads as bytes; the helper of support.mjs gives texts. */
async function downloads(page) {
  await catchDownloads(page);
  return async (extension) => {
    await until(page, (extension) => window.caught.length > 0 && Promise.all(window.caught).then((files) => files.some((file) => file.name.endsWith(extension))), extension);
    const files = await page.evaluate(() => Promise.all(window.caught));
    const file = files.findLast((file) => file.name.endsWith(extension));
    return { name: file.name, bytes: Buffer.from(file.bytes) };
  };
}

/** The score of a rater for a project and criterion of the test: any, but always the same. */
const scoreOf = (rater, project, criterion) => 1 + ((project * 7 + criterion * 3 + rater * (1 + (project % 3))) % 5);

for (const name of BROWSERS) {
  test(`${name}: forty projects from CSV, criteria from a template, three raters, a ranking in three files`, () =>
    inApp(name, { hash: "#/projects" }, async (page) => {
      // Projects.
      const lines = Array.from({ length: 40 }, (_, index) => `项目${String(index + 1).padStart(2, "0")},${100 + index * 13}`);
      await drop(page, "list.csv", Buffer.from(`名称,成本\n${lines.join("\n")}\n`));
      await press(page, "导入 40 行");
      await until(page, () => document.querySelectorAll(".grid-row").length > 10);

      // Criteria from a template.
      await go(page, "#/selection");
      await until(page, () => document.querySelector(".path"));
      await axe(page);
      await go(page, "#/selection/criteria");
      await press(page, "从模板添加");
      await press(page, "采用“战略契合、价值、风险、投入”");
      await until(page, () => document.querySelectorAll(".criteria-tree tbody tr").length === 13);
      await axe(page);
      await page.click(".criteria-tree tbody tr:nth-child(2) a");
      await page.waitForSelector(".criterion-form .curve-picture");
      await axe(page);
      await shot(page, `${name}-selection-criteria`);

      // The file that is handed out.
      const caught = await downloads(page);
      await go(page, "#/selection/raters");
      await press(page, "生成评分文件");
      const out = JSON.parse((await caught("pmo-rater.json")).bytes);
      assert.equal(out.projects.length, 40);
      assert.equal(out.rater, null);
      const asked = out.criteria.filter((criterion) => criterion.kind.leaf);
      assert.equal(asked.length, 9);
      const filled = (rater) => JSON.stringify({ ...out, rater: {
        id: `00000000-0000-7000-8000-00000000000${rater}`, name: `评分人甲乙丙`.slice(0, 3) + "甲乙丙"[rater - 1], weight: 1,
        scores: Object.fromEntries(out.projects.map((project, p) => [project.id, Object.fromEntries(asked.map((criterion, c) => [criterion.id, scoreOf(rater, p, c)]))])),
      } });
      // A file for another rubric is refused with what differs.
      const other = structuredClone(out);
      const changed = other.criteria.find((criterion) => criterion.kind.leaf);
      changed.kind.leaf.scale.levels[1].text = "别的说法";
      await dropAll(page, [["别处.pmo-rater.json", JSON.stringify({ ...JSON.parse(filled(1)), criteria: other.criteria })]]);
      await until(page, () => document.querySelector(".rater-file.refused")?.textContent.includes("第 2 级"));
      await axe(page);
      await press(page, "取消");
      // Three that fit, in one go; a second time changes nothing.
      const files = [3, 1, 2].map((rater) => [`${rater}.pmo-rater.json`, filled(rater)]);
      await dropAll(page, files);
      await press(page, "合并 3 位评分人");
      await until(page, () => document.querySelector(".step-lead")?.textContent.includes("Kendall W"));
      const before = await strip(page);
      await dropAll(page, files);
      await press(page, "合并 3 位评分人");
      await pause(300);
      assert.deepEqual(await strip(page), before, "merging again changes nothing");

      // Who differs where: every rater with a cell.
      await page.click(".who-differs summary");
      assert.equal((await page.$$(".who-differs tbody tr .link")).length, 3);
      // The cell that is furthest apart is discussed and agreed on.
      await until(page, () => document.querySelectorAll(".spread tbody tr").length === 20);
      await page.click(".spread tbody tr:first-child .link");
      await page.waitForSelector(".agree");
      await axe(page);
      await shot(page, `${name}-selection-spread`);
      await fill(page, "商定评分", "5");
      await fill(page, "为什么这样定", "对照细则");
      await until(page, () => document.querySelector(".spread tbody tr:first-child td:last-child .sr-only"));
      const place = await page.evaluate(() => ["th", "td"].map((cell) => document.querySelector(`.spread tbody tr:first-child ${cell}`).textContent.trim()));

      // The ranking, and the same computed here.
      await go(page, "#/selection/ranking");
      await page.waitForSelector(".chart.bars");
      await axe(page);
      await shot(page, `${name}-selection-ranking`);
      await press(page, "导出");
      await press(page, "存成 CSV");
      const rows = csvRows((await caught(".csv")).bytes.toString("utf8"));
      assert.equal(rows.length, 41);
      const head = rows[0];
      const weights = [22, 8, 16, 12, 7, 12, 8, 7, 8].map((weight) => weight / 100);
      const costs = asked.map((criterion) => criterion.kind.leaf.direction === "cost");
      const expected = out.projects.map((project, p) => {
        const score = asked.reduce((sum, criterion, c) => {
          const isAgreed = place[0] === project.name && place[1] === criterion.name;
          const mean = isAgreed ? 5 : [1, 2, 3].reduce((sum, rater) => sum + scoreOf(rater, p, c), 0) / 3;
          const value = (mean - 1) / 4;
          return sum + weights[c] * (costs[c] ? 1 - value : value);
        }, 0);
        return [project.name, score];
      });
      for (const row of rows.slice(1)) {
        const [, mine] = expected.find(([name]) => name === row[1]);
        assert.ok(Math.abs(Number(row[2]) - mine) < 1e-12, `${row[1]}: ${row[2]} and ${mine}`);
      }
      const order = rows.slice(1).map((row) => Number(row[2]));
      assert.deepEqual(order, [...order].sort((a, b) => b - a));
      assert.ok(order.some((score) => String(score).length >= 14), "at least twelve digits");
      assert.equal(head.length, 3 + 9 * 3);

      await press(page, "导出");
      await press(page, "存成 XLSX");
      const sheet = unzip((await caught(".xlsx")).bytes, "xl/worksheets/sheet1.xml");
      assert.ok(sheet.includes(`<v>${rows[1][2]}</v>`), "the same digits in the workbook");
      await press(page, "导出");
      await press(page, "存成 Markdown 报告");
      const report = (await caught(".md")).bytes.toString("utf8");
      assert.match(report, new RegExp(`\\| 1 \\| ${rows[1][1]} \\|`));
      assert.match(report, /加权求和/);

      // A number explains itself; a decision goes on record and is computed again.
      await page.click("#tab-numbers");
      await page.waitForSelector(".numbers tbody tr");
      await page.click(".numbers tbody tr:first-child td:nth-child(4) .figure-button");
      await until(page, () => document.querySelector(".explanation")?.textContent.includes("评分人"));
      await axe(page);
      await shot(page, `${name}-selection-numbers`);
      for (const view of ["bubbles", "lines"]) {
        await page.click(`#tab-${view}`);
        await page.waitForSelector(`.chart.${view}`);
        await axe(page);
        await shot(page, `${name}-selection-${view}`);
      }
      // A balance rule: what lies on the worse side of risk is shaded, and told by its share of the cost.
      await page.click("#tab-bubbles");
      await fill(page, "从这个分起算不利", "3");
      await until(page, () => document.querySelector(".chart.bubbles .worse-side") && document.querySelector(".balance-rules li"));
      const across = asked.findIndex((criterion) => criterion.kind.leaf.direction === "cost");
      const score = (p, c) => (place[0] === out.projects[p].name && place[1] === asked[c].name ? 5 : [1, 2, 3].reduce((sum, rater) => sum + scoreOf(rater, p, c), 0) / 3);
      const cost = out.projects.map((_, p) => 100 + p * 13);
      const sum = (list) => list.reduce((sum, x) => sum + x, 0);
      const share = sum(cost.filter((_, p) => score(p, across) >= 3)) / sum(cost);
      const told = await text(page, ".balance-rules li");
      assert.ok(told.includes(`${(share * 100).toFixed(1)}%`), `${told}: ${share}`);
      assert.match(told, share > 0.3 ? /超出/ : /守住/);
      await axe(page);
      await page.click("#tab-decisions");
      await fill(page, "由谁决定", "评审会");
      await press(page, "记录决策");
      await until(page, () => document.querySelector(".decision-check")?.textContent.includes("逐位相同"));
      assert.equal(await text(page, ".decision .balance-rules li"), told, "the rule is on record as it stood");
      // The rule is in every file: in the CSV so that its share can be added up from the rows.
      await press(page, "导出");
      await press(page, "存成 CSV");
      const ruled = csvRows((await caught(".csv")).bytes.toString("utf8"));
      assert.equal(ruled[0].length, 3 + 9 * 3 + 2);
      const worse = sum(ruled.slice(1).map((row) => Number(row.at(-2)) * Number(row.at(-1))));
      assert.ok(Math.abs(worse / sum(ruled.slice(1).map((row) => Number(row.at(-2)))) - share) < 1e-12);
      await press(page, "导出");
      await press(page, "存成 XLSX");
      const sheets = (await caught(".xlsx")).bytes;
      assert.ok(unzip(sheets, "xl/workbook.xml").includes("平衡规则"));
      assert.match(unzip(sheets, "xl/worksheets/sheet3.xml"), new RegExp(share > 0.3 ? "超出" : "守住"));
      await press(page, "导出");
      await press(page, "存成 Markdown 报告");
      const ruledReport = (await caught(".md")).bytes.toString("utf8");
      assert.match(ruledReport, /## 平衡规则/);
      assert.equal(ruledReport.split(`占前 40 名成本的 ${(share * 100).toFixed(1)}%`).length, 3, "now, and in the decision");
      await axe(page);
      await saved(page);
      await page.reload();
      await until(page, () => document.querySelectorAll(".live-row").length === 40);
    }));

  test(`${name}: the score grid takes ranges, refuses what is off the scale, fills, pastes and re-ranks`, () =>
    inApp(name, { lang: "en" }, async (page) => {
      await press(page, "Open an example");
      await until(page, () => document.querySelector("h1")?.textContent && document.querySelector("[data-save]"));
      await pause(800);
      await go(page, "#/selection/scores");
      await until(page, () => document.querySelectorAll(".live-row").length === 23);
      // As the content states: 63.0891 for the first.
      assert.deepEqual((await strip(page)).slice(0, 2).map((row) => [row[0], row[2]]), [["1", "63.1"], ["2", "61"]]);
      await choose(page, "Whose scores", "Finance");
      await until(page, () => document.querySelector(".rater-hint, .step-tools .hint")?.textContent.includes("range"));
      await page.click('[data-cell="0:1"]');
      await page.keyboard.type("6");
      await page.keyboard.press("Enter");
      assert.match(await text(page, "#grid-error"), /beyond the scale, 1 to 5/);
      await axe(page);
      await page.keyboard.press("Escape");
      await page.keyboard.type("3-4");
      await page.keyboard.press("Enter");
      await until(page, () => document.querySelector('[data-cell="0:1"]').textContent === "3~4");
      // Cost comes from the project and is not typed over.
      await page.click('[data-cell="0:5"]');
      await page.keyboard.type("1");
      await page.keyboard.press("Enter");
      assert.doesNotMatch(await text(page, '[data-cell="0:5"]'), /^1$/);
      // A block from Excel, then filling down and undo.
      await page.click('[data-cell="1:1"]');
      await paste(page, "1\t2\n3\t\n");
      await until(page, () => document.querySelector('[data-cell="2:1"]').textContent === "3" && document.querySelector('[data-cell="2:2"]').textContent.includes("–"));
      await page.click('[data-cell="1:1"]');
      await keys(page, "Shift+ArrowDown");
      await keys(page, "Control+d");
      await until(page, () => document.querySelector('[data-cell="2:1"]').textContent === "1");
      await keys(page, "Control+z");
      await until(page, () => document.querySelector('[data-cell="2:1"]').textContent === "3");
      await shot(page, `${name}-selection-scores`);
      // The gate bars the boiler.
      await go(page, "#/selection/projects");
      await until(page, () => document.querySelector(".verdict"));
      await axe(page);
      await page.click('[data-cell="0:2"]');
      await page.keyboard.type("No");
      await page.keyboard.press("Enter");
      await until(page, () => document.querySelectorAll(".live-row").length === 22);
      // A pasted block of gates is one step.
      await page.click('[data-cell="0:2"]');
      await paste(page, "No\nNo\nNo\n");
      await until(page, () => document.querySelectorAll(".live-row").length === 20);
      await keys(page, "Control+z");
      await until(page, () => document.querySelectorAll(".live-row").length === 22);
      await go(page, "#/selection/weights");
      await until(page, () => document.querySelector(".weight-table"));
      await axe(page);
      await shot(page, `${name}-selection-weights`);
    }));

  test(`${name}: a rater opens the file, fills it in and sends it back; on a phone too`, () =>
    inApp(name, { width: 360, height: 740 }, async (page) => {
      const levels = [1, 2, 3].map((points) => ({ points, text: `第 ${points} 级` }));
      const file = { format: "pmo-rater", version: 1, workspace: "00000000-0000-7000-8000-0000000000aa", title: "评审",
        criteria: [{ id: "00000000-0000-7000-8000-0000000000c1", name: "契合", definition: "问什么", kind: { leaf: { scale: { kind: "points", levels } } } }],
        projects: [{ id: "00000000-0000-7000-8000-0000000000p1".replace("p", "b"), name: "排程", description: "说明" }, { id: "00000000-0000-7000-8000-0000000000b2", name: "看板" }] };
      await dropAll(page, [["评审.pmo-rater.json", JSON.stringify(file)]]);
      await press(page, "由我来填写");
      await page.waitForSelector(".question");
      await axe(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page scrolls sideways by ${overflow}px`);
      await shot(page, `${name}-selection-rate`);
      // With the pointer: a message that lies over the form must not be in the way.
      await page.click(".level-choice:nth-of-type(3)");
      assert.ok(await page.$(".toast"), "a message is on the screen");
      const next = await page.evaluateHandle(() => [...document.querySelectorAll(".rate-form button")].find((button) => button.textContent === "下一个"));
      await next.click();
      await until(page, () => document.querySelector(".rate-form h2").textContent === "看板");
      await until(page, () => document.activeElement.tagName === "H2");
      await fill(page, "评分或范围", "1-2");
      await until(page, () => document.querySelector(".tag").textContent.includes("2 / 2"));
      const caught = await downloads(page);
      await press(page, "存成交回文件");
      const back = JSON.parse((await caught("pmo-rater.json")).bytes);
      assert.equal(back.workspace, file.workspace);
      assert.deepEqual(Object.values(back.rater.scores).map((row) => Object.values(row)[0]), [3, { value: 1, to: 2 }]);
      await saved(page);
    }));

  test(`${name}: raters judge how much criteria matter, and their judgements become the group's weights`, () =>
    inApp(name, { hash: "#/projects" }, async (page) => {
      await drop(page, "list.csv", Buffer.from("名称\n甲\n乙\n"));
      await press(page, "导入 2 行");
      await go(page, "#/selection/criteria");
      await press(page, "从模板添加");
      await press(page, "采用“ICE”");
      await until(page, () => document.querySelectorAll(".criteria-tree tbody tr").length === 3);
      const caught = await downloads(page);
      await go(page, "#/selection/raters");
      await press(page, "生成评分文件");
      const out = (await caught("pmo-rater.json")).bytes.toString("utf8");

      // Each at an own device: the places of the sliders of the pairs 1-2, 1-3 and 2-3.
      const answers = [[-2, -4, -1], [1, -1, -3]];
      const files = [];
      for (const [rater, places] of answers.entries()) await inApp(name, { width: 360, height: 740 }, async (own) => {
        await dropAll(own, [["评审.pmo-rater.json", out]]);
        await press(own, "由我来填写");
        await own.waitForSelector(".rate-weights summary");
        await fill(own, "显示名", `评分人${"甲乙"[rater]}`);
        await own.click(".rate-weights summary");
        for (const [at, pair] of ["0-1", "0-2", "1-2"].entries()) await own.$eval(`[data-pair="${pair}"]`, (slider, place) => {
          slider.value = place;
          for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind, { bubbles: true }));
        }, places[at]);
        await until(own, () => document.querySelectorAll(".rate-weights .pair-open").length === 0);
        await axe(own);
        const overflow = await own.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `the page scrolls sideways by ${overflow}px`);
        await shot(own, `${name}-selection-judgements`);
        await fill(own, "评分或范围", "5");
        const back = await downloads(own);
        await press(own, "存成交回文件");
        files.push([`${rater}.pmo-rater.json`, (await back("pmo-rater.json")).bytes.toString("utf8")]);
      });
      await dropAll(page, files);
      await until(page, () => document.querySelector(".rater-files")?.textContent.includes("另附权重判断"));
      await press(page, "合并 2 位评分人");
      await go(page, "#/selection/weights");
      await press(page, "合成评分人的判断");
      await until(page, () => document.querySelector(".weight-table thead")?.textContent.includes("评分人合成"));
      await axe(page);

      // The same here: the geometric mean of the judgements, then the eigenvector by repeated multiplication.
      const ratio = (place) => (place <= 0 ? 1 - place : 1 / (place + 1));
      const mean = [0, 1, 2].map((pair) => Math.sqrt(ratio(answers[0][pair]) * ratio(answers[1][pair])));
      const matrix = [[1, mean[0], mean[1]], [1 / mean[0], 1, mean[2]], [1 / mean[1], 1 / mean[2], 1]];
      let weights = [1, 1, 1];
      for (let turn = 0; turn < 200; turn += 1) {
        const next = matrix.map((row) => row.reduce((sum, x, j) => sum + x * weights[j], 0));
        const sum = next.reduce((a, b) => a + b);
        weights = next.map((x) => x / sum);
      }
      const shown = await page.evaluate(() => {
        const column = [...document.querySelectorAll(".weight-table thead th")].findIndex((head) => head.textContent.includes("评分人合成"));
        return [...document.querySelectorAll(".weight-table tbody tr")].map((row) => parseFloat(row.children[column].textContent));
      });
      assert.deepEqual(shown, weights.map((weight) => Number((weight * 100).toFixed(1))));
      await press(page, "用这一组排序");
      await until(page, () => [...document.querySelectorAll(".weight-table thead th")].some((head) => head.textContent.includes("评分人合成") && head.querySelector(".tag")));
    }));

  test(`${name}: criteria follow the strategy's goals, and a notice says where they no longer do`, () =>
    inApp(name, { lang: "en" }, async (page) => {
      await press(page, "Open an example");
      await until(page, () => document.querySelector(".standing"));
      await go(page, "#/selection/criteria");
      await until(page, () => document.querySelector(".criteria-tree tbody tr"));
      const own = (await page.$$(".criteria-tree tbody tr")).length;
      await press(page, "Add");
      await press(page, "From the strategy's goals");
      await until(page, (own) => document.querySelectorAll(".criteria-tree tbody tr").length > own + 1, own);
      assert.equal(await page.$(".goal-drift"), null, "in step as they were taken over");
      const names = await page.$$eval(".criteria-tree tbody tr", (rows) => rows
        .filter((row) => row.querySelector(".tag[title]")).map((row) => row.querySelector(".tree-name a, a").textContent.trim()));
      assert.ok(names.length > 1, String(names));
      // A goal gets another name in the strategy.
      await go(page, "#/strategy");
      await page.waitForSelector(".outline-row");
      let before;
      for (const row of await page.$$(".outline-row")) {
        before = await row.$eval(".outline-name", (node) => node.textContent.trim());
        if (names.includes(before)) {
          await row.click();
          break;
        }
      }
      await until(page, (name) => document.querySelector(".side textarea")?.value.trim() === name, before);
      await page.click(".side textarea", { count: 3 });
      await keys(page, "Control+a");
      await page.keyboard.type("Another goal");
      await page.keyboard.press("Tab");
      await until(page, () => document.querySelector(".outline")?.textContent.includes("Another goal"));
      await go(page, "#/selection/criteria");
      await until(page, () => document.querySelector(".goal-drift")?.textContent.includes("is now called Another goal"));
      await axe(page);
      await shot(page, `${name}-selection-goals`);
      await press(page, "Follow the strategy");
      await until(page, () => !document.querySelector(".goal-drift"));
      assert.ok((await text(page, ".criteria-tree tbody")).includes("Another goal"));
      await keys(page, "Control+z");
      await until(page, () => document.querySelector(".goal-drift"));
    }));

  test(`${name}: a cash-flow table shows every rate of return, and several are no score`, () =>
    inApp(name, { hash: "#/projects" }, async (page) => {
      await drop(page, "list.csv", Buffer.from("名称\n甲\n乙\n"));
      await press(page, "导入 2 行");
      await go(page, "#/selection/criteria");
      await press(page, "从模板添加");
      await press(page, "采用“财务评价”");
      await until(page, () => document.querySelectorAll(".criteria-tree tbody tr").length >= 6);
      await go(page, "#/selection/money");
      await page.waitForSelector(".cash");
      const cash = async (line, period, amount) => {
        await page.click(`[aria-label="${line}，第 ${period} 期"]`, { count: 3 });
        await page.keyboard.type(String(amount));
        await page.keyboard.press("Tab");
      };
      const figure = (label) => page.evaluate((label) => [...document.querySelectorAll(".figures > div")]
        .find((row) => row.querySelector("dt").textContent.includes(label))?.querySelector("dd").textContent, label);
      // -100, 230, -132: zero at 10 % and at 20 %.
      await cash("投资", 0, 100);
      await cash("新增毛利", 1, 230);
      await cash("新增运行成本", 2, 132);
      await until(page, () => document.querySelector(".figures")?.textContent.includes("有多个"));
      const rates = await figure("内部收益率");
      assert.deepEqual(rates.match(/\d+(\.\d+)?(?=%)/g).map(Number), [10, 20], rates);
      const net = (rate) => -100 + 230 / (1 + rate) - 132 / (1 + rate) ** 2;
      assert.ok(Math.abs(parseFloat((await figure("净现值")).replace("−", "-")) - net(0.08)) < 0.001, await figure("净现值"));
      await axe(page);
      await shot(page, `${name}-selection-cash`);
      // Several rates are no score: the cell of the grid stays empty; with one rate it holds it.
      await go(page, "#/selection/scores");
      await page.waitForSelector(".grid-row");
      const cell = () => page.evaluate(() => {
        const heads = [...document.querySelectorAll(".grid-headcell")].map((head) => head.textContent);
        const column = heads.findIndex((head) => head.includes("内部收益率") || head.includes("IRR"));
        return document.querySelector(`[data-cell="0:${column}"]`).textContent.trim();
      });
      assert.equal(await cell(), "–");
      await go(page, "#/selection/money");
      await page.waitForSelector(".cash");
      await cash("新增运行成本", 2, 0);
      await until(page, () => !document.querySelector(".figures").textContent.includes("有多个"));
      assert.equal(parseFloat(await figure("内部收益率")), 130);
      await go(page, "#/selection/scores");
      await page.waitForSelector(".grid-row");
      assert.equal(await cell(), "130");
    }));
}

// What the browser tests share: a server, browsers, and a page that must stay clean.
//   const site = await serve({ folder: "/some/folder" })   dist/ at site.url; site.close()
//   const browser = await launch("chromium" | "firefox", { lang, dark, width, height, profile })
//   const page = await open(browser, url)                   waits for the app's h1
//   assertClean(page)                                       no console error or warning, no request off the origin
//   await axe(page)                                         no accessibility violation
//   await shot(page, "name")                                a picture in tests/e2e/out/
import assert from "node:assert/strict";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, "../..");
export const dist = process.env.DIST ?? path.join(root, "dist");
const out = path.join(here, "out");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const BROWSERS = ["chromium", "firefox"];

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm",
  ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json",
};

/**
 * Serves a folder on a free port of the loopback interface, below `folder`; `pages` are texts at paths of their own.
 * While `refused` of what it gives is a pattern, paths that match are not answered: a network that is gone. Those that match
 * `failing` are answered with 503, and those that match `held` once the pattern is taken away: a network that is slow.
 */
export async function serve({ folder = "/", directory = dist, pages = {}, port = 0, refused, failing, held } = {}) {
  const site = { refused, failing, held };
  const server = createServer(async (request, response) => {
    let name = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (site.refused?.test(name)) return request.socket.destroy();
    if (site.failing?.test(name)) return response.writeHead(503).end("busy");
    while (site.held?.test(name)) await pause(20);
    if (name in pages) return response.writeHead(200, { "content-type": TYPES[".html"] }).end(pages[name]);
    if (!name.startsWith(folder)) return response.writeHead(404).end();
    name = name.slice(folder.length) || "index.html";
    const file = path.join(directory, name);
    if (!file.startsWith(directory) || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream", "cache-control": "no-cache" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return Object.assign(site, {
    origin,
    url: origin + folder,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
  });
}

const found = (...candidates) => candidates.find((candidate) => candidate && existsSync(candidate));

const profiles = [];
process.on("exit", () => profiles.forEach((folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })));

/** Starts a browser with a fresh profile, or with one that an earlier call made. */
export async function launch(name, { lang = "zh-CN", dark = false, width = 1440, height = 900, profile } = {}) {
  const userDataDir = profile ?? mkdtempSync(path.join(tmpdir(), `pmo-${name}-`));
  if (!profile) profiles.push(userDataDir);
  // Puppeteer expects the file in a profile that it did not make.
  if (name === "firefox" && profile) {
    // After a kill it is still tidying up.
    await pause(500);
    if (!existsSync(path.join(profile, "user.js"))) writeFileSync(path.join(profile, "user.js"), "");
  }
  const common = { headless: true, userDataDir, defaultViewport: { width, height }, protocolTimeout: 60_000 };
  const browser = name === "chromium"
    ? await puppeteer.launch({
        ...common,
        executablePath: found(process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync", `--lang=${lang}`, `--accept-lang=${lang}`,
          ...(dark ? ["--blink-settings=preferredColorScheme=0"] : [])],
      })
    : await puppeteer.launch({
        ...common,
        browser: "firefox",
        executablePath: found(process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox",
          "/Applications/Firefox.app/Contents/MacOS/firefox"),
        extraPrefsFirefox: {
          "intl.accept_languages": lang,
          "ui.systemUsesDarkTheme": dark ? 1 : 0,
          "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1,
          // Automation relaxes the rules for files; the tests want them as a person has them.
          "remote.prefs.recommended": false,
          "security.fileuri.strict_origin_policy": true,
          "app.update.enabled": false,
          "browser.shell.checkDefaultBrowser": false,
          "datareporting.policy.dataSubmissionEnabled": false,
        },
      });
  browser.profile = userDataDir;
  browser.product = name;
  browser.wants = { dark };
  return browser;
}

/** The heading of the app's own page, not of the screen that may stand before it is there. */
const APP = "#main h1";

/** Opens a page that remembers everything that should not have happened. */
export async function open(browser, url, { ready = APP, before } = {}) {
  const page = await browser.newPage();
  await before?.(page);
  page.complaints = [];
  const origin = url.startsWith("file:") ? "file:" : new URL(url).origin;
  page.on("console", (message) => {
    if (["error", "warn", "warning"].includes(message.type())) page.complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.complaints.push(`page error: ${error.message}\n${error.stack ?? ""}`));
  page.on("request", (request) => {
    const target = request.url();
    if (!target.startsWith(origin) && !/^(data|blob|about|file):/.test(target)) page.complaints.push(`request to ${target}`);
  });
  if (browser.product === "chromium") {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: browser.wants.dark ? "dark" : "light" }]);
  }
  await page.goto(url);
  await page.waitForSelector(ready);
  if (ready === APP) await until(page, () => !document.querySelector("#first"));
  return page;
}

export function assertClean(page) {
  assert.deepEqual(page.complaints, []);
}

/** Fails with what axe-core finds. */
export async function axe(page) {
  await page.evaluate(`${axeSource}; void 0`);
  // Colours are judged when what fades in has arrived.
  await page.evaluate(() => Promise.all(document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished.catch(() => {}))));
  const violations = await page.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ["violations"] });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html} — ${node.failureSummary}`).join(" | ")}`);
  });
  assert.deepEqual(violations, []);
}

export async function shot(page, name) {
  mkdirSync(out, { recursive: true });
  await page.screenshot({ path: path.join(out, `${name}.png`) });
}

/** Ends a browser as a power cut would. */
export async function kill(browser) {
  const gone = new Promise((resolve) => browser.process().once("exit", resolve));
  browser.process().kill("SIGKILL");
  await gone;
}

export const text = (page, selector) => page.$eval(selector, (node) => node.textContent.trim());

/** Waits until a function of the page gives something true. */
export const until = (page, predicate, ...values) => page.waitForFunction(predicate, { timeout: 15_000, polling: 20 }, ...values);

export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** Runs a test in each browser with a server, a browser and an open page that must end clean. */
export async function inApp(name, { hash = "", ready = APP, clean = true, before, ...options }, body) {
  const site = await serve(options.site);
  const browser = await launch(name, options);
  try {
    const page = await open(browser, site.url + hash, { ready, before });
    await body(page, { site, browser });
    if (clean) assertClean(page);
  } finally {
    await browser.close().catch(() => {});
    await site.close();
  }
}

/** Clicks the first visible button, link or menu entry with this text. */
export async function press(page, label) {
  await until(page, (wanted) => [...document.querySelectorAll("button, a, [role^=menuitem]")]
    .some((node) => node.offsetParent && !node.disabled && (node.textContent.trim() === wanted || node.getAttribute("aria-label") === wanted)), label);
  await page.evaluate((wanted) => [...document.querySelectorAll("button, a, [role^=menuitem]")]
    .find((node) => node.offsetParent && !node.disabled && (node.textContent.trim() === wanted || node.getAttribute("aria-label") === wanted)).click(), label);
}

export const go = async (page, hash) => {
  await page.evaluate((hash) => { location.hash = hash; }, hash);
  await pause(150);
};

/** Waits until the save indicator says so. */
export const saved = (page, state = "saved") => until(page, (state) => document.querySelector("[data-save]")?.dataset.save === state, state);

/** The rows of the project table that are on the screen, as arrays of texts; the waiting row left out. */
export const rows = (page) => page.$$eval(".grid-row:not(.grid-waiting)", (nodes) => nodes
  .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
  .map((row) => [...row.querySelectorAll("[role=gridcell]")].map((cell) => cell.textContent.trim().replace(/^–$/, ""))));

/** Presses keys with modifiers: "Control+z". */
export async function keys(page, stroke) {
  const parts = stroke.split("+");
  for (const part of parts.slice(0, -1)) await page.keyboard.down(part);
  await page.keyboard.press(parts.at(-1));
  for (const part of parts.slice(0, -1).reverse()) await page.keyboard.up(part);
}

/** Pastes text into the focused element as the clipboard would. */
export const paste = (page, text) => page.evaluate((text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, dataType: "text/plain", data: text, bubbles: true, cancelable: true }));
}, text);

/** Catches downloads: afterwards `await caught()` gives [{ name, text }]. */
export async function catchDownloads(page) {
  await page.evaluate(() => {
    window.caught = [];
    const blobs = new Map();
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      const address = make.call(URL, blob);
      blobs.set(address, blob);
      return address;
    };
    HTMLAnchorElement.prototype.click = function click() {
      const name = this.download;
      window.caught.push(blobs.get(this.href).arrayBuffer().then((buffer) => ({ name, bytes: [...new Uint8Array(buffer)] })));
    };
  });
  return async () => {
    await page.waitForFunction(() => window.caught.length > 0, { timeout: 10_000 });
    return (await page.evaluate(() => Promise.all(window.caught)))
      .map(({ name, bytes }) => ({ name, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(bytes)) }));
  };
}

/** Opens a workspace file in place of what is open, and waits until it is kept. */
export async function replaceBy(page, bytes) {
  await drop(page, "large.json", bytes);
  await page.waitForSelector("dialog[open]");
  await page.evaluate(() => [...document.querySelectorAll("dialog[open] button")].find((node) => node.className.includes("primary")).click());
  await until(page, () => !document.querySelector("dialog[open]"));
  await saved(page);
}

/** Gives a file to the app as if it were dropped on the window. */
export const drop = (page, name, bytes) => page.evaluate((name, bytes) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name));
  for (const kind of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}, name, [...bytes]);

// Runs a test binary for WebAssembly in Chromium and in Firefox: cargo's runner for wasm32.
// wasm-bindgen's own runner makes and serves the page; no WebDriver is needed.
import { spawn } from "node:child_process";
import { BROWSERS, launch } from "./support.mjs";

const [wasm] = process.argv.slice(2);
const address = "127.0.0.1:8917";
const runner = spawn("wasm-bindgen-test-runner", [wasm], { env: { ...process.env, NO_HEADLESS: "1", WASM_BINDGEN_TEST_ADDRESS: address }, stdio: ["ignore", "ignore", "inherit"] });
let failed = false;
try {
  for (const name of BROWSERS) {
    const browser = await launch(name);
    try {
      const page = await browser.newPage();
      for (let tries = 0; ; tries += 1) {
        try {
          await page.goto(`http://${address}/`);
          break;
        } catch (error) {
          if (tries > 40) throw error;
          await new Promise((resolve) => setTimeout(resolve, 250));
        }
      }
      await page.waitForFunction(() => /test result:/.test(document.body.innerText), { timeout: 60_000 });
      const output = await page.$eval("#output", (node) => node.textContent);
      console.log(`in ${name}:\n${output}`);
      failed ||= !/test result: ok/.test(output);
    } finally {
      await browser.close();
    }
  }
} finally {
  runner.kill();
}
process.exit(failed ? 1 : 0);

// Starts the app; a file of its own because the content security policy allows no inline script.
const { glue, wasm } = document.querySelector("script[data-glue]").dataset;

if (!window.pmoRefused) {
  try {
    const base = document.baseURI;
    // Both at once: on a slow line each waits for the other's answer otherwise.
    const code = fetch(new URL(wasm, base));
    code.catch(() => {});
    const bindings = await import(new URL(glue, base));
    await bindings.default({ module_or_path: code });
  } catch (error) {
    window.pmoPanic(error && error.stack ? error.stack : error);
  }
}

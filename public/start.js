// Starts the app; a file of its own because the content security policy allows no inline script.
const { glue, wasm } = document.querySelector("script[data-glue]").dataset;

if (!window.pmoRefused) {
  try {
    const base = document.baseURI;
    const bindings = await import(new URL(glue, base));
    await bindings.default({ module_or_path: new URL(wasm, base) });
  } catch (error) {
    window.pmoPanic(error && error.stack ? error.stack : error);
  }
}

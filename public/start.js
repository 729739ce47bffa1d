// Starts the app; a file of its own because the content security policy allows no inline script.
const { glue, wasm, parts } = document.querySelector("script[data-glue]").dataset;

const asked = new Map();
/** Fetches a file of the app, or hands out the answer that was asked for at the start, once. */
window.pmoFetch = (file) => {
  const url = new URL(file, document.baseURI).href;
  const early = asked.get(url);
  asked.delete(url);
  return early ?? fetch(url);
};

/** What the first page needs besides the app: its part, what it is written of, and the reading of documents where there are any. */
const needed = () => {
  const files = JSON.parse(parts ?? "{}");
  const place = /^#\/([a-z]*)/.exec(location.hash)?.[1] ?? "";
  let isKnown = false;
  try {
    isKnown = localStorage.getItem("pmo.boot") !== null;
  } catch {
    // Then nothing is kept here.
  }
  const names = [files[place] ? place : place || isKnown ? "places" : "", isKnown ? "documents" : ""];
  const content = place === "competency" ? ["content/competency_model.json"] : [];
  return new Set([...names.flatMap((name) => files[name] ?? []), ...content]);
};

/** The styles of the parts, which the first screens do not wait for. */
const styled = async () => {
  const rest = document.getElementById("rest");
  if (!rest.sheet) await new Promise((done) => { rest.onload = rest.onerror = done; });
  rest.media = "all";
};

if (!window.pmoRefused) {
  try {
    const base = document.baseURI;
    // What can be seen and used comes first; a page in the background is never painted.
    if (window.pmoEarly) await new Promise((go) => { requestAnimationFrame(() => setTimeout(go)); setTimeout(go, 1000); });
    // All at once, what the app begins with first: on a slow line each waits for the other's answer otherwise.
    const bindings = import(new URL(glue, base));
    const code = fetch(new URL(wasm, base));
    code.catch(() => {});
    for (const file of needed()) {
      const url = new URL(file, base).href;
      const answer = fetch(url, { priority: "low" });
      answer.catch(() => {});
      asked.set(url, answer);
    }
    const { default: start } = await bindings;
    await styled();
    await start({ module_or_path: code });
  } catch (error) {
    window.pmoPanic(error && error.stack ? error.stack : error);
  }
}

// Runs before the app: refuses frames, shows what went wrong when the app cannot run, and lets the
// raw data be taken away then. It shares no code with the app, so that it works when the app does not.
(() => {
  "use strict";

  const element = (tag, text, parent) => {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (parent) parent.append(node);
    return node;
  };

  const whenBody = (action) =>
    document.body ? action() : document.addEventListener("DOMContentLoaded", action, { once: true });

  // A page that frames this one could steal clicks; a meta policy cannot forbid it.
  if (window.top !== window.self) {
    window.pmoRefused = true;
    whenBody(() => element("p", "PMO 规划台不能嵌在别的网页里运行。PMO Planner does not run inside another page.", document.body));
    return;
  }

  const base64 = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };

  const plain = (value) =>
    value instanceof Uint8Array ? { base64: base64(value) }
      : value instanceof ArrayBuffer ? { base64: base64(new Uint8Array(value)) }
        : value;

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("blocked"));
    });

  /** Everything that the app has stored in this browser, as one object. */
  const rawData = async () => {
    const data = { localStorage: {}, databases: {} };
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith("pmo")) data.localStorage[key] = localStorage.getItem(key);
    } catch (error) {
      data.localStorageError = String(error);
    }
    try {
      const db = await done(indexedDB.open("pmo-planner"));
      const stores = (data.databases["pmo-planner"] = {});
      for (const name of db.objectStoreNames) {
        const store = db.transaction(name).objectStore(name);
        const [keys, values] = [await done(store.getAllKeys()), await done(db.transaction(name).objectStore(name).getAll())];
        stores[name] = keys.map((key, index) => ({ key, value: plain(values[index]) }));
      }
      db.close();
    } catch (error) {
      data.databaseError = String(error);
    }
    return data;
  };

  const download = async () => {
    const blob = new Blob([JSON.stringify(await rawData(), null, 1)], { type: "application/json" });
    const link = element("a");
    link.href = URL.createObjectURL(blob);
    link.download = "pmo-planner-raw-data.json";
    link.click();
  };

  let shown = false;
  /** Replaces the page by one that says what happened and gives the data out. */
  window.pmoPanic = (detail) => {
    if (shown) return;
    shown = true;
    whenBody(() => {
      document.body.replaceChildren();
      const main = element("main", "", document.body);
      main.className = "panic";
      element("h1", "应用停下来了 · The app has stopped", main);
      element("p", "数据还在这个浏览器里。先下载原始数据，再重新加载。", main);
      element("p", "Your data is still in this browser. Download the raw data first, then reload.", main);
      const row = element("p", "", main);
      row.className = "button-row";
      const save = element("button", "下载原始数据 · Download the raw data", row);
      const reload = element("button", "重新加载 · Reload", row);
      for (const button of [save, reload]) button.className = "button";
      save.addEventListener("click", download);
      reload.addEventListener("click", () => location.reload());
      element("pre", String(detail).slice(0, 4000), main);
    });
  };

  window.addEventListener("error", (event) => {
    if (event.error instanceof WebAssembly.RuntimeError) window.pmoPanic(event.error.message);
  });
  window.addEventListener("unhandledrejection", (event) => {
    if (event.reason instanceof WebAssembly.RuntimeError) window.pmoPanic(event.reason.message);
  });
  if (typeof WebAssembly !== "object") window.pmoPanic("WebAssembly is missing. 这个浏览器不支持 WebAssembly，请换新版浏览器。");

  // Offline: the worker keeps the files of one version; a new version waits until the person reloads.
  const update = { waiting: null, listeners: [] };
  window.pmoUpdate = {
    onReady: (listener) => (update.waiting ? listener() : update.listeners.push(listener)),
    apply: () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      update.waiting.postMessage({ type: "activate" });
    },
  };
  const ready = (worker) => {
    update.waiting = worker;
    for (const listener of update.listeners.splice(0)) listener();
  };
  if (location.protocol.startsWith("http") && "serviceWorker" in navigator && !document.documentElement.hasAttribute("data-single")) {
    // Its many files come after those of the first page, which a slow line would bring late otherwise.
    const waiting = setInterval(async () => {
      if (!document.querySelector("#main h1")) return;
      clearInterval(waiting);
      try {
        const registration = await navigator.serviceWorker.register("./sw.js");
        const watch = (worker) =>
          worker && worker.addEventListener("statechange", () => {
            if (worker.state === "installed" && navigator.serviceWorker.controller) ready(worker);
          });
        if (registration.waiting && navigator.serviceWorker.controller) ready(registration.waiting);
        watch(registration.installing);
        registration.addEventListener("updatefound", () => watch(registration.installing));
      } catch {
        // Without the worker the app runs as long as the server answers; the data page says so.
      }
    }, 1000);
  }
})();

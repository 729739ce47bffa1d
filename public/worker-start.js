// Starts the worker of the hosted build; the single file has its own way (scripts/single.sh).
importScripts("./worker.js");
wasm_bindgen({ module_or_path: "./worker_bg.wasm" });

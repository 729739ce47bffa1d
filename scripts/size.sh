#!/usr/bin/env bash
# The size budget: the app's wasm at most 1.3 MB, and 400 kB compressed with brotli; the worker's at most 600 kB.
set -euo pipefail
cd "$(dirname "$0")/.."
wasm=$(ls dist/app-*_bg.wasm)
raw=$(wc -c <"$wasm")
packed=$(brotli -q 11 -c "$wasm" | wc -c)
echo "wasm: $raw bytes, $packed with brotli"
worker=$(wc -c <dist/worker_bg.wasm)
echo "worker: $worker bytes"
[ "$raw" -le 1300000 ] && [ "$packed" -le 400000 ] && [ "$worker" -le 600000 ]

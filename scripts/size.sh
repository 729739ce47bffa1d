#!/usr/bin/env bash
# The size budget: the app's wasm at most 1.3 MB, and 400 kB compressed with brotli.
set -euo pipefail
cd "$(dirname "$0")/.."
wasm=$(ls dist/app-*_bg.wasm)
raw=$(wc -c <"$wasm")
packed=$(brotli -q 11 -c "$wasm" | wc -c)
echo "wasm: $raw bytes, $packed with brotli"
[ "$raw" -le 1300000 ] && [ "$packed" -le 400000 ]

#!/usr/bin/env bash
# Puts the parts that scripts/split/wasm-bindgen cut off beside the app in dist/, makes all of them small, and names them
# by what they hold, so that no cache can mix two builds.
set -euo pipefail
cd "$(dirname "$0")/.."
sum() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi; }

glue=$(basename dist/app-*.js .js)
mkdir dist/parts
cp "$PMO_SPLIT"/*.wasm dist/parts/
rm dist/parts/app.wasm
# What the cutting tool writes imports the app and streams each part, which needs a server that names the type of wasm;
# read whole, a part loads from any host.
sed -e "s|\"./app.js\"|\"../$glue.js\"|" \
  -e 's|WebAssembly.instantiateStreaming(src, imports)|WebAssembly.instantiate(await (await src).arrayBuffer(), imports)|' \
  "$PMO_SPLIT/__wasm_split.js" >dist/parts/parts.js
sed -i.old 's|from "./__wasm_split.js"|from "./parts/parts.js"|' "dist/$glue.js" && rm "dist/$glue.js.old"
# Without wasm-opt (no npm) all works, a fifth larger.
optimiser=target/tools/node_modules/.bin/wasm-opt
smaller() { # optimisation, files
  # It warns of a section of names that it drops; what it says is shown when it fails.
  printf '%s\0' "${@:2}" | xargs -0 -P 2 -I {} "$optimiser" $1 --strip-debug --strip-producers {} -o {} 2>"$PMO_SPLIT/said" \
    || { cat "$PMO_SPLIT/said" >&2; return 1; }
}
if [ -x "$optimiser" ]; then
  smaller "-Oz" dist/"$glue"_bg.wasm dist/parts/*.wasm
  # It computes: what costs speed is left out.
  smaller "-O2 -s 1" dist/worker_bg.wasm
fi

# What several parts share comes in dozens of small modules: those are one file, fetched once.
loader=dist/parts/parts.js
at=0
for chunk in dist/parts/chunk_*.wasm; do
  size=$(($(wc -c <"$chunk")))
  [ "$size" -lt 24000 ] || continue
  cat "$chunk" >>dist/parts/chunks.bin
  sed -i.old "s|fetch(new URL(\"./$(basename "$chunk")\", import.meta.url))|slice($at, $((at + size)))|" "$loader"
  at=$((at + size))
  rm "$chunk"
done
cat >>"$loader" <<'JS'

// What the start has asked for already is not asked for again.
function fetch(url) {
  return (window.pmoFetch ?? window.fetch)(url);
}

let chunks;
async function slice(from, to) {
  chunks ??= fetch(new URL("./chunks.bin", import.meta.url)).then((answer) => {
    if (!answer.ok) throw new Error(`chunks.bin: ${answer.status}`);
    return answer.arrayBuffer();
  });
  const all = await chunks.catch((error) => {
    chunks = undefined;
    throw error;
  });
  return { arrayBuffer: () => all.slice(from, to) };
}
JS

# The files of each part, for start.js.
table=$(awk '
  function file_of(line) { return match(line, /"\.\/[a-z0-9_]+\.wasm"/) ? substr(line, RSTART + 3, RLENGTH - 4) : line ~ /slice\(/ ? "chunks.bin" : "" }
  /^const __chunk_/ { name = $2; next }
  /^export const __wasm_split_load_/ { name = substr($3, length("__wasm_split_load_") + 1); next }
  file_of($0) != "" { file[name] = file_of($0); next }
  /^, \[/ && name !~ /^__chunk_/ {
    gsub(/[],;()[]/, " ")
    list = "\"parts/" file[name] "\""
    split("", seen)
    for (i = 1; i <= NF; i++) if ($i in file && !(file[$i] in seen)) { seen[file[$i]]; list = list ",\"parts/" file[$i] "\"" }
    all = all (all == "" ? "" : ",") "\"" name "\":[" list "]"
  }
  END { print "{" all "}" }
' "$loader")
sed -i.old "s|data-glue=|data-parts='$table' data-glue=|" dist/index.html

hash=$(cat "dist/$glue.js" dist/"$glue"_bg.wasm dist/parts/* | sum | cut -c1-16)
mv dist/parts "dist/parts-$hash"
mv "dist/$glue.js" "dist/app-$hash.js"
mv dist/"$glue"_bg.wasm "dist/app-${hash}_bg.wasm"
sed -i.old "s|$glue|app-$hash|g; s|/parts/|/parts-$hash/|g; s|\"parts/|\"parts-$hash/|g" dist/index.html "dist/app-$hash.js" "dist/parts-$hash/parts.js"
rm dist/*.old dist/parts-*/*.old

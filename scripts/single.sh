#!/usr/bin/env bash
# Makes dist/pmo-planner.html: the whole app in one file, which also runs from a stick with the network off.
# Its content security policy names the hash of each script and style and allows no connection at all.
set -euo pipefail
cd "$(dirname "$0")/.."
dist=dist
out=$dist/pmo-planner.html
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT

one_line_base64() { base64 <"$1" | tr -d '\n'; }
# The hash as a policy has it: base64 of the 32 bytes, made from the hexadecimal digits.
policy_hash() {
  local hex
  if command -v sha256sum >/dev/null; then hex=$(sha256sum <"$1"); else hex=$(shasum -a 256 <"$1"); fi
  printf "$(printf %s "${hex%% *}" | sed 's/../\\x&/g')" | base64 | tr -d '\n'
}

glue=$(ls "$dist"/app-*.js)
wasm=$(ls "$dist"/app-*_bg.wasm)

cp "$dist/boot.js" "$parts/boot.js"
{
  # The loader of the parts, which here finds them in the page; what it exports, the glue takes as modules.
  sed -e '/^import { initSync }/d' -e 's/^export const /const /' \
    -e 's|fetch(new URL("./\([^"]*\)", import.meta.url))|embedded("\1")|' "$dist"/parts-*/parts.js
  cat <<'JS'

const bytes = (id) => Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
async function embedded(part) {
  return { ok: true, arrayBuffer: () => bytes(`part/${part}`).buffer };
}
JS
  printf 'const parts = { %s };\n' "$(sed -n 's/^export const \([A-Za-z0-9_]*\) = .*/\1/p' "$dist"/parts-*/parts.js | paste -s -d, -)"
  sed 's|^import \* as \(import[0-9]*\) from "[^"]*/parts.js".*|const \1 = parts;|' "$glue"
  cat <<'JS'

if (!window.pmoRefused) {
  try {
    await __wbg_init({ module_or_path: bytes("app-wasm") });
  } catch (error) {
    window.pmoPanic(error && error.stack ? error.stack : error);
  }
}
JS
} >"$parts/app.js"
cat "$dist"/index-*.css "$dist"/rest-*.css >"$parts/style.css"
# The worker starts from a Blob of this text and gets its wasm as the first message: from a file, no other way works
# in every browser.
{
  cat "$dist/worker.js"
  printf '\nonmessage = ({ data }) => { onmessage = null; wasm_bindgen({ module_or_path: data }); };\n'
} >"$parts/worker.js"
for part in boot.js app.js worker.js; do
  ! grep -qi '</script' "$parts/$part" || { echo "$part would end its own element" >&2; exit 1; }
done

scripts="'sha256-$(policy_hash "$parts/boot.js")' 'sha256-$(policy_hash "$parts/app.js")'"
policy="default-src 'none'; script-src $scripts 'wasm-unsafe-eval'; style-src 'sha256-$(policy_hash "$parts/style.css")'; img-src data: blob:; font-src 'self'; connect-src 'none'; worker-src blob:; manifest-src 'none'; base-uri 'none'; form-action 'none'"

{
  printf '<!doctype html>\n<html lang="zh-CN" data-single>\n<head>\n<meta charset="utf-8">\n'
  printf '<meta http-equiv="Content-Security-Policy" content="%s">\n' "$policy"
  # What the hosted page says of itself, without its files.
  grep -E '<meta name=|<title>' "$dist/index.html"
  printf '<link rel="icon" href="data:image/svg+xml;base64,%s">\n' "$(one_line_base64 "$dist/icon.svg")"
  printf '<style>'; cat "$parts/style.css"; printf '</style>\n'
  printf '<script>'; cat "$parts/boot.js"; printf '</script>\n</head>\n<body>\n'
  grep '<noscript>' "$dist/index.html"
  for file in "$dist"/content/*.json; do
    printf '<script type="application/json" id="content/%s">' "$(basename "$file")"
    sed 's|</|<\\/|g' "$file"
    printf '</script>\n'
  done
  printf '<script type="application/wasm" id="app-wasm">'; one_line_base64 "$wasm"; printf '</script>\n'
  for file in "$dist"/parts-*/*.wasm "$dist"/parts-*/chunks.bin; do
    printf '<script type="application/wasm" id="part/%s">' "$(basename "$file")"; one_line_base64 "$file"; printf '</script>\n'
  done
  printf '<script type="text/plain" id="worker-glue">'; cat "$parts/worker.js"; printf '</script>\n'
  printf '<script type="application/wasm" id="worker-wasm">'; one_line_base64 "$dist/worker_bg.wasm"; printf '</script>\n'
  printf '<script type="module">'; cat "$parts/app.js"; printf '</script>\n</body>\n</html>\n'
} >"$out"
echo "· $out: $(wc -c <"$out") bytes" >&2

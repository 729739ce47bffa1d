#!/usr/bin/env bash
# Joins the style sheets into the one file that the page loads. The order is that of the layers.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p target
out=style/index.css
new=$(for file in style/tokens.css style/*.css; do
  case $file in
    "$out") ;;
    style/tokens.css) [ -n "${seen:-}" ] || { cat "$file"; seen=1; } ;;
    *) cat "$file" ;;
  esac
done)
# Written only when it differs: a watcher would otherwise build for ever.
[ -f "$out" ] && [ "$new" = "$(cat "$out")" ] || printf '%s\n' "$new" >"$out"

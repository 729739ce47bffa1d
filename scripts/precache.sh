#!/usr/bin/env bash
# Fills the offline worker's list of files and its version, a hash of all of them.
set -euo pipefail
cd "$1"
sum() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi; }
files=$(find . -type f -not -name sw.js -not -name '.*' -not -name '*.html' | sed 's|^\./||' | LC_ALL=C sort)
version=$( (for file in $files index.html; do printf '%s ' "$file"; sum <"$file"; done; sum <sw.js) | sum | cut -c1-16)
list='["./"'
for file in $files; do list="$list, \"$file\""; done
list="$list]"
sed "s|\"__VERSION__\"|\"$version\"|; s|__FILES__|$list|" sw.js >sw.new
mv sw.new sw.js

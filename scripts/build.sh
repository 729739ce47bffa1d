#!/usr/bin/env bash
# Builds the release app into dist/, unless nothing has changed since the last time.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
# A directory of its own: the host's compiler may be another one.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-target}/web"

stamp=dist/.built
if [ -f "$stamp" ] && [ -z "$(find Cargo.toml Cargo.lock build.rs Trunk.toml index.html src style public content scripts -newer "$stamp" -not -name index.css -not -name rest.css -type f | head -n 1)" ]; then
  echo "· dist/ is up to date" >&2
  exit 0
fi
mkdir -p "$CARGO_TARGET_DIR"
started=$CARGO_TARGET_DIR/.started
touch "$started"
echo "· Building the release app (the first time 8 to 12 minutes on two cores, then half of it)" >&2
# The app's wasm is cut into parts on its way through wasm-bindgen; the worker's is not.
export PMO_SPLIT="$PWD/$CARGO_TARGET_DIR/split"
[ "${CARGO_TARGET_DIR#/}" = "$CARGO_TARGET_DIR" ] || PMO_SPLIT="$CARGO_TARGET_DIR/split"
# Views of one erased type instead of one for each: half the code (see ARCHITECTURE.md).
RUSTFLAGS="${RUSTFLAGS:-} --cfg erase_components" PATH="$PWD/scripts/split:$PATH" trunk build --release
bash scripts/parts.sh
bash scripts/precache.sh dist
bash scripts/single.sh
# What was changed while it was built is newer.
cp -p "$started" "$stamp"

#!/usr/bin/env bash
# Every check, in the order of their cost; goes on after a failure and counts at the end.
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0 failed=0
log=$(mktemp) built=$(mktemp)
trap 'rm -f "$log" "$built"; kill -- -$building 2>/dev/null' EXIT

step() { # name, command: one check
  echo "== $1" >&2
  if "${@:2}"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1" >&2; fi
}
counted() { # name, awk program that prints "passed failed", command: a runner that counts its own tests
  echo "== $1" >&2
  local status=0 sums
  "${@:3}" >"$log" 2>&1 || status=$?
  cat "$log"
  sums=$(awk "$2" "$log")
  passed=$((passed + ${sums% *})) failed=$((failed + ${sums#* }))
  [ "$status" -eq 0 ] || [ "${sums#* }" -gt 0 ] || { failed=$((failed + 1)); echo "FAILED: $1" >&2; }
}
cargo_counts='/^test result:/ { p += $4; f += $6 } END { print p + 0, f + 0 }'
node_counts='/^# pass / { p += $3 } /^# (fail|cancelled) / { f += $3 } END { print p + 0, f + 0 }'

on_wasm() { (. scripts/env.sh && export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-target}/web" && "$@"); }

# The release build keeps one core busy, most of its time in one link: it goes beside the rest, in directories of its own.
set -m
bash scripts/build.sh >"$built" 2>&1 &
building=$!
set +m
release_build() { local status=0; wait "$building" || status=$?; cat "$built"; return "$status"; }

step "formatting" cargo fmt --check
step "clippy, host" cargo clippy --quiet --all-targets -- -D warnings
step "clippy, wasm32" on_wasm cargo clippy --quiet --target wasm32-unknown-unknown --lib --bins --test browser -- -D warnings
counted "host tests" "$cargo_counts" cargo test --quiet
unit_tests() { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER="node $PWD/tests/e2e/unit.mjs" on_wasm cargo test --quiet --target wasm32-unknown-unknown --test browser; }
counted "unit tests in Chromium and Firefox" "$cargo_counts" unit_tests
step "release build" release_build
step "size budget" bash scripts/size.sh
counted "browsers" "$node_counts" node --test --test-reporter=tap --test-concurrency=1 tests/e2e/

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

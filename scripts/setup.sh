#!/usr/bin/env bash
# Installs what is missing, and is quick and silent when all is there.
#   setup.sh web    what a build needs: the wasm target, trunk, wasm-bindgen, wasm-split, wasm-opt
#   setup.sh test   what the tests need besides: browsers, node, brotli, fonts
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

TRUNK=0.21.14
SPLIT=0.2.4
BINARYEN=132.0.0
say() { printf '\033[1m· %s\033[0m\n' "$*" >&2; }
stop() { printf '%s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif has sudo; then sudo "$@"; else stop "Run as root, or install sudo: $*"; fi; }

apt_updated=
apt_install() {
  say "Installing with apt: $*"
  [ -n "$apt_updated" ] || { as_root apt-get update -qq; apt_updated=1; }
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

need_cargo() {
  has cargo || stop "cargo is missing. Install Rust 1.95 or newer (https://rustup.rs), then run this again."
}

has_wasm_target() {
  [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ] && return 0
  [ -x /usr/bin/cargo ] && [ -d /usr/lib/rustlib/src/rust/library/std ] && [ -e "$(readlink -f /usr/bin/rust-lld 2>/dev/null || echo /nowhere)" ] \
    && /usr/bin/rustc --version | awk '{ split($2, v, "."); exit !(v[1] > 1 || v[2] >= 95) }'
}

need_wasm_target() {
  has_wasm_target && return
  if has rustup; then
    say "Adding the wasm32 target with rustup"
    rustup target add wasm32-unknown-unknown >&2 2>/dev/null && return
    say "rustup cannot download here"
  fi
  has apt-get || stop "The wasm32-unknown-unknown target is missing and rustup cannot add it. Run 'rustup target add wasm32-unknown-unknown' where there is a network."
  say "Taking Debian's compiler for WebAssembly instead"
  apt_install rustc-web cargo-web rust-web-src rust-web-llvm
  # rust-lld is a link to the linker's versioned name, whose package carries that number.
  local linker
  linker=$(basename "$(readlink /usr/bin/rust-lld)")
  [ -e "/usr/bin/$linker" ] || apt_install "$linker"
  has_wasm_target || stop "Debian's compiler for WebAssembly is not complete: rustc-web 1.95 or newer, rust-web-src and rust-lld are needed."
}

# The light profile: these tools run for seconds, and are compiled for minutes.
cargo_install() {
  CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    CARGO_TARGET_DIR="${TMPDIR:-/tmp}/pmo-planner-tools" cargo install "$@" >&2
}

need_trunk() {
  [ "$(trunk --version 2>/dev/null)" = "trunk $TRUNK" ] && return
  if has cargo-binstall; then
    say "Fetching trunk $TRUNK"
    timeout 120 cargo binstall --no-confirm "trunk@$TRUNK" >&2 && return
  fi
  say "Compiling trunk $TRUNK (once; 4 to 10 minutes on two cores)"
  cargo_install --locked "trunk@$TRUNK"
}

need_wasm_bindgen() {
  local wanted
  wanted=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' Cargo.lock)
  [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $wanted" ] && return
  if has cargo-binstall; then
    say "Fetching wasm-bindgen $wanted"
    timeout 120 cargo binstall --no-confirm "wasm-bindgen-cli@$wanted" >&2 && return
  fi
  say "Compiling wasm-bindgen $wanted (once; 2 to 5 minutes on two cores)"
  cargo_install wasm-bindgen-cli --version "$wanted"
}

# Cuts the app's wasm into the parts that are loaded when first opened.
need_wasm_split() {
  cargo install --list | grep -q "^wasm_split_cli_support v$SPLIT:" && has wasm-split-cli && return
  say "Compiling wasm-split-cli $SPLIT (once; about a minute)"
  cargo_install --locked "wasm_split_cli_support@$SPLIT" --features build-binary
}

# Makes the wasm a fifth smaller. From npm: Debian's 108 exports the wrong one of two tables.
need_wasm_opt() {
  [ -x target/tools/node_modules/.bin/wasm-opt ] && return
  local missing=()
  has node || missing+=(nodejs)
  has npm || missing+=(npm)
  if [ ${#missing[@]} -gt 0 ] && has apt-get; then apt_install "${missing[@]}"; fi
  if ! has npm; then say "Without npm there is no wasm-opt: the app works, a fifth larger"; return; fi
  say "Installing wasm-opt with npm"
  npm install --prefix target/tools --no-audit --no-fund --no-save --loglevel=error "binaryen@$BINARYEN" >&2
}

need_test_tools() {
  local missing=()
  if has apt-get; then
    has chromium || missing+=(chromium)
    has firefox-esr || has firefox || missing+=(firefox-esr)
    has node || missing+=(nodejs)
    has npm || missing+=(npm)
    has brotli || missing+=(brotli)
    fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing+=(fonts-noto-cjk)
    # Debian's compiler brings its own clippy.
    [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ] || [ -x /usr/bin/cargo-clippy ] || missing+=(rust-web-clippy)
    [ ${#missing[@]} -eq 0 ] || apt_install "${missing[@]}"
  else
    for tool in node npm brotli; do has "$tool" || stop "The tests need $tool. Install it, then run this again."; done
  fi
  if [ ! -d tests/e2e/node_modules ] || [ tests/e2e/package-lock.json -nt tests/e2e/node_modules ]; then
    say "Installing the browser test tools with npm"
    (cd tests/e2e && npm ci --no-audit --no-fund --loglevel=error >&2 && touch node_modules)
  fi
}

for part in "$@"; do
  case $part in
    web) need_cargo; need_wasm_target; need_trunk; need_wasm_bindgen; need_wasm_split; need_wasm_opt ;;
    test) need_test_tools ;;
    *) stop "setup.sh knows web and test, not $part" ;;
  esac
done

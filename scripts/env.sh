# Source this: sets the environment that builds for WebAssembly. `setup.sh web` has made it possible.
# With the rustup target there is nothing to set; with Debian's packages, their compiler comes first
# and builds the standard library from its source.
export PATH="$HOME/.cargo/bin:$PATH"
if ! { command -v rustc >/dev/null && [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]; }; then
  # Only cargo, rustc and the linker must be Debian's; a folder of links keeps the rest of PATH as it is.
  export PATH="/usr/bin:$PATH"
  export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort
fi

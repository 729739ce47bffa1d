//! With `PMO_SPLIT` set, the app is linked so that its wasm can be cut into parts (see scripts/split/wasm-bindgen).

fn main() {
    println!("cargo::rustc-check-cfg=cfg(split)");
    println!("cargo::rerun-if-env-changed=PMO_SPLIT");
    if std::env::var_os("PMO_SPLIT").is_some() {
        println!("cargo::rustc-cfg=split");
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
    }
}

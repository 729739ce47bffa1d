//! The direction of dependencies, read off the sources: pure parts name no browser, and nothing looks upwards.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(under: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(under);
    let mut found = Vec::new();
    if path.is_file() {
        found.push((path.clone(), fs::read_to_string(&path).unwrap()));
    } else {
        walk(&path, &mut found);
    }
    found
}

#[track_caller]
fn assert_never_names(under: &str, words: &[&str], except: &[&str]) {
    for (path, text) in sources(under) {
        if except.iter().any(|name| path.ends_with(name)) {
            continue;
        }
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            for word in words {
                assert!(!line.contains(word), "{}:{}: names {word}", path.display(), index + 1);
            }
        }
    }
}

const BROWSER: &[&str] =
    &["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo", "SystemTime", "Instant", "Utc::now", "rand::"];

#[test]
fn pure_parts_name_no_browser_no_clock_no_random_source() {
    for part in ["domain", "viz", "i18n", "interchange", "route.rs", "worker/protocol.rs"] {
        assert_never_names(part, BROWSER, &[]);
    }
    assert_never_names("storage", BROWSER, &["indexeddb.rs"]);
}

#[test]
fn the_domain_knows_nothing_above_it() {
    assert_never_names(
        "domain",
        &[
            "crate::i18n",
            "crate::viz",
            "crate::interchange",
            "crate::storage",
            "crate::route",
            "crate::state",
            "crate::ui",
            "crate::worker",
        ],
        &[],
    );
}

#[test]
fn nothing_below_knows_state_or_views() {
    for part in ["viz", "i18n", "interchange", "storage", "route.rs"] {
        assert_never_names(part, &["crate::state", "crate::ui"], &[]);
    }
    assert_never_names("state", &["crate::ui"], &[]);
}

#[test]
fn views_hold_no_wording_no_inline_style_no_inner_html() {
    for (path, text) in sources("ui").into_iter().chain(sources("state")) {
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            let place = format!("{}:{}", path.display(), index + 1);
            let code = line.split("#[cfg(test)]").next().unwrap_or_default();
            assert!(!code.contains("inner_html") && !code.contains(" style=\""), "{place}: {line}");
        }
    }
}

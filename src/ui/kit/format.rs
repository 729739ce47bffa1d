//! Numbers, dates and order as the language has them, by the browser's `Intl`.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::i18n::Locale;

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a field of a fresh plain object cannot fail.
        drop(Reflect::set(&object, &JsValue::from_str(key), value));
    }
    object
}

fn tags(locale: Locale) -> Array {
    Array::of1(&JsValue::from_str(locale.tag()))
}

thread_local! {
    /// Making a formatter takes some hundred times as long as using it, and a table has hundreds of numbers.
    static NUMBERS: RefCell<HashMap<(Locale, u32), Function>> = RefCell::default();
}

/// A number with grouping and at most so many decimals.
pub fn number(locale: Locale, value: f64, max_decimals: u32) -> String {
    let format = NUMBERS.with_borrow_mut(|made| {
        let make = || {
            let most = [("maximumFractionDigits", max_decimals.into())];
            Intl::NumberFormat::new(&tags(locale), &options(&most)).format()
        };
        made.entry((locale, max_decimals)).or_insert_with(make).clone()
    });
    let formatted = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(value));
    formatted.ok().and_then(|text| text.as_string()).unwrap_or_else(|| value.to_string())
}

/// A decimal number written out, with grouping and at most two decimals.
pub fn number_text(locale: Locale, plain: &str) -> String {
    // Every amount is exact as a double; what is shown is rounded to two decimals.
    plain.parse().map_or_else(|_| plain.to_owned(), |value| number(locale, value, 2))
}

/// A size in bytes, in the largest unit that keeps a digit before the point.
pub fn bytes(locale: Locale, bytes: f64) -> String {
    let (value, unit) = match bytes {
        b if b >= 1e9 => (b / 1e9, "GB"),
        b if b >= 1e6 => (b / 1e6, "MB"),
        b if b >= 1e3 => (b / 1e3, "kB"),
        b => (b, "B"),
    };
    format!("{} {unit}", number(locale, value, u32::from(value < 10.0 && unit != "B")))
}

/// A moment (milliseconds since 1970) in local time, to the minute.
pub fn moment(locale: Locale, millis: f64) -> String {
    let style = options(&[("dateStyle", "medium".into()), ("timeStyle", "short".into())]);
    let format = Intl::DateTimeFormat::new(&tags(locale), &style);
    let date = Date::new(&JsValue::from_f64(millis));
    let formatted = format.format().call1(&JsValue::UNDEFINED, &date);
    formatted.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

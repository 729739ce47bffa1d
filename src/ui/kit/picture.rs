//! Pictures as files: an SVG that needs no style sheet, and a PNG of twice the size.

use std::collections::HashMap;

use js_sys::Uint8Array;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlImageElement, Url,
    XmlSerializer,
};

use crate::ui::files::save_bytes;

/// What style sheets say of a mark and a file must carry itself.
const CARRIED: [&str; 14] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "dominant-baseline",
];
/// Pixels of the PNG for each pixel on the screen.
const PNG_SCALE: f64 = 2.0;
/// A canvas larger than this is refused by some browsers.
const PNG_MOST: f64 = 8_000.0;

/// Saves the SVG inside a node as a file.
pub fn save_svg(node: NodeRef<html::Div>, name: &str) {
    if let Some(picture) = standalone(node) {
        save_bytes(name, "image/svg+xml", picture.text.as_bytes());
    }
}

/// Saves the SVG inside a node as a PNG file.
pub fn save_png(node: NodeRef<html::Div>, name: &str) {
    let Some(picture) = standalone(node) else { return };
    let name = name.to_owned();
    spawn_local(async move {
        if let Some(bytes) = rasterise(&picture).await {
            save_bytes(&name, "image/png", &bytes);
        }
    });
}

struct Picture {
    text: String,
    width: f64,
    height: f64,
}

/// A copy of the picture with every style on its marks, plain RGB colours and a background.
fn standalone(node: NodeRef<html::Div>) -> Option<Picture> {
    let frame = node.get_untracked()?;
    let live = frame.query_selector("svg").ok()??;
    let copy: Element = live.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    let mut colours = Colours::new()?;
    let mut originals = vec![live.clone()];
    let mut copies = vec![copy.clone()];
    // Both trees have the same shape, so both lists have the same order.
    for (tree, list) in [(&live, &mut originals), (&copy, &mut copies)] {
        let found = tree.query_selector_all("*").ok()?;
        list.extend((0..found.length()).filter_map(|index| found.get(index)?.dyn_into::<Element>().ok()));
    }
    for (original, copy) in originals.iter().zip(&copies) {
        let Ok(Some(style)) = window().get_computed_style(original) else { continue };
        for name in CARRIED {
            let value = style.get_property_value(name).unwrap_or_default();
            let value = if matches!(name, "fill" | "stroke") { colours.plain(&value) } else { value };
            if !value.is_empty() {
                drop(copy.set_attribute(name, &value));
            }
        }
        drop(copy.remove_attribute("class"));
        drop(copy.remove_attribute("tabindex"));
    }
    let size = live.get_bounding_client_rect();
    let (width, height) = (size.width().max(1.0), size.height().max(1.0));
    drop(copy.set_attribute("xmlns", "http://www.w3.org/2000/svg"));
    drop(copy.set_attribute("width", &width.to_string()));
    drop(copy.set_attribute("height", &height.to_string()));
    if copy.get_attribute("viewBox").is_none() {
        drop(copy.set_attribute("viewBox", &format!("0 0 {width} {height}")));
    }
    let body: Element = document().body()?.into();
    let paper = window().get_computed_style(&body).ok()??;
    let paper = colours.plain(&paper.get_property_value("background-color").unwrap_or_default());
    let back = document().create_element_ns(Some("http://www.w3.org/2000/svg"), "rect").ok()?;
    let view = copy.get_attribute("viewBox").unwrap_or_default();
    let corners: Vec<&str> = view.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    for (name, value) in ["x", "y", "width", "height"].iter().zip(corners) {
        drop(back.set_attribute(name, value));
    }
    drop(back.set_attribute("fill", &paper));
    drop(copy.insert_before(&back, copy.first_child().as_ref()));
    let text = XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?;
    Some(Picture { text: format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n"), width, height })
}

/// Turns any colour of the style sheets (oklch and the like) into one that every program reads.
struct Colours {
    canvas: CanvasRenderingContext2d,
    known: HashMap<String, String>,
}

impl Colours {
    fn new() -> Option<Self> {
        let canvas = canvas(1, 1)?;
        Some(Self { canvas: context(&canvas)?, known: HashMap::new() })
    }

    fn plain(&mut self, colour: &str) -> String {
        if colour == "none" || colour.starts_with("url(") {
            return colour.to_owned();
        }
        if let Some(known) = self.known.get(colour) {
            return known.clone();
        }
        self.canvas.clear_rect(0.0, 0.0, 1.0, 1.0);
        self.canvas.set_fill_style_str(colour);
        self.canvas.fill_rect(0.0, 0.0, 1.0, 1.0);
        let pixel = self.canvas.get_image_data(0.0, 0.0, 1.0, 1.0).map(|image| image.data().0);
        let plain = match pixel.as_deref() {
            Ok(&[_, _, _, 0]) => "none".to_owned(),
            Ok(&[r, g, b, 255]) => format!("rgb({r}, {g}, {b})"),
            Ok(&[r, g, b, a]) => format!("rgba({r}, {g}, {b}, {:.3})", f64::from(a) / 255.0),
            _ => colour.to_owned(),
        };
        self.known.insert(colour.to_owned(), plain.clone());
        plain
    }
}

fn canvas(width: u32, height: u32) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    Some(canvas)
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a canvas's size")]
fn pixels(length: f64, scale: f64) -> u32 {
    (length * scale).ceil().clamp(1.0, PNG_MOST) as u32
}

async fn rasterise(picture: &Picture) -> Option<Vec<u8>> {
    let kind = BlobPropertyBag::new();
    kind.set_type("image/svg+xml");
    let parts = js_sys::Array::of1(&JsValue::from_str(&picture.text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&address);
    let loaded = JsFuture::from(image.decode()).await;
    drop(Url::revoke_object_url(&address));
    loaded.ok()?;
    let scale = PNG_SCALE.min(PNG_MOST / picture.width.max(picture.height));
    let (width, height) = (pixels(picture.width, scale), pixels(picture.height, scale));
    let canvas = canvas(width, height)?;
    let context = context(&canvas)?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width.into(), height.into())
        .ok()?;
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let took = Closure::once_into_js(move |blob: JsValue| drop(resolve.call1(&JsValue::NULL, &blob)));
        drop(canvas.to_blob(took.unchecked_ref()));
    });
    let blob: Blob = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

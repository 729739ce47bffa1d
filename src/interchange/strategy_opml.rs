//! OPML 2.0, the format of outliners: out and in.

use crate::domain::project::parse_date;
use crate::domain::strategy::Weight;
use crate::domain::{Name, Note};

use super::strategy_marks::{MeasureField, links_text, measure_of, read_links};
use super::strategy_outline::{MOST_ROWS, OutlineRow, RowKind, fields_of};

/// Why a text is not OPML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpmlError {
    /// It has no `<opml>`.
    #[error("no opml element")]
    NotOpml,
    /// A tag does not end.
    #[error("line {line}: a tag does not end")]
    Broken {
        /// From 1.
        line: usize,
    },
}

/// Writes rows.
pub fn write(rows: &[OutlineRow], title: &str) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>{}</title></head>\n<body>\n",
        escaped(title)
    );
    let mut depths: Vec<usize> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        while depths.last().is_some_and(|depth| *depth >= row.depth) {
            depths.pop();
            text.push_str("</outline>\n");
        }
        let mut attributes = format!(" text=\"{}\"", escaped(&row.name));
        let mut add = |name: &str, value: &str| {
            if !value.is_empty() {
                attributes.extend([" ", name, "=\"", &escaped(value), "\""]);
            }
        };
        add("kind", row.kind.map_or("", RowKind::key));
        add("owner", &row.owner);
        add("weight", &row.weight.map(|weight| weight.get().to_string()).unwrap_or_default());
        add("due", &row.due.map(|due| due.to_string()).unwrap_or_default());
        add("number", &row.number);
        add("links", &links_text(&row.links));
        for (field, value) in fields_of(row) {
            add(field.key(), &value);
        }
        add("_note", &row.note);
        let has_children = rows.get(index + 1).is_some_and(|next| next.depth > row.depth);
        if has_children {
            depths.push(row.depth);
            text.extend(["<outline", &attributes, ">\n"]);
        } else {
            text.extend(["<outline", &attributes, "/>\n"]);
        }
    }
    text.push_str(&"</outline>\n".repeat(depths.len()));
    text.push_str("</body>\n</opml>\n");
    text
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c => out.push(c),
        }
    }
    out
}

/// Reads rows. Only `<outline>` elements and their attributes count; entities other than the five of XML
/// and numbers are left as they are, so a file cannot make the reader expand anything.
///
/// # Errors
/// [`OpmlError`].
pub fn read(text: &str) -> Result<Vec<OutlineRow>, OpmlError> {
    if !text.contains("<opml") {
        return Err(OpmlError::NotOpml);
    }
    let mut rows = Vec::new();
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let line = || {
            text.get(..text.len() - rest.len() + start).map_or(1, |before| before.matches('\n').count() + 1)
        };
        let tag = rest.get(start..).unwrap_or_default();
        if let Some(comment) = tag.strip_prefix("<!--") {
            let end = comment.find("-->").ok_or_else(|| OpmlError::Broken { line: line() })?;
            rest = comment.get(end + 3..).unwrap_or_default();
            continue;
        }
        let end = tag_end(tag).ok_or_else(|| OpmlError::Broken { line: line() })?;
        let inside = tag.get(1..end).unwrap_or_default();
        rest = tag.get(end + 1..).unwrap_or_default();
        if inside.starts_with("/outline") {
            depth = depth.saturating_sub(1);
        } else if let Some(attributes) = inside.strip_prefix("outline") {
            if rows.len() >= MOST_ROWS {
                break;
            }
            rows.push(row_of(attributes.trim_end_matches('/'), depth));
            if !attributes.ends_with('/') {
                depth += 1;
            }
        }
    }
    Ok(rows)
}

/// The position of the `>` that ends a tag, outside of quotes.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (index, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(index),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

fn row_of(attributes: &str, depth: usize) -> OutlineRow {
    let mut row = OutlineRow { depth, ..OutlineRow::default() };
    let mut fields = Vec::new();
    let mut rest = attributes;
    while let Some((name, behind)) = rest.split_once('=') {
        let behind = behind.trim_start();
        let Some(quote) = behind.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some((value, after)) = behind.get(1..).and_then(|inside| inside.split_once(quote)) else { break };
        rest = after;
        let value = unescaped(value);
        match name.trim() {
            "text" => row.name = Name::truncated(&value.split_whitespace().collect::<Vec<_>>().join(" ")),
            "kind" => row.kind = RowKind::ALL.into_iter().find(|kind| kind.key() == value),
            "owner" => row.owner = Name::truncated(&value),
            "weight" => row.weight = Weight::parse(&value).ok(),
            "due" => row.due = parse_date(&value).ok(),
            "_note" => row.note = Note::truncated(&value),
            "number" => row.number = value,
            "links" => row.links = read_links(&value),
            other => fields.extend(MeasureField::of(other).map(|field| (field, value))),
        }
    }
    row.measure = measure_of(fields);
    row
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let known = behind.split_once(';').and_then(|(name, after)| Some((entity(name)?, after)));
        if let Some((c, after)) = known {
            out.push(c);
            rest = after;
        } else {
            out.push('&');
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

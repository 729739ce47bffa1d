//! The `.pmo.json` file that the user keeps. Limits are checked before any work is done.

use chrono::NaiveDate;

use crate::storage::document::{Codec, DocumentError, Loaded};

/// Bytes that a file may have.
pub const MAX_BYTES: usize = 10_000_000;
/// How deep its parts may nest.
pub const MAX_DEPTH: usize = 64;
/// Characters that a text in it may have.
pub const MAX_TEXT: usize = 20_000;

/// Why a file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Too many bytes.
    #[error("{bytes} bytes, at most {limit}")]
    TooLarge {
        /// Bytes it has.
        bytes: usize,
        /// Bytes it may have.
        limit: usize,
    },
    /// Not UTF-8 text.
    #[error("not text")]
    NotText,
    /// Nested too deep.
    #[error("line {line} nests deeper than {limit}")]
    TooDeep {
        /// From 1.
        line: usize,
        /// Levels allowed.
        limit: usize,
    },
    /// A text that is too long.
    #[error("a text in line {line} has more than {limit} characters")]
    TextTooLong {
        /// From 1.
        line: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// The limits are kept, but it is not a document.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// Reads the bytes of a file.
///
/// # Errors
/// [`FileError`] names the place; whatever the bytes are, never a panic.
pub fn read(bytes: &[u8], codec: Codec) -> Result<Loaded, FileError> {
    Ok((codec.read)(text_within_limits(bytes)?)?)
}

/// The text of a JSON file, if it keeps the limits.
///
/// # Errors
/// [`FileError`] names the place.
pub fn text_within_limits(bytes: &[u8]) -> Result<&str, FileError> {
    if bytes.len() > MAX_BYTES {
        return Err(FileError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| FileError::NotText)?;
    check_limits(text)?;
    Ok(text)
}

/// Walks over the text once, without building anything.
pub(super) fn check_limits(text: &str) -> Result<(), FileError> {
    let (mut line, mut depth, mut length) = (1, 0_usize, 0);
    let (mut in_text, mut escaped) = (false, false);
    for c in text.chars() {
        if c == '\n' {
            line += 1;
        }
        if in_text {
            length += 1;
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_text = false,
                _ => {}
            }
            // An escape has up to six characters for one: such a text is measured when it is read.
            if length > 6 * MAX_TEXT {
                return Err(FileError::TextTooLong { line, limit: MAX_TEXT });
            }
            continue;
        }
        match c {
            '"' => (in_text, length) = (true, 0),
            '{' | '[' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(FileError::TooDeep { line, limit: MAX_DEPTH });
                }
            }
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// The name of a file for a workspace: without characters that a file system refuses, with the day.
pub fn file_name(workspace: &str, today: NaiveDate, extension: &str) -> String {
    let stem: String = workspace
        .chars()
        .map(|c| if c.is_control() || "\\/:*?\"<>|".contains(c) { ' ' } else { c })
        .take(80)
        .collect();
    let stem = stem.split_whitespace().collect::<Vec<_>>().join(" ");
    let stem = stem.trim_matches('.');
    let stem = if stem.is_empty() { "workspace" } else { stem };
    format!("{stem} {today}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_checked_before_reading() {
        let large = vec![b' '; MAX_BYTES + 1];
        assert_eq!(
            read(&large, Codec::here()),
            Err(FileError::TooLarge { bytes: MAX_BYTES + 1, limit: MAX_BYTES })
        );
        let deep = format!("\n{}", "[".repeat(65));
        assert_eq!(
            read(deep.as_bytes(), Codec::here()),
            Err(FileError::TooDeep { line: 2, limit: MAX_DEPTH })
        );
        // Brackets inside a text do not nest.
        let text = format!("{{\"a\":\"{}\"}}", "[".repeat(100));
        assert_eq!(read(text.as_bytes(), Codec::here()), Err(FileError::Document(DocumentError::NotOurs)));
        let long = format!("{{\"a\":\"{}\"}}", "x".repeat(6 * MAX_TEXT + 1));
        assert!(matches!(read(long.as_bytes(), Codec::here()), Err(FileError::TextTooLong { line: 1, .. })));
        assert_eq!(read(&[0xff, 0xfe, 0], Codec::here()), Err(FileError::NotText));
    }

    #[test]
    fn file_names_hold_on_every_system() {
        let day = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        assert_eq!(file_name("年度: 规划/2027?", day, "pmo.json"), "年度 规划 2027 2027-03-01.pmo.json");
        assert_eq!(file_name(" .. ", day, "csv"), "workspace 2027-03-01.csv");
    }
}

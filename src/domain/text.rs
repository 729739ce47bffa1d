//! Bounded texts.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::error::ValueError;

/// A text of at most `MAX` characters, without control characters other than line feed and tab,
/// and without white space at its ends. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MAX: usize>(Arc<str>);

/// One line: a name or a person.
pub type Name = Text<200>;
/// A longer text.
pub type Note = Text<20_000>;

impl<const MAX: usize> Text<MAX> {
    /// Cleans and checks a text.
    ///
    /// # Errors
    /// [`ValueError::TooLong`] beyond `MAX` characters.
    pub fn new(text: &str) -> Result<Self, ValueError> {
        let trimmed = text.trim();
        let length = trimmed.chars().count();
        if length > MAX {
            return Err(ValueError::TooLong { length, limit: MAX });
        }
        if trimmed.chars().any(is_refused) {
            let clean: String = trimmed.chars().filter(|c| !is_refused(*c)).collect();
            return Ok(Self(clean.trim().into()));
        }
        Ok(Self(trimmed.into()))
    }

    /// The text cut to what fits, for names that are derived ("Copy of …").
    pub fn truncated(text: &str) -> Self {
        let cut: String = text.trim().chars().filter(|c| !is_refused(*c)).take(MAX).collect();
        Self(cut.trim().into())
    }
}

fn is_refused(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

impl<const MAX: usize> Deref for Text<MAX> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = ValueError;
    fn try_from(text: String) -> Result<Self, ValueError> {
        Self::new(&text)
    }
}

impl<const MAX: usize> From<Text<MAX>> for String {
    fn from(text: Text<MAX>) -> Self {
        text.0.as_ref().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_stripped_of_control_characters() {
        assert_eq!(&*Name::new("  a\u{0}b\u{7f} ").unwrap(), "ab");
        assert_eq!(&*Note::new("第一行\n第二行\r").unwrap(), "第一行\n第二行");
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert!(Name::new(&"项".repeat(200)).is_ok());
        assert_eq!(Name::new(&"项".repeat(201)), Err(ValueError::TooLong { length: 201, limit: 200 }));
    }
}

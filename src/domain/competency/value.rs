//! The small values of answers. None of them can hold nonsense.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::de::{self, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::error::ValueError;

/// The name of a competency, role, layer or model inside its file: `b1_passion_attitude`. At most 64
/// letters of `a-z 0-9 _ - .`, so that it stands in addresses and files as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

impl Key {
    /// The most letters.
    pub const MAX: usize = 64;
}

impl FromStr for Key {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let length = text.chars().count();
        if length > Self::MAX {
            return Err(ValueError::TooLong { length, limit: Self::MAX });
        }
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
        if length == 0 || !text.chars().all(fits) {
            return Err(ValueError::OutOfRange(text.chars().take(Self::MAX).collect()));
        }
        Ok(Self(text.into()))
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Read by hand: a large workspace has tens of thousands, each of which would be copied once more.
impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Key;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Key, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! grade {
    ($(#[$doc:meta])* $name:ident, $low:literal..=$high:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "u8", into = "u8")]
        pub struct $name(u8);

        impl $name {
            /// Every value, from the lowest.
            pub fn all() -> impl DoubleEndedIterator<Item = Self> + Clone {
                ($low..=$high).map(Self)
            }

            /// As a plain number.
            pub const fn get(self) -> u8 {
                self.0
            }
        }

        impl TryFrom<u8> for $name {
            type Error = ValueError;
            fn try_from(value: u8) -> Result<Self, ValueError> {
                if ($low..=$high).contains(&value) {
                    Ok(Self(value))
                } else {
                    Err(ValueError::OutOfRange(value.to_string()))
                }
            }
        }

        impl From<$name> for u8 {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

grade!(
    /// A level of the scale.
    Level,
    1..=5
);
grade!(
    /// How sure the answer is: 1 low, 2 medium, 3 high.
    Confidence,
    1..=3
);
grade!(
    /// How strong evidence is: 0 none, 1 words only, 2 material to show, 3 confirmed by someone else.
    Strength,
    0..=3
);
grade!(
    /// How much the person wants to do this work: 0 not, 1 would accept, 2 willing, 3 keen.
    Interest,
    0..=3
);
grade!(
    /// How well a choice in a scenario works: 0 harms, 3 works best.
    Effectiveness,
    0..=3
);

impl Level {
    /// The lowest level.
    pub const MIN: Self = Self(1);
    /// The highest level.
    pub const MAX: Self = Self(5);

    /// The next level; none above the highest.
    pub const fn next(self) -> Option<Self> {
        if self.0 < Self::MAX.0 { Some(Self(self.0 + 1)) } else { None }
    }

    /// How many levels `self` is above `other`; negative when below.
    pub const fn above(self, other: Self) -> i8 {
        self.0.cast_signed() - other.0.cast_signed()
    }
}

impl Strength {
    /// Nothing to show.
    pub const NONE: Self = Self(0);
}

impl Effectiveness {
    /// It harms.
    pub const WORST: Self = Self(0);
}

impl Interest {
    /// What counts where the question was not answered.
    pub const MISSING: Self = Self(1);
}

/// What is said about one competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The highest level that holds.
    Level(Level),
    /// There was no opportunity lately.
    NotObserved,
    /// The person cannot tell.
    Unsure,
}

impl Answer {
    /// The level, where there is one.
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Level(level) => Some(level),
            Self::NotObserved | Self::Unsure => None,
        }
    }
}

/// A level is a number, everything else a word.
impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Level(level) => serializer.serialize_u8(level.get()),
            Self::NotObserved => serializer.serialize_str("not_observed"),
            Self::Unsure => serializer.serialize_str("unsure"),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Raw;
        impl Visitor<'_> for Raw {
            type Value = Answer;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a level from 1 to 5, \"not_observed\" or \"unsure\"")
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Answer, E> {
                let level = u8::try_from(number).ok().and_then(|level| Level::try_from(level).ok());
                let wrong = || E::invalid_value(Unexpected::Unsigned(number), &self);
                level.map(Answer::Level).ok_or_else(wrong)
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<Answer, E> {
                match word {
                    "not_observed" => Ok(Answer::NotObserved),
                    "unsure" => Ok(Answer::Unsure),
                    _ => Err(E::invalid_value(Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(Raw)
    }
}

/// The version of a model: `1.0.3`. The last number counts wording, the middle one changed meanings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version(pub u32, pub u32, pub u32);

impl FromStr for Version {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let mut numbers = text.split('.').map(str::parse);
        match (numbers.next(), numbers.next(), numbers.next(), numbers.next()) {
            (Some(Ok(a)), Some(Ok(b)), Some(Ok(c)), None) => Ok(Self(a, b, c)),
            _ => Err(ValueError::NotANumber(text.chars().take(40).collect())),
        }
    }
}

impl TryFrom<String> for Version {
    type Error = ValueError;
    fn try_from(text: String) -> Result<Self, ValueError> {
        text.parse()
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.to_string()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain() {
        assert!("b1_passion.attitude-2".parse::<Key>().is_ok());
        for wrong in ["", "B1", "能力", "a b", "a/b", &"x".repeat(65)] {
            assert!(wrong.parse::<Key>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn answers_are_a_number_or_a_word() {
        for (json, answer) in [
            ("3", Answer::Level(Level(3))),
            ("\"not_observed\"", Answer::NotObserved),
            ("\"unsure\"", Answer::Unsure),
        ] {
            assert_eq!(serde_json::from_str::<Answer>(json).unwrap(), answer);
            assert_eq!(serde_json::to_string(&answer).unwrap(), json);
        }
        for wrong in ["0", "6", "-1", "2.5", "\"maybe\"", "null", "[3]"] {
            assert!(serde_json::from_str::<Answer>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn versions_are_ordered_by_number() {
        let version = |text: &str| text.parse::<Version>().unwrap();
        assert!(version("1.0.9") < version("1.0.10"));
        assert_eq!(version("2.1.0").to_string(), "2.1.0");
        for wrong in ["", "1", "1.0", "1.0.0.0", "1.x.0", "-1.0.0"] {
            assert!(wrong.parse::<Version>().is_err(), "{wrong}");
        }
    }
}

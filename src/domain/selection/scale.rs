//! What a criterion is measured on, and how a score on it is typed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::score::Rating;
use crate::domain::{Name, Note, Real};

/// What scores of a leaf are measured on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Scale {
    /// An amount.
    Number {
        /// In words, for the head of the column; may be empty.
        #[serde(default)]
        unit: Name,
        /// The least that the weights refer to; none: the least of the list at hand.
        #[serde(default)]
        low: Option<Real>,
        /// The most that the weights refer to; none: the most of the list at hand.
        #[serde(default)]
        high: Option<Real>,
    },
    /// Levels with a wording each.
    Points {
        /// From the lowest points to the highest.
        #[serde(default)]
        levels: Arc<Vec<Level>>,
    },
    /// Yes counts 1, no 0.
    YesNo,
}

/// A level of a rubric.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Level {
    /// What a score of this level counts.
    #[serde(default)]
    pub points: Real,
    /// What must hold for it.
    #[serde(default)]
    pub text: Note,
}

/// Why a typed text is not a score.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScoreError {
    /// Neither a number nor a range of two.
    #[error("not a score: {0}")]
    NotAScore(String),
    /// Beyond the scale.
    #[error("{text} is not within {low} and {high}")]
    OffScale {
        /// As typed.
        text: String,
        /// Least allowed.
        low: f64,
        /// Most allowed.
        high: f64,
    },
    /// Neither yes nor no.
    #[error("neither yes nor no: {0}")]
    NotYesNo(String),
}

impl Default for Scale {
    fn default() -> Self {
        Self::levels(5)
    }
}

impl Scale {
    /// Levels 1 to `count` without wording.
    pub fn levels(count: i32) -> Self {
        let levels = (1..=count).map(|points| Level { points: points.into(), text: Note::default() });
        Self::Points { levels: Arc::new(levels.collect()) }
    }

    /// The stated ends; none where they are left to the list at hand.
    pub fn ends(&self) -> (Option<f64>, Option<f64>) {
        match self {
            Self::Number { low, high, .. } => (low.map(Real::get), high.map(Real::get)),
            Self::Points { levels } => {
                let points = || levels.iter().map(|level| level.points);
                (points().min().map(Real::get), points().max().map(Real::get))
            }
            Self::YesNo => (Some(0.0), Some(1.0)),
        }
    }

    /// Reads a typed score: a number (`3.5`), a range (`3-4`, `3~4`, `3 至 4`), yes or no; an empty
    /// text is a missing score.
    ///
    /// # Errors
    /// [`ScoreError`].
    pub fn parse(&self, text: &str) -> Result<Option<Rating>, ScoreError> {
        let typed = text.trim();
        if typed.is_empty() || matches!(typed, "–" | "—") {
            return Ok(None);
        }
        if matches!(self, Self::YesNo) {
            return yes_no(typed).map(Some).ok_or_else(|| ScoreError::NotYesNo(typed.to_owned()));
        }
        let plain = half_width(typed);
        let rating = read_rating(&plain).ok_or_else(|| ScoreError::NotAScore(typed.to_owned()))?;
        let (low, high) = self.ends();
        let (least, most) = (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
        if rating.low() < least || rating.high() > most {
            return Err(ScoreError::OffScale { text: typed.to_owned(), low: least, high: most });
        }
        Ok(Some(rating))
    }

    /// Is a rating within the stated ends?
    pub fn holds(&self, rating: Rating) -> bool {
        let (low, high) = self.ends();
        low.is_none_or(|low| rating.low() >= low) && high.is_none_or(|high| rating.high() <= high)
    }
}

fn yes_no(text: &str) -> Option<Rating> {
    let value = match text.to_lowercase().as_str() {
        "是" | "有" | "对" | "√" | "yes" | "y" | "true" | "1" => 1,
        "否" | "无" | "不" | "×" | "no" | "n" | "false" | "0" => 0,
        _ => return None,
    };
    Some(Rating::Value(value.into()))
}

/// Digits and marks of a Chinese keyboard as their plain forms; grouping is taken away.
fn half_width(text: &str) -> String {
    let plain = |c: char| match c {
        '０'..='９' | '．' | '－' | '＋' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '～' | '至' | '到' | '–' | '—' | '〜' => '~',
        '−' => '-',
        '。' => '.',
        '，' => ',',
        _ => c,
    };
    text.chars().map(plain).filter(|c| *c != ',' && !c.is_whitespace()).collect()
}

fn read_rating(text: &str) -> Option<Rating> {
    let number = |text: &str| {
        let is_plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
        text.parse().ok().filter(|_| is_plain).and_then(|value| Real::new(value).ok())
    };
    if let Some(value) = number(text) {
        return Some(Rating::Value(value));
    }
    // A hyphen after the first digit parts the ends; one before it is a sign.
    let parts = text.split_once('~').or_else(|| {
        let at = text.char_indices().skip(1).find(|(at, c)| {
            *c == '-' && text.get(..*at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
        });
        at.and_then(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)))
    });
    let (low, high) = parts?;
    Some(Rating::between(number(low)?, number(high)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(x: f64) -> Rating {
        Rating::Value(Real::or_zero(x))
    }

    fn range(low: f64, high: f64) -> Rating {
        Rating::between(Real::or_zero(low), Real::or_zero(high))
    }

    #[test]
    fn scores_are_typed_as_people_type_them() {
        let scale = Scale::levels(5);
        for (text, expected) in [
            ("", None),
            (" – ", None),
            ("3", Some(value(3.0))),
            ("３．５", Some(value(3.5))),
            ("3-4", Some(range(3.0, 4.0))),
            ("3~4", Some(range(3.0, 4.0))),
            ("3～4", Some(range(3.0, 4.0))),
            ("3 至 4", Some(range(3.0, 4.0))),
            ("4—3", Some(range(3.0, 4.0))),
            ("3-3", Some(value(3.0))),
        ] {
            assert_eq!(scale.parse(text), Ok(expected), "{text}");
        }
        assert_eq!(scale.parse("6").map_err(|_| ()), Err(()));
        assert_eq!(scale.parse("0-3").map_err(|_| ()), Err(()));
        for text in ["three", "3-", "-", "1-2-3", "NaN", "inf", "3..4", "=1+1"] {
            assert_eq!(scale.parse(text), Err(ScoreError::NotAScore(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn amounts_may_be_negative_and_open() {
        let scale = Scale::Number { unit: Name::default(), low: None, high: None };
        assert_eq!(scale.parse("-5"), Ok(Some(value(-5.0))));
        assert_eq!(scale.parse("-5--3"), Ok(Some(range(-5.0, -3.0))));
        assert_eq!(scale.parse("-1,200.5"), Ok(Some(value(-1200.5))));
        assert_eq!(scale.parse("1e3"), Ok(Some(value(1000.0))));
        assert_eq!(scale.parse("1e3-2e3"), Ok(Some(range(1000.0, 2000.0))));
        assert!(scale.parse("1e999").is_err());
    }

    #[test]
    fn yes_and_no_in_both_languages() {
        for (text, expected) in [("是", 1.0), ("No", 0.0), ("y", 1.0), ("否", 0.0)] {
            assert_eq!(Scale::YesNo.parse(text), Ok(Some(value(expected))));
        }
        assert!(Scale::YesNo.parse("2").is_err());
    }
}

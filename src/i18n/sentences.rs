//! Generated sentences: templates of `content/explanations.json`, filled with values.
//!
//! The file's own notes are the rules: which template needs which values, how figures are rounded,
//! where Chinese has a space. Values come in already worded; [`list`], [`percent`] and the like word them.

use std::collections::HashMap;

use serde::Deserialize;

use super::Locale;

#[derive(Debug, Deserialize)]
struct Content {
    templates: Vec<Template>,
}

#[derive(Debug, Clone, Deserialize)]
struct Template {
    id: String,
    text: Both,
    placeholders: Vec<String>,
    plural: Option<Plural>,
}

#[derive(Debug, Clone, Deserialize)]
struct Both {
    #[serde(rename = "zh-CN")]
    zh: String,
    en: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Plural {
    by: String,
    en_one: String,
}

/// Why a sentence could not be made: a fault of the program or of its content, never of the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SentenceError {
    /// The content is not a list of templates.
    #[error("not templates: {0}")]
    Content(String),
    /// There is no template of this id.
    #[error("no template {0}")]
    Unknown(String),
    /// A value that the template names was not given.
    #[error("{template} lacks {value}")]
    Missing {
        /// The template.
        template: String,
        /// The value.
        value: String,
    },
}

/// The templates, by id.
#[derive(Debug, Clone, Default)]
pub struct Sentences(HashMap<String, Template>);

impl Sentences {
    /// Reads the content file.
    ///
    /// # Errors
    /// [`SentenceError::Content`].
    pub fn parse(json: &str) -> Result<Self, SentenceError> {
        let content: Content =
            serde_json::from_str(json).map_err(|error| SentenceError::Content(error.to_string()))?;
        Ok(Self(content.templates.into_iter().map(|template| (template.id.clone(), template)).collect()))
    }

    /// A template filled with worded values, `(name, text)`. English uses the singular wording when the
    /// value that decides it is exactly `1`; Chinese gets its spaces at the seams.
    ///
    /// # Errors
    /// [`SentenceError::Unknown`], [`SentenceError::Missing`].
    pub fn fill(&self, locale: Locale, id: &str, values: &[(&str, &str)]) -> Result<String, SentenceError> {
        let template = self.0.get(id).ok_or_else(|| SentenceError::Unknown(id.to_owned()))?;
        let value = |name: &str| values.iter().find(|(key, _)| *key == name).map(|(_, text)| *text);
        let text = match (locale, &template.plural) {
            (Locale::Zh, _) => &template.text.zh,
            (Locale::En, Some(plural)) if value(&plural.by) == Some("1") => &plural.en_one,
            (Locale::En, _) => &template.text.en,
        };
        let mut filled = String::new();
        let mut rest = text.as_str();
        let missing = |name: &str| SentenceError::Missing { template: id.to_owned(), value: name.to_owned() };
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((name, after)) = behind.split_once('}') else { break };
            let value = value(name).ok_or_else(|| missing(name))?;
            if locale == Locale::Zh {
                join(&mut filled, before);
                join(&mut filled, value);
                rest = after;
            } else {
                filled.push_str(before);
                filled.push_str(value);
                rest = after;
            }
        }
        if locale == Locale::Zh {
            join(&mut filled, rest);
        } else {
            filled.push_str(rest);
        }
        Ok(filled)
    }

    /// The names of the values of a template.
    pub fn placeholders(&self, id: &str) -> Option<&[String]> {
        self.0.get(id).map(|template| template.placeholders.as_slice())
    }
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c) || c == '%'
}

/// Appends a piece of a Chinese sentence: at the seam one space where Han meets a letter, a digit or `%`,
/// none elsewhere.
pub fn join(text: &mut String, piece: &str) {
    if piece.is_empty() {
        return;
    }
    let left = text.trim_end_matches(' ').chars().next_back();
    let right = piece.trim_start_matches(' ').chars().next();
    let (Some(left), Some(right)) = (left, right) else {
        text.push_str(piece);
        return;
    };
    text.truncate(text.trim_end_matches(' ').len());
    if is_han(left) && is_latin(right) || is_latin(left) && is_han(right) {
        text.push(' ');
    } else if is_latin(left) && is_latin(right) && piece.starts_with(' ') {
        // Latin words keep the space that was between them.
        text.push(' ');
    }
    text.push_str(piece.trim_start_matches(' '));
}

/// Names in a row: `“甲”、“乙”` has no comma between the marks in Chinese, and 和 before the last; of
/// more than three the first three and how many there are. `quoted` puts Chinese names in “ ”.
pub fn list(locale: Locale, names: &[String], quoted: bool) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| if quoted && locale == Locale::Zh { format!("“{name}”") } else { name.clone() })
        .collect();
    if names.len() > SHOWN {
        return match locale {
            Locale::Zh => {
                let mut text = shown.join(if quoted { "" } else { "、" });
                join(&mut text, &format!("等 {} 个", names.len()));
                text
            }
            Locale::En => format!("{} and {} others", shown.join(", "), names.len() - SHOWN),
        };
    }
    let Some((last, first)) = shown.split_last() else { return String::new() };
    if first.is_empty() {
        return last.clone();
    }
    match locale {
        Locale::Zh => {
            let mut text = first.join(if quoted { "" } else { "、" });
            join(&mut text, "和");
            join(&mut text, last);
            text
        }
        Locale::En if first.len() == 1 => format!("{} and {last}", first.concat()),
        Locale::En => format!("{}, and {last}", first.join(", ")),
    }
}

/// A share (1 is all) in per cent: whole, one decimal below 10 %, never 0 or 100 by rounding.
pub fn percent(locale: Locale, share: f64) -> String {
    let percent = share * 100.0;
    let figure = match percent.abs() {
        0.0 => "0".to_owned(),
        p if p < 0.05 => "<0.1".to_owned(),
        p if p < 9.95 => trimmed(p, 1),
        p if p < 99.5 => trimmed(p, 0),
        p if p < 100.0 => {
            let one = trimmed(p, 1);
            if one.starts_with("100") { ">99.9".to_owned() } else { one }
        }
        p => trimmed(p, 0),
    };
    let sign = if percent < 0.0 { "−" } else { "" };
    match locale {
        Locale::Zh => format!("{sign}{figure}%"),
        Locale::En => format!("{sign}{figure}\u{a0}%"),
    }
}

/// A whole number with grouping from 10,000 on.
pub fn whole(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "−" } else { "" };
    if digits.len() < 5 {
        return format!("{sign}{digits}");
    }
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}")
}

/// A score with one decimal; with more, up to four, while it would look like `other` and is not.
pub fn score(value: f64, other: Option<f64>) -> String {
    let mut text = format!("{value:.1}");
    let Some(other) = other.filter(|other| (other - value).abs() > 1e-12) else { return text };
    for decimals in 2..=4 {
        if text != format!("{other:.*}", decimals - 1) {
            break;
        }
        text = format!("{value:.decimals$}");
    }
    text
}

/// At most three significant digits; integers above that are rounded, not cut.
pub fn significant(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let size = value.abs().log10().floor();
    if size >= 2.0 {
        let unit = 10_f64.powf(size - 2.0);
        #[expect(clippy::cast_possible_truncation, reason = "rounded; beyond i64 it saturates")]
        return whole(((value / unit).round() * unit).round() as i64);
    }
    trimmed(value, if size >= 1.0 { 1 } else { 2 })
}

fn trimmed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENT: &str = include_str!("../../content/explanations.json");
    const EXAMPLES: &str = include_str!("../../tests/fixtures/explanations_examples.json");

    #[test]
    fn every_example_comes_out_as_it_was_written() {
        let sentences = Sentences::parse(CONTENT).unwrap();
        let examples: serde_json::Value = serde_json::from_str(EXAMPLES).unwrap();
        let mut seen = 0;
        for example in examples["examples"].as_array().unwrap() {
            let id = example["id"].as_str().unwrap();
            for locale in Locale::ALL {
                let values: Vec<(&str, &str)> = example["values"]
                    .as_object()
                    .unwrap()
                    .iter()
                    .map(|(name, both)| (name.as_str(), both[locale.tag()].as_str().unwrap()))
                    .collect();
                let filled = sentences.fill(locale, id, &values).unwrap();
                assert_eq!(filled, example["filled"][locale.tag()].as_str().unwrap(), "{id}");
                seen += 1;
            }
        }
        assert_eq!(seen, 160);
    }

    #[test]
    fn a_missing_value_is_an_error_and_not_a_hole() {
        let sentences = Sentences::parse(CONTENT).unwrap();
        assert_eq!(
            sentences.fill(Locale::En, "nothing", &[]),
            Err(SentenceError::Unknown("nothing".to_owned()))
        );
        assert!(matches!(sentences.fill(Locale::En, "rank.place", &[]), Err(SentenceError::Missing { .. })));
    }

    #[test]
    fn spaces_stand_where_chinese_meets_digits() {
        let mut text = "最紧的是".to_owned();
        join(&mut text, "2027 年 3 月");
        join(&mut text, "的");
        join(&mut text, " PM-07 ");
        join(&mut text, "名下");
        assert_eq!(text, "最紧的是 2027 年 3 月的 PM-07 名下");
    }

    #[test]
    fn lists() {
        let names: Vec<String> = ["甲", "乙", "丙", "丁"].map(str::to_owned).to_vec();
        assert_eq!(list(Locale::Zh, &names[..1], true), "“甲”");
        assert_eq!(list(Locale::Zh, &names[..3], true), "“甲”“乙”和“丙”");
        assert_eq!(list(Locale::Zh, &names[..3], false), "甲、乙和丙");
        assert_eq!(list(Locale::Zh, &names, true), "“甲”“乙”“丙”等 4 个");
        assert_eq!(list(Locale::En, &names[..2], true), "甲 and 乙");
        assert_eq!(list(Locale::En, &names[..3], true), "甲, 乙, and 丙");
        assert_eq!(list(Locale::En, &[], true), "");
    }

    #[test]
    fn figures() {
        let shares = [0.0, 0.000_2, 0.046, 0.62, 0.999, 0.999_8, 1.0, -0.3];
        let shown = shares.map(|share| percent(Locale::Zh, share));
        assert_eq!(shown, ["0%", "<0.1%", "4.6%", "62%", "99.9%", ">99.9%", "100%", "−30%"]);
        assert_eq!(percent(Locale::En, 0.62), "62\u{a0}%");
        assert_eq!([0, 9_999, 10_000, -1_234_567].map(whole), ["0", "9999", "10,000", "−1,234,567"]);
        assert_eq!(score(71.42, Some(71.44)), "71.42");
        assert_eq!(score(71.42, Some(60.0)), "71.4");
        assert_eq!(
            [0.0, 4.256, 42.56, 425.6, 54_413.0].map(significant),
            ["0", "4.26", "42.6", "426", "54,400"]
        );
    }
}

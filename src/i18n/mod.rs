//! Wording. Every text stands beside its translation, so that neither can be missing: the compiler
//! refuses an entry without both. No text stands in a view.

pub mod answers;
mod catalogue;
pub mod competency;
pub mod competency_files;
pub mod competency_growth;
pub mod competency_mirror;
pub mod competency_model;
pub mod competency_scale;
pub mod criteria;
pub mod data;
pub mod errors;
pub mod import;
pub mod overview;
pub mod portfolio;
pub mod portfolio_more;
pub mod portfolio_page;
pub mod portfolio_rules;
pub mod portfolio_values;
pub mod projects;
pub mod ranking;
pub mod scoring;
pub mod selection;
pub mod sentences;
pub mod shell;
pub mod strategy;
pub mod strategy_page;
pub mod trust;
pub mod weighting;

use catalogue::catalogue;

/// A language of the surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub enum Locale {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Locale {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The BCP 47 tag, for `lang` and `Intl`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The first of the browser's languages that is one of ours; English where none is.
    pub fn from_preferences<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        for tag in tags {
            let primary = tag.split('-').next().unwrap_or_default();
            if primary.eq_ignore_ascii_case("zh") {
                return Self::Zh;
            }
            if primary.eq_ignore_ascii_case("en") {
                return Self::En;
            }
        }
        Self::En
    }
}

/// "1 project", "2 projects": English agreement in number.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_language_decides_at_first() {
        assert_eq!(Locale::from_preferences(["fr-FR", "zh-TW", "en"]), Locale::Zh);
        assert_eq!(Locale::from_preferences(["en-GB", "zh-CN"]), Locale::En);
        assert_eq!(Locale::from_preferences(["de"]), Locale::En);
    }

    #[test]
    fn every_text_is_there_in_both_languages() {
        let areas = [
            answers::TEXTS,
            competency::TEXTS,
            criteria::TEXTS,
            competency_files::TEXTS,
            competency_growth::TEXTS,
            competency_mirror::TEXTS,
            competency_model::TEXTS,
            competency_scale::TEXTS,
            data::TEXTS,
            errors::TEXTS,
            import::TEXTS,
            overview::TEXTS,
            portfolio::TEXTS,
            portfolio_more::TEXTS,
            portfolio_page::TEXTS,
            portfolio_rules::TEXTS,
            portfolio_values::TEXTS,
            projects::TEXTS,
            ranking::TEXTS,
            scoring::TEXTS,
            selection::TEXTS,
            shell::TEXTS,
            strategy::TEXTS,
            trust::TEXTS,
            weighting::TEXTS,
            strategy_page::TEXTS,
        ];
        for (key, zh, en) in areas.into_iter().flatten() {
            assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{key} is empty");
            let is_cjk =
                |c: char| ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c);
            // The language switch names each language in itself.
            assert!(
                !en.contains(is_cjk) || *key == "language_zh",
                "{key}: Chinese in the English text {en:?}"
            );
            assert!(!zh.contains("  ") && !en.contains("  "), "{key}: two spaces");
            for mark in [',', '!', '?', ';'] {
                assert!(!zh.contains(mark), "{key}: half-width {mark:?} in {zh:?}");
            }
            assert!(!en.contains('!') && !zh.contains('！'), "{key}: no exclamation marks");
            let chars: Vec<char> = zh.chars().collect();
            for pair in chars.windows(2) {
                let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
                let latin = |c: char| c.is_ascii_alphanumeric();
                let seam = (han(pair[0]) && latin(pair[1])) || (latin(pair[0]) && han(pair[1]));
                assert!(!seam, "{key}: no space between {} and {} in {zh:?}", pair[0], pair[1]);
            }
        }
    }
}

//! What a person has chosen for this browser: language, theme, shell. Kept apart from documents.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Lang, local};
use crate::i18n::Locale;

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The themes in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value of `data-theme`; none for the system's.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// As stored. What is missing or unreadable falls back to the browser's preferences.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    locale: Option<Locale>,
    theme: Theme,
    rail_collapsed: bool,
}

/// The settings, as signals. A handle.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    lang: Lang,
    theme: RwSignal<Theme>,
    rail_collapsed: RwSignal<bool>,
    /// None until a person chooses: then the browser's language no longer decides.
    chosen: RwSignal<Option<Locale>>,
}

impl Settings {
    const KEY: &'static str = "pmo.settings";

    /// Reads the settings of this browser.
    pub fn load() -> Self {
        let stored: Stored = local::get(Self::KEY).unwrap_or_default();
        let locale = stored.locale.unwrap_or_else(browser_locale);
        Self {
            lang: Lang::new(locale),
            theme: RwSignal::new(stored.theme),
            rail_collapsed: RwSignal::new(stored.rail_collapsed),
            chosen: RwSignal::new(stored.locale),
        }
    }

    /// The language.
    pub const fn lang(self) -> Lang {
        self.lang
    }

    /// The theme.
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// The theme, not tracked.
    pub fn theme_untracked(self) -> Theme {
        self.theme.get_untracked()
    }

    /// Is the rail reduced to icons?
    pub fn rail_collapsed(self) -> bool {
        self.rail_collapsed.get()
    }

    /// Chooses a language.
    pub fn set_locale(self, locale: Locale) {
        self.lang.0.set(locale);
        self.chosen.set(Some(locale));
        self.save();
    }

    /// Chooses a theme.
    pub fn set_theme(self, theme: Theme) {
        self.theme.set(theme);
        self.save();
    }

    /// Reduces the rail to icons, or back.
    pub fn toggle_rail(self) {
        self.rail_collapsed.update(|collapsed| *collapsed = !*collapsed);
        self.save();
    }

    fn save(self) {
        let stored = Stored {
            locale: self.chosen.get_untracked(),
            theme: self.theme.get_untracked(),
            rail_collapsed: self.rail_collapsed.get_untracked(),
        };
        // Where storage is denied, the choice holds for this visit; the data page says so.
        local::set(Self::KEY, stored);
    }
}

fn browser_locale() -> Locale {
    let languages = window().navigator().languages();
    let tags: Vec<String> = languages.iter().filter_map(|tag| tag.as_string()).collect();
    Locale::from_preferences(tags.iter().map(String::as_str))
}

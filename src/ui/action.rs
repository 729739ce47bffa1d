//! Everything that can be done from anywhere: one list for the keys, the palette and the help sheet.

use super::app::App;
use crate::i18n::Locale;
use crate::i18n::shell::Shell;
use crate::route::Route;
use crate::state::Theme;
use crate::ui::kit::Symbol;

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Go somewhere.
    Go(Route),
    /// Take the last step back.
    Undo,
    /// Take the last undone step again.
    Redo,
    /// Write the workspace to a file.
    SaveFile,
    /// Open a file.
    OpenFile,
    /// Begin an empty workspace.
    NewWorkspace,
    /// Open the example.
    OpenExample,
    /// Show the command palette.
    Palette,
    /// Show the shortcuts.
    Help,
    /// Presentation mode on or off.
    Present,
    /// The other language.
    OtherLanguage,
    /// The next theme: system, light, dark.
    NextTheme,
    /// Reduce the rail to icons, or back.
    ToggleRail,
}

impl Action {
    /// Every action, in the order of the help sheet.
    pub const ALL: &[Self] = &[
        Self::Go(Route::Overview),
        Self::Go(Route::Strategy),
        Self::Go(Route::Selection),
        Self::Go(Route::Portfolio),
        Self::Go(Route::Competency),
        Self::Go(Route::Projects),
        Self::Go(Route::Data),
        Self::Undo,
        Self::Redo,
        Self::SaveFile,
        Self::OpenFile,
        Self::NewWorkspace,
        Self::OpenExample,
        Self::Palette,
        Self::Present,
        Self::OtherLanguage,
        Self::NextTheme,
        Self::ToggleRail,
        Self::Help,
    ];

    /// Its name.
    pub const fn label(self, t: Shell) -> &'static str {
        match self {
            Self::Go(route) => t.route_name(route),
            Self::Undo => t.undo(),
            Self::Redo => t.redo(),
            Self::SaveFile => t.save_file(),
            Self::OpenFile => t.open_file(),
            Self::NewWorkspace => t.new_workspace(),
            Self::OpenExample => t.open_example(),
            Self::Palette => t.palette(),
            Self::Help => t.help(),
            Self::Present => t.present(),
            Self::OtherLanguage => t.other_language(),
            Self::NextTheme => t.next_theme(),
            Self::ToggleRail => t.toggle_rail(),
        }
    }

    /// Its keys as the help sheet shows them; one or two strokes.
    pub const fn keys(self) -> Option<&'static str> {
        match self {
            Self::Go(Route::Overview) => Some("G O"),
            Self::Go(Route::Strategy) => Some("G S"),
            Self::Go(Route::Selection) => Some("G E"),
            Self::Go(Route::Portfolio) => Some("G F"),
            Self::Go(Route::Competency) => Some("G C"),
            Self::Go(Route::Projects) => Some("G P"),
            Self::Go(Route::Data) => Some("G D"),
            Self::Undo => Some("Ctrl Z"),
            Self::Redo => Some("Ctrl Shift Z"),
            Self::SaveFile => Some("Ctrl S"),
            Self::OpenFile => Some("Ctrl O"),
            Self::Palette => Some("Ctrl K"),
            Self::Help => Some("?"),
            Self::Present => Some("P"),
            Self::OtherLanguage => Some("L"),
            Self::NextTheme => Some("T"),
            Self::ToggleRail => Some("["),
            Self::NewWorkspace | Self::OpenExample => None,
        }
    }

    /// Its icon.
    pub const fn symbol(self) -> Symbol {
        match self {
            Self::Go(route) => route_symbol(route),
            Self::Undo => Symbol::Undo,
            Self::Redo => Symbol::Redo,
            Self::SaveFile => Symbol::Download,
            Self::OpenFile => Symbol::Folder,
            Self::NewWorkspace => Symbol::Add,
            Self::OpenExample => Symbol::Look,
            Self::Palette => Symbol::Search,
            Self::Help => Symbol::Help,
            Self::Present => Symbol::Present,
            Self::OtherLanguage => Symbol::Language,
            Self::NextTheme => Symbol::System,
            Self::ToggleRail => Symbol::Left,
        }
    }

    /// The action of a stroke; `after_g` says that the stroke before was G.
    pub fn of_stroke(key: &str, ctrl: bool, shift: bool, after_g: bool) -> Option<Self> {
        if ctrl {
            return match (key.to_lowercase().as_str(), shift) {
                ("z", false) => Some(Self::Undo),
                ("z", true) | ("y", false) => Some(Self::Redo),
                ("s", false) => Some(Self::SaveFile),
                ("o", false) => Some(Self::OpenFile),
                ("k", false) => Some(Self::Palette),
                _ => None,
            };
        }
        let to = |route: Route| route.is_there().then_some(Self::Go(route));
        match (key, after_g) {
            ("o" | "O", true) => Some(Self::Go(Route::Overview)),
            ("p" | "P", true) => Some(Self::Go(Route::Projects)),
            ("s" | "S", true) => to(Route::Strategy),
            ("e" | "E", true) => to(Route::Selection),
            ("f" | "F", true) => to(Route::Portfolio),
            ("c" | "C", true) => to(Route::Competency),
            ("d" | "D", true) => Some(Self::Go(Route::Data)),
            ("?" | "？", _) => Some(Self::Help),
            ("p" | "P", false) => Some(Self::Present),
            ("l" | "L", false) => Some(Self::OtherLanguage),
            ("t" | "T", false) => Some(Self::NextTheme),
            ("[" | "【", false) => Some(Self::ToggleRail),
            _ => None,
        }
    }

    /// Does it.
    pub fn run(self, app: App) {
        use leptos::prelude::{GetUntracked, Set, Update};
        match self {
            Self::Go(route) => app.router.go(route),
            Self::Undo => app.undo(),
            Self::Redo => app.redo(),
            Self::SaveFile => app.save_file(),
            Self::OpenFile => app.open_file(),
            Self::NewWorkspace => app.new_workspace(),
            Self::OpenExample => app.open_example(),
            Self::Palette => app.palette_open.set(true),
            Self::Help => app.help_open.update(|open| *open = !*open),
            Self::Present => app.presenting.update(|on| *on = !*on),
            Self::OtherLanguage => app.settings.set_locale(match app.lang().0.get_untracked() {
                Locale::Zh => Locale::En,
                Locale::En => Locale::Zh,
            }),
            Self::NextTheme => {
                let here =
                    Theme::ALL.iter().position(|theme| *theme == app.settings.theme_untracked()).unwrap_or(0);
                let next = Theme::ALL.get((here + 1) % Theme::ALL.len()).copied().unwrap_or_default();
                app.settings.set_theme(next);
            }
            Self::ToggleRail => app.settings.toggle_rail(),
        }
    }
}

/// The icon of a place.
pub const fn route_symbol(route: Route) -> Symbol {
    match route {
        Route::Overview => Symbol::Overview,
        Route::Strategy => Symbol::Strategy,
        Route::Selection => Symbol::Selection,
        Route::Portfolio => Symbol::Portfolio,
        Route::Competency => Symbol::Competency,
        Route::Projects => Symbol::Projects,
        Route::Data => Symbol::Data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_shown_are_the_keys_that_work() {
        for action in Action::ALL.iter().copied() {
            let Some(keys) = action.keys() else { continue };
            let strokes: Vec<&str> = keys.split(' ').collect();
            let (ctrl, shift) = (strokes.contains(&"Ctrl"), strokes.contains(&"Shift"));
            let key = strokes.last().copied().unwrap();
            let after_g = !ctrl && strokes.len() == 2;
            assert_eq!(Action::of_stroke(key, ctrl, shift, after_g), Some(action), "{keys}");
        }
    }
}

//! The bar on top: workspace, save state, undo, search, presentation, language, theme, help.

use leptos::prelude::*;

use super::save_badge::SaveBadge;
use super::switcher::Switcher;
use crate::i18n::Locale;
use crate::i18n::shell::Shell;
use crate::state::Theme;
use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::kit::{IconButton, Menu, MenuItem, Symbol};

/// The bar.
#[component]
pub fn Bar() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let button = move |action: Action| {
        view! {
            <IconButton
                label=move || match action.keys() {
                    Some(keys) => lang.shell().with_keys(action.label(lang.shell()), keys),
                    None => action.label(lang.shell()).to_owned(),
                }
                symbol=action.symbol()
                on_click=move || action.run(app)
            />
        }
    };
    view! {
        <header class="bar">
            <a class="brand" href="#/" aria-label=move || lang.shell().app_name()>
                <svg class="brand-mark" viewBox="0 0 24 24" aria-hidden="true">
                    <rect class="brand-ground" x="1" y="1" width="22" height="22" rx="6"></rect>
                    <path class="brand-line" d="M6.500 16.500v-3M12 16.500v-6M17.500 16.500v-9"></path>
                    <path class="brand-line" d="M6.500 9.500L12 6.500"></path>
                </svg>
                <span>{move || lang.shell().app_name()}</span>
            </a>
            <Switcher />
            <SaveBadge />
            <div class="bar-middle">
                <IconButton
                    label=move || lang.shell().with_keys(&undo_label(app), "Ctrl Z")
                    symbol=Symbol::Undo
                    disabled=Signal::derive(move || app.store.next_undo().is_none())
                    on_click=move || app.undo()
                />
                <IconButton
                    label=move || lang.shell().with_keys(&redo_label(app), "Ctrl Shift Z")
                    symbol=Symbol::Redo
                    disabled=Signal::derive(move || app.store.next_redo().is_none())
                    on_click=move || app.redo()
                />
            </div>
            <div class="bar-end">
                <button type="button" class="bar-search" on:click=move |_| Action::Palette.run(app)
                    aria-keyshortcuts="Control+K">
                    <crate::ui::kit::Icon symbol=Symbol::Search />
                    <span>{move || lang.shell().palette_hint()}</span>
                    <kbd aria-hidden="true">"Ctrl K"</kbd>
                </button>
                <span class="wide-only">{button(Action::Present)}</span>
                <Menu label=move || lang.shell().language() symbol=Symbol::Language icon_only=true>
                    {Locale::ALL
                        .into_iter()
                        .map(|locale| {
                            view! {
                                <MenuItem
                                    label=move || lang.shell().language_name(locale)
                                    checked=Signal::derive(move || lang.locale() == locale)
                                    on_click=move || app.settings.set_locale(locale)
                                />
                            }
                        })
                        .collect_view()}
                </Menu>
                <Menu label=move || lang.shell().theme() symbol=Signal::derive(move || theme_symbol(app.settings.theme())) icon_only=true>
                    {Theme::ALL
                        .into_iter()
                        .map(|theme| {
                            view! {
                                <MenuItem
                                    label=move || theme_word(lang.shell(), theme)
                                    checked=Signal::derive(move || app.settings.theme() == theme)
                                    on_click=move || app.settings.set_theme(theme)
                                />
                            }
                        })
                        .collect_view()}
                </Menu>
                <span class="wide-only">{button(Action::Help)}</span>
            </div>
        </header>
    }
}

const fn theme_symbol(theme: Theme) -> Symbol {
    match theme {
        Theme::System => Symbol::System,
        Theme::Light => Symbol::Light,
        Theme::Dark => Symbol::Dark,
    }
}

fn undo_label(app: App) -> String {
    let t = app.lang().shell();
    app.store.next_undo().map_or_else(|| t.undo().to_owned(), |change| t.undo_what(&t.change(&change)))
}

fn redo_label(app: App) -> String {
    let t = app.lang().shell();
    app.store.next_redo().map_or_else(|| t.redo().to_owned(), |change| t.redo_what(&t.change(&change)))
}

const fn theme_word(t: Shell, theme: Theme) -> &'static str {
    match theme {
        Theme::System => t.theme_system(),
        Theme::Light => t.theme_light(),
        Theme::Dark => t.theme_dark(),
    }
}

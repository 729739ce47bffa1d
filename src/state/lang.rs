//! The language on the screen, as a signal.

use leptos::prelude::*;

use crate::i18n::{
    Locale, competency::Competency, competency_files::Files, criteria::Criteria, data::Data, errors::Errors,
    import::Import, overview::Overview, portfolio::Portfolio, portfolio_more::More, portfolio_page::Page,
    portfolio_rules::Rules, portfolio_values::ValueTexts, projects::Projects, ranking::Ranking,
    scoring::Scoring, selection::Selection, shell::Shell, strategy::Strategy, trust::Trust,
    weighting::Weighting,
};

/// The language; its methods give an area's texts and are tracked like any signal read.
#[derive(Debug, Clone, Copy)]
pub struct Lang(pub RwSignal<Locale>);

impl Lang {
    /// Makes it from a locale.
    pub fn new(locale: Locale) -> Self {
        Self(RwSignal::new(locale))
    }

    /// The language of the enclosing app.
    pub fn context() -> Self {
        use_context().unwrap_or_else(|| Self::new(Locale::default()))
    }

    /// The locale now.
    pub fn locale(self) -> Locale {
        self.0.get()
    }
}

macro_rules! areas {
    ($($(#[$doc:meta])* $method:ident: $area:ident;)*) => {
        impl Lang {
            $($(#[$doc])* pub fn $method(self) -> $area { $area(self.0.get()) })*
        }
    };
}

areas! {
    /// The data page.
    data: Data;
    /// Refusals.
    errors: Errors;
    /// Imports and files.
    import: Import;
    /// The overview.
    overview: Overview;
    /// The project list.
    projects: Projects;
    /// The shell.
    shell: Shell;
    /// The strategy part.
    strategy: Strategy;
    /// The selection part.
    selection: Selection;
    /// Criteria and weights.
    criteria: Criteria;
    /// Scores and raters.
    scoring: Scoring;
    /// The ranking.
    ranking: Ranking;
    /// The portfolio part.
    portfolio: Portfolio;
    /// The further tabs of the portfolio part.
    portfolio_more: More;
    /// The page of the portfolio part.
    portfolio_page: Page;
    /// Values and planning data of the portfolio part.
    portfolio_values: ValueTexts;
    /// Rules of the portfolio part.
    rules: Rules;
    /// The competency part.
    competency: Competency;
    /// The competency part's files.
    competency_files: Files;
    /// The trust checks of selection.
    trust: Trust;
    /// The editors of weights.
    weighting: Weighting;
}

//! What every step reads: the tree, the weights and the ranking of the open document, computed once.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::spot::Spot;
use crate::domain::selection::{
    CashFigures, Criterion, MethodChoice, Selection, SelectionCommand, Standing, StandingProblem, Tree,
    WeightProblem,
};
use crate::domain::{CriterionId, Name, Project, ProjectId};
use crate::i18n::Locale;
use crate::route::Route;
use crate::ui::app::App;
use crate::ui::kit::format;

/// Weights of leaves, or why there are none.
pub type Weights = Result<Arc<Vec<(CriterionId, f64)>>, WeightProblem>;

/// The readings. A handle.
#[derive(Debug, Clone, Copy)]
pub struct Board {
    /// The app.
    pub app: App,
    /// Where on the page.
    pub spot: Memo<Spot>,
    /// The part.
    pub part: Memo<Arc<Selection>>,
    /// The criteria as a tree.
    pub tree: Memo<Arc<Tree>>,
    /// The weights in use.
    pub weights: Memo<Weights>,
    /// The figures of cash-flow tables that leaves are scored by.
    pub figures: Memo<Arc<CashFigures>>,
    /// The ranking.
    pub standing: Memo<Result<Arc<Standing>, StandingProblem>>,
    /// Names of projects, as shown.
    pub names: Memo<Arc<HashMap<ProjectId, Name>>>,
}

impl Board {
    /// The readings of the open document.
    pub fn new(app: App) -> Self {
        let part = Memo::new(move |_| app.store.doc().with(|doc| Arc::clone(&doc.selection)));
        let criteria = Memo::new(move |_| part.with(|part| Arc::clone(&part.criteria)));
        // By way of the list, which a typed score leaves as it is.
        let projects = Memo::new(move |_| app.store.doc().with(|doc| Arc::clone(&doc.projects)));
        let names = Memo::new(move |_| {
            let named = |project: &Arc<Project>| (project.id, project.name.clone());
            Arc::new(projects.with(|projects| projects.iter().map(named).collect::<HashMap<_, _>>()))
        });
        // A typed score changes neither weights nor cash flows: what they rest on is looked at first. It is read, since a memo
        // that is only tracked is never computed and follows nothing.
        let weighed = Memo::new(move |_| {
            part.with(|part| {
                let voices: Vec<_> = part.raters.iter().map(|rater| (rater.id, rater.weight)).collect();
                (Arc::clone(&part.criteria), Arc::clone(&part.weight_sets), part.weights_in_use, voices)
            })
        });
        let weights = Memo::new(move |_| {
            weighed.with(|_| ());
            part.with_untracked(|part| part.weights(None).map(Arc::new))
        });
        let cash = Memo::new(move |_| {
            part.with(|part| (Arc::clone(&part.criteria), Arc::clone(&part.cash_flows), part.finance.clone()))
        });
        let figures = Memo::new(move |_| {
            cash.with(|_| ());
            Arc::new(part.with_untracked(|part| part.cash_figures()))
        });
        let standing = Memo::new(move |_| -> Result<Arc<Standing>, StandingProblem> {
            let weights = weights.get()?;
            let doc = app.store.doc();
            let standing = doc.with(|doc| figures.with(|figures| doc.standing_reading(&weights, figures)));
            Ok(Arc::new(standing?))
        });
        Self {
            app,
            spot: Memo::new(move |_| Spot::parse(&app.router.rest())),
            part,
            tree: Memo::new(move |_| Arc::new(criteria.with(|list| Tree::of(list)))),
            weights,
            figures,
            standing,
            names,
        }
    }

    /// The readings of the enclosing page.
    pub fn context() -> Self {
        expect_context()
    }

    /// Changes this part; true when something changed.
    pub fn send(self, command: SelectionCommand) -> bool {
        self.app.dispatch(command)
    }

    /// Changes this part and offers the way back.
    pub fn send_undoable(self, command: SelectionCommand) {
        self.app.dispatch_undoable(command);
    }

    /// Goes somewhere on the page.
    pub fn go(self, spot: Spot) {
        self.app.router.go_to(Route::Selection, &spot.to_string());
    }

    /// A project's name as shown.
    pub fn project_name(self, id: ProjectId) -> String {
        let name = self.names.with(|names| names.get(&id).cloned()).unwrap_or_default();
        if name.is_empty() { self.app.lang().projects().unnamed().to_owned() } else { name.to_string() }
    }

    /// A criterion; tracked.
    pub fn criterion(self, id: CriterionId) -> Option<Arc<Criterion>> {
        self.part.with(|part| part.criterion(id).cloned())
    }

    /// A criterion's name as shown.
    pub fn criterion_name(self, id: CriterionId) -> String {
        self.criterion(id).map_or_else(String::new, |criterion| self.name_of(&criterion))
    }

    /// A criterion's name as shown.
    pub fn name_of(self, criterion: &Criterion) -> String {
        if criterion.name.is_empty() {
            self.app.lang().criteria().unnamed().to_owned()
        } else {
            criterion.name.to_string()
        }
    }

    /// A score of a method as shown: of the weighted sum out of 100, of others as it is.
    pub fn score_text(self, method: MethodChoice, score: f64) -> String {
        score_text(self.app.lang().locale(), method, score)
    }
}

/// A score of a method as shown.
pub fn score_text(locale: Locale, method: MethodChoice, score: f64) -> String {
    if method.is_additive() { format::number(locale, score * 100.0, 1) } else { significant(locale, score) }
}

/// A number with about four digits that count.
pub fn significant(locale: Locale, number: f64) -> String {
    let size = number.abs();
    let decimals = match size {
        s if s >= 1000.0 => 0,
        s if s >= 100.0 => 1,
        s if s >= 10.0 => 2,
        s if s >= 0.1 => 3,
        0.0 => 0,
        _ => 5,
    };
    format::number(locale, number, decimals)
}

/// A share as per cent with one decimal.
pub fn percent(locale: Locale, share: f64) -> String {
    let gap = if locale == Locale::En { "\u{a0}" } else { "" };
    format!("{}{gap}%", format::number(locale, share * 100.0, 1))
}

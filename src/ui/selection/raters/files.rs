//! Files of raters that were opened: merge what fits, say what differs, or fill one in.

use leptos::prelude::*;

use crate::domain::selection::{Rater, SelectionChange, SelectionCommand, WeightSet};
use crate::domain::{RaterId, WorkspaceId};
use crate::interchange::rater_file::{Difference, RaterFile};
use crate::route::Route;
use crate::state::clock;
use crate::storage::Reason;
use crate::ui::app::App;
use crate::ui::kit::{Button, ButtonKind};

/// More differences than these are counted only.
const NAMED: usize = 5;

/// The content of the dialog.
#[component]
pub fn RaterFiles(files: Vec<(String, RaterFile)>) -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.scoring();
    let here = app.store.doc().get_untracked();
    let has_criteria = !here.selection.criteria.is_empty();
    let mut back: Vec<Rater> = Vec::new();
    let mut sets: Vec<WeightSet> = Vec::new();
    let rows = files
        .iter()
        .map(|(name, file)| {
            let differences = file.differences(&here.selection);
            let outcome = match file.returned(&here) {
                _ if !has_criteria => t().file_for_filling(file.scored(), file.cells()),
                _ if !differences.is_empty() => t().file_differs().to_owned(),
                None => t().file_blank().to_owned(),
                Some((rater, left_out)) => {
                    let mut told = t().file_fits(&rater.name, file.scored(), file.cells(), left_out);
                    if let Some(set) = file.returned_weights(&here) {
                        told.push_str(t().with_judgements());
                        sets.push(set);
                    }
                    let submitted = rater.submitted.or(Some(clock::today()));
                    back.push(Rater { submitted, ..rater });
                    told
                }
            };
            let differences = if has_criteria { differences } else { Vec::new() };
            let more = differences.len().saturating_sub(NAMED);
            view! {
                <li class="rater-file" class:refused=!differences.is_empty()>
                    <h3>{name.clone()}</h3>
                    <p>{outcome}</p>
                    <ul class="differences">
                        {differences.iter().take(NAMED).map(|difference| view! { <li>{difference_text(app, difference)}</li> }).collect_view()}
                        {(more > 0).then(|| view! { <li>{t().more_differences(more)}</li> })}
                    </ul>
                </li>
            }
        })
        .collect_view();
    let count = back.len();
    let merged = StoredValue::new((back, sets));
    let close = move || app.incoming.set(None);
    let merge = move || {
        close();
        app.keeper.keep_version(Reason::Import);
        let (raters, sets) = merged.get_value();
        let change = SelectionChange::RatersMerged(raters.len());
        let mut commands = vec![SelectionCommand::MergeRaters(raters)];
        if !sets.is_empty() {
            commands.push(SelectionCommand::MergeWeightSets(sets));
        }
        app.dispatch_undoable(SelectionCommand::Together(commands, change));
        app.router.go_to(Route::Selection, "spread");
    };
    let only = match files.as_slice() {
        [(_, file)] => Some(StoredValue::new(file.clone())),
        _ => None,
    };
    view! {
        <ul class="rater-files">{rows}</ul>
        <div class="dialog-foot">
            <Button label=move || lang.import().cancel() kind=ButtonKind::Quiet on_click=close />
            {only.map(|file| view! {
                <Button label=move || t().fill_in() kind=if count == 0 { ButtonKind::Primary } else { ButtonKind::Plain } on_click=move || {
                    close();
                    let workspace = file.get_value().to_workspace(clock::fresh(WorkspaceId::new), clock::fresh(RaterId::new));
                    app.enter(workspace);
                    app.router.go_to(Route::Selection, "rate");
                } />
            })}
            {(count > 0).then(|| view! { <Button label=move || t().merge_raters(count) kind=ButtonKind::Primary on_click=merge /> })}
        </div>
    }
}

fn difference_text(app: App, difference: &Difference) -> String {
    let t = app.lang().scoring();
    match difference {
        Difference::Lacks(name) => t.differs_lacks(name),
        Difference::Unknown(name) => t.differs_unknown(name),
        Difference::Scale(name) => t.differs_scale(name),
        Difference::Direction(name) => t.differs_direction(name),
        Difference::Rubric(name, level) => t.differs_rubric(name, *level),
    }
}

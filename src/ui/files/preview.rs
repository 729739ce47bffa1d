//! What a workspace file holds, before it changes anything.

use leptos::prelude::*;

use crate::domain::register::Register;
use crate::domain::{Command, Workspace};
use crate::interchange::merge::Merge;
use crate::state::clock;
use crate::storage::{Loaded, Reason};
use crate::ui::app::App;
use crate::ui::kit::{Button, ButtonKind};
use crate::ui::overview::money_text;

/// The preview of a workspace file, with the ways to take it in.
#[component]
pub fn Preview(name: String, loaded: Loaded) -> impl IntoView {
    match loaded {
        Loaded::Current { workspace, .. } => view! { <Ways name workspace /> }.into_any(),
        Loaded::TooNew { schema, workspace } => view! { <TooNew name schema workspace /> }.into_any(),
    }
}

#[component]
fn Holds(name: String, workspace: Workspace) -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let title = if workspace.name.is_empty() {
        lang.import().unnamed().to_owned()
    } else {
        workspace.name.to_string()
    };
    let register = Register::of(&workspace.projects);
    let parts = [
        lang.strategy().holds(&workspace.strategy),
        lang.selection().holds(&workspace.selection),
        lang.portfolio().holds(&workspace.portfolio),
        lang.competency().holds(&workspace.competency),
    ];
    let sum = register.total_cost().map(|total| money_text(app, workspace.money, total));
    view! {
        <section class="panel" aria-label=move || lang.import().holds()>
            <p class="hint">{name}</p>
            <h3>{title}</h3>
            <p>
                {lang.import().holds_projects(register.count())}
                {sum.map(|sum| format!(" · {sum}"))}
                {parts.into_iter().flatten().map(|held| format!(" · {held}")).collect_view()}
                {workspace.example.then(|| format!(" · {}", lang.import().example()))}
            </p>
        </section>
    }
}

#[component]
fn Ways(name: String, workspace: Workspace) -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let here = app.store.doc().get_untracked();
    let merge = Merge::of(&here, &workspace);
    let differs = Workspace { id: here.id, ..workspace.clone() } != here;
    let is_fresh = here.is_empty();
    let same_money = here.money.currency == workspace.money.currency;
    let (added, edited, same, removed) = (merge.added.len(), merge.edited, merge.same, merge.only_here);
    let held = workspace.clone();
    let beside = StoredValue::new(workspace);
    let merge = StoredValue::new(merge);
    let t = move || lang.import();
    let close = move || app.incoming.set(None);
    let open_beside = move || {
        close();
        let mut workspace = beside.get_value();
        // The id goes with the document, unless this browser has it already.
        let taken =
            app.keeper.entries().with_untracked(|entries| entries.iter().any(|e| e.label.id == workspace.id));
        if taken || workspace.id == app.store.doc().with_untracked(|doc| doc.id) {
            workspace.id = clock::new_workspace_id();
        }
        app.enter(workspace);
    };
    let replace = move || {
        close();
        app.keeper.keep_version(Reason::Replace);
        app.dispatch_undoable(Command::ReplaceContent(Box::new(beside.get_value())));
    };
    let merge_in = move || {
        close();
        app.keeper.keep_version(Reason::Import);
        let Merge { edits, added, .. } = merge.get_value();
        let other = Box::new(beside.get_value());
        app.dispatch_undoable(Command::MergeWorkspace { edits, added, other });
    };
    view! {
        <Holds name workspace=held />
        <div class="choices">
            <div class="choice">
                <Button label=move || t().open_beside() kind=ButtonKind::Primary on_click=open_beside />
                <p class="hint">{move || t().open_beside_hint()}</p>
            </div>
            {(!is_fresh && !differs).then(|| view! { <p class="hint">{t().nothing_differs()}</p> })}
            {(!is_fresh && differs)
                .then(|| {
                    view! {
                        <div class="choice">
                            <Button label=move || t().merge() disabled=!same_money on_click=merge_in />
                            <p class="hint">{if same_money { t().merge_hint(added, edited, same) } else { t().merge_currency().to_owned() }}</p>
                        </div>
                        <div class="choice">
                            <Button label=move || t().replace() on_click=replace />
                            <p class="hint">{t().replace_hint(added, edited, removed)}</p>
                        </div>
                    }
                })}
        </div>
        <div class="dialog-foot">
            <Button label=move || t().cancel() kind=ButtonKind::Quiet on_click=close />
        </div>
    }
}

#[component]
fn TooNew(name: String, schema: u32, workspace: Option<Workspace>) -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.import();
    let close = move || app.incoming.set(None);
    let look = workspace.clone().map(|workspace| {
        let workspace = StoredValue::new(workspace);
        move || {
            close();
            leptos::task::spawn_local(app.keeper.look(workspace.get_value(), schema));
        }
    });
    let text = if workspace.is_some() { t().too_new() } else { t().too_new_unreadable() };
    view! {
        {workspace.map(|workspace| view! { <Holds name workspace /> })}
        <p>{text}</p>
        <div class="dialog-foot">
            <Button label=move || t().cancel() kind=ButtonKind::Quiet on_click=close />
            {look.map(|look| view! { <Button label=move || t().look() on_click=look /> })}
        </div>
    }
}

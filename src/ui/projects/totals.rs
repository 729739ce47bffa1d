//! Count and sum under the table.

use leptos::prelude::*;

use super::list::List;
use crate::domain::{ProjectField, ProjectId};
use crate::ui::kit::format;

/// Count and sum under the table; of the selection where there is one.
#[component]
pub fn Totals(list: List) -> impl IntoView {
    let sheet = list.sheet;
    let app = sheet.app;
    let lang = app.lang();
    let t = move || lang.projects();
    let figures = Memo::new(move |_| {
        let order = sheet.order.get();
        app.store.doc().with(|doc| {
            let shown: std::collections::HashSet<ProjectId> = order.iter().copied().collect();
            let projects: Vec<_> = doc.projects.iter().filter(|p| shown.contains(&p.id)).cloned().collect();
            let register = crate::domain::register::Register::of(&projects);
            (projects.len(), doc.projects.len(), register.total_cost(), register.without_cost(), doc.money)
        })
    });
    let text = move || {
        let (count, all, total, without, unit) = figures.get();
        let first = if count == all { t().projects(count) } else { t().shown_of(count, all) };
        let sum = total.map(|total| {
            let sum = format!(
                "{} {}",
                format::number_text(lang.locale(), &unit.plain(total)),
                t().money_unit(unit)
            );
            if without == 0 { t().total(&sum) } else { t().total_without(&sum, without) }
        });
        std::iter::once(first).chain(sum).collect::<Vec<_>>().join(" · ")
    };
    let selection = move || {
        let (from, to) = sheet.range();
        let cells = (to.row - from.row + 1) * (to.column - from.column + 1);
        if cells < 2 {
            return None;
        }
        let cost = ProjectField::ALL.iter().position(|field| *field == ProjectField::Cost).unwrap_or(0);
        if !(from.column..=to.column).contains(&cost) {
            return Some(t().selected_cells(cells));
        }
        let order = sheet.order.get();
        app.store.doc().with(|doc| {
            let chosen = order.iter().skip(from.row).take(to.row - from.row + 1);
            let costs = chosen.filter_map(|id| doc.project(*id)?.cost);
            let sum = costs.reduce(crate::domain::Money::saturating_add)?;
            let sum = format::number_text(lang.locale(), &doc.money.plain(sum));
            Some(t().selected(cells, &format!("{sum} {}", t().money_unit(doc.money))))
        })
    };
    view! {
        <p class="grid-totals">
            <span>{text}</span>
            <span>{selection}</span>
        </p>
    }
}

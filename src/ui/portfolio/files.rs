//! The model and the schedule as files.

use leptos::prelude::*;

use super::desk::{Desk, Sum};
use crate::domain::portfolio::translate::Key;
use crate::i18n::portfolio_rules::short_period;
use crate::interchange::msproject::{self, LeftOut};
use crate::interchange::program::{lp, mps, of_model, of_timetable};
use crate::interchange::schedule_table::{Words, csv, workbook};
use crate::interchange::workspace_file::file_name;
use crate::state::clock::today;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Button, Symbol};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The panel of files.
#[component]
pub fn Files(desk: Desk) -> impl IntoView {
    let m = move || desk.app.lang().portfolio_more();
    let left_out = RwSignal::new(Vec::<LeftOut>::new());
    let name = move |extension: &str| file_name(&desk.app.workspace_name(), today(), extension);
    let save_model = move |as_lp: bool| {
        let Some(asked) = desk.asked.get_untracked() else { return };
        let notes = untrack(|| notes(desk, &asked.key));
        let program = match &asked.sum {
            Sum::Fixed(model) => of_model(model),
            Sum::Free(timetable) => of_timetable(timetable),
        };
        let (text, extension) =
            if as_lp { (lp::write(&program, &notes), "lp") } else { (mps::write(&program, &notes), "mps") };
        save_bytes(&untrack(|| name(extension)), "text/plain", text.as_bytes());
    };
    let has_schedule =
        Signal::derive(move || desk.app.store.doc().with(|doc| !doc.portfolio.schedule.is_empty()));
    let has_model = Signal::derive(move || desk.asked.with(Option::is_some));
    let save_project = move || {
        let title = untrack(|| desk.app.workspace_name());
        let written = desk
            .app
            .store
            .doc()
            .with_untracked(|doc| msproject::write(doc, &doc.portfolio, &doc.portfolio.schedule, &title));
        left_out.set(written.left_out);
        save_bytes(&untrack(|| name("xml")), "application/xml", written.xml.as_bytes());
    };
    let save_csv = move || {
        let words = untrack(|| words(desk));
        let text = desk.app.store.doc().with_untracked(|doc| {
            let label = |period| short_period(doc.portfolio.horizon, period);
            csv(doc, &doc.portfolio, &doc.portfolio.schedule, &words, label)
        });
        save_bytes(&untrack(|| name("csv")), "text/csv", text.as_bytes());
    };
    let save_xlsx = move || {
        let words = untrack(|| words(desk));
        let bytes = desk.app.store.doc().with_untracked(|doc| {
            let label = |period| short_period(doc.portfolio.horizon, period);
            workbook(doc, &doc.portfolio, &doc.portfolio.schedule, &words, label)
        });
        save_bytes(&untrack(|| name("xlsx")), XLSX, &bytes);
    };
    let word = move |left: LeftOut| match left {
        LeftOut::Rules => m().lo_rules(),
        LeftOut::Values => m().lo_values(),
        LeftOut::Risk => m().lo_risk(),
        LeftOut::Capacity => m().lo_capacity(),
        LeftOut::Shares => m().lo_shares(),
        LeftOut::Profiles => m().lo_profiles(),
    };
    view! {
        <section class="panel pf-part">
            <h2>{move || m().exchange()}</h2>
            <p class="hint">{move || m().exchange_lead()}</p>
            <div class="button-row">
                <Button label=move || m().save_lp() symbol=Symbol::Download
                    disabled=Signal::derive(move || !has_model.get()) on_click=move || save_model(true) />
                <Button label=move || m().save_mps() symbol=Symbol::Download
                    disabled=Signal::derive(move || !has_model.get()) on_click=move || save_model(false) />
                <Button label=move || m().save_project() symbol=Symbol::Download
                    disabled=Signal::derive(move || !has_schedule.get()) on_click=save_project />
                <Button label=move || m().save_xlsx() symbol=Symbol::Download
                    disabled=Signal::derive(move || !has_schedule.get()) on_click=save_xlsx />
                <Button label=move || m().save_csv() symbol=Symbol::Download
                    disabled=Signal::derive(move || !has_schedule.get()) on_click=save_csv />
            </div>
            <Show when=move || left_out.with(|left| !left.is_empty())>
                <div class="notice notice-quiet" aria-live="polite">
                    <div>
                        <p>{move || m().left_out()}</p>
                        <ul class="pf-left-out">{move || left_out.get().into_iter().map(|left| view! { <li>{word(left)}</li> }).collect_view()}</ul>
                    </div>
                </div>
            </Show>
        </section>
    }
}

fn words(desk: Desk) -> Words {
    let (t, m) = (desk.app.lang().portfolio_page(), desk.app.lang().portfolio_more());
    let unit = desk.app.store.doc().with(|doc| doc.money);
    Words {
        project: t.project().to_owned(),
        start: m.start().to_owned(),
        finish: m.finish().to_owned(),
        value: t.value().to_owned(),
        cost: desk.app.lang().projects().cost_in(&desk.app.lang().projects().money_unit(unit)),
        share: format!("{} %", t.share()),
        role: t.role().to_owned(),
        demand: m.demand().to_owned(),
        capacity: m.capacity().to_owned(),
        schedule: t.tab_schedule().to_owned(),
        load: m.heat_file().to_owned(),
    }
}

/// What the names in the file stand for.
fn notes(desk: Desk, key: &Key) -> Vec<String> {
    let mut notes = vec![desk.app.workspace_name()];
    let free = desk.asked.get().is_some_and(|asked| matches!(asked.sum, Sum::Free(_)));
    notes.push(format!("money unit = {} / 100, effort unit = {} / 1000", key.money_unit, key.effort_unit));
    desk.speak(|s| {
        notes.extend(key.projects.iter().enumerate().map(|(index, id)| {
            if free {
                format!("z{index}_*: {}", s.project(*id))
            } else {
                format!("x{}: {}", index + 1, s.project(*id))
            }
        }));
    });
    notes
}

//! Importing a project table: paste or file, columns, what would happen, what is wrong.

use leptos::html;
use leptos::prelude::*;

use super::Incoming;
use super::reading::{TableText, show_picker};
use crate::domain::money::MoneyScale;
use crate::domain::{Command, MoneyUnit, ProjectField};
use crate::interchange::encoding::Encoding;
use crate::interchange::project_csv::{self, Mapping, Plan, SameName, column_letters};
use crate::interchange::table::{self, Row};
use crate::state::clock;
use crate::storage::Reason;
use crate::ui::app::App;
use crate::ui::kit::{Button, ButtonKind, SelectField, Symbol, Table};

/// Errors listed; the rest are counted.
const ERRORS_SHOWN: usize = 50;
/// Rows shown of each column.
const SAMPLE_ROWS: usize = 3;

/// The import dialog.
#[component]
pub fn TableImport(table: Option<TableText>) -> impl IntoView {
    let app = App::context();
    let Some(table) = table else { return view! { <Paste /> }.into_any() };
    match table::read(&table.text) {
        Ok(rows) => view! { <Columns table rows /> }.into_any(),
        Err(error) => view! {
            <p class="field-error">{app.lang().import().table_error(&error)}</p>
            <Paste />
        }
        .into_any(),
    }
}

#[component]
fn Paste() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.import();
    let area = NodeRef::<html::Textarea>::new();
    let take = move || {
        let text = area.get_untracked().map(|area| area.value()).unwrap_or_default();
        app.incoming.set(Some(Incoming::Table(Some(TableText {
            name: None,
            text,
            encoding: Encoding::Utf8,
        }))));
    };
    view! {
        <div class="field">
            <label for="paste">{move || t().paste()}</label>
            <textarea
                node_ref=area
                id="paste"
                class="input"
                rows="8"
                aria-describedby="paste-hint"
                // A pasted table is read at once.
                on:paste=move |_| request_animation_frame(take)
            ></textarea>
            <p id="paste-hint" class="field-note">{move || t().paste_hint()}</p>
        </div>
        <div class="dialog-foot">
            <Button label=move || t().choose_file() symbol=Symbol::Folder on_click=show_picker />
            <Button label=move || t().read_paste() kind=ButtonKind::Primary on_click=take />
        </div>
    }
}

#[component]
fn Columns(table: TableText, rows: Vec<Row>) -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.import();
    let (guessed, head) = project_csv::guess(&rows);
    let rows = StoredValue::new(rows);
    let mapping = RwSignal::new(guessed);
    let has_head = RwSignal::new(head);
    let scale = RwSignal::new(app.store.doc().with_untracked(|doc| doc.money.scale));
    let same_name = RwSignal::new(SameName::default());
    let unit = move || MoneyUnit { scale: scale.get(), ..app.store.doc().with(|doc| doc.money) };
    let plan = Memo::new(move |_| {
        let unit = unit();
        app.store.doc().with(|doc| {
            rows.with_value(|rows| {
                let body = rows.get(usize::from(has_head.get())..).unwrap_or_default();
                mapping.with(|mapping| {
                    project_csv::plan(doc, body, mapping, unit, same_name.get(), clock::new_project_id)
                })
            })
        })
    });
    let count = move || plan.with(|plan| plan.added.len() + plan.updated);
    let commit = move || {
        let Plan { edits, added, .. } = plan.get_untracked();
        app.incoming.set(None);
        app.keeper.keep_version(Reason::Import);
        app.dispatch_undoable(Command::MergeProjects { edits, added });
    };
    let source = table
        .name
        .map_or_else(String::new, |name| format!("{name} · {} · ", lang.import().encoding(table.encoding)));
    let no_name = move || mapping.with(|mapping| !mapping.contains(&Some(ProjectField::Name)));
    view! {
        <p class="hint">
            {source}
            {move || t().rows_read(rows.with_value(Vec::len) - usize::from(has_head.get()))}
        </p>
        <div class="import-options">
            <label class="check">
                <input type="checkbox" prop:checked=move || has_head.get()
                    on:change=move |event| has_head.set(event_target_checked(&event)) />
                <span>{move || t().has_head()}</span>
            </label>
            <SelectField
                label=move || t().money()
                options=Signal::derive(move || scale_options(app))
                value=Signal::derive(move || scale_key(scale.get()).to_owned())
                on_choose=move |key: String| scale.set(scale_of(&key))
            />
            <SelectField
                label=move || t().same_name()
                options=Signal::derive(move || vec![
                    ("update".to_owned(), t().same_update().to_owned()),
                    ("add".to_owned(), t().same_add().to_owned()),
                    ("skip".to_owned(), t().same_skip().to_owned()),
                ])
                value=Signal::derive(move || match same_name.get() {
                    SameName::Update => "update",
                    SameName::Add => "add",
                    SameName::Skip => "skip",
                }.to_owned())
                on_choose=move |key: String| same_name.set(match key.as_str() {
                    "add" => SameName::Add,
                    "skip" => SameName::Skip,
                    _ => SameName::Update,
                })
            />
        </div>
        <MappingTable rows mapping has_head />
        <Show when=no_name>
            <p class="field-error">{move || t().no_name()}</p>
        </Show>
        <Errors plan />
        <div class="dialog-foot">
            <p class="import-summary" role="status">
                {move || if count() == 0 {
                    t().nothing_to_import().to_owned()
                } else {
                    plan.with(|plan| t().summary(plan.added.len(), plan.updated, plan.skipped, plan.wrong_rows))
                }}
            </p>
            <Button label=move || t().cancel() kind=ButtonKind::Quiet on_click=move || app.incoming.set(None) />
            <Button label=move || t().import_rows(count()) kind=ButtonKind::Primary
                disabled=Signal::derive(move || count() == 0) on_click=commit />
        </div>
    }
}

#[component]
fn MappingTable(
    rows: StoredValue<Vec<Row>>,
    mapping: RwSignal<Mapping>,
    has_head: RwSignal<bool>,
) -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.import();
    let cell = move |row: usize, column: usize| {
        rows.with_value(|rows| rows.get(row).and_then(|row| row.cells.get(column)).cloned())
            .unwrap_or_default()
    };
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t().left_out().to_owned())];
        options.extend(
            ProjectField::ALL.into_iter().map(|field| (key(field), lang.projects().field(field).to_owned())),
        );
        options
    });
    let width = mapping.with_untracked(Vec::len);
    view! {
        <Table
            caption=move || t().columns()
            columns=Signal::derive(move || vec![
                (t().column().to_owned(), false),
                (t().field().to_owned(), false),
                (t().sample().to_owned(), false),
            ])
        >
            {(0..width)
                .map(|column| {
                    let name = move || {
                        let head = if has_head.get() { cell(0, column) } else { String::new() };
                        t().column_name(&column_letters(column), &head)
                    };
                    let sample = move || {
                        let first = usize::from(has_head.get());
                        let cells = (first..first + SAMPLE_ROWS).map(|row| cell(row, column)).filter(|cell| !cell.is_empty());
                        cells.collect::<Vec<_>>().join(" · ")
                    };
                    view! {
                        <tr>
                            <th scope="row">{name}</th>
                            <td>
                                <select
                                    class="input select"
                                    aria-label=name
                                    prop:value=move || mapping.with(|m| m.get(column).copied().flatten().map(key).unwrap_or_default())
                                    on:change=move |event| {
                                        let chosen = event_target_value(&event);
                                        let field = ProjectField::ALL.into_iter().find(|field| key(*field) == chosen);
                                        mapping.update(|mapping| {
                                            // A field comes from one column.
                                            for other in mapping.iter_mut().filter(|other| field.is_some() && **other == field) {
                                                *other = None;
                                            }
                                            if let Some(place) = mapping.get_mut(column) {
                                                *place = field;
                                            }
                                        });
                                    }
                                >
                                    {move || {
                                        let now = mapping.with(|m| m.get(column).copied().flatten().map(key).unwrap_or_default());
                                        options
                                            .get()
                                            .into_iter()
                                            .map(|(key, word)| {
                                                let chosen = key == now;
                                                view! { <option value=key selected=chosen>{word}</option> }
                                            })
                                            .collect_view()
                                    }}
                                </select>
                            </td>
                            <td class="sample">{sample}</td>
                        </tr>
                    }
                })
                .collect_view()}
        </Table>
    }
}

#[component]
fn Errors(plan: Memo<Plan>) -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.import();
    view! {
        <Show when=move || plan.with(|plan| !plan.errors.is_empty())>
            <section class="import-errors">
                <h3>{move || t().wrong()}</h3>
                <p class="hint">{move || t().wrong_hint()}</p>
                <Table
                    caption=move || t().wrong()
                    columns=Signal::derive(move || vec![(t().place().to_owned(), false), (t().problem().to_owned(), false)])
                >
                    {move || {
                        let errors = plan.with(|plan| plan.errors.iter().take(ERRORS_SHOWN).cloned().collect::<Vec<_>>());
                        errors
                            .into_iter()
                            .map(|error| {
                                let field = lang.projects().field(error.field);
                                let place = t().wrong_place(error.line, &column_letters(error.column), field);
                                view! {
                                    <tr>
                                        <th scope="row">{place}</th>
                                        <td>{lang.errors().value(&error.error)}</td>
                                    </tr>
                                }
                            })
                            .collect_view()
                    }}
                </Table>
                {move || {
                    let more = plan.with(|plan| plan.errors.len().saturating_sub(ERRORS_SHOWN));
                    (more > 0).then(|| view! { <p class="hint">{t().more_errors(more)}</p> })
                }}
            </section>
        </Show>
    }
}

fn key(field: ProjectField) -> String {
    format!("{field:?}")
}

const fn scale_key(scale: MoneyScale) -> &'static str {
    match scale {
        MoneyScale::One => "one",
        MoneyScale::Thousand => "thousand",
        MoneyScale::TenThousand => "ten_thousand",
        MoneyScale::Million => "million",
    }
}

fn scale_of(key: &str) -> MoneyScale {
    MoneyScale::ALL.into_iter().find(|scale| scale_key(*scale) == key).unwrap_or(MoneyScale::One)
}

fn scale_options(app: App) -> Vec<(String, String)> {
    let money = app.store.doc().with(|doc| doc.money);
    let word = |scale| app.lang().projects().money_unit(MoneyUnit { scale, ..money });
    MoneyScale::ALL.into_iter().map(|scale| (scale_key(scale).to_owned(), word(scale))).collect()
}

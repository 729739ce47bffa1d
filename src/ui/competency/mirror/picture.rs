//! The dot plot of own levels against targets, and, on request, the radar by layer.

use leptos::prelude::*;

use super::{Image, number, texts};
use crate::domain::competency::scoring::{Item, median, rating_of};
use crate::domain::competency::{Interest, Key, Level};
use crate::ui::competency::desk::{Desk, name_of};
use crate::ui::competency::layout::{Reading, name_lines};
use crate::ui::kit::{Figure, FigureTable, Tabs, room, text_lines};
use crate::viz::{DotRow, Dots, LABEL_STEP, MOST_AXES, dots, label_room, points, radar};

#[component]
pub(super) fn Pictures(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let chosen = RwSignal::new("dots");
    view! {
        <section class="panel wide pictures">
            <div class="no-print">
                <Tabs
                    label=move || texts(desk).picture()
                    tabs=vec![
                        ("dots", (move || texts(desk).dots()).into()),
                        ("radar", (move || texts(desk).radar()).into()),
                    ]
                    chosen
                />
            </div>
            <div role="tabpanel" id="panel-dots" aria-labelledby="tab-dots" hidden=move || chosen.get() != "dots">
                <DotPlot image />
            </div>
            <div role="tabpanel" id="panel-radar" aria-labelledby="tab-radar" hidden=move || chosen.get() != "radar">
                <Show when=move || chosen.get() == "radar">
                    <LayerRadar image />
                </Show>
            </div>
        </section>
    }
}

/// What counts, the most important gap first, then what is open, then what is met.
fn sorted(image: &Image) -> Vec<Item> {
    let mut items: Vec<Item> = image.standing.gaps().into_iter().cloned().collect();
    items.extend(image.standing.open().cloned());
    items.extend(image.standing.weighted().filter(|item| item.gap() == Some(0)).cloned());
    items
}

#[component]
fn DotPlot(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let width = room();
    let chosen = RwSignal::new(None::<Key>);
    let items = Memo::new(move |_| image.with(|image| image.as_ref().map(sorted).unwrap_or_default()));
    let title = move || {
        image.with(|image| {
            let Some(image) = image else { return String::new() };
            let gaps = image.standing.gaps();
            let n = image.standing.weighted().count();
            match gaps.first() {
                Some(first) => {
                    t().dots_title_gaps(&name_of(desk, &image.model, &first.competency), gaps.len())
                }
                None if image.standing.open().count() == n => t().dots_title_empty(n),
                None => t().dots_title_met(n - image.standing.open().count()),
            }
        })
    };
    let table = Signal::derive(move || {
        image.with(|image| {
            let Some(image) = image else { return FigureTable::default() };
            let locale = desk.lang().locale();
            let plain = |number: u8| number.to_string();
            let rows = items.with(|items| {
                items
                    .iter()
                    .map(|item| {
                        vec![
                            name_of(desk, &image.model, &item.competency),
                            item.level().map_or_else(|| t().dash().to_owned(), |level| plain(level.get())),
                            plain(item.target.get()),
                            item.gap().map_or_else(|| t().dash().to_owned(), plain),
                            plain(item.weight),
                            item.priority()
                                .map_or_else(|| t().dash().to_owned(), |value| number(locale, value, 1)),
                            item.attainment()
                                .map_or_else(|| t().dash().to_owned(), |value| number(locale, value, 2)),
                        ]
                    })
                    .collect()
            });
            let head = [
                t().item(),
                t().own_level(),
                t().target(),
                t().gap(),
                t().weight(),
                t().priority(),
                t().attainment(),
            ];
            FigureTable {
                head: head
                    .into_iter()
                    .enumerate()
                    .map(|(index, word)| (word.to_owned(), index > 0))
                    .collect(),
                rows,
            }
        })
    });
    let svg = move || {
        image.with(|image| {
            let image = image.as_ref()?;
            let items = items.get();
            let room = label_room(width.get());
            let names: Vec<String> =
                items.iter().map(|item| name_of(desk, &image.model, &item.competency)).collect();
            let labels: Vec<Vec<String>> = names.iter().map(|name| name_lines(name, room)).collect();
            let marks: Vec<(Option<u8>, u8, usize)> = items
                .iter()
                .zip(&labels)
                .map(|(item, lines)| (item.level().map(Level::get), item.target.get(), lines.len()))
                .collect();
            let plot = dots(&marks, 5, width.get());
            let rows = items
                .iter()
                .zip(names.iter().zip(labels))
                .zip(&plot.rows)
                .map(|((item, (name, lines)), row)| dot_row(desk, item, name, lines, *row, &plot, chosen))
                .collect_view();
            let ticks = plot
                .ticks
                .iter()
                .map(|(level, x)| {
                    view! {
                        <line class="dot-grid" x1=*x x2=*x y1="22" y2=plot.height></line>
                        <text class="dot-tick" x=*x y="14" text-anchor="middle">{*level}</text>
                    }
                })
                .collect_view();
            Some(view! {
                <svg class="dot-plot" viewBox=format!("0 0 {:.0} {:.0}", plot.width, plot.height) width=plot.width height=plot.height role="list">
                    {ticks}
                    {rows}
                </svg>
            })
        })
    };
    let reading = Signal::derive(move || {
        image.with(|image| {
            let (Some(image), Some(key)) = (image, chosen.get()) else { return String::new() };
            items.with(|items| {
                let item = items.iter().find(|item| item.competency == key);
                item.map(|item| how(desk, &name_of(desk, &image.model, &key), item)).unwrap_or_default()
            })
        })
    });
    view! {
        <Figure title description=move || t().dots_text() name="competency" table>
            {svg}
        </Figure>
        <Reading text=reading />
    }
}

/// How gap, priority and attainment of a row come about.
fn how(desk: Desk, name: &str, item: &Item) -> String {
    let t = texts(desk);
    let locale = desk.lang().locale();
    let (Some(level), Some(gap)) = (item.level(), item.gap()) else {
        return t.row_open(name, item.target.get(), item.weight);
    };
    let attainment = number(locale, item.attainment().unwrap_or_default(), 2);
    let attainment = t.attainment_how(level.get(), item.target.get(), &attainment);
    let interest = item.interest.map_or(1, Interest::get);
    let priority = number(locale, item.priority().unwrap_or_default(), 1);
    let priority = t.priority_how(item.weight, gap, interest, &priority);
    t.row_how(name, level.get(), item.target.get(), gap, &priority, &attainment)
}

fn dot_row(
    desk: Desk,
    item: &Item,
    name: &str,
    lines: Vec<String>,
    row: DotRow,
    plot: &Dots,
    chosen: RwSignal<Option<Key>>,
) -> AnyView {
    let t = texts(desk);
    let label = match item.level() {
        Some(level) => format!("{name}: {}", t.own_at(level.get(), item.target.get())),
        None => format!("{name}: {}", t.no_level()),
    };
    let spoken = label.clone();
    let anchor = if plot.stacked { "start" } else { "end" };
    let label_x = if plot.stacked { 0.0 } else { plot.span.0 - 22.0 };
    let diamond = format!(
        "M{x} {a}L{r} {y}L{x} {b}L{l} {y}Z",
        x = row.target_x,
        y = row.y,
        a = row.y - 7.0,
        b = row.y + 7.0,
        l = row.target_x - 7.0,
        r = row.target_x + 7.0
    );
    let short = item.gap().is_some_and(|gap| gap > 0);
    // The name is a part of the row, also where it stands above.
    let top = (row.y - 14.0).min(row.label_y - 13.0);
    let (key, clicked) = (item.competency.clone(), item.competency.clone());
    view! {
        <g role="listitem" tabindex="0" aria-label=spoken class="dot-row"
            on:focus=move |_| chosen.set(Some(key.clone()))
            on:click=move |_| chosen.set(Some(clicked.clone()))
        >
            <title>{label}</title>
            <rect class="dot-hit" x="0" y=top width=plot.width height=row.y + 14.0 - top></rect>
            {text_lines("dot-label", &lines, (label_x, row.label_y), LABEL_STEP, anchor, name)}
            <line class="dot-axis" x1=plot.span.0 x2=plot.span.1 y1=row.y y2=row.y></line>
            {row.own_x.map(|own| view! { <line class="dot-gap" class:dot-short=short x1=own x2=row.target_x y1=row.y y2=row.y></line> })}
            <path class="dot-target" d=diamond></path>
            {row.own_x.map(|own| view! { <circle class="dot-own" cx=own cy=row.y r="5"></circle> })}
        </g>
    }
    .into_any()
}

#[component]
fn LayerRadar(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    // Layer, median of own levels, median of the targets that count.
    let values = Memo::new(move |_| {
        image.with(|image| {
            let Some(image) = image else { return Vec::new() };
            image
                .model
                .layers
                .iter()
                .map(|layer| {
                    let inside: Vec<_> =
                        image.model.competencies.iter().filter(|one| one.layer == layer.id).collect();
                    let mut own: Vec<u8> = inside
                        .iter()
                        .filter_map(|one| {
                            Some(rating_of(&image.model, &image.round, &one.id)?.level()?.get())
                        })
                        .collect();
                    own.sort_unstable();
                    let mut targets: Vec<u8> = image
                        .standing
                        .items
                        .iter()
                        .filter(|item| inside.iter().any(|one| one.id == item.competency))
                        .map(|item| item.target.get())
                        .collect();
                    targets.sort_unstable();
                    (desk.say(&layer.name), median(&own), median(&targets))
                })
                .collect()
        })
    });
    let table = Signal::derive(move || {
        let locale = desk.lang().locale();
        let word = |value: Option<f64>| {
            value.map_or_else(|| t().dash().to_owned(), |value| number(locale, value, 1))
        };
        FigureTable {
            head: vec![
                (t().layer().to_owned(), false),
                (t().own_level().to_owned(), true),
                (t().target().to_owned(), true),
            ],
            rows: values.with(|values| {
                values
                    .iter()
                    .map(|(name, own, target)| vec![name.clone(), word(*own), word(*target)])
                    .collect()
            }),
        }
    });
    let svg = move || {
        values.with(|values| {
            let series = [
                values.iter().map(|(_, own, _)| *own).collect::<Vec<_>>(),
                values.iter().map(|(_, _, target)| *target).collect(),
            ];
            let picture = radar(&series, 5, 110.0)?;
            let rings = picture.rings.iter().map(|ring| view! { <polygon class="radar-ring" points=points(ring)></polygon> }).collect_view();
            let axes = picture
                .axes
                .iter()
                .zip(values)
                .map(|(axis, (name, _, _))| {
                    let anchor = match axis.side {
                        -1 => "end",
                        0 => "middle",
                        _ => "start",
                    };
                    view! {
                        <line class="radar-axis" x1="0" y1="0" x2=axis.end.0 y2=axis.end.1></line>
                        <text class="dot-label" x=axis.label.0 y=axis.label.1 + 4.0 text-anchor=anchor>{name.clone()}</text>
                    }
                })
                .collect_view();
            let lines = picture
                .series
                .iter()
                .zip(["radar-own", "radar-target"])
                .map(|(corners, class)| view! { <polygon class=class points=points(corners)></polygon> })
                .collect_view();
            Some(view! {
                <svg class="radar" viewBox="-240 -140 480 280" width="480" height="280" role="img" aria-label=t().radar_title()>
                    {rings} {axes} {lines}
                </svg>
            })
        })
    };
    let text = move || match values.with(Vec::len) {
        0..=2 => t().radar_few(),
        3..=MOST_AXES => t().radar_text(),
        _ => t().radar_many(),
    };
    view! {
        <Figure title=move || t().radar_title() description=text name="competency-radar" table>
            {svg}
        </Figure>
    }
}

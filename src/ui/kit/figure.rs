//! Charts: the message as title, a description, the picture, its data as a table behind one key,
//! and the picture as a file.

use leptos::context::Provider;
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::button::IconButton;
use super::dialog::next_number;
use super::icon::Symbol;
use super::menu::{Menu, MenuItem};
use super::picture::{save_png, save_svg};
use super::room::{Room, width_of};
use super::table::Table;
use crate::state::Lang;

/// The data of a chart as a table; true marks columns of numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FigureTable {
    /// Head cells.
    pub head: Vec<(String, bool)>,
    /// The rows, each as long as the head; the first cell names the row.
    pub rows: Vec<Vec<String>>,
}

/// A chart with everything that belongs to it. Its only child is the `<svg>`, which should have
/// `role="img"` where it holds nothing to focus, and a `viewBox`. Inside, [`super::room`] is the width there is.
#[component]
pub fn Figure(
    /// The message, written from the data.
    #[prop(into)]
    title: TextProp,
    /// What is drawn and how to read it.
    #[prop(into)]
    description: TextProp,
    /// Beginning of the name of an exported file.
    #[prop(into)]
    name: TextProp,
    /// The data.
    #[prop(into)]
    table: Signal<FigureTable>,
    /// Set while the picture is saved, for one that else draws only what can be seen.
    #[prop(optional)]
    whole: Option<RwSignal<bool>>,
    children: Children,
) -> impl IntoView {
    let lang = Lang::context();
    let as_table = RwSignal::new(false);
    let picture = NodeRef::<html::Div>::new();
    let room = Room(width_of(picture));
    let id = format!("figure-{}", next_number());
    let described = format!("{id}-text");
    let names = (id.clone(), described.clone());
    let heading = StoredValue::new(title.clone());
    let file = StoredValue::new(name);
    let stem = move || file.with_value(TextProp::get).to_string();
    let save = move |write: fn(NodeRef<html::Div>, &str), end: &'static str| {
        let name = format!("{}.{end}", stem());
        let Some(whole) = whole else { return write(picture, &name) };
        whole.set(true);
        // What is missing is drawn before the next frame.
        request_animation_frame(move || {
            request_animation_frame(move || {
                write(picture, &name);
                whole.try_set(false);
            });
        });
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let typing = event.ctrl_key() || event.meta_key() || event.alt_key();
        if !typing && event.key() == "d" {
            event.stop_propagation();
            as_table.update(|on| *on = !*on);
        }
    };
    view! {
        <figure class="figure" aria-labelledby=names.0 aria-describedby=names.1 on:keydown=on_key>
            <figcaption class="figure-head">
                <div>
                    <h2 class="figure-title" id=id>{move || title.get()}</h2>
                    <p id=described class="hint">{move || description.get()}</p>
                </div>
                <div class="figure-tools">
                    <IconButton
                        label=move || lang.shell().figure_table()
                        symbol=Symbol::Projects
                        pressed=Signal::derive(move || as_table.get())
                        on_click=move || as_table.update(|on| *on = !*on)
                    />
                    <Menu label=move || lang.shell().figure_save() symbol=Symbol::Download icon_only=true>
                        <MenuItem label=move || lang.shell().figure_svg() on_click=move || save(save_svg, "svg") />
                        <MenuItem label=move || lang.shell().figure_png() on_click=move || save(save_png, "png") />
                    </Menu>
                </div>
            </figcaption>
            <div class="figure-picture" node_ref=picture hidden=move || as_table.get()><Provider value=room>{children()}</Provider></div>
            <Show when=move || as_table.get()>
                <Table caption=move || heading.with_value(TextProp::get) columns=Signal::derive(move || table.with(|table| table.head.clone()))>
                    {move || {
                        table.with(|table| {
                            table
                                .rows
                                .iter()
                                .map(|row| {
                                    let cells = row
                                        .iter()
                                        .zip(&table.head)
                                        .enumerate()
                                        .map(|(index, (cell, (_, number)))| {
                                            let (cell, number) = (cell.clone(), *number);
                                            if index == 0 {
                                                view! { <th scope="row">{cell}</th> }.into_any()
                                            } else {
                                                view! { <td class:number=number>{cell}</td> }.into_any()
                                            }
                                        })
                                        .collect_view();
                                    view! { <tr>{cells}</tr> }
                                })
                                .collect_view()
                        })
                    }}
                </Table>
            </Show>
        </figure>
    }
}

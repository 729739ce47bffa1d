//! The whole outline on one A3 page: while printing, every row stands in a plain list that only print shows.

use leptos::prelude::*;

use super::address::View;
use super::desk::Desk;
use crate::interchange::strategy_outline::{RowKind, rows};

const ID: &str = "print-map";

/// Makes the list when printing begins and removes it afterwards.
pub fn follow_printing(desk: Desk) {
    let before = window_event_listener_untyped("beforeprint", move |_| {
        if desk.view.get_untracked() == View::Outline {
            // Without a list the page prints what is on the screen.
            let _ = build(desk);
        }
    });
    let after = window_event_listener_untyped("afterprint", |_| remove());
    on_cleanup(move || {
        before.remove();
        after.remove();
        remove();
    });
}

fn remove() {
    if let Some(list) = document().get_element_by_id(ID) {
        list.remove();
    }
}

/// The browser waits for no effect before it prints, so the nodes are made here and now.
fn build(desk: Desk) -> Option<()> {
    remove();
    let parent = document().query_selector(".page").ok()??;
    let list = document().create_element("div").ok()?;
    list.set_id(ID);
    list.set_class_name("print-map");
    let lines = untrack(|| {
        let rows = desk.graph.with(|graph| desk.with_workspace(|doc| rows(doc, graph)));
        rows.into_iter()
            .map(|row| {
                let level = match row.kind {
                    Some(RowKind::Node(kind)) => desk.kind_word(kind),
                    _ => desk.words().project().to_owned(),
                };
                let weight = row.weight.map(|weight| format!("{}%", super::panel::trimmed(weight.get())));
                let due = row.due.map(|due| due.to_string());
                let owner = Some(row.owner.to_string()).filter(|owner| !owner.is_empty());
                let facts: Vec<String> = [weight, owner, due].into_iter().flatten().collect();
                (row.depth, level, row.name.to_string(), facts.join(" · "))
            })
            .collect::<Vec<_>>()
    });
    for (depth, level, name, facts) in lines {
        let line = document().create_element("p").ok()?;
        // Em spaces, since a style would need a rule for every depth.
        let text = format!("{}{level} {name}", "\u{2003}".repeat(depth.min(8)));
        line.set_text_content(Some(&text));
        if !facts.is_empty() {
            let small = document().create_element("small").ok()?;
            small.set_text_content(Some(&format!(" {facts}")));
            line.append_child(&small).ok()?;
        }
        list.append_child(&line).ok()?;
    }
    parent.append_child(&list).ok()?;
    Some(())
}

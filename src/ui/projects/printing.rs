//! The whole table on paper: while printing, every row stands in a plain table that only print shows.

use leptos::prelude::*;
use web_sys::Element;

use crate::domain::ProjectField;
use crate::ui::overview::shown_money;
use crate::ui::sheet::Sheet;

const ID: &str = "print-table";

/// Makes the table when printing begins and removes it afterwards.
pub fn follow_printing(sheet: Sheet) {
    let before = window_event_listener_untyped("beforeprint", move |_| {
        // Without a table the page prints what is on the screen.
        let _ = build(sheet);
    });
    let after = window_event_listener_untyped("afterprint", |_| remove());
    on_cleanup(move || {
        before.remove();
        after.remove();
        remove();
    });
}

fn remove() {
    if let Some(table) = document().get_element_by_id(ID) {
        table.remove();
    }
}

/// The browser waits for no effect before it prints, so the nodes are made here and now.
fn build(sheet: Sheet) -> Option<()> {
    remove();
    let parent = document().query_selector(".page").ok()??;
    let make = |tag: &str, parent: &Element, text: Option<&str>| -> Option<Element> {
        let node = document().create_element(tag).ok()?;
        node.set_text_content(text);
        parent.append_child(&node).ok()?;
        Some(node)
    };
    let table = make("table", &parent, None)?;
    table.set_id(ID);
    table.set_class_name("print-table");
    let (t, locale, unit) = untrack(|| {
        let lang = sheet.app.lang();
        (lang.projects(), lang.locale(), sheet.app.store.doc().with(|doc| doc.money))
    });
    let head = make("tr", &make("thead", &table, None)?, None)?;
    for field in ProjectField::ALL {
        make("th", &head, Some(&t.head(field, unit)))?;
    }
    let body = make("tbody", &table, None)?;
    for id in sheet.order.get_untracked().iter() {
        let project = sheet.app.store.doc().with_untracked(|doc| doc.project(*id).cloned());
        let Some(project) = project else { continue };
        let row = make("tr", &body, None)?;
        for field in ProjectField::ALL {
            let text = match field {
                ProjectField::Status => t.status_name(project.status).to_owned(),
                ProjectField::Cost => {
                    project.cost.map(|cost| shown_money(locale, unit, cost)).unwrap_or_default()
                }
                _ => field.plain(&project, unit),
            };
            let cell = make("td", &row, Some(&text))?;
            if field == ProjectField::Cost {
                cell.set_class_name("number");
            }
        }
    }
    Some(())
}

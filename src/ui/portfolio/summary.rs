//! What the overview shows of this part.

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::app::App;
use crate::ui::overview::money_text;

/// The decision that holds, or what is there so far; nothing when there is nothing.
#[component]
pub fn Summary() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.portfolio_page();
    let facts = Memo::new(move |_| {
        app.store.doc().with(|doc| {
            let part = &doc.portfolio;
            if part.is_empty() {
                return None;
            }
            let mut facts = Vec::new();
            let headline = match part.decision() {
                Some(decision) => {
                    let tally = crate::domain::portfolio::tally::tally(doc, part, &decision.outcome.chosen);
                    facts.push(format!(
                        "{} {}",
                        lang.portfolio_page().cost(),
                        money_text(app, doc.money, tally.cost)
                    ));
                    facts.push(t().committed_on(&decision.date.to_string(), &decision.title));
                    t().in_decision(decision.outcome.chosen.len())
                }
                None => t().summary_none().to_owned(),
            };
            let on = part.rules.iter().filter(|rule| rule.on).count();
            facts.push(format!("{}: {}", t().constraints(), t().rule_count(on, part.rules.len())));
            if !part.scenarios.is_empty() {
                facts.push(t().scenarios_saved(part.scenarios.len()));
            }
            Some((headline, facts))
        })
    });
    move || {
        facts.get().map(|(headline, facts)| {
            view! {
                <div class="summary">
                    <h3>{headline}</h3>
                    <ul class="pf-facts">{facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul>
                    <p><a href=Route::Portfolio.to_string()>{t().open()}</a></p>
                </div>
            }
        })
    }
}

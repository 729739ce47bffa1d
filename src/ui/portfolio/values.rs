//! Sets of values: which one is in use, where it comes from, and that it follows the ranking.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::data::worded;
use super::desk::Desk;
use crate::domain::id::ValuesId;
use crate::domain::portfolio::{Follow, PortfolioCommand, ValueSource, Values};
use crate::domain::{Extra, Name, Note};
use crate::i18n::sentences::list;
use crate::route::Route;
use crate::state::clock::fresh;
use crate::ui::kit::{Button, ButtonKind, Icon, SelectField, Symbol, TextField};

fn new_set(name: &str, source: ValueSource, follows: Option<Follow>) -> Values {
    Values {
        id: fresh(ValuesId::new),
        name: Name::truncated(name),
        source,
        follows,
        note: Note::default(),
        by_project: Arc::new(BTreeMap::new()),
        with_synergies: true,
        extra: Extra::new(),
    }
}

/// Makes a first set of values to be filled in.
pub fn give_values(desk: Desk) {
    let name = untrack(|| desk.app.lang().portfolio_page()).own_values();
    put_and_use(desk, new_set(name, ValueSource::Typed, None));
}

fn put_and_use(desk: Desk, values: Values) {
    let id = values.id;
    desk.dispatch(PortfolioCommand::All(vec![
        PortfolioCommand::PutValues(values),
        PortfolioCommand::UseValues(id),
    ]));
}

/// Works with the scores of the ranking from now on: with the set that follows it, or with a new one.
pub fn take_ranking(desk: Desk) {
    let there = desk.app.store.doc().with_untracked(|doc| {
        let in_use = doc.selection.set_in_use().map(|set| set.id);
        let fits = |follow: Follow| follow.weights.is_none() || follow.weights == in_use;
        let mut all = doc.portfolio.values.iter();
        all.find(|values| values.follows.is_some_and(fits)).map(|values| values.id)
    });
    if let Some(id) = there {
        desk.dispatch(PortfolioCommand::UseValues(id));
    } else {
        let name = untrack(|| desk.app.lang().portfolio_values()).ranking_name();
        put_and_use(desk, new_set(name, ValueSource::Ranking, Some(Follow::default())));
    }
}

/// A set of values for each set of weights that has none yet.
fn one_for_each(desk: Desk) {
    let t = untrack(|| desk.app.lang().portfolio_values());
    let sets = desk.app.store.doc().with_untracked(|doc| {
        let followed = |id| {
            doc.portfolio.values.iter().any(|values| values.follows == Some(Follow { weights: Some(id) }))
        };
        let all = doc.selection.weight_sets.iter().filter(|set| !followed(set.id));
        all.map(|set| (set.id, t.of_weights(&set.name))).collect::<Vec<_>>()
    });
    let commands = sets.into_iter().map(|(id, name)| {
        let follows = Some(Follow { weights: Some(id) });
        PortfolioCommand::PutValues(new_set(&name, ValueSource::Ranking, follows))
    });
    desk.app.dispatch_undoable(PortfolioCommand::All(commands.collect()));
}

/// Is there a ranking to take values from?
pub fn has_ranking(desk: Desk) -> Memo<bool> {
    Memo::new(move |_| {
        desk.app.store.doc().with(|doc| !doc.selection.criteria.is_empty() && doc.standing().is_ok())
    })
}

/// The choice of the set of values in use, and where its values come from.
#[component]
pub fn ValuesChoice(desk: Desk) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let options = Signal::derive(move || {
        desk.app.store.doc().with(|doc| {
            doc.portfolio
                .values
                .iter()
                .map(|values| (values.id.to_string(), values.name.to_string()))
                .collect()
        })
    });
    let value = Signal::derive(move || {
        desk.part.get().values().map(|values| values.id.to_string()).unwrap_or_default()
    });
    view! {
        <SelectField label=move || t().values_in_use() options value
            disabled=Signal::derive(move || desk.scenario.get().is_some())
            on_choose=move |key: String| {
                if let Ok(id) = key.parse() {
                    desk.dispatch(PortfolioCommand::UseValues(id));
                }
            } />
    }
}

/// Whether the values in use follow the ranking: what they follow, or the way to let them.
#[component]
pub fn FromRanking(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_values();
    let ranked = has_ranking(desk);
    // The whole sentence; none when the values in use follow nothing.
    let source = Memo::new(move |_| {
        let follow = desk.part.get().values()?.follows?;
        desk.app.store.doc().with(|doc| {
            let set = match follow.weights {
                Some(id) => doc.selection.weight_set(id),
                None => doc.selection.set_in_use(),
            };
            let set =
                set.map_or_else(|| lang.selection().equal_weights().to_owned(), |set| set.name.to_string());
            let method = lang.ranking().method(doc.selection.method);
            Some(match doc.followed(follow) {
                Ok(standing) => t().follows(method, &set, standing.places.len()),
                Err(_) => t().no_ranking_now().to_owned(),
            })
        })
    });
    let twice = Memo::new(move |_| {
        let part = desk.part.get();
        desk.app.store.doc().with(|doc| {
            let name = |id| doc.selection.criterion(id).map(|leaf| leaf.name.to_string());
            let names: Vec<String> = doc.cost_counted_twice(&part).into_iter().filter_map(name).collect();
            (!names.is_empty()).then(|| t().cost_twice(&list(lang.locale(), &names, true)))
        })
    });
    view! {
        <div class="pf-source">
            {move || twice.get().map(|words| view! { <p class="hint pf-twice"><Icon symbol=Symbol::Warning /> {words}</p> })}
            {move || match source.get() {
                Some(words) => view! {
                    <p class="hint">{words} " " <a href=format!("{}/ranking", Route::Selection)>{t().see_ranking()}</a></p>
                }.into_any(),
                None if ranked.get() && desk.scenario.get().is_none() => view! {
                    <Button label=move || t().take_ranking() on_click=move || take_ranking(desk) />
                }.into_any(),
                None => ().into_any(),
            }}
        </div>
    }
}

/// Everything about the set of values in use.
#[component]
pub fn ValuesForm(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let v = move || lang.portfolio_values();
    let now = Memo::new(move |_| desk.app.store.doc().with(|doc| doc.portfolio.values().cloned()));
    let edit = move |change: &dyn Fn(&mut Values)| {
        let Some(values) = now.get_untracked() else { return };
        let mut values = (*values).clone();
        change(&mut values);
        desk.dispatch(PortfolioCommand::PutValues(values));
    };
    let follows = Memo::new(move |_| now.with(|values| values.as_ref().and_then(|values| values.follows)));
    let many_weights =
        Memo::new(move |_| desk.app.store.doc().with(|doc| doc.selection.weight_sets.len() > 1));
    let sources = Signal::derive(move || {
        vec![
            ("typed".to_owned(), lang.rules().typed().to_owned()),
            ("ranking".to_owned(), lang.rules().ranking().to_owned()),
            ("money".to_owned(), lang.rules().money().to_owned()),
        ]
    });
    let source = Signal::derive(move || match now.get().map(|values| values.source) {
        Some(ValueSource::Money) => "money".to_owned(),
        Some(ValueSource::Ranking) => "ranking".to_owned(),
        _ => "typed".to_owned(),
    });
    let weights = Signal::derive(move || {
        let mut all = vec![(String::new(), v().weights_in_use().to_owned())];
        desk.app.store.doc().with(|doc| {
            all.extend(
                doc.selection.weight_sets.iter().map(|set| (set.id.to_string(), set.name.to_string())),
            );
        });
        all
    });
    view! {
        <section class="panel pf-part">
            <h2>{move || t().values_title()}</h2>
            <Show when=move || now.with(Option::is_some)>
                <ValuesChoice desk />
                <TextField label=move || t().values_name()
                    value=Signal::derive(move || now.with(|v| v.as_ref().map(|v| v.name.to_string()).unwrap_or_default()))
                    on_commit=move |text: String| {
                        let name = worded(desk, Name::new(&text))?;
                        edit(&|values| values.name = name.clone());
                        Ok(())
                    } />
                <Show when=move || follows.get().is_some()
                    fallback=move || view! {
                        <SelectField label=move || t().values_source() options=sources value=source on_choose=move |key: String| {
                            let source = match key.as_str() {
                                "money" => ValueSource::Money,
                                "ranking" => ValueSource::Ranking,
                                _ => ValueSource::Typed,
                            };
                            edit(&|values| values.source = source);
                        } />
                    }>
                    <SelectField label=move || v().by_weights() options=weights
                        value=Signal::derive(move || follows.get().and_then(|f| f.weights).map(|id| id.to_string()).unwrap_or_default())
                        on_choose=move |key: String| {
                            let follow = Follow { weights: key.parse().ok() };
                            edit(&|values| values.follows = Some(follow));
                        } />
                    <p class="hint">{move || v().followed_hint()}</p>
                </Show>
                <FromRanking desk />
                <label class="pf-checkbox">
                    <input type="checkbox"
                        prop:checked=move || now.with(|v| v.as_ref().is_some_and(|v| v.with_synergies))
                        on:change=move |event| { let on = event_target_checked(&event); edit(&|values| values.with_synergies = on); } />
                    <span>{move || t().with_synergies()}</span>
                </label>
            </Show>
            <div class="button-row">
                <Show when=move || follows.get().is_some()>
                    <Button label=move || v().stop_following() on_click=move || edit(&|values| values.follows = None) />
                </Show>
                <Show when=move || many_weights.get()>
                    <Button label=move || v().one_set_each() on_click=move || one_for_each(desk) />
                </Show>
                <Button label=move || t().add_values() symbol=Symbol::Add on_click=move || give_values(desk) />
                <Show when=move || now.with(Option::is_some)>
                    <Button label=move || t().remove() kind=ButtonKind::Quiet on_click=move || {
                        if let Some(values) = now.get_untracked() {
                            desk.app.dispatch_undoable(PortfolioCommand::RemoveValues(values.id));
                        }
                    } />
                </Show>
            </div>
        </section>
    }
}

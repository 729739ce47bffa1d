//! Cash flows of a project, and what a month of its delay costs.

use leptos::prelude::*;

use super::super::board::{Board, percent, significant};
use super::super::criteria::number_of;
use super::ScoreTabs;
use crate::domain::selection::{
    CashFlow, CashLine, Delay, DelayProfile, Figure, FinanceSettings, SelectionCommand,
};
use crate::domain::{Money, ProjectId, Real};
use crate::ui::kit::{Button, ButtonKind, NumberField, SelectField, Symbol, TextField};

/// The face of the step.
#[component]
pub fn MoneyTables() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.scoring();
    let chosen = RwSignal::new(None::<ProjectId>);
    let project = Memo::new(move |_| {
        board.app.store.doc().with(|doc| {
            let wanted = chosen.get();
            let found = doc.projects.iter().find(|project| Some(project.id) == wanted);
            found.or_else(|| doc.projects.first()).map(|project| project.id)
        })
    });
    let options = Signal::derive(move || {
        let ids: Vec<ProjectId> =
            board.app.store.doc().with(|doc| doc.projects.iter().map(|project| project.id).collect());
        ids.into_iter().map(|id| (id.to_string(), board.project_name(id))).collect()
    });
    view! {
        <ScoreTabs />
        <div class="step-tools">
            <SelectField label=move || lang.projects().title() options
                value=Signal::derive(move || project.get().map(|id| id.to_string()).unwrap_or_default())
                on_choose=move |key: String| chosen.set(key.parse().ok()) />
            <p class="hint">{move || t().money_hint(&lang.projects().money_unit(board.app.store.doc().with(|doc| doc.money)))}</p>
        </div>
        {move || project.get().map(|id| view! { <FlowTable id /> <DelayForm id /> })}
        <Rates />
    }
}

fn amount_text(board: Board, amount: Option<Money>) -> String {
    let unit = board.app.store.doc().with(|doc| doc.money);
    amount.map(|amount| unit.plain(amount)).unwrap_or_default()
}

fn read_amount(board: Board, typed: &str) -> Result<Option<Money>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let unit = board.app.store.doc().with_untracked(|doc| doc.money);
    unit.parse(typed).map(Some).map_err(|error| untrack(|| board.app.lang().errors()).value(&error))
}

#[component]
fn FlowTable(id: ProjectId) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.scoring();
    let flow = Memo::new(move |_| {
        board.part.with(|part| part.cash_flows.get(&id).map(|flow| (**flow).clone())).unwrap_or_default()
    });
    let more = RwSignal::new(0_usize);
    let periods =
        Memo::new(move |_| (flow.with(CashFlow::periods).max(5) + more.get()).min(CashFlow::MAX_PERIODS));
    let set = move |line: CashLine, period: usize, typed: String| -> Result<(), String> {
        let amount = read_amount(board, &typed)?.unwrap_or_default();
        let mut flow = flow.get_untracked();
        flow.set(line, period, amount);
        board.send(SelectionCommand::SetCashFlow(id, Box::new(flow)));
        Ok(())
    };
    view! {
        <section class="side">
            <h2>{move || t().cash_flow()}</h2>
            <div class="table-wrap" role="group" tabindex="0" aria-label=move || t().cash_flow()>
                <table class="table cash">
                    <caption class="sr-only">{move || t().cash_flow()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{move || t().period()}</th>
                            <For each=move || 0..periods.get() key=|period| *period let:period><th scope="col" class="number">{period}</th></For>
                        </tr>
                    </thead>
                    <tbody>
                        {CashLine::ALL.into_iter().map(|line| view! {
                            <tr>
                                <th scope="row">{move || t().cash_line(line)}</th>
                                <For each=move || 0..periods.get() key=|period| *period let:period>
                                    <td class="number"><Amount line period flow set=Callback::new(move |typed: String| set(line, period, typed)) /></td>
                                </For>
                            </tr>
                        }).collect_view()}
                        <tr>
                            <th scope="row">{move || t().net()}</th>
                            <For each=move || 0..periods.get() key=|period| *period let:period>
                                <td class="number">{move || {
                                    let net = flow.with(CashFlow::net_minor).get(period).copied();
                                    net.and_then(|minor| Money::from_minor(minor).ok()).map(|amount| amount_text(board, Some(amount)))
                                }}</td>
                            </For>
                        </tr>
                    </tbody>
                </table>
            </div>
            <div class="button-row">
                <Button label=move || t().add_period() kind=ButtonKind::Quiet symbol=Symbol::Add on_click=move || more.update(|more| *more += 1) />
            </div>
            <dl class="figures">
                {Figure::ALL.into_iter().map(|figure| view! {
                    <div>
                        <dt>{move || lang.criteria().source_word(crate::domain::selection::Source::CashFlow(figure))}</dt>
                        <dd>{move || figure_text(board, id, figure)}</dd>
                    </div>
                }).collect_view()}
            </dl>
        </section>
    }
}

fn figure_text(board: Board, id: ProjectId, figure: Figure) -> String {
    let locale = board.app.lang().locale();
    let number = board.app.store.doc().with(|doc| doc.cash_figure(id, figure));
    if figure == Figure::Irr && number.is_none() {
        let rates = board.app.store.doc().with(|doc| doc.internal_rates(id));
        let rates: Vec<String> = rates.iter().map(|rate| percent(locale, rate / 100.0)).collect();
        if rates.len() > 1 {
            let rates = crate::i18n::sentences::list(locale, &rates, false);
            return board.app.lang().scoring().several_rates(&rates);
        }
    }
    let Some(number) = number else { return "–".to_owned() };
    match figure {
        Figure::Npv => {
            let leaf = crate::domain::selection::Leaf {
                source: crate::domain::selection::Source::CashFlow(figure),
                ..crate::domain::selection::Leaf::default()
            };
            super::shown_number(board, &leaf, number)
        }
        Figure::Irr | Figure::Mirr => percent(locale, number / 100.0),
        _ => significant(locale, number),
    }
}

#[component]
fn Amount(
    line: CashLine,
    period: usize,
    flow: Memo<CashFlow>,
    set: Callback<String, Result<(), String>>,
) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().scoring();
    let error = RwSignal::new(false);
    let value = move || {
        flow.with(|flow| {
            let amount = flow.lines.get(&line).and_then(|amounts| amounts.get(period).copied());
            amount_text(board, amount.filter(|amount| amount.minor() != 0))
        })
    };
    view! {
        <input class="input input-number cash-input" type="text" inputmode="decimal" autocomplete="off"
            aria-label=move || t().cash_cell(t().cash_line(line), period)
            aria-invalid=move || error.get().then_some("true")
            prop:value=value
            on:change=move |event| match set.run(event_target_value(&event)) {
                Ok(()) => error.set(false),
                Err(why) => {
                    error.set(true);
                    board.app.toasts.refuse(why);
                }
            } />
    }
}

/// The rates of the whole workspace.
#[component]
fn Rates() -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().scoring();
    let rates = Memo::new(move |_| board.part.with(|part| part.finance.clone()));
    let field = move |read: fn(&FinanceSettings) -> Real| {
        Signal::derive(move || {
            rates.with(|rates| significant(crate::i18n::Locale::En, read(rates).get() * 100.0))
        })
    };
    let set = move |write: fn(&mut FinanceSettings, Real)| {
        move |typed: String| {
            let number = number_of(board, &typed)?.map_or(0.0, Real::get);
            let mut rates = rates.get_untracked();
            write(&mut rates, Real::or_zero(number / 100.0));
            board.send(SelectionCommand::SetFinance(rates));
            Ok(())
        }
    };
    view! {
        <section class="side">
            <h2>{move || t().rates()}</h2>
            <div class="form-row">
                <NumberField label=move || t().discount() unit="%" value=field(|rates| rates.discount) on_commit=set(|rates, rate| rates.discount = rate) />
                <NumberField label=move || t().finance_rate() unit="%" value=field(|rates| rates.finance) on_commit=set(|rates, rate| rates.finance = rate) />
                <NumberField label=move || t().reinvest() unit="%" value=field(|rates| rates.reinvest) on_commit=set(|rates, rate| rates.reinvest = rate) />
            </div>
        </section>
    }
}

/// The cost of delay in money, beside WSJF.
#[component]
fn DelayForm(id: ProjectId) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.scoring();
    let delay = Memo::new(move |_| {
        board.part.with(|part| part.delays.get(&id).map(|delay| (**delay).clone())).unwrap_or_default()
    });
    let edit = move |change: Box<dyn FnOnce(&mut Delay)>| {
        let mut delay = delay.get_untracked();
        change(&mut delay);
        board.send(SelectionCommand::SetDelay(id, Box::new(delay)));
    };
    let amount =
        move |read: fn(&Delay) -> Option<Money>| Signal::derive(move || amount_text(board, delay.with(read)));
    let set_amount = move |write: fn(&mut Delay, Option<Money>)| {
        move |typed: String| {
            let amount = read_amount(board, &typed)?;
            edit(Box::new(move |delay| write(delay, amount)));
            Ok(())
        }
    };
    let profile = Memo::new(move |_| delay.with(|delay| delay.profile));
    view! {
        <section class="side">
            <h2>{move || t().delay()}</h2>
            <SelectField label=move || t().delay_profile()
                options=Signal::derive(move || DelayProfile::ALL.map(|profile| (format!("{profile:?}"), t().delay_word(profile).to_owned())).to_vec())
                value=Signal::derive(move || format!("{:?}", profile.get()))
                on_choose=move |key: String| {
                    let chosen = DelayProfile::ALL.into_iter().find(|profile| format!("{profile:?}") == key).unwrap_or_default();
                    edit(Box::new(move |delay| delay.profile = chosen));
                } />
            <div class="form-row">
                <Show when=move || matches!(profile.get(), DelayProfile::Steady | DelayProfile::Later)>
                    <NumberField label=move || t().monthly_gain() value=amount(|delay| delay.monthly_gain) on_commit=set_amount(|delay, amount| delay.monthly_gain = amount) />
                </Show>
                <Show when=move || profile.get() == DelayProfile::ClosingWindow>
                    <NumberField label=move || t().lifetime_gain() value=amount(|delay| delay.lifetime_gain) on_commit=set_amount(|delay, amount| delay.lifetime_gain = amount) />
                    <NumberField label=move || t().share_lost() unit="%"
                        value=Signal::derive(move || delay.with(|delay| delay.share_lost.map(|share| significant(crate::i18n::Locale::En, share.get() * 100.0)).unwrap_or_default()))
                        on_commit=move |typed: String| {
                            let share = number_of(board, &typed)?.map(|share| Real::or_zero((share.get() / 100.0).clamp(0.0, 1.0)));
                            edit(Box::new(move |delay| delay.share_lost = share));
                            Ok(())
                        } />
                </Show>
                <Show when=move || profile.get() == DelayProfile::FixedDate>
                    <NumberField label=move || t().one_off_loss() value=amount(|delay| delay.one_off_loss) on_commit=set_amount(|delay, amount| delay.one_off_loss = amount) />
                </Show>
                <Show when=move || matches!(profile.get(), DelayProfile::FixedDate | DelayProfile::Later)>
                    <TextField label=move || t().deadline()
                        value=Signal::derive(move || delay.with(|delay| delay.deadline.map(|day| day.to_string()).unwrap_or_default()))
                        on_commit=move |typed: String| {
                            let edit_of = crate::domain::ProjectField::Start.parse(&typed, crate::domain::MoneyUnit::default());
                            let day = match edit_of.map_err(|error| untrack(|| lang.errors()).value(&error))? {
                                crate::domain::ProjectEdit::Start(day) => day,
                                _ => None,
                            };
                            edit(Box::new(move |delay| delay.deadline = day));
                            Ok(())
                        } />
                </Show>
                <NumberField label=move || t().months()
                    value=Signal::derive(move || delay.with(|delay| delay.months.map(|months| months.to_string()).unwrap_or_default()))
                    on_commit=move |typed: String| {
                        let months = number_of(board, &typed)?.filter(|months| months.get() > 0.0);
                        edit(Box::new(move |delay| delay.months = months));
                        Ok(())
                    } />
            </div>
            <p>{move || delay_text(board, &delay.get())}</p>
        </section>
    }
}

/// Cost of delay a month, and its priority: cost of delay over duration. Reinertsen (2009).
fn delay_text(board: Board, delay: &Delay) -> String {
    let t = board.app.lang().scoring();
    let unit = board.app.lang().projects().money_unit(board.app.store.doc().with(|doc| doc.money));
    if let Some(latest) = delay.latest_start() {
        return t.latest_start(&latest.to_string());
    }
    let Some(monthly) = delay.monthly_cost() else { return t.delay_open().to_owned() };
    let scaled = |number: f64| {
        let leaf = crate::domain::selection::Leaf {
            source: crate::domain::selection::Source::Cost,
            ..crate::domain::selection::Leaf::default()
        };
        super::shown_number(board, &leaf, number)
    };
    let priority = delay.months.map(|months| scaled(monthly / months.get()));
    t.delay_costs(&scaled(monthly), &unit, priority.as_deref())
}

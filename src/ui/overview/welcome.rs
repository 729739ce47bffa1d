//! The first screen: what this is, three ways in, where the data lives.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::route::Route;
use crate::ui::app::App;
use crate::ui::kit::{Button, Icon, Symbol};

/// The first screen of an empty workspace.
#[component]
pub fn Welcome() -> impl IntoView {
    let app = App::context();
    let t = move || app.lang().overview();
    app.keeper.prepare();
    view! {
        <div class="welcome">
            <h1>{move || t().welcome_title()}</h1>
            <p class="lead">{move || t().welcome_lead()}</p>
            <ul class="ways">
                <li>
                    <Way
                        symbol=Symbol::Strategy
                        title=move || t().way_strategy()
                        text=move || t().way_strategy_text()
                        route=Route::Strategy
                    />
                </li>
                <li>
                    <Way
                        symbol=Symbol::Projects
                        title=move || t().way_projects()
                        text=move || t().way_projects_text()
                        route=Route::Projects
                    />
                </li>
                <li>
                    <Way
                        symbol=Symbol::Competency
                        title=move || t().way_competency()
                        text=move || t().way_competency_text()
                        route=Route::Competency
                    />
                </li>
            </ul>
            <div class="button-row">
                <Button label=move || t().open_example() symbol=Symbol::Look on_click=move || app.open_example() />
                <Button label=move || t().open_file() symbol=Symbol::Folder on_click=move || app.open_file() />
                <span class="hint">{move || t().drop_hint()}</span>
            </div>
            <p class="where-data">
                <Icon symbol=Symbol::Safe />
                <span>{move || t().where_data()} " " <a href=Route::Data.to_string()>{move || t().where_data_more()}</a></span>
            </p>
        </div>
    }
}

/// A way in. One whose part is not there yet says so and leads nowhere.
#[component]
fn Way(
    symbol: Symbol,
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    route: Route,
) -> impl IntoView {
    let app = App::context();
    let inside = view! {
        <Icon symbol />
        <span class="way-title">{move || title.get()}</span>
        <span class="way-text">{move || text.get()}</span>
    };
    if route.is_there() {
        view! { <a class="way" href=route.to_string()>{inside}</a> }.into_any()
    } else {
        view! {
            <div class="way way-later">
                {inside}
                <span class="tag">{move || app.lang().overview().later()}</span>
            </div>
        }
        .into_any()
    }
}

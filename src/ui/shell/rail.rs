//! The places: a rail at the left, on a phone a bar at the bottom.

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::action::{Action, route_symbol};
use crate::ui::app::App;
use crate::ui::kit::{Icon, IconButton, Menu, MenuItem, Symbol};

/// Navigation between the places that are there.
#[component]
pub fn Rail() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let here = move |route: Route| (app.router.route() == route).then_some("page");
    view! {
        <nav class="rail" aria-label=move || lang.shell().places()>
            <ul>
                {Route::ALL
                    .iter()
                    .copied()
                    .map(|route| {
                        view! {
                            <li class:rail-extra=!is_on_phone_bar(route)>
                                <a
                                    class="rail-link"
                                    href=route.to_string()
                                    aria-current=move || here(route)
                                    title=move || app.settings.rail_collapsed().then(|| lang.shell().route_name(route))
                                >
                                    <Icon symbol=route_symbol(route) />
                                    <span>{move || lang.shell().route_name(route)}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
                <li class="rail-more">
                    <Menu label=move || lang.shell().more_places() symbol=Symbol::More class="rail-link">
                        {Route::ALL
                            .iter()
                            .copied()
                            .filter(|route| !is_on_phone_bar(*route))
                            .map(|route| {
                                view! {
                                    <MenuItem
                                        label=move || lang.shell().route_name(route)
                                        symbol=route_symbol(route)
                                        on_click=move || app.router.go(route)
                                    />
                                }
                            })
                            .collect_view()}
                    </Menu>
                </li>
            </ul>
            <div class="rail-foot">
                <IconButton
                    label=move || lang.shell().toggle_rail()
                    symbol=Signal::derive(move || if app.settings.rail_collapsed() { Symbol::Right } else { Symbol::Left })
                    on_click=move || Action::ToggleRail.run(app)
                />
            </div>
        </nav>
    }
}

/// A phone's bar has room for four places and a menu of the rest.
fn is_on_phone_bar(route: Route) -> bool {
    matches!(route, Route::Overview | Route::Strategy | Route::Selection | Route::Competency)
}

//! Where the app is: the hash, as a signal.

use leptos::prelude::*;

use crate::route::{Address, Route};

/// The address of the page. A handle.
#[derive(Debug, Clone, Copy)]
pub struct Router {
    route: Memo<Route>,
    rest: Memo<String>,
}

impl Router {
    /// Follows the hash of the page.
    pub fn follow() -> Self {
        let read = || Address::parse(&window().location().hash().unwrap_or_default());
        let address = RwSignal::new(read());
        let handle = window_event_listener(leptos::ev::hashchange, move |_| address.set(read()));
        on_cleanup(move || handle.remove());
        Self {
            route: Memo::new(move |_| address.with(|address| address.route)),
            rest: Memo::new(move |_| address.with(|address| address.rest.clone())),
        }
    }

    /// The place now.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The place now, not tracked.
    pub fn route_untracked(self) -> Route {
        self.route.get_untracked()
    }

    /// What is behind the place in the address; the place's page says what it means.
    pub fn rest(self) -> String {
        self.rest.get()
    }

    /// Goes to a place.
    pub fn go(self, route: Route) {
        self.go_to(route, "");
    }

    /// Goes to somewhere in a place.
    pub fn go_to(self, route: Route, rest: &str) {
        let address = Address { route, rest: rest.to_owned() };
        // The hash is always one of ours, which a browser takes.
        drop(window().location().set_hash(&address.to_string()));
    }

    /// Goes to somewhere in a place without a new step in the browser's history.
    pub fn replace_to(self, route: Route, rest: &str) {
        let address = Address { route, rest: rest.to_owned() };
        // The hash is always one of ours, which a browser takes.
        drop(window().location().replace(&address.to_string()));
    }
}

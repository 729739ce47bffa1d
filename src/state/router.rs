//! Where the app is: the hash, as a signal.

use leptos::prelude::*;

use crate::route::Route;

/// The route of the page. A handle.
#[derive(Debug, Clone, Copy)]
pub struct Router(RwSignal<Route>);

impl Router {
    /// Follows the hash of the page.
    pub fn follow() -> Self {
        let route = RwSignal::new(Self::read());
        let handle = window_event_listener(leptos::ev::hashchange, move |_| route.set(Self::read()));
        on_cleanup(move || handle.remove());
        Self(route)
    }

    fn read() -> Route {
        Route::parse(&window().location().hash().unwrap_or_default())
    }

    /// The route now.
    pub fn route(self) -> Route {
        self.0.get()
    }

    /// The route now, not tracked.
    pub fn route_untracked(self) -> Route {
        self.0.get_untracked()
    }

    /// Goes somewhere.
    pub fn go(self, route: Route) {
        // The hash is always one of ours, which a browser takes.
        drop(window().location().set_hash(&route.to_string()));
    }
}

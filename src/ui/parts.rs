//! The parts of the app whose code is loaded when it is first needed.
//!
//! In a release `scripts/build.sh` cuts the wasm at the functions named here: what only one part reaches goes into a module
//! of its own. Elsewhere (development, tests) they are ordinary functions.

#![cfg_attr(
    split,
    allow(unsafe_code, unused_braces, reason = "the attribute declares an import and an export by name")
)]

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
pub use leptos::wasm_split::SplitLoaderError as NotLoaded;

use super::app::App;
use super::files::{self, Incoming, Refusal};
use super::kit::{Button, ButtonKind, EmptyState, Progress};
use super::{competency, data, first, overview, portfolio, projects, selection, strategy};
use crate::domain::{Workspace, WorkspaceId};
use crate::interchange::example::{self, Tongue};
use crate::route::Route;
use crate::storage::Codec;

/// `part: fn name(arguments) -> result { body }`: a function of a part, async to its callers, who get [`NotLoaded`] when
/// the part's code cannot be fetched. `part, load:` names the function that only fetches it.
macro_rules! parts {
    ($(
        $(#[$doc:meta])*
        $part:ident $(, $load:ident)?: $vis:vis fn $name:ident($($arg:ident: $kind:ty),*) -> $out:ty $body:block
    )*) => { $(
        #[cfg(split)]
        #[leptos::wasm_split::wasm_split(
            $part, wasm_split_path = ::leptos::wasm_split, $(preload($load),)? fallible
        )]
        $(#[$doc])*
        $vis fn $name($($arg: $kind),*) -> Result<$out, NotLoaded> { Ok($body) }

        $(
            #[cfg(not(split))]
            async fn $load() -> Result<(), NotLoaded> { Ok(()) }
        )?

        #[cfg(not(split))]
        $(#[$doc])*
        $vis async fn $name($($arg: $kind),*) -> Result<$out, NotLoaded> { Ok($body) }
    )* };
}

parts! {
    places, load_standing: fn standing() -> AnyView { view! { <overview::Standing /> }.into_any() }
    places, load_projects: fn projects_page() -> AnyView { view! { <projects::Page /> }.into_any() }
    places, load_data: fn data_page() -> AnyView { view! { <data::Page /> }.into_any() }
    places, load_dialogs: fn file_dialogs() -> AnyView { view! { <files::FileDialogs /> }.into_any() }
    strategy, load_strategy: fn strategy_page() -> AnyView { view! { <strategy::Page /> }.into_any() }
    selection, load_selection: fn selection_page() -> AnyView { view! { <selection::Page /> }.into_any() }
    portfolio, load_portfolio: fn portfolio_page() -> AnyView { view! { <portfolio::Page /> }.into_any() }
    competency, load_competency: fn competency_page() -> AnyView { view! { <competency::Page /> }.into_any() }

    documents: fn codec() -> Codec { Codec::here() }

    /// What bytes hold, as if they were a file of this name.
    ///
    /// # Errors
    /// [`NotLoaded`] when the code that reads files cannot be fetched.
    places: pub fn understood(name: String, bytes: Vec<u8>, codec: Codec) -> Result<Incoming, Refusal> {
        files::understand(name, &bytes, codec)
    }

    /// The example in a language, under an id; none when its content is not as it should be.
    ///
    /// # Errors
    /// [`NotLoaded`] when the code that reads it cannot be fetched.
    example: pub fn example_workspace(content: String, tongue: Tongue, id: WorkspaceId) -> Option<Workspace> {
        example::workspace(&content, tongue, id).ok()
    }
}

/// The code that reads and writes documents; none when it cannot be fetched.
pub fn get_codec() -> LocalBoxFuture<'static, Option<Codec>> {
    async { codec().await.ok() }.boxed_local()
}

/// A view of its own code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What a place shows.
    Place(Route),
    /// The dialogs of opened files.
    FileDialogs,
}

impl Part {
    async fn load(self) -> Result<(), NotLoaded> {
        match self {
            Self::Place(Route::Overview) => load_standing().await,
            Self::Place(Route::Strategy) => load_strategy().await,
            Self::Place(Route::Selection) => load_selection().await,
            Self::Place(Route::Portfolio) => load_portfolio().await,
            Self::Place(Route::Competency) => load_competency().await,
            Self::Place(Route::Projects) => load_projects().await,
            Self::Place(Route::Data) => load_data().await,
            Self::FileDialogs => load_dialogs().await,
        }
    }

    /// Its view, made under the present owner, once its code is there.
    fn view(self) -> Option<AnyView> {
        let view = match self {
            Self::Place(Route::Overview) => standing().now_or_never(),
            Self::Place(Route::Strategy) => strategy_page().now_or_never(),
            Self::Place(Route::Selection) => selection_page().now_or_never(),
            Self::Place(Route::Portfolio) => portfolio_page().now_or_never(),
            Self::Place(Route::Competency) => competency_page().now_or_never(),
            Self::Place(Route::Projects) => projects_page().now_or_never(),
            Self::Place(Route::Data) => data_page().now_or_never(),
            Self::FileDialogs => file_dialogs().now_or_never(),
        };
        view.and_then(Result::ok)
    }
}

/// Where the code of something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// On its way.
    Coming,
    /// Here.
    There,
    /// It could not be fetched.
    Missing,
}

/// A part, or what stands for it until its code is there.
#[component]
pub fn Later(
    /// Which one.
    part: Part,
) -> impl IntoView {
    let keeper = App::context().keeper;
    let code = RwSignal::new(Code::Coming);
    let fetch = move || {
        code.set(Code::Coming);
        spawn_local(async move {
            let found = if part.load().await.is_ok() { Code::There } else { Code::Missing };
            // The part may have been left meanwhile.
            let _ = code.try_set(found);
            // What can be seen comes first.
            keeper.prepare();
        });
    };
    fetch();
    move || match code.get() {
        Code::There => part.view().into_any(),
        code => view! { <Waiting code again=fetch /> }.into_any(),
    }
}

/// What stands for code that is not there.
#[component]
pub fn Waiting(
    /// On its way or missing.
    code: Code,
    /// Tries to fetch it again.
    again: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let lang = App::context().lang();
    if code == Code::Missing {
        first::end();
        view! {
            <EmptyState title=move || lang.shell().part_missing() text=move || lang.shell().part_missing_why()>
                <Button label=move || lang.shell().try_again() kind=ButtonKind::Primary on_click=move |()| again() />
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Progress label=move || lang.shell().loading() /> }.into_any()
    }
}

//! Between the tabs of this browser: who writes, and what the others should know.

use js_sys::{Array, Function, Object, Promise, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, BroadcastChannel, MessageEvent};

use crate::domain::WorkspaceId;

const CHANNEL: &str = "pmo-planner";

/// What one tab tells the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Message {
    /// A workspace was saved.
    Saved {
        /// Which.
        id: WorkspaceId,
    },
    /// The writer of a workspace is asked to save and let go.
    LetGo {
        /// Which.
        id: WorkspaceId,
    },
    /// The writer has let go.
    Gone {
        /// Which.
        id: WorkspaceId,
    },
    /// Workspaces were added, renamed or removed.
    Listed,
    /// Everything was erased.
    Erased,
}

/// The channel to the other tabs; silent where the browser has none.
#[derive(Debug, Clone)]
pub struct Channel(Option<BroadcastChannel>);

impl Channel {
    /// Opens the channel and hands on what comes.
    pub fn open(on_message: impl Fn(Message) + 'static) -> Self {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        if let Some(channel) = &channel {
            let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let message = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok());
                if let Some(message) = message {
                    on_message(message);
                }
            });
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            heard.forget();
        }
        Self(channel)
    }

    /// Tells the other tabs.
    pub fn tell(&self, message: &Message) {
        if let (Some(channel), Ok(text)) = (&self.0, serde_json::to_string(message)) {
            // Others that cannot be told find out when they save.
            drop(channel.post_message(&JsValue::from_str(&text)));
        }
    }
}

/// How a lock is asked for.
#[derive(Debug, Clone)]
pub enum Ask {
    /// Only if it is free.
    IfFree,
    /// In the queue, until granted or aborted.
    Wait(AbortController),
    /// At once, from whoever has it.
    Steal,
}

/// A lock that this tab holds.
#[derive(Debug, Clone)]
pub struct Held {
    release: Function,
    /// Rejected when another tab takes the lock.
    outer: Promise,
}

impl Held {
    /// Lets go.
    pub fn release(&self) {
        // The function of a promise cannot fail.
        drop(self.release.call0(&JsValue::UNDEFINED));
    }

    /// Waits until it is let go; true when another tab took it.
    pub async fn taken(&self) -> bool {
        JsFuture::from(self.outer.clone()).await.is_err()
    }
}

/// What became of asking.
#[derive(Debug, Clone)]
pub enum Answer {
    /// This tab has it.
    Held(Held),
    /// Another tab has it, or the waiting was aborted.
    Refused,
    /// The browser has no locks: every tab writes, and a save finds out who was overtaken.
    NoLocks,
}

/// Asks for the right to write a workspace.
pub async fn ask(id: WorkspaceId, how: &Ask) -> Answer {
    let navigator = leptos::prelude::window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).unwrap_or_default();
    let request = Reflect::get(&locks, &"request".into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    let Some(request) = request else { return Answer::NoLocks };

    let options = Object::new();
    let set = |key: &str, value: &JsValue| drop(Reflect::set(&options, &key.into(), value));
    match how {
        Ask::IfFree => set("ifAvailable", &JsValue::TRUE),
        Ask::Wait(abort) => set("signal", &abort.signal()),
        Ask::Steal => set("steal", &JsValue::TRUE),
    }
    let mut release = None;
    let hold = Promise::new(&mut |resolve, _| release = Some(resolve));
    let mut grant = None;
    let granted = Promise::new(&mut |resolve, _| grant = Some(resolve));
    let (Some(release), Some(grant)) = (release, grant) else { return Answer::Refused };
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let is_held = !lock.is_null();
        drop(grant.call1(&JsValue::UNDEFINED, &JsValue::from_bool(is_held)));
        if is_held { hold.into() } else { JsValue::UNDEFINED }
    });
    let name = JsValue::from_str(&format!("writer:{id}"));
    let outer = request.call3(&locks, &name, &options, &callback).ok();
    let Some(outer) = outer.and_then(|outer| outer.dyn_into::<Promise>().ok()) else {
        return Answer::NoLocks;
    };
    match JsFuture::from(Promise::race(&Array::of2(&granted, &outer))).await {
        Ok(yes) if yes.is_truthy() => Answer::Held(Held { release, outer }),
        Ok(_) => Answer::Refused,
        // Aborted while waiting, or a page that may not lock (then nobody else may either).
        Err(_) if matches!(how, Ask::Wait(_)) => Answer::Refused,
        Err(_) => Answer::NoLocks,
    }
}

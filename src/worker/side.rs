//! The worker's side: one job after the other.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::protocol::{Job, Message, News, PROTOCOL, Reply, Request};
use crate::domain::portfolio::answer::{Choice, Progress};
use crate::domain::portfolio::query;
use crate::domain::portfolio::solve;
use crate::domain::portfolio::timetable::{Plan, PlanMarginal};
use crate::domain::selection::query as selection;

/// The bound is told this often at most; better choices at once the first time, then as often.
const NEWS_MILLIS: f64 = 60.0;

/// Listens for requests. Called once by the worker's `main`.
pub fn start() {
    console_error_panic_hook::set_once();
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let to_page = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            answer(&to_page, &text);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&scope, &Message::Ready { protocol: PROTOCOL });
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &Message) {
    if let Ok(text) = serde_json::to_string(message) {
        let _ = scope.post_message(&JsValue::from_str(&text));
    }
}

fn answer(scope: &DedicatedWorkerGlobalScope, text: &str) {
    let request = match serde_json::from_str::<Request>(text) {
        Ok(request) if request.protocol == PROTOCOL => request,
        Ok(request) => return post(scope, &Message::Unreadable { ticket: request.ticket }),
        Err(_) => return post(scope, &Message::Unreadable { ticket: 0 }),
    };
    let clock = Clock::new(scope);
    let ticket = request.ticket;
    let reply = match request.job {
        Job::Portfolio(query) => {
            let mut teller = Teller {
                scope,
                clock: &clock,
                ticket,
                end: request.seconds.map_or(f64::INFINITY, |seconds| seconds * 1_000.0),
                waiting: None,
                told: f64::NEG_INFINITY,
                told_bound: 0.0,
            };
            Reply::Portfolio(solve::run(&query, &mut teller))
        }
        Job::Selection(query) => {
            let mut told = 0.0;
            Reply::Selection(selection::run(query, &mut |done| {
                let now = clock.millis();
                if now - told >= NEWS_MILLIS {
                    told = now;
                    post(scope, &Message::News { ticket, news: News::Selection(done), millis: now });
                }
            }))
        }
    };
    post(scope, &Message::Done { ticket, reply, millis: clock.millis() });
}

/// Milliseconds since a job began.
struct Clock {
    performance: Option<web_sys::Performance>,
    begun: f64,
}

impl Clock {
    fn new(scope: &DedicatedWorkerGlobalScope) -> Self {
        let performance = scope.performance();
        let begun = performance.as_ref().map_or(0.0, web_sys::Performance::now);
        Self { performance, begun }
    }

    fn millis(&self) -> f64 {
        self.performance.as_ref().map_or(0.0, |performance| performance.now() - self.begun)
    }
}

/// Posts what a search tells, not too often.
struct Teller<'a> {
    scope: &'a DedicatedWorkerGlobalScope,
    clock: &'a Clock,
    ticket: u32,
    end: f64,
    /// The latest find that has not been told.
    waiting: Option<query::News>,
    told: f64,
    told_bound: f64,
}

impl Teller<'_> {
    fn post(&self, news: query::News, millis: f64) {
        post(self.scope, &Message::News { ticket: self.ticket, news: News::Portfolio(news), millis });
    }

    fn find(&mut self, news: query::News) {
        let now = self.clock.millis();
        if now - self.told >= NEWS_MILLIS {
            self.told = now;
            self.waiting = None;
            self.post(news, now);
        } else {
            self.waiting = Some(news);
        }
    }
}

impl Progress for Teller<'_> {
    fn stop(&mut self) -> bool {
        let now = self.clock.millis();
        if now - self.told >= NEWS_MILLIS
            && let Some(news) = self.waiting.take()
        {
            self.told = now;
            self.post(news, now);
        }
        now >= self.end
    }

    fn found(&mut self, choice: &Choice) {
        self.find(query::News::Found(choice.clone()));
    }

    fn bound(&mut self, bound: f64, nodes: u64) {
        let now = self.clock.millis();
        if now - self.told_bound >= NEWS_MILLIS && bound.is_finite() {
            self.told_bound = now;
            self.post(query::News::Bound { bound, nodes }, now);
        }
    }

    fn found_starts(&mut self, starts: &[Option<usize>], value: f64) {
        self.find(query::News::Plan { starts: starts.to_vec(), value });
    }

    fn ranked(&mut self, plan: &Plan) {
        self.post(query::News::Ranked(plan.clone()), self.clock.millis());
    }

    fn priced(&mut self, marginal: &PlanMarginal) {
        self.post(query::News::Priced(marginal.clone()), self.clock.millis());
    }

    fn step(&mut self, done: usize, of: usize) {
        let now = self.clock.millis();
        if now - self.told_bound >= NEWS_MILLIS {
            self.told_bound = now;
            self.post(query::News::Step { done, of }, now);
        }
    }
}

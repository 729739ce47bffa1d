//! Asking the solver. The one place that knows where it runs.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::portfolio::answer::{Choice, Progress};
use crate::domain::portfolio::query::{News, Query, Reply};
use crate::domain::portfolio::solve::run;

/// A question under way.
#[derive(Debug, Clone)]
pub struct Job(Rc<Cell<bool>>);

impl Job {
    /// Ends it: nothing more is heard of it.
    pub fn cancel(&self) {
        self.0.set(true);
    }
}

/// Asks a question; `news` hears of what is found on the way, `reply` of the answer.
pub fn ask(query: Query, news: impl Fn(News) + 'static, reply: impl FnOnce(Reply) + 'static) -> Job {
    let cancelled = Rc::new(Cell::new(false));
    let flag = Rc::clone(&cancelled);
    set_timeout(
        move || {
            if flag.get() {
                return;
            }
            let mut inside = InPage { news, cancelled: Rc::clone(&flag), until: now() + LIMIT };
            let answer = run(&query, &mut inside);
            if !flag.get() {
                reply(answer);
            }
        },
        std::time::Duration::ZERO,
    );
    Job(cancelled)
}

const LIMIT: f64 = 5_000.0;

/// Milliseconds of a clock that only goes forward.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

struct InPage<N> {
    news: N,
    cancelled: Rc<Cell<bool>>,
    until: f64,
}

impl<N: Fn(News)> Progress for InPage<N> {
    fn stop(&mut self) -> bool {
        self.cancelled.get() || now() > self.until
    }
    fn found(&mut self, choice: &Choice) {
        (self.news)(News::Found(choice.clone()));
    }
    fn bound(&mut self, bound: f64, nodes: u64) {
        (self.news)(News::Bound { bound, nodes });
    }
    fn found_starts(&mut self, starts: &[Option<usize>], value: f64) {
        (self.news)(News::Plan { starts: starts.to_vec(), value });
    }
    fn step(&mut self, done: usize, of: usize) {
        (self.news)(News::Step { done, of });
    }
}

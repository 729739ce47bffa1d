//! Asking the solver. The one place that knows where it runs: in the worker.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::window;

use crate::domain::portfolio::query::{News, Query, Reply};
use crate::worker::page::{self, End, Ticket};
use crate::worker::protocol;

/// A schedule is as good as it gets long before its proof ends; after so many seconds it is shown.
const SCHEDULE_SECONDS: f64 = 30.0;

/// A question under way.
#[derive(Debug, Clone)]
pub struct Job {
    ticket: Option<Ticket>,
    is_over: Rc<Cell<bool>>,
}

impl Job {
    /// Ends it: nothing more is heard of it.
    pub fn cancel(&self) {
        if !self.is_over.replace(true)
            && let Some(ticket) = self.ticket
        {
            ticket.cancel();
        }
    }
}

/// Asks a question; `news` hears of what is found on the way, `reply` of the answer: none when the browser
/// runs no worker.
pub fn ask(query: Query, news: impl Fn(News) + 'static, reply: impl FnOnce(Option<Reply>) + 'static) -> Job {
    let is_over = Rc::new(Cell::new(false));
    let (heard, ended) = (Rc::clone(&is_over), Rc::clone(&is_over));
    let seconds = matches!(query, Query::Schedule { .. } | Query::Level { .. }).then_some(SCHEDULE_SECONDS);
    #[allow(irrefutable_let_patterns, reason = "other parts may tell other things")]
    let on_news = move |told: protocol::News, _: f64| {
        if let (false, protocol::News::Portfolio(told)) = (heard.get(), told) {
            news(told);
        }
    };
    #[allow(irrefutable_let_patterns, reason = "other parts may have other results")]
    let on_end = move |end: End| {
        if ended.replace(true) {
            return;
        }
        match end {
            End::Done(answer, _) => {
                reply(if let protocol::Reply::Portfolio(answer) = answer { Some(answer) } else { None });
            }
            End::Failed(_) => reply(None),
            End::Cancelled => {}
        }
    };
    let ticket = page::ask(protocol::Job::Portfolio(query), seconds, on_news, on_end);
    Job { ticket, is_over }
}

/// Milliseconds of a clock that only goes forward.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

//! Asking the worker for the long checks.

use leptos::prelude::*;

use super::Checks;
use crate::domain::selection::query::{Query, Ranked, Reply};
use crate::worker::page::{self, End, Ticket};
use crate::worker::protocol::{self, Job};

/// A check under way and what came of it. A handle.
#[derive(Clone, Copy)]
pub struct Check {
    /// 0 to 1 while it runs.
    pub progress: RwSignal<Option<f64>>,
    /// The last answer; none before the first and after a cancelled one.
    pub reply: RwSignal<Option<Reply>>,
    /// Did the browser run no worker?
    pub failed: RwSignal<bool>,
    ticket: StoredValue<Option<Ticket>>,
}

impl Check {
    /// One that has not begun. It ends when its place on the page goes.
    pub fn new() -> Self {
        let check = Self {
            progress: RwSignal::new(None),
            reply: RwSignal::new(None),
            failed: RwSignal::new(false),
            ticket: StoredValue::new(None),
        };
        on_cleanup(move || check.cancel());
        check
    }

    /// Asks; an earlier question is dropped.
    pub fn start(self, query: Query) {
        self.cancel();
        self.progress.set(Some(0.0));
        self.failed.set(false);
        let on_news = move |news: protocol::News, _: f64| {
            if let protocol::News::Selection(done) = news {
                self.progress.try_set(Some(done));
            }
        };
        let on_end = move |end: End| match end {
            End::Done(protocol::Reply::Selection(reply), _) => {
                self.reply.try_set(Some(reply));
                self.progress.try_set(None);
            }
            End::Cancelled => {
                self.progress.try_set(None);
            }
            End::Done(..) | End::Failed(_) => {
                self.progress.try_set(None);
                self.failed.try_set(true);
            }
        };
        let ticket = page::ask(Job::Selection(query), None, on_news, on_end);
        self.ticket.set_value(ticket);
    }

    /// Ends it; what an earlier one found stays.
    pub fn cancel(self) {
        if let Some(Some(ticket)) = self.ticket.try_update_value(Option::take) {
            ticket.cancel();
        }
    }
}

/// The numbers to ask about; none while there is no ranking.
pub fn ranked(checks: Checks) -> Option<Ranked> {
    checks
        .subject
        .with_untracked(|subject| subject.as_ref().map(|subject| Ranked::new(&subject.table, subject.method)))
}

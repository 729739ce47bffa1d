//! What the page and the worker say to each other, as JSON texts.
//!
//! To run something else there: a variant in [`Job`], [`News`] and [`Reply`], and an arm in `side.rs`.

use serde::{Deserialize, Serialize};

use crate::domain::portfolio::query;
use crate::domain::selection::query as selection;

/// Both sides must agree. The worker's files have no hash in their names, so that an old one could be in a cache.
pub const PROTOCOL: u32 = 4;

/// Something to compute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// A question about a portfolio or a timetable.
    Portfolio(query::Query),
    /// A long check of a ranking.
    Selection(selection::Query),
}

/// Told while a job runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// Of [`Job::Portfolio`].
    Portfolio(query::News),
    /// Of [`Job::Selection`]: how much is done, 0 to 1.
    Selection(f64),
}

/// The result of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Of [`Job::Portfolio`].
    Portfolio(query::Reply),
    /// Of [`Job::Selection`].
    Selection(selection::Reply),
}

/// From the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The page's [`PROTOCOL`].
    pub protocol: u32,
    /// Comes back with everything that is said of the job.
    pub ticket: u32,
    /// End after so many seconds with the best that there is; none: when it is done.
    pub seconds: Option<f64>,
    /// What to compute.
    pub job: Job,
}

/// From the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Message {
    /// It listens.
    Ready {
        /// Its [`PROTOCOL`].
        protocol: u32,
    },
    /// A job goes on.
    News {
        /// Which.
        ticket: u32,
        /// What is new.
        news: News,
        /// Milliseconds since it began.
        millis: f64,
    },
    /// A job has ended.
    Done {
        /// Which.
        ticket: u32,
        /// The result.
        reply: Reply,
        /// Milliseconds that it took.
        millis: f64,
    },
    /// The request could not be read.
    Unreadable {
        /// Its ticket; 0 when not even that could be read.
        ticket: u32,
    },
}

/// Why a job has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The browser starts no worker.
    NoWorker,
    /// The worker has stopped: out of memory, or a fault of its own.
    Stopped,
    /// The worker is of another version: the page must be loaded anew.
    OtherVersion,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::portfolio::model::Model;

    #[test]
    fn requests_and_messages_cross_as_text() {
        let request = Request {
            protocol: PROTOCOL,
            ticket: 7,
            seconds: Some(1.5),
            job: Job::Portfolio(query::Query::Select { model: Model::default(), count: 2 }),
        };
        let text = serde_json::to_string(&request).expect("text");
        assert_eq!(serde_json::from_str::<Request>(&text).expect("request"), request);
        let message = Message::News {
            ticket: 7,
            news: News::Portfolio(query::News::Bound { bound: 12.5, nodes: 3 }),
            millis: 0.25,
        };
        let text = serde_json::to_string(&message).expect("text");
        assert_eq!(serde_json::from_str::<Message>(&text).expect("message"), message);
    }
}

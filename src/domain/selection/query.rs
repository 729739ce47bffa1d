//! Long checks as plain data, so that they cross to a worker.

use serde::{Deserialize, Serialize};

use super::methods::{Measure, Method, Table};
use super::robustness::{
    Ranges, Reversal, SelfTest, Smaa, SmaaResult, TrustError, Uncertain, WeightRanges, WeightSpace,
};
use crate::domain::numeric::{Matrix, real};

/// What is ranked: the parts of a [`Table`], which is checked when it is put together again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    /// Projects by criteria.
    pub scores: Matrix,
    /// The criteria.
    pub measures: Vec<Measure>,
    /// Their weights.
    pub weights: Vec<f64>,
    /// By which method.
    pub method: Method,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Query {
    /// Weights and scores drawn at random.
    Draws {
        /// What is ranked.
        ranked: Ranked,
        /// Scores known as ranges.
        uncertain: Vec<Uncertain>,
        /// Weights allowed.
        space: WeightSpace,
        /// How many draws.
        samples: usize,
        /// The seed.
        seed: u64,
    },
    /// How far each weight may move.
    Ranges {
        /// What is ranked.
        ranked: Ranked,
        /// The projects that must stay ahead of the others.
        chosen: Vec<usize>,
    },
    /// The rank-reversal self test.
    SelfTest {
        /// What is ranked.
        ranked: Ranked,
        /// At most so many projects are copied and removed.
        limit: usize,
    },
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// To [`Query::Draws`].
    Draws(SmaaResult),
    /// To [`Query::Ranges`].
    Ranges(Ranges),
    /// To [`Query::SelfTest`].
    SelfTest {
        /// What was found.
        findings: Vec<Reversal>,
        /// How many runs of the method there were.
        runs: usize,
    },
    /// There is none.
    Refused(TrustError),
}

/// Draws between two reports.
const AT_ONCE: usize = 100;

/// Answers a question; the other hears how much is done, 0 to 1.
pub fn run(query: Query, told: &mut dyn FnMut(f64)) -> Reply {
    answered(query, told).unwrap_or_else(Reply::Refused)
}

fn answered(query: Query, told: &mut dyn FnMut(f64)) -> Result<Reply, TrustError> {
    match query {
        Query::Draws { ranked, uncertain, space, samples, seed } => {
            let method = ranked.method;
            let mut analysis = Smaa::new(&ranked.table()?, method, &uncertain, &space, samples, seed)?;
            while analysis.advance(AT_ONCE) {
                told(analysis.progress());
            }
            Ok(Reply::Draws(analysis.result()))
        }
        Query::Ranges { ranked, chosen } => {
            let method = ranked.method;
            let mut ranges = WeightRanges::new(&ranked.table()?, method, &chosen)?;
            while ranges.advance()? {
                told(ranges.progress());
            }
            Ok(Reply::Ranges(ranges.result()))
        }
        Query::SelfTest { ranked, limit } => {
            let method = ranked.method;
            let mut test = SelfTest::new(&ranked.table()?, method, limit)?;
            while test.step() {
                told(real(test.done()) / real(test.total().max(1)));
            }
            Ok(Reply::SelfTest { findings: test.findings().to_vec(), runs: test.total() })
        }
    }
}

impl Ranked {
    /// The parts of a table.
    pub fn new(table: &Table, method: Method) -> Self {
        Self {
            scores: table.scores().clone(),
            measures: table.measures().to_vec(),
            weights: table.weights().to_vec(),
            method,
        }
    }

    fn table(self) -> Result<Table, TrustError> {
        Ok(Table::new(self.scores, self.measures, &self.weights)?)
    }
}

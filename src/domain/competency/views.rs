//! Self, manager and peers beside each other: differences with their direction, never an average.

use super::model::Model;
use super::record::{Assessment, Relation, Seen, View};
use super::scoring::{median, rating_of};
use super::value::{Answer, Key, Level};

/// So many peers must have seen a competency before it is shown (`min_peer_raters_to_show` of the model).
pub const MIN_PEERS: usize = 3;

/// What a difference calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// The same level.
    Agree,
    /// One level apart: mention it.
    Mention,
    /// Two levels or more apart: talk about it.
    Discuss,
}

impl Weight {
    /// Of a difference in levels.
    pub fn of(difference: f64) -> Self {
        match difference.abs() {
            d if d < 1.0 => Self::Agree,
            d if d < 2.0 => Self::Mention,
            _ => Self::Discuss,
        }
    }
}

/// One manager's view of one competency.
#[derive(Debug, Clone, PartialEq)]
pub struct Sight {
    /// The level, or that it was not observed; none: nothing said.
    pub answer: Option<Answer>,
    /// In words.
    pub comment: String,
    /// Self minus other, in levels: positive when the person sees it higher.
    pub difference: Option<i8>,
}

/// What peers see of one competency.
#[derive(Debug, Clone, PartialEq)]
pub struct Peers {
    /// How many gave a level.
    pub seen: usize,
    /// How many did not observe it.
    pub not_observed: usize,
    /// Lowest, median and highest, only when at least three gave a level.
    pub spread: Option<(Level, f64, Level)>,
    /// Self minus the median, in levels.
    pub difference: Option<f64>,
    /// What they say in words, in an order that says nothing of who said it; only with a spread.
    pub comments: Vec<String>,
}

/// One competency in the eyes of all.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which.
    pub competency: Key,
    /// What the person says.
    pub own: Option<Level>,
    /// Each manager, in the order of the views.
    pub managers: Vec<Sight>,
    /// The peers, once there are at least three.
    pub peers: Option<Peers>,
}

impl Row {
    /// The gravest difference in it.
    pub fn weight(&self) -> Option<Weight> {
        let managers = self.managers.iter().filter_map(|sight| sight.difference.map(f64::from));
        let peers = self.peers.as_ref().and_then(|peers| peers.difference);
        managers.chain(peers).map(Weight::of).max()
    }
}

/// Every competency that the model has, in its order, and how many peers there are. Views of another
/// model are left out.
pub fn rows(model: &Model, own: Option<&Assessment>, views: &[&View]) -> (Vec<Row>, usize) {
    let readable = |view: &&&View| view.consent && model.reads(&view.model);
    let of = |relation: Relation| {
        views.iter().filter(readable).copied().filter(move |view| view.relation == relation)
    };
    let peers: Vec<&View> = of(Relation::Peer).collect();
    let managers: Vec<&View> = of(Relation::Manager).collect();
    let rows = model
        .competencies
        .iter()
        .map(|one| {
            let level = own.and_then(|own| rating_of(model, own, &one.id)?.level());
            let seen =
                |view: &View| view.ratings.get(&one.id).filter(|seen| seen.meaning == one.meaning).cloned();
            let sights = managers
                .iter()
                .map(|view| {
                    let seen = seen(view).unwrap_or_default();
                    let theirs = seen.answer.and_then(Answer::level);
                    Sight {
                        answer: seen.answer,
                        comment: seen.comment.to_string(),
                        difference: level.zip(theirs).map(|(own, theirs)| own.above(theirs)),
                    }
                })
                .collect();
            let said: Vec<Seen> = peers.iter().filter_map(|view| seen(view)).collect();
            Row {
                competency: one.id.clone(),
                own: level,
                managers: sights,
                peers: (peers.len() >= MIN_PEERS).then(|| together(&said, level)),
            }
        })
        .collect();
    (rows, peers.len())
}

fn together(said: &[Seen], own: Option<Level>) -> Peers {
    let mut levels: Vec<Level> = said.iter().filter_map(|seen| seen.answer?.level()).collect();
    levels.sort_unstable();
    let spread = (levels.len() >= MIN_PEERS)
        .then(|| {
            let plain: Vec<u8> = levels.iter().map(|level| level.get()).collect();
            Some((*levels.first()?, median(&plain)?, *levels.last()?))
        })
        .flatten();
    let mut comments: Vec<String> = said
        .iter()
        .filter(|seen| spread.is_some() && !seen.comment.is_empty())
        .map(|seen| seen.comment.to_string())
        .collect();
    comments.sort_unstable();
    Peers {
        seen: levels.len(),
        not_observed: said.iter().filter(|seen| seen.answer == Some(Answer::NotObserved)).count(),
        spread,
        difference: own.zip(spread).map(|(own, (_, middle, _))| f64::from(own.get()) - middle),
        comments,
    }
}

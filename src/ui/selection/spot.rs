//! Where on the page: what stands behind `#/selection/`.

use std::fmt;

use crate::domain::{CriterionId, ProjectId};

/// A place on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spot {
    /// Which projects take part, and the gates.
    #[default]
    Projects,
    /// The criteria, perhaps with one open.
    Criteria(Option<CriterionId>),
    /// The sets of weights.
    Weights,
    /// The score grid.
    Scores,
    /// Who scores, and files out and in.
    Raters,
    /// Where raters differ.
    Spread,
    /// Cash flows and the cost of delay.
    Money,
    /// The ranking, perhaps with a project open.
    Ranking(Option<ProjectId>),
    /// How far to trust it.
    Trust,
    /// The form of a rater.
    Rate,
}

/// A step of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Projects and gates.
    Projects,
    /// Criteria and weights.
    Criteria,
    /// Scores.
    Scores,
    /// Ranking.
    Ranking,
    /// Trust.
    Trust,
}

impl Step {
    /// The path.
    pub const ALL: [Self; 5] = [Self::Projects, Self::Criteria, Self::Scores, Self::Ranking, Self::Trust];

    /// Where a step begins.
    pub const fn spot(self) -> Spot {
        match self {
            Self::Projects => Spot::Projects,
            Self::Criteria => Spot::Criteria(None),
            Self::Scores => Spot::Scores,
            Self::Ranking => Spot::Ranking(None),
            Self::Trust => Spot::Trust,
        }
    }
}

impl Spot {
    /// Reads an address; what is not known is the first step.
    pub fn parse(rest: &str) -> Self {
        let (place, item) = rest.split_once('/').unwrap_or((rest, ""));
        match place {
            "criteria" => Self::Criteria(item.parse().ok()),
            "weights" => Self::Weights,
            "scores" => Self::Scores,
            "raters" => Self::Raters,
            "spread" => Self::Spread,
            "money" => Self::Money,
            "ranking" => Self::Ranking(item.parse().ok()),
            "trust" => Self::Trust,
            "rate" => Self::Rate,
            _ => Self::Projects,
        }
    }

    /// The step that it belongs to.
    pub const fn step(self) -> Step {
        match self {
            Self::Projects => Step::Projects,
            Self::Criteria(_) | Self::Weights => Step::Criteria,
            Self::Scores | Self::Raters | Self::Spread | Self::Money | Self::Rate => Step::Scores,
            Self::Ranking(_) => Step::Ranking,
            Self::Trust => Step::Trust,
        }
    }

    /// The whole address.
    pub fn href(self) -> String {
        format!("#/selection/{self}")
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Projects => f.write_str("projects"),
            Self::Criteria(None) => f.write_str("criteria"),
            Self::Criteria(Some(id)) => write!(f, "criteria/{id}"),
            Self::Weights => f.write_str("weights"),
            Self::Scores => f.write_str("scores"),
            Self::Raters => f.write_str("raters"),
            Self::Spread => f.write_str("spread"),
            Self::Money => f.write_str("money"),
            Self::Ranking(None) => f.write_str("ranking"),
            Self::Ranking(Some(id)) => write!(f, "ranking/{id}"),
            Self::Trust => f.write_str("trust"),
            Self::Rate => f.write_str("rate"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_comes_back_from_its_address() {
        let criterion = CriterionId::from_number(7);
        let project = ProjectId::from_number(8);
        for spot in [
            Spot::Projects,
            Spot::Criteria(None),
            Spot::Criteria(Some(criterion)),
            Spot::Weights,
            Spot::Scores,
            Spot::Raters,
            Spot::Spread,
            Spot::Money,
            Spot::Ranking(None),
            Spot::Ranking(Some(project)),
            Spot::Trust,
            Spot::Rate,
        ] {
            assert_eq!(Spot::parse(&spot.to_string()), spot);
        }
        assert_eq!(Spot::parse("criteria/nonsense"), Spot::Criteria(None));
        assert_eq!(Spot::parse("%%"), Spot::Projects);
    }
}

//! Criteria: groups, leaves that are scored, and gates; in a tree.

use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::scale::Scale;
use super::value_function::ValueFunction;
use crate::domain::{CriterionId, Extra, Name, NodeId, Note, Real};

/// A criterion of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Identity, kept for ever and through rater files.
    pub id: CriterionId,
    /// The group that it stands in; none at the top.
    #[serde(default)]
    pub parent: Option<CriterionId>,
    /// Short name.
    #[serde(default)]
    pub name: Name,
    /// What is asked.
    #[serde(default)]
    pub definition: Note,
    /// What a score must rest on.
    #[serde(default)]
    pub evidence: Note,
    /// The goals of the strategy that it stands for; none: the workspace's own.
    #[serde(default)]
    pub goals: Vec<NodeId>,
    /// Group, leaf or gate.
    #[serde(default)]
    pub kind: Kind,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a criterion is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Holds others.
    #[default]
    Group,
    /// Is scored and weighted.
    Leaf(Leaf),
    /// Is answered before anything is ranked.
    Gate(GateKind),
}

/// How a leaf is measured.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Leaf {
    /// What is better.
    pub direction: Direction,
    /// What is typed.
    pub scale: Scale,
    /// From scale to value.
    pub value: ValueFunction,
    /// Who gives the score.
    pub source: Source,
    /// How large a difference must be to count, for outranking methods.
    pub preference: Preference,
}

/// What is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More.
    #[default]
    Benefit,
    /// Less.
    Cost,
    /// As near as can be to this.
    Target(Real),
}

/// Where the scores of a leaf come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The raters.
    #[default]
    Raters,
    /// The project's cost, in units of the currency (yuan, not 万元), as the ends of its scale.
    Cost,
    /// A figure of the project's cash-flow table.
    CashFlow(Figure),
}

/// A figure of a cash-flow table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Net present value, in units of the currency.
    Npv,
    /// Internal rate of return, %; none where there is no root or more than one.
    Irr,
    /// Modified internal rate of return, %.
    Mirr,
    /// Years until the outlay is back.
    Payback,
    /// The same, discounted.
    DiscountedPayback,
    /// Profitability index.
    ProfitabilityIndex,
}

impl Figure {
    /// Every figure, in the order of the table.
    pub const ALL: [Self; 6] =
        [Self::Npv, Self::Irr, Self::Mirr, Self::Payback, Self::DiscountedPayback, Self::ProfitabilityIndex];
}

/// The six preference functions of PROMETHEE, on differences in units of the scale.
/// Brans, Vincke, Mareschal (1986), Management Science 31(6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preference {
    /// Any difference counts whole.
    #[default]
    Usual,
    /// Counts whole beyond `q`.
    UShape {
        /// Indifferent up to here.
        q: Real,
    },
    /// Grows evenly up to `p`.
    VShape {
        /// Counts whole from here.
        p: Real,
    },
    /// Half between `q` and `p`.
    Level {
        /// Indifferent up to here.
        q: Real,
        /// Counts whole beyond.
        p: Real,
    },
    /// Grows evenly from `q` to `p`.
    Linear {
        /// Indifferent up to here.
        q: Real,
        /// Counts whole from here.
        p: Real,
    },
    /// Grows like 1 − exp(−d²/2s²).
    Gaussian {
        /// Where the curve bends.
        s: Real,
    },
}

/// What a gate asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateKind {
    /// Yes lets pass, no bars.
    #[default]
    MustHave,
    /// Yes bars, no lets pass.
    MustNot,
    /// Yes makes the project obligatory; no says nothing.
    MustDo,
}

/// The answer to a gate's question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GateAnswer {
    /// Yes or no; none is being looked into.
    pub yes: Option<bool>,
    /// Why.
    pub reason: Note,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What the answer does to the project. The worse is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is ranked like any other.
    Pass,
    /// It has to be done; it is ranked and marked.
    Obliged,
    /// Not answered yet; it is ranked and marked.
    Open,
    /// It is not ranked.
    Barred,
}

impl GateKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::MustHave, Self::MustNot, Self::MustDo];

    /// What an answer does.
    pub const fn verdict(self, answer: Option<bool>) -> Verdict {
        match (self, answer) {
            (Self::MustDo, Some(true)) => Verdict::Obliged,
            (Self::MustHave, Some(true)) | (Self::MustNot | Self::MustDo, Some(false)) => Verdict::Pass,
            (Self::MustHave, Some(false)) | (Self::MustNot, Some(true)) => Verdict::Barred,
            (_, None) => Verdict::Open,
        }
    }
}

impl Criterion {
    /// The most criteria a workspace may hold.
    pub const MAX: usize = 300;

    /// A nameless criterion.
    pub fn new(id: CriterionId, parent: Option<CriterionId>, kind: Kind) -> Self {
        Self {
            id,
            parent,
            name: Name::default(),
            definition: Note::default(),
            evidence: Note::default(),
            goals: Vec::new(),
            kind,
            extra: Extra::new(),
        }
    }

    /// The leaf's measure, if it is one.
    pub const fn leaf(&self) -> Option<&Leaf> {
        match &self.kind {
            Kind::Leaf(leaf) => Some(leaf),
            _ => None,
        }
    }

    /// The gate's kind, if it is one.
    pub const fn gate(&self) -> Option<GateKind> {
        match self.kind {
            Kind::Gate(kind) => Some(kind),
            _ => None,
        }
    }

    /// Does it hold others?
    pub const fn is_group(&self) -> bool {
        matches!(self.kind, Kind::Group)
    }
}

/// A criterion with its depth below the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// 0 at the top.
    pub depth: usize,
    /// The criterion.
    pub criterion: Arc<Criterion>,
}

/// The criteria as a tree, read from a list in which every one names its group. What names a group
/// that is not there, is no group, or stands in itself, stands at the top.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// Depth first, siblings in the order of the list.
    pub placed: Vec<Placed>,
}

impl Tree {
    /// Reads the list.
    pub fn of(list: &[Arc<Criterion>]) -> Self {
        let groups: HashSet<CriterionId> =
            list.iter().filter(|criterion| criterion.is_group()).map(|criterion| criterion.id).collect();
        let parent = |criterion: &Criterion| criterion.parent.filter(|parent| groups.contains(parent));
        let mut tree = Self::default();
        let mut seen = HashSet::new();
        for top in list.iter().filter(|criterion| parent(criterion).is_none()) {
            tree.place(top, 0, list, &parent, &mut seen);
        }
        // A ring of groups hangs on nothing: its first one is put at the top.
        for lost in list {
            tree.place(lost, 0, list, &parent, &mut seen);
        }
        tree
    }

    fn place(
        &mut self,
        criterion: &Arc<Criterion>,
        depth: usize,
        list: &[Arc<Criterion>],
        parent: &impl Fn(&Criterion) -> Option<CriterionId>,
        seen: &mut HashSet<CriterionId>,
    ) {
        if !seen.insert(criterion.id) {
            return;
        }
        self.placed.push(Placed { depth, criterion: Arc::clone(criterion) });
        for child in list.iter().filter(|child| parent(child) == Some(criterion.id)) {
            self.place(child, depth + 1, list, parent, seen);
        }
    }

    /// Leaves in the order of the tree.
    pub fn leaves(&self) -> impl Iterator<Item = &Arc<Criterion>> {
        self.placed.iter().map(|placed| &placed.criterion).filter(|criterion| criterion.leaf().is_some())
    }

    /// Gates in the order of the tree.
    pub fn gates(&self) -> impl Iterator<Item = &Arc<Criterion>> {
        self.placed.iter().map(|placed| &placed.criterion).filter(|criterion| criterion.gate().is_some())
    }

    /// What stands directly in a group (none: at the top) and takes part in weighting: leaves, and
    /// groups with a leaf somewhere in them.
    pub fn weighted_children(&self, group: Option<CriterionId>) -> Vec<&Arc<Criterion>> {
        let mut children = Vec::new();
        let (start, depth) = match group {
            None => (0, 0),
            Some(group) => match self.placed.iter().position(|placed| placed.criterion.id == group) {
                Some(at) => (at + 1, self.placed.get(at).map_or(0, |placed| placed.depth) + 1),
                None => return children,
            },
        };
        for (offset, placed) in self.placed.iter().skip(start).enumerate() {
            if placed.depth < depth {
                break;
            }
            if placed.depth == depth {
                let below = self.placed.iter().skip(start + offset + 1);
                let holds_a_leaf = || {
                    below
                        .take_while(|below| below.depth > depth)
                        .any(|below| below.criterion.leaf().is_some())
                };
                if placed.criterion.leaf().is_some() || (placed.criterion.is_group() && holds_a_leaf()) {
                    children.push(&placed.criterion);
                }
            }
        }
        children
    }

    /// A criterion and everything below it.
    pub fn branch(&self, id: CriterionId) -> Vec<CriterionId> {
        let Some(at) = self.placed.iter().position(|placed| placed.criterion.id == id) else {
            return Vec::new();
        };
        let depth = self.placed.get(at).map_or(0, |placed| placed.depth);
        let below = self.placed.iter().skip(at + 1).take_while(|placed| placed.depth > depth);
        std::iter::once(id).chain(below.map(|placed| placed.criterion.id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn criterion(number: u128, parent: Option<u128>, kind: Kind) -> Arc<Criterion> {
        let id = CriterionId::from_number;
        Arc::new(Criterion::new(id(number), parent.map(id), kind))
    }

    fn leaf() -> Kind {
        Kind::Leaf(Leaf::default())
    }

    #[test]
    fn the_tree_is_read_from_the_list() {
        let list = [
            criterion(1, None, Kind::Group),
            criterion(2, Some(1), leaf()),
            criterion(3, None, leaf()),
            criterion(4, Some(1), Kind::Gate(GateKind::MustHave)),
            criterion(5, Some(99), leaf()),
        ];
        let tree = Tree::of(&list);
        let ids = |list: Vec<CriterionId>| list;
        let number = CriterionId::from_number;
        assert_eq!(
            tree.placed.iter().map(|placed| (placed.depth, placed.criterion.id)).collect::<Vec<_>>(),
            [(0, number(1)), (1, number(2)), (1, number(4)), (0, number(3)), (0, number(5))]
        );
        assert_eq!(ids(tree.branch(number(1))), [1, 2, 4].map(number));
        let top: Vec<_> = tree.weighted_children(None).iter().map(|child| child.id).collect();
        assert_eq!(top, [1, 3, 5].map(number));
        let inner: Vec<_> = tree.weighted_children(Some(number(1))).iter().map(|child| child.id).collect();
        assert_eq!(inner, [2].map(number));
    }

    #[test]
    fn a_ring_does_not_hang_and_loses_nothing() {
        let list = [
            criterion(1, Some(2), Kind::Group),
            criterion(2, Some(1), Kind::Group),
            criterion(3, Some(2), leaf()),
            criterion(4, Some(4), Kind::Group),
        ];
        assert_eq!(Tree::of(&list).placed.len(), 4);
    }

    #[test]
    fn gates_bar_oblige_or_stay_open() {
        for (kind, yes, no) in [
            (GateKind::MustHave, Verdict::Pass, Verdict::Barred),
            (GateKind::MustNot, Verdict::Barred, Verdict::Pass),
            (GateKind::MustDo, Verdict::Obliged, Verdict::Pass),
        ] {
            assert_eq!(kind.verdict(Some(true)), yes);
            assert_eq!(kind.verdict(Some(false)), no);
            assert_eq!(kind.verdict(None), Verdict::Open);
        }
    }
}

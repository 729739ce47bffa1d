//! What differs between two versions of a map.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{IdMap, IdSet, Item, Kind, Link, LinkKind, Node, Place, Point, Strength};
use crate::domain::id::NodeId;
use crate::domain::text::Name;

/// A difference.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// The node is new.
    Added(Arc<Node>),
    /// The node is gone.
    Removed(Arc<Node>),
    /// It is called otherwise.
    Renamed {
        /// Which.
        node: NodeId,
        /// What it was called.
        from: Name,
        /// What it is called.
        to: Name,
    },
    /// It is of another kind.
    Changed {
        /// Which.
        node: NodeId,
        /// What it was.
        from: Kind,
        /// What it is.
        to: Kind,
    },
    /// It stands elsewhere.
    Moved {
        /// Which.
        node: NodeId,
        /// Where it stood.
        from: Place,
        /// Where it stands.
        to: Place,
    },
    /// It weighs more or less.
    Reweighed {
        /// Which.
        node: NodeId,
        /// What was stated.
        from: Option<f64>,
        /// What is stated.
        to: Option<f64>,
    },
    /// Somebody else answers for it.
    Handed {
        /// Which.
        node: NodeId,
        /// Who did.
        from: Name,
        /// Who does.
        to: Name,
    },
    /// Its day is another.
    Rescheduled {
        /// Which.
        node: NodeId,
        /// The old day.
        from: Option<NaiveDate>,
        /// The new day.
        to: Option<NaiveDate>,
    },
    /// Its target is another.
    Retargeted {
        /// Which.
        node: NodeId,
        /// The old target.
        from: Option<Point>,
        /// The new target.
        to: Option<Point>,
    },
    /// A link is new, gone, or of another strength.
    Relinked {
        /// What it goes from.
        from: Item,
        /// What it goes to.
        to: NodeId,
        /// What it says.
        kind: LinkKind,
        /// The old strength; none where there was no link.
        before: Option<Strength>,
        /// The new strength; none where there is no link.
        after: Option<Strength>,
    },
}

/// What differs, nodes first, in the order of the newer version; what is gone at the end of each.
pub fn difference(old: (&[Arc<Node>], &[Arc<Link>]), new: (&[Arc<Node>], &[Arc<Link>])) -> Vec<Difference> {
    let mut found = Vec::new();
    let before: IdMap<NodeId, &Arc<Node>> = old.0.iter().map(|node| (node.id, node)).collect();
    let there: IdSet<NodeId> = new.0.iter().map(|node| node.id).collect();
    for node in new.0 {
        match before.get(&node.id) {
            None => found.push(Difference::Added(Arc::clone(node))),
            Some(was) if Arc::ptr_eq(was, node) => {}
            Some(was) => of_node(was, node, &mut found),
        }
    }
    let gone = old.0.iter().filter(|node| !there.contains(&node.id));
    found.extend(gone.map(|node| Difference::Removed(Arc::clone(node))));
    let key = |link: &Arc<Link>| (link.from, link.to, link.kind);
    let before: IdMap<_, Strength> = old.1.iter().map(|link| (key(link), link.strength)).collect();
    let after: IdMap<_, Strength> = new.1.iter().map(|link| (key(link), link.strength)).collect();
    let gone = old.1.iter().filter(|link| !after.contains_key(&key(link)));
    for link in new.1.iter().chain(gone) {
        let (was, is) = (before.get(&key(link)).copied(), after.get(&key(link)).copied());
        if was != is {
            found.push(Difference::Relinked {
                from: link.from,
                to: link.to,
                kind: link.kind,
                before: was,
                after: is,
            });
        }
    }
    found
}

fn of_node(was: &Node, is: &Node, found: &mut Vec<Difference>) {
    let node = is.id;
    if was.name != is.name {
        found.push(Difference::Renamed { node, from: was.name.clone(), to: is.name.clone() });
    }
    if was.kind != is.kind {
        found.push(Difference::Changed { node, from: was.kind, to: is.kind });
    }
    if was.place != is.place {
        found.push(Difference::Moved { node, from: was.place, to: is.place });
    }
    let weights = (was.weight.map(super::Weight::get), is.weight.map(super::Weight::get));
    if weights.0 != weights.1 {
        found.push(Difference::Reweighed { node, from: weights.0, to: weights.1 });
    }
    if was.owner != is.owner {
        found.push(Difference::Handed { node, from: was.owner.clone(), to: is.owner.clone() });
    }
    if was.due != is.due {
        found.push(Difference::Rescheduled { node, from: was.due, to: is.due });
    }
    let target = |node: &Node| node.measure.as_ref().and_then(|measure| measure.target);
    if target(was) != target(is) {
        found.push(Difference::Retargeted { node, from: target(was), to: target(is) });
    }
}

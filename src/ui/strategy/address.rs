//! What is behind `#/strategy/`: the picture, and what is chosen in it.

use std::fmt;

use crate::domain::strategy::Item;

/// A view of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum View {
    /// The outline alone.
    #[default]
    Outline,
    /// Lanes and arrows.
    Map,
    /// Goals by projects, with money.
    Coverage,
    /// The four sides of the X.
    Matrix,
    /// Money against weights.
    Flow,
    /// Targets and actual values.
    Progress,
    /// Every node in a row.
    Table,
    /// Carriers, programmes, what breaks, weightings.
    Analysis,
    /// Kept versions and what differs.
    Versions,
}

impl View {
    /// Every view in the order of the tabs.
    pub const ALL: [Self; 9] = [
        Self::Outline,
        Self::Map,
        Self::Coverage,
        Self::Flow,
        Self::Matrix,
        Self::Progress,
        Self::Table,
        Self::Analysis,
        Self::Versions,
    ];

    /// The key in addresses and style sheets.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Outline => "outline",
            Self::Map => "map",
            Self::Coverage => "coverage",
            Self::Matrix => "matrix",
            Self::Flow => "flow",
            Self::Progress => "progress",
            Self::Table => "table",
            Self::Analysis => "analysis",
            Self::Versions => "versions",
        }
    }
}

/// A view, and what is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Address {
    /// The view.
    pub view: View,
    /// What the side panel shows.
    pub item: Option<Item>,
}

impl Address {
    /// Reads it; what is not understood is left out.
    pub fn parse(rest: &str) -> Self {
        let mut parts = rest.split('/');
        let view = parts.next().and_then(|segment| View::ALL.into_iter().find(|view| view.key() == segment));
        Self { view: view.unwrap_or_default(), item: parts.next().and_then(|item| item.parse().ok()) }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.view.key())?;
        match self.item {
            Some(item) => write!(f, "/{item}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ProjectId;
    use crate::domain::id::NodeId;

    #[test]
    fn every_address_comes_back_from_its_text() {
        let items =
            [None, Some(Item::Node(NodeId::from_number(7))), Some(Item::Project(ProjectId::from_number(8)))];
        for view in View::ALL {
            for item in items {
                let address = Address { view, item };
                assert_eq!(Address::parse(&address.to_string()), address);
            }
        }
        for odd in ["", "nonsense", "map/x/y", "/", "map//"] {
            assert_eq!(Address::parse(odd).item, None, "{odd}");
        }
    }
}

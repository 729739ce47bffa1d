//! The addresses of the app, in the hash so that it runs under any folder and from a file.

use std::fmt;

/// A place in the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Route {
    /// `#/`: the loop at a glance, or the ways in.
    #[default]
    Overview,
    /// `#/strategy`: from the vision to the projects.
    Strategy,
    /// `#/selection`: criteria, scores, ranking.
    Selection,
    /// `#/portfolio`: the best set under the limits.
    Portfolio,
    /// `#/competency`: the self-assessment.
    Competency,
    /// `#/projects`: the list that every part draws on.
    Projects,
    /// `#/data`: what is stored, where, and how safe.
    Data,
}

impl Route {
    /// Every place that is there, in the order of the navigation.
    pub const ALL: &[Self] = &[Self::Overview, Self::Strategy, Self::Competency, Self::Projects, Self::Data];

    /// Is the place there?
    pub fn is_there(self) -> bool {
        Self::ALL.contains(&self)
    }

    const fn segment(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Strategy => "strategy",
            Self::Selection => "selection",
            Self::Portfolio => "portfolio",
            Self::Competency => "competency",
            Self::Projects => "projects",
            Self::Data => "data",
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#/{}", self.segment())
    }
}

/// A whole address: the place, and what is behind it, which the place's page reads itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// The place.
    pub route: Route,
    /// What is behind its segment, without the slash between: `map/0192` of `#/strategy/map/0192`.
    pub rest: String,
}

impl Address {
    /// The address that a hash names. A place that is not there (yet) leads to the overview.
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let end = path.find(['?', '/']).unwrap_or(path.len());
        let (segment, rest) = path.split_at(end);
        match Route::ALL.iter().find(|route| route.segment() == segment) {
            Some(route) => Self { route: *route, rest: rest.trim_start_matches('/').to_owned() },
            None => Self::default(),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.route.fmt(f)?;
        if self.rest.is_empty() || self.rest.starts_with('?') || self.route.segment().is_empty() {
            f.write_str(&self.rest)
        } else {
            write!(f, "/{}", self.rest)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_comes_back_from_its_text() {
        for route in Route::ALL {
            for rest in ["", "deep/0192", "?x=1", "a?b=c"] {
                if *route == Route::Overview && !rest.is_empty() {
                    continue;
                }
                let address = Address { route: *route, rest: rest.to_owned() };
                assert_eq!(Address::parse(&address.to_string()), address);
            }
        }
    }

    #[test]
    fn what_is_not_there_leads_to_the_overview() {
        for hash in ["", "#", "#/", "#/nonsense/deep?x=1", "%%%", "#//", "#/process"] {
            assert_eq!(Address::parse(hash).route, Route::Overview, "{hash}");
        }
        assert_eq!(Address::parse("#/data/").route, Route::Data);
        assert_eq!(Address::parse("#/data?x=1").route, Route::Data);
        assert_eq!(
            Address::parse("#/projects/0192"),
            Address { route: Route::Projects, rest: "0192".to_owned() }
        );
    }
}

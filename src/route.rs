//! The addresses of the app, in the hash so that it runs under any folder and from a file.

use std::fmt;

/// A place in the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Route {
    /// `#/`: the loop at a glance, or the ways in.
    #[default]
    Overview,
    /// `#/projects`: the list that every part draws on.
    Projects,
    /// `#/data`: what is stored, where, and how safe.
    Data,
}

impl Route {
    /// Every place, in the order of the navigation.
    pub const ALL: [Self; 3] = [Self::Overview, Self::Projects, Self::Data];

    /// The place that a hash names. What is not there (yet) leads to the overview.
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let path = path.split(['?', '/']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|route| route.segment() == path).unwrap_or_default()
    }

    const fn segment(self) -> &'static str {
        match self {
            Self::Overview => "",
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

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn every_route_comes_back_from_its_address() {
        for route in Route::ALL {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
    }

    #[test]
    fn what_is_not_there_leads_to_the_overview() {
        for hash in ["", "#", "#/", "#/strategy", "#/nonsense/deep?x=1", "%%%", "#//"] {
            assert_eq!(Route::parse(hash), Route::Overview, "{hash}");
        }
        assert_eq!(Route::parse("#/data/"), Route::Data);
        assert_eq!(Route::parse("#/data?x=1"), Route::Data);
        assert_eq!(Route::parse("#/projects/0192"), Route::Projects);
    }
}

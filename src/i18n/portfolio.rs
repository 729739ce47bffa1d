//! Wording of this part.

use crate::domain::portfolio::{Portfolio as Part, PortfolioChange, PortfolioError};

super::catalogue! {
    /// Texts of this part.
    Portfolio
    {
        title: "项目组合" / "Portfolio";
    }
    {
    }
}

impl Portfolio {
    /// What a command did.
    pub fn change(self, change: &PortfolioChange) -> String {
        match *change {}
    }

    /// Why a command was refused.
    pub fn error(self, error: &PortfolioError) -> String {
        match *error {}
    }

    /// What a file holds of this part, in a few words; none when it holds nothing.
    pub fn holds(self, part: &Part) -> Option<String> {
        (!part.is_empty()).then(|| self.title().to_owned())
    }
}

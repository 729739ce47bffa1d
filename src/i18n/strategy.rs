//! Wording of this part.

use crate::domain::strategy::{Strategy as Part, StrategyChange, StrategyError};

super::catalogue! {
    /// Texts of this part.
    Strategy
    {
        title: "战略拆解" / "Strategy";
    }
    {
    }
}

impl Strategy {
    /// What a command did.
    pub fn change(self, change: &StrategyChange) -> String {
        match *change {}
    }

    /// Why a command was refused.
    pub fn error(self, error: &StrategyError) -> String {
        match *error {}
    }

    /// What a file holds of this part, in a few words; none when it holds nothing.
    pub fn holds(self, part: &Part) -> Option<String> {
        (!part.is_empty()).then(|| self.title().to_owned())
    }
}

//! Wording of this part.

use crate::domain::competency::{Competency as Part, CompetencyChange, CompetencyError};

super::catalogue! {
    /// Texts of this part.
    Competency
    {
        title: "能力自评" / "Competency";
    }
    {
    }
}

impl Competency {
    /// What a command did.
    pub fn change(self, _change: &CompetencyChange) -> String {
        String::new()
    }

    /// Why a command was refused.
    pub fn error(self, _error: &CompetencyError) -> String {
        String::new()
    }

    /// What a file holds of this part, in a few words; none when it holds nothing.
    pub fn holds(self, part: &Part) -> Option<String> {
        (!part.is_empty()).then(|| self.title().to_owned())
    }
}

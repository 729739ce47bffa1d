//! Wording of this part.

use crate::domain::selection::{Selection as Part, SelectionChange, SelectionError};

super::catalogue! {
    /// Texts of this part.
    Selection
    {
        title: "项目选择" / "Selection";
    }
    {
    }
}

impl Selection {
    /// What a command did.
    pub fn change(self, change: &SelectionChange) -> String {
        match *change {}
    }

    /// Why a command was refused.
    pub fn error(self, error: &SelectionError) -> String {
        match *error {}
    }

    /// What a file holds of this part, in a few words; none when it holds nothing.
    pub fn holds(self, part: &Part) -> Option<String> {
        (!part.is_empty()).then(|| self.title().to_owned())
    }
}

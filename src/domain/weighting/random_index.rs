//! Consistency of random judgements, against which one's own is measured.

use serde::{Deserialize, Serialize};

use crate::domain::numeric::real;

/// Tables of the random index: the mean consistency index of random reciprocal matrices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RandomIndex {
    /// Saaty 2005, 2008: .52 for three items.
    #[default]
    Saaty2005,
    /// Saaty 1980: .58 for three items.
    Classic,
    /// Donegan and Dodd 1991: .4914 for three items.
    DoneganDodd,
}

impl RandomIndex {
    /// All tables.
    pub const ALL: [Self; 3] = [Self::Saaty2005, Self::Classic, Self::DoneganDodd];

    /// The random index of so many items; 0 for two and fewer. Beyond the table, the line through mean
    /// largest eigenvalues of Alonso and Lamata 2006 (DOI 10.1142/S0218488506004114): 2.7699 n - 4.3513.
    pub fn of(self, size: usize) -> f64 {
        const SAATY_2005: &[f64] =
            &[0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59];
        const CLASSIC: &[f64] =
            &[0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];
        const DONEGAN_DODD: &[f64] = &[0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055];
        let table = match self {
            Self::Saaty2005 => SAATY_2005,
            Self::Classic => CLASSIC,
            Self::DoneganDodd => DONEGAN_DODD,
        };
        let Some(row) = size.checked_sub(3) else { return 0.0 };
        table.get(row).copied().unwrap_or_else(|| (1.7699 * real(size) - 4.3513) / (real(size) - 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_go_on_without_a_jump() {
        for table in RandomIndex::ALL {
            assert!(table.of(2).abs() < 1e-15);
            for size in 8..40 {
                assert!((table.of(size + 1) - table.of(size)).abs() < 0.16, "{table:?} {size}");
            }
        }
        assert!((RandomIndex::Saaty2005.of(5) - 1.11).abs() < 1e-12);
        assert!((RandomIndex::Classic.of(6) - 1.24).abs() < 1e-12);
    }
}

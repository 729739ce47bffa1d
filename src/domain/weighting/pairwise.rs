//! Pairwise comparisons of a list of items, some of which may be open.

use super::{Ratio, WeightingError};

/// A reciprocal matrix with gaps: for each pair of items how many times more the first one counts, if judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairwise {
    size: usize,
    /// Of the pairs (0, 1), (0, 2), … (1, 2), …
    upper: Vec<Option<Ratio>>,
}

impl Pairwise {
    /// No comparison yet.
    pub fn new(size: usize) -> Self {
        Self { size, upper: vec![None; size * size.saturating_sub(1) / 2] }
    }

    /// The comparisons above the diagonal of a matrix; zero, negative, missing and not finite ones are open.
    /// What stands below the diagonal fills what is open above it.
    pub fn from_rows(rows: &[Vec<Option<f64>>]) -> Self {
        let mut judgements = Self::new(rows.len());
        let cell = |i: usize, j: usize| {
            let value = rows.get(i)?.get(j).copied().flatten()?;
            Ratio::try_from(value).ok()
        };
        for i in 0..rows.len() {
            for j in i + 1..rows.len() {
                judgements.set(i, j, cell(i, j).or_else(|| cell(j, i).map(Ratio::inverse)));
            }
        }
        judgements
    }

    /// The comparisons of items, in their order, out of a list of pairs with how many times more the first counts than the
    /// second. Pairs with other items and ratios that are none are left out; of several for a pair the first counts.
    pub fn of<Id: PartialEq>(items: &[Id], judged: impl IntoIterator<Item = (Id, Id, f64)>) -> Self {
        let mut judgements = Self::new(items.len());
        let at = |wanted: &Id| items.iter().position(|item| item == wanted);
        for (first, second, ratio) in judged {
            if let (Some(i), Some(j)) = (at(&first), at(&second))
                && judgements.get(i, j).is_none()
            {
                judgements.set(i, j, Ratio::try_from(ratio).ok());
            }
        }
        judgements
    }

    /// How many items.
    pub const fn size(&self) -> usize {
        self.size
    }

    fn index(&self, i: usize, j: usize) -> Option<usize> {
        (i < j && j < self.size).then(|| i * (2 * self.size - i - 1) / 2 + (j - i - 1))
    }

    /// How many times more `i` counts than `j`; one for an item and itself, none where it is open.
    pub fn get(&self, i: usize, j: usize) -> Option<Ratio> {
        if i == j {
            return (i < self.size).then_some(Ratio::ONE);
        }
        match self.index(i, j) {
            Some(index) => self.upper.get(index).copied().flatten(),
            None => self.upper.get(self.index(j, i)?).copied().flatten().map(Ratio::inverse),
        }
    }

    /// Sets (or, with none, opens) a comparison; an item with itself and items that are not there are ignored.
    pub fn set(&mut self, i: usize, j: usize, ratio: Option<Ratio>) {
        let (index, ratio) = match (self.index(i, j), self.index(j, i)) {
            (Some(index), _) => (index, ratio),
            (None, Some(index)) => (index, ratio.map(Ratio::inverse)),
            (None, None) => return,
        };
        if let Some(place) = self.upper.get_mut(index) {
            *place = ratio;
        }
    }

    /// All pairs `i < j` with their comparison.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize, Option<Ratio>)> + '_ {
        (0..self.size).flat_map(move |i| (i + 1..self.size).map(move |j| (i, j, self.get(i, j))))
    }

    /// The comparisons that were made.
    pub fn judged(&self) -> impl Iterator<Item = (usize, usize, Ratio)> + '_ {
        self.pairs().filter_map(|(i, j, ratio)| ratio.map(|ratio| (i, j, ratio)))
    }

    /// The pairs that are open.
    pub fn open(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.pairs().filter(|(_, _, ratio)| ratio.is_none()).map(|(i, j, _)| (i, j))
    }

    /// Which group of connected items each item belongs to; groups are numbered from 0 as they appear.
    pub fn groups(&self) -> Vec<usize> {
        let mut group: Vec<usize> = (0..self.size).collect();
        for (i, j, _) in self.judged() {
            let (Some(a), Some(b)) = (group.get(i).copied(), group.get(j).copied()) else { continue };
            let (keep, gone) = (a.min(b), a.max(b));
            for place in group.iter_mut().filter(|place| **place == gone) {
                *place = keep;
            }
        }
        let mut names: Vec<usize> = group.clone();
        names.sort_unstable();
        names.dedup();
        group.iter().map(|name| names.iter().position(|other| other == name).unwrap_or(0)).collect()
    }

    /// That the comparisons determine weights.
    ///
    /// # Errors
    /// [`WeightingError::Nothing`], [`WeightingError::Disconnected`].
    pub fn checked(&self) -> Result<(), WeightingError> {
        match self.groups().into_iter().max() {
            None => Err(WeightingError::Nothing),
            Some(0) => Ok(()),
            Some(last) => Err(WeightingError::Disconnected { groups: last + 1 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_can_be_read_from_both_sides() {
        let mut judgements = Pairwise::new(4);
        judgements.set(2, 0, Some(Ratio::of(4, true)));
        assert_eq!(judgements.get(2, 0), Some(Ratio::of(4, true)));
        assert_eq!(judgements.get(0, 2), Some(Ratio::of(4, false)));
        assert_eq!(judgements.get(1, 1), Some(Ratio::ONE));
        assert_eq!(judgements.get(1, 3), None);
        assert_eq!(judgements.get(9, 9), None);
        judgements.set(1, 1, None);
        judgements.set(7, 8, Some(Ratio::ONE));
        assert_eq!(judgements.judged().count(), 1);
        assert_eq!(judgements.open().count(), 5);
    }

    #[test]
    fn comparisons_are_found_by_their_items() {
        let list = [
            ('b', 'a', 4.0),
            ('a', 'b', 2.0),
            ('c', 'x', 3.0),
            ('c', 'a', -1.0),
            ('b', 'b', 5.0),
            ('c', 'b', 0.5),
        ];
        let judgements = Pairwise::of(&['a', 'b', 'c'], list);
        assert_eq!(judgements.get(0, 1), Some(Ratio::of(4, false)));
        assert_eq!(judgements.get(1, 2), Some(Ratio::of(2, true)));
        assert_eq!(judgements.open().collect::<Vec<_>>(), [(0, 2)]);
    }

    #[test]
    fn every_pair_has_its_own_place() {
        for size in 0..9 {
            let mut judgements = Pairwise::new(size);
            for (count, (i, j)) in judgements.open().collect::<Vec<_>>().into_iter().enumerate() {
                assert_eq!(judgements.get(i, j), None);
                judgements.set(i, j, Some(Ratio::ONE));
                assert_eq!(judgements.judged().count(), count + 1);
            }
            assert_eq!(judgements.open().count(), 0);
        }
    }

    #[test]
    fn groups_are_what_comparisons_connect() {
        let mut judgements = Pairwise::new(5);
        judgements.set(0, 3, Some(Ratio::ONE));
        judgements.set(4, 2, Some(Ratio::ONE));
        assert_eq!(judgements.groups(), [0, 1, 2, 0, 2]);
        assert_eq!(judgements.checked(), Err(WeightingError::Disconnected { groups: 3 }));
        assert_eq!(Pairwise::new(0).checked(), Err(WeightingError::Nothing));
        assert_eq!(Pairwise::new(1).checked(), Ok(()));
    }
}

//! Maps keyed by ids. A map of thousands of nodes is indexed anew with every change, and most of that time
//! went into the standard hash, which guards against keys chosen by an attacker; ids are random as they are.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map keyed by ids.
pub type IdMap<K, V> = HashMap<K, V, BuildHasherDefault<IdHasher>>;
/// A set of ids.
pub type IdSet<K> = HashSet<K, BuildHasherDefault<IdHasher>>;

/// Folds eight bytes at a time by a rotation and a multiplication with an odd constant (the golden ratio
/// times 2^64, as in Knuth's multiplicative hashing), and mixes the upper half in at the end.
#[derive(Debug, Clone, Copy, Default)]
pub struct IdHasher(u64);

impl IdHasher {
    const fn fold(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let word = chunk.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte));
            self.fold(word);
        }
    }

    fn write_isize(&mut self, value: isize) {
        self.fold(u64::from_ne_bytes((value as i64).to_ne_bytes()));
    }
}

#[cfg(test)]
mod tests {
    use std::hash::Hash;

    use super::*;
    use crate::domain::id::{NodeId, ProjectId};
    use crate::domain::strategy::Item;

    /// Ids that count up and ids of version 7 (the same millisecond in front) both spread: of 2^12 keys in
    /// 2^12 buckets, about 1/e are empty with a good hash.
    #[test]
    fn ids_spread_over_buckets() {
        let hash = |item: Item| {
            let mut hasher = IdHasher::default();
            item.hash(&mut hasher);
            hasher.finish()
        };
        let counted = (0..4_096_u128).map(|number| Item::Node(NodeId::from_number(number)));
        let timed = (0..4_096_u16).map(|number| {
            let [a, b] = number.to_be_bytes();
            Item::Project(ProjectId::new(1_700_000_000_000, [a, b, 0, 0, 0, 0, 0, 0, 0, 0]))
        });
        for keys in [counted.collect::<Vec<_>>(), timed.collect::<Vec<_>>()] {
            let buckets: HashSet<u64> = keys.iter().map(|item| hash(*item) & 4_095).collect();
            assert!(buckets.len() > 2_300, "{} of 4096", buckets.len());
            let all: HashSet<u64> = keys.iter().map(|item| hash(*item)).collect();
            assert_eq!(all.len(), keys.len());
        }
    }
}

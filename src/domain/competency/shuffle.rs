//! An order that a seed from outside decides.

/// The places `0..count` in an order that depends on the seed only: a Fisher–Yates shuffle driven by a
/// 64-bit FNV-1a hash of the seed and a `SplitMix64` sequence from there.
pub fn shuffled(seed: &str, count: usize) -> Vec<usize> {
    let mut state = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        let among = u64::try_from(last + 1).unwrap_or(u64::MAX);
        let other = usize::try_from(next() % among).unwrap_or(0);
        order.swap(last, other);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_comes_and_none_is_favoured() {
        let mut counts = std::collections::BTreeMap::new();
        for seed in 0..24_000 {
            *counts.entry(shuffled(&seed.to_string(), 4)).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 24);
        assert!(counts.values().all(|count| (800..1_200).contains(count)), "{counts:?}");
        assert_eq!(shuffled("x", 4), shuffled("x", 4));
        assert_eq!((shuffled("x", 0).len(), shuffled("x", 1)), (0, vec![0]));
    }
}

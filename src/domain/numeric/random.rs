//! A seeded generator: the same seed gives the same draws on every machine and for ever, so that a result
//! can be repeated from the file.

/// xoshiro256++ (Blackman and Vigna 2021, DOI 10.1145/3460772), its state filled by `SplitMix64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// The generator of a seed.
    pub fn new(seed: u64) -> Self {
        let mut mixed = seed;
        let state = std::array::from_fn(|_| {
            mixed = mixed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = mixed;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        });
        Self { state }
    }

    /// 64 random bits.
    pub const fn bits(&mut self) -> u64 {
        let [s0, s1, s2, s3] = self.state;
        let result = s0.wrapping_add(s3).rotate_left(23).wrapping_add(s0);
        let t = s1 << 17;
        let s2 = s2 ^ s0;
        let s3 = s3 ^ s1;
        self.state = [s0 ^ s3, s1 ^ s2, s2 ^ t, s3.rotate_left(45)];
        result
    }

    /// Uniform in [0, 1), 53 bits.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
    pub const fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Two uniform draws in [0, 1) from the same 64 bits, 32 bits each.
    #[expect(clippy::cast_precision_loss, reason = "32 bits fit a double exactly")]
    pub const fn halves(&mut self) -> (f64, f64) {
        let bits = self.bits();
        ((bits >> 32) as f64 * (1.0 / 4_294_967_296.0), (bits & 0xffff_ffff) as f64 * (1.0 / 4_294_967_296.0))
    }

    /// Uniform below a bound (0 for a bound of 0), without bias worth the name for bounds below 2^32.
    #[expect(clippy::cast_possible_truncation, reason = "the result is below the bound, a usize")]
    pub const fn below(&mut self, bound: usize) -> usize {
        ((self.bits() as u128 * bound as u128) >> 64) as usize
    }

    /// Two independent standard normal draws' first (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// An order of `0..count` picked at random (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_draws_are_those_of_the_published_algorithm() {
        // From the reference C code with the state 1, 2, 3, 4.
        let mut random = Random { state: [1, 2, 3, 4] };
        let draws: Vec<u64> = (0..4).map(|_| random.bits()).collect();
        assert_eq!(draws, [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386]);
    }

    #[test]
    fn the_moments_are_those_of_the_distributions() {
        let mut random = Random::new(7);
        let n = 200_000;
        let (mut sum, mut squares, mut normal, mut spread) = (0.0, 0.0, 0.0, 0.0);
        for _ in 0..n {
            let u = random.unit();
            assert!((0.0..1.0).contains(&u));
            sum += u;
            squares += u * u;
            let z = random.normal();
            normal += z;
            spread += z * z;
        }
        let n = f64::from(n);
        assert!((sum / n - 0.5).abs() < 0.003 && (squares / n - 1.0 / 3.0).abs() < 0.003);
        assert!((normal / n).abs() < 0.01 && (spread / n - 1.0).abs() < 0.015);
    }

    #[test]
    fn halves_are_uniform_and_independent() {
        let mut random = Random::new(3);
        let count = 100_000;
        let (mut first, mut second, mut product) = (0.0, 0.0, 0.0);
        for _ in 0..count {
            let (x, y) = random.halves();
            assert!((0.0..1.0).contains(&x) && (0.0..1.0).contains(&y));
            first += x;
            second += y;
            product += x * y;
        }
        let count = f64::from(count);
        assert!((first / count - 0.5).abs() < 0.004 && (second / count - 0.5).abs() < 0.004);
        assert!((product / count - 0.25).abs() < 0.004);
    }

    #[test]
    fn a_shuffle_keeps_everything_and_favours_nobody() {
        let mut random = Random::new(1);
        let mut first = [0_u32; 5];
        for _ in 0..10_000 {
            let mut items = [0, 1, 2, 3, 4];
            random.shuffle(&mut items);
            first[items[0]] += 1;
            items.sort_unstable();
            assert_eq!(items, [0, 1, 2, 3, 4]);
        }
        assert!(first.iter().all(|count| (1_850..2_150).contains(count)), "{first:?}");
    }
}

//! Numbers that plans are made of: decimal, exact, within limits.

use serde::{Deserialize, Serialize};

use crate::domain::error::ValueError;

/// A decimal number with up to three decimals: points, person-months, hours, full-time equivalents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Quantity(i64);

impl Quantity {
    /// The largest number of thousandths, either sign: exact as a binary double.
    pub const LIMIT: i64 = 9_000_000_000_000_000;
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A number from its thousandths, cut to the limit.
    pub const fn from_milli(milli: i64) -> Self {
        if milli > Self::LIMIT {
            Self(Self::LIMIT)
        } else if milli < -Self::LIMIT {
            Self(-Self::LIMIT)
        } else {
            Self(milli)
        }
    }

    /// A whole number, cut to the limit.
    pub const fn whole(number: i64) -> Self {
        Self::from_milli(number.saturating_mul(1_000))
    }

    /// The nearest number of thousandths; none when the double is no finite number or beyond the limit.
    pub fn nearest(number: f64) -> Option<Self> {
        let milli = (number * 1_000.0).round();
        #[expect(clippy::cast_precision_loss, reason = "the limit is exact as a double")]
        let limit = Self::LIMIT as f64;
        #[expect(clippy::cast_possible_truncation, reason = "checked against the limit")]
        (milli.is_finite() && milli.abs() <= limit).then_some(Self(milli as i64))
    }

    /// Thousandths.
    pub const fn milli(self) -> i64 {
        self.0
    }

    /// As a double; exact to the thousandth.
    pub fn number(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "within the exact range")]
        let milli = self.0 as f64;
        milli / 1_000.0
    }

    /// The sum, cut to the limit.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self::from_milli(self.0.saturating_add(other.0))
    }

    /// The difference, cut to the limit.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self::from_milli(self.0.saturating_sub(other.0))
    }

    /// Reads a number as it is typed: grouping and full-width digits are taken, at most three decimals.
    ///
    /// # Errors
    /// [`ValueError::NotANumber`], [`ValueError::TooFine`] beyond three decimals, [`ValueError::OutOfRange`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        // The same reading as money; a unit of a thousand has three decimals more than its cents.
        let plain = plain(text).ok_or_else(|| ValueError::NotANumber(text.trim().to_owned()))?;
        let (negative, digits) =
            plain.strip_prefix('-').map_or((false, plain.as_str()), |digits| (true, digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 3 {
            return Err(ValueError::TooFine(text.trim().to_owned()));
        }
        let refused = || ValueError::OutOfRange(text.trim().to_owned());
        let milli = format!("0{whole}{fraction:0<3}").parse::<i64>().map_err(|_| refused())?;
        if milli > Self::LIMIT {
            return Err(refused());
        }
        Ok(Self(if negative { -milli } else { milli }))
    }

    /// The number written out, with a point and without grouping; [`Quantity::parse`] reads it back.
    pub fn plain(self) -> String {
        let digits = format!("{:0>4}", self.0.unsigned_abs());
        let (whole, fraction) = digits.split_at(digits.len() - 3);
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.0 < 0 { "-" } else { "" };
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

impl TryFrom<i64> for Quantity {
    type Error = ValueError;
    fn try_from(milli: i64) -> Result<Self, ValueError> {
        if (-Self::LIMIT..=Self::LIMIT).contains(&milli) {
            Ok(Self(milli))
        } else {
            Err(ValueError::OutOfRange(milli.to_string()))
        }
    }
}

impl From<Quantity> for i64 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}

/// Digits with at most one point and a leading minus, or nothing.
fn plain(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '0'..='9' => plain.push(c),
            '０'..='９' => plain.push(char::from_digit(u32::from(c) - u32::from('０'), 10)?),
            '.' | '．' if !plain.contains('.') => plain.push('.'),
            '-' | '−' | '－' if plain.is_empty() => plain.push('-'),
            ',' | '，' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}'
                if plain.contains(|c: char| c.is_ascii_digit()) => {}
            _ => return None,
        }
    }
    plain.contains(|c: char| c.is_ascii_digit()).then_some(plain)
}

/// A share of a whole, in ten-thousandths: 0 to 100 %, to the hundredth of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Share(u32);

impl Share {
    /// All of it.
    pub const ALL: Self = Self(10_000);

    /// A share of so many ten-thousandths; none beyond all of it.
    pub const fn from_basis(basis: u32) -> Option<Self> {
        if basis <= 10_000 { Some(Self(basis)) } else { None }
    }

    /// So many per cent, cut at 100.
    pub const fn percent(percent: u32) -> Self {
        if percent >= 100 { Self::ALL } else { Self(percent * 100) }
    }

    /// Ten-thousandths.
    pub const fn basis(self) -> u32 {
        self.0
    }

    /// 0 to 1.
    pub fn number(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }

    /// Reads per cent as typed, with or without the sign: `40`, `37.5 %`, `４０％`.
    ///
    /// # Errors
    /// [`ValueError`] as of [`Quantity::parse`]; [`ValueError::OutOfRange`] outside 0 to 100.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let bare = text.trim().trim_end_matches(['%', '％']).trim_end();
        let milli = Quantity::parse(bare)?.milli();
        if milli % 10 != 0 {
            return Err(ValueError::TooFine(text.trim().to_owned()));
        }
        u32::try_from(milli / 10)
            .ok()
            .and_then(Self::from_basis)
            .ok_or_else(|| ValueError::OutOfRange(text.trim().to_owned()))
    }

    /// Per cent written out, without the sign.
    pub fn plain(self) -> String {
        Quantity::from_milli(i64::from(self.0) * 10).plain()
    }
}

impl TryFrom<u32> for Share {
    type Error = ValueError;
    fn try_from(basis: u32) -> Result<Self, ValueError> {
        Self::from_basis(basis).ok_or_else(|| ValueError::OutOfRange(basis.to_string()))
    }
}

impl From<Share> for u32 {
    fn from(share: Share) -> Self {
        share.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_exactly() {
        for (text, milli) in
            [("12.5", 12_500), ("1,200", 1_200_000), ("０．５", 500), ("-3", -3_000), (".25", 250)]
        {
            assert_eq!(Quantity::parse(text).map(Quantity::milli), Ok(milli), "{text}");
        }
        for text in ["", "-", "1e3", "2 天"] {
            assert!(matches!(Quantity::parse(text), Err(ValueError::NotANumber(_))), "{text}");
        }
        assert!(matches!(Quantity::parse("0.0001"), Err(ValueError::TooFine(_))));
        assert!(matches!(Quantity::parse("99999999999999999999"), Err(ValueError::OutOfRange(_))));
        assert!(matches!(Quantity::parse("9000000000000.001"), Err(ValueError::OutOfRange(_))));
    }

    #[test]
    fn doubles_become_the_nearest_thousandth() {
        assert_eq!(Quantity::nearest(1.000_499), Some(Quantity::from_milli(1_000)));
        assert_eq!(Quantity::nearest(f64::NAN), None);
        assert_eq!(Quantity::nearest(1e300), None);
    }

    #[test]
    fn shares_are_per_cent() {
        assert_eq!(Share::parse("37.5 %"), Ok(Share(3_750)));
        assert_eq!(Share::parse("４０％"), Ok(Share(4_000)));
        assert_eq!(Share(3_750).plain(), "37.5");
        assert!(matches!(Share::parse("100.01"), Err(ValueError::OutOfRange(_))));
        assert!(matches!(Share::parse("-1"), Err(ValueError::OutOfRange(_))));
        assert!(matches!(Share::parse("0.001"), Err(ValueError::TooFine(_))));
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_out_is_read_back(milli in -Quantity::LIMIT..=Quantity::LIMIT) {
            let quantity = Quantity::from_milli(milli);
            proptest::prop_assert_eq!(Quantity::parse(&quantity.plain()), Ok(quantity));
        }
    }
}

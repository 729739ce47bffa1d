//! Money in integer minor units (cents, fen): sums are exact.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::error::ValueError;

/// An amount in hundredths of the workspace's currency. Within ±9·10^15, so that every sum of a
/// workspace's projects fits an `i64` and every single amount is exact as a binary double.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Money(i64);

impl Money {
    /// The largest amount in minor units, either sign.
    pub const LIMIT: i64 = 9_000_000_000_000_000;

    /// An amount from minor units.
    ///
    /// # Errors
    /// [`ValueError::OutOfRange`] beyond [`Money::LIMIT`].
    pub fn from_minor(minor: i64) -> Result<Self, ValueError> {
        if (-Self::LIMIT..=Self::LIMIT).contains(&minor) {
            Ok(Self(minor))
        } else {
            Err(ValueError::OutOfRange(minor.to_string()))
        }
    }

    /// The sum, cut to [`Money::LIMIT`].
    #[must_use]
    pub fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0).clamp(-Self::LIMIT, Self::LIMIT))
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for Money {
    type Error = ValueError;
    fn try_from(minor: i64) -> Result<Self, ValueError> {
        Self::from_minor(minor)
    }
}

impl From<Money> for i64 {
    fn from(money: Money) -> Self {
        money.0
    }
}

/// An ISO 4217 code: three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// Renminbi.
    pub const CNY: Self = Self(*b"CNY");

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("CNY")
    }
}

impl TryFrom<String> for Currency {
    type Error = ValueError;
    fn try_from(code: String) -> Result<Self, ValueError> {
        let upper = code.trim().to_ascii_uppercase();
        match <[u8; 3]>::try_from(upper.as_bytes()) {
            Ok(letters) if letters.iter().all(u8::is_ascii_uppercase) => Ok(Self(letters)),
            _ => Err(ValueError::NotACurrency(code)),
        }
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// How amounts are typed and shown: a currency and how many of its units one shown unit is (万元: 10,000).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyUnit {
    /// The currency of every amount in the workspace.
    pub currency: Currency,
    /// Currency units in one shown unit.
    pub scale: MoneyScale,
}

/// The shown unit of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyScale {
    /// The currency's own unit.
    One,
    /// 1,000.
    Thousand,
    /// 10,000 (万).
    TenThousand,
    /// 1,000,000.
    Million,
}

impl MoneyScale {
    /// Every scale, smallest first.
    pub const ALL: [Self; 4] = [Self::One, Self::Thousand, Self::TenThousand, Self::Million];

    /// Decimal digits after the point that one minor unit needs at this scale.
    pub const fn decimals(self) -> usize {
        match self {
            Self::One => 2,
            Self::Thousand => 5,
            Self::TenThousand => 6,
            Self::Million => 8,
        }
    }
}

impl Default for MoneyUnit {
    fn default() -> Self {
        Self { currency: Currency::CNY, scale: MoneyScale::TenThousand }
    }
}

impl MoneyUnit {
    /// Reads an amount typed in shown units. Grouping commas, apostrophes and spaces, full-width
    /// digits and a currency sign in front are accepted; the value is taken exactly, never rounded.
    ///
    /// # Errors
    /// [`ValueError::NotANumber`], [`ValueError::TooFine`] below one minor unit, [`ValueError::OutOfRange`].
    pub fn parse(self, text: &str) -> Result<Money, ValueError> {
        let plain = plain_number(text).ok_or_else(|| ValueError::NotANumber(text.trim().to_owned()))?;
        let (negative, digits) = match plain.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, plain.as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let fraction = fraction.trim_end_matches('0');
        let decimals = self.scale.decimals();
        if fraction.len() > decimals {
            return Err(ValueError::TooFine(text.trim().to_owned()));
        }
        let minor = format!("{whole}{fraction:0<decimals$}");
        let significant = minor.trim_start_matches('0');
        let value: i64 = match significant {
            "" => 0,
            digits => digits.parse().map_err(|_| ValueError::OutOfRange(text.trim().to_owned()))?,
        };
        Money::from_minor(if negative { -value } else { value })
            .map_err(|_| ValueError::OutOfRange(text.trim().to_owned()))
    }

    /// The amount in shown units, exact, with a point and without grouping: what an edit field and a
    /// CSV file hold. [`MoneyUnit::parse`] reads it back.
    pub fn plain(self, money: Money) -> String {
        let decimals = self.scale.decimals();
        let digits = format!("{:0>width$}", money.minor().unsigned_abs(), width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let fraction = fraction.trim_end_matches('0');
        let sign = if money.minor() < 0 { "-" } else { "" };
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

/// Digits with at most one point and a leading minus, or nothing.
fn plain_number(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let trimmed = text.trim().trim_start_matches(['¥', '￥', '$', '€', '£']).trim_start();
    for c in trimmed.chars() {
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

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAN: MoneyUnit = MoneyUnit { currency: Currency::CNY, scale: MoneyScale::TenThousand };

    #[test]
    fn typed_amounts_are_exact() {
        for (typed, minor) in [
            ("2860", 2_860_000_000),
            ("2,860.5", 2_860_500_000),
            ("￥１２", 12_000_000),
            ("-0.000001", -1),
            (".5", 500_000),
            ("0", 0),
        ] {
            assert_eq!(WAN.parse(typed).map(Money::minor), Ok(minor), "{typed}");
        }
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for typed in ["", "-", "abc", "1.2.3", "1e5", "12万", ",5", "."] {
            assert!(matches!(WAN.parse(typed), Err(ValueError::NotANumber(_))), "{typed}");
        }
        assert!(matches!(WAN.parse("0.0000001"), Err(ValueError::TooFine(_))));
        assert!(matches!(WAN.parse("99999999999999999999"), Err(ValueError::OutOfRange(_))));
        assert!(matches!(WAN.parse("9000000001"), Err(ValueError::OutOfRange(_))));
    }

    proptest::proptest! {
        #[test]
        fn plain_is_read_back(minor in -Money::LIMIT..=Money::LIMIT, scale in 0_usize..4) {
            let unit = MoneyUnit { currency: Currency::CNY, scale: MoneyScale::ALL[scale] };
            let money = Money::from_minor(minor).unwrap();
            proptest::prop_assert_eq!(unit.parse(&unit.plain(money)), Ok(money));
        }
    }
}

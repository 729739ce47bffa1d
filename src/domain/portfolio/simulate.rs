//! What a chosen set may come to cost and be worth when its figures are uncertain.

use serde::{Deserialize, Serialize};

use super::tally::{Breach, tally};
use super::{Outline, Portfolio, Says, Schedule};
use crate::domain::Workspace;
use crate::domain::numeric::Random;

/// How far figures may be off, as factors of what is planned: each project's cost and value is drawn by itself
/// from a triangle with its peak at 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Least and greatest factor of cost.
    pub cost: (f64, f64),
    /// Least and greatest factor of value.
    pub value: (f64, f64),
}

impl Default for Spread {
    /// Costs overrun more often than they fall short; benefits the other way round. A judgement, to be edited.
    fn default() -> Self {
        Self { cost: (0.9, 1.4), value: (0.6, 1.1) }
    }
}

/// How often amounts fell into bins of the same width.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Histogram {
    /// Where the first bin begins.
    pub low: f64,
    /// Width of each; 0 when all amounts are the same.
    pub width: f64,
    /// How many fell into each.
    pub counts: Vec<u32>,
}

impl Histogram {
    const BINS: u32 = 40;

    /// The bins of an ascending list; none without amounts.
    fn of(ascending: &[f64]) -> Self {
        let (Some(low), Some(high)) = (ascending.first().copied(), ascending.last().copied()) else {
            return Self::default();
        };
        let width = (high - low) / f64::from(Self::BINS);
        if width <= 0.0 {
            let all = u32::try_from(ascending.len()).unwrap_or(u32::MAX);
            return Self { low, width: 0.0, counts: vec![all] };
        }
        let mut counts = vec![0; Self::BINS as usize];
        for amount in ascending {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "from 0 to the count of bins"
            )]
            let bin = ((amount - low) / width) as usize;
            // The largest belongs to the last bin.
            if let Some(count) = counts.get_mut(bin.min(Self::BINS as usize - 1)) {
                *count += 1;
            }
        }
        Self { low, width, counts }
    }
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Simulated {
    /// Cost that is not exceeded in half of the draws, and in 80 %; minor units.
    pub cost: (f64, f64),
    /// Value that is reached at least in half of the draws, and in 80 %.
    pub value: (f64, f64),
    /// Share of the draws that stay within every budget that is on.
    pub within_budgets: f64,
    /// How costs are spread; minor units.
    pub costs: Histogram,
    /// How values are spread.
    pub values: Histogram,
}

/// A draw from a triangle between `low` and `high` with its peak at 1, by the inverse of its distribution.
/// A triangle without width is its peak.
pub fn triangle(uniform: f64, low: f64, high: f64) -> f64 {
    let (low, high) = (low.min(1.0), high.max(1.0));
    let width = high - low;
    if width <= 0.0 {
        return 1.0;
    }
    let peak = (1.0 - low) / width;
    if uniform < peak {
        low + (uniform * width * (1.0 - low)).sqrt()
    } else {
        high - ((1.0 - uniform) * width * (high - 1.0)).sqrt()
    }
}

/// The value below which a share of an ascending list lies: the smallest that covers it.
pub fn quantile(ascending: &[f64], share: f64) -> Option<f64> {
    if ascending.is_empty() {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "draws number thousands")]
    let rank = (share.clamp(0.0, 1.0) * ascending.len() as f64).ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the list")]
    let index = (rank as usize).saturating_sub(1);
    ascending.get(index.min(ascending.len() - 1)).copied()
}

/// A chosen project as planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Planned {
    /// Cost of each year of the horizon; minor units.
    by_year: Vec<f64>,
    /// Cost in all.
    cost: f64,
    value: f64,
}

/// A chosen set as plain numbers, so that it crosses to a worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stake {
    projects: Vec<Planned>,
    /// Gains and savings of pairs are taken as they are planned.
    gains: f64,
    saved: f64,
    /// Budgets that are on: the year's place (none: the whole horizon) and the most.
    budgets: Vec<(Option<usize>, f64)>,
}

impl Stake {
    /// A set that was chosen.
    #[expect(clippy::cast_precision_loss, reason = "money is exact as a double")]
    pub fn of(workspace: &Workspace, part: &Portfolio, chosen: &Schedule) -> Self {
        let horizon = part.horizon;
        let found = tally(workspace, part, chosen);
        let years: Vec<i32> = horizon.years().collect();
        let projects: Vec<Planned> = chosen
            .iter()
            .filter_map(|(id, slot)| {
                let project = workspace.project(*id)?;
                let outline = Outline::of(project, part.plans.get(id), horizon);
                let share = slot.share.number();
                let cost_in =
                    |year: &i32| outline.cost_in_year(horizon, slot.start, *year).minor() as f64 * share;
                let by_year = years.iter().map(cost_in).collect();
                let value = part.values().map(|values| values.of(*id).number() * share).unwrap_or_default();
                let value = if part.free_starts {
                    value * super::Horizon::discount(part.discount, slot.start + outline.duration)
                } else {
                    value
                };
                Some(Planned { by_year, cost: outline.total_cost().minor() as f64 * share, value })
            })
            .collect();
        let gains = found.value - projects.iter().map(|project| project.value).sum::<f64>();
        let saved = projects.iter().map(|project| project.cost).sum::<f64>() - found.cost.minor() as f64;
        let budgets = part
            .rules
            .iter()
            .filter(|rule| rule.on)
            .filter_map(|rule| match rule.says {
                Says::Budget { year, max } => {
                    let relief = relief(&found, year, &years, &projects);
                    let place = year.and_then(|year| years.iter().position(|other| *other == year));
                    Some((place, max.minor() as f64 + relief))
                }
                _ => None,
            })
            .collect();
        Self { projects, gains, saved, budgets }
    }

    /// Draws cost and value; the same seed gives the same result. No draws give zeros.
    #[expect(clippy::cast_precision_loss, reason = "draws number thousands")]
    pub fn simulate(&self, spread: Spread, draws: usize, seed: u64) -> Simulated {
        let mut random = Random::new(seed);
        let mut costs = Vec::with_capacity(draws.min(1_000_000));
        let mut values = Vec::with_capacity(draws.min(1_000_000));
        let mut within = 0_usize;
        let years = self.projects.iter().map(|project| project.by_year.len()).max().unwrap_or(0);
        for _ in 0..draws {
            let mut spent = vec![0.0; years];
            let (mut cost, mut value) = (-self.saved, self.gains);
            for project in &self.projects {
                let factor = triangle(random.unit(), spread.cost.0, spread.cost.1);
                for (sum, amount) in spent.iter_mut().zip(&project.by_year) {
                    *sum += amount * factor;
                }
                cost += project.cost * factor;
                value += project.value * triangle(random.unit(), spread.value.0, spread.value.1);
            }
            let kept = self.budgets.iter().all(|(year, max)| {
                let sum = year.map_or(cost, |year| spent.get(year).copied().unwrap_or(0.0));
                sum <= max * (1.0 + 1e-12)
            });
            within += usize::from(kept);
            costs.push(cost);
            values.push(value);
        }
        costs.sort_by(f64::total_cmp);
        values.sort_by(f64::total_cmp);
        let of = |list: &[f64], share: f64| quantile(list, share).unwrap_or(0.0);
        Simulated {
            cost: (of(&costs, 0.5), of(&costs, 0.8)),
            // "At least, in 80 % of draws": a fifth lies below.
            value: (of(&values, 0.5), of(&values, 0.2)),
            within_budgets: if draws == 0 { 0.0 } else { within as f64 / draws as f64 },
            costs: Histogram::of(&costs),
            values: Histogram::of(&values),
        }
    }
}

/// What pools and savings take off a year: planned spending less what the tally counts.
#[expect(clippy::cast_precision_loss, reason = "money is exact as a double")]
fn relief(found: &super::tally::Tally, year: Option<i32>, years: &[i32], projects: &[Planned]) -> f64 {
    let Some(year) = year else { return 0.0 };
    let Some(at) = years.iter().position(|other| *other == year) else { return 0.0 };
    let planned: f64 = projects.iter().filter_map(|project| project.by_year.get(at)).sum();
    let counted = found.spent(year).minor() as f64;
    // A budget that is broken as planned has no relief to speak of.
    let broken = found.breaches.iter().any(|breach| matches!(breach, Breach::Money { .. }));
    if broken { 0.0 } else { (planned - counted).max(0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triangle_has_its_ends_and_its_mean() {
        assert!((triangle(0.0, 0.9, 1.4) - 0.9).abs() < 1e-12);
        assert!((triangle(1.0, 0.9, 1.4) - 1.4).abs() < 1e-12);
        assert!((triangle(0.3, 1.0, 1.0) - 1.0).abs() < 1e-12);
        // By Simpson's rule over the inverse: the mean of a triangle is the mean of its corners.
        let steps = 20_000;
        let mean: f64 =
            (0..steps).map(|k| triangle((f64::from(k) + 0.5) / f64::from(steps), 0.9, 1.4)).sum::<f64>()
                / f64::from(steps);
        assert!((mean - (0.9 + 1.0 + 1.4) / 3.0).abs() < 1e-4, "{mean}");
    }

    #[test]
    fn a_histogram_counts_everything_once() {
        let list: Vec<f64> = (0..=1_000).map(f64::from).collect();
        let histogram = Histogram::of(&list);
        assert_eq!(histogram.counts.iter().sum::<u32>(), 1_001);
        assert_eq!((histogram.low, histogram.width, histogram.counts.len()), (0.0, 25.0, 40));
        // 25 whole numbers a bin, and the last one with its upper end.
        assert!(histogram.counts.iter().take(39).all(|count| *count == 25));
        assert_eq!(histogram.counts.last(), Some(&26));
        assert_eq!(Histogram::of(&[]), Histogram::default());
        assert_eq!(Histogram::of(&[7.0; 3]), Histogram { low: 7.0, width: 0.0, counts: vec![3] });
    }

    #[test]
    fn quantiles_cover_their_share() {
        let list = [1.0, 2.0, 3.0, 4.0, 5.0];
        assert_eq!(quantile(&list, 0.5), Some(3.0));
        assert_eq!(quantile(&list, 0.8), Some(4.0));
        assert_eq!(quantile(&list, 0.0), Some(1.0));
        assert_eq!(quantile(&list, 1.0), Some(5.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}

//! Ranks from scores.

/// Scores that differ by no more than this share of the larger one's size are a tie: what is left of rounding
/// after a few thousand additions.
pub const TIE: f64 = 1e-12;

/// The rank of each score, from 1; ties share the better rank (1, 2, 2, 4). A run of near-ties is compared with
/// its best.
pub fn ranks(scores: &[f64], more_is_better: bool) -> Vec<usize> {
    let mut order: Vec<(f64, usize)> = scores
        .iter()
        .enumerate()
        .map(|(index, score)| (if more_is_better { -score } else { *score }, index))
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut ranks = vec![0; scores.len()];
    let mut lead = (f64::NEG_INFINITY, 0);
    for (place, (score, index)) in order.into_iter().enumerate() {
        let same =
            lead.0.is_finite() && (score - lead.0).abs() <= TIE * score.abs().max(lead.0.abs()).max(TIE);
        if !same {
            lead = (score, place + 1);
        }
        if let Some(rank) = ranks.get_mut(index) {
            *rank = lead.1;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_the_better_rank() {
        assert_eq!(ranks(&[0.5, 0.9, 0.5, 0.1], true), [2, 1, 2, 4]);
        assert_eq!(ranks(&[0.5, 0.9, 0.5, 0.1], false), [2, 4, 2, 1]);
        assert_eq!(ranks(&[0.1 + 0.2, 0.3, 0.0, -0.0], true), [1, 1, 3, 3]);
        assert_eq!(ranks(&[], true), Vec::<usize>::new());
    }
}

//! A small linear programme.

/// Maximises `gain · x` subject to `rows · x <= right`, `x >= 0`, for right sides of at least zero, by the simplex method
/// with Bland's rule, which cannot cycle (Bland 1977). Gives x, or none when the maximum is unbounded.
pub fn maximise(gain: &[f64], rows: &[Vec<f64>], right: &[f64]) -> Option<Vec<f64>> {
    let (n, m) = (gain.len(), rows.len());
    // Columns: variables, slacks, right side.
    let width = n + m + 1;
    let mut table: Vec<Vec<f64>> = rows
        .iter()
        .zip(right)
        .enumerate()
        .map(|(index, (row, right))| {
            let slack = (0..m).map(|other| if other == index { 1.0 } else { 0.0 });
            row.iter().copied().chain(slack).chain([*right]).collect()
        })
        .collect();
    let mut reduced: Vec<f64> = gain.iter().copied().chain(std::iter::repeat_n(0.0, m + 1)).collect();
    let mut basis: Vec<usize> = (n..n + m).collect();
    let at = |row: &[f64], column: usize| row.get(column).copied().unwrap_or(0.0);
    // Far more steps than a problem of this size takes.
    for _ in 0..50_000 {
        let Some(entering) = (0..n + m).find(|column| at(&reduced, *column) > 1e-12) else {
            let mut solution = vec![0.0; n];
            for (row, variable) in table.iter().zip(&basis) {
                if let Some(place) = solution.get_mut(*variable) {
                    *place = at(row, width - 1);
                }
            }
            return Some(solution);
        };
        let leaving = table
            .iter()
            .zip(&basis)
            .enumerate()
            .filter(|(_, (row, _))| at(row, entering) > 1e-12)
            .map(|(index, (row, variable))| (at(row, width - 1) / at(row, entering), *variable, index))
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?
            .2;
        let pivot = {
            let row = table.get_mut(leaving)?;
            let head = at(row, entering);
            for value in row.iter_mut() {
                *value /= head;
            }
            row.clone()
        };
        let clear = |row: &mut Vec<f64>| {
            let factor = at(row, entering);
            if factor != 0.0 {
                for (value, lead) in row.iter_mut().zip(&pivot) {
                    *value -= factor * lead;
                }
            }
        };
        for (index, row) in table.iter_mut().enumerate() {
            if index != leaving {
                clear(row);
            }
        }
        clear(&mut reduced);
        *basis.get_mut(leaving)? = entering;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_textbook_problem() {
        // max 3x + 5y, x <= 4, 2y <= 12, 3x + 2y <= 18: x = 2, y = 6 (Hillier and Lieberman).
        let x = maximise(&[3.0, 5.0], &[vec![1.0, 0.0], vec![0.0, 2.0], vec![3.0, 2.0]], &[4.0, 12.0, 18.0])
            .unwrap();
        assert!((x[0] - 2.0).abs() < 1e-12 && (x[1] - 6.0).abs() < 1e-12);
    }

    #[test]
    fn an_unbounded_problem_has_no_maximum() {
        assert_eq!(maximise(&[1.0, 0.0], &[vec![-1.0, 1.0]], &[1.0]), None);
    }

    #[test]
    fn a_problem_that_cycles_without_blands_rule_ends() {
        // Beale 1955.
        let rows = [vec![0.25, -60.0, -0.04, 9.0], vec![0.5, -90.0, -0.02, 3.0], vec![0.0, 0.0, 1.0, 0.0]];
        let gain = [0.75, -150.0, 0.02, -6.0];
        let x = maximise(&gain, &rows, &[0.0, 0.0, 1.0]).unwrap();
        let value = crate::domain::numeric::dot(&gain, &x);
        assert!((value - 0.05).abs() < 1e-12);
    }
}

//! The dual simplex method for columns with bounds on both sides, on a dense tableau.
//!
//! Every structural column is bounded, so that placing each at the bound that its reduced cost asks for is dual
//! feasible from the start; it stays so whatever bounds change. A search tree therefore jumps from node to node
//! by changing bounds and goes on from the basis that is there. Portfolio programs have few rows and at most
//! some hundred columns: a dense tableau is then faster than factors of a basis, and every row that is needed
//! for branching is at hand. The ratio test passes bounds ("long step"; Maros 2003, Computational Techniques of
//! the Simplex Method, ch. 10); rows are chosen by dual Devex weights (Forrest and Goldfarb 1992).
#![expect(
    clippy::indexing_slicing,
    reason = "the inner loops of the solver; every index is made in this file"
)]

use super::program::Program;

/// A basic column may be beyond its bound by this much. Rows and costs are scaled to 1.
const FEASIBLE: f64 = 1e-9;
/// Smaller elements are no pivots.
const PIVOT: f64 = 1e-7;
/// Smaller tableau elements are rounding.
const ZERO: f64 = 1e-12;
/// Smaller ones are no candidates of the ratio test: pivots on rounding make a singular basis.
const CANDIDATE: f64 = 1e-9;
/// A reduced cost of the wrong sign by more than this is no rounding.
const WRONG: f64 = 1e-7;
/// Reduced costs within this are 0.
const DUAL: f64 = 1e-11;

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Optimal,
    Infeasible,
    /// The objective has fallen below what is asked for.
    Cutoff,
    /// Too many pivots: the objective is a valid bound, no more.
    Unfinished,
}

/// The tableau. Basic columns are linear forms of the nonbasic ones; so is the objective.
#[derive(Debug, Clone)]
pub(super) struct Simplex {
    columns: usize,
    /// Their terms, scaled to 1 by powers of two.
    rows: Vec<Vec<(usize, f64)>>,
    costs: Vec<f64>,
    cost_scale: f64,
    /// One row for each basic variable, over the nonbasic ones.
    table: Vec<f64>,
    reduced: Vec<f64>,
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    /// Where a variable is: its row when basic, its column when not. Structural ones first, then one for the
    /// activity of each row.
    place: Vec<usize>,
    is_basic: Vec<bool>,
    lower: Vec<f64>,
    upper: Vec<f64>,
    value: Vec<f64>,
    weight: Vec<f64>,
    objective: f64,
    pivots: usize,
    /// Operations since they were last asked for, roughly.
    work: u64,
    candidates: Vec<Candidate>,
    passed: Vec<usize>,
    support: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Candidate {
    ratio: f64,
    size: f64,
    column: usize,
}

impl Simplex {
    /// The program's columns, without rows.
    pub fn new(program: &Program) -> Self {
        let columns = program.costs.len();
        let largest = program.costs.iter().fold(0.0_f64, |largest, cost| largest.max(cost.abs()));
        let cost_scale = power_of_two_below(largest);
        let costs: Vec<f64> = program.costs.iter().map(|cost| cost / cost_scale).collect();
        let mut simplex = Self {
            columns,
            rows: Vec::new(),
            reduced: costs.clone(),
            costs,
            cost_scale,
            table: Vec::new(),
            basic: Vec::new(),
            nonbasic: (0..columns).collect(),
            place: (0..columns).collect(),
            is_basic: vec![false; columns],
            lower: program.lower.clone(),
            upper: program.upper.clone(),
            value: vec![0.0; columns],
            weight: Vec::new(),
            objective: 0.0,
            pivots: 0,
            work: 0,
            candidates: Vec::new(),
            passed: Vec::new(),
            support: Vec::new(),
        };
        simplex.place_nonbasic();
        simplex
    }

    /// Adds a row; the next solve heeds it. The order of adding numbers the rows.
    pub fn add_row(&mut self, terms: &[(usize, f64)], lower: f64, upper: f64) {
        let largest = terms.iter().fold(0.0_f64, |largest, (_, factor)| largest.max(factor.abs()));
        let scale = power_of_two_below(largest);
        let row: Vec<(usize, f64)> = terms.iter().map(|&(column, factor)| (column, factor / scale)).collect();
        let at = self.table.len();
        self.table.resize(at + self.columns, 0.0);
        for &(column, factor) in &row {
            if self.is_basic[column] {
                let from = self.place[column] * self.columns;
                for index in 0..self.columns {
                    self.table[at + index] += factor * self.table[from + index];
                }
            } else {
                self.table[at + self.place[column]] += factor;
            }
        }
        let variable = self.place.len();
        self.place.push(self.basic.len());
        self.is_basic.push(true);
        self.basic.push(variable);
        self.lower.push(lower / scale);
        self.upper.push(upper / scale);
        let activity = row.iter().map(|&(column, factor)| factor * self.value[column]).sum();
        self.value.push(activity);
        self.weight.push(1.0);
        self.rows.push(row);
    }

    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    pub fn value(&self, column: usize) -> f64 {
        self.value[column]
    }

    pub fn values(&self) -> &[f64] {
        &self.value[..self.columns]
    }

    /// The objective of the present solution: a bound once dual feasible, which it always is.
    pub fn objective(&self) -> f64 {
        self.objective * self.cost_scale
    }

    /// The change of the objective by one unit of a nonbasic structural column; 0 for a basic one.
    pub fn reduced_cost(&self, column: usize) -> f64 {
        if self.is_basic[column] { 0.0 } else { self.reduced[self.place[column]] * self.cost_scale }
    }

    pub fn is_basic(&self, column: usize) -> bool {
        self.is_basic[column]
    }

    /// Operations since the last call, roughly.
    pub fn take_work(&mut self) -> u64 {
        std::mem::take(&mut self.work)
    }

    pub fn bounds(&self, column: usize) -> (f64, f64) {
        (self.lower[column], self.upper[column])
    }

    /// Changes the bounds of a structural column.
    pub fn set_bounds(&mut self, column: usize, lower: f64, upper: f64) {
        self.lower[column] = lower;
        self.upper[column] = upper;
        self.settle(column);
    }

    /// Puts a nonbasic variable at the bound that its reduced cost asks for.
    fn settle(&mut self, variable: usize) {
        if self.is_basic[variable] {
            return;
        }
        let column = self.place[variable];
        let target = self.resting_place(variable, self.reduced[column]);
        let change = target - self.value[variable];
        if change != 0.0 {
            self.value[variable] = target;
            self.move_column(column, change);
            self.objective += self.reduced[column] * change;
        }
    }

    fn resting_place(&self, variable: usize, reduced: f64) -> f64 {
        let (lower, upper) = (self.lower[variable], self.upper[variable]);
        let prefers_upper = if reduced.abs() <= DUAL { self.value[variable] >= upper } else { reduced > 0.0 };
        match (prefers_upper, lower.is_finite(), upper.is_finite()) {
            (true, _, true) | (false, false, true) => upper,
            (_, true, _) => lower,
            (_, false, false) => 0.0,
        }
    }

    fn move_column(&mut self, column: usize, change: f64) {
        let mut at = column;
        for row in 0..self.basic.len() {
            let factor = self.table[at];
            if factor != 0.0 {
                self.value[self.basic[row]] += factor * change;
            }
            at += self.columns;
        }
    }

    /// Places all nonbasic variables and computes the basic ones from them.
    fn place_nonbasic(&mut self) {
        for column in 0..self.columns {
            let variable = self.nonbasic[column];
            // A one-sided variable whose reduced cost has the wrong sign.
            let reduced = self.reduced[column];
            if (reduced > 0.0 && self.upper[variable].is_infinite())
                || (reduced < 0.0 && self.lower[variable].is_infinite())
            {
                if reduced.abs() > WRONG {
                    return self.reset();
                }
                self.reduced[column] = 0.0;
            }
            self.value[variable] = self.resting_place(variable, self.reduced[column]);
        }
        for row in 0..self.basic.len() {
            let line = &self.table[row * self.columns..(row + 1) * self.columns];
            let sum = line
                .iter()
                .zip(&self.nonbasic)
                .map(|(factor, variable)| factor * self.value[*variable])
                .sum();
            self.value[self.basic[row]] = sum;
        }
        self.objective = self.sum_objective();
    }

    fn sum_objective(&self) -> f64 {
        self.costs.iter().zip(&self.value).map(|(cost, value)| cost * value).sum()
    }

    /// Goes on to the optimum under the present bounds, or until the objective is at most `cutoff`.
    pub fn solve(&mut self, cutoff: f64) -> Outcome {
        let cutoff = cutoff / self.cost_scale;
        let limit = 200 + 20 * (self.rows.len() + 10);
        if self.pivots > 300 + 3 * self.rows.len() {
            self.rebuild();
        }
        self.objective = self.sum_objective();
        for iteration in 0..limit {
            if self.objective <= cutoff {
                return Outcome::Cutoff;
            }
            let Some((row, excess)) = self.leaving(iteration > limit / 2) else {
                return Outcome::Optimal;
            };
            if !self.step(row, excess) {
                if self.pivots == 0 || self.proves_infeasible(row) {
                    return Outcome::Infeasible;
                }
                self.rebuild();
            }
        }
        Outcome::Unfinished
    }

    /// The row to leave and by how much its variable is above its upper (positive) or below its lower bound.
    fn leaving(&self, first: bool) -> Option<(usize, f64)> {
        let mut best = None;
        let mut best_score = 0.0;
        for (row, &variable) in self.basic.iter().enumerate() {
            let value = self.value[variable];
            let above = value - self.upper[variable];
            let below = self.lower[variable] - value;
            let excess = if above > FEASIBLE {
                above
            } else if below > FEASIBLE {
                -below
            } else {
                continue;
            };
            let score = excess * excess / self.weight[row];
            if score > best_score {
                best_score = score;
                best = Some((row, excess));
                if first {
                    break;
                }
            }
        }
        best
    }

    /// The columns that can bring the variable of a row back, as a heap by ratio; the smallest is first.
    fn gather(&mut self, row: usize, sign: f64) {
        let line = &self.table[row * self.columns..(row + 1) * self.columns];
        self.candidates.clear();
        for (column, &element) in line.iter().enumerate() {
            let size = element * sign;
            if size.abs() <= CANDIDATE {
                continue;
            }
            let variable = self.nonbasic[column];
            let (lower, upper) = (self.lower[variable], self.upper[variable]);
            if lower >= upper {
                continue;
            }
            let value = self.value[variable];
            // At its lower bound it can rise, at its upper one it can fall.
            let helps = if size < 0.0 { value < upper } else { value > lower };
            if helps {
                self.candidates.push(Candidate {
                    ratio: self.reduced[column].abs() / size.abs(),
                    size: size.abs(),
                    column,
                });
            }
        }
        for index in (0..self.candidates.len() / 2).rev() {
            sift(&mut self.candidates, index);
        }
    }

    fn next_candidate(&mut self) -> Option<Candidate> {
        if self.candidates.is_empty() {
            return None;
        }
        let first = self.candidates.swap_remove(0);
        sift(&mut self.candidates, 0);
        Some(first)
    }

    fn range(&self, column: usize) -> f64 {
        let variable = self.nonbasic[column];
        self.upper[variable] - self.lower[variable]
    }

    /// One pivot; false when nothing can bring the row's variable back.
    fn step(&mut self, row: usize, excess: f64) -> bool {
        let sign = excess.signum();
        let mut slope = excess.abs();
        self.gather(row, sign);
        let leaving = self.basic[row];
        let target = if sign > 0.0 { self.upper[leaving] } else { self.lower[leaving] };
        let mut entering = None;
        self.passed.clear();
        while let Some(next) = self.next_candidate() {
            let room = self.range(next.column) * next.size;
            if slope - room <= FEASIBLE {
                entering = Some(next);
                break;
            }
            // Even at its other bound it does not suffice: it goes there, and the next one is asked.
            slope -= room;
            self.passed.push(next.column);
        }
        let Some(mut entering) = entering else { return false };
        // Among those that tie, the largest pivot; a tiny one would spoil the tableau.
        let tie = entering.ratio + 1e-10;
        while let Some(next) = self.candidates.first().copied().filter(|next| next.ratio <= tie) {
            self.next_candidate();
            if next.size > entering.size {
                entering = next;
            }
        }
        let mut worn = false;
        if entering.size < PIVOT {
            while let Some(next) = self.next_candidate() {
                if next.size > 100.0 * entering.size {
                    entering = next;
                    worn = true;
                    break;
                }
            }
        }
        for index in 0..self.passed.len() {
            self.flip(self.passed[index]);
        }
        self.pivot(row, entering.column, target);
        if worn {
            // A later breakpoint was taken: what lies before it changes sides.
            self.place_nonbasic();
        }
        true
    }

    /// Is there no solution, by the equation of a row? It is a sum of the original rows, so that this holds
    /// whatever the tableau has suffered: 0 = sum of multiplier * (activity - row * x).
    fn proves_infeasible(&self, row: usize) -> bool {
        let line = &self.table[row * self.columns..(row + 1) * self.columns];
        let mut factors = vec![0.0; self.columns];
        let (mut least, mut most) = (0.0_f64, 0.0_f64);
        let mut size = 0.0_f64;
        let mut add = |factor: f64, lower: f64, upper: f64| {
            if factor != 0.0 {
                let (a, b) = (factor * lower, factor * upper);
                least += a.min(b);
                most += a.max(b);
                size += factor.abs();
            }
        };
        let mut use_row = |index: usize, multiplier: f64, factors: &mut [f64]| {
            let variable = self.columns + index;
            add(multiplier, self.lower[variable], self.upper[variable]);
            for &(column, factor) in &self.rows[index] {
                factors[column] -= multiplier * factor;
            }
        };
        for (column, &element) in line.iter().enumerate() {
            let variable = self.nonbasic[column];
            if variable >= self.columns && element.abs() > ZERO {
                use_row(variable - self.columns, element, &mut factors);
            }
        }
        let own = self.basic[row];
        if own >= self.columns {
            use_row(own - self.columns, -1.0, &mut factors);
        }
        for (column, factor) in factors.into_iter().enumerate() {
            // Rounding of what should be nothing, on a bounded column.
            add(factor, self.lower[column], self.upper[column]);
        }
        let margin = 0.5 * FEASIBLE + 1e-13 * size;
        least > margin || most < -margin
    }

    fn flip(&mut self, column: usize) {
        let variable = self.nonbasic[column];
        let (lower, upper) = (self.lower[variable], self.upper[variable]);
        let target = if self.value[variable] <= lower { upper } else { lower };
        let change = target - self.value[variable];
        self.value[variable] = target;
        self.move_column(column, change);
        self.objective += self.reduced[column] * change;
    }

    /// Exchanges the basic variable of a row, which goes to `target`, with the nonbasic one of a column.
    fn pivot(&mut self, row: usize, column: usize, target: f64) {
        let columns = self.columns;
        let start = row * columns;
        let element = self.table[start + column];
        let leaving = self.basic[row];
        let entering = self.nonbasic[column];
        let change = (target - self.value[leaving]) / element;
        self.value[entering] += change;
        self.move_column(column, change);
        self.objective += self.reduced[column] * change;
        self.value[leaving] = target;
        self.exchange(row, column);
        // The basic variable now has its own place in the row; the reduced cost of a one-sided column may have
        // got the wrong sign by rounding.
        let reduced = self.reduced[column];
        if (reduced > 0.0 && self.upper[leaving] > target) || (reduced < 0.0 && self.lower[leaving] < target)
        {
            if reduced.abs() > WRONG {
                return self.reset();
            }
            self.reduced[column] = 0.0;
        }
    }

    /// Begins anew with the activities of the rows as the basis, which is dual feasible whatever has happened.
    fn reset(&mut self) {
        let columns = self.columns;
        self.begin_anew();
        self.weight.fill(1.0);
        self.pivots = 0;
        for column in 0..columns {
            self.value[column] = self.resting_place(column, self.reduced[column]);
        }
        for (row, terms) in self.rows.iter().enumerate() {
            self.value[columns + row] =
                terms.iter().map(|&(column, factor)| factor * self.value[column]).sum();
        }
        self.objective = self.sum_objective();
    }

    /// The tableau of the first basis.
    fn begin_anew(&mut self) {
        let columns = self.columns;
        self.table.fill(0.0);
        for (index, row) in self.rows.iter().enumerate() {
            for &(column, factor) in row {
                self.table[index * columns + column] += factor;
            }
        }
        self.reduced.clone_from(&self.costs);
        self.nonbasic = (0..columns).collect();
        self.basic = (columns..columns + self.rows.len()).collect();
        for variable in 0..columns {
            self.place[variable] = variable;
            self.is_basic[variable] = false;
        }
        for row in 0..self.rows.len() {
            self.place[columns + row] = row;
            self.is_basic[columns + row] = true;
        }
    }

    /// The algebra of an exchange, without values.
    fn exchange(&mut self, row: usize, column: usize) {
        let columns = self.columns;
        let start = row * columns;
        let element = self.table[start + column];
        let inverse = 1.0 / element;
        self.support.clear();
        {
            let line = &mut self.table[start..start + columns];
            for (index, factor) in line.iter_mut().enumerate() {
                if factor.abs() <= ZERO {
                    *factor = 0.0;
                } else {
                    *factor *= -inverse;
                    self.support.push(index);
                }
            }
            line[column] = inverse;
        }
        let sparse = self.support.len() * 3 < columns;
        let weight = self.weight[row];
        let (before, rest) = self.table.split_at_mut(start);
        let (line, after) = rest.split_at_mut(columns);
        let update = |target: &mut [f64], other_weight: Option<&mut f64>| {
            let factor = target[column];
            if factor == 0.0 {
                return;
            }
            target[column] = 0.0;
            if sparse {
                for &index in &self.support {
                    target[index] += factor * line[index];
                }
            } else {
                for (target, source) in target.iter_mut().zip(line.iter()) {
                    *target += factor * source;
                }
            }
            if let Some(other) = other_weight {
                let share = factor * inverse;
                *other = other.max(share * share * weight);
            }
        };
        let (weights_before, weights_rest) = self.weight.split_at_mut(row);
        for (target, weight) in before.chunks_exact_mut(columns).zip(weights_before) {
            update(target, Some(weight));
        }
        for (target, weight) in after.chunks_exact_mut(columns).zip(weights_rest.iter_mut().skip(1)) {
            update(target, Some(weight));
        }
        update(&mut self.reduced, None);
        self.weight[row] = (weight * inverse * inverse).max(1.0);
        let leaving = self.basic[row];
        let entering = self.nonbasic[column];
        self.basic[row] = entering;
        self.nonbasic[column] = leaving;
        self.place[entering] = row;
        self.place[leaving] = column;
        self.is_basic[entering] = true;
        self.is_basic[leaving] = false;
        self.pivots += 1;
        self.work += (self.table.len() + 4 * self.columns) as u64;
    }

    /// Computes the tableau of the present basis anew from the rows.
    pub fn rebuild(&mut self) {
        let columns = self.columns;
        let wanted: Vec<usize> = self.basic.iter().copied().filter(|variable| *variable < columns).collect();
        let old_values = self.value.clone();
        // Rows whose activity is to leave the basis.
        let mut leaves: Vec<bool> = (0..self.rows.len()).map(|row| !self.is_basic[columns + row]).collect();
        self.begin_anew();
        let mut missing: Vec<usize> = wanted;
        loop {
            let before = missing.len();
            let mut rest = Vec::new();
            for &variable in &missing {
                let column = self.place[variable];
                let mut best = None;
                let mut size = 1e-9;
                for (row, leaves) in leaves.iter().enumerate() {
                    let element = self.table[row * columns + column].abs();
                    if *leaves && element > size {
                        size = element;
                        best = Some(row);
                    }
                }
                match best {
                    Some(row) => {
                        self.exchange(row, column);
                        leaves[row] = false;
                    }
                    None => rest.push(variable),
                }
            }
            if rest.is_empty() || rest.len() == before {
                break;
            }
            missing = rest;
        }
        self.weight.fill(1.0);
        self.value = old_values;
        self.place_nonbasic();
        self.pivots = 0;
    }

    /// What the objective falls by at least when a basic binary column goes to 0 and to 1: the first long step
    /// of the dual method on each side (the penalties of Driebeek 1966, with bounds passed). Infinite when
    /// there is no solution there.
    pub fn penalties(&mut self, column: usize) -> (f64, f64) {
        let row = self.place[column];
        let value = self.value[column];
        let down = self.long_step(row, 1.0, value - self.lower[column]);
        let up = self.long_step(row, -1.0, self.upper[column] - value);
        (down * self.cost_scale, up * self.cost_scale)
    }

    fn long_step(&mut self, row: usize, sign: f64, excess: f64) -> f64 {
        if excess <= 0.0 {
            return 0.0;
        }
        self.gather(row, sign);
        let mut slope = excess;
        let mut at = 0.0;
        let mut fall = 0.0;
        while let Some(next) = self.next_candidate() {
            fall += slope * (next.ratio - at).max(0.0);
            at = at.max(next.ratio);
            slope -= self.range(next.column) * next.size;
            if slope <= FEASIBLE {
                return fall;
            }
        }
        f64::INFINITY
    }
}

fn sift(heap: &mut [Candidate], mut index: usize) {
    loop {
        let left = 2 * index + 1;
        if left >= heap.len() {
            return;
        }
        let right = left + 1;
        let child = if right < heap.len() && heap[right].ratio < heap[left].ratio { right } else { left };
        if heap[index].ratio <= heap[child].ratio {
            return;
        }
        heap.swap(index, child);
        index = child;
    }
}

/// A power of two near the size of a number, so that dividing by it is exact; 1 for 0.
fn power_of_two_below(size: f64) -> f64 {
    if size > 0.0 { size.log2().ceil().exp2() } else { 1.0 }
}

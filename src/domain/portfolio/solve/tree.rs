//! Branch and bound over a program with binary columns.
//!
//! Nodes are bit sets of fixed columns. The search dives from the node with the best bound: propagation over
//! rows, the relaxation (warm from wherever the tableau is), fixing by reduced costs, penalties of the fractional
//! columns for both sides, the better side next and the other one kept. Relations come into the relaxation only
//! when broken.
#![expect(
    clippy::indexing_slicing,
    reason = "the inner loops of the solver; every index is made in this file"
)]

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::program::{Group, Program, room};
use super::simplex::{Outcome, Simplex};

/// A binary column within this of a whole number is whole.
const WHOLE: f64 = 1e-6;
/// A broken row by more than this, relative to its scale, is put into the relaxation.
const BROKEN: f64 = 1e-6;
/// Open nodes kept in order of their bounds; beyond, the search goes depth first, so that memory has a limit.
const OPEN_NODES: usize = 300_000;

/// An integral solution.
#[derive(Debug, Clone)]
pub(super) struct Solution {
    pub values: Vec<f64>,
    pub objective: f64,
}

/// What the search reports to.
pub(super) trait Watch {
    fn stop(&mut self) -> bool;
    fn found(&mut self, solution: &Solution);
    fn bound(&mut self, bound: f64, nodes: u64);
    /// The reduced costs of the binary columns in the relaxation of the root.
    fn prices(&mut self, _reduced: &[f64]) {}

    /// A better solution that was found elsewhere, in about as much time as `work` operations take.
    fn offer(&mut self, _work: u64) -> Option<Vec<f64>> {
        None
    }
}

/// What a search is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    /// How many solutions, different in the binary columns.
    pub count: usize,
    /// Only solutions better than this.
    pub above: f64,
    /// The first solution suffices.
    pub any: bool,
}

impl Default for Ask {
    fn default() -> Self {
        Self { count: 1, above: f64::NEG_INFINITY, any: false }
    }
}

/// How it ended.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    /// The best first.
    pub solutions: Vec<Solution>,
    /// Nothing outside the solutions is better than this.
    pub bound: f64,
    /// Is the tree finished?
    pub complete: bool,
    pub nodes: u64,
}

#[derive(Debug, Clone)]
struct Node {
    bound: f64,
    depth: u32,
    /// Columns fixed at 0, then columns fixed at 1.
    fixed: Box<[u64]>,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Node {}
impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound.total_cmp(&other.bound).then(self.depth.cmp(&other.depth))
    }
}

/// The search.
pub(super) struct Tree<'a> {
    program: &'a Program,
    simplex: Simplex,
    ask: Ask,
    step: f64,
    words: usize,
    /// Rows by the binary columns in them.
    rows_of: Vec<Vec<u32>>,
    in_relaxation: Vec<bool>,
    /// The current node's fixings.
    fixed: Vec<u64>,
    open: BinaryHeap<Node>,
    stack: Vec<Node>,
    solutions: Vec<Solution>,
    nodes: u64,
    queue: Vec<u32>,
    queued: Vec<bool>,
    /// Binary columns that are not whole in the relaxation, and by how much.
    fractional: Vec<(usize, f64)>,
}

enum Step {
    Pruned,
    Branched,
}

impl<'a> Tree<'a> {
    pub fn new(program: &'a Program, ask: Ask) -> Self {
        let words = program.binaries.div_ceil(64);
        let mut simplex = Simplex::new(program);
        let mut rows_of = vec![Vec::new(); program.binaries];
        let mut in_relaxation = Vec::with_capacity(program.rows.len());
        for (index, row) in program.rows.iter().enumerate() {
            in_relaxation.push(!row.lazy);
            if !row.lazy {
                simplex.add_row(&row.terms, row.lower, row.upper);
            }
            for &(column, _) in &row.terms {
                if column < program.binaries {
                    rows_of[column].push(u32::try_from(index).unwrap_or(u32::MAX));
                }
            }
        }
        let mut fixed = vec![0_u64; 2 * words];
        for column in 0..program.binaries {
            if program.upper[column] < 0.5 {
                fixed[column / 64] |= 1 << (column % 64);
            }
            if program.lower[column] > 0.5 {
                fixed[words + column / 64] |= 1 << (column % 64);
            }
        }
        Self {
            program,
            simplex,
            ask,
            step: program.step(),
            words,
            rows_of,
            in_relaxation,
            fixed,
            open: BinaryHeap::new(),
            stack: Vec::new(),
            solutions: Vec::new(),
            nodes: 0,
            queue: Vec::new(),
            queued: vec![false; program.rows.len()],
            fractional: Vec::new(),
        }
    }

    /// Offers a solution found elsewhere; false when it is none or not better.
    pub fn offer(&mut self, values: &[f64], watch: &mut impl Watch) -> bool {
        self.program.is_feasible(values) && self.keep(values.to_vec(), watch)
    }

    /// A node must promise at least this to be worth a look.
    fn needed(&self) -> f64 {
        let worst = if self.solutions.len() >= self.ask.count {
            self.solutions.last().map_or(f64::NEG_INFINITY, |solution| solution.objective)
        } else {
            f64::NEG_INFINITY
        };
        let floor = worst.max(self.ask.above);
        if floor == f64::NEG_INFINITY {
            return floor;
        }
        floor + (self.step * (1.0 - 1e-6)).max(1e-9 * floor.abs().max(1.0))
    }

    fn keep(&mut self, values: Vec<f64>, watch: &mut impl Watch) -> bool {
        let objective = self.program.objective(&values);
        if objective < self.needed() {
            return false;
        }
        let same = |solution: &Solution| {
            (solution.values.iter().zip(&values).take(self.program.binaries))
                .all(|(a, b)| (a > &0.5) == (b > &0.5))
        };
        if let Some(known) = self.solutions.iter().position(same) {
            if self.solutions[known].objective >= objective {
                return false;
            }
            self.solutions.remove(known);
        }
        let at = self.solutions.partition_point(|solution| solution.objective >= objective);
        let solution = Solution { values, objective };
        if at == 0 {
            watch.found(&solution);
        }
        self.solutions.insert(at, solution);
        self.solutions.truncate(self.ask.count);
        true
    }

    /// Runs until done or told to stop.
    pub fn run(mut self, watch: &mut impl Watch) -> Outline {
        let root = Node { bound: f64::INFINITY, depth: 0, fixed: self.fixed.clone().into_boxed_slice() };
        self.stack.push(root);
        let mut stopped = false;
        let mut open_bound = f64::INFINITY;
        'search: while let Some(node) = self.next() {
            open_bound = self.global_bound(node.bound);
            if node.bound < self.needed() {
                // The best of the open nodes is not good enough: none is, unless it came from the stack.
                continue;
            }
            let mut bound = node.bound;
            let mut depth = node.depth;
            self.enter(&node);
            loop {
                self.nodes += 1;
                if self.nodes.is_multiple_of(self.pause()) {
                    watch.bound(open_bound.max(bound), self.nodes);
                    let work = self.simplex.take_work();
                    if let Some(values) = watch.offer(work) {
                        self.offer(&values, watch);
                    }
                    if watch.stop() {
                        stopped = true;
                        open_bound = self.global_bound(bound);
                        break 'search;
                    }
                }
                match self.visit(&mut bound, depth, watch) {
                    Step::Pruned => break,
                    Step::Branched => depth += 1,
                }
                if self.ask.any && !self.solutions.is_empty() {
                    break 'search;
                }
            }
        }
        let best = self.solutions.first().map_or(f64::NEG_INFINITY, |solution| solution.objective);
        let bound = if stopped { open_bound.max(best) } else { best };
        Outline { bound, complete: !stopped, nodes: self.nodes, solutions: self.solutions }
    }

    /// Nodes between two looks at the clock: about as much work each time.
    fn pause(&self) -> u64 {
        let size = (self.simplex.row_count() + 1) * self.program.costs.len();
        u64::try_from((200_000 / size.max(1)).clamp(1, 64)).unwrap_or(64)
    }

    fn global_bound(&self, current: f64) -> f64 {
        let heap = self.open.peek().map_or(f64::NEG_INFINITY, |node| node.bound);
        self.stack.iter().map(|node| node.bound).fold(heap.max(current), f64::max)
    }

    fn next(&mut self) -> Option<Node> {
        // Backtracking within a dive is cheap, since the tableau is near. It goes on while the bound there is
        // about as good as the best one.
        if let Some(node) = self.stack.pop() {
            let best = self.open.peek().map_or(node.bound, |best| best.bound);
            let needed = self.needed();
            let near = best - (best - needed).max(0.0) * 0.3;
            if node.bound >= near || self.open.len() > OPEN_NODES {
                return Some(node);
            }
            self.open.push(node);
            self.open.extend(self.stack.drain(..));
        }
        let node = self.open.pop()?;
        if node.bound < self.needed() {
            self.open.clear();
        }
        Some(node)
    }

    /// Makes the bounds those of a node.
    fn enter(&mut self, node: &Node) {
        for word in 0..self.words {
            let differ = (self.fixed[word] ^ node.fixed[word])
                | (self.fixed[self.words + word] ^ node.fixed[self.words + word]);
            let mut bits = differ;
            while bits != 0 {
                let bit = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let column = word * 64 + bit;
                let lower = f64::from(u8::from(node.fixed[self.words + word] >> bit & 1 == 1));
                let upper = f64::from(u8::from(node.fixed[word] >> bit & 1 == 0));
                self.simplex.set_bounds(column, lower, upper);
                self.queue_rows(column);
            }
        }
        self.fixed.copy_from_slice(&node.fixed);
    }

    fn is_zero(&self, column: usize) -> bool {
        self.fixed[column / 64] >> (column % 64) & 1 == 1
    }

    fn is_one(&self, column: usize) -> bool {
        self.fixed[self.words + column / 64] >> (column % 64) & 1 == 1
    }

    fn is_free(&self, column: usize) -> bool {
        !self.is_zero(column) && !self.is_one(column)
    }

    /// Fixes a column; false when it is fixed the other way.
    fn fix(&mut self, column: usize, one: bool) -> bool {
        if self.is_free(column) {
            let word = if one { self.words } else { 0 } + column / 64;
            self.fixed[word] |= 1 << (column % 64);
            let value = f64::from(u8::from(one));
            self.simplex.set_bounds(column, value, value);
            self.queue_rows(column);
            true
        } else {
            self.is_one(column) == one
        }
    }

    fn queue_rows(&mut self, column: usize) {
        for &row in &self.rows_of[column] {
            if !self.queued[row as usize] {
                self.queued[row as usize] = true;
                self.queue.push(row);
            }
        }
    }

    fn drop_queue(&mut self) {
        for row in self.queue.drain(..) {
            self.queued[row as usize] = false;
        }
    }

    /// Follows the rows of the queue; false on a contradiction.
    fn propagate(&mut self) -> bool {
        let program = self.program;
        while let Some(index) = self.queue.pop() {
            self.queued[index as usize] = false;
            let row = &program.rows[index as usize];
            let (mut least, mut most) = (0.0, 0.0);
            let mut largest = 0.0_f64;
            for &(column, factor) in &row.terms {
                let (lower, upper) = self.range(column);
                if lower >= upper {
                    least += factor * lower;
                    most += factor * lower;
                } else {
                    let (a, b) = (factor * lower, factor * upper);
                    least += a.min(b);
                    most += a.max(b);
                    largest = largest.max(factor.abs());
                }
            }
            let over = row.upper + room(row.upper);
            let under = row.lower - room(row.lower);
            if least > over || most < under {
                self.drop_queue();
                return false;
            }
            if least + largest <= over && most - largest >= under {
                continue;
            }
            for &(column, factor) in &row.terms {
                if column >= program.binaries || !self.is_free(column) {
                    continue;
                }
                let size = factor.abs();
                // Where the column adds to the sum it must stay low when the rest leaves no room.
                let towards_more = factor > 0.0;
                if least + size > over && !self.fix(column, !towards_more) {
                    self.drop_queue();
                    return false;
                }
                if most - size < under && self.is_free(column) && !self.fix(column, towards_more) {
                    self.drop_queue();
                    return false;
                }
                if least + size > over && most - size < under {
                    self.drop_queue();
                    return false;
                }
            }
        }
        true
    }

    fn range(&self, column: usize) -> (f64, f64) {
        if column < self.program.binaries {
            (f64::from(u8::from(self.is_one(column))), f64::from(u8::from(!self.is_zero(column))))
        } else {
            self.simplex.bounds(column)
        }
    }

    /// One node: prune it, or branch and go on with one side.
    fn visit(&mut self, bound: &mut f64, depth: u32, watch: &mut impl Watch) -> Step {
        if depth == 0 {
            for row in 0..self.program.rows.len() {
                self.queued[row] = true;
                self.queue.push(u32::try_from(row).unwrap_or(u32::MAX));
            }
        }
        loop {
            if !self.propagate() {
                return Step::Pruned;
            }
            let needed = self.needed();
            let mut outcome = self.simplex.solve(needed);
            while outcome == Outcome::Optimal && self.add_broken_rows() {
                outcome = self.simplex.solve(needed);
            }
            if matches!(outcome, Outcome::Infeasible | Outcome::Cutoff) {
                return Step::Pruned;
            }
            let objective = self.simplex.objective();
            *bound = bound.min(objective);
            if *bound < needed {
                return Step::Pruned;
            }
            if depth == 0 && outcome == Outcome::Optimal {
                let reduced: Vec<f64> =
                    (0..self.program.binaries).map(|column| self.simplex.reduced_cost(column)).collect();
                watch.prices(&reduced);
            }
            if !self.fix_by_reduced_costs(objective, needed) {
                return Step::Pruned;
            }
            self.find_fractional();
            if self.fractional.is_empty() {
                if outcome == Outcome::Unfinished {
                    return self.branch_anyhow(*bound, depth);
                }
                let values = self.rounded();
                if self.program.is_feasible(&values) {
                    self.keep(values, watch);
                    if self.ask.count == 1 {
                        return Step::Pruned;
                    }
                }
                return self.branch_anyhow(*bound, depth);
            }
            match self.branch(*bound, depth) {
                Branching::Fixed => {}
                Branching::Pruned => return Step::Pruned,
                Branching::Done => return Step::Branched,
            }
        }
    }

    fn find_fractional(&mut self) {
        self.fractional.clear();
        for column in 0..self.program.binaries {
            let value = self.simplex.value(column);
            let away = (value - value.round()).abs();
            if away > WHOLE {
                self.fractional.push((column, away));
            }
        }
    }

    /// The relaxation's solution with whole binaries and the products that follow from them.
    fn rounded(&self) -> Vec<f64> {
        let mut values = self.simplex.values().to_vec();
        for value in values.iter_mut().take(self.program.binaries) {
            *value = value.round();
        }
        for product in &self.program.products {
            values[product.column] = values[product.factors.0] * values[product.factors.1];
        }
        values
    }

    fn add_broken_rows(&mut self) -> bool {
        let program = self.program;
        let mut added = false;
        for (index, row) in program.rows.iter().enumerate() {
            if self.in_relaxation[index] {
                continue;
            }
            let sum = row.activity(self.simplex.values());
            if sum > row.upper + BROKEN * row.upper.abs().max(1.0)
                || sum < row.lower - BROKEN * row.lower.abs().max(1.0)
            {
                self.in_relaxation[index] = true;
                self.simplex.add_row(&row.terms, row.lower, row.upper);
                added = true;
            }
        }
        added
    }

    /// Fixes what cannot change without falling below what is needed.
    fn fix_by_reduced_costs(&mut self, objective: f64, needed: f64) -> bool {
        if needed == f64::NEG_INFINITY {
            return true;
        }
        let slack = objective - needed;
        for column in 0..self.program.binaries {
            if self.simplex.is_basic(column) || !self.is_free(column) {
                continue;
            }
            if self.simplex.reduced_cost(column).abs() > slack {
                let one = self.simplex.value(column) > 0.5;
                if !self.fix(column, one) {
                    return false;
                }
            }
        }
        if self.queue.is_empty() { true } else { self.propagate() }
    }

    /// Branches on the times of a group: before or after the middle of its weight.
    fn branch_on_times(&mut self, bound: f64, depth: u32) -> Branching {
        let program = self.program;
        let mut best: Option<(f64, &Group, usize, bool)> = None;
        for group in &program.groups {
            let value = |column: usize| self.simplex.value(column);
            let total: f64 = group.clone().map(value).sum();
            if total <= WHOLE {
                continue;
            }
            let moment: f64 =
                (0_u32..).zip(group.clone()).map(|(at, column)| f64::from(at) * value(column)).sum();
            let mut split = group.start;
            let mut early = 0.0;
            for (_, column) in
                (0_u32..).zip(group.clone()).take_while(|(at, _)| f64::from(*at) * total <= moment)
            {
                early += value(column);
                split = column + 1;
            }
            let late = total - early;
            let score = early.min(late);
            if score > WHOLE && best.as_ref().is_none_or(|(other, ..)| score > *other) {
                best = Some((score, group, split, early >= late));
            }
        }
        let Some((_, group, split, early_first)) = best else { return Branching::Pruned };
        let (early, late) = (group.start..split, split..group.end);
        let (keep, drop) = if early_first { (early, late) } else { (late, early) };
        let mut fixed = self.fixed.clone().into_boxed_slice();
        for column in keep {
            fixed[column / 64] |= 1 << (column % 64);
        }
        self.stack.push(Node { bound, depth: depth + 1, fixed });
        for column in drop {
            self.fix(column, false);
        }
        Branching::Done
    }

    /// Branches on the fractional column whose worse side still costs the most.
    fn branch(&mut self, bound: f64, depth: u32) -> Branching {
        let needed = self.needed();
        let objective = self.simplex.objective();
        if self.fractional.iter().any(|(column, _)| !self.is_free(*column)) {
            // Fixed since the relaxation was solved.
            return Branching::Fixed;
        }
        if !self.program.groups.is_empty() {
            // First what is chosen, then when.
            let choices = self.program.groups.len();
            let open = self.fractional.iter().any(|(column, _)| *column < choices);
            if !open {
                return self.branch_on_times(bound, depth);
            }
            self.fractional.retain(|(column, _)| *column < choices);
        }
        // The most fractional ones first; the penalties of some dozens are enough.
        self.fractional.sort_unstable_by(|a, b| b.1.total_cmp(&a.1));
        self.fractional.truncate(24);
        let mut best: Option<(usize, f64, f64, f64)> = None;
        let mut fixed = false;
        for index in 0..self.fractional.len() {
            let (column, _) = self.fractional[index];
            if !self.is_free(column) || !self.simplex.is_basic(column) {
                continue;
            }
            let (down, up) = self.simplex.penalties(column);
            let (down_bound, up_bound) = (objective - down, objective - up);
            match (down_bound < needed, up_bound < needed) {
                (true, true) => return Branching::Pruned,
                (true, false) => {
                    if !self.fix(column, true) {
                        return Branching::Pruned;
                    }
                    fixed = true;
                }
                (false, true) => {
                    if !self.fix(column, false) {
                        return Branching::Pruned;
                    }
                    fixed = true;
                }
                (false, false) => {
                    let score = down.max(1e-6) * up.max(1e-6);
                    if best.is_none_or(|(_, other, ..)| score > other) {
                        best = Some((column, score, down, up));
                    }
                }
            }
        }
        if fixed {
            return Branching::Fixed;
        }
        let Some((column, _, down, up)) = best else {
            let Some(column) = self.fractional.first().map(|(column, _)| *column) else {
                return Branching::Pruned;
            };
            self.split(column, true, bound, depth);
            return Branching::Done;
        };
        let one = up <= down;
        let other = objective - if one { down } else { up };
        self.split(column, one, other.min(bound), depth);
        Branching::Done
    }

    /// Keeps the other side of a branching and fixes this one.
    fn split(&mut self, column: usize, one: bool, other_bound: f64, depth: u32) {
        let mut fixed = self.fixed.clone().into_boxed_slice();
        let word = if one { 0 } else { self.words } + column / 64;
        fixed[word] |= 1 << (column % 64);
        self.stack.push(Node { bound: other_bound, depth: depth + 1, fixed });
        self.fix(column, one);
    }

    /// Branches where the relaxation is integral: more solutions are wanted, or it was not one.
    fn branch_anyhow(&mut self, bound: f64, depth: u32) -> Step {
        let mut best: Option<(usize, f64)> = None;
        for column in 0..self.program.binaries {
            if self.is_free(column) {
                let cost = self.simplex.reduced_cost(column).abs();
                if best.is_none_or(|(_, other)| cost < other) {
                    best = Some((column, cost));
                }
            }
        }
        let Some((column, cost)) = best else { return Step::Pruned };
        let one = self.simplex.value(column) > 0.5;
        self.split(column, one, bound.min(self.simplex.objective() - cost), depth);
        Step::Branched
    }
}

enum Branching {
    /// Penalties fixed something: look again.
    Fixed,
    Pruned,
    Done,
}

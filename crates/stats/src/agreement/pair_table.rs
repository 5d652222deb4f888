//! The table of two raters' labels and what follows from it.

use super::cohen::PairAgreement;
use super::oddity::{Figures, Oddity};
use super::prepared::MIN_ITEMS;
use super::smooth::{Limit, Pseudo, smoothed_interval, used_classes};
use super::weights::{WeightKind, Weights};
use crate::estimate::{Interval, Undefined, Unreliable};
use crate::interval::wilson_modified;

/// Cells above 0 and the class totals of the two raters, reused from pair to pair.
pub(crate) struct PairTable<'w> {
    weights: &'w Weights,
    /// Classes in the order in which monotone couplings are made.
    order: Vec<u32>,
    cells: Vec<(usize, usize, u64)>,
    row: Vec<u64>,
    column: Vec<u64>,
}

/// Agreement observed and expected, and the marginal weights of each class.
struct Chance {
    p_o: f64,
    p_e: f64,
    /// u_i = sum_j w_ij p_.j.
    of_row: Vec<f64>,
    /// v_j = sum_i w_ij p_i. .
    of_column: Vec<f64>,
}

impl Chance {
    /// (w_ij - (u_i + v_j)(1 - kappa))^2.
    fn square(&self, weight: f64, (i, j): (usize, usize), rest: f64) -> f64 {
        (weight - (self.of_row[i] + self.of_column[j]) * rest).powi(2)
    }
}

impl<'w> PairTable<'w> {
    pub fn new(weights: &'w Weights) -> Self {
        let k = weights.n_classes() as usize;
        Self { weights, order: weights.order(), cells: Vec::new(), row: vec![0; k], column: vec![0; k] }
    }

    /// Empties the table.
    pub fn clear(&mut self) {
        self.cells.clear();
        self.row.fill(0);
        self.column.fill(0);
    }

    /// Adds items with class `i` of the first and `j` of the second rater.
    pub fn add(&mut self, i: usize, j: usize, count: u64) {
        self.cells.push((i, j, count));
        self.row[i] += count;
        self.column[j] += count;
    }

    fn total(&self) -> u64 {
        self.row.iter().sum()
    }

    /// The figures of the pair; the table must hold an item.
    pub fn agreement(&self, a: u32, b: u32) -> PairAgreement {
        let n = self.total();
        let chance = self.chance(n as f64);
        let one_class = self.cells.iter().all(|cell| cell.0 == cell.1) && self.cells.len() == 1;
        let corrected = |p: f64| {
            if one_class {
                Err(Undefined::OneCategoryOnly)
            } else {
                Ok((p - chance.p_e) / (1.0 - chance.p_e))
            }
        };
        let kappa = corrected(chance.p_o);
        let se = kappa.ok().map(|kappa| self.standard_error(&chance, n as f64, kappa, 0.0));
        let interval = match kappa {
            Ok(_) if n < MIN_ITEMS => Err(Unreliable::TooFewItems { items: n, needed: MIN_ITEMS }),
            Ok(kappa) => self.interval(n, kappa, chance.p_e),
            Err(_) => Err(Unreliable::ValueUndefined),
        };
        let two = self.row.len() == 2;
        let cell = |i, j| self.cells.iter().find(|c| c.0 == i && c.1 == j).map_or(0, |c| c.2);
        let index = |x: u64, y: u64| two.then(|| x.abs_diff(y) as f64 / n as f64);
        let equal = self.cells.iter().filter(|cell| cell.0 == cell.1).map(|cell| cell.2).sum::<u64>() as f64;
        let max_kappa = self.largest_agreement(n as f64).and_then(corrected);
        let oddity = kappa.ok().and_then(|kappa| self.oddity(n, kappa, equal / n as f64, max_kappa.ok()));
        PairAgreement {
            a,
            b,
            n,
            p_o: chance.p_o,
            p_e: chance.p_e,
            kappa,
            se,
            interval,
            max_kappa,
            prevalence_index: index(cell(0, 0), cell(1, 1)),
            bias_index: index(cell(0, 1), cell(1, 0)),
            pabak: two.then_some(2.0 * equal / n as f64 - 1.0),
            oddity,
        }
    }

    fn oddity(&self, n: u64, kappa: f64, agreement: f64, max_kappa: Option<f64>) -> Option<Oddity> {
        let both = || self.row.iter().zip(&self.column);
        let commonest = both().map(|(r, c)| r + c).max().unwrap_or(0);
        let difference: u64 = both().map(|(r, c)| r.abs_diff(*c)).sum();
        let twice = 2.0 * n as f64;
        Oddity::of(&Figures {
            kappa,
            agreement,
            classes: self.weights.n_classes(),
            share: commonest as f64 / twice,
            of_pair: max_kappa.map(|max_kappa| (difference as f64 / twice, max_kappa)),
        })
    }

    fn chance(&self, n: f64) -> Chance {
        let share = |counts: &[u64]| counts.iter().map(|&count| count as f64 / n).collect::<Vec<f64>>();
        let of_row = self.weights.times_of(share(&self.column));
        let of_column = self.weights.times_of(share(&self.row));
        if self.weights.is_nominal() {
            // In integers: equal margins then give equal numbers whatever the order of the classes.
            let agreeing: u64 = self.cells.iter().filter(|cell| cell.0 == cell.1).map(|cell| cell.2).sum();
            let product: u64 = self.row.iter().zip(&self.column).map(|(r, c)| r * c).sum();
            return Chance { p_o: agreeing as f64 / n, p_e: product as f64 / (n * n), of_row, of_column };
        }
        let weight =
            |&(i, j, count): &(usize, usize, u64)| count as f64 * self.weights.distance(i as u32, j as u32);
        let p_o = 1.0 - self.cells.iter().map(weight).sum::<f64>() / n;
        let p_e = self.row.iter().zip(&of_row).map(|(&count, weight)| count as f64 / n * weight).sum();
        Chance { p_o, p_e, of_row, of_column }
    }

    /// Fleiss, Cohen & Everitt's standard error; `other` adds to the sum over cells.
    fn standard_error(&self, chance: &Chance, n: f64, kappa: f64, other: f64) -> f64 {
        let rest = 1.0 - kappa;
        let cells = self.cells.iter().map(|&(i, j, count)| {
            count as f64 * chance.square(self.weights.weight(i as u32, j as u32), (i, j), rest)
        });
        let variance = (cells.sum::<f64>() + other) / n - (kappa - chance.p_e * rest).powi(2);
        // The difference of equal numbers: rounding, not variance.
        if variance < 1e-15 { 0.0 } else { (variance / n).sqrt() / (1.0 - chance.p_e) }
    }

    fn interval(&self, n: u64, kappa: f64, p_e: f64) -> Result<Interval, Unreliable> {
        let interval = smoothed_interval(kappa, n as f64 - 1.0, |limit| self.smoothed(n as f64, limit))?;
        // Near 1 the upper limit of the agreement itself, carried over, covers better.
        let agreeing = self.cells.iter().filter(|cell| cell.0 == cell.1).map(|cell| cell.2).sum();
        let carried = match wilson_modified(agreeing, n) {
            Some(agreement) if self.weights.is_nominal() => (agreement.upper - p_e) / (1.0 - p_e),
            _ => interval.upper,
        };
        Ok(Interval { upper: interval.upper.max(carried), ..interval })
    }

    /// Kappa and SE with pseudo-items.
    fn smoothed(&self, n: f64, limit: Limit) -> Option<(f64, f64)> {
        let shares = |counts: &[u64]| counts.iter().map(|&count| count as f64 / n).collect::<Vec<f64>>();
        let (row, column) = (shares(&self.row), shares(&self.column));
        let both: Vec<f64> = row.iter().zip(&column).map(|(a, b)| a + b).collect();
        let pseudo = Pseudo::new(limit, used_classes(&both), 2.0, self.weights)?;
        let (row, column) = (pseudo.added_to(&row, n), pseudo.added_to(&column, n));
        let apart: f64 = self
            .cells
            .iter()
            .map(|&(i, j, count)| count as f64 * self.weights.distance(i as u32, j as u32))
            .sum();
        let all = n + pseudo.total();
        let (of_row, of_column) = (self.weights.times(&column), self.weights.times(&row));
        let p_e = row.iter().zip(&of_row).map(|(share, weight)| share * weight).sum();
        let p_o = 1.0 - (apart + pseudo.disagreement() * pseudo.total()) / all;
        let kappa = (p_o - p_e) / (1.0 - p_e);
        let of_both: Vec<f64> = of_row.iter().zip(&of_column).map(|(u, v)| u + v).collect();
        let chance = Chance { p_o, p_e, of_row, of_column };
        let mean = pseudo.mean_of(&of_both);
        let added = pseudo
            .items()
            .map(|item| item.times * (1.0 - item.disagreement - mean(&item) * (1.0 - kappa)).powi(2));
        Some((kappa, self.standard_error(&chance, all, kappa, added.sum())))
    }

    /// The largest mean weight that the margins allow: each class with itself as far as it goes (nominal),
    /// else the coupling in class order, which is best wherever the distance is convex in the difference
    /// (Villani, Topics in Optimal Transportation, 2003, theorem 2.18).
    fn largest_agreement(&self, n: f64) -> Result<f64, Undefined> {
        match self.weights.kind() {
            WeightKind::Nominal => {
                let smaller: u64 = self.row.iter().zip(&self.column).map(|(r, c)| r.min(c)).sum();
                Ok(smaller as f64 / n)
            }
            WeightKind::Ratio | WeightKind::Custom => Err(Undefined::NoMaximumForWeights),
            _ => Ok(1.0 - self.coupled_distance() / n),
        }
    }

    fn coupled_distance(&self) -> f64 {
        let mut of_second = self.order.iter().map(|&class| (class, self.column[class as usize]));
        let (mut class, mut left) = of_second.next().unwrap_or((0, 0));
        let mut sum = 0.0;
        for &first in &self.order {
            let mut open = self.row[first as usize];
            while open > 0 {
                let moved = open.min(left);
                sum += moved as f64 * self.weights.distance(first, class);
                open -= moved;
                left -= moved;
                if left == 0 {
                    let Some(next) = of_second.next() else { break };
                    (class, left) = next;
                }
            }
        }
        sum
    }
}

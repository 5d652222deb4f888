//! The posterior of one item while judgments come in, one at a time.

use super::Correction;
use super::em::normalise;

/// How often a rater is right, as far as known when a judgment comes in.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Record {
    /// Judgments whose rightness is known or believed.
    pub n: f64,
    /// Their sum: 1 where gold says right, 0 where it says wrong, else the posterior of the class that was given.
    pub right: f64,
}

/// Judgments of all raters that stand behind the accuracy of a rater of whom nothing is known.
const POOL_WEIGHT: f64 = 20.0;

/// Judgments of the pool that stand beside a rater's own.
const OWN_WEIGHT: f64 = 8.0;

/// No rater is taken to be surer than this, or worse than chance by more than the rest.
const MOST: f64 = 0.99;

/// The temperature of posteriors where too little gold tells a better one: raters err together, which a model that
/// takes them for independent does not know.
pub const USUAL_CORRECTION: Correction = Correction { temperature: 1.5, lapse: 0.0 };

impl Record {
    /// The accuracy with which a rater's next judgment is weighed, from the rater's own record and that of all raters
    /// together, for k classes: p = (right + 8 q) / (n + 8), q = (all right + 20 m) / (all n + 20) and m = (1 + 1/k) / 2,
    /// the middle between chance and certainty; clamped to \[1/k, .99\]. A rater below chance tells nothing: who is
    /// confused must not decide by being turned round.
    ///
    /// An empirical-Bayes shrinkage of a binomial share (Morris, JASA 78, 1983) with the weights fixed.
    pub fn accuracy(self, all: Record, n_classes: u32) -> f64 {
        let chance = 1.0 / f64::from(n_classes.max(2));
        let pool = (all.right + POOL_WEIGHT * f64::midpoint(1.0, chance)) / (all.n + POOL_WEIGHT);
        let own = (self.right + OWN_WEIGHT * pool) / (self.n + OWN_WEIGHT);
        own.clamp(chance, MOST)
    }
}

/// Posteriors of the classes of one item under the one-coin model, every class as likely before: a rater of accuracy p
/// gives the true class with p and each other one with (1 - p) / (k - 1) (Dawid & Skene, Applied Statistics 28, 1979,
/// with one parameter a rater). `judgments` are (class, accuracy); a class at or beyond `n_classes` is left out. As
/// fitted: see [`Correction::apply`]. Sums to 1; empty for no class.
pub fn one_coin_posterior(judgments: &[(u32, f64)], n_classes: u32) -> Vec<f64> {
    let k = n_classes as usize;
    let mut row = vec![0.0; k];
    if k < 2 {
        return vec![1.0; k];
    }
    for &(class, accuracy) in judgments {
        let p = accuracy.clamp(f64::MIN_POSITIVE, MOST);
        if let Some(cell) = row.get_mut(class as usize) {
            *cell += (p * (k - 1) as f64 / (1.0 - p)).ln();
        }
    }
    normalise(&mut row);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_eight_tenths_that_agree_are_sixteen_to_one() {
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        let row = one_coin_posterior(&[(0, 0.8), (0, 0.8)], 2);
        close(row[0], 16.0 / 17.0);
        let row = one_coin_posterior(&[(0, 0.8), (1, 0.8)], 2);
        close(row[0], 0.5);
        // Three classes: the weight is ln(p (k - 1) / (1 - p)).
        close(one_coin_posterior(&[(2, 0.5)], 3)[2], 0.5);
        close(one_coin_posterior(&[], 4)[0], 0.25);
        let mut row = one_coin_posterior(&[(0, 0.8), (0, 0.8)], 2);
        USUAL_CORRECTION.apply(&mut row);
        let odds = 16.0_f64.powf(1.0 / 1.5);
        close(row[0], odds / (1.0 + odds));
    }

    #[test]
    fn a_record_moves_from_the_pool_to_what_is_known() {
        let all = Record::default();
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        close(Record::default().accuracy(all, 2), 0.75);
        close(Record { n: 8.0, right: 8.0 }.accuracy(all, 2), 0.875);
        close(Record { n: 1000.0, right: 100.0 }.accuracy(all, 2), 0.5);
        close(Record { n: 1e9, right: 1e9 }.accuracy(all, 2), 0.99);
    }
}

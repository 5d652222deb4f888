//! A column of categories, or the classes, in two samples.

use rand::Rng;
use rayon::prelude::*;
use statrs::function::gamma::gamma_ur;

use super::PValueMethod;
use crate::compare::{Alternative, fisher_exact, proportion_difference};
use crate::distribution::Urn;
use crate::estimate::{Estimate, Undefined, Unreliable};
use crate::judgments::InputError;
use crate::sampling::{generator, mix};

/// Tables drawn where expected counts are small.
const SAMPLES: u32 = 9_999;

/// Expected count that is enough for the chi-square distribution.
const ENOUGH: f64 = 5.0;

/// Pearson's test that both samples have the same shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquare {
    /// Sum over cells of (observed - expected)^2 / expected.
    pub statistic: f64,
    /// Categories with a row, minus 1.
    pub degrees: u64,
    /// The chance of such a statistic or a larger one if both samples come from the same source.
    pub p_value: f64,
    /// How the p value was made.
    pub method: PValueMethod,
    /// The smallest expected count.
    pub least_expected: f64,
}

/// Categories in two samples.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoricalDrift {
    /// The test.
    pub test: Result<ChiSquare, Undefined>,
    /// Cramér's V = sqrt(chi-square / n), in \[0, 1\]. Without an interval: it is biased upward by chance.
    pub cramers_v: Result<Estimate, Undefined>,
    /// For each category its share in the second sample minus its share in the first. Newcombe.
    pub differences: Vec<Result<Estimate, Undefined>>,
}

/// Compares the counts of categories (or of classes: the balance) in two samples, in the same order.
///
/// Pearson's chi-square without continuity correction (as scipy's `chi2_contingency(correction=False)`), categories with no row
/// left out. Where an expected count is below 5 the chi-square distribution is not trusted: with two categories
/// Fisher's exact test takes its place, with more 9,999 tables with the same margins are drawn from `seed`,
/// one category after the other (p by Davison & Hinkley 1997, (1 + extreme) / (1 + drawn)). Missing values are no category here; see
/// [`missing_drift`](super::missing_drift).
///
/// # Errors
/// [`InputError::LengthMismatch`] where the counts differ in length. Each figure says why it has none:
/// [`Undefined::EmptySample`] where a sample has no row, [`Undefined::OneCategoryOnly`] where all rows share one.
pub fn categorical_drift(first: &[u64], second: &[u64], seed: u64) -> Result<CategoricalDrift, InputError> {
    if first.len() != second.len() {
        return Err(InputError::LengthMismatch { first: first.len(), other: second.len() });
    }
    let used: Vec<(u64, u64)> =
        first.iter().copied().zip(second.iter().copied()).filter(|(a, b)| a + b > 0).collect();
    let test = Table::new(&used).map(|table| table.test(seed));
    let (n_first, n_second) = (first.iter().sum(), second.iter().sum());
    let n: u64 = n_first + n_second;
    let v = |test: ChiSquare| Estimate {
        value: (test.statistic / n as f64).sqrt().min(1.0),
        interval: Err(Unreliable::BiasedValue),
        n,
    };
    let difference = |(&a, &b): (&u64, &u64)| {
        proportion_difference(b, n_second, a, n_first).map_err(|_| Undefined::EmptySample)
    };
    let differences = first.iter().zip(second).map(difference).collect();
    Ok(CategoricalDrift { test, cramers_v: test.map(v), differences })
}

/// Two rows of counts with their margins.
struct Table {
    first: Vec<u64>,
    totals: Vec<u64>,
    n_first: u64,
    n: u64,
}

impl Table {
    fn new(used: &[(u64, u64)]) -> Result<Self, Undefined> {
        let first: Vec<u64> = used.iter().map(|counts| counts.0).collect();
        let totals: Vec<u64> = used.iter().map(|counts| counts.0 + counts.1).collect();
        let (n_first, n) = (first.iter().sum(), totals.iter().sum());
        if n_first == 0 || n_first == n {
            return Err(Undefined::EmptySample);
        }
        if used.len() < 2 {
            return Err(Undefined::OneCategoryOnly);
        }
        Ok(Self { first, totals, n_first, n })
    }

    fn expected(&self, total: u64) -> f64 {
        self.n_first as f64 * (total as f64 / self.n as f64)
    }

    fn statistic(&self, first: &[u64]) -> f64 {
        // Both cells of a category are off by the same count.
        let off = |(&count, &total): (&u64, &u64)| {
            let expected = self.expected(total);
            (count as f64 - expected).powi(2) * (1.0 / expected + 1.0 / (total as f64 - expected))
        };
        first.iter().zip(&self.totals).map(off).sum()
    }

    fn test(&self, seed: u64) -> ChiSquare {
        let statistic = self.statistic(&self.first);
        let degrees = self.totals.len() as u64 - 1;
        let least = *self.totals.iter().min().unwrap_or(&0);
        let smaller = self.n_first.min(self.n - self.n_first);
        let least_expected = smaller as f64 * (least as f64 / self.n as f64);
        let (p_value, method) = if least_expected >= ENOUGH {
            let p = if statistic > 0.0 { gamma_ur(degrees as f64 / 2.0, statistic / 2.0) } else { 1.0 };
            (p, PValueMethod::Asymptotic)
        } else if let (&[a, b], &[all_a, all_b]) = (self.first.as_slice(), self.totals.as_slice()) {
            (fisher_exact(a, b, all_a - a, all_b - b, Alternative::TwoSided), PValueMethod::Exact)
        } else {
            (self.drawn(statistic, seed), PValueMethod::MonteCarlo { samples: SAMPLES, seed })
        };
        ChiSquare { statistic, degrees, p_value, method, least_expected }
    }

    /// Share of drawn tables at least as far from expectation, the one seen counted in.
    fn drawn(&self, statistic: f64, seed: u64) -> f64 {
        // Equal by definition but not in the last digits.
        let limit = statistic * (1.0 - 1e-9);
        let extreme = (0..SAMPLES)
            .into_par_iter()
            .filter(|&sample| {
                let mut rng = generator(mix(seed, sample.into()));
                let (mut size, mut drawn) = (self.n, self.n_first);
                let draw = |&marked: &u64| {
                    let count = Urn { size, marked, drawn }.draw(&mut rng);
                    size -= marked;
                    drawn -= count;
                    count
                };
                let first: Vec<u64> = self.totals.iter().map(draw).collect();
                self.statistic(&first) >= limit
            })
            .count();
        (1 + extreme) as f64 / f64::from(SAMPLES + 1)
    }
}

impl Urn {
    /// A random number of marked elements, by inversion outward from the likeliest number.
    fn draw(self, rng: &mut impl Rng) -> u64 {
        let Self { size, marked, drawn } = self;
        let (least, most) = ((drawn + marked).saturating_sub(size), drawn.min(marked));
        let mode = ((drawn + 1) as f64 * ((marked + 1) as f64 / (size + 2) as f64)) as u64;
        let mode = mode.clamp(least, most);
        let mut left = (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
        let middle = self.exactly(mode);
        left -= middle;
        let (mut low, mut high, mut below, mut above) = (mode, mode, middle, middle);
        // Rounding may leave a rest that no term takes: the mode then.
        while left >= 0.0 && (low > least || high < most) {
            if low > least {
                let i = low;
                below *= i as f64 * (size - marked + i - drawn) as f64
                    / ((marked - i + 1) as f64 * (drawn - i + 1) as f64);
                low -= 1;
                left -= below;
                if left < 0.0 {
                    return low;
                }
            }
            if high < most {
                let i = high;
                above *= (marked - i) as f64 * (drawn - i) as f64
                    / ((i + 1) as f64 * (size - marked + i + 1 - drawn) as f64);
                high += 1;
                left -= above;
                if left < 0.0 {
                    return high;
                }
            }
            if below + above == 0.0 {
                break;
            }
        }
        mode
    }
}

//! A column of numbers in two samples.

use rayon::prelude::*;

use super::{KolmogorovSmirnov, MissingDrift, kolmogorov_smirnov, missing_drift};
use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::Z95;

/// A column of numbers in two samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumericDrift {
    /// Missing values (NaN); they enter no other figure.
    pub missing: MissingDrift,
    /// Kolmogorov-Smirnov test.
    pub test: Result<KolmogorovSmirnov, Undefined>,
    /// D as an effect size, in \[0, 1\]. Without an interval: it is biased upward by chance.
    pub distance: Result<Estimate, Undefined>,
    /// Mean of the first sample.
    pub mean_first: Result<f64, Undefined>,
    /// Mean of the second sample.
    pub mean_second: Result<f64, Undefined>,
    /// (Mean of the second - mean of the first) / pooled standard deviation.
    pub standardised_difference: Result<Estimate, Undefined>,
}

/// Compares the numbers of two samples; NaN is a missing value.
///
/// Kolmogorov-Smirnov for any difference; the standardised difference of means d (Cohen 1988) with pooled variance
/// ((n1 - 1) s1^2 + (n2 - 1) s2^2) / (n1 + n2 - 2) for its size. Interval of d: SE^2 = (n1 + n2)/(n1 n2) + d^2 / (2 (n1 +
/// n2)) (Hedges & Olkin 1985, chapter 5), at the normal quantile; from ten values in each sample on. Simulated coverage at
/// d = 0 and .5, normal and exponential numbers, least and mean: n = 10 each .936 .944, 30 .933 .942, 200 .934 .948.
///
/// # Errors
/// Each figure says why it has none: [`Undefined::EmptySample`] without values (for d fewer than two in a
/// sample), [`Undefined::NotFinite`] for means with an infinite value, [`Undefined::NoSpread`] where all values of
/// each sample are the same.
pub fn numeric_drift(first: &[f64], second: &[f64]) -> NumericDrift {
    let (a, b) = rayon::join(|| sorted(first), || sorted(second));
    let missing = missing_drift(
        ((first.len() - a.len()) as u64, first.len() as u64),
        ((second.len() - b.len()) as u64, second.len() as u64),
    );
    let test = kolmogorov_smirnov(&a, &b);
    let n = (a.len() + b.len()) as u64;
    let distance =
        test.map(|test| Estimate { value: test.distance, interval: Err(Unreliable::BiasedValue), n });
    let (first, second) = (Moments::of(&a), Moments::of(&b));
    NumericDrift {
        missing,
        test,
        distance,
        mean_first: first.map(|moments| moments.mean),
        mean_second: second.map(|moments| moments.mean),
        standardised_difference: first.and_then(|first| standardised_difference(first, second?)),
    }
}

fn sorted(numbers: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = numbers.iter().copied().filter(|x| !x.is_nan()).collect();
    sorted.par_sort_unstable_by(f64::total_cmp);
    sorted
}

#[derive(Clone, Copy)]
struct Moments {
    n: f64,
    mean: f64,
    /// Sum of squared distances from the mean.
    squares: f64,
}

impl Moments {
    fn of(values: &[f64]) -> Result<Self, Undefined> {
        if values.is_empty() {
            return Err(Undefined::EmptySample);
        }
        let n = values.len() as f64;
        // Divided first, so that large values do not run over.
        let mean: f64 = values.iter().map(|x| x / n).sum();
        if !mean.is_finite() {
            return Err(Undefined::NotFinite);
        }
        // All the same: the mean may be off by rounding, which is no spread.
        let same = values[0] == values[values.len() - 1];
        let squares = if same { 0.0 } else { values.iter().map(|x| (x - mean).powi(2)).sum() };
        Ok(Self { n, mean, squares })
    }
}

fn standardised_difference(first: Moments, second: Moments) -> Result<Estimate, Undefined> {
    if first.n < 2.0 || second.n < 2.0 {
        return Err(Undefined::EmptySample);
    }
    let all = first.n + second.n;
    let deviation = ((first.squares + second.squares) / (all - 2.0)).sqrt();
    if deviation == 0.0 {
        return Err(Undefined::NoSpread);
    }
    let value = (second.mean - first.mean) / deviation;
    if !value.is_finite() {
        return Err(Undefined::NotFinite);
    }
    let se = (all / (first.n * second.n) + value * value / (2.0 * all)).sqrt();
    let least = first.n.min(second.n) as u64;
    let interval = if least < LEAST {
        Err(Unreliable::TooFewCases { cases: least, needed: LEAST })
    } else {
        Interval::checked(value - Z95 * se, value + Z95 * se, IntervalMethod::Asymptotic)
    };
    Ok(Estimate { value, interval, n: all as u64 })
}

/// Values a sample needs for an interval of d.
const LEAST: u64 = 10;

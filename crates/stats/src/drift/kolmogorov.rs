//! The two-sample Kolmogorov-Smirnov test.

use super::PValueMethod;
use crate::estimate::Undefined;

/// Pairs of values up to which the exact distribution is counted out (some 30 ms).
const EXACT_UP_TO: u64 = 10_000_000;

/// The largest distance between two distribution functions, and whether chance explains it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KolmogorovSmirnov {
    /// D = max over x of |F1(x) - F2(x)|, in \[0, 1\].
    pub distance: f64,
    /// The smallest x where it is reached.
    pub at: f64,
    /// Two-sided p value: the chance of D or more if both samples come from the same source.
    pub p_value: f64,
    /// How the p value was made.
    pub method: PValueMethod,
}

/// Two-sample Kolmogorov-Smirnov test of two ascending samples without NaN.
///
/// Exact up to 10,000,000 pairs of values (n1 n2), given the ties (Schröer & Trenkler, Computational Statistics & Data
/// Analysis 20, 1995, as in R's `psmirnov`; without ties as scipy's `ks_2samp(method="exact")`): the chance that
/// a random order of the pooled values gives D or more, by recursion over the two counts, O(n1 n2) time and O(n2)
/// memory. Else Kolmogorov's limit at D sqrt(n1 n2 / (n1 + n2)), which errs towards a larger p with ties.
///
/// # Errors
/// [`Undefined::EmptySample`] where a sample has no value.
pub fn kolmogorov_smirnov(first: &[f64], second: &[f64]) -> Result<KolmogorovSmirnov, Undefined> {
    let (m, n) = (first.len(), second.len());
    if m == 0 || n == 0 {
        return Err(Undefined::EmptySample);
    }
    // After which number of pooled values a run of equal ones ends; the greatest |i n - j m| there.
    let pairs = m as u64 * n as u64;
    let exact = pairs <= EXACT_UP_TO;
    let mut ends = vec![false; if exact { m + n + 1 } else { 0 }];
    let (mut i, mut j, mut most, mut at) = (0, 0, 0u64, first[0].min(second[0]));
    while i < m || j < n {
        let value = match (first.get(i), second.get(j)) {
            (Some(&a), Some(&b)) => a.min(b),
            (Some(&a), None) | (None, Some(&a)) => a,
            (None, None) => break,
        };
        i += first[i..].iter().take_while(|&&x| x <= value).count();
        j += second[j..].iter().take_while(|&&x| x <= value).count();
        let apart = (i as u64 * n as u64).abs_diff(j as u64 * m as u64);
        if apart > most {
            (most, at) = (apart, value);
        }
        if let Some(end) = ends.get_mut(i + j) {
            *end = true;
        }
    }
    let distance = most as f64 / pairs as f64;
    let (p_value, method) = if exact {
        (exact_tail(most, m as u64, n as u64, &ends), PValueMethod::Exact)
    } else {
        let scale = (pairs as f64 / (m + n) as f64).sqrt();
        (limit_tail(scale * distance), PValueMethod::Asymptotic)
    };
    Ok(KolmogorovSmirnov { distance, at, p_value, method })
}

/// P(|i n - j m| reaches `most` at the end of some run of ties) over random paths from (0, 0) to (m, n).
fn exact_tail(most: u64, m: u64, n: u64, ends: &[bool]) -> f64 {
    if most == 0 {
        return 1.0;
    }
    let reached = |i: u64, j: u64| (i * n).abs_diff(j * m) >= most && ends[(i + j) as usize];
    // chance[j]: of having reached it, given a path through (i, j).
    let mut chance = vec![0.0; n as usize + 1];
    for i in 0..=m {
        for j in 0..=n {
            let at = j as usize;
            chance[at] = if reached(i, j) {
                1.0
            } else if i + j == 0 {
                0.0
            } else {
                let left = if j > 0 { chance[at - 1] } else { 0.0 };
                let above = if i > 0 { chance[at] } else { 0.0 };
                let all = (i + j) as f64;
                i as f64 / all * above + j as f64 / all * left
            };
        }
    }
    chance[n as usize]
}

/// Upper tail of Kolmogorov's distribution: 2 sum (-1)^(k-1) exp(-2 k^2 x^2).
fn limit_tail(x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if x < 1.0 {
        // The same by its theta transform, which converges fast here.
        let step =
            |k: i32| (-f64::from((2 * k - 1).pow(2)) * std::f64::consts::PI.powi(2) / (8.0 * x * x)).exp();
        let sum: f64 = (1..=4).map(step).sum();
        return 1.0 - std::f64::consts::TAU.sqrt() / x * sum;
    }
    let term = |k: i32| {
        let size = (-2.0 * f64::from(k * k) * x * x).exp();
        if k % 2 == 1 { size } else { -size }
    };
    (2.0 * (1..=10).map(term).sum::<f64>()).clamp(0.0, 1.0)
}

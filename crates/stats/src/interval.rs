//! Intervals of proportions, and how intervals of parts combine into intervals of sums and shares.

use statrs::distribution::{ContinuousCDF, Gamma, Normal, StudentsT};

use crate::distribution::{binomial_at_least, binomial_at_most, first_where};
use crate::estimate::{Interval, IntervalMethod, Unreliable};

/// Normal quantile of a two-sided 95 % interval.
pub(crate) const Z95: f64 = 1.959_963_984_540_054;

/// Wilson's score interval at 95 % for `successes` of `n` (Wilson, JASA 22, 1927).
///
/// (p + z^2/2n +- z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n), with p = successes/n. It lies in \[0, 1\],
/// contains p, and never has zero width: 0 of 30 is \[0, 0.1135\]. `None` where n = 0 or successes > n.
pub fn wilson(successes: u64, n: u64) -> Option<Interval> {
    if n == 0 || successes > n { None } else { Some(wilson_z(successes as f64 / n as f64, n as f64, Z95)) }
}

/// [`wilson`] at another confidence level, such as 0.90. `None` where the level is not inside (0, 1) too.
pub fn wilson_at(successes: u64, n: u64, confidence: f64) -> Option<Interval> {
    if n == 0 || successes > n {
        return None;
    }
    Some(wilson_z(successes as f64 / n as f64, n as f64, normal_quantile(confidence)?))
}

/// Exact 95 % limits of a share by the binomial distribution (Clopper & Pearson, Biometrika 26, 1934).
///
/// The lower limit is the share at which `successes` or more have chance .025, the upper one at which so
/// many or fewer have. It covers 95 % or more at every share, and is wider than [`wilson`] for that. As
/// statsmodels' `proportion_confint(method="beta")`. `None` where n = 0 or successes > n.
pub fn clopper_pearson(successes: u64, n: u64) -> Option<Interval> {
    if n == 0 || successes > n {
        return None;
    }
    let share = successes as f64 / n as f64;
    let lower = first_where(|p| binomial_at_least(successes, n, p) > 0.025);
    let upper = first_where(|p| binomial_at_most(successes, n, p) < 0.025);
    let method = IntervalMethod::ClopperPearson;
    Some(Interval {
        lower: if successes == 0 { 0.0 } else { lower.min(share) },
        upper: if successes == n { 1.0 } else { upper.max(share) },
        method,
    })
}

/// Means at which a Poisson variable reaches 1, 2 or 3 with chance .05.
const POISSON_LIMITS: [f64; 3] = [0.051_293_294_387_550_58, 0.355_361_510_698_662_1, 0.817_691_447_163_953];

/// [`wilson`], with an exact limit on the near side where there are one to three cases or misses (Brown, Cai
/// & DasGupta, Statistical Science 16, 2001, section 4.1.1).
///
/// With few cases Wilson's lower limit is too high: at a share of .01 and n = 50 it covers .911, just above
/// 0.18/n only .84. There the lower limit is the mean of a Poisson variable that reaches so many cases with
/// chance .05, over n: 0.0513/n, 0.3554/n or 0.8177/n. With few misses likewise at the other end. `None` as
/// [`wilson`].
pub fn wilson_modified(successes: u64, n: u64) -> Option<Interval> {
    let plain = wilson(successes, n)?;
    // Of 3 cases all 3 are not few.
    let limit = |few: u64| {
        let place = few.checked_sub(1).filter(|_| few <= n / 2)?;
        POISSON_LIMITS.get(place as usize).map(|mean| mean / n as f64)
    };
    let method = IntervalMethod::WilsonModified;
    let mut interval = plain;
    if let Some(lower) = limit(successes).filter(|&lower| lower < plain.lower) {
        interval = Interval { lower, method, ..interval };
    }
    if let Some(upper) = limit(n - successes).map(|gap| 1.0 - gap).filter(|&upper| upper > plain.upper) {
        interval = Interval { upper, method, ..interval };
    }
    Some(interval)
}

/// Wilson's interval around the mean of `n` scores in \[0, 1\]: conservative, since their variance is at
/// most p (1 - p).
pub(crate) fn wilson_of_mean(mean: f64, n: u64) -> Option<Interval> {
    if n == 0 || !(0.0..=1.0).contains(&mean) {
        return None;
    }
    Some(Interval { method: IntervalMethod::WilsonConservative, ..wilson_z(mean, n as f64, Z95) })
}

/// Wilson's interval of a mean of values in \[0, 1\] that is as precise as `effective` independent cases would be,
/// with the t quantile of `units` - 1 degrees. Near 0 and 1 as [`wilson_modified`], where the number of cases
/// x = mean * effective need not be whole: half the chi-square quantile of 2x degrees. `None` with fewer
/// than two units.
pub(crate) fn wilson_effective(mean: f64, effective: f64, units: u64) -> Option<Interval> {
    if units < 2 || !(0.0..=1.0).contains(&mean) || effective.is_nan() || effective <= 0.0 {
        return None;
    }
    let quantile = t_quantile(units as f64 - 1.0)?;
    let interval = wilson_z(mean, effective, quantile);
    let limit = |cases: f64| {
        let few = cases > 0.0 && cases < 3.5 && 2.0 * cases <= effective;
        let mean = if few { Gamma::new(cases, 1.0).ok()?.inverse_cdf(0.05) } else { return None };
        (mean.is_finite() && mean >= 0.0).then_some(mean / effective)
    };
    let lower = limit(mean * effective).map_or(interval.lower, |limit| limit.min(interval.lower));
    let upper = limit((1.0 - mean) * effective).map_or(interval.upper, |gap| (1.0 - gap).max(interval.upper));
    Some(Interval { lower, upper, method: IntervalMethod::WilsonEffective })
}

pub(crate) fn wilson_z(p: f64, n: f64, z: f64) -> Interval {
    let z2 = z * z;
    let centre = p + z2 / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    // At p = 0 and p = 1 one limit is p itself; rounding must not push p out of its own interval.
    let lower = if p == 0.0 { 0.0 } else { ((centre - half) / scale).clamp(0.0, p) };
    let upper = if p == 1.0 { 1.0 } else { ((centre + half) / scale).clamp(p, 1.0) };
    Interval { lower, upper, method: IntervalMethod::Wilson }
}

/// Two-sided standard normal quantile of a confidence level inside (0, 1).
pub(crate) fn normal_quantile(confidence: f64) -> Option<f64> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return None;
    }
    Some(Normal::standard().inverse_cdf(0.5 + confidence / 2.0))
}

/// An interval whose limits come from an estimate and SE each, (estimate, SE), on the scale of Fisher's z,
/// atanh, where an estimate is closer to normal and cannot leave (-1, 1):
/// tanh(atanh(estimate) +- t SE / (1 - estimate^2)). Stretched to hold the value itself, which lies outside
/// where it is 1.
pub(crate) fn fisher_interval(
    value: f64,
    degrees: f64,
    for_lower: (f64, f64),
    for_upper: (f64, f64),
    method: IntervalMethod,
) -> Result<Interval, Unreliable> {
    let quantile = t_quantile_expanded(degrees);
    let limit = |(estimate, se): (f64, f64), sign: f64| {
        let half = quantile * se / (1.0 - estimate * estimate);
        let z = estimate.atanh();
        (z.is_finite() && half.is_finite() && half > 0.0).then(|| (z + sign * half).tanh())
    };
    let lower = limit(for_lower, -1.0).ok_or(Unreliable::ZeroWidth)?;
    let upper = limit(for_upper, 1.0).ok_or(Unreliable::ZeroWidth)?;
    Interval::checked(lower.min(value), upper.max(value), method)
}

/// Student's t at .975 by expansion around the normal quantile (Abramowitz & Stegun 26.7.5): off by less
/// than 2e-4 from 9 degrees on, and fast enough for a hundred thousand pairs of raters.
fn t_quantile_expanded(degrees: f64) -> f64 {
    let (z, d) = (Z95, degrees.max(1.0));
    let z3 = z.powi(3);
    let z5 = z.powi(5);
    let z7 = z.powi(7);
    z + (z3 + z) / (4.0 * d)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * d * d)
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * d.powi(3))
        + (79.0 * z.powi(9) + 776.0 * z7 + 1482.0 * z5 - 1920.0 * z3 - 945.0 * z) / (92160.0 * d.powi(4))
}

/// Two-sided 95 % quantile of Student's t.
pub(crate) fn t_quantile(degrees: f64) -> Option<f64> {
    StudentsT::new(0.0, 1.0, degrees).ok().map(|t| t.inverse_cdf(0.975))
}

/// 95 % interval of a mean of skewed values (Hall, JRSS B 54, 1992), from their central moments (divided by n).
///
/// With g = skewness, f(x) = 3 sqrt(n)/g ((1 + g (x/sqrt(n) - g/6n))^(1/3) - 1), the limits are mean - f(+-t) SE, t the
/// quantile of Student's t(n - 1): the t interval shifted towards the long tail.
pub(crate) fn mean_interval(
    mean: f64,
    variance: f64,
    third: f64,
    n: u64,
    range: (f64, f64),
) -> Result<Interval, Unreliable> {
    let count = n as f64;
    let quantile = if n < 2 { None } else { t_quantile(count - 1.0) };
    let quantile = quantile.ok_or(Unreliable::TooFewItems { items: n, needed: 2 })?;
    let se = (variance / (count - 1.0)).sqrt();
    if variance.is_nan() || variance <= 0.0 {
        return Err(Unreliable::ZeroWidth);
    }
    let skewness = third / variance.powf(1.5);
    let root = count.sqrt();
    let transformed = |x: f64| {
        if skewness.abs() < 1e-6 {
            return x;
        }
        let inner = 1.0 + skewness * (x / root - skewness / (6.0 * count));
        3.0 * root / skewness * (inner.cbrt() - 1.0)
    };
    let (lower, upper) = (mean - transformed(quantile) * se, mean - transformed(-quantile) * se);
    Interval::checked(lower.min(mean).max(range.0), upper.max(mean).min(range.1), IntervalMethod::Hall)
}

/// A quantity with the limits of its own interval.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub value: f64,
    pub lower: f64,
    pub upper: f64,
}

impl Part {
    /// A known number.
    pub fn fixed(value: f64) -> Self {
        Self { value, lower: value, upper: value }
    }

    /// Wilson's interval of `successes` of `n`; `None` as [`wilson`].
    pub fn wilson(successes: u64, n: u64) -> Option<Self> {
        let interval = wilson(successes, n)?;
        Some(Self { value: successes as f64 / n as f64, lower: interval.lower, upper: interval.upper })
    }

    /// The quantity times a known factor, of either sign.
    pub fn times(self, factor: f64) -> Self {
        let (a, b) = (self.lower * factor, self.upper * factor);
        Self { value: self.value * factor, lower: a.min(b), upper: a.max(b) }
    }

    fn below(self) -> f64 {
        self.value - self.lower
    }

    fn above(self) -> f64 {
        self.upper - self.value
    }
}

/// MOVER interval of a sum of independent parts (Zou & Donner, Statistics in Medicine 27, 2008):
/// lower = sum - sqrt(sum of (value - lower)^2), upper likewise.
pub(crate) fn mover_sum(parts: &[Part]) -> Part {
    mover_sum_correlated(parts, 0.0)
}

/// As [`mover_sum`], where the first two parts have correlation `r` (after their signs).
pub(crate) fn mover_sum_correlated(parts: &[Part], r: f64) -> Part {
    let value: f64 = parts.iter().map(|part| part.value).sum();
    let width = |side: fn(Part) -> f64| {
        let squares: f64 = parts.iter().map(|&part| side(part).powi(2)).sum();
        let cross = match parts {
            [a, b, ..] => 2.0 * r * side(*a) * side(*b),
            _ => 0.0,
        };
        (squares + cross).max(0.0).sqrt()
    };
    Part { value, lower: value - width(Part::below), upper: value + width(Part::above) }
}

/// MOVER interval of a sum of any number of correlated parts: the squared half width below is sum over i, j of
/// r_ij (value_i - lower_i)(value_j - lower_j), above likewise, plus `extra` squared half width of what is
/// independent of the parts.
pub(crate) fn mover_correlated(parts: &[Part], extra: f64, r: impl Fn(usize, usize) -> f64) -> Part {
    let value: f64 = parts.iter().map(|part| part.value).sum();
    let (mut below, mut above) = (extra, extra);
    for (i, a) in parts.iter().enumerate() {
        for (j, b) in parts.iter().enumerate() {
            let r = if i == j { 1.0 } else { r(i, j) };
            below += r * a.below() * b.below();
            above += r * a.above() * b.above();
        }
    }
    Part { value, lower: value - below.max(0.0).sqrt(), upper: value + above.max(0.0).sqrt() }
}

/// MOVER interval of the share a / (a + b) of two independent non-negative parts; `None` where a + b = 0.
///
/// The share s solves (1 - s) a - s b = 0; the interval holds every s for which the MOVER interval of that
/// difference contains 0 (Donner & Zou, Statistical Methods in Medical Research 21, 2012, for a / b, put
/// on the scale of shares). Solved by bisection, so that a or b may be 0: each limit is the one root on
/// its side, because the condition is a quadratic in a / b with a sign change between.
pub(crate) fn mover_share(a: Part, b: Part) -> Option<Part> {
    let total = a.value + b.value;
    if total.is_nan() || total <= 0.0 {
        return None;
    }
    let value = a.value / total;
    let difference = |s: f64| (1.0 - s) * a.value - s * b.value;
    let low = |s: f64| difference(s) - ((1.0 - s) * a.below()).hypot(s * b.above()) > 0.0;
    let high = |s: f64| difference(s) + ((1.0 - s) * a.above()).hypot(s * b.below()) < 0.0;
    Some(Part { value, lower: boundary(0.0, value, low), upper: boundary(1.0, value, high) })
}

/// The point between `outside` and `inside` where `is_outside` stops holding.
fn boundary(mut outside: f64, mut inside: f64, is_outside: impl Fn(f64) -> bool) -> f64 {
    if !is_outside(outside) {
        return outside;
    }
    for _ in 0..200 {
        let middle = 0.5 * (outside + inside);
        if is_outside(middle) { outside = middle } else { inside = middle }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn golden_values_of_the_statistics_page() {
        let table = [
            (8, 100, 0.0411, 0.1500),
            (43, 100, 0.3373, 0.5278),
            (61, 100, 0.5120, 0.6998),
            (2, 10, 0.0567, 0.5098),
            (0, 30, 0.0, 0.1135),
            (30, 30, 0.8865, 1.0),
        ];
        for (k, n, lower, upper) in table {
            let interval = wilson(k, n).unwrap();
            assert!(
                (interval.lower - lower).abs() < 5e-5 && (interval.upper - upper).abs() < 5e-5,
                "{k}/{n}"
            );
        }
        assert_eq!((wilson(0, 0), wilson(2, 1), wilson_at(1, 2, 1.0)), (None, None, None));
        let (a, b) = (wilson(8, 100).unwrap(), wilson_at(8, 100, 0.95).unwrap());
        assert!((a.lower - b.lower).abs() < 1e-12 && (a.upper - b.upper).abs() < 1e-12);
    }

    #[test]
    fn expanded_quantile_is_close_to_student() {
        for degrees in [9.0, 19.0, 49.0, 399.0, 1e6] {
            let exact = t_quantile(degrees).unwrap();
            assert!((t_quantile_expanded(degrees) - exact).abs() < 2e-4, "{degrees} {exact}");
        }
    }

    #[test]
    fn few_cases_get_the_exact_limit() {
        let (low, high) = (wilson_modified(2, 50).unwrap(), wilson_modified(48, 50).unwrap());
        assert!((low.lower - 0.355_361_510_698_662_1 / 50.0).abs() < 1e-15);
        assert!((high.upper - (1.0 - low.lower)).abs() < 1e-12 && low.upper == wilson(2, 50).unwrap().upper);
        for (k, n) in [(0, 30), (30, 30), (3, 3), (1, 1), (4, 50), (10, 20)] {
            assert_eq!(wilson_modified(k, n), wilson(k, n), "{k} of {n}");
        }
        // The continuous form comes to the same limit at whole numbers of cases.
        let same = wilson_effective(0.04, 50.0, 1_000_000).unwrap();
        assert!((same.lower - low.lower).abs() < 1e-9, "{same:?}");
    }

    #[test]
    fn share_agrees_with_the_closed_form_of_donner_and_zou() {
        let a = Part::wilson(43, 100).unwrap().times(1_000.0);
        let b = Part::wilson(5, 100).unwrap().times(4_000.0);
        let share = mover_share(a, b).unwrap();
        let product = a.value * b.value;
        let lower_terms = (a.lower * (2.0 * a.value - a.lower), b.upper * (2.0 * b.value - b.upper));
        let upper_terms = (a.upper * (2.0 * a.value - a.upper), b.lower * (2.0 * b.value - b.lower));
        let lower = (product - (product.powi(2) - lower_terms.0 * lower_terms.1).sqrt()) / lower_terms.1;
        let upper = (product + (product.powi(2) - upper_terms.0 * upper_terms.1).sqrt()) / upper_terms.1;
        assert!((share.value - 430.0 / 630.0).abs() < 1e-12);
        assert!((share.lower - lower / (1.0 + lower)).abs() < 1e-9, "{share:?} {lower}");
        assert!((share.upper - upper / (1.0 + upper)).abs() < 1e-9, "{share:?} {upper}");
    }

    #[test]
    fn share_at_the_ends() {
        let none = Part::wilson(0, 50).unwrap();
        let some = Part::wilson(10, 50).unwrap();
        let zero = mover_share(none, some).unwrap();
        assert!(zero.value == 0.0 && zero.lower == 0.0 && zero.upper > 0.05 && zero.upper < 0.6);
        let one = mover_share(some, none).unwrap();
        assert!(one.value == 1.0 && one.upper == 1.0 && (one.lower + zero.upper - 1.0).abs() < 1e-9);
        assert!(mover_share(none, none).is_none());
    }
}

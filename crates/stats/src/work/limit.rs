//! Whether a figure lies beyond a limit that somebody set.

use crate::estimate::{Interval, IntervalMethod};
use statrs::distribution::{ContinuousCDF, Normal};

/// Where a figure lies against a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The whole interval lies below.
    Below,
    /// The whole interval lies above.
    Above,
    /// The interval holds the limit.
    Undecided,
}

/// Where an interval lies against a limit.
pub fn standing(interval: &Interval, limit: f64) -> Standing {
    if interval.upper < limit {
        Standing::Below
    } else if interval.lower > limit {
        Standing::Above
    } else {
        Standing::Undecided
    }
}

fn two_sided(z: f64) -> f64 {
    (2.0 * Normal::standard().sf(z.abs())).min(1.0)
}

/// Two-sided p value of the score test that a share is `limit`: z = (k/n - limit) / sqrt(limit (1 - limit) / n).
///
/// Wilson's interval at 95 % is the set of limits with p >= .05 (Wilson 1927). With no cases, or a limit of 0 or 1 that
/// cannot be tested so, 1 where the share is the limit and 0 where it is not (k of 0 cases: 1).
pub fn p_of_share(k: u64, n: u64, limit: f64) -> f64 {
    if n == 0 || !(0.0..=1.0).contains(&limit) {
        return 1.0;
    }
    let share = k as f64 / n as f64;
    let se = (limit * (1.0 - limit) / n as f64).sqrt();
    if se > 0.0 { two_sided((share - limit) / se) } else { f64::from(u8::from(share == limit)) }
}

/// Two-sided p value of a limit, read from a 95 % interval: the limit's distance from the middle of the interval in
/// standard errors of (upper - lower) / (2 x 1.96), on the scale on which the method made the interval.
///
/// That scale is Fisher's z for coefficients of agreement and plain otherwise. The interval holds the limit exactly where
/// p >= .05 (Altman & Bland, BMJ 343:d2304, 2011: p from a confidence interval). A limit at the end of the scale is as far
/// away as can be told apart.
pub fn p_of_interval(interval: &Interval, limit: f64) -> f64 {
    let z_scale = matches!(interval.method, IntervalMethod::FisherZ | IntervalMethod::Jackknife);
    let at = |value: f64| if z_scale { value.clamp(-0.999_999, 0.999_999).atanh() } else { value };
    let (lower, upper) = (at(interval.lower), at(interval.upper));
    let se = (upper - lower) / (2.0 * crate::interval::Z95);
    if se > 0.0 { two_sided((at(limit) - (lower + upper) / 2.0) / se) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wilson;

    #[test]
    fn the_score_test_and_wilsons_interval_say_the_same() {
        let interval = wilson(61, 100).unwrap();
        assert!((p_of_share(61, 100, interval.lower) - 0.05).abs() < 1e-9);
        assert!((p_of_share(61, 100, interval.upper) - 0.05).abs() < 1e-9);
        // (.61 - .5) / .05 = 2.2.
        assert!((p_of_share(61, 100, 0.5) - 0.027_806_895).abs() < 1e-8);
        assert_eq!((p_of_share(0, 0, 0.5), p_of_share(0, 9, 0.0), p_of_share(1, 9, 0.0)), (1.0, 1.0, 0.0));
    }

    #[test]
    fn an_interval_holds_what_is_not_rejected() {
        for method in [IntervalMethod::FisherZ, IntervalMethod::Hall] {
            let interval = Interval { lower: 0.3, upper: 0.8, method };
            assert!((p_of_interval(&interval, 0.3) - 0.05).abs() < 1e-9);
            assert!(p_of_interval(&interval, 0.29) < 0.05 && p_of_interval(&interval, 0.5) > 0.05);
            assert_eq!(standing(&interval, 0.5), Standing::Undecided);
            assert_eq!(standing(&interval, 0.81), Standing::Below);
            assert_eq!(standing(&interval, 0.29), Standing::Above);
            assert!(p_of_interval(&interval, 1.0).is_finite());
        }
    }
}

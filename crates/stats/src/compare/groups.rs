//! Groups of rows held against one of them, and figures held against a value.

use statrs::function::erf::erfc;

use super::fisher::{Alternative, fisher_exact};
use super::multiple::benjamini_hochberg;
use super::proportions::proportion_difference;
use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined};
use crate::interval::{Part, Z95, mover_sum};
use crate::metrics::BinaryCounts;

/// Share of verdicts that may be wrong.
const LEVEL: f64 = 0.05;

/// Difference a - b of two independent estimates, with MOVER limits of their own intervals (Zou & Donner, Statistics in
/// Medicine 27, 2008); `n` is the sum of both.
///
/// # Errors
/// The reason of the estimate that is undefined.
pub fn estimate_difference(
    a: &Result<Estimate, Undefined>,
    b: &Result<Estimate, Undefined>,
) -> Result<Estimate, Undefined> {
    let ((a, b), n) = ((a.as_ref(), b.as_ref()), |a: &Estimate, b: &Estimate| a.n + b.n);
    let (a, b) = (a.map_err(|e| *e)?, b.map_err(|e| *e)?);
    let value = a.value - b.value;
    let limits = |e: &Estimate| e.interval.map(|i| Part { value: e.value, lower: i.lower, upper: i.upper });
    let interval = limits(a).and_then(|first| {
        let whole = mover_sum(&[first, limits(b)?.times(-1.0)]);
        Interval::checked(whole.lower, whole.upper, IntervalMethod::Mover)
    });
    Ok(Estimate { value, interval, n: n(a, b) })
}

/// Two-sided p value of a figure's being `value`, by inverting its interval: the limit on that side is taken to lie 1.96
/// standard errors away. It is below .05 exactly where the interval does not hold `value`. `None` without an interval.
pub fn against_value(estimate: &Estimate, value: f64) -> Option<f64> {
    let interval = estimate.interval.ok()?;
    let distance = (estimate.value - value).abs();
    let side = if value < estimate.value {
        estimate.value - interval.lower
    } else {
        interval.upper - estimate.value
    };
    if distance == 0.0 {
        return Some(1.0);
    }
    // A figure at the very limit of its interval rules out everything beyond.
    Some(if side > 0.0 { erfc(Z95 * distance / side / std::f64::consts::SQRT_2) } else { 0.0 })
}

/// Which share of a group's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupRate {
    /// Right / all.
    Accuracy,
    /// FP / (FP + TN): of those that are not, how many are taken for it.
    FalsePositive,
    /// FN / (FN + TP): of those that are, how many are missed.
    FalseNegative,
    /// (TP + FP) / all: how many are chosen, rightly or not.
    Selection,
}

impl GroupRate {
    /// Stable identifier in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accuracy => "accuracy",
            Self::FalsePositive => "false_positive_rate",
            Self::FalseNegative => "false_negative_rate",
            Self::Selection => "selection_rate",
        }
    }

    /// Cases and all.
    pub fn counts(self, of: &BinaryCounts) -> (u64, u64) {
        let (positives, negatives) =
            (of.true_positives + of.false_negatives, of.true_negatives + of.false_positives);
        match self {
            Self::Accuracy => (of.true_positives + of.true_negatives, positives + negatives),
            Self::FalsePositive => (of.false_positives, negatives),
            Self::FalseNegative => (of.false_negatives, positives),
            Self::Selection => (of.true_positives + of.false_positives, positives + negatives),
        }
    }
}

/// How a group stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GapVerdict {
    /// The adjusted p value is below .05 and the interval lies above 0.
    Higher,
    /// The same below 0.
    Lower,
    /// Not shown on these rows.
    Undecided,
    /// One of the two has fewer rows than asked for.
    TooSmall,
}

impl GapVerdict {
    /// Stable identifier in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Undecided => "undecided",
            Self::TooSmall => "too_small",
        }
    }

    fn of(difference: &Result<Estimate, Undefined>, adjusted: f64) -> Self {
        match difference.map(|difference| difference.interval) {
            Ok(Ok(interval)) if adjusted < LEVEL && interval.lower > 0.0 => Self::Higher,
            Ok(Ok(interval)) if adjusted < LEVEL && interval.upper < 0.0 => Self::Lower,
            _ => Self::Undecided,
        }
    }
}

/// One share against another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateGap {
    /// First minus second. Newcombe.
    pub difference: Result<Estimate, Undefined>,
    /// Fisher's exact test, two-sided; `None` where one of them is empty or too small to be tested.
    pub p_value: Option<f64>,
    /// The p value adjusted over all that were tested together (Benjamini & Hochberg).
    pub adjusted: Option<f64>,
    /// Only where both the interval and the adjusted p value allow it.
    pub verdict: GapVerdict,
}

/// Cases, and what they are a share of.
type Share = (u64, u64);

/// Pairs of shares ((k1, n1), (k2, n2)) of independent rows, each first one against its second: Newcombe's interval of the
/// difference and Fisher's exact test, the p values adjusted together. Pairs of which one has fewer than `least` rows are
/// given with their interval, but not tested: they neither get a verdict nor weaken that of others.
pub fn rate_gaps(pairs: &[(Share, Share)], least: u64) -> Vec<RateGap> {
    let mut gaps: Vec<RateGap> = pairs
        .iter()
        .map(|&((k1, n1), (k2, n2))| {
            let tested = n1.min(n2) >= least.max(1) && k1 <= n1 && k2 <= n2;
            let p_value = || fisher_exact(k1, n1 - k1, k2, n2 - k2, Alternative::TwoSided).min(1.0);
            RateGap {
                difference: proportion_difference(k1, n1, k2, n2),
                p_value: tested.then(p_value),
                adjusted: None,
                verdict: GapVerdict::TooSmall,
            }
        })
        .collect();
    let tested: Vec<f64> = gaps.iter().filter_map(|gap| gap.p_value).collect();
    // Fisher's p values are probabilities.
    let mut adjusted = benjamini_hochberg(&tested).unwrap_or_else(|_| vec![1.0; tested.len()]).into_iter();
    for gap in gaps.iter_mut().filter(|gap| gap.p_value.is_some()) {
        gap.adjusted = adjusted.next();
        gap.verdict = GapVerdict::of(&gap.difference, gap.adjusted.unwrap_or(1.0));
    }
    gaps
}

/// Whether a figure reaches a bound that was set for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BoundVerdict {
    /// Its interval lies on the wanted side, and the adjusted p value is below .05.
    Pass,
    /// It lies on the other side.
    Fail,
    /// The interval spans the bound, or does once several checks are allowed for, or there is none.
    Undecided,
}

impl BoundVerdict {
    /// Stable identifier in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Undecided => "undecided",
        }
    }
}

/// One figure against its bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundCheck {
    /// [`against_value`]; `None` where there is no figure or no interval.
    pub p_value: Option<f64>,
    /// Adjusted over all figures that have one.
    pub adjusted: Option<f64>,
    /// The verdict.
    pub verdict: BoundVerdict,
}

/// Figures against bounds, `(figure, bound, whether it is a least value)`, corrected together: with m checks on one run
/// some intervals lie beyond their bound by chance, so p values by [`against_value`] are adjusted for the false discovery
/// rate (Benjamini & Hochberg), and only what stays below .05 passes or fails.
pub fn bound_checks(checks: &[(Option<Estimate>, f64, bool)]) -> Vec<BoundCheck> {
    let p_values: Vec<Option<f64>> = checks
        .iter()
        .map(|(figure, bound, _)| figure.as_ref().and_then(|figure| against_value(figure, *bound)))
        .collect();
    let known: Vec<f64> = p_values.iter().flatten().copied().collect();
    let mut adjusted = benjamini_hochberg(&known).unwrap_or_else(|_| vec![1.0; known.len()]).into_iter();
    let one = |(&(figure, bound, least), p_value): (&(Option<Estimate>, f64, bool), Option<f64>)| {
        let adjusted = p_value.and_then(|_| adjusted.next());
        let verdict = match (figure, adjusted) {
            (Some(figure), Some(p)) if p < LEVEL && (figure.value > bound) == least => BoundVerdict::Pass,
            (Some(_), Some(p)) if p < LEVEL => BoundVerdict::Fail,
            _ => BoundVerdict::Undecided,
        };
        BoundCheck { p_value, adjusted, verdict }
    };
    checks.iter().zip(p_values).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::wilson;

    fn share(k: u64, n: u64) -> Estimate {
        Estimate { value: k as f64 / n as f64, interval: Ok(wilson(k, n).unwrap()), n }
    }

    #[test]
    fn a_value_at_a_limit_has_p_of_one_in_twenty() {
        let figure = share(80, 100);
        let interval = figure.interval.unwrap();
        for limit in [interval.lower, interval.upper] {
            assert!((against_value(&figure, limit).unwrap() - 0.05).abs() < 1e-9);
        }
        assert!(against_value(&figure, 0.5).unwrap() < 1e-6);
        assert_eq!(against_value(&figure, 0.8), Some(1.0));
        // All right: nothing above 1, so nothing is left on that side.
        assert!(against_value(&share(100, 100), 0.95).unwrap() < 0.05);
    }

    #[test]
    fn a_bound_inside_the_interval_is_undecided_and_many_checks_decide_less() {
        let near = share(88, 100);
        let alone = bound_checks(&[(Some(near), 0.80, true)]);
        assert_eq!(alone[0].verdict, BoundVerdict::Pass);
        assert_eq!(bound_checks(&[(Some(near), 0.85, true)])[0].verdict, BoundVerdict::Undecided);
        assert_eq!(bound_checks(&[(Some(near), 0.80, false)])[0].verdict, BoundVerdict::Fail);
        assert_eq!(bound_checks(&[(None, 0.80, true)])[0].verdict, BoundVerdict::Undecided);
        let many: Vec<_> = std::iter::once((Some(near), 0.80, true))
            .chain((0..9).map(|_| (Some(share(50, 100)), 0.5, true)))
            .collect();
        let together = bound_checks(&many);
        assert_eq!(
            together[0].verdict,
            BoundVerdict::Undecided,
            "one of ten lies beyond its bound by chance"
        );
        assert!((together[0].adjusted.unwrap() - 10.0 * alone[0].p_value.unwrap()).abs() < 1e-12);
    }

    #[test]
    fn small_groups_get_no_verdict_and_do_not_count_as_tests() {
        let pairs = [((90, 100), (60, 100)), ((1, 3), (60, 100)), ((0, 0), (60, 100))];
        let gaps = rate_gaps(&pairs, 30);
        assert_eq!(gaps[0].verdict, GapVerdict::Higher);
        assert_eq!(gaps[0].adjusted, gaps[0].p_value, "only one was tested");
        assert_eq!((gaps[1].verdict, gaps[1].adjusted), (GapVerdict::TooSmall, None));
        assert!(gaps[1].difference.is_ok());
        assert_eq!(gaps[2].difference, Err(Undefined::NothingScored));
    }

    #[test]
    fn differences_of_estimates_are_those_of_shares() {
        let (a, b) = (share(30, 40), share(20, 50));
        let whole = estimate_difference(&Ok(a), &Ok(b)).unwrap();
        let known = proportion_difference(30, 40, 20, 50).unwrap();
        let ends = |e: &Estimate| e.interval.map(|i| (i.lower, i.upper)).unwrap();
        assert!((whole.value - known.value).abs() < 1e-12);
        assert!(
            (ends(&whole).0 - ends(&known).0).abs() < 1e-12
                && (ends(&whole).1 - ends(&known).1).abs() < 1e-12
        );
        assert_eq!(
            estimate_difference(&Ok(a), &Err(Undefined::NothingScored)),
            Err(Undefined::NothingScored)
        );
    }
}

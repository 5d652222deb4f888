//! The walk of a log likelihood ratio between two limits, by dynamic programming.

use super::LikelihoodRatio;

/// A limit counts as reached from this distance: sums of the same steps differ by rounding only.
pub(super) const ROUNDING: f64 = 1e-9;

/// A probability of being still undecided that no longer matters.
const NEGLIGIBLE: f64 = 1e-15;

/// Start and limits of a walk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    pub ratio: LikelihoodRatio,
    pub start: f64,
    pub lower: f64,
    pub upper: f64,
}

/// Where the walk ended, by number of answers.
pub(super) struct Ends {
    /// `pass[n]`: chance of reaching the lower limit at answer n.
    pub pass: Vec<f64>,
    /// `fail[n]`: chance of reaching the upper limit at answer n.
    pub fail: Vec<f64>,
    /// Number of wrong answers and chance of the states still between the limits at the end.
    pub open: Vec<(u64, f64)>,
}

impl Ends {
    pub fn passed(&self) -> f64 {
        self.pass.iter().sum()
    }

    pub fn failed(&self) -> f64 {
        self.fail.iter().sum()
    }

    pub fn undecided(&self) -> f64 {
        self.open.iter().map(|state| state.1).sum()
    }

    /// Expected number of answers; those undecided at the end took all of them.
    pub fn expected(&self) -> f64 {
        let longest = (self.pass.len() - 1) as f64;
        let ended: f64 =
            self.pass.iter().zip(&self.fail).enumerate().map(|(n, (a, b))| n as f64 * (a + b)).sum();
        ended + longest * self.undecided()
    }

    /// The smallest number of answers within which the walk has ended with chance `share`.
    pub fn quantile(&self, share: f64) -> u64 {
        let mut sum = 0.0;
        for (n, (pass, fail)) in self.pass.iter().zip(&self.fail).enumerate() {
            sum += pass + fail;
            if sum >= share {
                return n as u64;
            }
        }
        (self.pass.len() - 1) as u64
    }
}

impl Walk {
    pub fn value(&self, right: u64, wrong: u64) -> f64 {
        self.start + self.ratio.of(right, wrong)
    }

    pub fn has_passed(&self, value: f64) -> bool {
        value <= self.lower + ROUNDING
    }

    pub fn has_failed(&self, value: f64) -> bool {
        value >= self.upper - ROUNDING
    }

    /// Follows the walk of a rater of accuracy `p` for up to `most` answers, or until it is as good as
    /// certain to have ended.
    pub fn run(&self, p: f64, most: u32) -> Ends {
        let mut ends = Ends { pass: vec![0.0], fail: vec![0.0], open: vec![(0, 1.0)] };
        for n in 1..=u64::from(most) {
            let mut next: Vec<(u64, f64)> = Vec::with_capacity(ends.open.len() + 1);
            let (mut pass, mut fail) = (0.0, 0.0);
            for &(wrong, chance) in &ends.open {
                for (wrong, chance) in [(wrong, chance * p), (wrong + 1, chance * (1.0 - p))] {
                    let value = self.value(n - wrong, wrong);
                    if self.has_failed(value) {
                        fail += chance;
                    } else if self.has_passed(value) {
                        pass += chance;
                    } else {
                        match next.last_mut().filter(|last| last.0 == wrong) {
                            Some(last) => last.1 += chance,
                            None => next.push((wrong, chance)),
                        }
                    }
                }
            }
            ends.pass.push(pass);
            ends.fail.push(fail);
            ends.open = next;
            if ends.undecided() < NEGLIGIBLE {
                break;
            }
        }
        ends
    }
}

/// What a plan does with raters of one accuracy, exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OperatingPoint {
    /// p: the rater's accuracy.
    pub accuracy: f64,
    /// Chance of passing.
    pub pass: f64,
    /// Chance of failing (monitoring: of a pause).
    pub fail: f64,
    /// Chance of reaching the last gold without a verdict.
    pub undecided: f64,
    /// Expected number of golds answered.
    pub expected_golds: f64,
    /// Golds within which half of the raters have ended.
    pub median_golds: u64,
    /// Golds within which 95 % of the raters have ended: the pool has to hold so many.
    pub p95_golds: u64,
}

impl OperatingPoint {
    pub(super) fn new(accuracy: f64, ends: &Ends) -> Self {
        Self {
            accuracy,
            pass: ends.passed(),
            fail: ends.failed(),
            undecided: ends.undecided(),
            expected_golds: ends.expected(),
            median_golds: ends.quantile(0.5),
            p95_golds: ends.quantile(0.95),
        }
    }
}

/// A plan at its two accuracies and where it takes longest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorstCase {
    /// At p0: `fail` is the chance of a false pause.
    pub acceptable: OperatingPoint,
    /// At p1: `pass` is the chance of a false pass.
    pub unacceptable: OperatingPoint,
    /// At the accuracy with the largest expected number of golds.
    pub longest: OperatingPoint,
}

/// The accuracy in \[low, high\] with the largest `length`: a grid, then golden section around its best
/// point (between p1 and p0 the expected length has one top; the grid guards against a second).
pub(super) fn longest(low: f64, high: f64, length: impl Fn(f64) -> f64) -> f64 {
    const GRID: u32 = 40;
    let step = (high - low) / f64::from(GRID);
    let at = |i: u32| low + f64::from(i) * step;
    let best = (0..=GRID).max_by(|&i, &j| length(at(i)).total_cmp(&length(at(j)))).unwrap_or(0);
    let (mut a, mut b) = ((at(best) - step).max(low), (at(best) + step).min(high));
    let golden = 0.5 * (5f64.sqrt() - 1.0);
    for _ in 0..30 {
        let (c, d) = (b - golden * (b - a), a + golden * (b - a));
        if length(c) > length(d) { b = d } else { a = c }
    }
    0.5 * (a + b)
}

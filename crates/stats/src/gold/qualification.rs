//! Qualification: Wald's sequential probability ratio test, truncated.

use super::sequential_interval::{Outcome, limits};
use super::walk::{Ends, OperatingPoint, Walk, WorstCase, longest};
use super::{LikelihoodRatio, PlanError};
use crate::estimate::{Estimate, Undefined};
use crate::plan::{at_least_one, risks};

/// Longest test taken.
const MOST_GOLDS: u64 = 100_000;

/// Most attempts taken.
const MOST_ATTEMPTS: u64 = 20;

/// What a qualification is to hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QualificationPlan {
    /// p0: an accuracy that has to pass.
    pub acceptable: f64,
    /// p1: an accuracy that must not pass.
    pub unacceptable: f64,
    /// alpha: chance of failing a rater of accuracy p0, over all attempts.
    pub alpha: f64,
    /// beta: chance of passing a rater of accuracy p1, over all attempts.
    pub beta: f64,
    /// m: golds of one attempt after which the lead decides.
    pub most_golds: u32,
    /// Attempts a rater has, each with fresh gold. They share both risks.
    pub attempts: u32,
}

/// Wald's sequential probability ratio test (Wald, Annals of Mathematical Statistics 16, 1945), truncated
/// at m golds.
///
/// After each answer the log likelihood ratio L stands between the limits ln(b/(1 - a)) (pass) and
/// ln((1 - b)/a) (fail), or the attempt is over; reaching a limit counts as crossing it. With r attempts
/// a = alpha/r and b = beta/r (Bonferroni): a rater who tries again must not pass by trying often, and a
/// good one is failed at no attempt with chance 1 - alpha. Wald's limits are approximate (they ignore the
/// overshoot); the exact chances are [`Qualification::at`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Qualification {
    plan: QualificationPlan,
    ratio: LikelihoodRatio,
}

/// Verdict of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QualificationVerdict {
    /// More gold is needed.
    Open {
        /// Golds left until the lead decides.
        left: u32,
    },
    /// Reached the lower limit.
    Pass,
    /// Reached the upper limit.
    Fail,
    /// All golds answered and neither limit reached: the lead decides.
    Undecided,
}

impl QualificationVerdict {
    /// Stable identifier in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Undecided => "undecided",
        }
    }
}

/// Where one attempt stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QualificationState {
    /// The verdict; it never changes once it is not open.
    pub verdict: QualificationVerdict,
    /// Right answers up to the verdict.
    pub right: u64,
    /// Wrong answers up to the verdict.
    pub wrong: u64,
    /// L: log likelihood ratio of p1 against p0.
    pub log_likelihood_ratio: f64,
    /// Share of right answers, with an interval that knows of the early stop
    /// ([`IntervalMethod::SequentialExact`](crate::IntervalMethod::SequentialExact)).
    pub accuracy: Result<Estimate, Undefined>,
}

impl Qualification {
    /// Checks a plan.
    ///
    /// # Errors
    /// [`PlanError`] unless 0 < p1 < p0 < 1, alpha and beta lie inside (0, 1) with a sum below 1, and golds
    /// and attempts are at least 1 (at most 100,000 and 20).
    pub fn new(plan: QualificationPlan) -> Result<Self, PlanError> {
        let ratio = LikelihoodRatio::new(plan.acceptable, plan.unacceptable)?;
        risks(["alpha", "beta"], [plan.alpha, plan.beta])?;
        at_least_one("the number of golds", u64::from(plan.most_golds), MOST_GOLDS)?;
        at_least_one("the number of attempts", u64::from(plan.attempts), MOST_ATTEMPTS)?;
        Ok(Self { plan, ratio })
    }

    /// The plan.
    pub fn plan(&self) -> &QualificationPlan {
        &self.plan
    }

    /// What each answer adds.
    pub fn ratio(&self) -> LikelihoodRatio {
        self.ratio
    }

    /// ln(b/(1 - a)), below 0.
    pub fn pass_limit(&self) -> f64 {
        let (a, b) = self.risks_of_an_attempt();
        (b / (1.0 - a)).ln()
    }

    /// ln((1 - b)/a), above 0.
    pub fn fail_limit(&self) -> f64 {
        let (a, b) = self.risks_of_an_attempt();
        ((1.0 - b) / a).ln()
    }

    fn risks_of_an_attempt(&self) -> (f64, f64) {
        let attempts = f64::from(self.plan.attempts);
        (self.plan.alpha / attempts, self.plan.beta / attempts)
    }

    pub(super) fn walk(&self) -> Walk {
        Walk { ratio: self.ratio, start: 0.0, lower: self.pass_limit(), upper: self.fail_limit() }
    }

    /// Where an attempt stands after these answers (true: right), in the order they were given. Answers
    /// after the verdict are ignored; it stands.
    pub fn judge(&self, answers: impl IntoIterator<Item = bool>) -> QualificationState {
        let walk = self.walk();
        let (mut right, mut wrong) = (0u64, 0u64);
        let mut verdict = QualificationVerdict::Open { left: self.plan.most_golds };
        for answer in answers {
            if answer {
                right += 1
            } else {
                wrong += 1
            }
            verdict = self.verdict(&walk, right, wrong);
            if !matches!(verdict, QualificationVerdict::Open { .. }) {
                break;
            }
        }
        let accuracy = self.accuracy(&walk, verdict, right, wrong);
        QualificationState { verdict, right, wrong, log_likelihood_ratio: walk.value(right, wrong), accuracy }
    }

    /// Share of right answers of an attempt that ended so, with an interval that knows of the early stop; as in
    /// [`QualificationState::accuracy`]. An open attempt is read as one truncated here.
    ///
    /// # Errors
    /// [`Undefined::NothingScored`] without answers.
    pub fn accuracy_of(
        &self,
        verdict: QualificationVerdict,
        right: u64,
        wrong: u64,
    ) -> Result<Estimate, Undefined> {
        self.accuracy(&self.walk(), verdict, right, wrong)
    }

    fn verdict(&self, walk: &Walk, right: u64, wrong: u64) -> QualificationVerdict {
        let value = walk.value(right, wrong);
        let left = u64::from(self.plan.most_golds).saturating_sub(right + wrong) as u32;
        if walk.has_failed(value) {
            QualificationVerdict::Fail
        } else if walk.has_passed(value) {
            QualificationVerdict::Pass
        } else if left == 0 {
            QualificationVerdict::Undecided
        } else {
            QualificationVerdict::Open { left }
        }
    }

    fn accuracy(
        &self,
        walk: &Walk,
        verdict: QualificationVerdict,
        right: u64,
        wrong: u64,
    ) -> Result<Estimate, Undefined> {
        let n = right + wrong;
        if n == 0 {
            return Err(Undefined::NothingScored);
        }
        let outcome = match verdict {
            QualificationVerdict::Pass => Outcome::Pass,
            QualificationVerdict::Fail => Outcome::Fail,
            // What is still open is read as a test truncated here.
            QualificationVerdict::Open { .. } | QualificationVerdict::Undecided => Outcome::Open { wrong },
        };
        let value = right as f64 / n as f64;
        Ok(Estimate { value, interval: limits(walk, outcome, n as u32, value), n })
    }

    /// One attempt of a rater of accuracy `p`, exactly.
    ///
    /// # Errors
    /// [`PlanError::NotAShare`] unless p lies in \[0, 1\].
    pub fn at(&self, p: f64) -> Result<OperatingPoint, PlanError> {
        share(p)?;
        Ok(OperatingPoint::new(p, &self.ends(p)))
    }

    fn ends(&self, p: f64) -> Ends {
        self.walk().run(p, self.plan.most_golds)
    }

    /// All attempts of a rater of accuracy `p`, exactly: a failed attempt is tried again while one is
    /// left, an undecided one goes to the lead. `median_golds` and `p95_golds` are of one attempt.
    ///
    /// # Errors
    /// As [`Qualification::at`].
    pub fn at_all_attempts(&self, p: f64) -> Result<OperatingPoint, PlanError> {
        let one = self.at(p)?;
        let mut all = OperatingPoint { pass: 0.0, undecided: 0.0, expected_golds: 0.0, ..one };
        let mut tried = 1.0;
        for _ in 0..self.plan.attempts {
            all.pass += tried * one.pass;
            all.undecided += tried * one.undecided;
            all.expected_golds += tried * one.expected_golds;
            tried *= one.fail;
        }
        Ok(OperatingPoint { fail: tried, ..all })
    }

    /// One attempt at p0, at p1 and at the accuracy that takes longest: what the screen states before launch.
    pub fn worst_case(&self) -> WorstCase {
        let point = |p: f64| OperatingPoint::new(p, &self.ends(p));
        let (low, high) = (self.plan.unacceptable, self.plan.acceptable);
        let worst = longest(low, high, |p| self.ends(p).expected());
        WorstCase { acceptable: point(high), unacceptable: point(low), longest: point(worst) }
    }

    /// The smallest number of golds within which an attempt at accuracy `p` has ended with chance `share`;
    /// m where that is longer.
    ///
    /// # Errors
    /// [`PlanError::NotAShare`] unless both lie in \[0, 1\].
    pub fn length_quantile(&self, p: f64, share_ended: f64) -> Result<u64, PlanError> {
        share(p)?;
        share(share_ended)?;
        Ok(self.ends(p).quantile(share_ended))
    }
}

pub(super) fn share(value: f64) -> Result<(), PlanError> {
    if (0.0..=1.0).contains(&value) {
        Ok(())
    } else {
        Err(PlanError::NotAShare { name: "the accuracy", value })
    }
}

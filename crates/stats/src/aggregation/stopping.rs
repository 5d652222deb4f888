//! Whether an item wants one more judgment.

use std::fmt;

use super::settings::FitError;

/// When an item has enough judgments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StoppingRule {
    minimum: u32,
    maximum: u32,
    target: f64,
}

/// Whether to ask again, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Stopping {
    /// Fewer than the minimum were given.
    BelowMinimum {
        /// Judgments given.
        n: u32,
        /// Judgments that every item gets.
        minimum: u32,
    },
    /// The posterior of the leading class is below the target, and more may be asked.
    BelowTarget {
        /// Judgments given.
        n: u32,
        /// Posterior of the leading class.
        posterior: f64,
        /// The target.
        target: f64,
    },
    /// The posterior of the leading class reaches the target.
    Reached {
        /// Judgments given.
        n: u32,
        /// Posterior of the leading class.
        posterior: f64,
        /// The target.
        target: f64,
    },
    /// The maximum was given and the target was not reached.
    Exhausted {
        /// Judgments given.
        n: u32,
        /// Posterior of the leading class.
        posterior: f64,
        /// The target.
        target: f64,
    },
}

impl StoppingRule {
    /// At least `minimum` judgments of an item, at most `maximum`, and in between one more while the posterior of
    /// the leading class is below `target`.
    ///
    /// # Errors
    /// [`FitError::Setting`] where `minimum` is 0 or above `maximum`, or `target` is outside \[0, 1\].
    pub fn new(minimum: u32, maximum: u32, target: f64) -> Result<Self, FitError> {
        if minimum == 0 {
            return Err(FitError::Setting("minimum"));
        }
        if maximum < minimum {
            return Err(FitError::Setting("maximum"));
        }
        if !(0.0..=1.0).contains(&target) {
            return Err(FitError::Setting("target"));
        }
        Ok(Self { minimum, maximum, target })
    }

    /// What the rule says of an item with `n` judgments, from the posteriors of its classes.
    ///
    /// The posteriors come from judgments given so far only, corrected where gold tells how
    /// ([`super::Correction`]): plain posteriors of fitted models are over-confident and stop too early.
    pub fn decide(&self, n: u32, posteriors: &[f64]) -> Stopping {
        let &Self { minimum, maximum, target } = self;
        if n < minimum {
            return Stopping::BelowMinimum { n, minimum };
        }
        let posterior = posteriors.iter().copied().fold(0.0, f64::max);
        if posterior >= target {
            Stopping::Reached { n, posterior, target }
        } else if n < maximum {
            Stopping::BelowTarget { n, posterior, target }
        } else {
            Stopping::Exhausted { n, posterior, target }
        }
    }
}

impl Stopping {
    /// Whether the item wants one more judgment.
    pub fn asks(&self) -> bool {
        matches!(self, Self::BelowMinimum { .. } | Self::BelowTarget { .. })
    }
}

impl fmt::Display for Stopping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let judgments = |n: u32| if n == 1 { "judgment" } else { "judgments" };
        match *self {
            Self::BelowMinimum { n, minimum } => write!(f, "{n} {}, {minimum} at least", judgments(n)),
            Self::BelowTarget { n, posterior, target } => {
                write!(f, "{n} {}, posterior {posterior:.2} < {target:.2}", judgments(n))
            }
            Self::Reached { n, posterior, target } => {
                write!(f, "{n} {}, posterior {posterior:.2} >= {target:.2}", judgments(n))
            }
            Self::Exhausted { n, posterior, target } => {
                write!(f, "{n} {} and no more, posterior {posterior:.2} < {target:.2}", judgments(n))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_until_the_target_or_the_maximum_and_says_why() {
        let rule = StoppingRule::new(2, 3, 0.95).unwrap();
        let cases = [
            (1, [0.99, 0.01], true, "1 judgment, 2 at least"),
            (2, [0.90, 0.10], true, "2 judgments, posterior 0.90 < 0.95"),
            (2, [0.03, 0.97], false, "2 judgments, posterior 0.97 >= 0.95"),
            (3, [0.90, 0.10], false, "3 judgments and no more, posterior 0.90 < 0.95"),
        ];
        for (n, posteriors, asks, why) in cases {
            let found = rule.decide(n, &posteriors);
            assert_eq!((found.asks(), found.to_string().as_str()), (asks, why));
        }
        for (minimum, maximum, target) in [(0, 3, 0.9), (2, 1, 0.9), (1, 3, 1.1), (1, 3, f64::NAN)] {
            assert!(StoppingRule::new(minimum, maximum, target).is_err());
        }
    }
}

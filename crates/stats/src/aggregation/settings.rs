//! What the iterative methods are told, and why they refuse.

use thiserror::Error;

use crate::judgments::InputError;

/// When an iterative fit stops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// Iterations at most, 1 or more. One iteration is an M-step and the E-step after it.
    pub max_iterations: u32,
    /// The fit has converged when the log posterior changes by less than this many nats per judgment.
    /// At 0 all iterations are run.
    pub tolerance: f64,
}

impl Default for Stop {
    /// 1,000 iterations, 1e-7 nats per judgment.
    fn default() -> Self {
        Self { max_iterations: 1_000, tolerance: 1e-7 }
    }
}

/// Prior of a rater's answers: what the M-step adds to the expected counts.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Smoothing {
    /// `count` is added to each cell (true class, label): a symmetric Dirichlet prior with parameter
    /// 1 + count on each row of a confusion matrix. At 0 it is maximum likelihood.
    Dirichlet {
        /// Pseudo-judgments per cell, 0 or more.
        count: f64,
    },
    /// `strength` pseudo-judgments per row, spread as the answers of all raters together to the vote
    /// shares: a Dirichlet prior around what is usual in these data, fixed before the first iteration, so
    /// that raters with few judgments are drawn to the usual rater and not to guessing.
    Pooled {
        /// Pseudo-judgments per row, above 0.
        strength: f64,
    },
    /// Expected counts of the labels that a rater used are raised to `floor`; labels a rater never used
    /// take no part. That is how crowd-kit avoids log 0 (floor 1e-10); no prior stands behind it.
    Floor {
        /// The smallest expected count, above 0.
        floor: f64,
    },
}

impl Default for Smoothing {
    /// Half a pseudo-judgment per row, spread as all raters answer: the strongest that costs no accuracy on
    /// any of the shared data sets with a truth.
    fn default() -> Self {
        Self::Pooled { strength: 0.5 }
    }
}

/// Why a fit was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FitError {
    /// No judgment at all.
    #[error("there are no judgments")]
    NoJudgments,
    /// The scheme declares fewer than two classes.
    #[error("the scheme declares fewer than two classes")]
    OneClassDeclared,
    /// Index arithmetic or memory would not do.
    #[error(
        "too large: {raters} raters with {classes} classes and {judgments} judgments; is the column of labels the right one?"
    )]
    TooLarge {
        /// Raters declared.
        raters: u32,
        /// Classes declared.
        classes: u32,
        /// Judgments.
        judgments: usize,
    },
    /// A setting is outside its range.
    #[error("the setting {0} is outside its range")]
    Setting(&'static str),
    /// No item has both a truth and a judgment.
    #[error("no item could be scored")]
    NothingScored,
    /// Too few gold items to fit a correction.
    #[error("{found} gold items, {needed} needed")]
    TooFewGold {
        /// Gold items.
        found: usize,
        /// Gold items needed.
        needed: usize,
    },
    /// Arrays do not fit together.
    #[error(transparent)]
    Input(#[from] InputError),
}

impl FitError {
    /// Stable identifier in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoJudgments => "no_judgments",
            Self::OneClassDeclared => "one_class_declared",
            Self::TooLarge { .. } => "too_large",
            Self::Setting(_) => "setting_out_of_range",
            Self::NothingScored => "nothing_scored",
            Self::TooFewGold { .. } => "too_few_gold",
            Self::Input(error) => error.code(),
        }
    }
}

impl Stop {
    pub(crate) fn check(&self) -> Result<(), FitError> {
        if self.max_iterations == 0 {
            return Err(FitError::Setting("max_iterations"));
        }
        if self.tolerance.is_finite() && self.tolerance >= 0.0 {
            Ok(())
        } else {
            Err(FitError::Setting("tolerance"))
        }
    }
}

impl Smoothing {
    pub(crate) fn check(&self) -> Result<(), FitError> {
        let (value, low, name) = match *self {
            Self::Dirichlet { count } => (count, 0.0, "smoothing.count"),
            Self::Pooled { strength } => (strength, f64::MIN_POSITIVE, "smoothing.strength"),
            Self::Floor { floor } => (floor, f64::MIN_POSITIVE, "smoothing.floor"),
        };
        if value.is_finite() && value >= low { Ok(()) } else { Err(FitError::Setting(name)) }
    }
}

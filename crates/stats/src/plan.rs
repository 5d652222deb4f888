//! Why a plan for gold or for an audit was refused.

use thiserror::Error;

/// Why a plan was refused.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum PlanError {
    /// A share or a risk is not inside (0, 1).
    #[error("{name} is {value}, but has to lie between 0 and 1")]
    NotAShare {
        /// What it is.
        name: &'static str,
        /// The value given.
        value: f64,
    },
    /// The unacceptable accuracy is not below the acceptable one, or the tolerable error rate not above the good one.
    #[error(
        "the better quality ({better}) has to differ from the worse one ({worse}) in the right direction"
    )]
    NotApart {
        /// The good quality given.
        better: f64,
        /// The bad quality given.
        worse: f64,
    },
    /// The two risks together reach 1, so that a coin would do.
    #[error("the two risks add up to {sum}, but have to stay below 1")]
    RisksTooLarge {
        /// Their sum.
        sum: f64,
    },
    /// No gold or no attempt is allowed, or more than can be computed.
    #[error("{name} is {value}, but has to lie between 1 and {most}")]
    OutOfRange {
        /// What it is.
        name: &'static str,
        /// The number given.
        value: u64,
        /// The largest number taken.
        most: u64,
    },
    /// The lot cannot tell the two qualities apart, even when all of it is judged.
    #[error("the lot has too few items to tell {better} from {worse}: both are the same number of defects")]
    LotTooSmall {
        /// The good quality given.
        better: f64,
        /// The bad quality given.
        worse: f64,
    },
    /// The plan would need more items than can be judged.
    #[error("no plan of up to {most} items holds both risks")]
    NoPlan {
        /// Items tried.
        most: u64,
    },
    /// More were judged than drawn, or more defects than judged.
    #[error("{part} of {whole} cannot be")]
    CountTooLarge {
        /// The part.
        part: u64,
        /// The whole.
        whole: u64,
    },
}

impl PlanError {
    /// Stable identifier in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAShare { .. } => "not_a_share",
            Self::NotApart { .. } => "not_apart",
            Self::RisksTooLarge { .. } => "risks_too_large",
            Self::OutOfRange { .. } => "out_of_range",
            Self::LotTooSmall { .. } => "lot_too_small",
            Self::NoPlan { .. } => "no_plan",
            Self::CountTooLarge { .. } => "count_too_large",
        }
    }
}

/// Refuses what is not inside (0, 1).
pub(crate) fn inside(name: &'static str, value: f64) -> Result<(), PlanError> {
    if value > 0.0 && value < 1.0 { Ok(()) } else { Err(PlanError::NotAShare { name, value }) }
}

/// Refuses what is not in 1..=most.
pub(crate) fn at_least_one(name: &'static str, value: u64, most: u64) -> Result<(), PlanError> {
    if (1..=most).contains(&value) { Ok(()) } else { Err(PlanError::OutOfRange { name, value, most }) }
}

/// Refuses two risks that are not inside (0, 1) or together reach 1.
pub(crate) fn risks(names: [&'static str; 2], values: [f64; 2]) -> Result<(), PlanError> {
    inside(names[0], values[0])?;
    inside(names[1], values[1])?;
    let sum = values[0] + values[1];
    if sum < 1.0 { Ok(()) } else { Err(PlanError::RisksTooLarge { sum }) }
}

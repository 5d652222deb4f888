//! Do two samples come from the same source? Checks between splits, or between two imports of items.
//!
//! Every check has a test and an effect size: with many rows the test finds differences that do not matter. Several
//! columns are several tests; their p values are adjusted together
//! ([`benjamini_hochberg`](crate::benjamini_hochberg)).

mod categorical;
mod kolmogorov;
mod numeric;

pub use categorical::{CategoricalDrift, ChiSquare, categorical_drift};
pub use kolmogorov::{KolmogorovSmirnov, kolmogorov_smirnov};
pub use numeric::{NumericDrift, numeric_drift};

use crate::compare::{Alternative, fisher_exact, proportion_difference};
use crate::estimate::{Estimate, Undefined};
use crate::interval::wilson;

/// How a p value was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PValueMethod {
    /// All ways to deal the values out to the two samples.
    Exact,
    /// The distribution for many rows.
    Asymptotic,
    /// Seeded random ways to deal the values out: (1 + those at least as extreme) / (1 + samples).
    MonteCarlo {
        /// Ways drawn.
        samples: u32,
        /// The seed.
        seed: u64,
    },
}

impl PValueMethod {
    /// Stable identifier in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Asymptotic => "asymptotic",
            Self::MonteCarlo { .. } => "monte_carlo",
        }
    }
}

/// Missing values of one column in two samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MissingDrift {
    /// Share missing in the first sample. Wilson.
    pub first: Result<Estimate, Undefined>,
    /// Share missing in the second sample. Wilson.
    pub second: Result<Estimate, Undefined>,
    /// Second minus first. Newcombe.
    pub difference: Result<Estimate, Undefined>,
    /// Fisher's exact test, two-sided.
    pub p_value: Result<f64, Undefined>,
}

/// `missing` of `n` rows in each of two samples: (missing, n) of the first, then of the second.
///
/// # Errors
/// Each figure is [`Undefined::EmptySample`] where a sample it needs has no row, or fewer rows than missing ones.
pub fn missing_drift(first: (u64, u64), second: (u64, u64)) -> MissingDrift {
    let share = |(missing, n): (u64, u64)| {
        let interval = wilson(missing, n).ok_or(Undefined::EmptySample)?;
        Ok(Estimate { value: missing as f64 / n as f64, interval: Ok(interval), n })
    };
    let difference = proportion_difference(second.0, second.1, first.0, first.1);
    let p_value =
        || fisher_exact(first.0, first.1 - first.0, second.0, second.1 - second.0, Alternative::TwoSided);
    MissingDrift {
        first: share(first),
        second: share(second),
        difference: difference.map_err(|_| Undefined::EmptySample),
        p_value: difference.map(|_| p_value()).map_err(|_| Undefined::EmptySample),
    }
}

//! Numbers as they cross the bridge: always with their n and, where they are estimates, an interval.

use assay_stats::{Coefficient, Estimate, Interval, Undefined, Unreliable};
use serde::Serialize;
use ts_rs::TS;

/// A number with its 95 % interval and sample size, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct Figure {
    /// None where it is undefined.
    pub value: Option<f64>,
    /// Lower end of the 95 % interval; none where no honest one can be given.
    pub lower: Option<f64>,
    /// Upper end.
    pub upper: Option<f64>,
    /// What it was made from.
    pub n: u64,
    /// How the interval was made.
    pub method: Option<String>,
    /// Why there is no value, in words.
    pub undefined_because: Option<String>,
    /// Why there is no interval though there is a value, in words.
    pub unreliable_because: Option<String>,
}

impl Figure {
    /// A number that could not be made.
    pub fn undefined(because: &str, n: u64) -> Figure {
        Figure {
            value: None,
            lower: None,
            upper: None,
            n,
            method: None,
            undefined_because: Some(because.to_owned()),
            unreliable_because: None,
        }
    }

    /// k of n with Wilson's interval.
    pub fn share(k: u64, n: u64) -> Figure {
        match assay_stats::wilson(k, n) {
            Some(interval) => Figure::new(k as f64 / n as f64, Ok(interval), n),
            None => Figure::undefined("nothing to count yet", 0),
        }
    }

    /// An estimate, or the reason there is none.
    pub fn of<E: std::fmt::Display>(estimate: &Result<Estimate, E>) -> Figure {
        match estimate {
            Ok(estimate) => Figure::new(estimate.value, estimate.interval, estimate.n),
            Err(reason) => Figure::undefined(&reason.to_string(), 0),
        }
    }

    /// A value with its interval.
    pub fn new(value: f64, interval: Result<Interval, Unreliable>, n: u64) -> Figure {
        let (lower, upper, method, unreliable) = split(interval);
        Figure {
            value: Some(value),
            lower,
            upper,
            n,
            method,
            undefined_because: None,
            unreliable_because: unreliable,
        }
    }

    /// A value or its reason, with its interval.
    pub fn result(value: &Result<f64, Undefined>, interval: &Result<Interval, Unreliable>, n: u64) -> Figure {
        match value {
            Ok(value) => Figure::new(*value, *interval, n),
            Err(reason) => Figure::undefined(&reason.to_string(), n),
        }
    }
}

type Ends = (Option<f64>, Option<f64>, Option<String>, Option<String>);

fn split(interval: Result<Interval, Unreliable>) -> Ends {
    match interval {
        Ok(i) => (Some(i.lower), Some(i.upper), Some(i.method.name().to_owned()), None),
        Err(reason) => (None, None, None, Some(reason.to_string())),
    }
}

/// A coefficient of agreement.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct CoefficientFigure {
    /// Stable: `percent_agreement`, `cohen_kappa_mean`, `fleiss_kappa`, `krippendorff_alpha`, ...
    pub name: String,
    /// None where it is undefined.
    pub value: Option<f64>,
    /// Lower end of the 95 % interval; none where no honest one can be given.
    pub lower: Option<f64>,
    /// Upper end.
    pub upper: Option<f64>,
    /// Items used.
    pub n_items: u64,
    /// Raters used.
    pub n_raters: u64,
    /// Judgments used.
    pub n_judgments: u64,
    /// Why there is no value, in words.
    pub undefined_because: Option<String>,
    /// How the interval was made.
    pub method: Option<String>,
    /// Why there is no interval though there is a value, in words.
    pub unreliable_because: Option<String>,
}

impl From<Coefficient> for CoefficientFigure {
    fn from(c: Coefficient) -> CoefficientFigure {
        let (lower, upper, method, unreliable) = split(c.interval);
        let defined = c.value.is_ok();
        CoefficientFigure {
            name: c.name.to_owned(),
            lower: lower.filter(|_| defined),
            upper: upper.filter(|_| defined),
            n_items: c.n_items,
            n_raters: c.n_raters,
            n_judgments: c.n_judgments,
            undefined_because: c.value.as_ref().err().map(ToString::to_string),
            method,
            unreliable_because: unreliable.filter(|_| defined),
            value: c.value.ok(),
        }
    }
}

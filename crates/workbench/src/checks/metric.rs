//! The figures that a check can ask for.

use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// A figure of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckMetric {
    /// Share right.
    Accuracy,
    /// Mean recall of the classes that occur.
    BalancedAccuracy,
    /// Matthews' correlation coefficient.
    Matthews,
    /// Mean precision of the classes.
    MacroPrecision,
    /// Mean recall of the classes.
    MacroRecall,
    /// Mean F1 of the classes.
    MacroF1,
    /// Mean F1, weighted by true items.
    WeightedF1,
    /// Of one class.
    Precision,
    /// Of one class.
    Recall,
    /// Of one class.
    F1,
    /// Of one class.
    Specificity,
    /// Of one class: FP / (FP + TN).
    FalsePositiveRate,
    /// Of one class: FN / (FN + TP).
    FalseNegativeRate,
    /// Of one class: predicted so / all.
    SelectionRate,
    /// Of one class, or the mean over classes.
    AveragePrecision,
    /// Of one class, or the mean over classes.
    Auc,
    /// In nats.
    LogLoss,
    /// Over all classes, 0 to 2.
    Brier,
    /// Expected calibration error in 15 bins.
    CalibrationError,
}

impl CheckMetric {
    /// As stored and on the wire.
    pub(super) fn word(self) -> String {
        serde_json::to_value(self).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    }

    pub(super) fn of(word: &str) -> Result<CheckMetric> {
        serde_json::from_value(Value::from(word)).map_err(|_| {
            let message = format!("this Assay does not know the figure `{word}` of a check; use a newer one");
            Error::refused("metric_unknown", message)
        })
    }

    pub(super) fn needs_class(self) -> bool {
        use CheckMetric as M;
        matches!(
            self,
            M::Precision
                | M::Recall
                | M::F1
                | M::Specificity
                | M::FalsePositiveRate
                | M::FalseNegativeRate
                | M::SelectionRate
        )
    }

    pub(super) fn takes_class(self) -> bool {
        self.needs_class() || matches!(self, CheckMetric::AveragePrecision | CheckMetric::Auc)
    }

    /// Where its values lie.
    pub(super) fn range(self) -> (f64, f64) {
        match self {
            CheckMetric::Matthews => (-1.0, 1.0),
            CheckMetric::LogLoss => (0.0, f64::INFINITY),
            CheckMetric::Brier => (0.0, 2.0),
            _ => (0.0, 1.0),
        }
    }
}

//! What a later run fixed and broke against an earlier one.

use super::paired::{Paired, PairedCounts, RunVerdict, difference};
use super::parts::{self, ComparedPart};
use super::prediction_of;
use super::promises::{self, PromiseKept};
use crate::errors::{Scope, scoped, within};
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_stats::{McNemarTest, PairedRuns};
use assay_store::runs::Run;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Two runs to hold against each other.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RunsCompare {
    /// Row id of the earlier run.
    pub a: i64,
    /// Row id of the later run.
    pub b: i64,
    /// Which rows, as a filter line of the sheet of run `b`; all where left out.
    #[serde(default)]
    pub filter: Option<String>,
    /// A metadata field by row id, whose values are told apart.
    #[serde(default)]
    pub field: Option<i64>,
}

/// McNemar's test that both runs are right equally often.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct McNemarFigure {
    /// (|fixed - regressed| - 1)^2 / (fixed + regressed); none of the exact test.
    pub statistic: Option<f64>,
    /// Two-sided.
    pub p_value: f64,
    /// `exact` (binomial, below 25 differing items) or `chi_square` (with continuity correction).
    pub method: String,
}

impl McNemarFigure {
    fn of(runs: &PairedRuns) -> McNemarFigure {
        let test = runs.mcnemar();
        let (statistic, method) = match test.test {
            McNemarTest::Exact => (None, "exact"),
            McNemarTest::ChiSquare { statistic } => (Some(statistic), "chi_square"),
        };
        McNemarFigure { statistic, p_value: test.p_value, method: method.into() }
    }
}

/// One of the two runs, on the items compared.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ComparedRun {
    /// The run with its record.
    pub run: Run,
    /// Share right of the items compared.
    pub accuracy: Figure,
    /// Labelled items that only this run predicted, whatever the filter; in no figure.
    pub alone: u64,
}

/// Filter lines of the sheet of run `b` that find the rows behind the counts.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ComparedRows {
    /// Wrong in `a`, right in `b`.
    pub fixed: String,
    /// Right in `a`, wrong in `b`.
    pub regressed: String,
    /// Wrong in both.
    pub both_wrong: String,
    /// Right in both.
    pub both_right: String,
}

/// Two runs on the items that both predicted and that have a reference label.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct RunComparison {
    /// Accuracy of `b` less accuracy of `a`: (fixed - regressed) / n, with Tango's paired interval.
    pub difference: Figure,
    /// Wrong in `a`, right in `b`.
    pub fixed: u64,
    /// Right in `a`, wrong in `b`.
    pub regressed: u64,
    /// Wrong in both.
    pub both_wrong: u64,
    /// Right in both.
    pub both_right: u64,
    /// McNemar's test.
    pub mcnemar: McNemarFigure,
    /// Where `b` stands, if the interval allows it.
    pub verdict: RunVerdict,
    /// Items compared.
    pub n: u64,
    /// The earlier run.
    pub a: ComparedRun,
    /// The later run.
    pub b: ComparedRun,
    /// Items that both predicted and that have no reference label, whatever the filter; in no figure.
    pub unlabelled: u64,
    /// The rows behind the counts.
    pub rows: ComparedRows,
    /// Each tag, where it was seen or its rule holds.
    pub tags: Vec<ComparedPart>,
    /// Each class by the reference label.
    pub classes: Vec<ComparedPart>,
    /// Each value of the field asked for, the most frequent first.
    pub slices: Vec<ComparedPart>,
    /// Values that are joined because others are more frequent.
    pub slices_left_out: u64,
    /// What ceilings of run `a` promised, and what came of it.
    pub promises: Vec<PromiseKept>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

pub(crate) fn compare(ctx: &Context, request: RunsCompare) -> Result<RunComparison> {
    if request.a == request.b {
        return Err(Error::refused("same_run", "choose two different runs to compare"));
    }
    ctx.read(|r| {
        let of = |run, filter| scoped(r, &Scope { run, filter });
        let earlier = of(request.a, None)?;
        let later = of(request.b, None)?;
        let mut paired = Paired::of(&earlier.rows, &later.rows);
        let filter = request.filter.as_deref().map(str::trim).filter(|line| !line.is_empty());
        if let Some(line) = filter {
            paired = paired.only(&of(request.b, Some(line.to_owned()))?.rows.items);
        }
        let all = paired.all();
        let n = all.total();
        let tagged = parts::tagged(r, later.run.id, &paired)?;
        let (slices, slices_left_out) = match request.field {
            Some(field) => parts::slices(r, field, &paired, filter)?,
            None => (Vec::new(), 0),
        };
        let PairedCounts { fixed, regressed, both_wrong, both_right } = PairedCounts::from(&all);
        Ok(RunComparison {
            difference: difference(&all),
            fixed,
            regressed,
            both_wrong,
            both_right,
            mcnemar: McNemarFigure::of(&all),
            verdict: all.verdict().into(),
            n,
            rows: rows(&earlier.run.name, filter),
            tags: parts::tags(&tagged, &paired, filter)?,
            classes: parts::classes(&later.question, &paired, filter)?,
            slices,
            slices_left_out,
            promises: promises::kept(r, earlier.run.id, &tagged, &paired, later.reference_revision)?,
            a: ComparedRun {
                accuracy: Figure::share(both_right + regressed, n),
                alone: paired.only_earlier,
                run: earlier.run.clone(),
            },
            b: ComparedRun {
                accuracy: Figure::share(both_right + fixed, n),
                alone: paired.only_later,
                run: later.run.clone(),
            },
            unlabelled: paired.unlabelled,
            reference_revision: later.reference_revision,
        })
    })
}

fn rows(a: &str, filter: Option<&str>) -> ComparedRows {
    let earlier = prediction_of(a);
    let line = |later: &str, before: &str| {
        within(filter, &format!("pred {later} label and {earlier} {before} label"))
    };
    ComparedRows {
        fixed: line("=", "!="),
        regressed: line("!=", "="),
        both_wrong: line("!=", "!="),
        both_right: line("=", "="),
    }
}

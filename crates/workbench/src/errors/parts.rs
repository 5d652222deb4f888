//! The eyeball and the blackbox part: how a run does on each, and whether a gain holds on what nobody looked at.

use super::RunRequest;
use crate::conflicts::OnItem;
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_stats::{ComparisonVerdict, PairedRuns, gain_difference};
use assay_store::parts::{self, Divide, Division, InPart};
use assay_store::{Read, runs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How to divide the items.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PartsDivide {
    /// The run whose errors say how large the eyeball part has to be.
    pub run: i64,
    /// Which of its rows are divided, such as `split = dev`; all where left out.
    #[serde(default)]
    pub filter: Option<String>,
    /// Row id of a metadata field whose values are not torn apart.
    #[serde(default)]
    pub field: Option<i64>,
    /// Errors that the eyeball part is to hold, more or less; 100 where left out.
    #[serde(default)]
    pub errors: Option<u32>,
    /// Makes the division repeatable; drawn where left out.
    pub seed: Option<u64>,
}

/// A run in one part.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PartView {
    /// Rows of the run in it.
    pub rows: u64,
    /// Of them wrong.
    pub errors: u64,
    /// Share right of those with a reference label.
    pub accuracy: Figure,
    /// Rows that were opened at least once since.
    pub seen: u64,
    /// How often in all.
    pub opened: u64,
}

/// How the items are divided, and a run in both parts.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PartsView {
    /// None where the items are not divided.
    pub division: Option<Division>,
    /// Looked at.
    pub eyeball: PartView,
    /// Only counted.
    pub blackbox: PartView,
}

/// Two runs to compare.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartsCompare {
    /// The earlier run.
    pub earlier: i64,
    /// The later one.
    pub later: i64,
}

/// What a later run gained in each part.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PartsGain {
    /// Accuracy gained on the eyeball part.
    pub eyeball: Figure,
    /// Accuracy gained on the blackbox part.
    pub blackbox: Figure,
    /// Gain on the eyeball part less gain on the blackbox part.
    pub difference: Figure,
    /// `better`: the gain was larger where people looked, so part of it may not hold elsewhere; `worse`: smaller;
    /// `undecided`: the interval holds 0.
    pub verdict: String,
}

fn part(of: &InPart) -> PartView {
    PartView {
        rows: of.rows,
        errors: of.n - of.right,
        accuracy: Figure::share(of.right, of.n),
        seen: of.seen,
        opened: of.opened,
    }
}

fn view(r: &Read<'_>, run: i64) -> Result<PartsView> {
    runs::get(r, run)?;
    let (eyeball, blackbox) = parts::of_run(r, run)?;
    Ok(PartsView { division: parts::division(r)?, eyeball: part(&eyeball), blackbox: part(&blackbox) })
}

pub(crate) fn parts(ctx: &Context, request: RunRequest) -> Result<PartsView> {
    ctx.read(|r| view(r, request.run))
}

pub(crate) fn divide(ctx: &Context, request: PartsDivide) -> Result<PartsView> {
    let person = ctx.person()?.id;
    let errors = request.errors.unwrap_or(100);
    if errors == 0 {
        return Err(Error::refused("size_invalid", "the eyeball part needs at least one error"));
    }
    let filter = request.filter.as_deref().map(str::trim).filter(|line| !line.is_empty());
    let seed = request.seed.unwrap_or_else(super::new_seed);
    let wanted = Divide { run: request.run, filter, field: request.field, errors, seed };
    ctx.write(|w| {
        parts::divide(w, person, &wanted)?;
        view(w, request.run)
    })
}

pub(crate) fn join(ctx: &Context, request: RunRequest) -> Result<PartsView> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        parts::join(w, person)?;
        view(w, request.run)
    })
}

pub(crate) fn opened(ctx: &Context, request: OnItem) -> Result<()> {
    ctx.write(|w| Ok(parts::opened(w, request.item)?))
}

pub(crate) fn gains(ctx: &Context, request: PartsCompare) -> Result<PartsGain> {
    ctx.read(|r| {
        runs::get(r, request.earlier)?;
        runs::get(r, request.later)?;
        let paired = |blackbox| -> Result<PairedRuns> {
            let [both_right, regressed, fixed, both_wrong] =
                parts::paired(r, request.earlier, request.later, blackbox)?;
            Ok(PairedRuns { both_right, fixed, regressed, both_wrong })
        };
        let (eyeball, blackbox) = (paired(false)?, paired(true)?);
        let difference = gain_difference(&eyeball, &blackbox);
        let verdict = difference.as_ref().map_or(ComparisonVerdict::Undecided, ComparisonVerdict::of);
        Ok(PartsGain {
            eyeball: Figure::of(&eyeball.accuracy_difference()),
            blackbox: Figure::of(&blackbox.accuracy_difference()),
            difference: Figure::of(&difference),
            verdict: verdict.code().to_owned(),
        })
    })
}

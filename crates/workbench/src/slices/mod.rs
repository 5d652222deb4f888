//! Slices where a run errs more than elsewhere: searched on one part of the rows, tested on the other.

mod columns;
mod conditions;

use crate::errors::{Scope, Scoped, scoped};
use crate::figures::Figure;
use crate::jobs::{JobId, Progress};
use crate::{Context, Error, Result};
use assay_model::{Query, Tag};
use assay_stats::{self as stats, SliceSearch, SliceTest, SliceVerdict, TestedSlices};
use assay_store::{Read, rule_tags, sheet};
use columns::{Found, Prepared};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What to search. What is left out is chosen from the number of rows.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SlicesFind {
    /// Row id of the run.
    pub run: i64,
    /// Only rows that this filter line lets through.
    #[serde(default)]
    pub filter: Option<String>,
    /// Fields, `split` or `tag:NAME` of a tag with a rule; all that are usable where left out.
    #[serde(default)]
    pub fields: Option<Vec<String>>,
    /// Weight of the error against the size, above 0 to 1; .95 where left out.
    #[serde(default)]
    pub alpha: Option<f64>,
    /// Fewest rows of a slice in the part that is searched; 32 or 1 % of it where left out.
    #[serde(default)]
    pub min_support: Option<u64>,
    /// Most conditions of a slice; 3 where left out.
    #[serde(default)]
    pub max_level: Option<u32>,
    /// How many slices are wanted; 10 where left out.
    #[serde(default)]
    pub k: Option<u32>,
    /// Splits the rows; 1 where left out.
    #[serde(default)]
    pub seed: Option<u64>,
    /// Share of the rows set aside for the test; one half where left out.
    #[serde(default)]
    pub test_share: Option<f64>,
}

/// A column that was searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct SearchedField {
    /// Name of the field, `split`, or `tag:NAME`.
    pub name: String,
    /// `number`, `category` or `rule`.
    pub kind: String,
    /// Values or ranges that a condition may name.
    pub values: u64,
}

/// A column that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct FieldLeftOut {
    /// Name of the field or tag.
    pub name: String,
    /// Why.
    pub because: String,
}

/// What the test half says of a slice that the search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SliceWord {
    /// The adjusted p value is below .05 and the interval of the difference lies above 0.
    Found,
    /// The tested rows say neither.
    Undecided,
    /// The tested rows rule out a difference as large as the search saw, and show none.
    NotConfirmed,
}

/// One slice.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct FoundSlice {
    /// The slice as a filter line.
    pub filter: String,
    /// Its conditions, one by one.
    pub conditions: Vec<String>,
    /// alpha (error rate of the slice / error rate of all - 1) - (1 - alpha)(n / rows of the slice - 1), in the search.
    pub score: f64,
    /// Rows in the part that was searched.
    pub search_n: u64,
    /// Wrong ones among them.
    pub search_errors: u64,
    /// Their share. Biased upward: the slice was chosen by it.
    pub search_rate: f64,
    /// Rows in the part that was tested.
    pub n: u64,
    /// Wrong ones among them.
    pub errors: u64,
    /// Their share, Wilson.
    pub error_rate: Figure,
    /// The share of wrong rows among the other tested rows.
    pub rest_rate: Figure,
    /// The slice less the rest, Newcombe.
    pub difference: Figure,
    /// Fisher's exact test, one-sided.
    pub p_value: f64,
    /// Adjusted over all slices tested, Benjamini-Hochberg.
    pub adjusted: f64,
    /// What the test says.
    pub verdict: SliceWord,
}

/// What a search found.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct SlicesReport {
    /// The run.
    pub run: String,
    /// The rows, as a filter line; empty for all.
    pub filter: String,
    /// Rows with a reference label.
    pub n: u64,
    /// Wrong ones.
    pub errors: u64,
    /// Their share.
    pub error_rate: Figure,
    /// Rows that were searched.
    pub searched: u64,
    /// Rows that were tested.
    pub tested: u64,
    /// Columns that were searched.
    pub fields: Vec<SearchedField>,
    /// Columns that were not, and why.
    pub left_out: Vec<FieldLeftOut>,
    /// Weight of the error against the size.
    pub alpha: f64,
    /// Fewest rows of a slice in the part that was searched.
    pub min_support: u64,
    /// Most conditions.
    pub max_level: u64,
    /// Splits the rows.
    pub seed: u64,
    /// Share set aside for the test.
    pub test_share: f64,
    /// Candidate slices that the search looked at.
    pub candidates: u64,
    /// Slices tested: the number of looks that the p values are adjusted for.
    pub looks: u64,
    /// Best first, by the search.
    pub slices: Vec<FoundSlice>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

/// Starts the search; the job's result is a [`SlicesReport`].
pub(crate) fn find(ctx: &Context, request: SlicesFind) -> Result<JobId> {
    let own = ctx.clone();
    ctx.workbench.jobs.start(move |progress| search(&own, &request, progress))
}

fn search(ctx: &Context, request: &SlicesFind, progress: &dyn Progress) -> Result<SlicesReport> {
    let scope = Scope { run: request.run, filter: request.filter.clone() };
    let (scoped, prepared) = ctx.read(|r| {
        progress.at("reading", 0, 0);
        let scoped = labelled(scoped(r, &scope)?);
        if scoped.rows.is_empty() {
            return Err(Error::refused(
                "nothing_to_search",
                "no row here has a prediction and a reference label; label items, or widen the filter",
            ));
        }
        let prepared = columns::prepare(r, &scoped, request.fields.as_deref(), progress)?;
        Ok((scoped, prepared))
    })?;
    let wrong: Vec<bool> = (0..scoped.rows.len()).map(|row| scoped.rows.wrong(row) == Some(true)).collect();
    let test_share = request.test_share.unwrap_or(0.5);
    let searched = (wrong.len() as f64 * (1.0 - test_share.clamp(0.0, 1.0))).round() as u64;
    let settings = settings(request, searched);
    let (tested, columns) =
        run(&prepared, &wrong, &settings, test_share, request.seed.unwrap_or(1), progress)?;
    report(request, &scoped, &wrong, &settings, test_share, &prepared, &tested, columns)
}

fn settings(request: &SlicesFind, searched: u64) -> SliceSearch {
    let usual = SliceSearch::for_rows(searched);
    SliceSearch {
        k: request.k.map_or(usual.k, |k| k as usize),
        alpha: request.alpha.unwrap_or(usual.alpha),
        min_support: request.min_support.unwrap_or(usual.min_support),
        max_level: request.max_level.map_or(usual.max_level, |level| level as usize),
        ..usual
    }
}

/// Rows without a reference label are neither right nor wrong.
fn labelled(mut scoped: Scoped) -> Scoped {
    let known = |row: usize| scoped.rows.wrong(row).is_some();
    let kept: Vec<i64> =
        (0..scoped.rows.len()).filter(|&row| known(row)).map(|row| scoped.rows.items[row]).collect();
    if kept.len() < scoped.rows.len() {
        scoped.rows = scoped.rows.only(&kept);
    }
    scoped
}

fn run<'a>(
    prepared: &'a Prepared,
    wrong: &[bool],
    settings: &SliceSearch,
    test_share: f64,
    seed: u64,
    progress: &dyn Progress,
) -> Result<(TestedSlices, Vec<&'a Found>)> {
    let columns: Vec<&Found> = prepared.columns.iter().collect();
    if columns.is_empty() {
        let why = prepared.left_out.iter().map(|field| format!("{}: {}", field.name, field.because));
        let why: Vec<String> = why.take(5).collect();
        return Err(Error::refused(
            "no_fields",
            format!(
                "there is no metadata field to search by; import items with further columns ({})",
                why.join("; ")
            ),
        ));
    }
    let table: Vec<_> = columns.iter().map(|found| found.column()).collect();
    progress.at("searching", 0, 0);
    let tested =
        stats::find_and_test_slices(&table, wrong, settings, test_share, seed, || progress.cancelled());
    match tested {
        Ok(tested) => Ok((tested, columns)),
        Err(stats::SliceError::Cancelled) => Err(Error::Cancelled),
        Err(error) => Err(Error::refused(error.code(), error.to_string())),
    }
}

#[allow(clippy::too_many_arguments, reason = "the parts of one report")]
fn report(
    request: &SlicesFind,
    scoped: &Scoped,
    wrong: &[bool],
    settings: &SliceSearch,
    test_share: f64,
    prepared: &Prepared,
    tested: &TestedSlices,
    columns: Vec<&Found>,
) -> Result<SlicesReport> {
    let errors = wrong.iter().filter(|wrong| **wrong).count() as u64;
    let slices = tested.found.slices.iter().zip(&tested.tests).map(|(slice, test)| {
        let conditions: Vec<String> = slice
            .predicates
            .iter()
            .map(|each| columns[each.column as usize].condition(each.code as usize))
            .collect();
        FoundSlice {
            filter: conditions.join(" and "),
            conditions,
            score: slice.score,
            search_n: slice.size,
            search_errors: slice.error_sum.round() as u64,
            search_rate: slice.mean_error(),
            n: test.size,
            errors: test.errors,
            error_rate: Figure::of(&test.error_rate),
            rest_rate: Figure::of(&test.rest_rate),
            difference: Figure::of(&test.difference),
            p_value: test.p_value.min(1.0),
            adjusted: test.adjusted,
            verdict: word(test, slice.mean_error() - rest_of(tested, slice)),
        }
    });
    Ok(SlicesReport {
        run: scoped.run.name.clone(),
        filter: request.filter.clone().unwrap_or_default(),
        n: wrong.len() as u64,
        errors,
        error_rate: Figure::share(errors, wrong.len() as u64),
        searched: tested.found.rows,
        tested: tested.rows_tested,
        fields: columns.iter().map(|found| found.view()).collect(),
        left_out: prepared.left_out.clone(),
        alpha: settings.alpha,
        min_support: settings.min_support,
        max_level: settings.max_level as u64,
        seed: request.seed.unwrap_or(1),
        test_share,
        candidates: tested.found.candidates,
        looks: tested.tests.len() as u64,
        slices: slices.collect(),
        reference_revision: scoped.reference_revision,
    })
}

/// Error rate of the searched rows outside a slice; 0 where there are none.
fn rest_of(tested: &TestedSlices, slice: &stats::Slice) -> f64 {
    let (rows, errors) = (tested.found.rows as f64, tested.found.mean_error * tested.found.rows as f64);
    let rest = rows - slice.size as f64;
    if rest > 0.0 { (errors - slice.error_sum) / rest } else { 0.0 }
}

fn word(test: &SliceTest, seen: f64) -> SliceWord {
    if test.verdict == SliceVerdict::Worse {
        return SliceWord::Found;
    }
    let interval = test.difference.ok().and_then(|difference| difference.interval.ok());
    match interval {
        Some(interval) if interval.lower <= 0.0 && interval.upper < seen => SliceWord::NotConfirmed,
        _ => SliceWord::Undecided,
    }
}

/// A slice that becomes a tag.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SliceToTag {
    /// Row id of the run that the slice was found in.
    pub run: i64,
    /// The slice as a filter line.
    pub filter: String,
    /// Name of the tag; the filter line where left out.
    #[serde(default)]
    pub name: Option<String>,
    /// Where it came from.
    #[serde(default)]
    pub note: Option<String>,
}

/// Makes a tag whose rule is the slice.
pub(crate) fn to_tag(ctx: &Context, request: SliceToTag) -> Result<Tag> {
    let person = ctx.person()?.id;
    ctx.write(|w| {
        check(w, request.run, &request.filter)?;
        let name = request.name.as_deref().unwrap_or(&request.filter);
        let note = request.note.as_deref().unwrap_or_default();
        Ok(rule_tags::make(w, person, name, request.filter.trim(), note)?)
    })
}

fn check(r: &Read<'_>, run: i64, filter: &str) -> Result<()> {
    if filter.trim().is_empty() {
        return Err(Error::refused("filter_empty", "the slice has no condition; choose one that has"));
    }
    sheet::ids(r, run, &Query { filter: Some(filter.to_owned()), sort: Vec::new() })?;
    Ok(())
}

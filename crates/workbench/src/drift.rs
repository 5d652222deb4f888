//! Checks between two splits, or two imports of items: schema, missing values, balance of classes, drift, duplicates.

mod duplicates;

pub use duplicates::{DuplicatePair, Duplicates};

use crate::figures::Figure;
use crate::jobs::{JobId, Progress};
use crate::{Context, Error, Result};
use assay_model::Question;
use assay_stats::{self as stats, MissingDrift, PValueMethod, Undefined};
use assay_store::metadata::{self, Column};
use assay_store::parts_of_data::{self, DataPart, DataPartView};
use assay_store::texts::Texts;
use assay_store::{Read, items, project};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// Which two parts.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DriftOf {
    /// What the other is held against: usually what was trained on.
    pub first: DataPart,
    /// The other.
    pub second: DataPart,
}

/// A test between the two parts, and how large the difference is.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct DriftTest {
    /// `missing`, `chi_square`, `fisher` or `kolmogorov_smirnov`.
    pub test: String,
    /// None where it cannot be made.
    pub p_value: Option<f64>,
    /// `exact`, `asymptotic` or `monte_carlo`.
    pub method: Option<String>,
    /// Adjusted over all tests of the report, Benjamini-Hochberg.
    pub adjusted: Option<f64>,
    /// The adjusted p value is below .05.
    pub differs: bool,
    /// `share_difference`, `cramers_v`, `distance` (largest distance of the distribution functions) or `cohens_d`.
    pub effect: String,
    /// How large it is.
    pub size: Figure,
    /// Why there is no test.
    pub undefined_because: Option<String>,
}

/// A value or class in the two parts.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct DriftShare {
    /// The value, or the class key.
    pub value: String,
    /// Rows of the first part.
    pub first: u64,
    /// Rows of the second part.
    pub second: u64,
    /// Share in the second less share in the first.
    pub difference: Figure,
}

/// One field in the two parts.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct FieldDrift {
    /// Name.
    pub name: String,
    /// `number` or `category`, or none where a part has no value.
    pub kind_first: Option<String>,
    /// The same of the second.
    pub kind_second: Option<String>,
    /// Why the field is not the same thing in both: `only_first`, `only_second` or `kind`; none where it is.
    pub schema: Option<String>,
    /// Share without a value in the first part.
    pub missing_first: Figure,
    /// And in the second.
    pub missing_second: Figure,
    /// Mean of the numbers of the first part.
    pub mean_first: Option<f64>,
    /// And of the second.
    pub mean_second: Option<f64>,
    /// (Mean of the second - mean of the first) / pooled standard deviation; none for categories.
    pub cohens_d: Option<Figure>,
    /// Missing values, then the values.
    pub tests: Vec<DriftTest>,
    /// The values whose shares differ most; none for numbers.
    pub shares: Vec<DriftShare>,
}

/// What two parts have in common and what not.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct DriftReport {
    /// The first part.
    pub first: DataPartView,
    /// The second.
    pub second: DataPartView,
    /// Balance of the reference labels.
    pub classes: DriftTest,
    /// Every class in both parts.
    pub class_shares: Vec<DriftShare>,
    /// Items without a reference label, in the first and the second part.
    pub unlabelled: (u64, u64),
    /// Every field.
    pub fields: Vec<FieldDrift>,
    /// Tests that the p values are adjusted for.
    pub tests: u64,
    /// Items of the one part that the other has too.
    pub duplicates: Duplicates,
}

/// Draws the tables of a test where counts are small.
const SEED: u64 = 1;

/// Values shown of a field.
const SHOWN: usize = 8;

/// Adjusted p values below this differ.
const LEVEL: f64 = 0.05;

/// Every split and every import of items.
pub(crate) fn parts(ctx: &Context, (): ()) -> Result<Vec<DataPartView>> {
    ctx.read(|r| Ok(parts_of_data::list(r)?))
}

/// Starts the checks; the job's result is a [`DriftReport`].
pub(crate) fn check(ctx: &Context, request: DriftOf) -> Result<JobId> {
    let own = ctx.clone();
    ctx.workbench.jobs.start(move |progress| own.read(|r| report(r, &request, progress)))
}

fn report(r: &Read<'_>, request: &DriftOf, progress: &dyn Progress) -> Result<DriftReport> {
    let known = parts_of_data::list(r)?;
    let view = |part: &DataPart| {
        let found = known.iter().find(|known| known.part == *part).cloned();
        found.ok_or_else(|| {
            Error::refused(
                "part_unknown",
                "there is no such split or import with items; choose one of the list",
            )
        })
    };
    let (first, second) = (view(&request.first)?, view(&request.second)?);
    if request.first == request.second {
        return Err(Error::refused("same_part", "choose two different parts to hold against each other"));
    }
    let (a, b) = (parts_of_data::items(r, &request.first)?, parts_of_data::items(r, &request.second)?);
    let question = project::question_in_figures(r)?;
    let (classes, class_shares, unlabelled) = balance(r, &question, &a, &b)?;
    let fields = items::fields(r)?;
    let total = fields.len() as u64 + 2;
    let mut drifts = Vec::with_capacity(fields.len());
    for group in fields.chunks(metadata::at_once(a.len() + b.len())) {
        let ids: Vec<i64> = group.iter().map(|field| field.id).collect();
        let pairs = metadata::columns(r, &ids, &a)?.into_iter().zip(metadata::columns(r, &ids, &b)?);
        for (field, (one, two)) in group.iter().zip(pairs) {
            progress.at("comparing", drifts.len() as u64, total);
            if progress.cancelled() {
                return Err(Error::Cancelled);
            }
            drifts.push(field_drift(&field.name, one, two)?);
        }
    }
    let duplicates = duplicates::find(r, &a, &b, progress)?;
    let mut report = DriftReport {
        first,
        second,
        classes,
        class_shares,
        unlabelled,
        fields: drifts,
        tests: 0,
        duplicates,
    };
    adjust(&mut report)?;
    Ok(report)
}

/// The p values of all tests, adjusted together.
fn adjust(report: &mut DriftReport) -> Result<()> {
    let mut tests: Vec<&mut DriftTest> = std::iter::once(&mut report.classes)
        .chain(report.fields.iter_mut().flat_map(|field| field.tests.iter_mut()))
        .filter(|test| test.p_value.is_some())
        .collect();
    let p_values: Vec<f64> =
        tests.iter().filter_map(|test| test.p_value).map(|p| p.clamp(0.0, 1.0)).collect();
    let adjusted = stats::benjamini_hochberg(&p_values).map_err(refused)?;
    for (test, adjusted) in tests.iter_mut().zip(&adjusted) {
        test.adjusted = Some(*adjusted);
        test.differs = *adjusted < LEVEL;
    }
    report.tests = adjusted.len() as u64;
    Ok(())
}

fn refused(error: stats::InputError) -> Error {
    Error::refused(error.code(), error.to_string())
}

type Balance = (DriftTest, Vec<DriftShare>, (u64, u64));

fn balance(r: &Read<'_>, question: &Question, a: &[i64], b: &[i64]) -> Result<Balance> {
    let places: HashMap<i64, usize> = question.classes.iter().map(|class| class.id).zip(0..).collect();
    let count = |items: &[i64]| -> Result<(Vec<u64>, u64)> {
        let (mut counts, mut without) = (vec![0; places.len()], 0);
        for item in items {
            match parts_of_data::label(r, *item, question.id)?.and_then(|class| places.get(&class)) {
                Some(place) => counts[*place] += 1,
                None => without += 1,
            }
        }
        Ok((counts, without))
    };
    let ((first, none_first), (second, none_second)) = (count(a)?, count(b)?);
    let names: Vec<String> = question.classes.iter().map(|class| class.key.clone()).collect();
    let (test, mut shares) = categories(&names, &first, &second)?;
    shares.sort_by_key(|share| names.iter().position(|name| *name == share.value));
    Ok((test, shares, (none_first, none_second)))
}

/// The test of categories, and those with a row, the most different first.
fn categories(names: &[String], first: &[u64], second: &[u64]) -> Result<(DriftTest, Vec<DriftShare>)> {
    let drift = stats::categorical_drift(first, second, SEED).map_err(refused)?;
    let used = first.iter().zip(second).filter(|(a, b)| *a + *b > 0).count();
    let exact = drift.test.is_ok_and(|test| test.method == PValueMethod::Exact);
    let test = DriftTest {
        test: if exact && used == 2 { "fisher" } else { "chi_square" }.to_owned(),
        p_value: drift.test.map(|test| test.p_value).ok(),
        method: drift.test.map(|test| test.method.code().to_owned()).ok(),
        adjusted: None,
        differs: false,
        effect: "cramers_v".to_owned(),
        size: Figure::of(&drift.cramers_v),
        undefined_because: drift.test.err().map(|why| why.to_string()),
    };
    let mut shares: Vec<DriftShare> = names
        .iter()
        .zip(first.iter().zip(second))
        .zip(&drift.differences)
        .filter(|((_, (a, b)), _)| **a + **b > 0)
        .map(|((value, (first, second)), difference)| DriftShare {
            value: value.clone(),
            first: *first,
            second: *second,
            difference: Figure::of(difference),
        })
        .collect();
    let size = |share: &DriftShare| share.difference.value.unwrap_or(0.0).abs();
    shares.sort_by(|a, b| size(b).total_cmp(&size(a)));
    Ok((test, shares))
}

fn kind(column: &Column) -> Option<String> {
    let present = column.rows > column.missing();
    present.then(|| if column.is_numeric() { "number" } else { "category" }.to_owned())
}

fn field_drift(name: &str, one: Column, two: Column) -> Result<FieldDrift> {
    let count = |column: &Column| (column.missing() as u64, column.rows as u64);
    let missing = stats::missing_drift(count(&one), count(&two));
    let (kind_first, kind_second) = (kind(&one), kind(&two));
    let schema = match (&kind_first, &kind_second) {
        (Some(_), None) => Some("only_first"),
        (None, Some(_)) => Some("only_second"),
        (Some(a), Some(b)) if a != b => Some("kind"),
        _ => None,
    };
    let mut drift = FieldDrift {
        name: name.to_owned(),
        schema: schema.map(str::to_owned),
        missing_first: Figure::of(&missing.first),
        missing_second: Figure::of(&missing.second),
        mean_first: None,
        mean_second: None,
        cohens_d: None,
        tests: vec![missing_test(&missing)],
        shares: Vec::new(),
        kind_first,
        kind_second,
    };
    if drift.kind_first.is_none() || drift.kind_second.is_none() {
        return Ok(drift);
    }
    if schema.is_none() && one.is_numeric() {
        let numbers = stats::numeric_drift(&one.numbers, &two.numbers);
        drift.mean_first = numbers.mean_first.ok();
        drift.mean_second = numbers.mean_second.ok();
        drift.cohens_d = Some(Figure::of(&numbers.standardised_difference));
        drift.tests.push(DriftTest {
            test: "kolmogorov_smirnov".to_owned(),
            p_value: numbers.test.map(|test| test.p_value).ok(),
            method: numbers.test.map(|test| test.method.code().to_owned()).ok(),
            adjusted: None,
            differs: false,
            effect: "distance".to_owned(),
            size: Figure::of(&numbers.distance),
            undefined_because: numbers.test.err().map(|why: Undefined| why.to_string()),
        });
        return Ok(drift);
    }
    let (names, first, second) = counts(one, two);
    let (test, mut shares) = categories(&names, &first, &second)?;
    shares.truncate(SHOWN);
    drift.tests.push(test);
    drift.shares = shares;
    Ok(drift)
}

fn missing_test(missing: &MissingDrift) -> DriftTest {
    DriftTest {
        test: "missing".to_owned(),
        p_value: missing.p_value.map(|p| p.min(1.0)).ok(),
        method: missing.p_value.is_ok().then(|| PValueMethod::Exact.code().to_owned()),
        adjusted: None,
        differs: false,
        effect: "share_difference".to_owned(),
        size: Figure::of(&missing.difference),
        undefined_because: missing.p_value.err().map(|why| why.to_string()),
    }
}

/// Values of both columns by name, with their counts.
fn counts(one: Column, two: Column) -> (Vec<String>, Vec<u64>, Vec<u64>) {
    let mut names = Texts::default();
    let mut counts = [Vec::new(), Vec::new()];
    for (part, column) in [one, two].into_iter().enumerate() {
        let (values, texts) = column.into_categories();
        let own: Vec<u32> = texts.iter().map(|text| names.number(text)).collect();
        for count in &mut counts {
            count.resize(names.len(), 0);
        }
        for value in values.into_iter().flatten() {
            counts[part][own[value as usize] as usize] += 1;
        }
    }
    let [first, second] = counts;
    (names.iter().map(str::to_owned).collect(), first, second)
}

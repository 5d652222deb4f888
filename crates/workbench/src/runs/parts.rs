//! Two runs on parts of the items: with a tag, of a class, with a value of a metadata field.

use super::paired::{Paired, RunVerdict, difference, p_value};
use crate::errors::within;
use crate::figures::Figure;
use crate::metrics::{NO_VALUE, any_other};
use crate::{Error, Result};
use assay_model::{Column, Query, Question, Tag, filter_text};
use assay_stats::{PairedRuns, benjamini_hochberg};
use assay_store::query::looks_at;
use assay_store::run_rows;
use assay_store::{Read, human, items, sheet, tags};
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// Two runs on a part of the items.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ComparedPart {
    /// Name of the tag or class, or the value.
    pub name: String,
    /// Items of the part.
    pub n: u64,
    /// Wrong in `a`, right in `b`.
    pub fixed: u64,
    /// Right in `a`, wrong in `b`.
    pub regressed: u64,
    /// Wrong in both.
    pub both_wrong: u64,
    /// Right in both.
    pub both_right: u64,
    /// Accuracy of `b` less accuracy of `a`, with its paired interval.
    pub difference: Figure,
    /// Of McNemar's test; none without items.
    pub p_value: Option<f64>,
    /// The same, corrected over the parts beside it (Benjamini and Hochberg).
    pub p_adjusted: Option<f64>,
    /// Decided only where the interval lies on one side of 0 and the corrected p value is at most .05.
    pub verdict: RunVerdict,
    /// Items of the comparison that were looked at for the tag; none where that is no question.
    pub seen: Option<u64>,
    /// Finds the rows of the part in the sheet of run `b`.
    pub filter: String,
    /// What to bear in mind, in words.
    pub note: Option<String>,
}

/// A tag with the compared items that have it.
pub(super) struct Tagged {
    pub(super) tag: Tag,
    /// Rows of the comparison.
    pub(super) rows: Vec<usize>,
    /// Rows looked at.
    pub(super) seen: u64,
    /// Why its rows cannot be told.
    pub(super) broken: Option<String>,
    /// Why a verdict on it would be no news.
    pub(super) note: Option<String>,
}

/// Every tag: by its rule, as it reads the rows of the later run, or by hand.
pub(super) fn tagged(r: &Read<'_>, later: i64, paired: &Paired) -> Result<Vec<Tagged>> {
    let mut found = Vec::new();
    for tag in tags::list(r)? {
        let Some(rule) = &tag.rule else {
            let marks = run_rows::marks(r, tag.id)?;
            let yes: Vec<i64> = marks.iter().filter(|(_, yes)| *yes).map(|(item, _)| *item).collect();
            let all: Vec<i64> = marks.iter().map(|(item, _)| *item).collect();
            let (seen, n) = (paired.rows_of(&all).len() as u64, paired.items.len() as u64);
            let note = (0 < seen && seen < n).then(|| {
                format!("{seen} of {n} items were looked at, and which those are may hang on how a run did: no verdict")
            });
            found.push(Tagged { rows: paired.rows_of(&yes), seen, broken: None, note, tag });
            continue;
        };
        let query = Query { filter: Some(rule.clone()), sort: Vec::new() };
        let seen = paired.items.len() as u64;
        let asked = sheet::ids(r, later, &query)
            .and_then(|ids| Ok((ids, looks_at(r, rule, is_predicted)?.then_some(OF_PREDICTIONS))));
        match asked {
            Ok((ids, note)) => {
                let note = note.map(str::to_owned);
                found.push(Tagged { rows: paired.rows_of(&ids), seen, broken: None, note, tag });
            }
            Err(error) if error.code() == "filter_invalid" => {
                let broken = Some(format!("the rule of this tag cannot be read: {error}"));
                found.push(Tagged { rows: Vec::new(), seen: 0, broken, note: None, tag });
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(found)
}

/// Why the verdict on a tag of this rule would be no news.
const OF_PREDICTIONS: &str =
    "the rule looks at predictions, so its rows are chosen by how the run did: no verdict";

fn is_predicted(column: &Column) -> bool {
    matches!(column, Column::Prediction | Column::PredictionOf(_) | Column::Score)
}

pub(super) fn tags(tagged: &[Tagged], paired: &Paired, filter: Option<&str>) -> Result<Vec<ComparedPart>> {
    let part = |of: &Tagged| {
        let runs = paired.count(of.rows.iter().copied());
        let line = match &of.tag.rule {
            Some(rule) => rule.clone(),
            None => format!("tag:{} = yes", filter_text(&of.tag.name)),
        };
        let mut part = part(of.tag.name.clone(), &runs, within(filter, &line));
        part.seen = Some(of.seen);
        if let Some(broken) = &of.broken {
            part.difference = Figure::undefined(broken, 0);
        } else {
            part.note.clone_from(&of.note);
        }
        part
    };
    corrected(tagged.iter().map(part).collect())
}

pub(super) fn classes(
    question: &Question,
    paired: &Paired,
    filter: Option<&str>,
) -> Result<Vec<ComparedPart>> {
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); question.classes.len()];
    for (row, class) in paired.reference.iter().enumerate() {
        if let Some(own) = rows.get_mut(*class as usize) {
            own.push(row);
        }
    }
    let parts =
        question.classes.iter().zip(rows).filter(|(_, rows)| !rows.is_empty()).map(|(class, rows)| {
            let line = format!("label = {}", filter_text(&class.key));
            part(class.name.clone(), &paired.count(rows.into_iter()), within(filter, &line))
        });
    corrected(parts.collect())
}

/// Values shown at most.
const MOST: usize = 50;

/// The values of a field, the most frequent first, then the rarer ones joined and rows without a value; and how many values
/// were joined.
pub(super) fn slices(
    r: &Read<'_>,
    field: i64,
    paired: &Paired,
    filter: Option<&str>,
) -> Result<(Vec<ComparedPart>, u64)> {
    let known = items::fields(r)?.into_iter().find(|known| known.id == field);
    let known =
        known.ok_or_else(|| Error::refused("not_found", format!("there is no metadata field {field}")))?;
    let values = human::values(r, field)?;
    let mut rows: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut without = Vec::new();
    for (row, item) in paired.items.iter().enumerate() {
        match values.get(item) {
            Some(value) => rows.entry(value).or_default().push(row),
            None => without.push(row),
        }
    }
    let mut groups: Vec<(&str, Vec<usize>)> = rows.into_iter().collect();
    groups.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
    let left_out = groups.len().saturating_sub(MOST) as u64;
    let rarer: Vec<usize> = groups.iter().skip(MOST).flat_map(|(_, rows)| rows.iter().copied()).collect();
    groups.truncate(MOST);
    let column = filter_text(&known.name);
    let common: Vec<&str> = groups.iter().map(|(value, _)| *value).collect();
    let rest = [
        (format!("{left_out} rarer values"), rarer, any_other(&column, &common, &literal)),
        (NO_VALUE.to_owned(), without, format!("{column} is missing")),
    ];
    let own = groups.into_iter().map(|(value, rows)| {
        let line = format!("{column} = {}", literal(value));
        (value.to_owned(), rows, line)
    });
    let parts = own.chain(rest.into_iter().filter(|(_, rows, _)| !rows.is_empty()));
    let parts =
        parts.map(|(name, rows, line)| part(name, &paired.count(rows.into_iter()), within(filter, &line)));
    Ok((corrected(parts.collect())?, left_out))
}

/// A value as a filter line reads it: a number bare, so that it is found whether it is stored as text or not.
fn literal(value: &str) -> String {
    let bare = value.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | 'e' | '+'));
    if bare && value.parse::<f64>().is_ok() { value.to_owned() } else { filter_text(value) }
}

fn part(name: String, runs: &PairedRuns, filter: String) -> ComparedPart {
    ComparedPart {
        name,
        n: runs.total(),
        fixed: runs.fixed,
        regressed: runs.regressed,
        both_wrong: runs.both_wrong,
        both_right: runs.both_right,
        difference: difference(runs),
        p_value: p_value(runs),
        p_adjusted: None,
        verdict: runs.verdict().into(),
        seen: None,
        filter,
        note: None,
    }
}

/// The p value up to which a verdict stands.
const LEVEL: f64 = 0.05;

/// Corrects the p values over the parts, and takes back verdicts that do not stand then.
fn corrected(mut parts: Vec<ComparedPart>) -> Result<Vec<ComparedPart>> {
    let tested: Vec<usize> =
        (0..parts.len()).filter(|&at| parts[at].p_value.is_some() && parts[at].note.is_none()).collect();
    let p_values: Vec<f64> = tested.iter().filter_map(|&at| parts[at].p_value).collect();
    let adjusted = adjusted(&p_values)?;
    for part in &mut parts {
        if part.note.is_some() {
            part.verdict = RunVerdict::Undecided;
        }
    }
    for (at, p) in tested.into_iter().zip(adjusted) {
        parts[at].p_adjusted = Some(p);
        if p > LEVEL {
            parts[at].verdict = RunVerdict::Undecided;
        }
    }
    Ok(parts)
}

/// P values corrected over several tests.
pub(super) fn adjusted(p_values: &[f64]) -> Result<Vec<f64>> {
    benjamini_hochberg(p_values).map_err(|e| Error::refused(e.code(), e.to_string()))
}

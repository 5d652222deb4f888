//! Many decisions at once: the leading class of every conflict that a filter finds.

use super::queue::candidates;
use super::{ConflictFilter, Decision, put, record};
use crate::error::{Result, StoreError};
use crate::events;
use crate::{Read, Write, refresh};
use assay_model::Cause;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Rows of a preview.
const SAMPLE: usize = 5;

/// What would be accepted.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct AcceptPreview {
    /// Items that the filter finds.
    pub matching: i64,
    /// Of them those whose leading class holds enough.
    pub items: i64,
    /// How many of them go to each class, by class id, most first.
    pub per_class: Vec<(i64, i64)>,
    /// Five of them, spread evenly over the order of import.
    pub sample: Vec<AcceptRow>,
}

/// One item of a preview.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct AcceptRow {
    /// Row id of the item.
    pub item: i64,
    /// External key.
    pub key: String,
    /// The beginning of its content.
    pub text: String,
    /// The class it would get.
    pub class: i64,
    /// What the class holds: share of the votes, or posterior where a fit is in force.
    pub share: f64,
}

/// What to accept.
pub struct Accept<'a> {
    /// The question.
    pub question: i64,
    /// Which conflicts.
    pub filter: &'a ConflictFilter,
    /// The leading class holds at least this share of the votes, or this posterior where a fit is in force.
    pub at_least: f64,
    /// Classes on offer: an item whose leading class was retired is left to a lead.
    pub classes: &'a [i64],
}

struct Chosen {
    item: i64,
    class: i64,
    share: f64,
}

fn chosen(r: &Read<'_>, accept: &Accept<'_>) -> Result<(usize, Vec<Chosen>)> {
    let found = candidates(r, accept.question, accept.filter)?;
    let matching = found.len();
    let enough = found.into_iter().filter_map(|each| {
        let class = each.leading.filter(|class| accept.classes.contains(class))?;
        // Shares of votes are compared with what a person typed: .67 is meant for two of three.
        let rounding = if each.fitted { 0.0 } else { 5e-3 };
        (each.share + rounding >= accept.at_least).then_some(Chosen {
            item: each.item,
            class,
            share: each.share,
        })
    });
    Ok((matching, enough.collect()))
}

/// What [`accept`] would do.
pub fn accept_preview(r: &Read<'_>, accept: &Accept<'_>) -> Result<AcceptPreview> {
    let (matching, chosen) = chosen(r, accept)?;
    let mut per_class = BTreeMap::new();
    chosen.iter().for_each(|each| *per_class.entry(each.class).or_insert(0) += 1);
    let mut per_class: Vec<(i64, i64)> = per_class.into_iter().collect();
    per_class.sort_by_key(|&(class, n)| (std::cmp::Reverse(n), class));
    let rows = chosen.len().min(SAMPLE);
    let sample = (0..rows).map(|at| row(r, &chosen[at * chosen.len() / rows])).collect::<Result<_>>()?;
    Ok(AcceptPreview { matching: matching as i64, items: chosen.len() as i64, per_class, sample })
}

fn row(r: &Read<'_>, each: &Chosen) -> Result<AcceptRow> {
    let item = crate::items::get(r, each.item)?;
    let text = item.fields.values().find_map(Value::as_str).unwrap_or_default();
    Ok(AcceptRow {
        item: each.item,
        key: item.key,
        text: text.chars().take(160).collect(),
        class: each.class,
        share: each.share,
    })
}

/// Decides them all: one event, one undo. Refused where the number is not what the preview said.
pub fn accept(
    w: &Write<'_>,
    person: i64,
    accept: &Accept<'_>,
    expected: i64,
    cause: Option<Cause>,
    rationale: &str,
) -> Result<i64> {
    let (_, chosen) = chosen(w, accept)?;
    let n = chosen.len() as i64;
    if n == 0 {
        return Err(StoreError::refused("nothing_to_accept", "no conflict in this filter has such a lead"));
    }
    if n != expected {
        return Err(StoreError::refused(
            "changed_since",
            format!("the preview named {expected} items and now there are {n}; look at the preview again"),
        ));
    }
    let summary = format!("{n} conflicts decided for the class in the lead");
    let event = record(w, person, "conflict_accept", &summary, None, None)?;
    for each in chosen {
        let decision =
            Decision { item: each.item, question: accept.question, class: each.class, cause, rationale };
        let (id, before) = put(w, person, &decision)?;
        events::change(w, event, "adjudication", id, &json!(before), &json!(id))?;
        refresh::item(w, each.item)?;
    }
    Ok(n)
}

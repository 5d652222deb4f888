//! Which items a person means: named ones, a filter line, a tag, or the most suspect.

use super::found;
use crate::errors::{Scope, Scoped, scoped};
use crate::{Error, Result};
use assay_model::Query;
use assay_store::{Read, sheet, tags};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// Items of a run: exactly one of `items`, `filter`, `tag` and `top` says which.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ItemsWanted {
    /// These, by row id.
    pub items: Option<Vec<i64>>,
    /// What a filter line finds.
    pub filter: Option<String>,
    /// What has a tag, by row id of the tag.
    pub tag: Option<i64>,
    /// So many of the most suspected labels.
    pub top: Option<u32>,
}

/// What the scores say of an item: the probability of its label, and the class they speak for where it is suspected.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) score: f64,
    pub(super) suggested: Option<i64>,
}

/// What the scores say of every row of a scope; nothing where the run has none.
pub(super) fn told(r: &Read<'_>, scoped: &Scoped) -> Result<HashMap<i64, Told>> {
    let found = match found::find(r, scoped) {
        Ok(found) => found,
        Err(Error::Refused { .. }) => return Ok(HashMap::new()),
        Err(error) => return Err(error),
    };
    let mut told: HashMap<i64, Told> = (0..found.rows.len())
        .map(|at| {
            let score = found.score(at, found.given[at]);
            (scoped.rows.items[found.rows[at]], Told { score, suggested: None })
        })
        .collect();
    for each in &found.learning.suspected {
        if let Some(told) = told.get_mut(&scoped.rows.items[found.rows[each.item as usize]]) {
            told.suggested = Some(found.classes[each.suggested as usize]);
        }
    }
    Ok(told)
}

/// The rows of a run, and which of them are meant, in a sensible order: the most suspect first, else as found.
pub(super) fn picked(r: &Read<'_>, run: i64, wanted: &ItemsWanted) -> Result<(Scoped, Vec<i64>)> {
    let whole = scoped(r, &Scope { run, filter: None })?;
    let ways = [wanted.items.is_some(), wanted.filter.is_some(), wanted.tag.is_some(), wanted.top.is_some()];
    if ways.iter().filter(|given| **given).count() != 1 {
        return Err(Error::refused(
            "items_unclear",
            "say which items in exactly one way: by items, a filter, a tag, or so many of the most suspected",
        ));
    }
    let line = |filter: &str| -> Result<Vec<i64>> {
        let query = Query { filter: Some(filter.to_owned()), sort: Vec::new() };
        Ok(sheet::ids(r, run, &query)?)
    };
    let mut found = match wanted {
        ItemsWanted { items: Some(items), .. } => items.clone(),
        ItemsWanted { filter: Some(filter), .. } => line(filter)?,
        ItemsWanted { tag: Some(tag), .. } => {
            let tag = tags::get(r, *tag)?;
            match tag.rule {
                Some(rule) => line(&rule)?,
                None => {
                    line(&format!("tag:\"{}\" = yes", tag.name.replace('\\', "\\\\").replace('"', "\"\"")))?
                }
            }
        }
        ItemsWanted { top, .. } => {
            let found = found::find(r, &whole)?;
            let most = found.learning.suspected.iter().take(top.unwrap_or(0) as usize);
            most.map(|each| whole.rows.items[found.rows[each.item as usize]]).collect()
        }
    };
    // What the scope leaves out is nobody's to send.
    let mut seen = std::collections::HashSet::new();
    found.retain(|item| whole.rows.items.binary_search(item).is_ok() && seen.insert(*item));
    if found.is_empty() {
        return Err(Error::refused("nothing_chosen", "no item of this run is meant by that; choose others"));
    }
    Ok((whole, found))
}

//! Rule tags: a filter line says which rows of a run have the tag; no marks are kept of them.

use super::{get, list};
use crate::Read;
use crate::error::{Result, StoreError};
use crate::query::{self, Names};
use crate::runs::TagCell;
use crate::{items, sheet};
use assay_model::{FilterName, Query, Tag, filter_renamed};
use std::collections::{BTreeMap, HashMap, HashSet};

fn query(rule: &str) -> Query {
    Query { filter: Some(rule.to_owned()), sort: Vec::new() }
}

/// The items of a run that a rule tag holds for, by rising id. A tag that people mark by hand has its marks of yes there.
pub fn members(r: &Read<'_>, run: i64, tag: &Tag) -> Result<Vec<i64>> {
    if let Some(rule) = &tag.rule {
        let mut found = sheet::ids(r, run, &query(rule))?;
        found.sort_unstable();
        return Ok(found);
    }
    let mut query = r.sql().prepare_cached(
        "SELECT m.item_id FROM mark m JOIN prediction p ON p.run_id = ? AND p.item_id = m.item_id
         WHERE m.tag_id = ? AND m.state = 1 ORDER BY m.item_id",
    )?;
    let rows = query.query_map([run, tag.id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The items of a run, by rising id, that each of these tags by rule holds for; why not, where its rule cannot be read.
/// Tags that are marked by hand are passed over.
pub fn members_of<'t>(
    r: &Read<'_>,
    run: i64,
    tags: impl IntoIterator<Item = &'t Tag>,
    mut found: impl FnMut(&'t Tag, std::result::Result<Vec<i64>, String>) -> Result<()>,
) -> Result<()> {
    let (tags, rules): (Vec<&Tag>, Vec<&str>) =
        tags.into_iter().filter_map(|tag| Some((tag, tag.rule.as_deref()?))).unzip();
    query::find_each(r, run, &rules, |place, members| match members {
        Ok(members) => found(tags[place], Ok(members)),
        Err(StoreError::Filter { message, .. }) => found(tags[place], Err(message)),
        Err(other) => Err(other),
    })
}

/// Why a rule cannot be read any more, such as a class that has another name now; none where it can.
pub fn fault(r: &Read<'_>, tag: &Tag) -> Result<Option<String>> {
    let Some(rule) = &tag.rule else { return Ok(None) };
    match query::check(r, &query(rule)) {
        Ok(()) => Ok(None),
        Err(StoreError::Filter { message, .. }) => Ok(Some(message)),
        Err(other) => Err(other),
    }
}

/// Refuses a rule that cannot be read, that says nothing, or that names its own tag, also by way of other rules.
pub(super) fn check(r: &Read<'_>, tag: &Tag) -> Result<()> {
    let Some(rule) = &tag.rule else { return Ok(()) };
    if rule.trim().is_empty() {
        return Err(StoreError::refused("rule_empty", "a rule needs a filter line, such as `pred != label`"));
    }
    let known = list(r)?;
    let others = not_tags(r)?;
    let mut seen = HashSet::new();
    let mut open = named(rule, &others);
    while let Some(name) = open.pop() {
        if name == tag.name.to_lowercase() {
            return Err(StoreError::refused(
                "rule_cycle",
                format!(
                    "the rule of `{}` names the tag itself, or a tag whose rule does; leave it out",
                    tag.name
                ),
            ));
        }
        let other = known.iter().find(|other| other.name.to_lowercase() == name && other.id != tag.id);
        if let Some(rule) = other.and_then(|other| other.rule.as_deref()).filter(|_| seen.insert(name)) {
            open.extend(named(rule, &others));
        }
    }
    query::check(r, &query(rule))
}

/// Bare names that mean no tag, even where one has the name: those of fields and of two columns of every sheet.
pub(crate) fn not_tags(r: &Read<'_>) -> Result<HashSet<String>> {
    let fields = items::fields(r)?.into_iter().map(|field| field.name);
    Ok(fields.chain(["drawn".to_owned(), "part".to_owned()]).collect())
}

/// The tags that a rule names, in lower case; `others` are the bare names that mean none.
fn named(rule: &str, others: &HashSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    let read = filter_renamed(rule, &mut |name| {
        match name {
            FilterName::Tag(name) => found.push(name.to_lowercase()),
            FilterName::Bare(name) if !others.contains(name) => {
                found.push(name.to_lowercase());
            }
            _ => {}
        }
        None
    });
    // A line that cannot be read names nothing; `check` says what is wrong with it.
    if read.is_ok() { found } else { Vec::new() }
}

/// The tags whose rule names this one.
pub fn naming(r: &Read<'_>, tag: &Tag) -> Result<Vec<Tag>> {
    let others = not_tags(r)?;
    let name = tag.name.to_lowercase();
    let names_it = |other: &Tag| {
        other.id != tag.id && other.rule.as_deref().is_some_and(|rule| named(rule, &others).contains(&name))
    };
    Ok(list(r)?.into_iter().filter(names_it).collect())
}

/// For each of these items, which rule tags hold (and which do not); a rule that cannot be read says nothing.
pub(crate) fn on_items(r: &Read<'_>, run: i64, items: &[i64]) -> Result<HashMap<i64, Vec<(i64, bool)>>> {
    let mut found: HashMap<i64, Vec<(i64, bool)>> = HashMap::new();
    let rules: Vec<Tag> = list(r)?.into_iter().filter(|tag| tag.rule.is_some()).collect();
    if rules.is_empty() || items.is_empty() {
        return Ok(found);
    }
    let names = Names::load(r)?;
    for tag in rules {
        let holds = match query::among(r, &names, run, tag.rule.as_deref().unwrap_or_default(), items) {
            Ok(holds) => holds,
            // `fault` tells it where tags are listed; a page of the sheet must not fail by it.
            Err(StoreError::Filter { .. }) => continue,
            Err(other) => return Err(other),
        };
        let holds: HashSet<i64> = holds.into_iter().collect();
        for item in items {
            found.entry(*item).or_default().push((tag.id, holds.contains(item)));
        }
    }
    Ok(found)
}

/// The counts of a rule tag in a run, as [`crate::runs::tag_cells`] gives them for marks: every row is looked at.
pub fn cells(r: &Read<'_>, run: i64, tag: &Tag) -> Result<Vec<TagCell>> {
    let yes: HashSet<i64> = members(r, run, tag)?.into_iter().collect();
    let mut query = r.sql().prepare_cached(
        "SELECT p.item_id, p.correct, EXISTS (SELECT 1 FROM draw_item d WHERE d.run_id = p.run_id AND d.item_id = p.item_id)
         FROM prediction p WHERE p.run_id = ?",
    )?;
    let mut counts: BTreeMap<(Option<bool>, bool), (u64, u64)> = BTreeMap::new();
    let mut rows = query.query([run])?;
    while let Some(row) = rows.next()? {
        let (item, correct, drawn): (i64, Option<bool>, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (holds, not) = counts.entry((correct, drawn)).or_default();
        *(if yes.contains(&item) { holds } else { not }) += 1;
    }
    let cell = |((correct, drawn), (yes, no))| TagCell { tag: tag.id, correct, drawn, yes, no };
    Ok(counts.into_iter().map(cell).collect())
}

/// Refuses to mark a rule tag by hand.
pub(super) fn by_hand(r: &Read<'_>, tag: i64) -> Result<Tag> {
    let tag = get(r, tag)?;
    match &tag.rule {
        None => Ok(tag),
        Some(rule) => Err(StoreError::refused(
            "rule_tag",
            format!(
                "`{}` follows from its rule ({rule}) and cannot be marked by hand; change the rule",
                tag.name
            ),
        )),
    }
}

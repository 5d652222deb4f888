//! Tags that are merged, split or deleted, and how that is taken back.

use super::marks::{apply, recount_tag, revert_marks};
use super::{check, get, list, naming, note_edit, record, rules, write};
use crate::error::{Result, StoreError};
use crate::events::{self, Event};
use crate::lines::{self, Change};
use crate::{Read, Write, sheet, shelf};
use assay_model::{Query, Tag};
use rusqlite::params;
use std::collections::{BTreeMap, HashSet};

const PARTS: &[shelf::Part<'static>] = &[("tag", "id = ?1"), ("mark", "tag_id = ?1")];

/// What merging two tags does.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct MergeForeseen {
    /// Items marked with one of them.
    pub items: u64,
    /// Marked yes afterwards.
    pub yes: u64,
    /// Marked no afterwards.
    pub no: u64,
    /// Yes with one and no with the other; they become yes.
    pub disputed: u64,
    /// Marks of the tag that stays which change.
    pub changed: u64,
    /// Tags whose rule names the one that goes; the rule will name the other.
    pub rules: Vec<String>,
    /// Kinds of the tag that goes; they become kinds of the other.
    pub children: Vec<String>,
    /// The rule afterwards, for two rule tags.
    pub rule: Option<String>,
}

/// The tag that goes and the tag that stays.
fn pair(r: &Read<'_>, from: i64, into: i64) -> Result<(Tag, Tag)> {
    let (gone, kept) = (get(r, from)?, get(r, into)?);
    if from == into {
        return Err(StoreError::refused("same_tag", "choose two different tags to merge"));
    }
    if gone.rule.is_some() != kept.rule.is_some() {
        let (rule, hand) = if gone.rule.is_some() { (&gone, &kept) } else { (&kept, &gone) };
        let message = format!(
            "`{}` follows from its rule and `{}` is marked by hand; two of a kind can be merged",
            rule.name, hand.name
        );
        return Err(StoreError::refused("rule_and_hand", message));
    }
    Ok((gone, kept))
}

fn joined_rule(gone: &Tag, kept: &Tag) -> Option<String> {
    Some(format!("({}) or ({})", kept.rule.as_ref()?, gone.rule.as_ref()?))
}

fn names(tags: Vec<Tag>) -> Vec<String> {
    tags.into_iter().map(|tag| tag.name).collect()
}

fn children(r: &Read<'_>, id: i64) -> Result<Vec<Tag>> {
    Ok(list(r)?.into_iter().filter(|tag| tag.parent == Some(id)).collect())
}

/// What a merge would do: yes wins over no, and no over unseen.
pub fn foresee_merge(r: &Read<'_>, from: i64, into: i64) -> Result<MergeForeseen> {
    let (gone, kept) = pair(r, from, into)?;
    let sql = "SELECT COUNT(*), COALESCE(SUM(joined = 1), 0), COALESCE(SUM(joined = 0), 0),
                      COALESCE(SUM(joined <> lowest), 0), COALESCE(SUM(joined IS NOT own), 0)
               FROM (SELECT MAX(state) AS joined, MIN(state) AS lowest, MAX(CASE WHEN tag_id = ?2 THEN state END) AS own
                     FROM mark WHERE tag_id IN (?1, ?2) GROUP BY item_id)";
    let foreseen = r.sql().prepare_cached(sql)?.query_row([from, into], |row| {
        Ok(MergeForeseen {
            items: row.get(0)?,
            yes: row.get(1)?,
            no: row.get(2)?,
            disputed: row.get(3)?,
            changed: row.get(4)?,
            rules: Vec::new(),
            children: Vec::new(),
            rule: joined_rule(&gone, &kept),
        })
    })?;
    Ok(MergeForeseen { rules: names(naming(r, &gone)?), children: names(children(r, from)?), ..foreseen })
}

/// Merges a tag into another; one event.
pub fn merge(w: &Write<'_>, person: i64, from: i64, into: i64) -> Result<Tag> {
    let (gone, kept) = pair(w, from, into)?;
    let summary = format!("tag `{}` merged into `{}`", gone.name, kept.name);
    let event = record(w, person, "tag_merge", &summary, Some(into), None)?;
    let mut query = w
        .sql()
        .prepare_cached("SELECT item_id, MAX(state) FROM mark WHERE tag_id IN (?, ?) GROUP BY item_id")?;
    let joined: Vec<(i64, Option<i64>)> = query
        .query_map([from, into], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    apply(w, event, into, &mut joined.into_iter())?;
    let change = Change::Tag { from: &gone.name, to: &kept.name };
    let mut edits = Edits::default();
    if let Some(rule) = joined_rule(&gone, &kept) {
        edits.of(&kept).rule = Some(rule);
    }
    let above = ancestors(w, &kept)?;
    for child in children(w, from)? {
        // A kind of the tag that goes cannot hang below one of its own kinds.
        let inside = child.id == into || above.contains(&child.id);
        edits.of(&child).parent = if inside { gone.parent } else { Some(into) };
    }
    for other in naming(w, &gone)? {
        let edited = edits.of(&other);
        let rule = edited.rule.clone().unwrap_or_default();
        edited.rule = Some(lines::renamed(w, &rule, &change)?.unwrap_or(rule));
    }
    edits.write(w, event)?;
    lines::follow_views(w, event, &change)?;
    remove(w, event, &gone)?;
    edits.check_rules(w)?;
    get(w, into)
}

fn ancestors(r: &Read<'_>, tag: &Tag) -> Result<HashSet<i64>> {
    let mut found = HashSet::new();
    let mut above = tag.parent;
    while let Some(id) = above.filter(|id| found.insert(*id)) {
        above = get(r, id)?.parent;
    }
    Ok(found)
}

/// Tags that change beside the one that an event is about.
#[derive(Default)]
struct Edits(BTreeMap<i64, (Tag, Tag)>);

impl Edits {
    fn of(&mut self, tag: &Tag) -> &mut Tag {
        &mut self.0.entry(tag.id).or_insert_with(|| (tag.clone(), tag.clone())).1
    }

    fn write(&self, w: &Write<'_>, event: i64) -> Result<()> {
        for (before, after) in self.0.values() {
            write(w, after)?;
            note_edit(w, event, before, after)?;
        }
        Ok(())
    }

    fn check_rules(&self, w: &Write<'_>) -> Result<()> {
        self.0.values().try_for_each(|(_, after)| rules::check(w, after))
    }
}

/// Takes a tag and its marks away and keeps them under the event.
fn remove(w: &Write<'_>, event: i64, tag: &Tag) -> Result<()> {
    w.sql().execute("DELETE FROM tag_cell WHERE tag_id = ?", [tag.id])?;
    let used =
        format!("`{}` was marked again blind, or something else rests on it; take that back first", tag.name);
    shelf::take(w, event, "tag", tag.id, PARTS, &used)
}

/// What deleting a tag does.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct DeleteForeseen {
    /// Items marked yes with it, in all runs.
    pub yes: u64,
    /// Items marked no.
    pub no: u64,
    /// Kinds of it; they become kinds of what it is a kind of.
    pub children: Vec<String>,
    /// Tags whose rule names it: while there are any it cannot be deleted.
    pub rules: Vec<String>,
    /// Saved views and standing checks that name it; they stay and say that they cannot be read.
    pub views: Vec<String>,
}

/// What deleting would do.
pub fn foresee_delete(r: &Read<'_>, id: i64) -> Result<DeleteForeseen> {
    let tag = get(r, id)?;
    let (yes, no) = r
        .sql()
        .prepare_cached(
            "SELECT COALESCE(SUM(state), 0), COALESCE(SUM(1 - state), 0) FROM mark WHERE tag_id = ?",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(DeleteForeseen {
        yes,
        no,
        children: names(children(r, id)?),
        rules: names(naming(r, &tag)?),
        views: lines::naming(r, &tag.name)?,
    })
}

/// Deletes a tag with its marks; one event.
pub fn delete(w: &Write<'_>, person: i64, id: i64) -> Result<()> {
    let tag = get(w, id)?;
    refuse_named(w, &tag)?;
    let event = record(w, person, "tag_delete", &format!("tag `{}` deleted", tag.name), Some(id), None)?;
    let mut edits = Edits::default();
    for child in children(w, id)? {
        edits.of(&child).parent = tag.parent;
    }
    edits.write(w, event)?;
    remove(w, event, &tag)
}

pub(super) fn refuse_named(r: &Read<'_>, tag: &Tag) -> Result<()> {
    let by = names(naming(r, tag)?);
    if by.is_empty() {
        return Ok(());
    }
    let message = format!("the rule of `{}` names `{}`; change that rule first", by.join("`, `"), tag.name);
    Err(StoreError::refused("in_use", message))
}

/// What splitting a tag does.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct SplitForeseen {
    /// Items marked yes; for a rule tag, rows of the run that it holds for.
    pub yes: u64,
    /// Of them, those that get the new tag: yes there, no with the old one.
    pub moved: u64,
    /// Items marked no; they are no with both.
    pub no: u64,
    /// Of the items marked yes, those that are not in the run that the filter asks; they stay.
    pub outside: u64,
    /// The rules afterwards, old and new, for a rule tag.
    pub rules: Option<(String, String)>,
}

/// A part of a tag that becomes a tag of its own.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// The tag that is split.
    pub tag: i64,
    /// The run that the filter asks.
    pub run: i64,
    /// Which of its rows go to the new tag.
    pub filter: String,
    /// Of the new tag.
    pub name: String,
}

fn split_rules(tag: &Tag, filter: &str) -> Option<(String, String)> {
    let rule = tag.rule.as_ref()?;
    Some((format!("({rule}) and not ({filter})"), format!("({rule}) and ({filter})")))
}

fn found(r: &Read<'_>, split: &Split) -> Result<HashSet<i64>> {
    if split.filter.trim().is_empty() {
        return Err(StoreError::refused("filter_empty", "a filter line says which rows go to the new tag"));
    }
    let query = Query { filter: Some(split.filter.clone()), sort: Vec::new() };
    Ok(sheet::ids(r, split.run, &query)?.into_iter().collect())
}

fn marked(r: &Read<'_>, tag: i64) -> Result<Vec<(i64, i64)>> {
    let mut query =
        r.sql().prepare_cached("SELECT item_id, state FROM mark WHERE tag_id = ? ORDER BY item_id")?;
    let rows = query.query_map([tag], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a split would do.
pub fn foresee_split(r: &Read<'_>, split: &Split) -> Result<SplitForeseen> {
    let tag = get(r, split.tag)?;
    let found = found(r, split)?;
    if let Some(rules) = split_rules(&tag, &split.filter) {
        let members = super::members(r, split.run, &tag)?;
        let moved = members.iter().filter(|item| found.contains(item)).count() as u64;
        return Ok(SplitForeseen { yes: members.len() as u64, moved, no: 0, outside: 0, rules: Some(rules) });
    }
    let marks = marked(r, tag.id)?;
    let of_run: HashSet<i64> = super::members(r, split.run, &tag)?.into_iter().collect();
    let yes = || marks.iter().filter(|(_, state)| *state == 1);
    Ok(SplitForeseen {
        yes: yes().count() as u64,
        moved: yes().filter(|(item, _)| found.contains(item)).count() as u64,
        no: marks.iter().filter(|(_, state)| *state == 0).count() as u64,
        outside: yes().filter(|(item, _)| !of_run.contains(item)).count() as u64,
        rules: None,
    })
}

/// Makes a new tag of a part of a tag; one event. Every row that was looked at for the old tag counts as looked at for
/// both: those that move are yes with the new one and no with the old, the rest is no with the new one.
pub fn split(w: &Write<'_>, person: i64, split: &Split) -> Result<Tag> {
    let foreseen = foresee_split(w, split)?;
    if foreseen.moved == 0 {
        let message = "the filter finds none of the rows that have the tag, so there is nothing to split";
        return Err(StoreError::refused("nothing_moves", message));
    }
    let old = get(w, split.tag)?;
    let rules = foreseen.rules;
    let made = super::insert(w, &split.name, rules.as_ref().map(|(_, new)| new.as_str()))?;
    let made = Tag {
        group: old.group.clone(),
        parent: old.parent,
        owner: old.owner,
        importance: old.importance,
        ease: old.ease,
        ..made
    };
    write(w, &made)?;
    let summary = format!("tag `{}` split: {} rows to `{}`", old.name, foreseen.moved, made.name);
    let event = record(w, person, "tag_split", &summary, Some(old.id), None)?;
    if let Some((rest, _)) = rules {
        let mut edits = Edits::default();
        edits.of(&old).rule = Some(rest);
        edits.write(w, event)?;
        edits.check_rules(w)?;
    } else {
        let found = found(w, split)?;
        let marks = marked(w, old.id)?;
        let mut put = w.sql().prepare_cached("INSERT INTO mark (tag_id, item_id, state) VALUES (?, ?, ?)")?;
        for (item, state) in &marks {
            put.execute(params![made.id, item, *state == 1 && found.contains(item)])?;
        }
        let leave = marks.iter().filter(|(item, state)| *state == 1 && found.contains(item));
        apply(w, event, old.id, &mut leave.map(|(item, _)| (*item, Some(0))))?;
        recount_tag(w, made.id)?;
    }
    let kept = shelf::look(w, made.id, PARTS)?;
    events::change(w, event, "tag", made.id, &serde_json::Value::Null, &kept)?;
    get(w, made.id)
}

/// Takes a merge, a split or a deletion back, or does it again: tags that went come back with their marks, those that
/// came go, and the rest is what it was.
pub fn undo_reshape(w: &Write<'_>, event: &Event) -> Result<()> {
    let by = event.undone_by.unwrap_or_default();
    let changes = events::changes(w, event.id, "tag")?;
    for (id, _, _) in changes.iter().filter(|(_, before, _)| before.is_array()) {
        shelf::put_back(w, event.id, "tag", *id)?;
        recount_tag(w, *id)?;
    }
    for (id, before, _) in changes.iter().filter(|(_, before, _)| before.is_object()) {
        let before: Tag = serde_json::from_value(before.clone())?;
        check(w, &get(w, *id)?, &before)?;
        write(w, &before)?;
    }
    lines::put_back_exactly(w, event.id)?;
    revert_marks(w, event, by, event.subject_id.unwrap_or_default())?;
    for (id, _, after) in changes.iter().filter(|(_, before, _)| before.is_null()) {
        let tag = get(w, *id)?;
        if shelf::look(w, *id, PARTS)? != *after {
            let message = format!("`{}` or its marks have changed since; take that back first", tag.name);
            return Err(StoreError::refused("changed_since", message));
        }
        refuse_named(w, &tag)?;
        remove(w, by, &tag)?;
    }
    Ok(())
}

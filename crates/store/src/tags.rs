//! Tags, and the marks that say which items have them.

use crate::error::{OrNotFound, OrTaken, Result, StoreError};
use crate::events::{self, Entry, new_uid};
use crate::lines::{self, Change};
use crate::{Read, Write, mark_cells};
use assay_model::{Tag, TagEdit};
use rusqlite::params;

mod comments;
mod counts;
mod marks;
mod reshape;
mod rules;
mod undo;

pub use comments::comment;
pub use counts::{TagCount, counts};
pub(crate) use marks::recount_changes;
pub use marks::{count_changes, mark};
pub use reshape::{
    DeleteForeseen, MergeForeseen, Split, SplitForeseen, delete, foresee_delete, foresee_merge,
    foresee_split, merge, split, undo_reshape,
};
pub use rules::{cells, fault, members, members_of, naming};
pub(crate) use rules::{not_tags, on_items};
pub(crate) use undo::changed_since;
pub use undo::{redo, undo, undo_create, undo_edit, undo_rows};

const COLUMNS: &str = "id, uid, name, colour, hotkey, importance, ease, hlp, hlp_n, note, rule, group_name, parent_id, owner_id";

fn tag(row: &rusqlite::Row<'_>) -> rusqlite::Result<Tag> {
    Ok(Tag {
        id: row.get(0)?,
        uid: row.get(1)?,
        name: row.get(2)?,
        colour: row.get(3)?,
        hotkey: row.get(4)?,
        importance: row.get(5)?,
        ease: row.get(6)?,
        hlp: row.get(7)?,
        hlp_n: row.get(8)?,
        note: row.get(9)?,
        rule: row.get(10)?,
        group: row.get(11)?,
        parent: row.get(12)?,
        owner: row.get(13)?,
    })
}

/// Every tag, oldest first.
pub fn list(r: &Read<'_>) -> Result<Vec<Tag>> {
    let mut query = r.sql().prepare_cached(&format!("SELECT {COLUMNS} FROM tag ORDER BY id"))?;
    let rows = query.query_map([], tag)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One tag.
pub fn get(r: &Read<'_>, id: i64) -> Result<Tag> {
    let mut query = r.sql().prepare_cached(&format!("SELECT {COLUMNS} FROM tag WHERE id = ?"))?;
    query.query_row([id], tag).or_not_found("tag", id)
}

/// The tag of this name, whatever the case.
pub fn by_name(r: &Read<'_>, name: &str) -> Result<Option<Tag>> {
    let mut known = list(r)?;
    // Files of older versions may hold two that differ in the case of a letter that is not ASCII.
    let at = known.iter().position(|tag| tag.name == name);
    Ok(at.or_else(|| known.iter().position(|tag| is_named(tag, name))).map(|at| known.swap_remove(at)))
}

fn is_named(tag: &Tag, name: &str) -> bool {
    tag.name.to_lowercase() == name.to_lowercase()
}

/// The file itself refuses names that differ only in the case of ASCII letters.
fn refuse_taken(known: &[Tag], tag: &Tag) -> Result<()> {
    match known.iter().any(|other| other.id != tag.id && is_named(other, &tag.name)) {
        true => Err(StoreError::NameTaken { what: "tag", name: tag.name.clone() }),
        false => Ok(()),
    }
}

/// Adds a tag that people mark by hand; a free hotkey and a colour are chosen.
pub fn add(w: &Write<'_>, person: i64, name: &str) -> Result<Tag> {
    let tag = insert(w, name, None)?;
    record(w, person, "tag_create", &format!("tag `{}` made", tag.name), Some(tag.id), None)?;
    Ok(tag)
}

/// Adds a tag that follows from a filter line.
pub fn add_rule(w: &Write<'_>, person: i64, name: &str, rule: &str) -> Result<Tag> {
    let tag = insert(w, name, Some(rule))?;
    let summary = format!("rule tag `{}` made", tag.name);
    record(w, person, "tag_create", &summary, Some(tag.id), None)?;
    Ok(tag)
}

fn insert(w: &Write<'_>, name: &str, rule: Option<&str>) -> Result<Tag> {
    let known = list(w)?;
    let used: Vec<&str> = known.iter().filter_map(|tag| tag.hotkey.as_deref()).collect();
    let free = "123456789".chars().map(String::from).find(|key| !used.contains(&key.as_str()));
    let blank = Tag {
        id: 0,
        uid: new_uid(),
        name: String::new(),
        colour: assay_model::tag_colour(known.len()).to_owned(),
        // A rule tag is not marked by hand, so it needs no key.
        hotkey: free.filter(|_| rule.is_none()),
        importance: None,
        ease: None,
        hlp: None,
        hlp_n: None,
        note: String::new(),
        rule: None,
        group: String::new(),
        parent: None,
        owner: None,
    };
    let rule = rule.map(|rule| Some(rule.trim().to_owned()));
    let tag = blank.edited(TagEdit { name: Some(name.to_owned()), rule, ..TagEdit::default() })?;
    refuse_taken(&known, &tag)?;
    rules::check(w, &tag)?;
    w.sql()
        .execute(
            "INSERT INTO tag (uid, name, colour, hotkey, note, rule, made_at) VALUES (?, ?, ?, ?, '', ?, ?)",
            params![tag.uid, tag.name, tag.colour, tag.hotkey, tag.rule, w.now()],
        )
        .or_taken("tag", &tag.name)?;
    get(w, w.sql().last_insert_rowid())
}

/// Changes a tag. Rules, views and checks that name it follow a new name.
pub fn edit(w: &Write<'_>, person: i64, id: i64, edit: TagEdit) -> Result<Tag> {
    let before = get(w, id)?;
    let mut tag = before.clone().edited(edit)?;
    tag.rule = tag.rule.map(|rule| rule.trim().to_owned());
    check(w, &before, &tag)?;
    if tag.name != before.name {
        refuse_taken(&list(w)?, &tag)?;
    }
    write(w, &tag)?;
    let event = record(w, person, "tag_update", &format!("tag `{}` changed", tag.name), Some(id), None)?;
    note_edit(w, event, &before, &tag)?;
    if tag.name != before.name {
        lines::follow(w, event, &Change::Tag { from: &before.name, to: &tag.name })?;
    }
    rules::check(w, &tag)?;
    Ok(tag)
}

fn note_edit(w: &Write<'_>, event: i64, before: &Tag, after: &Tag) -> Result<()> {
    events::change(w, event, "tag", after.id, &serde_json::to_value(before)?, &serde_json::to_value(after)?)
}

/// Refuses what a tag cannot become: a rule over marks, a kind of itself, someone's who is not there.
fn check(r: &Read<'_>, before: &Tag, after: &Tag) -> Result<()> {
    if after.rule.is_some() && before.rule.is_none() {
        let marks = marks::marks(r, after.id)?;
        if marks > 0 {
            let message = format!(
                "`{}` has {marks} marks made by hand, which a rule would put aside; make a new tag for the rule",
                after.name
            );
            return Err(StoreError::refused("tag_marked", message));
        }
    }
    let mut above = after.parent;
    let mut steps = 0;
    while let Some(parent) = above {
        steps += 1;
        if parent == after.id || steps > 10_000 {
            let message = format!("`{}` cannot be a kind of itself; choose another parent", after.name);
            return Err(StoreError::refused("parent_cycle", message));
        }
        above = get(r, parent)?.parent;
    }
    if let Some(owner) = after.owner {
        let known: bool =
            r.sql()
                .query_row("SELECT EXISTS (SELECT 1 FROM person WHERE id = ?)", [owner], |row| row.get(0))?;
        if !known {
            return Err(StoreError::not_found("person", owner));
        }
    }
    Ok(())
}

pub(crate) fn write(w: &Write<'_>, tag: &Tag) -> Result<()> {
    w.sql()
        .execute(
            "UPDATE tag SET name = ?, colour = ?, hotkey = ?, importance = ?, ease = ?, hlp = ?, hlp_n = ?, note = ?,
                            rule = ?, group_name = ?, parent_id = ?, owner_id = ?
             WHERE id = ?",
            params![
                tag.name,
                tag.colour,
                tag.hotkey,
                tag.importance,
                tag.ease,
                tag.hlp,
                tag.hlp_n,
                tag.note,
                tag.rule,
                tag.group,
                tag.parent,
                tag.owner,
                tag.id
            ],
        )
        .or_taken("tag", &tag.name)?;
    Ok(())
}

fn record(
    w: &Write<'_>,
    person: i64,
    command: &str,
    summary: &str,
    subject_id: Option<i64>,
    undoes: Option<i64>,
) -> Result<i64> {
    let subject = match command {
        _ if command.starts_with("comment") => "comment",
        _ if command.starts_with("marks_") => mark_cells::SUBJECT,
        _ => "tag",
    };
    events::record(w, &Entry { person: Some(person), command, summary, subject, subject_id, undoes })
}

//! Tags, and the marks that say which items have them.

use crate::error::{OrNotFound, OrTaken, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, mark_cells, refresh, shelf};
use assay_model::{Mark, Tag, TagEdit};
use rusqlite::{OptionalExtension, params};
use serde_json::json;
use std::collections::BTreeMap;

mod counts;
mod reshape;
mod rules;

pub use counts::{TagCount, counts};
pub use reshape::{
    DeleteForeseen, MergeForeseen, Split, SplitForeseen, delete, foresee_delete, foresee_merge,
    foresee_split, merge, split, undo_reshape,
};
pub(crate) use rules::on_items;
pub use rules::{cells, fault, members, members_of, naming};

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
    let mut query = r.sql().prepare_cached(&format!("SELECT {COLUMNS} FROM tag WHERE name = ?"))?;
    Ok(query.query_row([name], tag).optional()?)
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
    rules::check(w, &tag)?;
    w.sql()
        .execute(
            "INSERT INTO tag (uid, name, colour, hotkey, note, rule, made_at) VALUES (?, ?, ?, ?, '', ?, ?)",
            params![tag.uid, tag.name, tag.colour, tag.hotkey, tag.rule, w.now()],
        )
        .or_taken("tag", &tag.name)?;
    get(w, w.sql().last_insert_rowid())
}

/// Changes a tag. Rules that name it follow a new name.
pub fn edit(w: &Write<'_>, person: i64, id: i64, edit: TagEdit) -> Result<Tag> {
    let before = get(w, id)?;
    let mut tag = before.clone().edited(edit)?;
    tag.rule = tag.rule.map(|rule| rule.trim().to_owned());
    let follow = if tag.name == before.name { Vec::new() } else { naming(w, &before)? };
    check(w, &before, &tag)?;
    write(w, &tag)?;
    let event = record(w, person, "tag_update", &format!("tag `{}` changed", tag.name), Some(id), None)?;
    note_edit(w, event, &before, &tag)?;
    for other in follow {
        let rule = rules::renamed(w, other.rule.as_deref().unwrap_or_default(), &before.name, &tag.name)?;
        let after = Tag { rule: Some(rule), ..other.clone() };
        write(w, &after)?;
        note_edit(w, event, &other, &after)?;
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
        let marks = marks(r, after.id)?;
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

/// How many items are marked with a tag, yes or no.
fn marks(r: &Read<'_>, tag: i64) -> Result<i64> {
    let mut query = r.sql().prepare_cached("SELECT COUNT(*) FROM mark WHERE tag_id = ?")?;
    Ok(query.query_row([tag], |row| row.get(0))?)
}

fn write(w: &Write<'_>, tag: &Tag) -> Result<()> {
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

const DO: &[&str] =
    &["mark_rows", "marks_paste", "marks_rest", "comment_set", "tag_merge", "tag_split", "tag_delete"];
const UNDO: &[&str] = &[
    "mark_rows_undo",
    "marks_paste_undo",
    "marks_rest_undo",
    "comment_set_undo",
    "tag_merge_undo",
    "tag_split_undo",
    "tag_delete_undo",
];

/// Marks items; gives the number of marks that changed. One event, one undo step.
pub fn mark(w: &Write<'_>, person: i64, tag: i64, items: &[i64], to: Mark) -> Result<u64> {
    let tag = rules::by_hand(w, tag)?;
    let state = match to {
        Mark::Yes => Some(1),
        Mark::No => Some(0),
        Mark::Unseen => None,
    };
    let rows = if items.len() == 1 { "row" } else { "rows" };
    let summary = format!("{} {rows}: {} {to}", items.len(), tag.name);
    let event = record(w, person, "mark_rows", &summary, Some(tag.id), None)?;
    let changed = apply(w, event, tag.id, &mut items.iter().map(|item| (*item, state)))?;
    if changed == 0 {
        // Nothing was done, so there is nothing to undo.
        w.sql().execute("DELETE FROM event WHERE id = ?", [event])?;
    }
    Ok(changed)
}

/// Brings marks to the wanted states and writes what stood before under `event`.
fn apply(
    w: &Write<'_>,
    event: i64,
    tag: i64,
    wanted: &mut dyn Iterator<Item = (i64, Option<i64>)>,
) -> Result<u64> {
    let mut before = w.sql().prepare_cached("SELECT state FROM mark WHERE tag_id = ? AND item_id = ?")?;
    let mut put = w.sql().prepare_cached(
        "INSERT INTO mark (tag_id, item_id, state) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
    )?;
    let mut remove = w.sql().prepare_cached("DELETE FROM mark WHERE tag_id = ? AND item_id = ?")?;
    let mut note = w.sql().prepare_cached(
        "INSERT INTO event_change (event_id, entity, entity_id, before, after) VALUES (?, 'mark', ?, ?, ?)",
    )?;
    let mut changed = 0;
    let mut few = Vec::new();
    for (item, state) in wanted {
        let stood: Option<i64> = before.query_row([tag, item], |row| row.get(0)).optional()?;
        if stood == state {
            continue;
        }
        match state {
            Some(state) => put.execute([tag, item, state])?,
            None => remove.execute([tag, item])?,
        };
        note.execute(params![event, item, stood.map(|s| s.to_string()), state.map(|s| s.to_string())])?;
        changed += 1;
        if few.len() < MANY {
            few.push((item, stood, state));
        }
    }
    recount_changes(w, tag, &few)?;
    Ok(changed)
}

/// Brings the counts in line with changes of one tag: item, state before, state after.
pub(crate) fn recount_changes(
    w: &Write<'_>,
    tag: i64,
    changes: &[(i64, Option<i64>, Option<i64>)],
) -> Result<()> {
    if changes.len() < MANY { recount(w, tag, changes) } else { recount_tag(w, tag) }
}

/// From this many changes on, recounting a tag as a whole is faster.
const MANY: usize = 500_000;

/// Brings the counts of every run in line with these changes: item, and the state before and after.
fn recount(w: &Write<'_>, tag: i64, changes: &[(i64, Option<i64>, Option<i64>)]) -> Result<()> {
    let mut query = w.sql().prepare_cached(
        "SELECT p.run_id, COALESCE(p.correct, 2),
                EXISTS (SELECT 1 FROM draw_item d WHERE d.run_id = p.run_id AND d.item_id = p.item_id)
         FROM run CROSS JOIN prediction p ON p.run_id = run.id AND p.item_id = ?
         WHERE run.ready = 1",
    )?;
    // Added up first: thousands of changes come to a few counts.
    let mut moved: BTreeMap<(i64, i64, bool), (i64, i64)> = BTreeMap::new();
    for (item, before, after) in changes {
        let mut rows = query.query([item])?;
        while let Some(row) = rows.next()? {
            let (yes, no) = moved.entry((row.get(0)?, row.get(1)?, row.get(2)?)).or_default();
            for (state, change) in [(before, -1), (after, 1)] {
                match state {
                    Some(1) => *yes += change,
                    Some(_) => *no += change,
                    None => {}
                }
            }
        }
    }
    for ((run, correct, drawn), (yes, no)) in moved {
        refresh::add_to_tag_cell(w, run, tag, correct, drawn, (yes, no))?;
    }
    Ok(())
}

fn recount_tag(w: &Write<'_>, tag: i64) -> Result<()> {
    w.sql().execute("DELETE FROM tag_cell WHERE tag_id = ?", [tag])?;
    w.sql().execute(
        "INSERT INTO tag_cell (run_id, tag_id, correct, drawn, yes, no)
         SELECT run_id, tag_id, correct, drawn, yes, no FROM expected_tag_cell WHERE tag_id = ?",
        [tag],
    )?;
    Ok(())
}

/// Writes the comment of an item; empty removes it.
pub fn comment(w: &Write<'_>, person: i64, item: i64, body: &str) -> Result<()> {
    let event = record(w, person, "comment_set", "comment written", Some(item), None)?;
    set_comment(w, event, person, item, body)
}

fn set_comment(w: &Write<'_>, event: i64, person: i64, item: i64, body: &str) -> Result<()> {
    let before = comment_of(w, item)?;
    if body.is_empty() {
        w.sql().execute("DELETE FROM comment WHERE item_id = ?", [item])?;
    } else {
        w.sql().execute(
            "INSERT INTO comment (item_id, body, person_id, made_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET body = ?2, person_id = ?3, made_at = ?4",
            params![item, body, person, w.now()],
        )?;
    }
    events::change(w, event, "comment", item, &json!(before), &json!(body))
}

fn comment_of(r: &Read<'_>, item: i64) -> Result<String> {
    let found: Option<String> = r
        .sql()
        .prepare_cached("SELECT body FROM comment WHERE item_id = ?")?
        .query_row([item], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Takes back the person's newest change in the sheet; gives what it was. Refused where others changed it since.
pub fn undo(w: &Write<'_>, person: i64) -> Result<Option<Event>> {
    let Some(event) = events::newest(w, person, DO, false)? else { return Ok(None) };
    let undo = record(
        w,
        person,
        &format!("{}_undo", event.command),
        &event.summary,
        event.subject_id,
        Some(event.id),
    )?;
    turn_back(w, person, &event, undo)?;
    Ok(Some(event))
}

/// Does again what was taken back last, while nothing else was done since.
pub fn redo(w: &Write<'_>, person: i64) -> Result<Option<Event>> {
    let Some(undone) = events::newest(w, person, UNDO, true)? else { return Ok(None) };
    if events::newest(w, person, DO, false)?.is_some_and(|newer| newer.id > undone.id) {
        return Ok(None);
    }
    let event = events::undone_by(w, undone.id)?;
    let redo = record(
        w,
        person,
        &format!("{}_redo", event.command),
        &event.summary,
        event.subject_id,
        Some(undone.id),
    )?;
    turn_back(w, person, &undone, redo)?;
    w.sql().execute("UPDATE event SET undone_by_id = NULL WHERE id = ?", [event.id])?;
    Ok(Some(event))
}

fn turn_back(w: &Write<'_>, person: i64, event: &Event, by: i64) -> Result<()> {
    if !event.command.starts_with("tag_") {
        return revert(w, person, event, by);
    }
    if let Some(later) = events::later(w, event.id)? {
        let message =
            format!("event {} changed the same since ({}); take that back first", later.id, later.summary);
        return Err(StoreError::refused("changed_since", message));
    }
    undo_reshape(w, &events::get(w, event.id)?)?;
    events::turn_round(w, event.id, by)
}

/// Takes back the change of marks or of a comment that an event made, from the history.
pub fn undo_rows(w: &Write<'_>, event: &Event) -> Result<()> {
    revert(w, event.person.unwrap_or_default(), event, event.undone_by.unwrap_or_default())
}

/// Takes back the making of a tag that marks nothing, or makes it again.
pub fn undo_create(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    if event.undoes.is_some() {
        return shelf::put_back(w, event.id, "tag", id);
    }
    let tag = get(w, id)?;
    reshape::refuse_named(w, &tag)?;
    let marks = marks(w, id)?;
    let used = format!("`{}` marks {marks} items; take the marks back first", tag.name);
    if marks > 0 {
        return Err(StoreError::refused("in_use", used));
    }
    shelf::take(w, event.undone_by.unwrap_or_default(), "tag", id, &[("tag", "id = ?1")], &used)
}

/// Makes a tag what it was before an event, and the rules that followed its name.
pub fn undo_edit(w: &Write<'_>, event: &Event) -> Result<()> {
    for (id, before, _) in events::changes(w, event.id, "tag")? {
        let before: Tag = serde_json::from_value(before)?;
        check(w, &get(w, id)?, &before)?;
        write(w, &before)?;
    }
    Ok(())
}

fn revert(w: &Write<'_>, person: i64, event: &Event, by: i64) -> Result<()> {
    if event.subject == mark_cells::SUBJECT {
        return mark_cells::revert(w, event, by);
    }
    if event.subject == "comment" {
        let item = event.subject_id.unwrap_or_default();
        let before = events::before(w, event.id, "comment", item)?;
        let after = events::after(w, event.id, "comment", item)?;
        if json!(comment_of(w, item)?) != after {
            return Err(changed_since());
        }
        return set_comment(w, by, person, item, before.as_str().unwrap_or_default());
    }
    revert_marks(w, event, by, event.subject_id.unwrap_or_default())
}

/// Gives rows the marks of a tag that they had before an event.
fn revert_marks(w: &Write<'_>, event: &Event, by: i64, tag: i64) -> Result<()> {
    let differs: bool = w.sql().query_row(
        "SELECT EXISTS (SELECT 1 FROM event_change e LEFT JOIN mark m ON m.tag_id = ?2 AND m.item_id = e.entity_id
                        WHERE e.event_id = ?1 AND e.entity = 'mark' AND CAST(e.after AS INTEGER) IS NOT m.state)",
        [event.id, tag],
        |row| row.get(0),
    )?;
    if differs {
        return Err(changed_since());
    }
    let mut query = w.sql().prepare_cached(
        "SELECT entity_id, CAST(before AS INTEGER) FROM event_change WHERE event_id = ? AND entity = 'mark'",
    )?;
    let stood: Vec<(i64, Option<i64>)> = query
        .query_map([event.id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    apply(w, by, tag, &mut stood.into_iter())?;
    Ok(())
}

pub(crate) fn changed_since() -> StoreError {
    StoreError::refused(
        "changed_since",
        "someone has changed these rows since, so this cannot be undone; change them by hand",
    )
}

/// How many of these items are not marked so yet.
pub fn count_changes(r: &Read<'_>, tag: i64, items: &[i64], to: Mark) -> Result<u64> {
    rules::by_hand(r, tag)?;
    let wanted = match to {
        Mark::Yes => Some(1),
        Mark::No => Some(0),
        Mark::Unseen => None,
    };
    let mut query = r.sql().prepare_cached("SELECT state FROM mark WHERE tag_id = ? AND item_id = ?")?;
    let mut changes = 0;
    for item in items {
        let state: Option<i64> = query.query_row([tag, *item], |row| row.get(0)).optional()?;
        changes += u64::from(state != wanted);
    }
    Ok(changes)
}

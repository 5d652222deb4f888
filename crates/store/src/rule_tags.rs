//! A slice that a search found becomes a tag with a rule.

use crate::error::{OrTaken, Result, StoreError};
use crate::events::{self, Entry, new_uid};
use crate::{Write, tags};
use assay_model::Tag;
use rusqlite::params;

/// Longest name of a tag.
const LONGEST: usize = 200;

/// Makes a tag whose filter line decides for every row; one event. `tags::undo_create` takes it back. The caller has made
/// sure that the line can be read.
pub fn make(w: &Write<'_>, person: i64, name: &str, rule: &str, note: &str) -> Result<Tag> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(StoreError::refused(
            "name_invalid",
            "give the tag a name of 1 to 200 characters on one line",
        ));
    }
    let colour = assay_model::tag_colour(tags::list(w)?.len()).to_owned();
    w.sql()
        .execute(
            "INSERT INTO tag (uid, name, colour, note, rule, owner_id, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![new_uid(), name, colour, note, rule, person, w.now()],
        )
        .or_taken("tag", name)?;
    let id = w.sql().last_insert_rowid();
    let summary = format!("tag `{name}` made from a slice");
    let entry = Entry {
        person: Some(person),
        command: "slice_to_tag",
        summary: &summary,
        subject: "tag",
        subject_id: Some(id),
        undoes: None,
    };
    events::record(w, &entry)?;
    tags::get(w, id)
}

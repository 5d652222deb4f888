//! A scheme as it was, to look at it and to put it back.

use super::uses_of_class;
use crate::error::{Result, StoreError};
use crate::{Read, Write};
use rusqlite::params;
use serde::{Deserialize, Serialize};

/// A question with every class it ever had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Row id of the question.
    pub question: i64,
    /// As shown to the rater.
    pub text: String,
    /// In order of id.
    pub classes: Vec<ClassRow>,
}

/// A row of the table `class`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassRow {
    /// Row id.
    pub id: i64,
    /// Stable across files.
    pub uid: String,
    /// The class above it.
    pub parent: Option<i64>,
    /// As written in files.
    pub key: String,
    /// As shown.
    pub name: String,
    /// What belongs here.
    pub description: String,
    /// The key that chooses it.
    pub hotkey: Option<String>,
    /// `#rrggbb`.
    pub colour: String,
    /// Place in the scheme.
    pub position: i64,
    /// When it was retired.
    pub retired_at: Option<i64>,
    /// Retired, and figures go on counting it.
    pub kept: bool,
}

/// The question as it is now, retired classes included.
pub fn snapshot(r: &Read<'_>, question: i64) -> Result<Snapshot> {
    let text = r.sql().query_row("SELECT text FROM question WHERE id = ?", [question], |row| row.get(0))?;
    let mut query = r.sql().prepare_cached(
        "SELECT id, uid, parent_id, key, name, description, hotkey, colour, position, retired_at, kept
         FROM class WHERE question_id = ? ORDER BY id",
    )?;
    let rows = query.query_map([question], |row| {
        Ok(ClassRow {
            id: row.get(0)?,
            uid: row.get(1)?,
            parent: row.get(2)?,
            key: row.get(3)?,
            name: row.get(4)?,
            description: row.get(5)?,
            hotkey: row.get(6)?,
            colour: row.get(7)?,
            position: row.get(8)?,
            retired_at: row.get(9)?,
            kept: row.get(10)?,
        })
    })?;
    Ok(Snapshot { question, text, classes: rows.collect::<rusqlite::Result<_>>()? })
}

/// Makes the question what it was. A class that came since goes; refused where something uses it.
pub fn restore(w: &Write<'_>, wanted: &Snapshot) -> Result<()> {
    put(w, wanted)?;
    drop_newer(w, wanted)
}

/// Removes the classes that came since.
pub(super) fn drop_newer(w: &Write<'_>, wanted: &Snapshot) -> Result<()> {
    for class in snapshot(w, wanted.question)?.classes {
        if wanted.classes.iter().any(|kept| kept.id == class.id) {
            continue;
        }
        if uses_of_class(w, class.id)? > 0 {
            return Err(StoreError::refused(
                "class_in_use",
                format!("`{}` came with this change and has judgments or predictions by now", class.name),
            ));
        }
        w.sql().execute("DELETE FROM class WHERE id = ?", [class.id])?;
    }
    Ok(())
}

/// Writes the classes as they were; what came since makes way with its key and stays.
pub(super) fn put(w: &Write<'_>, wanted: &Snapshot) -> Result<()> {
    w.sql().execute("UPDATE question SET text = ? WHERE id = ?", params![wanted.text, wanted.question])?;
    // Keys are unique: the old ones make way first. What came since is no class any more: figures count those there are.
    w.sql().execute(
        "UPDATE class SET key = key || char(31) || id, retired_at = COALESCE(retired_at, ?2) WHERE question_id = ?1",
        [wanted.question, w.now()],
    )?;
    for class in &wanted.classes {
        w.sql().execute(
            "INSERT INTO class (id, uid, question_id, parent_id, key, name, description, hotkey, colour, position, retired_at,
                                kept)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (id) DO UPDATE SET parent_id = ?4, key = ?5, name = ?6, description = ?7, hotkey = ?8,
                                            colour = ?9, position = ?10, retired_at = ?11, kept = ?12",
            params![
                class.id,
                class.uid,
                wanted.question,
                class.parent,
                class.key,
                class.name,
                class.description,
                class.hotkey,
                class.colour,
                class.position,
                class.retired_at,
                class.kept
            ],
        )?;
    }
    Ok(())
}

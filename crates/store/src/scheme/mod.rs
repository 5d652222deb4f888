//! The questions and their classes.

mod change;
mod counts;
mod snapshot;

pub use crate::lines::{Words, words};
pub use change::{Change, Moves, apply, revert};
pub use counts::{LabelChanges, Tally, keep_labels, label_changes, tally};
pub use snapshot::{ClassRow, Snapshot, restore, snapshot};

use crate::error::{Result, StoreError};
use crate::events::new_uid;
use crate::lines::{self, ClassNames};
use crate::{Read, Write, project, refresh};
use assay_model::{Class, Question, Scheme};
use rusqlite::params;
use std::collections::{HashMap, HashSet};

/// The questions with the classes in use.
pub fn scheme(r: &Read<'_>) -> Result<Scheme> {
    let mut query =
        r.sql().prepare_cached("SELECT id, key, text, kind FROM question ORDER BY position, id")?;
    let mut questions = Vec::new();
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let kind: String = row.get(3)?;
        let classes = classes(r, id)?;
        questions.push(Question { id, key: row.get(1)?, text: row.get(2)?, kind: kind.parse()?, classes });
    }
    Ok(Scheme { questions })
}

fn classes(r: &Read<'_>, question: i64) -> Result<Vec<Class>> {
    classes_where(r, question, "retired_at IS NULL")
}

/// Retired classes whose work stays with them: offered to nobody, counted in every figure.
pub fn kept_classes(r: &Read<'_>, question: i64) -> Result<Vec<Class>> {
    classes_where(r, question, "kept = 1")
}

/// As [`question`], with the kept classes after those that are offered: what figures are about.
pub fn question_in_figures(r: &Read<'_>) -> Result<Question> {
    let mut question = question(r)?;
    question.classes.extend(kept_classes(r, question.id)?);
    Ok(question)
}

fn classes_where(r: &Read<'_>, question: i64, which: &str) -> Result<Vec<Class>> {
    let mut query = r.sql().prepare_cached(&format!(
        "SELECT id, key, name, description, hotkey, colour FROM class
         WHERE question_id = ? AND {which} ORDER BY position, id"
    ))?;
    let rows = query.query_map([question], |row| {
        Ok(Class {
            id: row.get(0)?,
            key: row.get(1)?,
            name: row.get(2)?,
            description: row.get(3)?,
            hotkey: row.get(4)?,
            colour: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The one question that this version of the screens shows.
pub fn question(r: &Read<'_>) -> Result<Question> {
    scheme(r)?
        .questions
        .into_iter()
        .next()
        .ok_or_else(|| StoreError::not_found("question", "in this project"))
}

/// Refuses an answer in a class that is retired, unknown or of another question. `reload`: what shows the classes anew.
pub fn ensure_offered(r: &Read<'_>, question: i64, class: i64, reload: &str) -> Result<()> {
    let offered: bool = r
        .sql()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM class WHERE id = ? AND question_id = ? AND retired_at IS NULL)",
        )?
        .query_row([class, question], |row| row.get(0))?;
    if offered {
        return Ok(());
    }
    Err(StoreError::refused(
        "class_unknown",
        format!("this class is not offered any more; reload the {reload}"),
    ))
}

/// Adds a question with its classes.
pub fn add_question(w: &Write<'_>, question: &Question) -> Result<i64> {
    w.sql().execute(
        "INSERT INTO question (uid, key, text, kind, position)
         VALUES (?, ?, ?, ?, (SELECT COUNT(*) FROM question))",
        params![new_uid(), question.key, question.text, question.kind.word()],
    )?;
    let id = w.sql().last_insert_rowid();
    for (position, class) in question.classes.iter().enumerate() {
        insert_class(w, id, position, class)?;
    }
    Ok(id)
}

fn insert_class(w: &Write<'_>, question: i64, position: usize, class: &Class) -> Result<i64> {
    w.sql().execute(
        "INSERT INTO class (uid, question_id, key, name, description, hotkey, colour, position)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            new_uid(),
            question,
            class.key,
            class.name,
            class.description,
            class.hotkey,
            class.colour,
            position
        ],
    )?;
    Ok(w.sql().last_insert_rowid())
}

/// Brings a question in line with an edited one: classes with an id are changed in place and keep their judgments,
/// classes without one are added, classes left out are retired where nothing uses them and refused otherwise.
pub fn update_question(w: &Write<'_>, edited: &Question) -> Result<()> {
    for class in left_out(w, edited)? {
        if uses_of_class(w, class.id)? > 0 {
            return Err(StoreError::refused(
                "class_in_use",
                format!(
                    "`{}` has judgments or predictions, so it cannot be removed; merge it with another class or retire \
                     it under Change classes",
                    class.name
                ),
            ));
        }
    }
    write_question(w, edited)?;
    // A posterior is over the classes there are.
    if project::policy(w)?.rules.adaptive.is_some() { refresh::everything(w) } else { Ok(()) }
}

/// Filter lines that name classes follow an event that changed the classes since `before` and moved nothing.
pub fn follow_names(w: &Write<'_>, event: i64, before: Words) -> Result<()> {
    let names = ClassNames::since(w, before, HashMap::new())?;
    lines::follow(w, event, &lines::Change::Classes(&names))
}

/// Filter lines say again what they said before an event that is taken back; `now` is from before its undo.
pub fn put_back_names(w: &Write<'_>, event: i64, by: i64, now: Words) -> Result<()> {
    let names = ClassNames::since(w, now, HashMap::new())?;
    lines::put_back(w, event, by, &lines::Change::Classes(&names))
}

fn left_out(r: &Read<'_>, edited: &Question) -> Result<Vec<Class>> {
    let kept: HashSet<i64> = edited.classes.iter().map(|class| class.id).collect();
    Ok(classes(r, edited.id)?.into_iter().filter(|class| !kept.contains(&class.id)).collect())
}

/// As [`update_question`], retiring what is left out whatever uses it. Gives the ids of the classes in order.
fn write_question(w: &Write<'_>, edited: &Question) -> Result<Vec<i64>> {
    w.sql().execute("UPDATE question SET text = ? WHERE id = ?", params![edited.text, edited.id])?;
    for class in left_out(w, edited)? {
        w.sql().execute("UPDATE class SET retired_at = ? WHERE id = ?", params![w.now(), class.id])?;
    }
    // Keys are unique: move the old ones out of the way, so that two classes can swap theirs.
    w.sql().execute(
        "UPDATE class SET key = key || char(31) || id WHERE question_id = ? AND retired_at IS NULL",
        [edited.id],
    )?;
    let mut ids = Vec::with_capacity(edited.classes.len());
    for (position, class) in edited.classes.iter().enumerate() {
        if class.id == 0 {
            ids.push(insert_class(w, edited.id, position, class)?);
            continue;
        }
        let changed = w.sql().execute(
            "UPDATE class SET key = ?, name = ?, description = ?, hotkey = ?, colour = ?, position = ?
             WHERE id = ? AND question_id = ? AND retired_at IS NULL",
            params![
                class.key,
                class.name,
                class.description,
                class.hotkey,
                class.colour,
                position,
                class.id,
                edited.id
            ],
        )?;
        if changed == 0 {
            return Err(StoreError::not_found("class", class.id));
        }
        ids.push(class.id);
    }
    Ok(ids)
}

fn uses_of_class(r: &Read<'_>, class: i64) -> Result<i64> {
    Ok(r.sql().query_row(
        "SELECT EXISTS (SELECT 1 FROM judgment_answer WHERE class_id = ?1)
              + EXISTS (SELECT 1 FROM gold_answer WHERE class_id = ?1)
              + EXISTS (SELECT 1 FROM adjudication WHERE class_id = ?1)
              + EXISTS (SELECT 1 FROM prediction WHERE class_id = ?1)
              + EXISTS (SELECT 1 FROM run_score_class WHERE class_id = ?1)
              + EXISTS (SELECT 1 FROM audit_item WHERE reference_class_id = ?1 OR judged_class_id = ?1)
              + EXISTS (SELECT 1 FROM human_draw_item WHERE reference_class_id = ?1)
              + EXISTS (SELECT 1 FROM example WHERE class_id = ?1)
              + EXISTS (SELECT 1 FROM standing_check WHERE class_id = ?1)",
        [class],
        |row| row.get(0),
    )?)
}

//! Changes of the classes that take the work along: merging, splitting, retiring.
//!
//! Every row that names a class is rewritten, so that all queries stay as they are; `class_change` keeps what stood
//! before, for undo and for looking back.

use super::snapshot::{drop_newer, put, snapshot};
use super::{Snapshot, write_question};
use crate::error::{Result, StoreError};
use crate::lines::{self, ClassNames, Gone};
use crate::{Read, Write, consensus, events, refresh};
use assay_model::Question;
use rusqlite::params;
use std::collections::HashMap;

/// A change of classes.
#[derive(Debug, Clone)]
pub struct Change {
    /// The question as it is to be; classes left out are retired.
    pub edited: Question,
    /// Where the work of the classes goes.
    pub moves: Moves,
}

/// Where the work of a class goes. Places are those of [`Change::edited`].
#[derive(Debug, Clone)]
pub enum Moves {
    /// It stays where it is.
    Nowhere,
    /// All of it to one class.
    To {
        /// Row ids of the classes.
        from: Vec<i64>,
        /// Place of the one it goes to.
        to: usize,
    },
    /// By a metadata field of the item; items with other values stay.
    ByField {
        /// Row id of the class.
        class: i64,
        /// Row id of the field.
        field: i64,
        /// Value, and the place of the class that its items go to.
        values: Vec<(String, usize)>,
    },
    /// Judgments and decisions are retracted, so that the items are judged again; gold accepts every part.
    Requeue {
        /// Row id of the class.
        class: i64,
        /// Places of the classes that gold accepts from now on.
        parts: Vec<usize>,
    },
}

/// Tables with a class, and how a row of each is found again: entity, table, columns of `row_id` and `sub_id`, the
/// item, the column of the class.
const ENTITIES: &[(&str, &str, &str, &str, &str, &str)] = &[
    (
        "judgment_answer",
        "judgment_answer",
        "judgment_id",
        "question_id",
        "(SELECT j.item_id FROM judgment j WHERE j.id = t.judgment_id)",
        "class_id",
    ),
    ("adjudication", "adjudication", "id", "0", "t.item_id", "class_id"),
    ("prediction", "prediction", "run_id", "item_id", "t.item_id", "class_id"),
    ("audit_reference", "audit_item", "audit_id", "position", "t.item_id", "reference_class_id"),
    ("audit_judged", "audit_item", "audit_id", "position", "t.item_id", "judged_class_id"),
    ("draw_reference", "human_draw_item", "draw_id", "position", "t.item_id", "reference_class_id"),
    ("relabel_given", "relabel_item", "relabel_id", "position", "t.item_id", "reference_class_id"),
    ("relabel_suggested", "relabel_item", "relabel_id", "position", "t.item_id", "suggested_class_id"),
    ("example", "example", "id", "0", "t.item_id", "class_id"),
    // Of no item: a split by a field leaves it where it is.
    ("standing_check", "standing_check", "id", "0", "NULL", "class_id"),
];

/// Carries a change out under its event.
pub fn apply(w: &Write<'_>, event: i64, change: &Change) -> Result<()> {
    let question = change.edited.id;
    let before = snapshot(w, question)?;
    let words = lines::words(w)?;
    let mut moved = HashMap::new();
    w.sql().execute(
        "INSERT INTO class_change (event_id, entity, row_id, sub_id)
         VALUES (?, 'horizon', (SELECT COALESCE(MAX(id), 0) FROM judgment), (SELECT COALESCE(MAX(id), 0) FROM adjudication))",
        [event],
    )?;
    let ids = write_question(w, &change.edited)?;
    let place = |at: usize| {
        ids.get(at).copied().ok_or_else(|| StoreError::not_found("class at place", at.to_string()))
    };
    match &change.moves {
        Moves::Nowhere => {
            let offered: Vec<i64> =
                before.classes.iter().filter(|c| c.retired_at.is_none()).map(|c| c.id).collect();
            for class in offered.iter().filter(|id| !ids.contains(id)) {
                if super::uses_of_class(w, *class)? > 0 {
                    w.sql().execute("UPDATE class SET kept = 1 WHERE id = ?", [class])?;
                }
            }
        }
        Moves::To { from, to } => {
            let to = place(*to)?;
            let gone = || Gone { labels: vec![to], predictions: vec![to] };
            moved.extend(from.iter().map(|class| (*class, gone())));
            note(w, event, &list(from), "?2", &to)?;
            note_score_classes(w, event, &list(from), to)?;
        }
        Moves::ByField { class, field, values } => {
            let known: bool =
                w.sql().query_row("SELECT EXISTS (SELECT 1 FROM field WHERE id = ?)", [field], |row| {
                    row.get(0)
                })?;
            if !known {
                return Err(StoreError::not_found("metadata field", field));
            }
            let mut targets = serde_json::Map::new();
            // Items with other values stay.
            let mut parts = vec![*class];
            for (value, at) in values {
                let part = place(*at)?;
                targets.insert(value.clone(), part.into());
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
            moved.insert(*class, Gone { labels: parts.clone(), predictions: parts });
            let target = format!(
                "COALESCE((SELECT e.value FROM item_metadata m JOIN json_each(?2) e ON e.key = CAST(m.f{field} AS TEXT)
                           WHERE m.item_id = ITEM), t.CLASS)"
            );
            note(w, event, &list(&[*class]), &target, &serde_json::Value::Object(targets).to_string())?;
        }
        Moves::Requeue { class, parts } => {
            let parts = parts.iter().map(|at| place(*at)).collect::<Result<Vec<i64>>>()?;
            note_requeue(w, event, *class, &parts)?;
            moved.insert(*class, Gone { labels: parts, predictions: vec![*class] });
        }
    }
    move_rows(w, event)?;
    consensus::forget_fit(w, event, question)?;
    let names = ClassNames::since(w, words, moved)?;
    lines::follow(w, event, &lines::Change::Classes(&names))?;
    refresh::everything(w)?;
    let after = snapshot(w, question)?;
    events::change(
        w,
        event,
        "scheme",
        question,
        &serde_json::to_value(&before)?,
        &serde_json::to_value(&after)?,
    )
}

fn list(ids: &[i64]) -> String {
    ids.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// Notes where each row of the classes goes; `target` gives the class from the row `t` and the value `?2`.
fn note(w: &Write<'_>, event: i64, from: &str, target: &str, value: &dyn rusqlite::ToSql) -> Result<()> {
    for (entity, table, row, sub, item, class) in ENTITIES {
        let target = target.replace("ITEM", item).replace("CLASS", class);
        w.sql().execute(
            &format!(
                "INSERT INTO class_change (event_id, entity, row_id, sub_id, before_id, after_id)
                 SELECT event, entity, row, sub, before, after FROM (
                     SELECT ?1 AS event, '{entity}' AS entity, {row} AS row, {sub} AS sub, {class} AS before,
                            {target} AS after
                     FROM {table} t WHERE {class} IN ({from})) WHERE before <> after"
            ),
            params![event, value],
        )?;
    }
    // All answers of a gold item: two of them may become one.
    let target = target.replace("ITEM", "t.item_id").replace("CLASS", "class_id");
    w.sql().execute(
        &format!(
            "INSERT INTO class_change (event_id, entity, row_id, sub_id, before_id, after_id)
             SELECT ?1, 'gold_answer', item_id, question_id, class_id,
                    CASE WHEN class_id IN ({from}) THEN {target} ELSE class_id END
             FROM gold_answer t WHERE EXISTS (SELECT 1 FROM gold_answer o WHERE o.item_id = t.item_id
                 AND o.question_id = t.question_id AND o.class_id IN ({from}))"
        ),
        params![event, value],
    )?;
    w.sql().execute(
        "DELETE FROM class_change WHERE event_id = ?1 AND entity = 'gold_answer' AND row_id NOT IN
            (SELECT row_id FROM class_change WHERE event_id = ?1 AND entity = 'gold_answer' AND before_id <> after_id)",
        [event],
    )?;
    Ok(())
}

fn note_score_classes(w: &Write<'_>, event: i64, from: &str, to: i64) -> Result<()> {
    w.sql().execute(
        &format!(
            "INSERT INTO class_change (event_id, entity, row_id, sub_id, before_id, after_id)
             SELECT ?1, 'score_class', run_id, position, class_id, ?2 FROM run_score_class
             WHERE class_id IN ({from}) AND class_id <> ?2"
        ),
        params![event, to],
    )?;
    Ok(())
}

fn note_requeue(w: &Write<'_>, event: i64, class: i64, parts: &[i64]) -> Result<()> {
    w.sql().execute(
        "INSERT INTO class_change (event_id, entity, row_id, sub_id, before_id)
         SELECT ?1, 'judgment', j.id, j.counted, a.class_id FROM judgment j JOIN judgment_answer a ON a.judgment_id = j.id
         WHERE a.class_id = ?2 AND j.standing = 1 AND j.purpose = 'label'",
        params![event, class],
    )?;
    w.sql().execute(
        "INSERT INTO class_change (event_id, entity, row_id, sub_id, before_id)
         SELECT ?1, 'decision', id, 0, class_id FROM adjudication WHERE class_id = ?2 AND standing = 1",
        params![event, class],
    )?;
    for (entity, before) in [("gold_answer", "class_id"), ("gold_answer", "NULL")] {
        for part in parts.iter().filter(|part| (**part == class) == (before == "class_id")) {
            w.sql().execute(
                &format!(
                    "INSERT INTO class_change (event_id, entity, row_id, sub_id, before_id, after_id)
                     SELECT ?1, '{entity}', item_id, question_id, {before}, ?3 FROM gold_answer WHERE class_id = ?2"
                ),
                params![event, class, part],
            )?;
        }
    }
    Ok(())
}

/// Brings the rows in line with what was noted under an event.
fn move_rows(w: &Write<'_>, event: i64) -> Result<()> {
    for (entity, table, row, sub, _, class) in ENTITIES {
        let sub = if *sub == "0" { "0" } else { sub };
        w.sql().execute(
            &format!(
                "UPDATE {table} SET {class} = c.after_id FROM class_change c
                 WHERE c.event_id = ?1 AND c.entity = '{entity}' AND {table}.{row} = c.row_id AND {sub} = c.sub_id
                   AND {class} = c.before_id"
            ),
            [event],
        )?;
    }
    for sql in [
        "UPDATE run_score_class SET class_id = c.after_id FROM class_change c
         WHERE c.event_id = ?1 AND c.entity = 'score_class' AND run_id = c.row_id AND position = c.sub_id",
        "DELETE FROM gold_answer WHERE (item_id, question_id, class_id) IN
            (SELECT row_id, sub_id, before_id FROM class_change WHERE event_id = ?1 AND entity = 'gold_answer')",
        "INSERT OR IGNORE INTO gold_answer (item_id, question_id, class_id)
         SELECT row_id, sub_id, after_id FROM class_change
         WHERE event_id = ?1 AND entity = 'gold_answer' AND after_id IS NOT NULL",
        "UPDATE judgment SET standing = c.after_id IS NOT NULL,
                counted = c.sub_id = 1 AND c.after_id IS NOT NULL AND set_aside = 0
         FROM class_change c WHERE c.event_id = ?1 AND c.entity = 'judgment' AND judgment.id = c.row_id",
        "UPDATE adjudication SET standing = c.after_id IS NOT NULL
         FROM class_change c WHERE c.event_id = ?1 AND c.entity = 'decision' AND adjudication.id = c.row_id",
    ] {
        w.sql().execute(sql, [event])?;
    }
    Ok(())
}

/// Takes back what `event` changed, noted under `by`: exactly, or not at all where work since then depends on it.
pub fn revert(w: &Write<'_>, event: i64, by: i64) -> Result<()> {
    let [(question, before, after)] = &events::changes(w, event, "scheme")?[..] else {
        return Err(StoreError::refused(
            "not_undoable",
            "an older Assay made this change, and kept no copy of the classes",
        ));
    };
    let question = *question;
    let (before, after): (Snapshot, Snapshot) =
        (serde_json::from_value(before.clone())?, serde_json::from_value(after.clone())?);
    if snapshot(w, question)? != after {
        return Err(StoreError::refused(
            "changed_since",
            "the classes were changed since; take that back first",
        ));
    }
    refuse_if_used_since(w, event)?;
    let words = lines::words(w)?;
    put(w, &before)?;
    w.sql().execute(
        "INSERT INTO class_change (event_id, entity, row_id, sub_id, before_id, after_id)
         SELECT ?2, entity, row_id, sub_id, after_id, before_id FROM class_change
         WHERE event_id = ?1 AND entity <> 'horizon'
         UNION ALL SELECT ?2, 'horizon', (SELECT COALESCE(MAX(id), 0) FROM judgment),
                          (SELECT COALESCE(MAX(id), 0) FROM adjudication), NULL, NULL",
        [event, by],
    )?;
    refuse_if_rows_differ(w, by)?;
    move_rows(w, by)?;
    if !consensus::restore_fit(w, event, by, question)? {
        consensus::forget_fit(w, by, question)?;
    }
    refresh::everything(w)?;
    drop_newer(w, &before)?;
    super::put_back_names(w, event, by, words)?;
    events::change(w, by, "scheme", question, &serde_json::to_value(&after)?, &serde_json::to_value(&before)?)
}

/// Who judged since the classes were merged had no way to say one of them.
fn refuse_if_used_since(r: &Read<'_>, event: i64) -> Result<()> {
    const MOVED_TO: &str =
        "SELECT DISTINCT after_id FROM class_change WHERE event_id = ?1 AND after_id IS NOT NULL
                            AND after_id IS NOT before_id AND entity NOT IN ('judgment', 'decision')";
    let (judgments, decisions): (i64, i64) = r.sql().query_row(
        &format!(
            "SELECT (SELECT COUNT(*) FROM judgment j JOIN judgment_answer a ON a.judgment_id = j.id
                     WHERE j.id > h.row_id AND j.standing = 1 AND a.class_id IN ({MOVED_TO})),
                    (SELECT COUNT(*) FROM adjudication d WHERE d.id > h.sub_id AND d.standing = 1
                     AND d.class_id IN ({MOVED_TO}))
             FROM class_change h WHERE h.event_id = ?1 AND h.entity = 'horizon'"
        ),
        [event],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let again: i64 = r.sql().query_row(
        "SELECT COUNT(*) FROM class_change c JOIN judgment o ON o.id = c.row_id
         WHERE c.event_id = ?1 AND c.entity = 'judgment' AND c.after_id IS NULL AND EXISTS (
             SELECT 1 FROM judgment j WHERE j.item_id = o.item_id AND j.person_id = o.person_id AND j.standing = 1)",
        [event],
        |row| row.get(0),
    )?;
    let redecided: i64 = r.sql().query_row(
        "SELECT COUNT(*) FROM class_change c JOIN adjudication o ON o.id = c.row_id
         WHERE c.event_id = ?1 AND c.entity = 'decision' AND c.after_id IS NULL AND EXISTS (
             SELECT 1 FROM adjudication j WHERE j.item_id = o.item_id AND j.question_id = o.question_id AND j.standing = 1)",
        [event],
        |row| row.get(0),
    )?;
    let (judgments, decisions) = (judgments + again, decisions + redecided);
    if judgments + decisions > 0 {
        return Err(StoreError::refused(
            "changed_since",
            format!(
                "{judgments} judgments and {decisions} decisions were made since in the classes as event {event} left \
                 them, and nobody can say what they would have been before; take those back first"
            ),
        ));
    }
    Ok(())
}

/// Known answers and predictions may have been corrected by an import.
fn refuse_if_rows_differ(r: &Read<'_>, by: i64) -> Result<()> {
    let differ: i64 = r.sql().query_row(
        "SELECT (SELECT COUNT(*) FROM class_change c WHERE c.event_id = ?1 AND c.entity = 'prediction'
                 AND NOT EXISTS (SELECT 1 FROM prediction p WHERE p.run_id = c.row_id AND p.item_id = c.sub_id
                                 AND p.class_id = c.before_id))
              + (SELECT COUNT(*) FROM class_change c WHERE c.event_id = ?1 AND c.entity = 'gold_answer'
                 AND c.before_id IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM gold_answer g WHERE g.item_id = c.row_id AND g.question_id = c.sub_id
                                 AND g.class_id = c.before_id))",
        [by],
        |row| row.get(0),
    )?;
    if differ > 0 {
        return Err(StoreError::refused(
            "changed_since",
            format!("{differ} known answers or predictions were changed since; take back that import first"),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::ENTITIES;
    use crate::migrations::MIGRATIONS;

    #[test]
    fn every_column_that_names_a_class_moves_with_it() {
        let mut conn = rusqlite::Connection::open_in_memory().unwrap();
        crate::query::add_functions(&conn).unwrap();
        MIGRATIONS.to_latest(&mut conn).unwrap();
        let mut query = conn
            .prepare(
                "SELECT t.name, f.\"from\" FROM sqlite_master t, pragma_foreign_key_list(t.name) f
                 WHERE t.type = 'table' AND f.\"table\" = 'class' ORDER BY 1, 2",
            )
            .unwrap();
        let columns = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        // Made anew from the others; kept as it was for looking back; the class's own parent; moved in a way of their own.
        let otherwise = [
            "consensus",
            "fitted",
            "fitted_past",
            "reference",
            "run_cell",
            "class",
            "gold_answer",
            "run_score_class",
        ];
        for column in columns {
            let (table, column): (String, String) = column.unwrap();
            assert!(
                otherwise.contains(&table.as_str())
                    || ENTITIES.iter().any(|e| (e.1, e.5) == (table.as_str(), column.as_str())),
                "{table}.{column} would name a class that is gone"
            );
        }
    }
}

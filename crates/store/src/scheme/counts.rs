//! What a change of classes moved, and what it did to the labels.

use crate::error::Result;
use crate::{Read, Write};

/// What a change moved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Tally {
    /// Judgments that stand.
    pub judgments: i64,
    /// Known answers.
    pub gold: i64,
    /// Decisions that stand.
    pub decisions: i64,
    /// Predictions.
    pub predictions: i64,
    /// Labels of audits, as drawn or as looked at.
    pub audit_labels: i64,
    /// Items that any of these belong to.
    pub items: i64,
}

/// What an event moved.
pub fn tally(r: &Read<'_>, event: i64) -> Result<Tally> {
    let count = "SELECT COUNT(*) FROM class_change c";
    Ok(r.sql().query_row(
        &format!(
            "SELECT ({count} JOIN judgment j ON j.id = c.row_id WHERE c.event_id = ?1
                     AND (c.entity = 'judgment' OR (c.entity = 'judgment_answer' AND j.standing = 1))),
                    (SELECT COUNT(DISTINCT row_id) FROM class_change WHERE event_id = ?1 AND entity = 'gold_answer'),
                    ({count} JOIN adjudication a ON a.id = c.row_id WHERE c.event_id = ?1
                     AND (c.entity = 'decision' OR (c.entity = 'adjudication' AND a.standing = 1))),
                    ({count} WHERE c.event_id = ?1 AND c.entity = 'prediction'),
                    ({count} WHERE c.event_id = ?1 AND c.entity IN ('audit_reference', 'audit_judged')),
                    (SELECT COUNT(*) FROM (
                        SELECT j.item_id FROM class_change c JOIN judgment j ON j.id = c.row_id
                        WHERE c.event_id = ?1 AND c.entity IN ('judgment', 'judgment_answer')
                        UNION SELECT row_id FROM class_change WHERE event_id = ?1 AND entity = 'gold_answer'
                        UNION SELECT a.item_id FROM class_change c JOIN adjudication a ON a.id = c.row_id
                        WHERE c.event_id = ?1 AND c.entity IN ('decision', 'adjudication')
                        UNION SELECT sub_id FROM class_change WHERE event_id = ?1 AND entity = 'prediction'))"
        ),
        [event],
        |row| {
            Ok(Tally {
                judgments: row.get(0)?,
                gold: row.get(1)?,
                decisions: row.get(2)?,
                predictions: row.get(3)?,
                audit_labels: row.get(4)?,
                items: row.get(5)?,
            })
        },
    )?)
}

/// What became of the reference labels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct LabelChanges {
    /// Items whose label went where its class went.
    pub moved: i64,
    /// Items that have a label now and had none.
    pub gained: i64,
    /// Items that had a label and have none now.
    pub lost: i64,
    /// Items whose label is another one though its class went nowhere.
    pub other: i64,
}

/// Keeps the reference labels as they are for [`label_changes`], inside a rehearsal.
pub fn keep_labels(w: &Write<'_>) -> Result<()> {
    w.sql().execute_batch(
        "CREATE TEMP TABLE label_before AS SELECT item_id, question_id, class_id FROM reference;
         CREATE INDEX label_before_of ON label_before (item_id, question_id);",
    )?;
    Ok(())
}

/// How the labels differ from those that were kept, after this event.
pub fn label_changes(w: &Write<'_>, event: i64) -> Result<LabelChanges> {
    let changes = w.sql().query_row(
        "WITH moved AS (SELECT DISTINCT before_id FROM class_change WHERE event_id = ?1 AND before_id IS NOT NULL)
         SELECT COALESCE(SUM(f.class_id <> b.class_id AND b.class_id IN (SELECT before_id FROM moved)), 0),
                (SELECT COUNT(*) FROM reference f WHERE NOT EXISTS (
                     SELECT 1 FROM label_before b WHERE b.item_id = f.item_id AND b.question_id = f.question_id)),
                COALESCE(SUM(f.class_id IS NULL), 0),
                COALESCE(SUM(f.class_id <> b.class_id AND b.class_id NOT IN (SELECT before_id FROM moved)), 0)
         FROM label_before b LEFT JOIN reference f ON f.item_id = b.item_id AND f.question_id = b.question_id",
        [event],
        |row| {
            Ok(LabelChanges { moved: row.get(0)?, gained: row.get(1)?, lost: row.get(2)?, other: row.get(3)? })
        },
    )?;
    w.sql().execute_batch("DROP TABLE label_before")?;
    Ok(changes)
}

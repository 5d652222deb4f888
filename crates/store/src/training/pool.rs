//! The gold: what it is for, what its answers are, and how good raters fare on it.

use super::monitor;
use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, Event};
use crate::{Read, Write, project, refresh};
use assay_model::{GoldPart, Question};
use rusqlite::{Row, params};
use serde_json::{Value, json};

/// How the gold is divided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Pool {
    /// Gold items for practice.
    pub practice: i64,
    /// For the test before work.
    pub qualification: i64,
    /// For checks during work.
    pub hidden: i64,
    /// Of the practice items without an explanation.
    pub unexplained: i64,
}

/// A gold item.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct GoldItem {
    /// Row id.
    pub item: i64,
    /// External key.
    pub key: String,
    /// What it is for.
    pub part: GoldPart,
    /// The acceptable classes.
    pub answers: Vec<i64>,
    /// Why.
    pub explanation: String,
}

/// How the gold is divided.
pub fn pool(r: &Read<'_>) -> Result<Pool> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT COALESCE(SUM(part = 'practice'), 0), COALESCE(SUM(part = 'qualification'), 0),
                    COALESCE(SUM(part = 'hidden'), 0), COALESCE(SUM(part = 'practice' AND explanation = ''), 0)
             FROM gold",
        )?
        .query_row([], |row| {
            Ok(Pool {
                practice: row.get(0)?,
                qualification: row.get(1)?,
                hidden: row.get(2)?,
                unexplained: row.get(3)?,
            })
        })?)
}

const COLUMNS: &str = "g.item_id, i.key, g.part, g.explanation,
    (SELECT json_group_array(class_id) FROM (SELECT class_id FROM gold_answer
        WHERE item_id = g.item_id ORDER BY class_id))";

fn gold(row: &Row<'_>) -> Result<GoldItem> {
    Ok(GoldItem {
        item: row.get(0)?,
        key: row.get(1)?,
        part: row.get::<_, String>(2)?.parse()?,
        explanation: row.get(3)?,
        answers: serde_json::from_str(&row.get::<_, String>(4)?)?,
    })
}

/// Gold items in order of import; of one part where given.
pub fn gold_items(r: &Read<'_>, part: Option<GoldPart>, limit: u32) -> Result<Vec<GoldItem>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM gold g JOIN item i ON i.id = g.item_id WHERE ?1 IS NULL OR g.part = ?1
         ORDER BY g.item_id LIMIT ?2"
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut rows = query.query(params![part.map(GoldPart::word), limit])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(gold(row)?);
    }
    Ok(all)
}

/// One gold item.
pub fn gold_item(r: &Read<'_>, item: i64) -> Result<GoldItem> {
    let sql = format!("SELECT {COLUMNS} FROM gold g JOIN item i ON i.id = g.item_id WHERE g.item_id = ?");
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut rows = query.query([item])?;
    rows.next()?.map(gold).transpose()?.ok_or_else(|| StoreError::not_found("gold item", item))
}

/// Draws by seed which gold is for practice and which for the test; the rest is hidden. Gives the event.
pub fn divide(w: &Write<'_>, lead: i64, practice: u32, qualification: u32, seed: u64) -> Result<i64> {
    let all: Vec<(i64, String)> = w
        .sql()
        .prepare("SELECT item_id, part FROM gold ORDER BY item_id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let n = u32::try_from(all.len()).unwrap_or(u32::MAX);
    if practice.saturating_add(qualification) > n {
        return Err(StoreError::refused(
            "gold_missing",
            format!(
                "there are {n} gold items, fewer than {practice} and {qualification}; import more known answers"
            ),
        ));
    }
    let summary =
        format!("gold divided by seed {seed}: {practice} for practice, {qualification} for qualification");
    let event = record(w, lead, "gold_divide", &summary, None)?;
    for (place, at) in (0..).zip(assay_stats::permutation(n, seed)) {
        let (item, before) = &all[at as usize];
        let part = if place < practice {
            GoldPart::Practice
        } else if place - practice < qualification {
            GoldPart::Qualification
        } else {
            GoldPart::Hidden
        };
        if before != part.word() {
            events::change(w, event, PART, *item, &json!(before), &json!(part.word()))?;
            put_part(w, *item, part.word())?;
        }
    }
    Ok(event)
}

/// What `event_change` calls what a gold item is for, so that each change of it is found by the others.
const PART: &str = "gold_part";

fn put_part(w: &Write<'_>, item: i64, part: &str) -> Result<()> {
    w.sql().prepare_cached("UPDATE gold SET part = ? WHERE item_id = ?")?.execute(params![part, item])?;
    // Hidden gold that came before its place was passed must be found again.
    w.sql()
        .prepare_cached(
            "UPDATE cursor SET gold_rank = MIN(gold_rank, (SELECT rank - 1 FROM gold WHERE item_id = ?))",
        )?
        .execute([item])?;
    refresh::open(w, item)
}

fn record(w: &Write<'_>, lead: i64, command: &str, summary: &str, item: Option<i64>) -> Result<i64> {
    let entry =
        Entry { person: Some(lead), command, summary, subject: "gold", subject_id: item, undoes: None };
    events::record(w, &entry)
}

/// A row of `gold` with its answers, as an event keeps it.
fn row(r: &Read<'_>, item: i64) -> Result<Value> {
    let (rank, import): (i64, Option<i64>) = r
        .sql()
        .query_row("SELECT rank, import_id FROM gold WHERE item_id = ?", [item], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .or_not_found("gold item", item)?;
    let gold = gold_item(r, item)?;
    Ok(json!({
        "part": gold.part.word(), "classes": gold.answers, "explanation": gold.explanation,
        "rank": rank, "import": import,
    }))
}

/// What a lead changes about a gold item.
#[derive(Debug, Clone, Default, serde::Deserialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct GoldEdit {
    /// What it is for.
    pub part: Option<GoldPart>,
    /// The acceptable classes.
    pub answers: Option<Vec<i64>>,
    /// Why.
    pub explanation: Option<String>,
}

/// Changes a gold item. Verdicts that were reached stand; the watch counts its answers anew. Gives the event.
pub fn set(w: &Write<'_>, lead: i64, item: i64, edit: &GoldEdit) -> Result<i64> {
    let before = row(w, item)?;
    let question = project::question(w)?;
    if let Some(answers) = &edit.answers {
        let known = |class: &i64| question.classes.iter().any(|c| c.id == *class);
        if answers.is_empty() || !answers.iter().all(known) {
            let message = "choose one acceptable class or more; to have none, remove it as gold";
            return Err(StoreError::refused("gold_answers", message));
        }
        put_answers(w, item, question.id, answers)?;
    }
    if let Some(explanation) = &edit.explanation {
        w.sql().execute("UPDATE gold SET explanation = ? WHERE item_id = ?", params![explanation, item])?;
    }
    if let Some(part) = edit.part {
        put_part(w, item, part.word())?;
    }
    let key = gold_item(w, item)?.key;
    let event = record(w, lead, "gold_set", &format!("gold `{key}` changed"), Some(item))?;
    let after = row(w, item)?;
    if before["part"] != after["part"] {
        events::change(w, event, PART, item, &before["part"], &after["part"])?;
    }
    events::change(w, event, "gold", item, &before, &after)?;
    monitor::policy_changed(w)?;
    refresh::item(w, item)?;
    Ok(event)
}

fn put_answers(w: &Write<'_>, item: i64, question: i64, answers: &[i64]) -> Result<()> {
    w.sql().execute("DELETE FROM gold_answer WHERE item_id = ? AND question_id = ?", [item, question])?;
    for class in answers {
        w.sql().execute(
            "INSERT INTO gold_answer (item_id, question_id, class_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [item, question, *class],
        )?;
    }
    Ok(())
}

/// Makes a gold item an ordinary one; answers to it count no more. Gives the event.
pub fn remove(w: &Write<'_>, lead: i64, item: i64) -> Result<i64> {
    let before = row(w, item)?;
    let key = gold_item(w, item)?.key;
    w.sql().execute("DELETE FROM gold WHERE item_id = ?", [item])?;
    let event = record(w, lead, "gold_remove", &format!("`{key}` is gold no more"), Some(item))?;
    events::change(w, event, "gold", item, &before, &Value::Null)?;
    events::change(w, event, PART, item, &before["part"], &Value::Null)?;
    monitor::policy_changed(w)?;
    refresh::item(w, item)?;
    Ok(event)
}

/// Puts gold back as it was before an event.
pub fn undo_change(w: &Write<'_>, event: &Event) -> Result<()> {
    let question = project::question(w)?;
    for (item, before, _) in events::changes(w, event.id, "gold")? {
        if before.is_null() {
            w.sql().execute("DELETE FROM gold WHERE item_id = ?", [item])?;
        } else {
            put(w, item, &question, &before)?;
        }
        refresh::item(w, item)?;
    }
    for (item, before, _) in events::changes(w, event.id, PART)? {
        if let Some(part) = before.as_str() {
            put_part(w, item, part)?;
        }
    }
    monitor::policy_changed(w)
}

/// Writes a row of `gold` with its answers, as [`row`] kept it.
fn put(w: &Write<'_>, item: i64, question: &Question, kept: &Value) -> Result<()> {
    let classes: Vec<i64> = serde_json::from_value(kept["classes"].clone())?;
    if !classes.iter().all(|class| question.classes.iter().any(|known| known.id == *class)) {
        let message = "a class that this gold accepted is not offered any more; take that back first";
        return Err(StoreError::refused("changed_since", message));
    }
    w.sql().execute(
        "INSERT INTO gold (item_id, explanation, rank, import_id, part) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (item_id) DO UPDATE SET explanation = ?2, part = ?5",
        params![
            item,
            kept["explanation"].as_str(),
            kept["rank"].as_i64(),
            kept["import"].as_i64(),
            kept["part"].as_str()
        ],
    )?;
    put_answers(w, item, question.id, &classes)
}

/// One answer to gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoldLook {
    /// The gold item.
    pub item: i64,
    /// Who.
    pub person: i64,
    /// Whether it was acceptable.
    pub right: bool,
}

/// The answers to gold of raters who passed; with no test in the policy, of all. Practice is left out.
pub fn looks_of_passed(r: &Read<'_>) -> Result<Vec<GoldLook>> {
    let tested = project::policy(r)?.rules.qualification.is_some();
    let mut query = r.sql().prepare_cached(
        "SELECT j.item_id, j.person_id,
                EXISTS (SELECT 1 FROM judgment_answer a JOIN gold_answer g ON g.item_id = j.item_id
                        AND g.question_id = a.question_id AND g.class_id = a.class_id WHERE a.judgment_id = j.id)
         FROM gold g JOIN judgment j ON j.item_id = g.item_id AND j.counted = 1
         WHERE j.purpose IN ('gold', 'qualification', 'label')
           AND (NOT ?1 OR EXISTS (SELECT 1 FROM qualification q WHERE q.person_id = j.person_id
                                  AND (q.verdict = 'pass' OR q.decision = 'pass')))
         ORDER BY j.item_id, j.person_id",
    )?;
    let rows = query.query_map([tested], |row| {
        Ok(GoldLook { item: row.get(0)?, person: row.get(1)?, right: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

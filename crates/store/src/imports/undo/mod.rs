//! Taking an import back: what it brought is removed where nothing depends on it, what it corrected is put back.

mod keeping;

use super::drop_unused_media;
use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Event};
use crate::{OfStore, Read, Store, Write, refresh};
use keeping::{keep, put_items_back};
pub(super) use keeping::{keep_gold, keep_item, keep_prediction, keep_run};
use rusqlite::{OptionalExtension, params};
use serde_json::Value;

/// The events that this import writes from now on are taken back with it.
pub fn keep_first_event(w: &Write<'_>, import: i64) -> Result<()> {
    keep(w, import, "first_event", events::newest_id(w)? + 1, None)
}

/// The first event that an import wrote beside its own, where it wrote any.
pub fn first_event(r: &Read<'_>, import: i64) -> Result<Option<i64>> {
    Ok(r.sql()
        .query_row(
            "SELECT entity_id FROM import_change WHERE import_id = ? AND entity = 'first_event'",
            [import],
            |row| row.get(0),
        )
        .optional()?)
}

/// As [`Store::write`], for taking an import back: rows go by the thousand, and what points at them is looked up once,
/// not for each.
pub fn taking_back<T, E: OfStore>(
    store: &Store,
    now: i64,
    work: impl FnOnce(&Write<'_>) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    store.write_unchecked(now, work)
}

/// Takes an import back, inside [`taking_back`].
pub fn undo(w: &Write<'_>, event: &Event) -> Result<()> {
    if event.undoes.is_some() {
        let message = "what the import had brought was removed; import the file again";
        return Err(StoreError::refused("not_undoable", message));
    }
    let import = event.subject_id.unwrap_or_default();
    let kind: String = w
        .sql()
        .query_row("SELECT kind FROM import WHERE id = ?", [import], |row| row.get(0))
        .or_not_found("import", import)?;
    match kind.as_str() {
        "judgments" => remove_judgments(w, import)?,
        "gold" => remove_gold(w, import)?,
        "predictions" => remove_predictions(w, import)?,
        _ => {}
    }
    put_items_back(w, import)?;
    remove_items(w, import)?;
    remove_people(w, import)?;
    w.sql().execute("DELETE FROM import_change WHERE import_id = ?", [import])?;
    drop_unused_media(w)?;
    refresh::everything(w)
}

/// Rows of any table that name one of these rows: the table and how many. Asks the schema, so that no table is
/// forgotten.
fn dependents(
    w: &Write<'_>,
    table: &str,
    which: &str,
    import: i64,
    own: &[&str],
) -> Result<Vec<(String, i64)>> {
    let mut query = w.sql().prepare(
        "SELECT m.name, f.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
         WHERE m.type = 'table' AND lower(f.\"table\") = ?1 ORDER BY m.name",
    )?;
    let columns: Vec<(String, String)> =
        query.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut found = Vec::new();
    for (name, column) in columns.into_iter().filter(|(name, _)| !own.contains(&name.as_str())) {
        let count = |more: &str| -> Result<i64> {
            let rows = format!(
                "SELECT COUNT(*) FROM {name} WHERE {column} IN (SELECT id FROM {table} WHERE {which})"
            );
            Ok(w.sql().query_row(&format!("{rows} {more}"), [import], |row| row.get(0))?)
        };
        // What was retracted is never deleted, and keeps what it is about.
        let parts = match name.as_str() {
            "judgment" | "adjudication" => {
                let retracted = format!("{name} retracted");
                vec![(name.clone(), count("AND standing = 1")?), (retracted, count("AND standing = 0")?)]
            }
            _ => vec![(name.clone(), count("")?)],
        };
        found.extend(parts.into_iter().filter(|(_, n)| *n > 0));
    }
    Ok(found)
}

fn words(table: &str) -> &str {
    match table {
        "judgment" => "judgments",
        "judgment retracted" => "judgments that were taken back and stay in the file",
        "adjudication retracted" => "decisions that were taken back and stay in the file",
        "gold" => "known answers",
        "adjudication" => "decisions",
        "prediction" => "predictions",
        "mark" => "marks",
        "comment" => "comments",
        "audit_item" => "labels of audits",
        "draw_item" | "stratum_item" => "drawn rows",
        "part" => "items of the eyeball and the blackbox part",
        "retag_item" => "rows drawn to be marked again",
        "assignment" => "offers to raters",
        "requeue" => "items queued again",
        "promise" => "promises made on their run",
        "pipeline_run" => "pipelines with their run",
        "relabel" => "lists of items sent to be decided on again",
        "relabel_item" => "items sent to be decided on again",
        "collection_item" => "items in collections",
        other => other,
    }
}

fn refuse(depending: &[(String, i64)]) -> Result<()> {
    if depending.is_empty() {
        return Ok(());
    }
    let listed: Vec<String> = depending.iter().map(|(table, n)| format!("{n} {}", words(table))).collect();
    let message = format!(
        "other work depends on what this import brought: {}; take that back first",
        listed.join(", ")
    );
    Err(StoreError::refused("in_use", message))
}

/// Tables that are made from others, or belong to the item alone.
const OF_ITEM: &[&str] = &[
    "item_content",
    "item_metadata",
    "returned",
    "consensus",
    "reference",
    "fitted",
    "fitted_past",
    "stopping",
];

fn remove_items(w: &Write<'_>, import: i64) -> Result<()> {
    w.sql().execute(
        "DELETE FROM assignment WHERE state <> 'leased' AND item_id IN (SELECT id FROM item WHERE import_id = ?)
         AND NOT EXISTS (SELECT 1 FROM judgment j WHERE j.assignment_id = assignment.id)",
        [import],
    )?;
    // Scores go with their predictions, which are counted.
    let aside: Vec<&str> = OF_ITEM.iter().copied().chain(["prediction_score"]).collect();
    refuse(&dependents(w, "item", "import_id = ?1", import, &aside)?)?;
    w.sql().execute(
        "DELETE FROM item_text WHERE rowid IN (SELECT id FROM item WHERE import_id = ?)",
        [import],
    )?;
    for table in OF_ITEM {
        let sql = format!("DELETE FROM {table} WHERE item_id IN (SELECT id FROM item WHERE import_id = ?)");
        w.sql().execute(&sql, [import])?;
    }
    w.sql().execute("DELETE FROM item WHERE import_id = ?", [import])?;
    let mut query = w.sql().prepare("SELECT id FROM field WHERE import_id = ?")?;
    let fields: Vec<i64> = query.query_map([import], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    drop(query);
    for field in fields {
        let used: bool = w.sql().query_row(
            &format!(
                "SELECT EXISTS (SELECT 1 FROM item_metadata WHERE f{field} IS NOT NULL)
                     OR EXISTS (SELECT 1 FROM assignment_rule WHERE field_id = ?)"
            ),
            [field],
            |row| row.get(0),
        )?;
        // A later import may have values in the field.
        if !used {
            w.sql().execute("DELETE FROM field WHERE id = ?", [field])?;
            w.sql().execute_batch(&format!("ALTER TABLE item_metadata DROP COLUMN f{field}"))?;
        }
    }
    Ok(())
}

fn remove_people(w: &Write<'_>, import: i64) -> Result<()> {
    let mut query = w.sql().prepare("SELECT id FROM person WHERE import_id = ?")?;
    let people: Vec<i64> = query.query_map([import], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for person in people {
        // Whoever did anything else stays.
        if dependents(w, "person", "id = ?1", person, &["person_counter", "cursor"])?.is_empty() {
            w.sql().execute("DELETE FROM person_counter WHERE person_id = ?", [person])?;
            w.sql().execute("DELETE FROM cursor WHERE person_id = ?", [person])?;
            w.sql().execute("DELETE FROM person WHERE id = ?", [person])?;
        }
    }
    Ok(())
}

fn remove_judgments(w: &Write<'_>, import: i64) -> Result<()> {
    let depending = [
        (
            "judgments that correct them",
            "SELECT COUNT(*) FROM judgment n WHERE n.import_id IS NOT ?1
             AND n.supersedes_id IN (SELECT id FROM judgment WHERE import_id = ?1)",
        ),
        (
            "decisions on their items",
            "SELECT COUNT(*) FROM adjudication a JOIN import m ON m.id = ?1 WHERE a.standing = 1
             AND a.made_at >= m.finished_at AND a.item_id IN (SELECT item_id FROM judgment WHERE import_id = ?1)",
        ),
        (
            "labels of audits drawn from them",
            "SELECT COUNT(*) FROM audit_item t JOIN audit a ON a.id = t.audit_id JOIN import m ON m.id = ?1
             WHERE t.reference_source = 'consensus' AND a.made_at >= m.finished_at
             AND t.item_id IN (SELECT item_id FROM judgment WHERE import_id = ?1)",
        ),
    ];
    let mut found = Vec::new();
    for (what, sql) in depending {
        let n: i64 = w.sql().query_row(sql, [import], |row| row.get(0))?;
        if n > 0 {
            found.push((what.to_owned(), n));
        }
    }
    refuse(&found)?;
    for sql in [
        "DELETE FROM fitted WHERE item_id IN (SELECT item_id FROM judgment WHERE import_id = ?1)",
        // Only one may count for an item and rater, so the import's own stop first.
        "UPDATE judgment SET counted = 0 WHERE import_id = ?1",
        "UPDATE judgment SET standing = 1 WHERE id IN (SELECT supersedes_id FROM judgment WHERE import_id = ?1)",
        // The first independent answer of a rater counts, among those that are left.
        "UPDATE judgment SET counted = 1 WHERE id IN (
           SELECT id FROM (
             SELECT k.id, ROW_NUMBER() OVER (PARTITION BY k.item_id, k.person_id
                                             ORDER BY k.made_at NULLS LAST, k.occurrence, k.id) AS place
             FROM judgment k
             WHERE k.import_id IS NOT ?1 AND k.standing = 1 AND k.skipped = 0 AND k.set_aside = 0
               AND (k.item_id, k.person_id) IN (SELECT item_id, person_id FROM judgment WHERE import_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM judgment c WHERE c.item_id = k.item_id AND c.person_id = k.person_id
                               AND c.counted = 1 AND c.import_id IS NOT ?1))
           WHERE place = 1)",
        "DELETE FROM judgment_answer WHERE judgment_id IN (SELECT id FROM judgment WHERE import_id = ?1)",
        "DELETE FROM judgment WHERE import_id = ?1",
    ] {
        w.sql().execute(sql, [import])?;
    }
    Ok(())
}

fn remove_gold(w: &Write<'_>, import: i64) -> Result<()> {
    let judged: i64 = w.sql().query_row(
        "SELECT COUNT(*) FROM judgment WHERE purpose <> 'label' AND item_id IN (
             SELECT item_id FROM gold WHERE import_id = ?1
             UNION SELECT entity_id FROM import_change WHERE import_id = ?1 AND entity = 'gold')",
        [import],
        |row| row.get(0),
    )?;
    if judged > 0 {
        return refuse(&[("answers of raters to this gold".to_owned(), judged)]);
    }
    let later: i64 = w.sql().query_row(
        "SELECT COUNT(*) FROM import_change mine JOIN import_change other
             ON other.entity = 'gold' AND other.entity_id = mine.entity_id AND other.import_id > mine.import_id
         WHERE mine.import_id = ?1 AND mine.entity = 'gold'",
        [import],
        |row| row.get(0),
    )?;
    if later > 0 {
        return refuse(&[("known answers that a later import corrected".to_owned(), later)]);
    }
    for (item, before) in kept(w, import, "gold")? {
        w.sql().execute("DELETE FROM gold_answer WHERE item_id = ?", [item])?;
        let Some(before) = before else {
            w.sql().execute("DELETE FROM gold WHERE item_id = ?", [item])?;
            continue;
        };
        w.sql().execute(
            "UPDATE gold SET explanation = ? WHERE item_id = ?",
            params![before["explanation"].as_str().unwrap_or_default(), item],
        )?;
        for class in before["classes"].as_array().into_iter().flatten() {
            w.sql().execute(
                "INSERT INTO gold_answer (item_id, question_id, class_id)
                 SELECT ?1, question_id, id FROM class WHERE id = ?2",
                params![item, class.as_i64()],
            )?;
        }
    }
    // From an Assay that kept no note of what was new.
    w.sql().execute(
        "DELETE FROM gold_answer WHERE item_id IN (SELECT item_id FROM gold WHERE import_id = ?1)
         AND item_id NOT IN (SELECT entity_id FROM import_change WHERE import_id = ?1 AND entity = 'gold')",
        [import],
    )?;
    w.sql().execute(
        "DELETE FROM gold WHERE import_id = ?1
         AND item_id NOT IN (SELECT entity_id FROM import_change WHERE import_id = ?1 AND entity = 'gold')",
        [import],
    )?;
    Ok(())
}

fn kept(w: &Write<'_>, import: i64, entity: &str) -> Result<Vec<(i64, Option<Value>)>> {
    let mut query =
        w.sql().prepare("SELECT entity_id, before FROM import_change WHERE import_id = ? AND entity = ?")?;
    let mut rows = query.query(params![import, entity])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let text: Option<String> = row.get(1)?;
        found.push((row.get(0)?, text.map(|text| serde_json::from_str(&text)).transpose()?));
    }
    Ok(found)
}

fn remove_predictions(w: &Write<'_>, import: i64) -> Result<()> {
    let run: Option<i64> =
        w.sql().query_row("SELECT id FROM run WHERE import_id = ?", [import], |row| row.get(0)).optional()?;
    let Some(run) = run else {
        return refuse(&[("later imports into the same run".to_owned(), 1)]);
    };
    let drawn: i64 =
        w.sql().query_row("SELECT COUNT(*) FROM draw_item WHERE run_id = ?", [run], |row| row.get(0))?;
    let adopted = kept(w, import, "run")?.into_iter().next();
    let Some((_, former)) = adopted else {
        let own = ["prediction", "prediction_score", "run_score_class", "run_cell", "tag_cell"];
        let aside: Vec<&str> = own.into_iter().chain(["check_look"]).collect();
        refuse(&dependents(w, "run", "import_id = ?1", import, &aside)?)?;
        crate::checks::forget_run(w, run)?;
        for table in own {
            w.sql().execute(&format!("DELETE FROM {table} WHERE run_id = ?"), [run])?;
        }
        w.sql().execute("DELETE FROM run WHERE id = ?", [run])?;
        return Ok(());
    };
    for (item, before) in kept(w, import, "prediction")? {
        if before.is_none() && drawn > 0 {
            refuse(&[("drawn rows".to_owned(), drawn)])?;
        }
        w.sql().execute("DELETE FROM prediction WHERE run_id = ? AND item_id = ?", [run, item])?;
        w.sql().execute("DELETE FROM prediction_score WHERE run_id = ? AND item_id = ?", [run, item])?;
        if let Some(before) = before {
            w.sql().execute(
                "INSERT INTO prediction (run_id, item_id, class_id, score) VALUES (?, ?, ?, ?)",
                params![run, item, before["class"].as_i64(), before["score"].as_f64()],
            )?;
            if let Ok(scores) = serde_json::from_value::<Vec<u8>>(before["scores"].clone()) {
                w.sql().execute(
                    "INSERT INTO prediction_score (run_id, item_id, scores) VALUES (?, ?, ?)",
                    params![run, item, scores],
                )?;
            }
        }
    }
    w.sql().execute(
        "UPDATE run SET import_id = ?1, predictions = (SELECT COUNT(*) FROM prediction WHERE run_id = ?2) WHERE id = ?2",
        params![former.and_then(|former| former["import"].as_i64()), run],
    )?;
    Ok(())
}

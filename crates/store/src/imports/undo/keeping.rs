//! What stood before an import corrected it: kept, and put back.

use super::refuse;
use crate::Write;
use crate::error::Result;
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};

pub(super) fn keep(w: &Write<'_>, import: i64, entity: &str, id: i64, before: Option<&Value>) -> Result<()> {
    w.sql()
        .prepare_cached(
            "INSERT OR IGNORE INTO import_change (import_id, entity, entity_id, before) VALUES (?, ?, ?, ?)",
        )?
        .execute(params![import, entity, id, before.map(Value::to_string)])?;
    Ok(())
}

pub(in crate::imports) fn keep_item(w: &Write<'_>, import: i64, item: i64, fields: &[i64]) -> Result<()> {
    let (split, media, digest, content): (Option<String>, Option<i64>, Vec<u8>, String) = w
        .sql()
        .prepare_cached(
            "SELECT i.split, i.media_id, i.digest, c.fields FROM item i JOIN item_content c ON c.item_id = i.id
             WHERE i.id = ?",
        )?
        .query_row([item], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let mut metadata = Vec::new();
    for field in fields {
        let value: Option<Sql> = w
            .sql()
            .prepare_cached(&format!("SELECT f{field} FROM item_metadata WHERE item_id = ?"))?
            .query_row([item], |row| row.get(0))
            .optional()?;
        metadata.push(json!([field, cell(value.unwrap_or(Sql::Null))]));
    }
    let before =
        json!({ "split": split, "media": media, "digest": digest, "fields": content, "metadata": metadata });
    keep(w, import, "item", item, Some(&before))
}

fn cell(value: Sql) -> Value {
    match value {
        Sql::Integer(number) => number.into(),
        Sql::Real(number) => json!({ "real": number }),
        Sql::Text(text) => text.into(),
        Sql::Null | Sql::Blob(_) => Value::Null,
    }
}

pub(in crate::imports) fn keep_gold(w: &Write<'_>, import: i64, item: i64) -> Result<()> {
    let known = crate::imports::known_gold(w, item)?;
    let before =
        known.map(|(classes, explanation)| json!({ "classes": classes, "explanation": explanation }));
    keep(w, import, "gold", item, before.as_ref())
}

pub(in crate::imports) fn keep_prediction(w: &Write<'_>, import: i64, run: i64, item: i64) -> Result<()> {
    let known: Option<(i64, Option<f64>, Option<Vec<u8>>)> = w
        .sql()
        .prepare_cached(
            "SELECT p.class_id, p.score, s.scores FROM prediction p
             LEFT JOIN prediction_score s ON s.run_id = p.run_id AND s.item_id = p.item_id
             WHERE p.run_id = ? AND p.item_id = ?",
        )?
        .query_row([run, item], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let before =
        known.map(|(class, score, scores)| json!({ "class": class, "score": score, "scores": scores }));
    keep(w, import, "prediction", item, before.as_ref())
}

pub(in crate::imports) fn keep_run(w: &Write<'_>, import: i64, run: i64) -> Result<()> {
    let before: i64 = w.sql().query_row("SELECT import_id FROM run WHERE id = ?", [run], |row| row.get(0))?;
    keep(w, import, "run", run, Some(&json!({ "import": before })))
}

pub(super) fn put_items_back(w: &Write<'_>, import: i64) -> Result<()> {
    let later: i64 = w.sql().query_row(
        "SELECT COUNT(*) FROM import_change mine JOIN import_change other
             ON other.entity = 'item' AND other.entity_id = mine.entity_id AND other.import_id > mine.import_id
         WHERE mine.import_id = ?1 AND mine.entity = 'item'",
        [import],
        |row| row.get(0),
    )?;
    if later > 0 {
        refuse(&[("items that a later import corrected".to_owned(), later)])?;
    }
    for (item, before) in super::kept(w, import, "item")? {
        let Some(before) = before else { continue };
        let digest: Vec<u8> = serde_json::from_value(before["digest"].clone())?;
        w.sql().execute(
            "UPDATE item SET split = ?, media_id = ?, digest = ? WHERE id = ?",
            params![before["split"].as_str(), before["media"].as_i64(), digest, item],
        )?;
        let fields = before["fields"].as_str().unwrap_or("{}");
        w.sql().execute("UPDATE item_content SET fields = ? WHERE item_id = ?", params![fields, item])?;
        crate::text::put(w, item, fields)?;
        for pair in before["metadata"].as_array().into_iter().flatten() {
            let Some(field) = pair[0].as_i64() else { continue };
            let value = match &pair[1] {
                Value::String(text) => Sql::Text(text.clone()),
                Value::Number(number) => number.as_i64().map_or(Sql::Null, Sql::Integer),
                Value::Object(real) => real["real"].as_f64().map_or(Sql::Null, Sql::Real),
                _ => Sql::Null,
            };
            w.sql().execute(
                &format!("UPDATE item_metadata SET f{field} = ? WHERE item_id = ?"),
                params![value, item],
            )?;
        }
    }
    Ok(())
}

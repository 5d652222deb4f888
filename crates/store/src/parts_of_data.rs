//! Items by split or by the import that brought them: what checks between two parts of the data read.

use crate::Read;
use crate::error::Result;
use rusqlite::params;

/// Which items.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum DataPart {
    /// Items of a split; none: those without one.
    Split {
        /// Its name.
        name: Option<String>,
    },
    /// Items that an import brought.
    Import {
        /// Row id.
        import: i64,
    },
}

/// A part with what a person knows of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct DataPartView {
    /// Which.
    pub part: DataPart,
    /// Name of the split or of the file.
    pub name: String,
    /// Items in it.
    pub items: u64,
    /// When the import was, in milliseconds since 1970 UTC; none for a split.
    pub made_at: Option<i64>,
}

/// Every split, largest first, then every import that brought items, oldest first.
pub fn list(r: &Read<'_>) -> Result<Vec<DataPartView>> {
    let mut query = r.sql().prepare_cached(
        "SELECT split, COUNT(*) FROM item WHERE id <= (SELECT item_horizon FROM project) GROUP BY split
         ORDER BY split IS NULL, COUNT(*) DESC, split",
    )?;
    let splits = query.query_map([], |row| {
        let name: Option<String> = row.get(0)?;
        Ok(DataPartView {
            name: name.clone().unwrap_or_default(),
            part: DataPart::Split { name },
            items: row.get(1)?,
            made_at: None,
        })
    })?;
    let mut found: Vec<DataPartView> = splits.collect::<rusqlite::Result<_>>()?;
    let mut query = r.sql().prepare_cached(
        "SELECT m.id, m.file_name, COUNT(*), m.finished_at FROM import m JOIN item i ON i.import_id = m.id
         WHERE i.id <= (SELECT item_horizon FROM project) GROUP BY m.id ORDER BY m.id",
    )?;
    let imports = query.query_map([], |row| {
        Ok(DataPartView {
            part: DataPart::Import { import: row.get(0)? },
            name: row.get(1)?,
            items: row.get(2)?,
            made_at: row.get(3)?,
        })
    })?;
    for import in imports {
        found.push(import?);
    }
    Ok(found)
}

/// The items of a part, by rising row id.
pub fn items(r: &Read<'_>, part: &DataPart) -> Result<Vec<i64>> {
    let found = match part {
        DataPart::Split { name } => r
            .sql()
            .prepare_cached(
                "SELECT id FROM item WHERE split IS ? AND id <= (SELECT item_horizon FROM project) ORDER BY id",
            )?
            .query_map(params![name], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?,
        DataPart::Import { import } => r
            .sql()
            .prepare_cached(
                "SELECT id FROM item WHERE import_id = ? AND id <= (SELECT item_horizon FROM project) ORDER BY id",
            )?
            .query_map([import], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?,
    };
    Ok(found)
}

/// Class id of the reference label of an item.
pub fn label(r: &Read<'_>, item: i64, question: i64) -> Result<Option<i64>> {
    Ok(crate::relabel::reference(r, item, question)?.map(|(class, _)| class))
}

/// Key, content fields as JSON, and content id of the picture of an item.
pub fn content(r: &Read<'_>, item: i64) -> Result<(String, String, Option<String>)> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT i.key, c.fields, m.hash FROM item i JOIN item_content c ON c.item_id = i.id
             LEFT JOIN media m ON m.id = i.media_id WHERE i.id = ?",
        )?
        .query_row([item], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
}

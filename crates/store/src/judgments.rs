//! Judgments as the statistics, the screens and the exports read them.

use crate::Read;
use crate::error::Result;
use rusqlite::params;
use std::collections::HashMap;

/// The counted judgments of one question as flat index arrays, with what each index stands for.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Item ids, in order of import.
    pub items: Vec<i64>,
    /// Person ids, in order of id.
    pub raters: Vec<i64>,
    /// Judgment j is of `items[item[j]]`.
    pub item: Vec<u32>,
    /// Judgment j is by `raters[rater[j]]`.
    pub rater: Vec<u32>,
    /// Judgment j gave the class at this place of the scheme.
    pub label: Vec<u32>,
}

/// Gives each new id the next index.
fn index(of: &mut HashMap<i64, u32>, list: &mut Vec<i64>, id: i64) -> u32 {
    *of.entry(id).or_insert_with(|| {
        list.push(id);
        u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
    })
}

/// What the judgments were made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Ordinary work: what agreement is about.
    Labels,
    /// Ordinary work and hidden gold: what tells how much a rater's answers weigh.
    LabelsAndGold,
    /// The first judgments of the calibration items, as many as each of them gets: what adaptive overlap does not bias.
    Calibration,
}

/// The counted judgments, skips aside. `classes` are the class ids in the order of the scheme.
pub fn table(r: &Read<'_>, question: i64, classes: &[i64], purpose: Purpose) -> Result<Table> {
    let place: HashMap<i64, u32> = classes.iter().zip(0..).map(|(&id, place)| (id, place)).collect();
    let wanted = match purpose {
        Purpose::Labels => "j.purpose = 'label'",
        Purpose::LabelsAndGold => "j.purpose IN ('label', 'gold')",
        Purpose::Calibration => {
            "j.purpose = 'label' AND (SELECT COUNT(*) FROM judgment k WHERE k.item_id = j.item_id AND k.counted = 1
               AND k.purpose = 'label' AND k.id < j.id) < (SELECT c.judgments FROM calibration c WHERE c.item_id = j.item_id)"
        }
    };
    let mut query = r.sql().prepare_cached(&format!(
        "SELECT j.item_id, j.person_id, a.class_id FROM judgment j JOIN judgment_answer a ON a.judgment_id = j.id
         WHERE j.counted = 1 AND {wanted} AND a.question_id = ? ORDER BY j.item_id, j.person_id"
    ))?;
    read(&mut query, question, &place)
}

/// The answers of raters to items that they answered more than once, in order of time: from ordinary work, and repeats that
/// the program offered. What a lead set aside stays out.
pub fn answered_again(r: &Read<'_>, question: i64, classes: &[i64]) -> Result<Table> {
    let place: HashMap<i64, u32> = classes.iter().zip(0..).map(|(&id, place)| (id, place)).collect();
    let mut query = r.sql().prepare_cached(
        "SELECT j.item_id, j.person_id, a.class_id FROM judgment j JOIN judgment_answer a ON a.judgment_id = j.id
         WHERE j.standing = 1 AND j.set_aside = 0 AND j.purpose IN ('label', 'repeat') AND a.question_id = ?
           AND (j.item_id, j.person_id) IN (SELECT k.item_id, k.person_id FROM judgment k
             WHERE k.standing = 1 AND k.skipped = 0 AND k.counted = 0 AND k.set_aside = 0
               AND k.purpose IN ('label', 'repeat'))
         ORDER BY j.item_id, j.person_id, j.counted DESC, j.made_at NULLS LAST, j.occurrence, j.id",
    )?;
    read(&mut query, question, &place)
}

fn read(query: &mut rusqlite::Statement<'_>, question: i64, place: &HashMap<i64, u32>) -> Result<Table> {
    let mut rows = query.query([question])?;
    let mut table = Table::default();
    let (mut items, mut raters) = (HashMap::new(), HashMap::new());
    while let Some(row) = rows.next()? {
        // An answer in a class that was retired since has no place in the figures.
        if let Some(&label) = place.get(&row.get(2)?) {
            let item = index(&mut items, &mut table.items, row.get(0)?);
            let rater = index(&mut raters, &mut table.raters, row.get(1)?);
            table.item.push(item);
            table.rater.push(rater);
            table.label.push(label);
        }
    }
    Ok(table)
}

/// The acceptable answers of every gold item: item id and class id.
pub fn gold_answers(r: &Read<'_>, question: i64) -> Result<Vec<(i64, i64)>> {
    let mut query =
        r.sql().prepare_cached("SELECT item_id, class_id FROM gold_answer WHERE question_id = ?")?;
    let rows = query.query_map([question], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Standing answers that agreement and consensus leave out: a rater's further ones on one item, imported or offered as
/// repeats.
pub fn repeats(r: &Read<'_>) -> Result<u64> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT COUNT(*) FROM judgment WHERE standing = 1 AND skipped = 0 AND counted = 0 AND set_aside = 0
             AND purpose IN ('label', 'repeat')",
        )?
        .query_row([], |row| row.get(0))?)
}

/// Items with a counted judgment from ordinary work.
pub fn labelled_items(r: &Read<'_>, question: i64) -> Result<Vec<i64>> {
    let mut query = r.sql().prepare_cached("SELECT item_id FROM consensus WHERE question_id = ?")?;
    let rows = query.query_map([question], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The external keys of items.
pub fn item_keys(r: &Read<'_>, ids: &[i64]) -> Result<Vec<String>> {
    let mut query = r.sql().prepare_cached("SELECT key FROM item WHERE id = ?")?;
    ids.iter().map(|id| Ok(query.query_row([id], |row| row.get(0))?)).collect()
}

/// How often a rater met the known answer.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldRecord {
    /// The rater.
    pub person: i64,
    /// Name.
    pub name: String,
    /// A made-up rater.
    pub simulated: bool,
    /// Gold items judged, each counted once.
    pub n: u64,
    /// Of them right.
    pub right: u64,
}

/// Every rater's record on gold, by name. Each gold item counts once for each rater: the first answer.
pub fn gold_records(r: &Read<'_>) -> Result<Vec<GoldRecord>> {
    let mut query = r.sql().prepare_cached(
        "SELECT p.id, p.name, p.simulated, COUNT(*),
                SUM(EXISTS (SELECT 1 FROM gold_answer g WHERE g.item_id = j.item_id
                            AND g.question_id = a.question_id AND g.class_id = a.class_id))
         FROM gold go JOIN judgment j ON j.item_id = go.item_id AND j.counted = 1
         JOIN judgment_answer a ON a.judgment_id = j.id JOIN person p ON p.id = j.person_id
         WHERE j.purpose IN ('gold', 'label') GROUP BY p.id ORDER BY p.name",
    )?;
    let rows = query.query_map([], |row| {
        Ok(GoldRecord {
            person: row.get(0)?,
            name: row.get(1)?,
            simulated: row.get(2)?,
            n: row.get(3)?,
            right: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One standing judgment with all that belongs to it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Judgment {
    /// Row id.
    pub id: i64,
    /// The item.
    pub item: i64,
    /// Its external key.
    pub item_key: String,
    /// Who.
    pub person: i64,
    /// Name.
    pub rater: String,
    /// The class chosen; none for a skip.
    pub class: Option<i64>,
    /// The class's key as written in files.
    pub label: Option<String>,
    /// Why the item was put before the rater (not shown to raters).
    pub purpose: String,
    /// When, in milliseconds since 1970 UTC, where known.
    pub made_at: Option<i64>,
    /// Active time in milliseconds, where known.
    pub active_ms: Option<i64>,
    /// Under which instructions; none where unknown.
    pub guideline_version: Option<i64>,
    /// Passed.
    pub skipped: bool,
    /// In doubt.
    pub unsure: bool,
    /// Free text.
    pub note: String,
    /// Whether it enters agreement and consensus.
    pub counted: bool,
}

pub(crate) const COLUMNS: &str =
    "j.id, j.item_id, i.key, j.person_id, p.name, c.id, c.key, j.purpose, j.made_at, j.active_ms,
    g.version, j.skipped, j.unsure, j.note,
    j.counted = 1 AND j.purpose = 'label'";
pub(crate) const JOINS: &str =
    "judgment j JOIN item i ON i.id = j.item_id JOIN person p ON p.id = j.person_id
    LEFT JOIN judgment_answer a ON a.judgment_id = j.id LEFT JOIN class c ON c.id = a.class_id
    LEFT JOIN guideline g ON g.id = j.guideline_id";

pub(crate) fn judgment(row: &rusqlite::Row<'_>) -> rusqlite::Result<Judgment> {
    Ok(Judgment {
        id: row.get(0)?,
        item: row.get(1)?,
        item_key: row.get(2)?,
        person: row.get(3)?,
        rater: row.get(4)?,
        class: row.get(5)?,
        label: row.get(6)?,
        purpose: row.get(7)?,
        made_at: row.get(8)?,
        active_ms: row.get(9)?,
        guideline_version: row.get(10)?,
        skipped: row.get(11)?,
        unsure: row.get(12)?,
        note: row.get(13)?,
        counted: row.get(14)?,
    })
}

/// The standing judgments of an item, oldest first.
pub fn of_item(r: &Read<'_>, item: i64) -> Result<Vec<Judgment>> {
    let sql = format!("SELECT {COLUMNS} FROM {JOINS} WHERE j.item_id = ? AND j.standing = 1 ORDER BY j.id");
    let mut query = r.sql().prepare_cached(&sql)?;
    let rows = query.query_map([item], judgment)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a judgment is to others of its item.
pub(crate) struct Ties {
    /// The judgment that it corrects.
    pub(crate) supersedes: Option<i64>,
    /// The import that brought it.
    pub(crate) import: Option<i64>,
    /// Which of several imported ones without a time.
    pub(crate) occurrence: i64,
    /// Whether it stands now.
    pub(crate) standing: bool,
    /// When it was written down.
    pub(crate) recorded_at: i64,
    /// A lead has set it aside.
    pub(crate) set_aside: bool,
}

/// Every judgment of an item that is kept, whether it stands or not, oldest first.
pub(crate) fn all_of_item(r: &Read<'_>, item: i64) -> Result<Vec<(Judgment, Ties)>> {
    let sql = format!(
        "SELECT {COLUMNS}, j.supersedes_id, j.import_id, j.occurrence, j.standing, j.recorded_at, j.set_aside
         FROM {JOINS} WHERE j.item_id = ? ORDER BY j.id"
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let rows = query.query_map([item], |row| {
        let ties = Ties {
            supersedes: row.get(15)?,
            import: row.get(16)?,
            occurrence: row.get(17)?,
            standing: row.get(18)?,
            recorded_at: row.get(19)?,
            set_aside: row.get(20)?,
        };
        Ok((judgment(row)?, ties))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A rater's own judgments made here, newest first, older than `before` where given.
pub fn of_person(r: &Read<'_>, person: i64, before: Option<i64>, limit: u32) -> Result<Vec<Judgment>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {JOINS} WHERE j.person_id = ? AND j.standing = 1 AND j.import_id IS NULL AND j.id < ?
         ORDER BY j.id DESC LIMIT ?"
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let rows = query.query_map(params![person, before.unwrap_or(i64::MAX), limit], judgment)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every standing judgment, in order of time of recording.
pub fn each<E: From<crate::StoreError>>(
    r: &Read<'_>,
    mut visit: impl FnMut(Judgment) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let sql = format!("SELECT {COLUMNS} FROM {JOINS} WHERE j.standing = 1 ORDER BY j.id");
    let mut query = r.sql().prepare_cached(&sql).map_err(crate::StoreError::from)?;
    let mut rows = query.query([]).map_err(crate::StoreError::from)?;
    while let Some(row) = rows.next().map_err(crate::StoreError::from)? {
        visit(judgment(row).map_err(crate::StoreError::from)?)?;
    }
    Ok(())
}

/// A row of `assay export labels`: an item with its reference label.
#[derive(Debug, Clone, PartialEq)]
pub struct FinalLabel {
    /// External key.
    pub item: String,
    /// Class key; none where there is no reference label.
    pub label: Option<String>,
    /// `adjudication`, `gold` or `consensus`.
    pub source: Option<String>,
    /// 1 for decisions and gold; for consensus the share of the votes, or the posterior of a fitted method.
    pub confidence: Option<f64>,
    /// `majority`, `dawid-skene`, ... behind a consensus.
    pub method: Option<String>,
    /// Counted judgments of the item.
    pub n: i64,
}

/// Every item with its reference label, in order of import.
pub fn each_final<E: From<crate::StoreError>>(
    r: &Read<'_>,
    question: i64,
    mut visit: impl FnMut(FinalLabel) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let wrap = |e: rusqlite::Error| E::from(crate::StoreError::from(e));
    let mut query = r
        .sql()
        .prepare_cached(
            "SELECT i.key, c.key, f.source, f.confidence, f.method, COALESCE(s.n, 0) FROM item i
             LEFT JOIN reference f ON f.item_id = i.id AND f.question_id = ?1
             LEFT JOIN class c ON c.id = f.class_id
             LEFT JOIN consensus s ON s.item_id = i.id AND s.question_id = ?1
             WHERE i.id <= (SELECT item_horizon FROM project) ORDER BY i.id",
        )
        .map_err(wrap)?;
    let mut rows = query.query([question]).map_err(wrap)?;
    while let Some(row) = rows.next().map_err(wrap)? {
        let label = (|| {
            Ok(FinalLabel {
                item: row.get(0)?,
                label: row.get(1)?,
                source: row.get(2)?,
                confidence: row.get(3)?,
                method: row.get(4)?,
                n: row.get(5)?,
            })
        })();
        visit(label.map_err(wrap)?)?;
    }
    Ok(())
}

/// What a rater has done in all.
#[derive(Debug, Clone, PartialEq)]
pub struct RaterTotals {
    /// Name.
    pub name: String,
    /// Made up.
    pub simulated: bool,
    /// Standing judgments.
    pub judgments: i64,
    /// Standing skips.
    pub skips: i64,
    /// Active time in milliseconds.
    pub active_ms: i64,
    /// Gold items judged.
    pub gold_n: u64,
    /// Of them right.
    pub gold_right: u64,
}

/// Every rater, by name.
pub fn rater_totals(r: &Read<'_>) -> Result<Vec<RaterTotals>> {
    let gold: HashMap<i64, GoldRecord> = gold_records(r)?.into_iter().map(|g| (g.person, g)).collect();
    let mut query = r.sql().prepare_cached(
        "SELECT p.id, p.name, p.simulated, COALESCE(c.judgments, 0), COALESCE(c.skips, 0), COALESCE(c.active_ms, 0)
         FROM person p LEFT JOIN person_counter c ON c.person_id = p.id
         WHERE p.is_rater = 1 OR c.judgments > 0 ORDER BY p.name",
    )?;
    let rows = query.query_map([], |row| {
        let record = gold.get(&row.get(0)?);
        Ok(RaterTotals {
            name: row.get(1)?,
            simulated: row.get(2)?,
            judgments: row.get(3)?,
            skips: row.get(4)?,
            active_ms: row.get(5)?,
            gold_n: record.map_or(0, |g| g.n),
            gold_right: record.map_or(0, |g| g.right),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

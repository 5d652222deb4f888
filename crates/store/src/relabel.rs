//! Items of a run sent to a lead to be decided on again: chosen ones, and rows drawn by chance from the rest.
//!
//! A decision is an ordinary adjudication; which of them were made for an item since it was sent is found by id.

use crate::error::{OrNotFound, OrTaken, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, project, shelf};
use rusqlite::{OptionalExtension, params};

/// How an item came to be sent.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RelabelStratum {
    /// Someone chose it, or a search did.
    Chosen,
    /// Drawn by chance from the right rows that nobody chose.
    Right,
    /// Drawn by chance from the wrong rows that nobody chose.
    Wrong,
}

impl RelabelStratum {
    /// Every stratum.
    pub const ALL: [RelabelStratum; 3] = [Self::Chosen, Self::Right, Self::Wrong];

    fn word(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Right => "right",
            Self::Wrong => "wrong",
        }
    }

    fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|each| each.word() == word).unwrap_or(Self::Chosen)
    }
}

/// Items that were sent together.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Relabel {
    /// Row id.
    pub id: i64,
    /// Unique in the project.
    pub name: String,
    /// Row id of the run.
    pub run: i64,
    /// Name of the run.
    pub run_name: String,
    /// Why they were sent.
    pub reason: String,
    /// Draws the same rows from the same state.
    pub seed: i64,
    /// Decided without the label, the suggestion and the prediction in view.
    pub blind: bool,
    /// Rows in scope with a reference label.
    pub population: u64,
    /// Right rows among them that nobody chose.
    pub right_rows: u64,
    /// Wrong rows among them that nobody chose.
    pub wrong_rows: u64,
    /// Items sent.
    pub items: u64,
    /// Of them decided on since.
    pub decided: u64,
    /// Names the reference labels of that moment.
    pub reference_revision: i64,
    /// Who sent them.
    pub person: String,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
}

/// The decision on an item since it was sent.
const DECIDED: &str = "(SELECT a.class_id FROM adjudication a WHERE a.item_id = t.item_id
    AND a.question_id = l.question_id AND a.standing = 1 AND a.id > l.adjudication_horizon)";

fn lists(more: &str) -> String {
    format!(
        "SELECT l.id, l.name, l.run_id, run.name, l.reason, l.seed, l.blind, l.population, l.right_rows, l.wrong_rows,
                COUNT(*), COUNT({DECIDED}), l.reference_revision, (SELECT name FROM person WHERE id = l.person_id), l.made_at
         FROM relabel l JOIN run ON run.id = l.run_id JOIN relabel_item t ON t.relabel_id = l.id {more}"
    )
}

fn relabel(row: &rusqlite::Row<'_>) -> rusqlite::Result<Relabel> {
    Ok(Relabel {
        id: row.get(0)?,
        name: row.get(1)?,
        run: row.get(2)?,
        run_name: row.get(3)?,
        reason: row.get(4)?,
        seed: row.get(5)?,
        blind: row.get(6)?,
        population: row.get(7)?,
        right_rows: row.get(8)?,
        wrong_rows: row.get(9)?,
        items: row.get(10)?,
        decided: row.get(11)?,
        reference_revision: row.get(12)?,
        person: row.get(13)?,
        made_at: row.get(14)?,
    })
}

/// Everything that was sent, newest first.
pub fn list(r: &Read<'_>) -> Result<Vec<Relabel>> {
    let mut query = r.sql().prepare_cached(&lists("GROUP BY l.id ORDER BY l.id DESC"))?;
    let rows = query.query_map([], relabel)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One of them.
pub fn get(r: &Read<'_>, id: i64) -> Result<Relabel> {
    let mut query = r.sql().prepare_cached(&lists("WHERE l.id = ? GROUP BY l.id"))?;
    query.query_row([id], relabel).or_not_found("relabel list", id)
}

/// An item that was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct SentItem {
    /// Place in the order.
    pub position: i64,
    /// Row id of the item.
    pub item: i64,
    /// External key.
    pub key: String,
    /// How it came to be sent.
    pub stratum: RelabelStratum,
    /// Probability of the given label.
    pub score: Option<f64>,
    /// Class id of the label when it was sent.
    pub given: i64,
    /// Where that came from.
    pub source: String,
    /// Class id that the scores speak for.
    pub suggested: Option<i64>,
    /// Class id that the run predicts.
    pub predicted: Option<i64>,
    /// Class id decided on since.
    pub decided: Option<i64>,
}

/// The items that were sent together, in order.
pub fn items(r: &Read<'_>, id: i64) -> Result<Vec<SentItem>> {
    let mut query = r.sql().prepare_cached(&format!(
        "SELECT t.position, t.item_id, i.key, t.stratum, t.score, t.reference_class_id, t.reference_source,
                t.suggested_class_id, p.class_id, {DECIDED}
         FROM relabel l JOIN relabel_item t ON t.relabel_id = l.id JOIN item i ON i.id = t.item_id
         LEFT JOIN prediction p ON p.run_id = l.run_id AND p.item_id = t.item_id
         WHERE l.id = ? ORDER BY t.position"
    ))?;
    let rows = query.query_map([id], |row| {
        Ok(SentItem {
            position: row.get(0)?,
            item: row.get(1)?,
            key: row.get(2)?,
            stratum: RelabelStratum::of(&row.get::<_, String>(3)?),
            score: row.get(4)?,
            given: row.get(5)?,
            source: row.get(6)?,
            suggested: row.get(7)?,
            predicted: row.get(8)?,
            decided: row.get(9)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Items that were sent, and by which list, and are not decided on yet.
pub fn open(r: &Read<'_>) -> Result<Vec<(i64, i64)>> {
    let mut query = r.sql().prepare_cached(&format!(
        "SELECT t.item_id, l.id FROM relabel l JOIN relabel_item t ON t.relabel_id = l.id WHERE {DECIDED} IS NULL"
    ))?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// An item to send.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemToSend {
    /// Row id.
    pub item: i64,
    /// How it was found.
    pub stratum: RelabelStratum,
    /// Probability of the given label.
    pub score: Option<f64>,
    /// Class id that the scores speak for.
    pub suggested: Option<i64>,
}

/// What is sent.
#[derive(Debug, Clone)]
pub struct ToSend<'a> {
    /// Unique in the project.
    pub name: &'a str,
    /// Row id of the run.
    pub run: i64,
    /// Why.
    pub reason: &'a str,
    /// Drew the rows.
    pub seed: u64,
    /// Without the label in view.
    pub blind: bool,
    /// Rows in scope with a reference label.
    pub population: u64,
    /// Right rows that nobody chose.
    pub right_rows: u64,
    /// Wrong rows that nobody chose.
    pub wrong_rows: u64,
    /// In the order in which they are to be decided on; each has a reference label.
    pub items: &'a [ItemToSend],
}

/// Sends items; one event.
pub fn send(w: &Write<'_>, person: i64, sent: &ToSend<'_>) -> Result<Relabel> {
    let question = project::question(w)?.id;
    w.sql()
        .execute(
            "INSERT INTO relabel (uid, name, run_id, question_id, reason, seed, blind, population, right_rows, wrong_rows,
                                  adjudication_horizon, reference_revision, person_id, made_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(id), 0) FROM adjudication), ?, ?, ?)",
            params![
                new_uid(),
                sent.name,
                sent.run,
                question,
                sent.reason,
                sent.seed.cast_signed(),
                sent.blind,
                sent.population,
                sent.right_rows,
                sent.wrong_rows,
                project::get(w)?.reference_revision,
                person,
                w.now()
            ],
        )
        .or_taken("relabel list", sent.name)?;
    let id = w.sql().last_insert_rowid();
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO relabel_item (relabel_id, position, item_id, stratum, score, reference_class_id, reference_source,
                                   suggested_class_id)
         SELECT ?1, ?2, item_id, ?4, ?5, class_id, source, ?6 FROM reference WHERE item_id = ?3 AND question_id = ?7",
    )?;
    for (position, item) in sent.items.iter().enumerate() {
        let made = insert.execute(params![
            id,
            position,
            item.item,
            item.stratum.word(),
            item.score,
            item.suggested,
            question
        ])?;
        if made == 0 {
            return Err(StoreError::refused(
                "no_label",
                "an item without a reference label cannot be sent; label it first",
            ));
        }
    }
    let summary = format!("`{}`: {} items sent to be decided on again", sent.name, sent.items.len());
    let entry = Entry {
        person: Some(person),
        command: "relabel_send",
        summary: &summary,
        subject: "relabel",
        subject_id: Some(id),
        undoes: None,
    };
    events::record(w, &entry)?;
    get(w, id)
}

/// Takes back what was sent, before anything was decided on; or sends the same again.
pub fn undo_send(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    if event.undoes.is_some() {
        return shelf::put_back(w, event.id, "relabel", id);
    }
    let sent = get(w, id)?;
    if sent.decided > 0 {
        let message = format!(
            "{} items of `{}` are decided on since; take these decisions back first",
            sent.decided, sent.name
        );
        return Err(StoreError::refused("relabel_used", message));
    }
    let parts = [("relabel", "id = ?1"), ("relabel_item", "relabel_id = ?1")];
    shelf::take(w, event.undone_by.unwrap_or_default(), "relabel", id, &parts, "this list is in use")
}

/// Class id and source of the reference label of an item.
pub fn reference(r: &Read<'_>, item: i64, question: i64) -> Result<Option<(i64, String)>> {
    let mut query = r
        .sql()
        .prepare_cached("SELECT class_id, source FROM reference WHERE item_id = ? AND question_id = ?")?;
    Ok(query.query_row([item, question], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

//! The lead's queue: which items, and in which order.

use crate::Read;
use crate::error::{Result, StoreError};
use crate::items;
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params};
use std::collections::HashMap;

/// Which items.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    ts_rs::TS,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ConflictList {
    /// Conflicts without a decision.
    #[default]
    Open,
    /// Items with a decision.
    Decided,
    /// Every item on which two raters differ, conflict or not.
    Differing,
}

/// What comes first.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    ts_rs::TS,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ConflictOrder {
    /// The highest entropy of the votes.
    #[default]
    Entropy,
    /// The smallest lead of the first class over the second.
    Margin,
    /// The highest priority of the item.
    Priority,
    /// The largest number in a metadata field.
    Field,
    /// The newest decision or judgment.
    Newest,
}

/// Which conflicts, and in which order. What is left out does not narrow.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    ts_rs::TS,
    schemars::JsonSchema,
)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ConflictFilter {
    /// Open ones where left out.
    pub list: Option<ConflictList>,
    /// Entropy where left out.
    pub order: Option<ConflictOrder>,
    /// The field of the order.
    pub field: Option<i64>,
    /// Two class ids: both were chosen.
    pub pair: Option<(i64, i64)>,
    /// Person id: this rater judged it.
    pub rater: Option<i64>,
    /// Only judgments under this version of the guideline or a later one count for `pair` and `rater`.
    pub from_version: Option<i64>,
    /// And under this version or an earlier one.
    pub to_version: Option<i64>,
    /// The key or a content field holds this text.
    pub text: Option<String>,
}

/// One item in the queue.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Conflict {
    /// Row id of the item.
    pub item: i64,
    /// External key.
    pub key: String,
    /// Votes of the leading class.
    pub votes: i64,
    /// Votes in all.
    pub n: i64,
    /// Entropy of the votes in bits.
    pub entropy: f64,
    /// Lead of the first class over the second, as a share of the votes.
    pub margin: f64,
    /// Votes for each class, by class id, most first.
    pub split: Vec<(i64, i64)>,
    /// What the chosen order is by, where it is a priority or a field.
    pub importance: Option<f64>,
    /// The class decided on, where decided.
    pub decided: Option<i64>,
}

/// An item with its counted judgments.
pub(super) struct Candidate {
    pub(super) item: i64,
    /// None at a tie.
    pub(super) leading: Option<i64>,
    /// Of the leading class: the posterior where a fit is in force, else the share of the votes.
    pub(super) share: f64,
    /// A fit gave the share.
    pub(super) fitted: bool,
    votes: i64,
    n: i64,
    split: Vec<(i64, i64)>,
    newest: i64,
    importance: Option<f64>,
    decided: Option<i64>,
    said: Vec<Said>,
}

struct Said {
    person: i64,
    class: i64,
    version: Option<i64>,
}

/// The items in order, at most `limit`, and how many match in all. One pass over the judgments of the listed items; no
/// content is read unless `text` asks for it.
pub fn list(
    r: &Read<'_>,
    question: i64,
    filter: &ConflictFilter,
    limit: usize,
) -> Result<(usize, Vec<Conflict>)> {
    let mut found = candidates(r, question, filter)?;
    let matching = found.len();
    sort(r, filter, &mut found)?;
    found.truncate(limit);
    let mut key = r.sql().prepare_cached("SELECT key FROM item WHERE id = ?")?;
    let mut conflicts = Vec::with_capacity(found.len());
    for each in found {
        conflicts.push(Conflict {
            key: key.query_row([each.item], |row| row.get(0))?,
            item: each.item,
            votes: each.votes,
            n: each.n,
            entropy: entropy(&each.split),
            margin: margin(&each.split),
            split: each.split,
            importance: each.importance,
            decided: each.decided,
        });
    }
    Ok((matching, conflicts))
}

/// The items that a filter finds, in order of import.
pub(super) fn candidates(r: &Read<'_>, question: i64, filter: &ConflictFilter) -> Result<Vec<Candidate>> {
    let mut found = read(r, question, filter.list.unwrap_or_default())?;
    found.retain(|each| matches(each, filter));
    if let Some(text) = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        let folded = text.to_lowercase();
        let mut holds = r.sql().prepare_cached(
            "SELECT contains_folded(i.key, ?2)
                 OR contains_text((SELECT fields FROM item_content WHERE item_id = i.id), ?2)
             FROM item i WHERE i.id = ?1",
        )?;
        let mut kept = Vec::with_capacity(found.len());
        for each in found {
            if holds.query_row(params![each.item, folded], |row| row.get(0))? {
                kept.push(each);
            }
        }
        found = kept;
    }
    Ok(found)
}

const JUDGED: &str = "
SELECT c.item_id, c.class_id, c.votes, c.n, c.posterior, c.decided, c.decision,
       j.id, j.person_id, j.guideline_id, a.class_id
FROM listed c
LEFT JOIN judgment j ON j.item_id = c.item_id AND j.counted = 1 AND j.purpose = 'label'
LEFT JOIN judgment_answer a ON a.judgment_id = j.id AND a.question_id = ?1";

fn listed(list: ConflictList) -> &'static str {
    match list {
        ConflictList::Open => {
            "SELECT item_id, class_id, votes, n, posterior, NULL AS decided, NULL AS decision FROM consensus c
             WHERE question_id = ?1 AND conflict = 1
               AND NOT EXISTS (SELECT 1 FROM adjudication a WHERE a.item_id = c.item_id
                               AND a.question_id = c.question_id AND a.standing = 1)"
        }
        // Decided ones that were no conflict (overruled gold or consensus) stay reachable too.
        ConflictList::Decided => {
            "SELECT d.item_id, c.class_id, COALESCE(c.votes, 0) AS votes, COALESCE(c.n, 0) AS n, c.posterior,
                    d.class_id AS decided, d.id AS decision
             FROM adjudication d LEFT JOIN consensus c ON c.item_id = d.item_id AND c.question_id = d.question_id
             WHERE d.question_id = ?1 AND d.standing = 1"
        }
        ConflictList::Differing => {
            "SELECT c.item_id, c.class_id, c.votes, c.n, c.posterior, d.class_id AS decided, d.id AS decision
             FROM consensus c LEFT JOIN adjudication d
               ON d.item_id = c.item_id AND d.question_id = c.question_id AND d.standing = 1
             WHERE c.question_id = ?1 AND c.votes < c.n"
        }
    }
}

fn read(r: &Read<'_>, question: i64, list: ConflictList) -> Result<Vec<Candidate>> {
    let versions = versions(r)?;
    // Materialised, and joined from the left: the list drives the plan, so that the judgments of an item come together
    // without being sorted.
    let sql = format!("WITH listed AS MATERIALIZED ({}) {JUDGED}", listed(list));
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut rows = query.query([question])?;
    let mut found: Vec<Candidate> = Vec::new();
    while let Some(row) = rows.next()? {
        let item = row.get(0)?;
        if found.last().is_none_or(|last| last.item != item) {
            if let Some(last) = found.last_mut() {
                last.count();
            }
            let (votes, n): (i64, i64) = (row.get(2)?, row.get(3)?);
            let posterior: Option<f64> = row.get(4)?;
            found.push(Candidate {
                item,
                leading: row.get(1)?,
                share: posterior.unwrap_or(if n > 0 { votes as f64 / n as f64 } else { 0.0 }),
                fitted: posterior.is_some(),
                votes,
                n,
                split: Vec::new(),
                newest: row.get::<_, Option<i64>>(6)?.unwrap_or(0),
                importance: None,
                decided: row.get(5)?,
                said: Vec::new(),
            });
        }
        let (Some(last), Some(class)) = (found.last_mut(), row.get::<_, Option<i64>>(10)?) else { continue };
        if list == ConflictList::Open {
            last.newest = last.newest.max(row.get(7)?);
        }
        let guideline: Option<i64> = row.get(9)?;
        let version = guideline.and_then(|id| versions.get(&id).copied());
        last.said.push(Said { person: row.get(8)?, class, version });
    }
    if let Some(last) = found.last_mut() {
        last.count();
    }
    Ok(found)
}

fn versions(r: &Read<'_>) -> Result<HashMap<i64, i64>> {
    let mut query = r.sql().prepare_cached("SELECT id, version FROM guideline")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Candidate {
    fn count(&mut self) {
        for said in &self.said {
            match self.split.iter_mut().find(|(class, _)| *class == said.class) {
                Some((_, votes)) => *votes += 1,
                None => self.split.push((said.class, 1)),
            }
        }
        self.split.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    }
}

fn matches(each: &Candidate, filter: &ConflictFilter) -> bool {
    let ranged = filter.from_version.is_some() || filter.to_version.is_some();
    let within = |said: &&Said| {
        !ranged
            || said.version.is_some_and(|version| {
                filter.from_version.is_none_or(|from| version >= from)
                    && filter.to_version.is_none_or(|to| version <= to)
            })
    };
    let any = |test: &dyn Fn(&Said) -> bool| each.said.iter().filter(within).any(test);
    (!ranged || any(&|_| true))
        && filter.rater.is_none_or(|rater| any(&|said| said.person == rater))
        && filter.pair.is_none_or(|(a, b)| any(&|said| said.class == a) && any(&|said| said.class == b))
}

fn sort(r: &Read<'_>, filter: &ConflictFilter, found: &mut [Candidate]) -> Result<()> {
    let order = filter.order.unwrap_or_default();
    match order {
        ConflictOrder::Entropy => {
            found.sort_by_cached_key(|each| {
                (std::cmp::Reverse(Total(entropy(&each.split))), std::cmp::Reverse(each.n), each.item)
            });
        }
        ConflictOrder::Margin => {
            found.sort_by_cached_key(|each| {
                (Total(margin(&each.split)), std::cmp::Reverse(each.n), each.item)
            });
        }
        ConflictOrder::Newest => found.sort_by_key(|each| (std::cmp::Reverse(each.newest), each.item)),
        ConflictOrder::Priority | ConflictOrder::Field => {
            let sql = match (order, filter.field) {
                (ConflictOrder::Priority, _) => "SELECT priority FROM item WHERE id = ?".to_owned(),
                (_, Some(field)) if items::fields(r)?.iter().any(|known| known.id == field) => {
                    format!("SELECT f{field} FROM item_metadata WHERE item_id = ?")
                }
                (_, field) => return Err(StoreError::not_found("field", field.unwrap_or_default())),
            };
            let mut query = r.sql().prepare_cached(&sql)?;
            for each in found.iter_mut() {
                let value = query.query_row([each.item], |row| row.get::<_, Sql>(0)).optional()?;
                each.importance = value.as_ref().and_then(number);
            }
            // Without a number: last.
            found.sort_by_cached_key(|each| {
                let none = each.importance.is_none();
                (none, std::cmp::Reverse(Total(each.importance.unwrap_or(0.0))), each.item)
            });
        }
    }
    Ok(())
}

fn number(value: &Sql) -> Option<f64> {
    match value {
        Sql::Integer(whole) => Some(*whole as f64),
        Sql::Real(real) => Some(*real),
        Sql::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

/// A float in its total order.
#[derive(PartialEq)]
struct Total(f64);

impl Eq for Total {}

impl PartialOrd for Total {
    fn partial_cmp(&self, other: &Total) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Total {
    fn cmp(&self, other: &Total) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Of a vote split, in bits: 0 for one voice.
fn entropy(split: &[(i64, i64)]) -> f64 {
    let n: i64 = split.iter().map(|(_, votes)| votes).sum();
    let share = |votes: i64| votes as f64 / n as f64;
    split.iter().map(|&(_, votes)| -share(votes) * share(votes).log2()).sum::<f64>() + 0.0
}

/// Lead of the first class over the second, as a share of the votes; 1 where nobody differs.
fn margin(split: &[(i64, i64)]) -> f64 {
    let n: i64 = split.iter().map(|(_, votes)| votes).sum();
    let of = |at: usize| split.get(at).map_or(0, |(_, votes)| *votes);
    if n == 0 { 1.0 } else { (of(0) - of(1)) as f64 / n as f64 }
}

//! What is known of an item's past.

use crate::Read;
use crate::error::Result;
use crate::judgments::{self, Judgment, Ties};
use rusqlite::OptionalExtension;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What one event did.
enum Deed {
    /// A judgment stands, in place of the one that it corrects; or no more.
    Judgment { id: i64, on: bool },
    /// A judgment was retracted by a change of classes, or put up again by its undo; what it corrected stays down.
    Retracted { id: i64, on: bool },
    /// This decision stands.
    Decision(Option<i64>),
    /// An import brought its judgments.
    Import(i64),
}

/// An event, and the class before it.
type Moved = (i64, Option<i64>);

/// The order in which answers of one rater came: event, unknown time, time, occurrence, row.
type Place = (i64, bool, Option<i64>, i64, i64);

/// All that is kept of an item.
pub(super) struct Facts {
    pub(super) judgments: Vec<(Judgment, Ties)>,
    deeds: BTreeMap<i64, Vec<Deed>>,
    /// By entity and row: event, class before it.
    moved: HashMap<(String, i64), Vec<Moved>>,
    gold_now: Vec<i64>,
    /// By event, newest first: the acceptable answers before it.
    gold_before: BTreeMap<i64, Vec<i64>>,
    pub(super) calibration: Option<i64>,
    /// Imports of judgments or gold that were taken back: when they came and when they went.
    removed: Vec<(i64, i64)>,
}

/// What stood at a moment.
#[derive(Default)]
pub(super) struct Standing {
    pub(super) judgments: HashSet<i64>,
    pub(super) counted: HashSet<i64>,
    pub(super) decision: Option<i64>,
}

/// The events of an item itself, and those of the project that may have changed its reference label.
pub(super) fn events_of(r: &Read<'_>, item: i64) -> Result<(Vec<i64>, Vec<i64>)> {
    let mut own = r.sql().prepare_cached(
        "SELECT e.id FROM judgment j CROSS JOIN event e ON e.subject = 'judgment' AND e.subject_id = j.id
         WHERE j.item_id = ?1
         UNION SELECT e.id FROM adjudication a CROSS JOIN event e ON e.subject = 'adjudication' AND e.subject_id = a.id
         WHERE a.item_id = ?1
         UNION SELECT e.id FROM (
             SELECT import_id FROM item WHERE id = ?1
             UNION SELECT import_id FROM judgment WHERE item_id = ?1 AND import_id IS NOT NULL
             UNION SELECT import_id FROM gold WHERE item_id = ?1 AND import_id IS NOT NULL
             UNION SELECT import_id FROM import_change WHERE entity IN ('gold', 'item') AND entity_id = ?1) m
         CROSS JOIN event e ON e.subject = 'import' AND e.subject_id = m.import_id
         UNION SELECT event_id FROM event_change WHERE entity IN ('mark', 'comment', 'item', 'gold') AND entity_id = ?1
         UNION SELECT c.event_id FROM judgment j CROSS JOIN class_change c
             ON c.entity IN ('judgment', 'judgment_answer') AND c.row_id = j.id WHERE j.item_id = ?1
         UNION SELECT c.event_id FROM adjudication a CROSS JOIN class_change c
             ON c.entity IN ('decision', 'adjudication') AND c.row_id = a.id WHERE a.item_id = ?1
         UNION SELECT event_id FROM class_change WHERE entity = 'gold_answer' AND row_id = ?1
         UNION SELECT e.id FROM requeue q CROSS JOIN event e ON e.id = q.event_id WHERE q.item_id = ?1
         ORDER BY 1",
    )?;
    let own: Vec<i64> = own.query_map([item], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut others = r.sql().prepare_cached(
        "SELECT DISTINCT event_id FROM event_change WHERE entity IN ('policy', 'consensus_fit') ORDER BY 1",
    )?;
    let others = others.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok((own, others))
}

impl Facts {
    pub(super) fn load(r: &Read<'_>, item: i64) -> Result<Facts> {
        // Says so where there is no such item.
        crate::items::get(r, item)?;
        let mut facts = Facts {
            judgments: judgments::all_of_item(r, item)?,
            deeds: BTreeMap::new(),
            moved: HashMap::new(),
            gold_now: Vec::new(),
            gold_before: BTreeMap::new(),
            calibration: r
                .sql()
                .prepare_cached("SELECT judgments FROM calibration WHERE item_id = ?")?
                .query_row([item], |row| row.get(0))
                .optional()?,
            removed: Vec::new(),
        };
        facts.load_deeds(r, item)?;
        facts.load_moves(r, item)?;
        facts.load_gold(r, item)?;
        let mut removed = r.sql().prepare_cached(
            "SELECT e.id, u.id FROM event u JOIN event e ON e.id = u.undoes_id JOIN import m ON m.id = e.subject_id
             WHERE u.command = 'event_undo' AND u.subject = 'import' AND m.kind IN ('judgments', 'gold')",
        )?;
        facts.removed =
            removed.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        Ok(facts)
    }

    fn load_deeds(&mut self, r: &Read<'_>, item: i64) -> Result<()> {
        let (own, _) = events_of(r, item)?;
        let mut event = r.sql().prepare_cached(
            "SELECT e.subject, e.subject_id, e.undoes_id IS NOT NULL, u.undoes_id IS NOT NULL,
                    COALESCE(u.undoes_id, e.undoes_id, e.id), e.command
             FROM event e LEFT JOIN event u ON u.id = e.undoes_id WHERE e.id = ?",
        )?;
        let mut retracted = r.sql().prepare_cached(
            "SELECT c.entity, c.row_id, c.after_id IS NOT NULL FROM class_change c
             WHERE c.event_id = ?1 AND ((c.entity = 'judgment' AND c.row_id IN (SELECT id FROM judgment WHERE item_id = ?2))
                OR (c.entity = 'decision' AND c.row_id IN (SELECT id FROM adjudication WHERE item_id = ?2)))",
        )?;
        for id in own {
            let (subject, subject_id, undoes, again, root, _): (
                String,
                Option<i64>,
                bool,
                bool,
                i64,
                String,
            ) = event.query_row([id], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
            })?;
            let on = !undoes || again;
            let mut deeds = Vec::new();
            match (subject.as_str(), subject_id) {
                ("judgment", Some(id)) => deeds.push(Deed::Judgment { id, on }),
                ("adjudication", Some(id)) if on => deeds.push(Deed::Decision(Some(id))),
                ("adjudication", Some(id)) => {
                    let earlier = crate::events::before(r, root, "adjudication", id)?;
                    deeds.push(Deed::Decision(earlier.as_i64()));
                }
                ("import", Some(import)) if on => deeds.push(Deed::Import(import)),
                _ => {}
            }
            let rows: Vec<(String, i64, bool)> = retracted
                .query_map([id, item], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (entity, row, on) in rows {
                deeds.push(match entity.as_str() {
                    "judgment" => Deed::Retracted { id: row, on },
                    _ => Deed::Decision(on.then_some(row)),
                });
            }
            self.deeds.insert(id, deeds);
        }
        Ok(())
    }

    fn load_moves(&mut self, r: &Read<'_>, item: i64) -> Result<()> {
        let mut query = r.sql().prepare_cached(
            "SELECT c.entity, c.row_id, c.event_id, c.before_id FROM judgment j CROSS JOIN class_change c
                 ON c.entity = 'judgment_answer' AND c.row_id = j.id WHERE j.item_id = ?1
             UNION ALL SELECT c.entity, c.row_id, c.event_id, c.before_id FROM adjudication a CROSS JOIN class_change c
                 ON c.entity = 'adjudication' AND c.row_id = a.id WHERE a.item_id = ?1 ORDER BY 3",
        )?;
        let mut rows = query.query([item])?;
        while let Some(row) = rows.next()? {
            self.moved.entry((row.get(0)?, row.get(1)?)).or_default().push((row.get(2)?, row.get(3)?));
        }
        Ok(())
    }

    fn load_gold(&mut self, r: &Read<'_>, item: i64) -> Result<()> {
        let known = crate::imports::known_gold(r, item)?;
        self.gold_now = known.map(|(classes, _)| classes).unwrap_or_default();
        let mut moved = r.sql().prepare_cached(
            "SELECT event_id, before_id FROM class_change WHERE entity = 'gold_answer' AND row_id = ? ORDER BY 1, 2",
        )?;
        let mut rows = moved.query([item])?;
        while let Some(row) = rows.next()? {
            let before = self.gold_before.entry(row.get(0)?).or_default();
            before.extend(row.get::<_, Option<i64>>(1)?);
        }
        let mut imported = r.sql().prepare_cached(
            "SELECT e.id, c.before FROM (
                 SELECT import_id, before FROM import_change WHERE entity = 'gold' AND entity_id = ?1
                 UNION ALL SELECT import_id, NULL FROM gold g WHERE g.item_id = ?1 AND NOT EXISTS (
                     SELECT 1 FROM import_change k WHERE k.import_id = g.import_id AND k.entity = 'gold' AND k.entity_id = ?1)) c
             JOIN event e ON e.subject = 'import' AND e.subject_id = c.import_id AND e.undoes_id IS NULL",
        )?;
        let mut rows = imported.query([item])?;
        while let Some(row) = rows.next()? {
            let before: Option<String> = row.get(1)?;
            let before: Value = before.map_or(Ok(Value::Null), |text| serde_json::from_str(&text))?;
            self.gold_before.insert(row.get(0)?, class_ids(&before["classes"]));
        }
        let mut changed = r.sql().prepare_cached(
            "SELECT event_id, before FROM event_change WHERE entity = 'gold' AND entity_id = ?",
        )?;
        let mut rows = changed.query([item])?;
        while let Some(row) = rows.next()? {
            let before: Option<String> = row.get(1)?;
            let before: Value = before.map_or(Ok(Value::Null), |text| serde_json::from_str(&text))?;
            self.gold_before.insert(row.get(0)?, class_ids(&before["classes"]));
        }
        Ok(())
    }

    /// The class of a row at a moment: what it was before the first change after it.
    pub(super) fn class_at(&self, entity: &str, row: i64, moment: i64, now: Option<i64>) -> Option<i64> {
        let moves = self.moved.get(&(entity.to_owned(), row));
        let next = moves.and_then(|moves| moves.iter().find(|(event, _)| *event > moment));
        next.map_or(now, |(_, before)| *before)
    }

    pub(super) fn gold_at(&self, moment: i64) -> Vec<i64> {
        let next = self.gold_before.range(moment + 1..).next();
        let mut gold = next.map_or_else(|| self.gold_now.clone(), |(_, before)| before.clone());
        gold.sort_unstable();
        gold.dedup();
        gold
    }

    pub(super) fn import_removed_after(&self, moment: i64) -> bool {
        self.removed.iter().any(|(came, went)| *came <= moment && moment < *went)
    }

    /// What stood after this event.
    pub(super) fn standing_at(&self, moment: i64, time: i64) -> Standing {
        let mut state = Standing::default();
        let mut arrived: HashMap<i64, i64> = HashMap::new();
        let ties: HashMap<i64, &Ties> = self.judgments.iter().map(|(j, ties)| (j.id, ties)).collect();
        let mut set = |state: &mut Standing, id: i64, on: bool, event: i64| {
            let corrected = ties.get(&id).and_then(|ties| ties.supersedes);
            if on {
                state.judgments.insert(id);
                // A correction takes the place of what it corrects.
                let place = corrected.and_then(|old| arrived.get(&old).copied()).unwrap_or(event);
                arrived.entry(id).or_insert(place);
            } else {
                state.judgments.remove(&id);
            }
            if let Some(old) = corrected {
                if on {
                    state.judgments.remove(&old)
                } else {
                    state.judgments.insert(old)
                };
            }
        };
        for (event, deeds) in self.deeds.range(..=moment) {
            for deed in deeds {
                match deed {
                    Deed::Judgment { id, on } => set(&mut state, *id, *on, *event),
                    Deed::Retracted { id, on: true } => set(&mut state, *id, true, *event),
                    Deed::Retracted { id, on: false } => {
                        state.judgments.remove(id);
                    }
                    Deed::Decision(id) => state.decision = *id,
                    Deed::Import(import) => {
                        let brought = self.judgments.iter().filter(|(_, ties)| ties.import == Some(*import));
                        brought.for_each(|(judgment, _)| set(&mut state, judgment.id, true, *event));
                    }
                }
            }
        }
        // What no event tells of, as in files that another program made.
        let told: HashSet<i64> = self.told();
        for (judgment, ties) in &self.judgments {
            if !told.contains(&judgment.id) && ties.standing && ties.recorded_at <= time {
                state.judgments.insert(judgment.id);
            }
        }
        self.count(&mut state, &arrived);
        state
    }

    fn told(&self) -> HashSet<i64> {
        let mut told = HashSet::new();
        for deed in self.deeds.values().flatten() {
            match deed {
                Deed::Judgment { id, .. } | Deed::Retracted { id, .. } => {
                    told.insert(*id);
                }
                Deed::Import(import) => {
                    let brought = self.judgments.iter().filter(|(_, ties)| ties.import == Some(*import));
                    told.extend(brought.map(|(judgment, _)| judgment.id));
                }
                Deed::Decision(_) => {}
            }
        }
        told
    }

    /// The first independent answer of each rater counts.
    fn count(&self, state: &mut Standing, arrived: &HashMap<i64, i64>) {
        let mut first: HashMap<i64, (Place, i64)> = HashMap::new();
        for (judgment, ties) in &self.judgments {
            if !state.judgments.contains(&judgment.id) || judgment.skipped || ties.set_aside {
                continue;
            }
            let place = arrived.get(&judgment.id).copied().unwrap_or_default();
            let made = judgment.made_at.filter(|_| ties.import.is_some());
            let key = (place, ties.import.is_some() && made.is_none(), made, ties.occurrence, judgment.id);
            let entry = first.entry(judgment.person).or_insert((key, judgment.id));
            if key < entry.0 {
                *entry = (key, judgment.id);
            }
        }
        state.counted = first.into_values().map(|(_, id)| id).collect();
    }
}

fn class_ids(value: &Value) -> Vec<i64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_i64).collect()
}

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
    /// This decision stands no more, if it did.
    Retired(i64),
    /// A judgment was set aside; or no more, and whether it then counted as before.
    Aside { id: i64, on: bool, counted: bool },
    /// An import brought its judgments.
    Import(i64),
}

/// An event, and the class before it.
type Moved = (i64, Option<i64>);

/// The event since which an answer may count, and the one that brought it.
type Arrival = (i64, i64);

/// The order in which answers of one rater came: arrival, unknown time, time, occurrence, row.
type Place = (Arrival, bool, Option<i64>, i64, i64);

/// What an event did to the acceptable answers.
enum GoldChange {
    /// These were the answers before it.
    Whole(Vec<i64>),
    /// Classes went and came; a change of classes may leave other answers as they are.
    Moved(Vec<(Option<i64>, Option<i64>)>),
}

/// All that is kept of an item.
pub(super) struct Facts {
    pub(super) judgments: Vec<(Judgment, Ties)>,
    deeds: BTreeMap<i64, Vec<Deed>>,
    /// By entity and row: event, class before it.
    moved: HashMap<(String, i64), Vec<Moved>>,
    gold_now: Vec<i64>,
    gold_changes: BTreeMap<i64, GoldChange>,
    pub(super) calibration: Option<i64>,
    /// The draws for human level that decisions were made for, by decision. One that was taken back has left its draw.
    pub(super) draws: HashMap<i64, String>,
    /// Imports of judgments or gold that were taken back: when they came and when they went.
    removed: Vec<(i64, i64)>,
}

/// What stood at a moment.
#[derive(Default)]
pub(super) struct Standing {
    pub(super) judgments: HashSet<i64>,
    pub(super) counted: HashSet<i64>,
    pub(super) decision: Option<i64>,
    aside: HashSet<i64>,
    arrived: HashMap<i64, Arrival>,
}

/// The events of an item itself, and those of the project that may have changed its reference label.
pub(super) fn events_of(r: &Read<'_>, item: i64) -> Result<(Vec<i64>, Vec<i64>)> {
    let mut own = r.sql().prepare_cached(
        "WITH decided (id) AS (
             SELECT c.event_id FROM adjudication a CROSS JOIN event_change c
                 ON c.entity = 'adjudication' AND c.entity_id = a.id WHERE a.item_id = ?1),
         taken_back (id) AS (
             SELECT u.id FROM decided d CROSS JOIN event e ON e.id = d.id
             CROSS JOIN event u ON u.subject = e.subject AND u.subject_id IS e.subject_id WHERE u.undoes_id = e.id)
         SELECT id FROM decided UNION SELECT id FROM taken_back
         UNION SELECT u.id FROM taken_back d CROSS JOIN event e ON e.id = d.id
             CROSS JOIN event u ON u.subject = e.subject AND u.subject_id IS e.subject_id WHERE u.undoes_id = e.id
         UNION SELECT c.event_id FROM judgment j CROSS JOIN event_change c
             ON c.entity = 'set_aside' AND c.entity_id = j.id WHERE j.item_id = ?1
         UNION SELECT e.id FROM judgment j CROSS JOIN event e ON e.subject = 'judgment' AND e.subject_id = j.id
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
            gold_changes: BTreeMap::new(),
            calibration: r
                .sql()
                .prepare_cached("SELECT judgments FROM calibration WHERE item_id = ?")?
                .query_row([item], |row| row.get(0))
                .optional()?,
            draws: HashMap::new(),
            removed: Vec::new(),
        };
        facts.load_deeds(r, item)?;
        facts.load_moves(r, item)?;
        facts.load_gold(r, item)?;
        let mut draws = r.sql().prepare_cached(
            "SELECT a.id, d.name FROM adjudication a
             CROSS JOIN event_change c ON c.entity = 'adjudication' AND c.entity_id = a.id
             CROSS JOIN event e ON e.id = c.event_id AND e.command = 'human_judge'
             JOIN human_draw d ON d.id = e.subject_id WHERE a.item_id = ?",
        )?;
        facts.draws = draws
            .query_map([item], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
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
                    COALESCE(u.undoes_id, e.undoes_id, e.id)
             FROM event e LEFT JOIN event u ON u.id = e.undoes_id WHERE e.id = ?",
        )?;
        let mut retracted = r.sql().prepare_cached(
            "SELECT c.entity, c.row_id, c.after_id IS NOT NULL FROM class_change c
             WHERE c.event_id = ?1 AND ((c.entity = 'judgment' AND c.row_id IN (SELECT id FROM judgment WHERE item_id = ?2))
                OR (c.entity = 'decision' AND c.row_id IN (SELECT id FROM adjudication WHERE item_id = ?2)))",
        )?;
        let mut decided = r.sql().prepare_cached(
            "SELECT before, after FROM event_change WHERE event_id = ?1 AND entity = 'adjudication'
               AND entity_id IN (SELECT id FROM adjudication WHERE item_id = ?2) ORDER BY entity_id",
        )?;
        let mut aside = r.sql().prepare_cached(
            "SELECT entity_id, before, after FROM event_change WHERE event_id = ?1 AND entity = 'set_aside'
               AND entity_id IN (SELECT id FROM judgment WHERE item_id = ?2) ORDER BY entity_id",
        )?;
        for id in own {
            let (subject, subject_id, undoes, again, root): (String, Option<i64>, bool, bool, i64) = event
                .query_row([id], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
                })?;
            let on = !undoes || again;
            let mut deeds = Vec::new();
            match (subject.as_str(), subject_id) {
                ("judgment", Some(id)) => deeds.push(Deed::Judgment { id, on }),
                // Overruled below where what stood before is told.
                ("adjudication", Some(id)) => deeds.push(Deed::Decision(on.then_some(id))),
                ("import", Some(import)) if on => deeds.push(Deed::Import(import)),
                _ => {}
            }
            // Some that take decisions back tell only which event they take back.
            let made: Vec<(Option<String>, Option<String>)> = decided
                .query_map([root, item], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (before, after) in made {
                deeds.push(Deed::Decision(value(if on { after } else { before })?.as_i64()));
            }
            let put_aside: Vec<(i64, Option<String>, Option<String>)> = aside
                .query_map([id, item], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (id, before, after) in put_aside {
                let (before, after) = (value(before)?, value(after)?);
                deeds.push(Deed::Aside { id, on: !before.is_null(), counted: after["counted"] == true });
            }
            let rows: Vec<(String, i64, bool)> = retracted
                .query_map([id, item], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (entity, row, on) in rows {
                deeds.push(match entity.as_str() {
                    "judgment" => Deed::Retracted { id: row, on },
                    _ if on => Deed::Decision(Some(row)),
                    _ => Deed::Retired(row),
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
            "SELECT event_id, before_id, after_id FROM class_change WHERE entity = 'gold_answer' AND row_id = ? ORDER BY 1, 2",
        )?;
        let mut rows = moved.query([item])?;
        while let Some(row) = rows.next()? {
            let change = self.gold_changes.entry(row.get(0)?).or_insert(GoldChange::Moved(Vec::new()));
            if let GoldChange::Moved(moves) = change {
                moves.push((row.get(1)?, row.get(2)?));
            }
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
            let before = value(row.get(1)?)?;
            self.gold_changes.insert(row.get(0)?, GoldChange::Whole(class_ids(&before["classes"])));
        }
        let mut changed = r.sql().prepare_cached(
            "SELECT event_id, before FROM event_change WHERE entity = 'gold' AND entity_id = ?",
        )?;
        let mut rows = changed.query([item])?;
        while let Some(row) = rows.next()? {
            let before = value(row.get(1)?)?;
            self.gold_changes.insert(row.get(0)?, GoldChange::Whole(class_ids(&before["classes"])));
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
        let mut gold = self.gold_now.clone();
        for change in self.gold_changes.range(moment + 1..).rev().map(|(_, change)| change) {
            match change {
                GoldChange::Whole(before) => gold.clone_from(before),
                GoldChange::Moved(moves) => {
                    gold.retain(|class| moves.iter().all(|(_, after)| after != &Some(*class)));
                    gold.extend(moves.iter().filter_map(|(before, _)| *before));
                }
            }
        }
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
        for (event, deeds) in self.deeds.range(..=moment) {
            let counting = self.raters_that_count(&state);
            for deed in deeds {
                match deed {
                    Deed::Judgment { id, on } => self.set(&mut state, *id, *on, *event),
                    Deed::Retracted { id, on: true } => self.set(&mut state, *id, true, *event),
                    Deed::Retracted { id, on: false } => {
                        state.judgments.remove(id);
                    }
                    Deed::Decision(id) => state.decision = *id,
                    Deed::Retired(id) => state.decision = state.decision.filter(|stands| stands != id),
                    // What does not stand is passed over.
                    Deed::Aside { id, .. } if !state.judgments.contains(id) => {}
                    Deed::Aside { id, on: true, .. } => {
                        state.aside.insert(*id);
                    }
                    Deed::Aside { id, counted, .. } => {
                        // Another answer of the rater that came to count in the meantime goes on counting.
                        let late = *counted && self.rater(*id).is_some_and(|rater| counting.contains(&rater));
                        if let (true, true, Some(place)) =
                            (state.aside.remove(id), late, state.arrived.get_mut(id))
                        {
                            place.0 = *event;
                        }
                    }
                    Deed::Import(import) => {
                        let brought = self.judgments.iter().filter(|(_, ties)| ties.import == Some(*import));
                        brought.for_each(|(judgment, _)| self.set(&mut state, judgment.id, true, *event));
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
        let aside_told: HashSet<i64> = self.told_aside();
        let untold =
            |(judgment, ties): &&(Judgment, Ties)| ties.set_aside && !aside_told.contains(&judgment.id);
        state.aside.extend(self.judgments.iter().filter(untold).map(|(judgment, _)| judgment.id));
        self.count(&mut state);
        state
    }

    /// A judgment stands in the place of the one that it corrects, or gives this place back.
    fn set(&self, state: &mut Standing, id: i64, on: bool, event: i64) {
        let found = self.judgments.iter().find(|(judgment, _)| judgment.id == id);
        let corrected = found.and_then(|(_, ties)| ties.supersedes);
        if on {
            state.judgments.insert(id);
            let place = corrected.and_then(|old| state.arrived.get(&old).copied()).unwrap_or((event, event));
            state.arrived.entry(id).or_insert(place);
        } else {
            state.judgments.remove(&id);
        }
        if let Some(old) = corrected {
            if on {
                state.judgments.remove(&old);
            } else {
                state.judgments.insert(old);
            }
        }
    }

    fn rater(&self, judgment: i64) -> Option<i64> {
        self.judgments.iter().find(|(known, _)| known.id == judgment).map(|(known, _)| known.person)
    }

    fn raters_that_count(&self, state: &Standing) -> HashSet<i64> {
        let counts = |(judgment, _): &&(Judgment, Ties)| may_count(state, judgment);
        self.judgments.iter().filter(counts).map(|(judgment, _)| judgment.person).collect()
    }

    fn told_aside(&self) -> HashSet<i64> {
        let aside = |deed: &Deed| if let Deed::Aside { id, .. } = deed { Some(*id) } else { None };
        self.deeds.values().flatten().filter_map(aside).collect()
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
                Deed::Decision(_) | Deed::Retired(_) | Deed::Aside { .. } => {}
            }
        }
        told
    }

    /// The first independent answer of each rater counts.
    fn count(&self, state: &mut Standing) {
        let mut first: HashMap<i64, (Place, i64)> = HashMap::new();
        for (judgment, ties) in &self.judgments {
            if !may_count(state, judgment) {
                continue;
            }
            let place = state.arrived.get(&judgment.id).copied().unwrap_or_default();
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

fn may_count(state: &Standing, judgment: &Judgment) -> bool {
    let id = &judgment.id;
    state.judgments.contains(id)
        && !state.aside.contains(id)
        && !judgment.skipped
        && judgment.purpose != "repeat"
}

fn value(text: Option<String>) -> Result<Value> {
    Ok(text.map_or(Ok(Value::Null), |text| serde_json::from_str(&text))?)
}

fn class_ids(value: &Value) -> Vec<i64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_i64).collect()
}

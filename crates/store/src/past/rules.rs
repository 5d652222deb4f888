//! The rules, classes and instructions of the past.

use crate::Read;
use crate::error::Result;
use crate::scheme::{ClassRow, Snapshot, snapshot};
use crate::{consensus, events, project};
use assay_model::Policy;
use rusqlite::OptionalExtension;
use serde::de::DeserializeOwned;

/// A value of the project by event: what it was after each change of it.
struct Timeline<T> {
    /// Event, and the value after it; in order.
    changes: Vec<(i64, T)>,
    /// Before the first change.
    first: T,
}

impl<T: DeserializeOwned> Timeline<T> {
    fn load(r: &Read<'_>, entity: &str, id: Option<i64>, now: T) -> Result<Timeline<T>> {
        let mut found = events::of_thing(r, entity, id)?.into_iter();
        let mut changes = Vec::new();
        let mut first = now;
        if let Some((event, before, after)) = found.next() {
            first = serde_json::from_value(before)?;
            changes.push((event, serde_json::from_value(after)?));
        }
        for (event, _, after) in found {
            changes.push((event, serde_json::from_value(after)?));
        }
        Ok(Timeline { changes, first })
    }

    fn at(&self, moment: i64) -> &T {
        let next = self.changes.partition_point(|(event, _)| *event <= moment);
        next.checked_sub(1).map_or(&self.first, |last| &self.changes[last].1)
    }
}

/// What held for every item.
pub(super) struct Rules {
    schemes: Timeline<Snapshot>,
    policies: Timeline<Policy>,
    methods: Timeline<String>,
    versions: Timeline<i64>,
}

impl Rules {
    pub(super) fn load(r: &Read<'_>) -> Result<Rules> {
        let question = project::question(r)?.id;
        let method = consensus::in_force(r, question)?
            .map_or_else(|| consensus::MAJORITY.to_owned(), |fit| fit.method);
        Ok(Rules {
            schemes: Timeline::load(r, "scheme", Some(question), snapshot(r, question)?)?,
            policies: Timeline::load(r, "policy", Some(1), project::policy(r)?)?,
            methods: Timeline::load(r, "consensus_fit", None, method)?,
            versions: Timeline::load(r, "guideline_version", Some(1), project::guideline(r)?.version)?,
        })
    }

    /// The classes in their order, retired ones included.
    pub(super) fn classes(&self, moment: i64) -> Vec<ClassRow> {
        let mut classes = self.schemes.at(moment).classes.clone();
        classes.sort_by_key(|class| (class.position, class.id));
        classes
    }

    pub(super) fn policy(&self, moment: i64) -> &Policy {
        self.policies.at(moment)
    }

    /// The method behind the consensus.
    pub(super) fn method(&self, moment: i64) -> &str {
        self.methods.at(moment)
    }

    /// Of the instructions, 0 where there were none: by the events that published them, before these by time.
    pub(super) fn guideline_version(&self, r: &Read<'_>, moment: i64, time: i64) -> Result<i64> {
        if self.versions.changes.first().is_some_and(|(first, _)| *first <= moment) {
            return Ok(*self.versions.at(moment));
        }
        Ok(r.sql()
            .prepare_cached(
                "SELECT COALESCE(MAX(version), 0) FROM guideline WHERE made_at <= ?1 AND version <= ?2",
            )?
            .query_row([time, self.versions.first], |row| row.get(0))?)
    }
}

/// When an event was; 0 before the first.
pub(super) fn time_of(r: &Read<'_>, event: i64) -> Result<i64> {
    Ok(r.sql()
        .prepare_cached("SELECT made_at FROM event WHERE id <= ? ORDER BY id DESC LIMIT 1")?
        .query_row([event], |row| row.get(0))
        .optional()?
        .unwrap_or(0))
}

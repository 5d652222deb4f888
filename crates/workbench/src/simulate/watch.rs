//! How hidden gold decides on raters.

use super::Record;
use super::turns::End;
use crate::Result;
use crate::figures::Figure;
use crate::quality::JudgmentSet;
use assay_model::WorkRules;
use assay_stats::gold::{Monitor, Qualification, QualificationVerdict};
use assay_store::training;
use serde::Serialize;
use ts_rs::TS;

/// A rater whom hidden gold paused.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct PausedRater {
    /// Name.
    pub rater: String,
    /// `qualification` (the sequential test failed) or `monitor` (the sum rose to its limit).
    pub by: String,
    /// Gold answered until then.
    pub golds: u64,
    /// Of them right.
    pub right: u64,
    /// Of all recorded answers to items that are no gold: share right.
    pub accuracy: Figure,
}

/// How far a rater has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// No verdict yet.
    Open,
    /// The test is passed; the monitor goes on.
    Passed,
    /// The test failed.
    Failed,
    /// The monitor paused.
    Alarmed,
}

impl Standing {
    pub(super) fn is_paused(self) -> bool {
        matches!(self, Standing::Failed | Standing::Alarmed)
    }
}

/// The rules in force.
pub(super) struct Watch {
    test: Option<Qualification>,
    monitor: Option<Monitor>,
}

impl Watch {
    pub(super) fn new(rules: &WorkRules) -> Result<Watch> {
        let test = rules.qualification.as_ref().map(training::test).transpose()?;
        let monitor = rules.monitor.as_ref().map(training::monitor_of).transpose()?;
        Ok(Watch { test, monitor })
    }

    /// Where a rater with these answers to gold (true: right), in order, stands.
    pub(super) fn standing(&self, answers: &[bool]) -> Standing {
        if self.monitor.as_ref().is_some_and(|m| m.judge(answers.iter().copied()).paused_at.is_some()) {
            return Standing::Alarmed;
        }
        match self.test.as_ref().map(|test| test.judge(answers.iter().copied()).verdict) {
            Some(QualificationVerdict::Fail) => Standing::Failed,
            Some(QualificationVerdict::Pass) => Standing::Passed,
            _ => Standing::Open,
        }
    }
}

pub(super) fn paused(end: &End, set: &JudgmentSet, record: &Record) -> Vec<PausedRater> {
    let rater = |(at, standing): (usize, &Standing)| {
        let by = match standing {
            Standing::Failed => "qualification",
            Standing::Alarmed => "monitor",
            Standing::Open | Standing::Passed => return None,
        };
        Some(PausedRater {
            rater: set.raters[at].clone(),
            by: by.into(),
            golds: end.gold[at].len() as u64,
            right: end.gold[at].iter().filter(|right| **right).count() as u64,
            accuracy: record.true_share(&|other| other == at),
        })
    };
    end.standing.iter().enumerate().filter_map(rater).collect()
}

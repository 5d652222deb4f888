//! Judgments: item, rater, label, and what else is known of them.
//!
//! A row is identified by item, rater, question and time, else by its occurrence in the file, so that true repeats
//! are kept.

use super::common::{ItemFinder, Labels, required, text, truth};
use super::mapping::{ImportMapping, place};
use super::{Fault, Flags, Importer, Refusal, Verdict};
use crate::Result;
use crate::times;
use assay_model::{Purpose, Question};
use assay_store::imports::{self, NewJudgment};
use assay_store::{Read, Write, people};
use std::collections::{HashMap, HashSet};

#[derive(Clone)]
pub(crate) struct Judgments {
    mapping: ImportMapping,
    question: i64,
    labels: Labels,
    finder: ItemFinder,
    flags: Flags,
    places: Places,
    /// Rows without a time so far, by item and rater.
    occurrences: HashMap<(String, String), u32>,
    timed: HashSet<(String, String, i64)>,
    raters: HashMap<String, i64>,
    names: Vec<String>,
}

#[derive(Clone, Default)]
struct Places {
    key: Option<usize>,
    rater: Option<usize>,
    label: Option<usize>,
    time: Option<usize>,
    active_ms: Option<usize>,
    guideline_version: Option<usize>,
    note: Option<usize>,
    skipped: Option<usize>,
    unsure: Option<usize>,
    purpose: Option<usize>,
}

pub(crate) struct JudgmentRow {
    line: u64,
    key: String,
    rater: String,
    class: Option<i64>,
    made_at: Option<i64>,
    active_ms: Option<i64>,
    guideline_version: Option<i64>,
    note: String,
    unsure: bool,
    purpose: Purpose,
    occurrence: u32,
}

impl Judgments {
    pub(crate) fn new(
        mapping: ImportMapping,
        question: Question,
        seed: u64,
        flags: Flags,
    ) -> Result<Judgments> {
        Ok(Judgments {
            mapping,
            labels: Labels::of(&question),
            question: question.id,
            finder: ItemFinder::new(flags, seed),
            flags,
            places: Places::default(),
            occurrences: HashMap::new(),
            timed: HashSet::new(),
            raters: HashMap::new(),
            names: Vec::new(),
        })
    }

    fn number(
        &self,
        row: &assay_formats::Row,
        place: Option<usize>,
        column: &Option<String>,
    ) -> std::result::Result<Option<i64>, Fault> {
        let Some(text) = text(row, place) else { return Ok(None) };
        match text.parse::<i64>() {
            Ok(number) if number >= 0 => Ok(Some(number)),
            _ => Err(Fault::new(
                row.line,
                column.as_deref(),
                "not_a_number",
                format!("`{text}` is no whole number of 0 or more"),
            )),
        }
    }

    fn known_rater(&mut self, r: &Read<'_>, name: &str) -> Result<i64> {
        if let Some(id) = self.raters.get(name) {
            return Ok(*id);
        }
        // 0: not there yet.
        let id = people::by_name(r, name)?.map_or(0, |person| person.id);
        self.raters.insert(name.to_owned(), id);
        self.names.push(name.to_owned());
        Ok(id)
    }

    fn new_row<'a>(&self, row: &'a JudgmentRow, item: i64, supersedes: Option<i64>) -> NewJudgment<'a> {
        NewJudgment {
            item,
            person: self.raters.get(&row.rater).copied().unwrap_or_default(),
            class: row.class,
            purpose: row.purpose.word(),
            made_at: row.made_at,
            active_ms: row.active_ms,
            guideline_version: row.guideline_version,
            unsure: row.unsure,
            note: &row.note,
            occurrence: row.occurrence,
            supersedes,
        }
    }
}

impl Importer for Judgments {
    type Row = JudgmentRow;

    fn restart(&mut self, columns: &[String]) {
        let find = |column: &Option<String>| place(columns, column.as_ref()).ok().flatten();
        let m = &self.mapping;
        self.places = Places {
            key: find(&m.key),
            rater: find(&m.rater),
            label: find(&m.label),
            time: find(&m.time),
            active_ms: find(&m.active_ms),
            guideline_version: find(&m.guideline_version),
            note: find(&m.note),
            skipped: find(&m.skipped),
            unsure: find(&m.unsure),
            purpose: find(&m.purpose),
        };
        self.occurrences.clear();
        self.timed.clear();
    }

    fn parse(&mut self, row: &assay_formats::Row, _: &[String]) -> std::result::Result<JudgmentRow, Fault> {
        let m = &self.mapping;
        let key = required(row, self.places.key, m.key.as_deref(), "key_missing", "item")?;
        let rater = required(row, self.places.rater, m.rater.as_deref(), "rater_missing", "rater")?;
        let rater = assay_model::Person::clean_name(rater)
            .map_err(|e| Fault::new(row.line, m.rater.as_deref(), e.code(), e.to_string()))?;
        let skipped = truth(row, self.places.skipped, m.skipped.as_deref())?;
        let class = match (text(row, self.places.label), skipped) {
            (Some(label), false) => Some(self.labels.class(row.line, m.label.as_deref(), label)?),
            (None, true) => None,
            (None, false) => {
                return Err(Fault::new(
                    row.line,
                    m.label.as_deref(),
                    "label_missing",
                    "the row has no label, and no column says that it was skipped",
                ));
            }
            (Some(_), true) => {
                return Err(Fault::new(
                    row.line,
                    m.label.as_deref(),
                    "skip_with_label",
                    "a skipped row has no label; empty one of the two",
                ));
            }
        };
        let made_at = match text(row, self.places.time) {
            Some(time) => Some(times::parse(time).ok_or_else(|| {
                Fault::new(
                    row.line,
                    m.time.as_deref(),
                    "not_a_time",
                    format!("`{time}` is no time; write it as 2026-01-31T12:00:00Z"),
                )
            })?),
            None => None,
        };
        let purpose = match text(row, self.places.purpose) {
            Some(word) => word.parse().map_err(|e: assay_model::ModelError| {
                Fault::new(row.line, m.purpose.as_deref(), e.code(), e.to_string())
            })?,
            None => Purpose::Label,
        };
        let mut parsed = JudgmentRow {
            line: row.line,
            key: key.to_owned(),
            class,
            made_at,
            active_ms: self.number(row, self.places.active_ms, &m.active_ms)?,
            guideline_version: self.number(row, self.places.guideline_version, &m.guideline_version)?,
            note: text(row, self.places.note).unwrap_or_default().to_owned(),
            unsure: truth(row, self.places.unsure, m.unsure.as_deref())?,
            purpose,
            occurrence: 0,
            rater,
        };
        if parsed.made_at.is_none() {
            let count = self.occurrences.entry((parsed.key.clone(), parsed.rater.clone())).or_insert(0);
            parsed.occurrence = *count;
            *count += 1;
        }
        Ok(parsed)
    }

    fn judge(&mut self, r: &Read<'_>, row: &JudgmentRow) -> std::result::Result<Verdict, Refusal> {
        if let Some(time) = row.made_at
            && !self.timed.insert((row.key.clone(), row.rater.clone(), time))
        {
            let message =
                format!("`{}` by `{}` at this time is in the file already, further up", row.key, row.rater);
            return Err(Fault::new(row.line, self.mapping.key.as_deref(), "duplicate_key", message).into());
        }
        let item = self.finder.find(r, row.line, self.mapping.key.as_deref(), &row.key)?;
        let rater = self.known_rater(r, &row.rater).map_err(Refusal::Whole)?;
        let (Some(item), true) = (item, rater > 0) else { return Ok(Verdict::New) };
        match imports::known_judgment(r, item, rater, row.made_at, row.occurrence)? {
            None => Ok(Verdict::New),
            Some(known)
                if known.class == row.class && known.unsure == row.unsure && known.note == row.note =>
            {
                Ok(Verdict::Unchanged)
            }
            Some(_) if self.flags.update => Ok(Verdict::Update),
            Some(_) => {
                let message = format!(
                    "`{}` has judged `{}` otherwise; import with “Correct what is there already” (in a terminal: --update) to correct it",
                    row.rater, row.key
                );
                Err(Fault::new(row.line, self.mapping.label.as_deref(), "judgment_differs", message).into())
            }
        }
    }

    fn prepare(&mut self, w: &Write<'_>, import: i64, _: u64) -> Result<()> {
        self.finder.make(w, import)?;
        for name in &self.names {
            let id = imports::ensure_rater(w, import, name)?;
            self.raters.insert(name.clone(), id);
        }
        Ok(())
    }

    fn insert(&mut self, w: &Write<'_>, import: i64, rows: &[JudgmentRow], _: u64) -> Result<()> {
        let mut new = Vec::with_capacity(rows.len());
        for row in rows {
            new.push(self.new_row(row, imports::item_of_key(w, &row.key)?, None));
        }
        Ok(imports::insert_judgments(w, import, self.question, &new)?)
    }

    fn update(&mut self, w: &Write<'_>, import: i64, rows: &[JudgmentRow]) -> Result<()> {
        let mut new = Vec::with_capacity(rows.len());
        for row in rows {
            let item = imports::item_of_key(w, &row.key)?;
            let rater = self.raters.get(&row.rater).copied().unwrap_or_default();
            let known = imports::known_judgment(w, item, rater, row.made_at, row.occurrence)?;
            new.push(self.new_row(row, item, known.map(|known| known.id)));
        }
        Ok(imports::insert_judgments(w, import, self.question, &new)?)
    }
}

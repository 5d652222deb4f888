//! Predictions: item, the model's answer, and a score for each class where given.

use super::common::{ItemFinder, Labels, once, required, text};
use super::mapping::{ImportMapping, place};
use super::{Fault, Flags, Importer, Refusal, Verdict};
use crate::{Error, Result};
use assay_model::Question;
use assay_store::imports::{self, NewPrediction};
use assay_store::records::{self, RunRecord};
use assay_store::{Read, Write};
use std::collections::HashSet;

#[derive(Clone)]
pub(crate) struct Predictions {
    mapping: ImportMapping,
    question: i64,
    labels: Labels,
    finder: ItemFinder,
    flags: Flags,
    name: String,
    /// Class id of each score column.
    score_classes: Vec<i64>,
    places: [Option<usize>; 3],
    score_places: Vec<Option<usize>>,
    seen: HashSet<String>,
    /// The run where it is there already.
    known: Option<Option<(i64, Vec<i64>)>>,
    run: i64,
    /// Rows for a run that people see already wait for the last transaction.
    pending: Vec<PredictionRow>,
    /// What is known of the run where it is new.
    record: RunRecord,
}

#[derive(Clone)]
pub(crate) struct PredictionRow {
    line: u64,
    key: String,
    class: i64,
    score: Option<f64>,
    scores: Vec<f64>,
}

impl Predictions {
    pub(crate) fn new(
        mapping: ImportMapping,
        question: Question,
        name: String,
        seed: u64,
        flags: Flags,
    ) -> Result<Predictions> {
        let labels = Labels::of(&question);
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
            return Err(Error::refused(
                "name_invalid",
                "the run needs a name of 1 to 200 characters on one line",
            ));
        }
        let mut score_classes = Vec::new();
        for score in &mapping.scores {
            let class = labels.find(&score.class).ok_or_else(|| {
                Error::refused(
                    "unknown_label",
                    format!("the column `{}` is for `{}`, which is no class of this project; rename or leave it out", score.column, score.class),
                )
            })?;
            score_classes.push(class);
        }
        Ok(Predictions {
            mapping,
            question: question.id,
            labels,
            finder: ItemFinder::new(flags, seed),
            flags,
            name,
            score_classes,
            places: [None; 3],
            score_places: Vec::new(),
            seen: HashSet::new(),
            known: None,
            run: 0,
            pending: Vec::new(),
            record: RunRecord::default(),
        })
    }

    /// With what is known of the new run.
    pub(crate) fn described(self, record: RunRecord) -> Result<Predictions> {
        record.check()?;
        Ok(Predictions { record, ..self })
    }

    fn score(
        row: &assay_formats::Row,
        place: Option<usize>,
        column: Option<&str>,
    ) -> std::result::Result<Option<f64>, Fault> {
        let Some(text) = text(row, place) else { return Ok(None) };
        match text.parse::<f64>() {
            Ok(score) if score.is_finite() => Ok(Some(score)),
            _ => Err(Fault::new(row.line, column, "not_a_number", format!("`{text}` is no number"))),
        }
    }
}

impl Importer for Predictions {
    type Row = PredictionRow;

    fn restart(&mut self, columns: &[String]) {
        let find = |column: &Option<String>| place(columns, column.as_ref()).ok().flatten();
        self.places = [find(&self.mapping.key), find(&self.mapping.prediction), find(&self.mapping.score)];
        self.score_places = self.mapping.scores.iter().map(|s| find(&Some(s.column.clone()))).collect();
        self.seen.clear();
    }

    fn parse(&mut self, row: &assay_formats::Row, _: &[String]) -> std::result::Result<PredictionRow, Fault> {
        let m = &self.mapping;
        let key = required(row, self.places[0], m.key.as_deref(), "key_missing", "item")?;
        let label =
            required(row, self.places[1], m.prediction.as_deref(), "prediction_missing", "prediction")?;
        let class = self.labels.class(row.line, m.prediction.as_deref(), label)?;
        let mut scores = Vec::with_capacity(self.score_places.len());
        for (place, score) in self.score_places.iter().zip(&m.scores) {
            scores.push(Self::score(row, *place, Some(&score.column))?.unwrap_or(f64::NAN));
        }
        let own =
            self.score_classes.iter().position(|c| *c == class).map(|i| scores[i]).filter(|s| !s.is_nan());
        let given = Self::score(row, self.places[2], m.score.as_deref())?;
        Ok(PredictionRow { line: row.line, key: key.to_owned(), class, score: own.or(given), scores })
    }

    fn judge(&mut self, r: &Read<'_>, row: &PredictionRow) -> std::result::Result<Verdict, Refusal> {
        let column = self.mapping.key.as_deref();
        once(&mut self.seen, row.line, column, &row.key)?;
        let item = self.finder.find(r, row.line, column, &row.key)?;
        if self.known.is_none() {
            self.known = Some(imports::known_run(r, &self.name)?);
        }
        if matches!(self.known, Some(Some(_))) && !self.record.is_empty() {
            return Err(Refusal::Whole(Error::refused(
                "run_known",
                format!(
                    "the run `{}` is there already; change its record under Compare (in a terminal: assay run)",
                    self.name
                ),
            )));
        }
        let (Some(item), Some(Some((run, classes)))) = (item, &self.known) else { return Ok(Verdict::New) };
        if *classes != self.score_classes {
            return Err(Refusal::Whole(Error::refused(
                "run_differs",
                format!("the run `{}` has other score columns; import under another name", self.name),
            )));
        }
        match imports::known_prediction(r, *run, item, &row.scores)? {
            None => Ok(Verdict::New),
            Some((class, score, same)) if class == row.class && score == row.score && same => {
                Ok(Verdict::Unchanged)
            }
            Some(_) if self.flags.update => Ok(Verdict::Update),
            Some(_) => {
                let message = format!(
                    "the run `{}` says otherwise of `{}`; import with “Correct what is there already” (in a terminal: --update), or under another name",
                    self.name, row.key
                );
                Err(Fault::new(row.line, self.mapping.prediction.as_deref(), "prediction_differs", message)
                    .into())
            }
        }
    }

    fn prepare(&mut self, w: &Write<'_>, import: i64, _: u64) -> Result<()> {
        self.finder.make(w, import)?;
        self.run = match &self.known {
            Some(Some((run, _))) => *run,
            _ => imports::add_run(w, import, self.question, &self.name, &self.score_classes)?,
        };
        if !self.record.is_empty() {
            records::describe(w, self.run, &self.record)?;
        }
        Ok(())
    }

    fn insert(&mut self, w: &Write<'_>, _: i64, rows: &[PredictionRow], _: u64) -> Result<()> {
        if matches!(self.known, Some(Some(_))) {
            self.pending.extend_from_slice(rows);
            return Ok(());
        }
        Ok(imports::put_predictions(w, self.run, &new_rows(w, rows)?)?)
    }

    fn update(&mut self, w: &Write<'_>, import: i64, rows: &[PredictionRow]) -> Result<()> {
        if matches!(self.known, Some(Some(_))) {
            imports::adopt_run(w, import, self.run)?;
            imports::change_predictions(w, import, self.run, &new_rows(w, &self.pending)?)?;
            imports::change_predictions(w, import, self.run, &new_rows(w, rows)?)?;
        }
        Ok(())
    }

    fn run(&self) -> Option<String> {
        Some(self.name.clone())
    }
}

fn new_rows(r: &Read<'_>, rows: &[PredictionRow]) -> Result<Vec<NewPrediction>> {
    let new = |row: &PredictionRow| {
        let item = imports::item_of_key(r, &row.key)?;
        Ok(NewPrediction { item, class: row.class, score: row.score, scores: row.scores.clone() })
    };
    rows.iter().map(new).collect()
}

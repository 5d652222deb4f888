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

/// Probabilities are often written with few digits.
const SUM_OFF: f64 = 0.01;

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
    /// Every class has a score column.
    all_classes: bool,
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
            all_classes: question.classes.iter().all(|class| score_classes.contains(&class.id)),
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

    /// The class with the highest score; of equal ones the first.
    fn highest(&self, scores: &[f64]) -> Option<i64> {
        let mut best: Option<(f64, i64)> = None;
        for (score, class) in scores.iter().zip(&self.score_classes).filter(|(score, _)| !score.is_nan()) {
            if best.is_none_or(|(highest, _)| *score > highest) {
                best = Some((*score, *class));
            }
        }
        best.map(|(_, class)| class)
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
        let mut scores = Vec::with_capacity(self.score_places.len());
        for (place, score) in self.score_places.iter().zip(&m.scores) {
            scores.push(Self::score(row, *place, Some(&score.column))?.unwrap_or(f64::NAN));
        }
        let class = match &m.prediction {
            Some(column) => {
                let label = required(row, self.places[1], Some(column), "prediction_missing", "prediction")?;
                self.labels.class(row.line, Some(column), label)?
            }
            None => self.highest(&scores).ok_or_else(|| {
                Fault::new(
                    row.line,
                    None,
                    "prediction_missing",
                    "the row has neither a prediction nor a score",
                )
            })?,
        };
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

    fn warn(&self, row: &PredictionRow) -> Option<Fault> {
        let column = self.mapping.scores.first().map(|score| score.column.as_str());
        let odd = |code: &str, message: String| Some(Fault::new(row.line, column, code, message));
        let missing = row.scores.iter().filter(|score| score.is_nan()).count();
        if missing > 0 && missing < row.scores.len() {
            return odd("score_missing", format!("`{}` has no score for {missing} of the classes", row.key));
        }
        let shares = self.all_classes && missing == 0 && row.scores.iter().all(|s| (0.0..=1.0).contains(s));
        let sum: f64 = row.scores.iter().sum();
        if shares && row.scores.len() > 1 && (sum - 1.0).abs() > SUM_OFF {
            return odd("scores_not_one", format!("the scores of `{}` sum to {sum:.4}, not to 1", row.key));
        }
        let own = self.score_classes.iter().position(|class| *class == row.class).map(|at| row.scores[at]);
        let highest =
            row.scores.iter().copied().filter(|score| !score.is_nan()).fold(f64::NEG_INFINITY, f64::max);
        if self.all_classes && own.is_some_and(|own| own < highest) {
            return odd(
                "prediction_not_highest",
                format!("`{}` is predicted as a class that has not the highest score", row.key),
            );
        }
        None
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

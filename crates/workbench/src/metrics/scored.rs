//! What the scores of a run say: rankings, losses, calibration.

use super::size_of;
use crate::figures::Figure;
use crate::{Error, Result};
use assay_model::Question;
use assay_stats::{Calibration, ClassScores, ScoreCurve, calibration, ranking};
use assay_store::Read;
use assay_store::run_rows::{self, RunRows};
use serde::Serialize;
use ts_rs::TS;

/// How well the scores of a class put its items first.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ClassRanking {
    /// Class key.
    pub class: String,
    /// Items of the class.
    pub positives: u64,
    /// Average precision, in steps.
    pub average_precision: Figure,
    /// Area under the ROC curve.
    pub auc: Figure,
}

/// Share of rows whose reference label is among the highest scores.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct TopView {
    /// How many of the highest scores.
    pub top: u32,
    /// The share; a tie at the edge counts as out.
    pub accuracy: Figure,
}

/// How well a low score of the predicted class tells that it is wrong.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct DetectionView {
    /// Average precision of finding errors, least sure first.
    pub average_precision: Figure,
    /// Chance that a wrong row is less sure than a right one.
    pub auc: Figure,
}

/// Rows whose confidence lies in (lower, upper].
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct BinView {
    /// Lower end, left out.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// Mean confidence; none without rows.
    pub confidence: Option<f64>,
    /// Share right; `n`: rows.
    pub accuracy: Figure,
}

/// Confidence against accuracy.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct CalibrationView {
    /// Rows with a confidence.
    pub n: u64,
    /// Ascending; those without rows too.
    pub bins: Vec<BinView>,
    /// Expected calibration error of the predicted class.
    pub expected_error: Figure,
    /// What it would be on average if every confidence were right.
    pub by_chance: Option<f64>,
    /// Mean confidence less accuracy.
    pub overconfidence: Figure,
}

/// What the scores say.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ScoreReport {
    /// `all_classes`: the run has a score for each class. `two_classes`: of two classes it has the score of the predicted
    /// one, and the other gets the rest to 1. `predicted`: only that of the predicted class.
    pub from: String,
    /// Rows with scores.
    pub n: u64,
    /// Rows without; in no figure of scores.
    pub without: u64,
    /// Why figures that need a probability of each class cannot be had.
    pub not_probabilities_because: Option<String>,
    /// Each class against the rest.
    pub classes: Vec<ClassRanking>,
    /// Mean AUC of one class against the rest.
    pub macro_auc: Figure,
    /// Mean average precision.
    pub macro_average_precision: Figure,
    /// In nats.
    pub log_loss: Figure,
    /// Rows whose reference class got no probability: each counts 36.04 by convention.
    pub log_loss_clipped: u64,
    /// Over all classes, 0 to 2.
    pub brier: Figure,
    /// Among the highest 2, 3 and 5, where there are more classes.
    pub top: Vec<TopView>,
    /// Errors told by a low score.
    pub detection: DetectionView,
    /// None where the scores of predictions are no probabilities.
    pub calibration: Option<CalibrationView>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    AllClasses,
    TwoClasses,
    Predicted,
}

/// The scores of labelled rows.
pub(crate) struct Scores {
    from: From,
    /// Reference class of each row with scores of every class.
    truth: Vec<u32>,
    /// One for each class and row; empty where only that of the predicted class is known.
    values: Vec<f64>,
    /// Which classes have scores.
    known: Vec<bool>,
    /// Score of the predicted class and whether it is right.
    confidence: Vec<f64>,
    right: Vec<bool>,
    rows: usize,
}

impl Scores {
    /// None where no row has a score.
    pub(crate) fn read(
        r: &Read<'_>,
        run: i64,
        question: &Question,
        rows: &RunRows,
    ) -> Result<Option<Scores>> {
        let size = question.classes.len();
        let mut found = Scores {
            from: From::Predicted,
            truth: Vec::new(),
            values: Vec::new(),
            known: vec![false; size],
            confidence: Vec::new(),
            right: Vec::new(),
            rows: rows.len(),
        };
        found.read_every_class(r, run, question, rows)?;
        for row in (0..rows.len()).filter(|&row| !rows.score[row].is_nan()) {
            found.confidence.push(rows.score[row]);
            found.right.push(rows.reference[row] == rows.predicted[row]);
        }
        if found.truth.is_empty() && size == 2 && found.confidence.iter().all(|p| (0.0..=1.0).contains(p)) {
            found.complete_two_classes(rows);
        }
        Ok((!found.truth.is_empty() || !found.confidence.is_empty()).then_some(found))
    }

    fn read_every_class(
        &mut self,
        r: &Read<'_>,
        run: i64,
        question: &Question,
        rows: &RunRows,
    ) -> Result<()> {
        let columns = run_rows::scores(r, run)?;
        let size = question.classes.len();
        let place = |id: &i64| question.classes.iter().position(|class| class.id == *id);
        let places: Vec<Option<usize>> = columns.classes.iter().map(place).collect();
        let width = places.len();
        if width == 0 {
            return Ok(());
        }
        self.from = From::AllClasses;
        for place in places.iter().flatten() {
            self.known[*place] = true;
        }
        let mut next = 0;
        for (row, item) in rows.items.iter().enumerate() {
            // Both stand by rising item.
            next += columns.items[next..].partition_point(|other| other < item);
            if columns.items.get(next) != Some(item) {
                continue;
            }
            let given = &columns.values[next * width..(next + 1) * width];
            if given.iter().any(|score| score.is_nan()) {
                continue;
            }
            let begin = self.values.len();
            self.values.resize(begin + size, 0.0);
            for (score, place) in given.iter().zip(&places) {
                // Classes that were merged have a column each: together they are the class.
                if let Some(place) = place {
                    self.values[begin + place] += score;
                }
            }
            self.truth.push(rows.reference[row]);
        }
        Ok(())
    }

    fn complete_two_classes(&mut self, rows: &RunRows) {
        self.from = From::TwoClasses;
        self.known = vec![true; 2];
        for row in (0..rows.len()).filter(|&row| !rows.score[row].is_nan()) {
            let (own, rest) = (rows.score[row], 1.0 - rows.score[row]);
            self.values.extend(if rows.predicted[row] == 0 { [own, rest] } else { [rest, own] });
            self.truth.push(rows.reference[row]);
        }
    }

    fn size(&self) -> usize {
        self.known.len()
    }

    /// Why a class cannot be ranked by its score, in words.
    fn no_ranking(&self, class: usize) -> Option<&'static str> {
        if self.from == From::Predicted {
            Some("only the score of the predicted class is known; import a score for each class")
        } else if !self.known[class] {
            Some("the run has no score for this class")
        } else if self.truth.is_empty() {
            Some("no labelled row has a score for each class")
        } else {
            None
        }
    }

    fn of_class(&self, class: usize) -> (Vec<bool>, Vec<f64>) {
        let positive = self.truth.iter().map(|truth| *truth as usize == class).collect();
        (positive, self.values.iter().copied().skip(class).step_by(self.size()).collect())
    }

    /// Which rows are of a class, and their scores for it; or why there are none.
    pub(crate) fn ranked(&self, class: u32) -> std::result::Result<(Vec<bool>, Vec<f64>), String> {
        match self.no_ranking(class as usize) {
            Some(why) => Err(why.to_owned()),
            None => Ok(self.of_class(class as usize)),
        }
    }

    /// The curve of one class against the rest.
    pub(crate) fn curve(&self, class: u32) -> Result<ScoreCurve> {
        let (positive, scores) = self.ranked(class).map_err(|why| Error::refused("scores_missing", why))?;
        ScoreCurve::new(&positive, &scores).map_err(|e| Error::refused(e.code(), e.to_string()))
    }

    /// Average precision and AUC of one class against the rest, as figures.
    pub(crate) fn ranking(&self, class: u32) -> (u64, Figure, Figure) {
        let found = self
            .ranked(class)
            .and_then(|(positive, scores)| ranking(&positive, &scores).map_err(|error| error.to_string()));
        match found {
            Ok(found) => (found.positives, Figure::of(&found.average_precision), Figure::of(&found.auc)),
            Err(why) => (0, Figure::undefined(&why, 0), Figure::undefined(&why, 0)),
        }
    }

    /// The scores as probabilities, or why they are none.
    pub(crate) fn probabilities(&self) -> std::result::Result<ClassScores<'_>, String> {
        if let Some(class) = (0..self.size()).find(|&class| self.no_ranking(class).is_some()) {
            return Err(self.no_ranking(class).unwrap_or_default().to_owned());
        }
        let size = u32::try_from(self.size()).unwrap_or(u32::MAX);
        ClassScores::new(&self.truth, &self.values, size)
            .map_err(|e| format!("the scores are no probabilities: {e}"))
    }

    /// Confidence against accuracy, or why it cannot be had.
    pub(crate) fn calibration(&self, bins: usize) -> std::result::Result<Calibration, String> {
        if self.confidence.is_empty() {
            return Err("no labelled row has a score of its predicted class".to_owned());
        }
        calibration(&self.confidence, &self.right, bins)
            .map_err(|e| format!("the scores are no probabilities: {e}"))
    }

    pub(super) fn report(&self, question: &Question, bins: usize) -> Result<ScoreReport> {
        let probabilities = self.probabilities();
        let n = self.truth.len().max(self.confidence.len());
        let figure = |of: &dyn Fn(&ClassScores<'_>) -> Figure| match &probabilities {
            Ok(scores) => of(scores),
            Err(why) => Figure::undefined(why, 0),
        };
        let clipped = probabilities.as_ref().map_or(0, |scores| scores.log_loss().clipped);
        let classes = (0..size_of(question)).zip(&question.classes).map(|(place, class)| {
            let (positives, average_precision, auc) = self.ranking(place);
            ClassRanking { class: class.key.clone(), positives, average_precision, auc }
        });
        let tops = [2, 3, 5].into_iter().filter(|top| *top < size_of(question));
        let top = tops
            .map(|top| TopView { top, accuracy: figure(&|scores| Figure::of(&scores.top_accuracy(top))) });
        Ok(ScoreReport {
            from: match self.from {
                From::AllClasses => "all_classes",
                From::TwoClasses => "two_classes",
                From::Predicted => "predicted",
            }
            .to_owned(),
            n: n as u64,
            without: (self.rows - n) as u64,
            not_probabilities_because: probabilities.as_ref().err().cloned(),
            classes: classes.collect(),
            macro_auc: figure(&|scores| Figure::of(&scores.macro_auc().estimate)),
            macro_average_precision: figure(&|scores| Figure::of(&scores.macro_average_precision().estimate)),
            log_loss: figure(&|scores| Figure::of(&scores.log_loss().estimate)),
            log_loss_clipped: clipped,
            brier: figure(&|scores| Figure::of(&scores.brier())),
            top: top.collect(),
            detection: self.detection(),
            calibration: self.calibration(bins).ok().map(|found| view(&found, self.confidence.len())),
        })
    }

    fn detection(&self) -> DetectionView {
        let wrong: Vec<bool> = self.right.iter().map(|right| !right).collect();
        let unsure: Vec<f64> = self.confidence.iter().map(|score| -score).collect();
        match ranking(&wrong, &unsure) {
            Ok(found) => DetectionView {
                average_precision: Figure::of(&found.average_precision),
                auc: Figure::of(&found.auc),
            },
            Err(e) => DetectionView {
                average_precision: Figure::undefined(&e.to_string(), 0),
                auc: Figure::undefined(&e.to_string(), 0),
            },
        }
    }
}

fn view(found: &Calibration, n: usize) -> CalibrationView {
    let bins = found.bins.iter().map(|bin| BinView {
        lower: bin.lower,
        upper: bin.upper,
        confidence: bin.mean_confidence,
        accuracy: Figure::of(&bin.accuracy),
    });
    CalibrationView {
        n: n as u64,
        bins: bins.collect(),
        expected_error: Figure::of(&found.expected_error),
        by_chance: found.expected_error_by_chance.ok(),
        overconfidence: Figure::of(&found.overconfidence),
    }
}

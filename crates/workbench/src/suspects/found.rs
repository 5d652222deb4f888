//! Confident learning on the rows of a scope.

use crate::errors::Scoped;
use crate::{Error, Result};
use assay_stats::{ClassScores, ConfidentLearning, confident_learning};
use assay_store::Read;
use assay_store::run_rows::{self, NO_CLASS, ScoreColumns};

/// The rows with a label and a score for each class, and what confident learning says of them.
pub(super) struct Found {
    /// Places in the rows of the scope.
    pub(super) rows: Vec<usize>,
    /// For each of them the place of the given label among `classes`.
    pub(super) given: Vec<u32>,
    /// Class ids, in the order of the scores.
    pub(super) classes: Vec<i64>,
    /// One for each row and class.
    pub(super) values: Vec<f64>,
    pub(super) learning: ConfidentLearning,
    /// Rows with a prediction and no reference label.
    pub(super) unlabelled: u64,
    /// Labelled rows without a score for each class, or with a label that has none.
    pub(super) unscored: u64,
    /// The scores were made from that of the predicted class, the other being what is left of 1.
    pub(super) completed: bool,
}

impl Found {
    /// Probability that the scores give to a class.
    pub(super) fn score(&self, at: usize, class: u32) -> f64 {
        self.values[at * self.classes.len() + class as usize]
    }
}

/// Reads the scores and learns from them.
pub(super) fn find(r: &Read<'_>, scoped: &Scoped) -> Result<Found> {
    let mut scores = run_rows::scores(r, scoped.run.id)?;
    let completed = scores.items.is_empty();
    if completed {
        scores = of_two_classes(scoped)?;
    }
    let ids: Vec<i64> = scoped.question.classes.iter().map(|class| class.id).collect();
    let place: Vec<Option<u32>> = ids
        .iter()
        .map(|id| scores.classes.iter().position(|class| class == id).map(|at| at as u32))
        .collect();
    let width = scores.classes.len();
    let mut found = Found {
        rows: Vec::new(),
        given: Vec::new(),
        classes: scores.classes,
        values: scores.values,
        learning: ConfidentLearning {
            thresholds: Vec::new(),
            joint: Vec::new(),
            calibrated: Vec::new(),
            suspected: Vec::new(),
        },
        unlabelled: 0,
        unscored: 0,
        completed,
    };
    // Both stand by rising item. What is used moves to the front of the scores: two copies might not fit.
    let mut at = 0;
    for (row, item) in scoped.rows.items.iter().enumerate() {
        let label = scoped.rows.reference[row];
        if label == NO_CLASS {
            found.unlabelled += 1;
            continue;
        }
        at += scores.items[at..].partition_point(|other| other < item);
        let own = at * width..(at + 1) * width;
        let usable = scores.items.get(at) == Some(item)
            && found.values[own.clone()].iter().all(|value| value.is_finite());
        match place.get(label as usize).copied().flatten() {
            Some(given) if usable => {
                found.values.copy_within(own, found.rows.len() * width);
                found.rows.push(row);
                found.given.push(given);
            }
            _ => found.unscored += 1,
        }
    }
    found.values.truncate(found.rows.len() * width);
    drop(scores.items);
    if found.rows.is_empty() {
        return Err(Error::refused(
            "nothing_scored",
            "no row here has a reference label and a score for every class; label items, or widen the filter",
        ));
    }
    let columns = ClassScores::new(&found.given, &found.values, width as u32).map_err(|error| {
        Error::refused(
            error.code(),
            format!(
                "the scores of `{}` are no probabilities: {error}. Each row has to be 0 or more and add up to 1 (a softmax)",
                scoped.run.name
            ),
        )
    })?;
    found.learning = confident_learning(&columns);
    Ok(found)
}

/// With two classes the score of the predicted one tells that of the other.
fn of_two_classes(scoped: &Scoped) -> Result<ScoreColumns> {
    let classes: Vec<i64> = scoped.question.classes.iter().map(|class| class.id).collect();
    let rows = &scoped.rows;
    let scored =
        |row: &usize| rows.score[*row].is_finite() && (rows.predicted[*row] as usize) < classes.len();
    let having: Vec<usize> = (0..rows.len()).filter(scored).collect();
    if classes.len() != 2 || having.is_empty() {
        return Err(Error::refused(
            "scores_missing",
            format!(
                "`{}` came without a score for every class; import its predictions again with one column for each class, such as score_{}",
                scoped.run.name,
                scoped.question.classes.first().map_or("yes", |class| class.key.as_str())
            ),
        ));
    }
    let values = having.iter().flat_map(|&row| {
        let score = rows.score[row];
        if rows.predicted[row] == 0 { [score, 1.0 - score] } else { [1.0 - score, score] }
    });
    Ok(ScoreColumns {
        values: values.collect(),
        items: having.iter().map(|&row| rows.items[row]).collect(),
        classes,
    })
}

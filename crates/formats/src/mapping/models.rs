//! Columns of several models in one table: `pred_A`, `B.prediction`, `pred:v2`, with the scores that belong to each.

use super::names::{GOLD_LABEL, PREDICTION};
use super::normalise;

const ANSWERS: [&str; 7] = ["prediction", "predicted", "y_pred", "y_hat", "yhat", "output", "pred"];
const SCORES: [&str; 11] = [
    "probabilities",
    "probability",
    "confidence",
    "proba",
    "probs",
    "prob",
    "logits",
    "logit",
    "scores",
    "score",
    "p",
];
/// What follows the word where the column still is the answer itself.
const ITSELF: [&str; 8] = ["label", "class", "answer", "category", "choice", "value", "name", "text"];
/// What follows the word where the column is something else about it.
const OTHER: [&str; 12] = [
    "score",
    "scores",
    "prob",
    "probs",
    "proba",
    "probability",
    "probabilities",
    "confidence",
    "id",
    "index",
    "correct",
    "time",
];

fn is_separator(c: char) -> bool {
    matches!(c, '_' | '-' | '.' | ':' | '/' | ' ')
}

/// What is left of a name after this word and a separator, at its beginning.
fn after<'a>(name: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = name.split_at_checked(word.len())?;
    let rest = start.eq_ignore_ascii_case(word).then_some(rest)?;
    let left = rest.strip_prefix(is_separator)?;
    (!left.is_empty()).then_some(left)
}

/// The same at its end.
fn before<'a>(name: &'a str, word: &str) -> Option<&'a str> {
    let (rest, end) = name.split_at_checked(name.len().checked_sub(word.len())?)?;
    let rest = end.eq_ignore_ascii_case(word).then_some(rest)?;
    let left = rest.strip_suffix(is_separator)?;
    (!left.is_empty()).then_some(left)
}

/// The columns that hold the answer of a model, each with its model; empty for the one that names none.
pub fn prediction_columns<S: AsRef<str>>(columns: &[S]) -> Vec<(usize, String)> {
    let model = |name: &str| -> Option<String> {
        if PREDICTION.contains(&normalise(name).as_str()) {
            return Some(String::new());
        }
        let model = ANSWERS.iter().find_map(|word| after(name, word).or_else(|| before(name, word)))?;
        let rest = model.to_ascii_lowercase();
        if OTHER.contains(&rest.as_str()) {
            return None;
        }
        Some(if ITSELF.contains(&rest.as_str()) { String::new() } else { model.to_owned() })
    };
    let mut found: Vec<(usize, String)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if let Some(model) = model(column.as_ref().trim())
            && !found.iter().any(|(_, known)| *known == model)
        {
            found.push((at, model));
        }
    }
    found
}

/// What a column says of a model, where it is about scores: the class, or none for the score of the answer.
pub fn score_of_model(column: &str, model: &str) -> Option<Option<String>> {
    let column = column.trim();
    let owned = |text: &str| Some(Some(text.to_owned()));
    for word in SCORES {
        if let Some(rest) = after(column, word) {
            if rest.eq_ignore_ascii_case(model) {
                return Some(None);
            }
            if let Some(class) = after(rest, model) {
                return owned(class);
            }
        }
        if let Some(rest) = after(column, model) {
            if rest.eq_ignore_ascii_case(word) {
                return Some(None);
            }
            if let Some(class) = after(rest, word) {
                return owned(class);
            }
        }
    }
    None
}

/// Whether a column by its name holds what is true, not what a model says.
pub fn names_a_label(column: &str) -> bool {
    GOLD_LABEL.contains(&normalise(column).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_told_by_the_names_of_their_columns() {
        let models = |columns: &[&str]| -> Vec<String> {
            prediction_columns(columns).into_iter().map(|(at, model)| format!("{at}{model}")).collect()
        };
        assert_eq!(models(&["item", "pred_A", "pred_B", "prob_A_cat"]), ["1A", "2B"]);
        assert_eq!(models(&["item", "pred", "pred_b", "label"]), ["1", "2b"]);
        assert_eq!(models(&["id", "gpt 4 prediction", "pred:v1.2", "score:v1.2"]), ["1gpt 4", "2v1.2"]);
        assert_eq!(models(&["id", "prediction.label", "prediction.score", "pred_id"]), ["1"]);
        assert_eq!(models(&["id", "text", "predator", "output"]), ["3"]);
        assert_eq!(models(&["é", "pré"]), Vec::<String>::new());
    }

    #[test]
    fn scores_belong_to_their_model() {
        for (column, model, expected) in [
            ("prob_A_cat", "A", Some(Some("cat"))),
            ("A.scores.cat", "A", Some(Some("cat"))),
            ("score:v1", "v1", Some(None)),
            ("A_confidence", "A", Some(None)),
            ("prob_B_cat", "A", None),
            ("prob_cat", "A", None),
            ("A", "A", None),
        ] {
            assert_eq!(
                score_of_model(column, model),
                expected.map(|class| class.map(str::to_owned)),
                "{column}"
            );
        }
    }
}

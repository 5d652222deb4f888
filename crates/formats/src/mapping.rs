//! What a table holds and which column means what, guessed from names alone; the user confirms.

mod models;
mod names;

pub use models::{names_a_label, prediction_columns, score_of_model};
use serde::Serialize;

use names::{
    ACTIVE, EXPLANATION, GOLD_LABEL, GUIDELINE, IMAGE, ITEM, LABEL, NOTE, PREDICTION, QUESTION, RATER,
    SKIPPED, SPLIT, TEXT, TIME, UNSURE, WEAK_RATER,
};

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Things to label.
    Items,
    /// Items with known answers.
    Gold,
    /// What raters answered.
    Judgments,
    /// What a model answered.
    Predictions,
}

/// What a column means.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The item's key.
    Item,
    /// The item's text.
    Text,
    /// The item's image: a path or a file name.
    Image,
    /// The item's split.
    Split,
    /// Who answered.
    Rater,
    /// The answer, or the known answer.
    Label,
    /// The model's answer.
    Prediction,
    /// The model's score for a class.
    Score {
        /// The class, as the column's name writes it.
        class: String,
    },
    /// Why the known answer is right.
    Explanation,
    /// The question answered.
    Question,
    /// When it was answered.
    Time,
    /// Active time on the item, in milliseconds.
    ActiveMs,
    /// The version of the guideline.
    GuidelineVersion,
    /// A rater's note.
    Note,
    /// Whether the item was skipped.
    Skipped,
    /// Whether the rater was unsure.
    Unsure,
}

/// The role of each column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Mapping {
    /// One for each column, in order; `None` leaves the column unmapped. No role stands twice.
    pub roles: Vec<Option<Role>>,
}

impl Mapping {
    /// The column with a role.
    pub fn column(&self, role: &Role) -> Option<usize> {
        self.roles.iter().position(|have| have.as_ref() == Some(role))
    }

    /// The columns with a score, each with its class.
    pub fn scores(&self) -> impl Iterator<Item = (usize, &str)> {
        self.roles.iter().enumerate().filter_map(|(column, role)| match role {
            Some(Role::Score { class }) => Some((column, class.as_str())),
            _ => None,
        })
    }
}

/// Guesses the role of each column in a table of a kind.
pub fn guess_mapping<S: AsRef<str>>(kind: TableKind, columns: &[S]) -> Mapping {
    let names: Vec<String> = columns.iter().map(|name| normalise(name.as_ref())).collect();
    let mut mapping = Mapping { roles: vec![None; names.len()] };
    for (role, synonyms) in roles(kind) {
        let free =
            |name: &&str| names.iter().position(|n| n == *name).filter(|at| mapping.roles[*at].is_none());
        // Twice over: a second list for a role is the second choice.
        if mapping.column(&role).is_none()
            && let Some(at) = synonyms.iter().find_map(free)
        {
            mapping.roles[at] = Some(role);
        }
    }
    if kind == TableKind::Predictions {
        for (at, name) in columns.iter().enumerate() {
            if let (None, Some(class)) = (&mapping.roles[at], score_class(name.as_ref())) {
                let role = Role::Score { class };
                if mapping.column(&role).is_none() {
                    mapping.roles[at] = Some(role);
                }
            }
        }
    }
    mapping
}

fn roles(kind: TableKind) -> Vec<(Role, &'static [&'static str])> {
    match kind {
        TableKind::Items => {
            vec![(Role::Item, ITEM), (Role::Text, TEXT), (Role::Image, IMAGE), (Role::Split, SPLIT)]
        }
        TableKind::Gold => {
            vec![
                (Role::Item, ITEM),
                (Role::Label, GOLD_LABEL),
                (Role::Explanation, EXPLANATION),
                (Role::Item, IMAGE),
            ]
        }
        TableKind::Judgments => vec![
            (Role::Item, ITEM),
            (Role::Rater, RATER),
            (Role::Label, LABEL),
            (Role::Question, QUESTION),
            (Role::Time, TIME),
            (Role::ActiveMs, ACTIVE),
            (Role::GuidelineVersion, GUIDELINE),
            (Role::Note, NOTE),
            (Role::Skipped, SKIPPED),
            (Role::Unsure, UNSURE),
            (Role::Item, IMAGE),
        ],
        // Where only a label is there, it is the model's.
        TableKind::Predictions => {
            vec![
                (Role::Item, ITEM),
                (Role::Prediction, PREDICTION),
                (Role::Prediction, LABEL),
                (Role::Item, IMAGE),
            ]
        }
    }
}

/// Guesses what a table holds from its columns, and from the file's name where they leave it open.
pub fn guess_kind<S: AsRef<str>>(columns: &[S], file_name: &str) -> Option<TableKind> {
    let names: Vec<String> = columns.iter().map(|name| normalise(name.as_ref())).collect();
    let has = |synonyms: &[&str]| names.iter().any(|name| synonyms.contains(&name.as_str()));
    let strong_rater = names.iter().any(|n| RATER.contains(&n.as_str()) && !WEAK_RATER.contains(&n.as_str()));
    let content = has(TEXT) || has(IMAGE);
    let scored = columns.iter().any(|name| score_class(name.as_ref()).is_some());
    if (strong_rater || (has(RATER) && !content)) && (has(LABEL) || has(SKIPPED) || !content) {
        return Some(TableKind::Judgments);
    }
    if has(PREDICTION) || (scored && !has(TEXT)) {
        return Some(TableKind::Predictions);
    }
    if has(&["gold", "gold_label", "gold_answer"]) || (has(GOLD_LABEL) && has(EXPLANATION)) {
        return Some(TableKind::Gold);
    }
    let file_name = file_name.to_lowercase();
    let words = || file_name.split(|c: char| !c.is_alphanumeric());
    let called = |starts: &[&str]| words().any(|word| starts.iter().any(|start| word.starts_with(start)));
    if has(GOLD_LABEL) && called(&["gold", "truth", "answers"]) {
        Some(TableKind::Gold)
    } else if has(LABEL) && called(&["pred", "model", "run", "output"]) {
        Some(TableKind::Predictions)
    } else if content {
        Some(TableKind::Items)
    } else if has(ITEM) && has(GOLD_LABEL) {
        Some(TableKind::Gold)
    } else if has(ITEM) {
        Some(TableKind::Items)
    } else {
        None
    }
}

/// The class in `prob_cat`, `p_cat`, `score: cat`, `p0`.
fn score_class(name: &str) -> Option<String> {
    const PREFIXES: [&str; 6] = ["probability", "proba", "prob", "score", "logit", "p"];
    let name = name.trim();
    for prefix in PREFIXES {
        let Some((start, rest)) = name.split_at_checked(prefix.len()) else { continue };
        if !start.eq_ignore_ascii_case(prefix) {
            continue;
        }
        let class = rest.trim_start_matches(['_', '-', '.', ':', '/', ' ']);
        let numbered = prefix == "p" && !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
        if numbered || (class.len() < rest.len() && !class.is_empty()) {
            return Some(class.to_owned());
        }
    }
    None
}

/// `Item ID`, `item-id` and `itemId` become `item_id`.
fn normalise(name: &str) -> String {
    let mut out = String::new();
    let mut after_lower = false;
    for c in name.trim().chars() {
        let separator = c == '_' || c == '-' || c == '.' || c.is_whitespace();
        if (separator || (after_lower && c.is_uppercase())) && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        if !separator {
            out.extend(c.to_lowercase());
        }
        after_lower = c.is_lowercase();
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(columns: &str, file: &str, kind: Option<TableKind>, expected: &str) {
        let columns: Vec<&str> = columns.split(',').collect();
        assert_eq!(guess_kind(&columns, file), kind, "{columns:?}");
        let mapping = guess_mapping(kind.unwrap_or(TableKind::Items), &columns);
        let shown = |role: &Option<Role>| match role {
            None => "-".to_owned(),
            Some(Role::Score { class }) => format!("Score:{class}"),
            Some(role) => format!("{role:?}"),
        };
        assert_eq!(mapping.roles.iter().map(shown).collect::<Vec<_>>().join(","), expected, "{columns:?}");
    }

    #[test]
    fn kinds_and_roles_are_guessed_from_names() {
        use TableKind::*;
        check("id,text", "a.csv", Some(Items), "Item,Text");
        check("Item ID,Body,file,split,price", "a.csv", Some(Items), "Item,Text,Image,Split,-");
        check("id,text,label", "a.csv", Some(Items), "Item,Text,-");
        check("id,text,user", "tweets.csv", Some(Items), "Item,Text,-");
        check("filename", "a.csv", Some(Items), "Image");
        check("item,label", "a.csv", Some(Gold), "Item,Label");
        check("item,answer,explanation", "a.csv", Some(Gold), "Item,Label,Explanation");
        check("id,text,label", "gold.csv", Some(Gold), "Item,-,Label");
        check("file,class", "gold.csv", Some(Gold), "Item,Label");
        check("task,worker,answer", "a.csv", Some(Judgments), "Item,Rater,Label");
        check("item_id,user,label", "a.csv", Some(Judgments), "Item,Rater,Label");
        check("id,text,annotator,label", "a.csv", Some(Judgments), "Item,-,Rater,Label");
        check(
            "item,rater,label,question,time,active_ms,guideline_version,note,skipped,unsure,other",
            "a.csv",
            Some(Judgments),
            "Item,Rater,Label,Question,Time,ActiveMs,GuidelineVersion,Note,Skipped,Unsure,-",
        );
        check("itemId,predicted", "a.csv", Some(Predictions), "Item,Prediction");
        check("item,pred,label", "a.csv", Some(Predictions), "Item,Prediction,-");
        check("id,Prob_Not spam,prob_spam", "a.csv", Some(Predictions), "Item,Score:Not spam,Score:spam");
        check("id,p0,p1,P_2,p_2", "a.csv", Some(Predictions), "Item,Score:0,Score:1,Score:2,-");
        check("id,label", "run3_predictions.csv", Some(Predictions), "Item,Prediction");
        check("foo,bar,price", "a.csv", None, "-,-,-");
    }

    #[test]
    fn names_are_compared_without_case_and_separators() {
        for (name, expected) in [
            ("Item ID", "item_id"),
            ("itemId", "item_id"),
            (" item--id ", "item_id"),
            ("_ID_", "id"),
            ("ID", "id"),
        ] {
            assert_eq!(normalise(name), expected);
        }
        for name in ["price", "p", "p_", "prob", "probe", "pé", "2p0", "p1x"] {
            assert_eq!(score_class(name), None, "{name}");
        }
    }
}

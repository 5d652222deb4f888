//! How right a run is in all the usual figures, and whether it reaches what it has to.

use crate::answer::{Answer, word};
use crate::desk::Desk;
use crate::human::field_id;
use crate::text;
use anyhow::{Context as _, Result, bail};
use assay_workbench::checks::{CheckDraft, CheckMetric, ChecksOfRun, OnCheck};
use assay_workbench::commands;
use assay_workbench::metrics::{CurveRequest, GapsRequest, MetricsRequest, PartsRequest};
use assay_workbench::words::Bound;
use clap::Args;
use serde_json::{Value, json};

/// What of a run's figures.
#[derive(Debug, Args)]
pub struct MetricsArgs {
    /// The run.
    #[arg(long)]
    pub run: String,
    /// Only rows that this filter finds, such as `lang = es`.
    #[arg(long = "where", value_name = "FILTER")]
    pub filter: Option<String>,
    /// Bins of the calibration.
    #[arg(long, value_name = "N")]
    pub bins: Option<u32>,
    /// The curve of this class too; with --by: the class that counts as positive.
    #[arg(long, value_name = "CLASS")]
    pub class: Option<String>,
    /// Counts and figures at this threshold of the class's score.
    #[arg(long, requires = "class", value_name = "SCORE")]
    pub threshold: Option<f64>,
    /// The highest threshold that reaches this recall.
    #[arg(long, requires = "class", value_name = "SHARE")]
    pub recall: Option<f64>,
    /// Each tag and each value of this field against the rest, and the gaps between its groups.
    #[arg(long, value_name = "FIELD")]
    pub by: Option<String>,
    /// The group that others are held against; the largest by default.
    #[arg(long, requires = "by", value_name = "VALUE")]
    pub base: Option<String>,
    /// Parts and groups with fewer rows get no verdict.
    #[arg(long, requires = "by", value_name = "N")]
    pub least: Option<u64>,
}

/// The checks on a run.
#[derive(Debug, Args)]
pub struct ChecksArgs {
    /// The run to check; without it the checks are listed.
    #[arg(long)]
    pub run: Option<String>,
    /// Puts a check of this name in use.
    #[arg(long, value_name = "NAME", requires = "metric", conflicts_with = "retire")]
    pub add: Option<String>,
    /// The figure: accuracy, macro_f1, recall, auc, log_loss, ...
    #[arg(long, value_parser = metric, requires = "add")]
    pub metric: Option<CheckMetric>,
    /// The class that the figure is about.
    #[arg(long, requires = "add")]
    pub class: Option<String>,
    /// Only rows that this filter finds.
    #[arg(long = "where", value_name = "FILTER", requires = "add")]
    pub filter: Option<String>,
    /// The figure should be no lower.
    #[arg(long, requires = "add", conflicts_with = "at_most", value_name = "VALUE")]
    pub at_least: Option<f64>,
    /// The figure should be no higher.
    #[arg(long, requires = "add", value_name = "VALUE")]
    pub at_most: Option<f64>,
    /// Takes the check of this name out of use.
    #[arg(long, value_name = "NAME")]
    pub retire: Option<String>,
}

fn metric(name: &str) -> Result<CheckMetric, String> {
    serde_json::from_value(Value::from(name.replace('-', "_"))).map_err(|e| e.to_string())
}

fn class_id(desk: &Desk, key: &str) -> Result<i64> {
    let overview = commands::project_overview(&desk.workbench, &desk.caller, ())?;
    let classes = &overview.question.classes;
    let found = classes.iter().find(|class| class.key == key || class.name == key);
    let keys = || classes.iter().map(|class| class.key.as_str()).collect::<Vec<_>>().join(", ");
    found
        .map(|class| class.id)
        .with_context(|| format!("there is no class `{key}`; the classes are: {}", keys()))
}

/// All figures of a run; with a class its curve, with a field its parts and gaps.
pub fn metrics(desk: &Desk, of: &MetricsArgs) -> Result<Answer> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    let run = desk.run(&of.run)?;
    let filter = of.filter.clone();
    let class = of.class.as_deref().map(|key| class_id(desk, key)).transpose()?;
    let request = MetricsRequest { run, filter: filter.clone(), bins: of.bins };
    let mut json = serde_json::to_value(commands::run_metrics(workbench, caller, request)?)?;
    let mut answer = whole(&json);
    if let Some(class) = class.filter(|_| of.by.is_none() || of.threshold.is_some() || of.recall.is_some()) {
        let request =
            CurveRequest { run, filter: filter.clone(), class, threshold: of.threshold, recall: of.recall };
        json["curve"] = serde_json::to_value(commands::run_curve(workbench, caller, request)?)?;
        answer = curve(answer, &json["curve"]);
    }
    if let Some(field) = &of.by {
        let field = field_id(desk, field)?;
        let request =
            PartsRequest { run, filter: filter.clone(), field: Some(field), class, least: of.least };
        json["parts"] = serde_json::to_value(commands::run_parts(workbench, caller, request)?)?;
        let request = GapsRequest { run, filter, field, class, base: of.base.clone(), least: of.least };
        json["gaps"] = serde_json::to_value(commands::run_gaps(workbench, caller, request)?)?;
        answer = gaps(parts(answer, &json["parts"]), &json["gaps"]);
    }
    answer.json = json.into();
    Ok(answer)
}

fn rows<'a>(list: &'a Value, row: impl Fn(&'a Value) -> Vec<String>) -> Vec<Vec<String>> {
    list.as_array().into_iter().flatten().map(row).collect()
}

fn whole(json: &Value) -> Answer {
    let mut figures: Vec<Vec<String>> =
        [("accuracy", "accuracy"), ("balanced accuracy", "balanced_accuracy"), ("Matthews", "matthews")]
            .iter()
            .map(|(name, key)| vec![(*name).to_owned(), text::figure(&json[*key])])
            .collect();
    let scores = &json["scores"];
    if !scores.is_null() {
        for (name, figure) in [
            ("macro AUC", &scores["macro_auc"]),
            ("macro average precision", &scores["macro_average_precision"]),
            ("log loss", &scores["log_loss"]),
            ("Brier", &scores["brier"]),
            ("calibration error", &scores["calibration"]["expected_error"]),
            ("errors told by a low score, AUC", &scores["detection"]["auc"]),
        ] {
            figures.push(vec![name.to_owned(), text::figure(figure)]);
        }
        for top in scores["top"].as_array().into_iter().flatten() {
            figures.push(vec![format!("top {}", top["top"]), text::figure(&top["accuracy"])]);
        }
    }
    let averages = rows(&json["averages"], |a| {
        vec![
            word(&a["average"]),
            text::figure(&a["precision"]),
            text::figure(&a["recall"]),
            text::figure(&a["f1"]),
        ]
    });
    let place = |class: &Value| {
        let list = scores["classes"].as_array().into_iter().flatten();
        list.into_iter().find(|ranked| ranked["class"] == class["class"]).cloned().unwrap_or(Value::Null)
    };
    let classes = rows(&json["per_class"], |c| {
        let mut row = vec![word(&c["class"]), word(&c["support"])];
        row.extend(["precision", "recall", "f1"].map(|key| text::figure(&c[key])));
        if !scores.is_null() {
            let ranked = place(c);
            row.extend(["average_precision", "auc"].map(|key| text::figure(&ranked[key])));
        }
        row
    });
    let line = format!("{}: {} of {} wrong", word(&json["run"]), json["errors"], json["n"]);
    let header: &[&str] = if scores.is_null() {
        &["class", "n", "precision", "recall", "F1"]
    } else {
        &["class", "n", "precision", "recall", "F1", "average precision", "AUC"]
    };
    Answer::new(Value::Null)
        .line(line)
        .table(&["figure", "value"], figures)
        .table(&["mean", "precision", "recall", "F1"], averages)
        .table(header, classes)
}

fn curve(answer: Answer, json: &Value) -> Answer {
    let mut table = Vec::new();
    for (name, key) in [("asked for", "at"), ("recall asked for", "at_recall"), ("largest F1", "best_f1")] {
        let at = &json[key];
        if at.is_null() {
            continue;
        }
        let mut row = vec![name.to_owned(), word(&at["threshold"])];
        row.extend(
            ["true_positives", "false_positives", "false_negatives", "true_negatives"].map(|n| word(&at[n])),
        );
        row.extend(["precision", "recall", "f1", "specificity"].map(|figure| text::figure(&at[figure])));
        table.push(row);
    }
    answer.table(
        &["threshold", "score", "TP", "FP", "FN", "TN", "precision", "recall", "F1", "specificity"],
        table,
    )
}

fn parts(answer: Answer, json: &Value) -> Answer {
    let table = rows(&json["parts"], |p| {
        vec![
            word(&p["name"]),
            word(&p["n"]),
            word(&p["errors"]),
            text::figure(&p["accuracy"]),
            text::figure(&p["macro_f1"]),
            text::figure(&p["accuracy_gap"]["difference"]),
            word(&p["accuracy_gap"]["verdict"]),
        ]
    });
    answer
        .table(&["part", "n", "wrong", "accuracy", "macro F1", "accuracy less the rest's", "verdict"], table)
}

fn gaps(answer: Answer, json: &Value) -> Answer {
    let mut table = Vec::new();
    for group in json["groups"].as_array().into_iter().flatten() {
        for rate in group["rates"].as_array().into_iter().flatten() {
            let gap = &rate["gap"];
            let base = gap.is_null();
            table.push(vec![
                word(&group["name"]),
                word(&rate["rate"]),
                text::figure(&rate["figure"]),
                word(&rate["figure"]["n"]),
                if base { "held against".to_owned() } else { text::figure(&gap["difference"]) },
                if base { String::new() } else { word(&gap["verdict"]) },
            ]);
        }
    }
    answer.table(&["group", "rate", "share", "n", "gap", "verdict"], table)
}

/// Lists the checks, after a change where one is asked for; with a run what they find there. A check that fails is bad
/// news.
pub fn checks(desk: &Desk, of: &ChecksArgs) -> Result<Answer> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    if let (Some(name), Some(metric)) = (&of.add, of.metric) {
        let (bound, threshold) = match (of.at_least, of.at_most) {
            (Some(threshold), None) => (Bound::AtLeast, threshold),
            (None, Some(threshold)) => (Bound::AtMost, threshold),
            _ => bail!("say what the figure has to reach: --at-least or --at-most"),
        };
        let class = of.class.as_deref().map(|key| class_id(desk, key)).transpose()?;
        let draft =
            CheckDraft { name: name.clone(), metric, class, filter: of.filter.clone(), bound, threshold };
        commands::check_add(workbench, caller, draft)?;
    }
    if let Some(name) = &of.retire {
        let known = commands::check_list(workbench, caller, ())?;
        let found = known.iter().find(|check| check.name.eq_ignore_ascii_case(name));
        let check = found.with_context(|| format!("there is no check `{name}`"))?.id;
        commands::check_retire(workbench, caller, OnCheck { check })?;
    }
    let Some(run) = &of.run else {
        let json = serde_json::to_value(commands::check_list(workbench, caller, ())?)?;
        let table = rows(&json, |check| vec![word(&check["name"]), asked(check)]);
        return Ok(Answer::new(json.clone()).table(&["check", "asks for"], table));
    };
    let report = commands::checks_run(workbench, caller, ChecksOfRun { run: desk.run(run)? })?;
    let json = serde_json::to_value(&report)?;
    let table = rows(&json["rows"], |row| {
        let found = &row["found"];
        let adjusted = found["adjusted"].as_f64().map(text::short).unwrap_or_default();
        vec![
            word(&found["verdict"]),
            word(&row["check"]["name"]),
            asked(&row["check"]),
            text::figure(&found["figure"]),
            word(&found["figure"]["n"]),
            adjusted,
            word(&row["looks"]),
        ]
    });
    let line = format!(
        "{}: {} pass, {} fail, {} undecided (reference labels, revision {})",
        report.run, report.passed, report.failed, report.undecided, report.reference_revision
    );
    let header = ["verdict", "check", "asks for", "value", "n", "adjusted p", "looks"];
    let mut answer = Answer::new(json).line(line).table(&header, table);
    answer.negative = report.failed > 0;
    Ok(answer)
}

/// `recall of yes at least 0.9 where lang = es`.
fn asked(check: &Value) -> String {
    let of = check["class_key"].as_str().map(|class| format!(" of {class}")).unwrap_or_default();
    let filter = check["filter"].as_str().map(|line| format!(" where {line}")).unwrap_or_default();
    let bound = word(&check["bound"]).replace('_', " ");
    format!("{}{of} {bound} {}{filter}", word(&check["metric"]).replace('_', " "), json!(check["threshold"]))
}

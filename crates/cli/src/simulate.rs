//! Recorded judgments, given again through the assignment of work.

use crate::answer::{Answer, word};
use crate::args::{SimulateArgs, Source};
use crate::desk::Desk;
use crate::quality::table;
use crate::text;
use anyhow::{Context as _, Result, bail};
use assay_workbench::simulate::SimulateTable;
use assay_workbench::words::Policy;
use assay_workbench::{commands, is_database};
use serde_json::{Value, json};

/// What the rules would have saved, and cost.
pub fn simulate(desk: &Desk, source: &Source, of: &SimulateArgs) -> Result<Answer> {
    if is_database(&source.source) {
        bail!(
            "a simulation reads a table; write the project's judgments with `assay export judgments` and give that"
        );
    }
    let truth = source.truth.as_deref().context("give the known answers as a table: --truth FILE")?;
    let request = SimulateTable {
        table: table(desk, source)?,
        truth: desk.file(truth),
        policy: Some(policy(of)?),
        gold: Some(of.known),
        seed: Some(of.seed),
        set_aside: Some(of.set_aside),
    };
    let json = desk.wait(commands::table_simulate(&desk.workbench, &desk.caller, request)?)?;
    let shares = |key: &str| format!("{}  n {}", text::figure(&json[key]), json[key]["n"]);
    let number = |key: &str| json[key].as_f64().map(text::short).unwrap_or_default();
    let answer = Answer::new(json.clone())
        .line(format!(
            "{} items, {} of {} recorded judgments asked for ({}), {} an item",
            json["items"],
            json["judgments"],
            json["recorded"],
            number("share"),
            number("per_item")
        ))
        .line(format!("{} of them set aside", json["set_aside"]))
        .line(format!("{} answers to {} hidden gold items", json["gold_answers"], json["gold_items"]))
        .line(format!("{} items wanted one more when the record had no more", json["unfinished"]))
        .line(format!(
            "{} of {} raters passed; their true accuracy {}",
            json["passed"],
            json["raters"],
            shares("passed_accuracy")
        ))
        .line(format!(
            "{} paused; their true accuracy {}",
            rows(&json["paused"]).len(),
            shares("paused_accuracy")
        ))
        .line(format!("neither; their true accuracy {}", shares("open_accuracy")));
    let accuracy = rows(&json["accuracy"]).iter().map(|row| {
        let n = word(&row["accuracy"]["n"]);
        vec![word(&row["method"]), text::figure(&row["accuracy"]), text::figure(&row["of_all"]), n]
    });
    let answer = answer.table(
        &["labels by", "accuracy [95 % interval]", "from all recorded", "n"],
        accuracy.collect::<Vec<_>>(),
    );
    let paused = rows(&json["paused"]).iter().map(|row| {
        let golds = format!("{} of {}", row["right"], row["golds"]);
        vec![
            word(&row["rater"]),
            word(&row["by"]),
            golds,
            text::figure(&row["accuracy"]),
            word(&row["accuracy"]["n"]),
        ]
    });
    let paused: Vec<_> = paused.collect();
    if paused.is_empty() {
        return Ok(answer);
    }
    Ok(answer.table(&["paused", "by", "gold right", "true accuracy", "n"], paused))
}

fn rows(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}

fn policy(of: &SimulateArgs) -> Result<Policy> {
    let rule = json!({ "acceptable": of.acceptable, "unacceptable": of.unacceptable });
    let mut rules = json!({});
    if of.target > 0.0 {
        rules["adaptive"] = json!({ "most_judgments": of.most, "target": of.target });
    }
    if !of.no_pause {
        let more = |more: Value| {
            let mut rule = rule.clone();
            for (key, value) in more.as_object().into_iter().flatten() {
                rule[key] = value.clone();
            }
            rule
        };
        rules["qualification"] =
            more(json!({ "alpha": 0.05, "beta": 0.05, "most_golds": 60, "attempts": 1 }));
        rules["monitor"] = more(json!({ "run_length": 1000 }));
    }
    Ok(Policy {
        judgments_per_item: of.least,
        gold_share: of.gold_share,
        rules: serde_json::from_value(rules)?,
        ..Policy::default()
    })
}

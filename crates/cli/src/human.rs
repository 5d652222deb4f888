//! Human level and baselines.

use crate::answer::{Answer, word};
use crate::desk::Desk;
use crate::text;
use anyhow::{Context as _, Result, bail};
use assay_workbench::commands;
use assay_workbench::human::{BaselineChoose, BaselineSet, BaselineStore, HumanRequest, OnBaseline};
use serde_json::Value;

/// A change of the baselines; one at a time.
#[derive(Debug, clap::Args)]
pub struct BaselineArgs {
    /// Set a figure by hand, under this name.
    #[arg(long, value_name = "NAME", requires = "value", group = "baseline_change")]
    pub set: Option<String>,
    /// Its share right, 0 to 1.
    #[arg(long, value_name = "SHARE", requires = "set")]
    pub value: Option<f64>,
    /// Items it rests on; taken as exact where left out.
    #[arg(long, value_name = "N", requires = "set")]
    pub items: Option<u64>,
    /// Where it comes from.
    #[arg(long, value_name = "TEXT", requires = "set")]
    pub source: Option<String>,
    /// Store the human level of a draw that is decided to the end, under its name.
    #[arg(long, value_name = "DRAW", group = "baseline_change")]
    pub store: Option<String>,
    /// Hold runs against this one.
    #[arg(long, value_name = "NAME", group = "baseline_change")]
    pub choose: Option<String>,
    /// Hold runs against none.
    #[arg(long, group = "baseline_change")]
    pub choose_none: bool,
    /// Take one out of use.
    #[arg(long, value_name = "NAME", group = "baseline_change")]
    pub retire: Option<String>,
    /// Take your newest change back.
    #[arg(long, group = "baseline_change")]
    pub undo: bool,
}

/// The row id of a draw.
pub fn draw(desk: &Desk, name: &str) -> Result<i64> {
    let draws = commands::human_list(&desk.workbench, &desk.caller, ())?;
    let names = || draws.iter().map(|draw| draw.name.as_str()).collect::<Vec<_>>().join(", ");
    let found = draws.iter().find(|draw| draw.name.eq_ignore_ascii_case(name));
    found.map(|draw| draw.id).with_context(|| match draws.is_empty() {
        true => format!("there is no draw `{name}` and no other: draw items under Quality, Human level"),
        false => format!("there is no draw `{name}`; the draws are: {}", names()),
    })
}

/// How often people give the decisions of a draw.
pub fn level(desk: &Desk, wanted: Option<&str>, field: Option<&str>) -> Result<Answer> {
    let newest = || Ok(commands::human_list(&desk.workbench, &desk.caller, ())?.first().map(|draw| draw.id));
    let draw = wanted.map_or_else(newest, |name| draw(desk, name).map(Some))?;
    let field = field.map(|name| field_id(desk, name)).transpose()?;
    let report = commands::human_report(&desk.workbench, &desk.caller, HumanRequest { draw, field })?;
    let json = serde_json::to_value(&report)?;
    let of = match &report.draw {
        Some(draw) => format!("{}: {} of {} items decided blind", draw.name, draw.decided, draw.size),
        None => "every decision of a lead".to_owned(),
    };
    let mut answer = Answer::new(json.clone())
        .line(of)
        .line(format!(
            "against the decisions: {}  {} judgments, {} items",
            text::figure(&json["pooled"]),
            report.judgments,
            report.items
        ))
        .line(format!(
            "against most others: {}  {} judgments, {} items",
            text::figure(&json["others"]),
            report.others.n,
            report.others_items
        ));
    for warning in &report.warnings {
        answer = answer.line(format!("note: {}", warning.text));
    }
    let rows = |key: &str, row: fn(&Value) -> Vec<String>| -> Vec<Vec<String>> {
        json[key].as_array().into_iter().flatten().map(row).collect()
    };
    let part = |p: &Value| {
        vec![
            word(&p["name"]),
            text::figure(&p["accuracy"]),
            word(&p["accuracy"]["n"]),
            word(&p["items"]),
            text::figure(&p["others"]),
            word(&p["others"]["n"]),
        ]
    };
    let raters = rows("raters", |r| {
        let (own, others) = (&r["reference"], &r["others"]);
        vec![word(&r["rater"]), text::figure(own), word(&own["n"]), text::figure(others), word(&others["n"])]
    });
    answer = answer.table(&["rater", "right", "n", "as most others", "n"], raters);
    for (key, title) in [("classes", "class"), ("tags", "tag"), ("slices", "value")] {
        let found = rows(key, part);
        if !found.is_empty() {
            answer = answer.table(&[title, "right", "judgments", "items", "as most others", "n"], found);
        }
    }
    let runs = rows("runs", |r| {
        vec![
            word(&r["name"]),
            text::figure(&r["human"]),
            text::figure(&r["model"]),
            text::figure(&r["gap"]),
            word(&r["gap"]["n"]),
            verdict(&r["verdict"]),
        ]
    });
    Ok(answer.table(&["run", "people", "run", "people less run", "items", "the run is"], runs))
}

/// The row id of a metadata field.
pub fn field_id(desk: &Desk, name: &str) -> Result<i64> {
    let fields = commands::field_list(&desk.workbench, &desk.caller, ())?;
    let names = || fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ");
    let found = fields.iter().find(|field| field.name == name);
    found
        .map(|field| field.id)
        .with_context(|| format!("there is no field `{name}`; the fields are: {}", names()))
}

fn verdict(verdict: &Value) -> String {
    match verdict.as_str() {
        Some("below") => "lower".into(),
        Some("above") => "higher".into(),
        _ => "undecided".into(),
    }
}

/// `people .912 [.9, .93]: gap .02 [.01, .03], the run is lower`, of a run's report.
pub fn gap(baseline: &Value) -> Option<String> {
    let name = baseline["name"].as_str()?;
    let (level, gap) = (text::figure(&baseline["level"]), text::figure(&baseline["gap"]));
    Some(format!(
        "baseline {name}: {level}, gap {gap}  n {}, {}",
        baseline["gap"]["n"],
        verdict(&baseline["verdict"])
    ))
}

/// Lists the baselines, after a change where one is asked for.
pub fn baselines(desk: &Desk, change: &BaselineArgs) -> Result<Answer> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    let id = |name: &str| -> Result<i64> {
        let all = commands::baseline_list(workbench, caller, ())?;
        let found = all.iter().find(|baseline| baseline.name.eq_ignore_ascii_case(name));
        found.map(|baseline| baseline.id).with_context(|| format!("there is no baseline `{name}`"))
    };
    if let (Some(name), Some(value)) = (&change.set, change.value) {
        let request =
            BaselineSet { name: name.clone(), value, n: change.items, source: change.source.clone() };
        commands::baseline_set(workbench, caller, request)?;
    } else if let Some(name) = &change.store {
        let request = BaselineStore { name: name.clone(), draw: draw(desk, name)? };
        commands::baseline_store(workbench, caller, request)?;
    } else if let Some(name) = &change.choose {
        commands::baseline_choose(workbench, caller, BaselineChoose { baseline: Some(id(name)?) })?;
    } else if change.choose_none {
        commands::baseline_choose(workbench, caller, BaselineChoose { baseline: None })?;
    } else if let Some(name) = &change.retire {
        commands::baseline_retire(workbench, caller, OnBaseline { baseline: id(name)? })?;
    } else if change.undo && commands::baseline_undo(workbench, caller, ())?.summary.is_none() {
        bail!("you changed no baseline, so there is nothing to take back");
    }
    let json = serde_json::to_value(commands::baseline_list(workbench, caller, ())?)?;
    let rows = json.as_array().into_iter().flatten().map(|b| {
        let chosen = if b["chosen"] == true { "*" } else { "" };
        let from = match b["draw"].as_str() {
            Some(draw) => format!("draw {draw}, labels of revision {}", b["reference_revision"]),
            None => word(&b["source"]),
        };
        vec![chosen.to_owned(), word(&b["name"]), text::figure(&b["level"]), word(&b["items"]), from]
    });
    let rows: Vec<_> = rows.collect();
    Ok(Answer::new(json.clone()).table(&["", "baseline", "right", "items", "from"], rows))
}

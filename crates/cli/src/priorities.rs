//! The analyst's priorities: what to fix next, and what if.

use crate::answer::{Answer, word};
use crate::args::PrioritiesArgs;
use crate::desk::Desk;
use crate::text;
use anyhow::Result;
use assay_workbench::commands;
use assay_workbench::errors::{Band, PrioritiesReport, PrioritiesRequest, WhatIf};
use serde_json::Value;

/// The priorities of a run, or what if.
pub fn run(desk: &Desk, of: &PrioritiesArgs) -> Result<Answer> {
    if !(of.plan || of.suspects || !of.tags.is_empty()) {
        return table(desk, of);
    }
    let mut answer = what_if(desk, of)?;
    if of.plan {
        // Beside the plan, what it is made from.
        let table = table(desk, of)?;
        answer.lines.splice(0..0, table.lines);
        answer.tables.splice(0..0, table.tables);
    }
    Ok(answer)
}

/// Of every row, as the project has it.
pub fn priorities(desk: &Desk, run: &str) -> Result<Answer> {
    report(desk, PrioritiesRequest { run: desk.run(run)?, ..PrioritiesRequest::default() })
}

fn table(desk: &Desk, of: &PrioritiesArgs) -> Result<Answer> {
    let request = PrioritiesRequest {
        run: desk.run(&of.run)?,
        filter: of.filter.clone(),
        weight: of.weight.clone(),
        formula: of.formula.clone(),
    };
    report(desk, request)
}

/// `-` where there is none.
fn some(figure: &Value) -> String {
    if figure.is_null() { "-".into() } else { text::percent(figure) }
}

fn report(desk: &Desk, request: PrioritiesRequest) -> Result<Answer> {
    let report = commands::priorities_get(&desk.workbench, &desk.caller, request)?;
    let json = serde_json::to_value(&report)?;
    let mut header = vec![
        "tag",
        "% of errors",
        "alone %",
        "miss rate %",
        "% of items",
        "ceiling, points",
        "rank",
        "HLP gain, points",
        "rank",
        "importance",
        "ease",
    ];
    if report.weights.is_some() {
        header.extend(["weighted ceiling", "weighted gain"]);
    }
    if report.formula.is_some() {
        header.push("score");
    }
    let rows: Vec<Vec<String>> =
        json["rows"].as_array().into_iter().flatten().map(|r| row(&report, r)).collect();
    let mut answer = Answer::new(json.clone()).line(head(&report));
    if let Some(formula) = &report.formula {
        answer = answer.line(format!("score = {formula}"));
    }
    if let Some(weights) = &report.weights {
        let fault = weights.fault.as_ref().map_or_else(String::new, |fault| format!(": {fault}"));
        answer = answer.line(format!(
            "weighted by {}: {} rows used, {} without a number and {} negative ones left out, {} of weight 0{fault}",
            weights.field, weights.used, weights.missing, weights.negative, weights.zero
        ));
    }
    for (what, ranks) in [("zero-error ceiling", &report.by_ceiling), ("HLP gain", &report.by_gain)] {
        for Band { from, to } in &ranks.bands {
            answer = answer.line(format!("by {what}, ranks {from} to {to} cannot be told apart"));
        }
        if let Some(why) = &ranks.undefined_because {
            answer = answer.line(format!("ranks by {what}: {why}"));
        }
    }
    for row in &report.rows {
        if let Some(why) = &row.miss_rate.undefined_because {
            answer = answer.line(format!("{}: {why}", row.tag.name));
        }
    }
    Ok(answer.table(&header, rows))
}

fn row(report: &PrioritiesReport, r: &Value) -> Vec<String> {
    let rank = |rank: &Value| match (&rank["best"], &rank["worst"]) {
        (Value::Null, _) => "-".to_owned(),
        (best, worst) if best == worst => best.to_string(),
        (best, worst) => format!("{best}–{worst}"),
    };
    let mut cells = vec![
        word(&r["tag"]["name"]),
        text::percent(&r["share_of_errors"]),
        text::percent(&r["only"]),
        text::percent(&r["miss_rate"]),
        text::percent(&r["share_of_items"]),
        text::percent(&r["zero_error_ceiling"]),
        rank(&r["ceiling_rank"]),
        some(&r["hlp_gain"]),
        rank(&r["gain_rank"]),
        word(&r["tag"]["importance"]),
        word(&r["tag"]["ease"]),
    ];
    if report.weights.is_some() {
        cells.extend([text::percent(&r["weighted"]["zero_error_ceiling"]), some(&r["weighted"]["hlp_gain"])]);
    }
    if report.formula.is_some() {
        let score = r["score"]["value"].as_f64();
        cells.push(score.map_or_else(|| "-".into(), |score| format!("{score:.4}")));
    }
    cells
}

fn head(report: &PrioritiesReport) -> String {
    let at = report.reference_at.map(assay_workbench::format_time);
    let at = at.map_or_else(String::new, |at| format!(" of {at}"));
    format!(
        "{}: {} of {} wrong (reference labels, revision {}{at})",
        report.run, report.errors, report.n, report.reference_revision
    )
}

fn what_if(desk: &Desk, of: &PrioritiesArgs) -> Result<Answer> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    let request = WhatIf {
        run: desk.run(&of.run)?,
        filter: of.filter.clone(),
        tags: desk.tags(&of.tags)?,
        suspects: Some(of.suspects),
    };
    let report = commands::priorities_if(workbench, caller, request)?;
    let json = serde_json::to_value(&report)?;
    let mut answer = Answer::new(json.clone())
        .line(format!(
            "{}: {} of {} wrong, accuracy {} %",
            report.run,
            report.errors,
            report.n,
            text::percent(&json["accuracy"])
        ))
        .line(format!("if every error with one of {} went away:", report.tags.join(", ")))
        .line(format!(
            "  {} % of the errors, {} points; accuracy {} %",
            text::percent(&json["share_of_errors"]),
            text::percent(&json["ceiling"]),
            text::percent(&json["accuracy_then"])
        ));
    if let Some(why) = &report.ceiling.undefined_because {
        answer = answer.line(format!("  {why}"));
    }
    if let Some(own) = &report.suspects {
        let figures = &json["suspects"];
        answer = answer.line(format!(
            "  {} rows have a suspected reference label, {} of them wrong: without these {} points, of all errors {} instead of {}",
            own.suspected, own.errors, text::percent(&figures["tags_after"]), text::percent(&figures["all_after"]), text::percent(&figures["all_before"])
        ));
    }
    if let Some(why) = &report.suspects_undefined_because {
        answer = answer.line(format!("  suspected labels: {why}"));
    }
    let rows = json["plan"].as_array().into_iter().flatten().map(|step| {
        vec![
            word(&step["name"]),
            text::percent(&step["gain"]),
            text::percent(&step["share_of_errors"]),
            text::percent(&step["ceiling"]),
        ]
    });
    let rows: Vec<_> = rows.collect();
    Ok(answer.table(&["plan: tag", "adds, points", "% of errors so far", "points so far"], rows))
}

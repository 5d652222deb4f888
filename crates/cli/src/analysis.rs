//! The analyst's subcommands: errors, tag, draw.

use crate::answer::{Answer, word};
use crate::args::{DrawArgs, MarkWord, Stratum, TagArgs};
use crate::desk::Desk;
use crate::text;
use anyhow::Result;
use assay_workbench::commands;
use assay_workbench::errors::{DrawRows, MarkRows, OnRun, SheetOpen, TagCreate};
use assay_workbench::words::{DrawFrom, Mark, Query};

/// How right a run is.
pub fn errors(desk: &Desk, run: &str) -> Result<Answer> {
    let report = commands::run_report(&desk.workbench, &desk.caller, OnRun { run: desk.run(run)? })?;
    let json = serde_json::to_value(&report)?;
    let mut header = vec!["reference \\ pred"];
    header.extend(report.classes.iter().map(String::as_str));
    let cells = report.classes.iter().zip(&report.confusion).map(|(class, row)| {
        std::iter::once(class.clone()).chain(row.iter().map(ToString::to_string)).collect()
    });
    let cells: Vec<Vec<String>> = cells.collect();
    let classes = json["per_class"].as_array().into_iter().flatten().map(|c| {
        vec![
            word(&c["class"]),
            word(&c["support"]),
            text::figure(&c["precision"]),
            text::figure(&c["recall"]),
            text::figure(&c["f1"]),
        ]
    });
    let classes: Vec<_> = classes.collect();
    let answer = Answer::new(json.clone())
        .line(format!(
            "{}: {} of {} wrong, accuracy {}",
            report.run,
            report.errors,
            report.n,
            text::figure(&json["accuracy"])
        ))
        .line(format!("{} predictions have no reference label and are in no figure", report.unscored));
    let answer = match report.blackbox {
        0 => answer,
        n => answer.line(format!("{n} rows held in the blackbox part are in no figure")),
    };
    let answer = match crate::human::gap(&json["baseline"]) {
        Some(line) => answer.line(line),
        None => answer,
    };
    Ok(answer.table(&header, cells).table(&["class", "n", "precision", "recall", "F1"], classes))
}

/// Marks the rows that a filter finds.
pub fn tag(desk: &Desk, of: &TagArgs) -> Result<Answer> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    let query = Query { filter: Some(of.filter.clone()), sort: Vec::new() };
    let view =
        commands::sheet_open(workbench, caller, SheetOpen { run: desk.run(&of.run)?, query, place: None })?;
    let known = commands::tag_list(workbench, caller, ())?
        .into_iter()
        .find(|tag| tag.name.eq_ignore_ascii_case(&of.tag));
    let tag = match known {
        Some(tag) => tag,
        None => commands::tag_create(workbench, caller, TagCreate { name: of.tag.clone(), rule: None })?,
    };
    let mark = match of.mark {
        MarkWord::Yes => Mark::Yes,
        MarkWord::No => Mark::No,
        MarkWord::Unseen => Mark::Unseen,
    };
    let request = MarkRows {
        view: view.view,
        revision: view.revision,
        ranges: vec![(0, view.rows)],
        tag: tag.id,
        mark,
    };
    let marked = commands::mark_rows(workbench, caller, request)?;
    let line = format!("{} rows found, {} marks changed", marked.rows, marked.changed);
    Ok(Answer::new(serde_json::to_value(&marked)?).line(line))
}

/// Draws rows by chance.
pub fn draw(desk: &Desk, of: &DrawArgs) -> Result<Answer> {
    let from = match of.from {
        Stratum::Wrong => DrawFrom::Wrong,
        Stratum::Right => DrawFrom::Right,
        Stratum::Any => DrawFrom::Any,
    };
    let request =
        DrawRows { run: desk.run(&of.run)?, from, filter: of.filter.clone(), size: of.size, seed: of.seed };
    let drawn = commands::rows_draw(&desk.workbench, &desk.caller, request)?;
    let line = format!("{} rows drawn, seed {}", drawn.drawn, drawn.seed);
    Ok(Answer::new(serde_json::to_value(&drawn)?).line(line))
}

//! Each subcommand: a request, a call of the table, an answer.

use crate::answer::{Answer, word};
use crate::args::{Args, Command, ImportArgs, Kind, NewArgs};
use crate::desk::{Desk, pairs};
use crate::export::{export, report};
use crate::{
    analysis, audit, backups, dashboard, drift, guideline, history, human, metrics, priorities, quality,
    runs, search, simulate, tags, tour,
};
use anyhow::{Context as _, Result};
use assay_workbench::commands;
use assay_workbench::import::{ImportKind, ImportRequest};
use assay_workbench::project::{OnFile, ProjectCreate};
use assay_workbench::sample::SampleCreate;
use assay_workbench::words::{Policy, SchemeDraft};
use serde_json::json;
use std::io::Write;
use std::path::Path;

/// How a call ended.
pub enum Outcome {
    /// As wanted.
    Done,
    /// Done, and the answer is bad news.
    Negative,
}

/// Runs one call.
pub fn run(args: &Args) -> Result<Outcome> {
    let mut desk = Desk::new(args.actor.as_deref());
    let mut out = std::io::stdout().lock();
    let answer = answer(&mut desk, &args.command, &mut out)?;
    if args.json {
        answer.json.write(&mut out)?;
    } else {
        answer.print(&mut out)?;
    }
    out.flush()?;
    Ok(if answer.negative { Outcome::Negative } else { Outcome::Done })
}

fn answer(desk: &mut Desk, command: &Command, out: &mut dyn Write) -> Result<Answer> {
    match command {
        Command::New(of) => new(desk, of),
        Command::Import(of) => import(desk, of),
        Command::Agreement { source, of } => quality::agreement(desk, source, of),
        Command::Consensus { source, of } => quality::consensus(desk, source, of),
        Command::Replay { source, repeats, seed } => quality::replay(desk, source, *repeats, *seed),
        Command::Simulate { source, of } => simulate::simulate(desk, source, of),
        Command::Choose { project, method } => opened(desk, project, |desk| quality::choose(desk, method)),
        Command::Gold { project } => seen(desk, project, quality::gold),
        Command::Raters { project } => seen(desk, project, quality::raters),
        Command::Conflicts { project, decided, limit } => {
            seen(desk, project, |desk| quality::conflicts(desk, *decided, *limit))
        }
        Command::Dashboard { project, utc_offset } => {
            seen(desk, project, |desk| dashboard::dashboard(desk, *utc_offset))
        }
        Command::Guideline { project, effect, adjacent } => {
            seen(desk, project, |desk| guideline::guideline(desk, *effect, *adjacent))
        }
        Command::Audits { project } => seen(desk, project, quality::audits),
        Command::Audit { what } => audit::run(desk, what),
        Command::Human { project, draw, field } => {
            seen(desk, project, |desk| human::level(desk, draw.as_deref(), field.as_deref()))
        }
        Command::Baselines { project, change } => {
            opened(desk, project, |desk| human::baselines(desk, change))
        }
        Command::Errors { project, run } => seen(desk, project, |desk| analysis::errors(desk, run)),
        Command::Priorities { project, of } => seen(desk, project, |desk| priorities::run(desk, of)),
        Command::Metrics { project, of } => seen(desk, project, |desk| metrics::metrics(desk, of)),
        Command::Checks { project, of } => opened(desk, project, |desk| metrics::checks(desk, of)),
        Command::Compare { project, runs: names, filter, field } => {
            seen(desk, project, |desk| runs::compare(desk, names, filter.as_deref(), field.as_deref()))
        }
        Command::Runs { project } => seen(desk, project, runs::leaderboard),
        Command::Run { project, change } => opened(desk, project, |desk| runs::edit(desk, change)),
        Command::Promise { project, run, tags, note } => {
            opened(desk, project, |desk| runs::promise(desk, run, tags, note.as_deref()))
        }
        Command::Pipeline { project, of } => opened(desk, project, |desk| runs::pipeline(desk, of)),
        Command::Slices { project, of } => seen(desk, project, |desk| search::slices(desk, of)),
        Command::Suspects(of) => seen(desk, &of.project, |desk| search::suspects(desk, of)),
        Command::Relabel { project, of } => opened(desk, project, |desk| search::relabel(desk, of)),
        Command::Collect { project, of } => opened(desk, project, |desk| search::collect(desk, of)),
        Command::Examples { project, of, output, force } => {
            seen(desk, project, |desk| search::examples(desk, of, output, *force))
        }
        Command::Drift { project, splits, imports } => {
            seen(desk, project, |desk| drift::drift(desk, splits.as_deref(), imports.as_deref()))
        }
        Command::Tag(of) => opened(desk, &of.project, |desk| analysis::tag(desk, of)),
        Command::Tags { what } => tags::tags(desk, what),
        Command::Parts { what } => tags::parts(desk, what),
        Command::Draw(of) => opened(desk, &of.project, |desk| analysis::draw(desk, of)),
        Command::Export { project, output, of } => seen(desk, project, |desk| export(desk, output, of)),
        Command::History { project, text, limit } => {
            seen(desk, project, |desk| history::history(desk, text.as_deref(), *limit))
        }
        Command::Undo { project, event } => opened(desk, project, |desk| history::undo(desk, *event)),
        Command::Report(of) => seen(desk, &of.project, |desk| report(desk, of)),
        Command::Copy { project, target } => seen(desk, project, |desk| copy(desk, target)),
        Command::Backups { project } => backups::list(desk, project),
        Command::Backup { project } => opened(desk, project, backups::take),
        Command::Restore { project, backup, copy } => {
            backups::restore(desk, project, backup, copy.as_deref())
        }
        Command::Check { project } => seen(desk, project, check),
        Command::Sample { project } => {
            let request = SampleCreate { file: Some(desk.file(project)), person: desk.actor() };
            let made = commands::sample_create(&desk.workbench, &desk.caller, request)?;
            Ok(Answer::new(serde_json::to_value(&made.counts)?).line(format!("{} made", project.display())))
        }
        Command::Tour => tour::tour(desk, out),
    }
}

fn seen(desk: &mut Desk, project: &Path, work: impl FnOnce(&Desk) -> Result<Answer>) -> Result<Answer> {
    desk.look(project)?;
    work(desk)
}

fn opened(desk: &mut Desk, project: &Path, work: impl FnOnce(&Desk) -> Result<Answer>) -> Result<Answer> {
    desk.open(project)?;
    work(desk)
}

fn new(desk: &mut Desk, of: &NewArgs) -> Result<Answer> {
    let NewArgs { project, classes, scheme, name, guideline, judgments_per_item, gold_share, no_skip } = of;
    let read = |path: &Path| {
        std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let scheme = match scheme {
        Some(path) => {
            serde_json::from_str(&read(path)?).with_context(|| format!("{} is no scheme", path.display()))?
        }
        None => SchemeDraft::of_classes(classes),
    };
    let stem = project.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let request = ProjectCreate {
        name: name.clone().unwrap_or(stem),
        file: Some(desk.file(project)),
        scheme,
        guideline: guideline.as_deref().map(read).transpose()?,
        policy: Some(Policy {
            judgments_per_item: *judgments_per_item,
            gold_share: *gold_share,
            skip_allowed: !no_skip,
            ..Policy::default()
        }),
        person: desk.actor(),
    };
    let made = commands::project_create(&desk.workbench, &desk.caller, request)?;
    let rows = made.question.classes.iter().map(|class| {
        vec![
            class.key.clone(),
            class.name.clone(),
            class.hotkey.clone().unwrap_or_default(),
            class.colour.clone(),
        ]
    });
    let answer = Answer::new(serde_json::to_value(&made)?).line(format!("{} made", project.display()));
    Ok(answer.table(&["class", "name", "key", "colour"], rows.collect::<Vec<_>>()))
}

fn import(desk: &mut Desk, of: &ImportArgs) -> Result<Answer> {
    let ImportArgs {
        kind,
        project,
        file,
        map,
        run,
        meta,
        model,
        create_items,
        update,
        strict,
        rejected,
        force,
        encoding,
        delimiter,
    } = of;
    desk.open(project)?;
    let kind = match kind {
        Kind::Items => ImportKind::Items,
        Kind::Gold => ImportKind::Gold,
        Kind::Judgments => ImportKind::Judgments,
        Kind::Predictions => ImportKind::Predictions,
        Kind::Sheet => ImportKind::Sheet,
    };
    let request = ImportRequest {
        file: desk.file(file),
        kind,
        mapping: None,
        map: pairs(map)?,
        encoding: encoding.clone(),
        delimiter: delimiter.clone(),
        run: run.clone(),
        record: runs::record(meta)?,
        model: model.clone(),
        update: Some(*update),
        strict: Some(*strict),
        create_items: Some(*create_items),
        rejected: rejected.as_deref().map(|path| desk.file(path)),
        replace: Some(*force),
    };
    let job = commands::import_start(&desk.workbench, &desk.caller, request)?;
    let mut report = desk.wait(job)?;
    if let Some(fields) = report.as_object_mut() {
        // Only the window can ask for the list again.
        fields.remove("rejected_list");
    }
    let mut answer = Answer::new(report.clone()).line(format!(
        "{}: read {}, accepted {}, rejected {}, unchanged {}",
        file.display(),
        report["read"],
        report["accepted"],
        report["rejected"],
        report["unchanged"]
    ));
    let faults = report["faults"].as_array().cloned().unwrap_or_default();
    if !faults.is_empty() {
        let shown = faults
            .iter()
            .take(20)
            .map(|fault| vec![word(&fault["line"]), word(&fault["column"]), word(&fault["message"])]);
        answer = answer.table(&["line", "column", "why"], shown.collect::<Vec<_>>());
    }
    let without = report["items_without"].as_u64().unwrap_or(0);
    if let Some(name) = report["run"].as_str() {
        answer = answer.line(format!("run {name}: {without} items have no prediction"));
    }
    for odd in report["mismatches"].as_array().into_iter().flatten() {
        let taken = if odd["taken"] == true { "taken all the same" } else { "rejected" };
        answer = answer.line(format!("{} rows, {taken}: {}", odd["rows"], word(&odd["code"])));
    }
    let warnings = report["warnings"].as_array().cloned().unwrap_or_default();
    if !warnings.is_empty() {
        let shown =
            warnings.iter().take(5).map(|w| vec![word(&w["line"]), word(&w["column"]), word(&w["message"])]);
        answer = answer.table(&["line", "column", "odd, and taken"], shown.collect::<Vec<_>>());
    }
    answer.negative = report["rejected"].as_u64() > Some(0);
    Ok(answer)
}

fn copy(desk: &Desk, target: &Path) -> Result<Answer> {
    let made = commands::project_copy(&desk.workbench, &desk.caller, OnFile { file: desk.file(target) })?;
    Ok(Answer::new(json!({ "bytes": made.bytes })).line(format!(
        "{} bytes written to {}",
        made.bytes,
        target.display()
    )))
}

fn check(desk: &Desk) -> Result<Answer> {
    let report = commands::project_check(&desk.workbench, &desk.caller, ())?;
    let mut answer = Answer::new(serde_json::to_value(&report)?);
    answer.negative = !report.ok;
    if report.ok {
        return Ok(answer.line("the file is sound, and every kept figure equals a recount"));
    }
    let rows = report.findings.iter().map(|f| vec![f.what.clone(), f.message.clone()]);
    let rows: Vec<_> = rows.collect();
    Ok(answer.table(&["where", "what is wrong"], rows))
}

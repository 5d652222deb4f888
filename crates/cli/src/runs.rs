//! Runs beside each other: compare, runs, run, promise, pipeline.

use crate::answer::{Answer, word};
use crate::args::TagNames;
use crate::desk::{Desk, pairs};
use crate::human::field_id;
use crate::text;
use anyhow::{Context as _, Result, bail};
use assay_workbench::commands;
use assay_workbench::runs::{
    CorrectedRun, PipelineSave, PipelineStage, PipelineWanted, PromiseSet, PromisesWanted, RunEdit,
    RunsCompare,
};
use assay_workbench::words::RunRecord;
use serde_json::Value;

/// A change of a run.
#[derive(Debug, clap::Args)]
pub struct RunArgs {
    /// The run.
    #[arg(long)]
    pub run: String,
    /// Its new name.
    #[arg(long, value_name = "NAME")]
    pub rename: Option<String>,
    /// What is known of it: version, code_commit, dataset_version, hyperparameters, note.
    #[arg(long, value_name = "KEY=VALUE")]
    pub meta: Vec<String>,
    /// Keep it out of lists.
    #[arg(long, conflicts_with = "restore")]
    pub archive: bool,
    /// List it again.
    #[arg(long)]
    pub restore: bool,
}

/// A pipeline to report on, or to save first.
#[derive(Debug, clap::Args)]
pub struct PipelineArgs {
    /// The pipeline; lists them where left out.
    #[arg(long)]
    pub name: Option<String>,
    /// Save it: the run of the system as it is.
    #[arg(long, requires = "stages", requires = "name")]
    pub run: Option<String>,
    /// Save it: each stage in the order of correction, with the run in which it and all before it are corrected.
    #[arg(long = "stage", value_name = "STAGE=RUN", requires = "run")]
    pub stages: Vec<String>,
    /// Save it: a run with another set of stages corrected; with all sets, errors are shared over every order.
    #[arg(long, value_name = "STAGE+STAGE=RUN", requires = "run")]
    pub also: Vec<String>,
    /// Only the rows that a filter finds in the sheet of the run as it is.
    #[arg(long = "where", value_name = "FILTER", requires = "name")]
    pub filter: Option<String>,
    /// Remove it; its runs stay.
    #[arg(long, requires = "name", conflicts_with = "run")]
    pub delete: bool,
}

/// `--meta` pairs as the record of a run.
pub fn record(meta: &[String]) -> Result<Option<RunRecord>> {
    let Some(given) = pairs(meta)? else { return Ok(None) };
    let unknown = given.keys().find(|key| !RunRecord::PARTS.contains(&key.as_str()));
    if let Some(unknown) = unknown {
        bail!("a run has no `{unknown}`; it has {}", RunRecord::PARTS.join(", "));
    }
    Ok(Some(serde_json::from_value(serde_json::to_value(given)?)?))
}

/// What a later run fixed and broke.
pub fn compare(desk: &Desk, names: &[String], filter: Option<&str>, field: Option<&str>) -> Result<Answer> {
    let [a, b] = names else {
        bail!("give two runs, the earlier one first: --run A --run B");
    };
    let request = RunsCompare {
        a: desk.run(a)?,
        b: desk.run(b)?,
        filter: filter.map(str::to_owned),
        field: field.map(|name| field_id(desk, name)).transpose()?,
    };
    let found = commands::runs_compare(&desk.workbench, &desk.caller, request)?;
    let json = serde_json::to_value(&found)?;
    let test = match found.mcnemar.statistic {
        Some(statistic) => format!("McNemar chi-square {statistic:.4}"),
        None => "McNemar exact".to_owned(),
    };
    let mut answer = Answer::new(json.clone())
        .line(format!(
            "{b} less {a}: {}  n {}, {}",
            text::figure(&json["difference"]),
            found.n,
            word(&json["verdict"])
        ))
        .line(format!(
            "fixed {}, regressed {}, both wrong {}, both right {}; {test}, p {}",
            found.fixed,
            found.regressed,
            found.both_wrong,
            found.both_right,
            p_of(found.mcnemar.p_value)
        ));
    for (run, name) in [(&found.a, a), (&found.b, b)] {
        if run.alone > 0 {
            answer = answer
                .line(format!("note: {} labelled items that only {name} predicted are left out", run.alone));
        }
    }
    for (key, title) in [("tags", "tag"), ("classes", "class"), ("slices", "value")] {
        let rows: Vec<_> = json[key].as_array().into_iter().flatten().map(part).collect();
        if !rows.is_empty() {
            let header = [title, "difference", "n", "fixed", "regressed", "p, corrected", "the later run is"];
            answer = answer.table(&header, rows);
        }
    }
    for promise in json["promises"].as_array().into_iter().flatten() {
        answer = promised(answer, promise);
    }
    Ok(answer)
}

/// Four digits, or below the smallest of them.
fn p_of(p: f64) -> String {
    if p < 0.0001 { "< 0.0001".into() } else { format!("= {p:.4}") }
}

fn part(part: &Value) -> Vec<String> {
    vec![
        word(&part["name"]),
        text::figure(&part["difference"]),
        word(&part["n"]),
        word(&part["fixed"]),
        word(&part["regressed"]),
        part["p_adjusted"].as_f64().map(text::short).unwrap_or_default(),
        word(&part["verdict"]),
    ]
}

fn promised(answer: Answer, promise: &Value) -> Answer {
    let rows = promise["tags"].as_array().into_iter().flatten().map(|tag| {
        vec![
            word(&tag["name"]),
            text::percent(&tag["promised"]),
            text::percent(&tag["gained"]),
            text::percent(&tag["errors_fixed"]),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let answer = match promise["reference_changed"] == true {
        true => answer.line(format!(
            "note: reference labels changed since the promise of revision {}: it was about other errors",
            promise["promise"]["reference_revision"]
        )),
        false => answer,
    };
    answer.table(&["promised tag", "promised, points", "gained, points", "% of its errors fixed"], rows)
}

/// Every run by accuracy.
pub fn leaderboard(desk: &Desk) -> Result<Answer> {
    let board = commands::runs_leaderboard(&desk.workbench, &desk.caller, ())?;
    let json = serde_json::to_value(&board)?;
    let rows = json["rows"].as_array().into_iter().flatten().map(|row| {
        vec![
            word(&row["run"]["name"]),
            word(&row["bands"]),
            text::figure(&row["accuracy"]),
            word(&row["accuracy"]["n"]),
            text::figure(&row["macro_f1"]),
            text::percent(&row["coverage"]),
            if row["to_best"].is_null() {
                String::new()
            } else {
                text::figure(&row["to_best"]["difference"])
            },
            word(&row["run"]["version"]),
            word(&row["run"]["code_commit"]),
            word(&row["run"]["dataset_version"]),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let header =
        ["run", "band", "right", "n", "macro F1", "coverage %", "to the best", "version", "commit", "data"];
    let mut answer = Answer::new(json.clone()).line(format!(
        "runs that share a letter cannot be told apart (pairs corrected over: {})",
        board.pairs
    ));
    if let Some(name) = json["baseline"]["name"].as_str() {
        answer = answer.line(format!("baseline {name}: {}", text::figure(&json["baseline"]["level"])));
    }
    if !board.unscored.is_empty() {
        answer = answer.line(format!("{} runs have no item with a reference label", board.unscored.len()));
    }
    Ok(answer.table(&header, rows))
}

/// Changes a run.
pub fn edit(desk: &Desk, change: &RunArgs) -> Result<Answer> {
    let request = RunEdit {
        run: desk.run(&change.run)?,
        name: change.rename.clone(),
        record: record(&change.meta)?,
        archived: (change.archive || change.restore).then_some(change.archive),
    };
    let run = commands::run_edit(&desk.workbench, &desk.caller, request)?;
    let json = serde_json::to_value(&run)?;
    let rows = RunRecord::PARTS.iter().map(|part| vec![(*part).to_owned(), word(&json[*part])]);
    let rows: Vec<_> = rows.collect();
    let listed = if run.archived_at.is_some() { "archived" } else { "listed" };
    Ok(Answer::new(json.clone()).line(format!("{}: {listed}", run.name)).table(&["", "record"], rows))
}

/// Keeps a promise, or lists those of a run.
pub fn promise(desk: &Desk, run: &str, names: &TagNames, note: Option<&str>) -> Result<Answer> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    let run = desk.run(run)?;
    if !names.is_empty() {
        let tags = desk.tags(names)?;
        commands::promise_set(workbench, caller, PromiseSet { run, tags, note: note.map(str::to_owned) })?;
    }
    let all = commands::promise_list(workbench, caller, PromisesWanted { run: Some(run) })?;
    let mut answer = Answer::new(serde_json::to_value(&all)?);
    if all.is_empty() {
        answer = answer.line("no promise yet; make one with --tags");
    }
    for promise in &all {
        let rows = promise.tags.iter().map(|tag| {
            let points = |value: Option<f64>| value.map(|v| format!("{:.1}", v * 100.0)).unwrap_or_default();
            vec![tag.name.clone(), points(tag.ceiling), points(tag.lower), points(tag.upper)]
        });
        answer = answer.table(&["tag", "promised, points", "from", "to"], rows.collect::<Vec<_>>());
    }
    Ok(answer)
}

/// `STAGE+STAGE=RUN` as a run with these stages corrected.
fn corrected(desk: &Desk, given: &str, stages: &[PipelineStage]) -> Result<CorrectedRun> {
    let (names, run) = given.rsplit_once('=').with_context(|| format!("`{given}` is no STAGE+STAGE=RUN"))?;
    let place = |name: &str| {
        let at = stages.iter().position(|stage| stage.name.trim() == name.trim());
        let at = at.and_then(|at| u32::try_from(at).ok());
        at.with_context(|| format!("there is no stage `{name}` among those given with --stage"))
    };
    Ok(CorrectedRun { stages: names.split('+').map(place).collect::<Result<_>>()?, run: desk.run(run)? })
}

/// Saves or removes a pipeline, or reports on it.
pub fn pipeline(desk: &Desk, of: &PipelineArgs) -> Result<Answer> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    let all = commands::pipeline_list(workbench, caller, ())?;
    let Some(name) = &of.name else {
        let rows = all.iter().map(|own| vec![own.name.clone(), own.stages.join(", ")]);
        let rows: Vec<_> = rows.collect();
        return Ok(Answer::new(serde_json::to_value(&all)?).table(&["pipeline", "stages"], rows));
    };
    let known = all.iter().find(|own| own.name == *name).map(|own| own.id);
    let id = if let Some(base) = &of.run {
        let stage = |given: &String| -> Result<PipelineStage> {
            let (name, run) = given.split_once('=').with_context(|| format!("`{given}` is no STAGE=RUN"))?;
            Ok(PipelineStage { name: name.to_owned(), run: desk.run(run)? })
        };
        let stages: Vec<PipelineStage> = of.stages.iter().map(stage).collect::<Result<_>>()?;
        let others = of.also.iter().map(|given| corrected(desk, given, &stages)).collect::<Result<_>>()?;
        let request = PipelineSave {
            id: known,
            name: name.clone(),
            note: all.iter().find(|own| Some(own.id) == known).map(|own| own.note.clone()),
            base: desk.run(base)?,
            stages,
            others: Some(others),
        };
        commands::pipeline_save(workbench, caller, request)?.id
    } else {
        let names = || all.iter().map(|own| own.name.as_str()).collect::<Vec<_>>().join(", ");
        known.with_context(|| match all.is_empty() {
            true => format!("there is no pipeline `{name}`; make it with --run RUN --stage STAGE=RUN"),
            false => format!("there is no pipeline `{name}`; the pipelines are: {}", names()),
        })?
    };
    if of.delete {
        let request = assay_workbench::runs::OnPipeline { pipeline: id };
        commands::pipeline_delete(workbench, caller, request)?;
        return Ok(Answer::new(Value::Null).line(format!("pipeline {name} removed")));
    }
    let request = PipelineWanted { pipeline: id, filter: of.filter.clone() };
    let report = commands::pipeline_report(workbench, caller, request)?;
    let json = serde_json::to_value(&report)?;
    let rows = json["stages"].as_array().into_iter().flatten().map(|stage| {
        vec![
            word(&stage["name"]),
            text::percent(&stage["accuracy"]),
            text::percent(&stage["gain"]),
            word(&stage["first"]["errors"]),
            text::percent(&stage["first"]["share_of_errors"]),
            word(&stage["verdict"]),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let header = ["corrected stage", "right, %", "gain, points", "errors", "% of errors", "gain is"];
    let answer = Answer::new(json.clone())
        .line(format!(
            "{}: {} of {} wrong, right {} %",
            report.base,
            report.errors,
            report.n,
            text::percent(&json["accuracy"])
        ))
        .line(format!("{} errors stay when every stage is corrected", report.unexplained.errors))
        .line(report.note);
    let answer = match report.left_out {
        0 => answer,
        n => answer.line(format!("note: {n} labelled items that not every run predicted are left out")),
    };
    Ok(answer.table(&header, rows))
}

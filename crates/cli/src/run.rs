//! Each subcommand: a request, a call of the table, an answer.

use crate::args::{Args, Command, Kind, Source, What};
use crate::desk::Desk;
use crate::{analysis, text, tour};
use anyhow::{Context as _, Result, bail};
use assay_workbench::commands;
use assay_workbench::conflicts::ConflictFilter;
use assay_workbench::export::{ExportRequest, ExportWhat};
use assay_workbench::import::{ImportKind, ImportRequest};
use assay_workbench::project::{OnFile, ProjectCreate};
use assay_workbench::quality::{AgreementRequest, ConsensusOfTable, ConsensusRequest, TableRequest};
use assay_workbench::sample::SampleCreate;
use assay_workbench::words::{Policy, SchemeDraft};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{Read as _, Write};
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
        if !answer.json.is_null() {
            serde_json::to_writer_pretty(&mut out, &answer.json)?;
            writeln!(out)?;
        }
    } else {
        answer.print(&mut out)?;
    }
    out.flush()?;
    Ok(if answer.negative { Outcome::Negative } else { Outcome::Done })
}

/// An answer for programs and for people.
pub struct Answer {
    /// For programs.
    pub json: Value,
    /// For people: lines, then a table.
    pub lines: Vec<String>,
    /// For people.
    pub tables: Vec<Vec<Vec<String>>>,
    /// Bad news.
    pub negative: bool,
}

impl Answer {
    /// Good news.
    pub fn new(json: Value) -> Answer {
        Answer { json, lines: Vec::new(), tables: Vec::new(), negative: false }
    }

    /// With another line for people.
    pub fn line(mut self, line: impl Into<String>) -> Answer {
        self.lines.push(line.into());
        self
    }

    /// With another table for people.
    pub fn table(mut self, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Answer {
        let header = header.iter().map(ToString::to_string).collect();
        self.tables.push(std::iter::once(header).chain(rows).collect());
        self
    }

    /// Writes what people read.
    pub fn print(&self, out: &mut dyn Write) -> std::io::Result<()> {
        for line in &self.lines {
            writeln!(out, "{line}")?;
        }
        for (i, table) in self.tables.iter().enumerate() {
            if i > 0 || !self.lines.is_empty() {
                writeln!(out)?;
            }
            text::table(out, table)?;
        }
        Ok(())
    }
}

fn answer(desk: &mut Desk, command: &Command, out: &mut dyn Write) -> Result<Answer> {
    match command {
        Command::New { .. } => new(desk, command),
        Command::Import { .. } => import(desk, command),
        Command::Agreement { source, pairs, per_class } => agreement(desk, source, *pairs, *per_class),
        Command::Consensus { source, method } => consensus(desk, source, method.as_deref()),
        Command::Gold { project } => opened(desk, project, gold),
        Command::Conflicts { project, decided, limit } => {
            opened(desk, project, |desk| conflicts(desk, *decided, *limit))
        }
        Command::Errors { project, run } => opened(desk, project, |desk| analysis::errors(desk, run)),
        Command::Priorities { project, run } => opened(desk, project, |desk| analysis::priorities(desk, run)),
        Command::Tag { project, run, filter, tag, mark } => {
            opened(desk, project, |desk| analysis::tag(desk, run, filter, tag, *mark))
        }
        Command::Draw { project, run, from, size, seed } => {
            opened(desk, project, |desk| analysis::draw(desk, run, *from, *size, *seed))
        }
        Command::Export { what, project, output, exact, run } => {
            opened(desk, project, |desk| export(desk, *what, output, *exact, run.as_deref()))
        }
        Command::Copy { project, target } => opened(desk, project, |desk| copy(desk, target)),
        Command::Check { project } => opened(desk, project, check),
        Command::Sample { project } => {
            let request = SampleCreate { file: Some(desk.file(project)), person: desk.actor() };
            let made = commands::sample_create(&desk.workbench, &desk.caller, request)?;
            Ok(Answer::new(serde_json::to_value(&made.counts)?).line(format!("{} made", project.display())))
        }
        Command::Tour => tour::tour(desk, out),
    }
}

fn opened(desk: &mut Desk, project: &Path, work: impl FnOnce(&Desk) -> Result<Answer>) -> Result<Answer> {
    desk.open(project)?;
    work(desk)
}

fn new(desk: &mut Desk, command: &Command) -> Result<Answer> {
    let Command::New { project, classes, scheme, name, guideline, judgments_per_item, gold_share, no_skip } =
        command
    else {
        bail!("not a new project");
    };
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

/// `target=column` pairs.
fn pairs(map: &[String]) -> Result<Option<HashMap<String, String>>> {
    let pair = |pair: &String| {
        let (target, column) =
            pair.split_once('=').with_context(|| format!("`{pair}` is no target=column"))?;
        Ok((target.trim().to_owned(), column.trim().to_owned()))
    };
    let map: HashMap<String, String> = map.iter().map(pair).collect::<Result<_>>()?;
    Ok((!map.is_empty()).then_some(map))
}

fn import(desk: &mut Desk, command: &Command) -> Result<Answer> {
    let Command::Import {
        kind,
        project,
        file,
        map,
        run,
        create_items,
        update,
        strict,
        rejected,
        encoding,
        delimiter,
    } = command
    else {
        bail!("not an import");
    };
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
        update: Some(*update),
        strict: Some(*strict),
        create_items: Some(*create_items),
        rejected: rejected.as_deref().map(|path| desk.file(path)),
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
    answer.negative = report["rejected"].as_u64() > Some(0);
    Ok(answer)
}

/// A JSON value as a cell.
pub fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether a path is a project: by its first bytes, so that a renamed file works.
fn is_project(path: &Path) -> bool {
    let mut head = [0; 15];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && &head == b"SQLite format 3"
}

fn table_request(desk: &Desk, source: &Source) -> Result<TableRequest> {
    Ok(TableRequest {
        file: desk.file(&source.source),
        map: pairs(&source.map)?,
        encoding: source.encoding.clone(),
        delimiter: source.delimiter.clone(),
        pairs: None,
        per_class: None,
        truth: source.truth.as_deref().map(|path| desk.file(path)),
    })
}

fn agreement(desk: &mut Desk, source: &Source, pairs: bool, per_class: bool) -> Result<Answer> {
    let (pairs, per_class) = (Some(pairs), Some(per_class));
    let report = if is_project(&source.source) {
        desk.open(&source.source)?;
        let truth = source.truth.as_deref().map(|path| desk.file(path));
        commands::quality_agreement(
            &desk.workbench,
            &desk.caller,
            AgreementRequest { pairs, per_class, truth },
        )?
    } else {
        let request = TableRequest { pairs, per_class, ..table_request(desk, source)? };
        commands::table_agreement(&desk.workbench, &desk.caller, request)?
    };
    let json = serde_json::to_value(&report)?;
    let mut answer = Answer::new(json.clone()).line(format!(
        "{} items, {} raters, {} judgments, {} classes ({})",
        report.items,
        report.raters.len(),
        report.judgments,
        report.classes.len(),
        report.classes.join(", ")
    ));
    answer = answer.line(format!(
        "{} of {} pairs of raters share an item; kappa is defined for {}",
        report.pairs_sharing, report.pairs_total, report.pairs_defined
    ));
    let rows = json["coefficients"].as_array().into_iter().flatten();
    let rows =
        rows.map(|c| vec![word(&c["name"]), text::figure(c), word(&c["n_items"]), word(&c["n_judgments"])]);
    answer = answer
        .table(&["coefficient", "value [95 % interval]", "items", "judgments"], rows.collect::<Vec<_>>());
    if let Some(pairs) = json["pairs"].as_array() {
        let name = |index: &Value| {
            index.as_u64().and_then(|i| report.raters.get(i as usize)).cloned().unwrap_or_default()
        };
        let rows = pairs
            .iter()
            .map(|p| vec![name(&p["a"]), name(&p["b"]), text::figure(&p["kappa"]), word(&p["kappa"]["n"])]);
        answer = answer.table(&["rater", "rater", "Cohen's kappa", "items"], rows.collect::<Vec<_>>());
    }
    if let Some(classes) = json["per_class"].as_array() {
        let rows = classes
            .iter()
            .map(|c| vec![word(&c["class"]), word(&c["labels"]), text::figure(&c["specific_agreement"])]);
        answer = answer.table(&["class", "labels", "specific agreement"], rows.collect::<Vec<_>>());
    }
    if let Some(raters) = json["accuracy"].as_array() {
        let rows = raters
            .iter()
            .map(|r| vec![word(&r["rater"]), text::figure(&r["accuracy"]), word(&r["accuracy"]["n"])]);
        answer = answer.table(&["rater", "accuracy", "n"], rows.collect::<Vec<_>>());
    }
    Ok(answer)
}

fn consensus(desk: &mut Desk, source: &Source, method: Option<&str>) -> Result<Answer> {
    let method = method.map(str::to_owned);
    let report = if is_project(&source.source) {
        desk.open(&source.source)?;
        let truth = source.truth.as_deref().map(|path| desk.file(path));
        commands::quality_consensus(
            &desk.workbench,
            &desk.caller,
            ConsensusRequest { method, truth, labels: None },
        )?
    } else {
        let table = table_request(desk, source)?;
        commands::table_consensus(&desk.workbench, &desk.caller, ConsensusOfTable { table, method })?
    };
    let json = serde_json::to_value(&report)?;
    let mut answer = Answer::new(json.clone());
    if report.accuracy.is_some() {
        for (key, what) in [
            ("accuracy", "accuracy over decided items"),
            ("accuracy_ties_split", "accuracy, a tie of k counted 1/k when right"),
            ("coverage", "decided of the items with a truth"),
        ] {
            answer = answer.line(format!("{what}: {}  n {}", text::figure(&json[key]), json[key]["n"]));
        }
        return Ok(answer.line(format!("{} items, {} ties", report.items, report.ties)));
    }
    let rows = report.labels.iter().map(|l| {
        vec![
            l.item.clone(),
            l.label.clone().unwrap_or_else(|| "(tie)".into()),
            text::short(l.confidence),
            l.n.to_string(),
            l.method.clone(),
        ]
    });
    Ok(answer.table(&["item", "label", "confidence", "n", "method"], rows.collect::<Vec<_>>()))
}

fn gold(desk: &Desk) -> Result<Answer> {
    let report = commands::quality_gold(&desk.workbench, &desk.caller, ())?;
    let json = serde_json::to_value(&report)?;
    let rows = json["raters"].as_array().into_iter().flatten();
    let rows =
        rows.map(|r| vec![word(&r["rater"]), text::figure(&r["accuracy"]), word(&r["right"]), word(&r["n"])]);
    let rows: Vec<_> = rows.collect();
    Ok(Answer::new(json.clone())
        .line(format!("{} gold items", report.gold_items))
        .table(&["rater", "accuracy", "right", "n"], rows))
}

fn conflicts(desk: &Desk, decided: bool, limit: u32) -> Result<Answer> {
    let overview = commands::project_overview(&desk.workbench, &desk.caller, ())?;
    let list = commands::conflict_list(&desk.workbench, &desk.caller, ConflictFilter { decided, limit })?;
    let key = |id: i64| overview.question.classes.iter().find(|c| c.id == id).map_or("?", |c| c.key.as_str());
    let rows = list.conflicts.iter().map(|c| {
        let split: Vec<String> =
            c.split.iter().map(|(class, votes)| format!("{} {votes}", key(*class))).collect();
        vec![c.key.clone(), split.join("  "), text::short(c.entropy), c.decided.map_or("", key).to_owned()]
    });
    let rows: Vec<_> = rows.collect();
    let answer = Answer::new(serde_json::to_value(&list)?)
        .line(format!("{} open, {} decided", list.open, list.decided));
    Ok(answer.table(&["item", "votes", "entropy", "decision"], rows))
}

/// Writes one CSV file.
pub fn export(desk: &Desk, what: What, output: &Path, exact: bool, run: Option<&str>) -> Result<Answer> {
    let what = match what {
        What::Labels => ExportWhat::Labels,
        What::Judgments => ExportWhat::Judgments,
        What::Raters => ExportWhat::Raters,
        What::Agreement => ExportWhat::Agreement,
        What::Sheet => ExportWhat::Sheet,
        What::Priorities => ExportWhat::Priorities,
    };
    let run = run.map(|name| desk.run(name)).transpose()?;
    let request = ExportRequest { what, run, query: None, exact, file: Some(desk.file(output)) };
    let written = desk.wait(commands::export_start(&desk.workbench, &desk.caller, request)?)?;
    let line = format!("{} rows written to {}", written["rows"], output.display());
    Ok(Answer::new(json!({ "rows": written["rows"], "file": output })).line(line))
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

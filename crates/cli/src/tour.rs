//! `assay tour`: the whole loop on the sample project, for a machine without a display.

use crate::answer::Answer;
use crate::args::{ExportArgs, What};
use crate::desk::Desk;
use crate::export::export;
use crate::priorities::priorities;
use crate::text;
use anyhow::{Context as _, Result};
use assay_workbench::commands;
use assay_workbench::conflicts::{Adjudicate, ConflictRequest};
use assay_workbench::label::LabelSubmit;
use assay_workbench::quality::AgreementRequest;
use assay_workbench::sample::SampleCreate;
use assay_workbench::words::{Answer as Given, Cause, Said};
use serde_json::json;
use std::io::Write;

/// Labels shown being made.
const LABELS: usize = 12;
/// Conflicts shown being decided.
const DECISIONS: usize = 5;

/// Makes the sample, labels, measures, decides, tags, exports; says what it did and which files it wrote.
pub fn tour(desk: &mut Desk, out: &mut dyn Write) -> Result<Answer> {
    let folder = tempfile::Builder::new().prefix("assay-tour-").tempdir()?.keep();
    let project = folder.join("digits.assay");
    let heading = |out: &mut dyn Write, number: usize, text: &str| writeln!(out, "\n{number}. {text}\n");

    heading(out, 1, "The sample project: real pictures of digits, three simulated raters, two models")?;
    let request = SampleCreate { file: Some(desk.file(&project)), person: desk.actor() };
    let made = commands::sample_create(&desk.workbench, &desk.caller, request)?;
    desk.caller.person = made.people.iter().find(|p| !p.simulated).map(|p| p.uid.clone());
    let counts = &made.counts;
    writeln!(
        out,
        "{} items, {} judgments by {} raters, {} gold items, {} runs",
        counts.items,
        counts.judgments,
        counts.raters - 1,
        counts.gold,
        counts.runs
    )?;

    heading(out, 2, "Label: one item, one key, saved before the next appears")?;
    label(desk, out)?;

    heading(out, 3, "Agree: Cohen's kappa of each pair of raters")?;
    agree(desk, out)?;

    heading(out, 4, "Resolve: the judgments that support no consensus, worst first")?;
    resolve(desk, out)?;

    heading(out, 5, "Errors: what to fix next in the run logreg-14px")?;
    priorities(desk, "logreg-14px")?.print(out)?;

    heading(out, 6, "Export: files for other programs")?;
    let files = [
        (What::Judgments, "judgments.csv"),
        (What::Labels, "labels.csv"),
        (What::Raters, "raters.csv"),
        (What::Agreement, "agreement.csv"),
        (What::Sheet, "sheet.csv"),
        (What::Priorities, "priorities.csv"),
    ];
    let mut written = vec![project.clone()];
    for (what, name) in files {
        let path = folder.join(name);
        let run = Some("logreg-14px".into());
        let of = ExportArgs {
            what,
            format: None,
            force: false,
            exact: false,
            run,
            draw: None,
            pseudonyms: false,
            weights: None,
        };
        export(desk, &path, &of)?.print(out)?;
        written.push(path);
    }
    writeln!(
        out,
        "\nThe project: {}\nOpen it in the window with `npm start -- {}`.",
        project.display(),
        project.display()
    )?;
    let check = commands::project_check(&desk.workbench, &desk.caller, ())?;
    let mut answer = Answer::new(json!({ "files": written, "check": check }));
    answer.negative = !check.ok;
    Ok(answer)
}

/// Labels a few items as whoever runs the tour would: by looking the digit up in a model, since nobody looks.
fn label(desk: &Desk, out: &mut dyn Write) -> Result<()> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    let question = commands::project_overview(workbench, caller, ())?.question;
    let mut queue = commands::label_queue(workbench, caller, ())?;
    let mut done = Vec::new();
    for turn in 0..LABELS {
        let Some(task) = queue.tasks.first() else { break };
        let class = &question.classes[turn % question.classes.len()];
        let said = Said {
            answers: vec![Given { question: question.id, class: class.id }],
            unsure: Some(true),
            note: Some("made by the tour, not by a person".into()),
            ..Said::default()
        };
        done.push(format!("{} -> {}", task.item.key, class.name));
        let request = LabelSubmit {
            assignment: task.assignment,
            uid: format!("tour-{turn}-{}", task.assignment),
            said,
        };
        queue = commands::label_submit(workbench, caller, request)?;
    }
    writeln!(out, "{}", done.join("   "))?;
    // The tour's labels are no judgments of a person: each is taken back, which is one key in the window.
    while commands::label_undo(workbench, caller, ())?.undone {}
    commands::label_release(workbench, caller, ())?;
    writeln!(out, "({} labels saved, then taken back one by one: the tour is no rater)", done.len())?;
    Ok(())
}

fn agree(desk: &Desk, out: &mut dyn Write) -> Result<()> {
    let request = AgreementRequest { pairs: Some(true), ..AgreementRequest::default() };
    let report = commands::quality_agreement(&desk.workbench, &desk.caller, request)?;
    let pairs = report.pairs.as_deref().unwrap_or_default();
    let cell = |a: usize, b: usize| {
        let found = pairs.iter().find(|p| [(a, b), (b, a)].contains(&(p.a as usize, p.b as usize)));
        found.map_or(String::new(), |p| {
            serde_json::to_value(&p.kappa).map_or_else(|e| e.to_string(), |f| text::figure(&f))
        })
    };
    let header = std::iter::once(String::new()).chain(report.raters.iter().cloned()).collect();
    let rows = report.raters.iter().enumerate().map(|(a, name)| {
        std::iter::once(name.clone()).chain((0..report.raters.len()).map(|b| cell(a, b))).collect()
    });
    text::table(out, &std::iter::once(header).chain(rows).collect::<Vec<Vec<String>>>())?;
    writeln!(out)?;
    let rows = report
        .coefficients
        .iter()
        .map(|c| Ok(vec![c.name.clone(), text::figure(&serde_json::to_value(c)?), c.n_items.to_string()]));
    let header = Ok(["coefficient", "value [95 % interval]", "items"].map(String::from).to_vec());
    text::table(out, &std::iter::once(header).chain(rows).collect::<Result<Vec<_>>>()?)?;
    Ok(())
}

fn resolve(desk: &Desk, out: &mut dyn Write) -> Result<()> {
    let (workbench, caller) = (&desk.workbench, &desk.caller);
    let question = commands::project_overview(workbench, caller, ())?.question;
    let name = |id: i64| question.classes.iter().find(|c| c.id == id).map_or("?", |c| c.name.as_str());
    let list = commands::conflict_list(
        workbench,
        caller,
        ConflictRequest { limit: Some(10), ..ConflictRequest::default() },
    )?;
    let mut rows = vec![["item", "votes", "entropy", "decision"].map(String::from).to_vec()];
    for (place, conflict) in list.conflicts.iter().enumerate() {
        let split: Vec<String> =
            conflict.split.iter().map(|(class, n)| format!("{} x{n}", name(*class))).collect();
        let first = conflict.split.first().context("a conflict without votes")?.0;
        let decided = place < DECISIONS;
        if decided {
            let request = Adjudicate {
                item: conflict.item,
                class: first,
                cause: Some(Cause::RaterError),
                rationale: Some("decided by the tour".into()),
            };
            commands::adjudicate(workbench, caller, request)?;
        }
        rows.push(vec![
            conflict.key.clone(),
            split.join(", "),
            text::short(conflict.entropy),
            if decided { name(first).to_owned() } else { String::new() },
        ]);
    }
    text::table(out, &rows)?;
    writeln!(out, "\n{} open; {} decided now", list.open, list.conflicts.len().min(DECISIONS))?;
    Ok(())
}

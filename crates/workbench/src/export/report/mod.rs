//! A run on one page: a file of its own without scripts or anything from elsewhere, whose size does not grow with the rows.

mod page;
mod parts;
mod shared;

use super::ExportRequest;
use super::analysis::run_of;
use super::table::Failure;
use crate::errors::{self, OnRun, PrioritiesReport, RunReport, RunRequest};
use crate::{Context, Error, Result};
use assay_model::{Query, Question, Sort, Tag};
use assay_store::{Read, project, sheet};
use std::io::Write;

/// More examples than this are no longer a look at a tag but its rows.
const EXAMPLES: u32 = 5;

/// What the page tells.
struct Facts {
    project: String,
    question: Question,
    run: RunReport,
    priorities: PrioritiesReport,
    examples: Vec<(String, Vec<Example>)>,
    made_at: i64,
    version: &'static str,
}

/// A wrong row with a tag.
struct Example {
    item: String,
    text: String,
    label: String,
    prediction: String,
    score: Option<f64>,
}

/// Writes the page; gives the number of tags on it.
pub(super) fn write(ctx: &Context, request: &ExportRequest, file: &mut impl Write) -> Result<u64> {
    let run = run_of(request)?;
    let wanted = request.examples.unwrap_or(0);
    if wanted > EXAMPLES {
        let message =
            format!("a report shows at most {EXAMPLES} examples of a tag; export the sheet for all rows");
        return Err(Error::refused("examples_invalid", message));
    }
    let (report, priorities) = at_one_time(ctx, run)?;
    let facts = ctx.read(|r| {
        let question = project::question_in_figures(r)?;
        let mut shown = Vec::new();
        for row in priorities.rows.iter().filter(|_| wanted > 0) {
            shown.push((row.tag.name.clone(), examples(r, run, &row.tag, &question, wanted)?));
        }
        Ok::<_, Error>(Facts {
            project: project::get(r)?.name,
            question,
            run: report,
            priorities,
            examples: shown,
            made_at: crate::access::now(),
            version: ctx.workbench.config.version,
        })
    })?;
    file.write_all(page::page(&facts).as_bytes()).map_err(|error| Failure::from(error).0)?;
    Ok(facts.priorities.rows.len() as u64)
}

/// Both reports of one snapshot of reference labels.
fn at_one_time(ctx: &Context, run: i64) -> Result<(RunReport, PrioritiesReport)> {
    for _ in 0..3 {
        let report = errors::report(ctx, OnRun { run })?;
        let priorities = errors::priorities(ctx, RunRequest { run })?;
        if report.reference_revision == priorities.reference_revision {
            return Ok((report, priorities));
        }
    }
    Err(Error::refused(
        "labels_moving",
        "the reference labels keep changing while the report is made; try again in a moment",
    ))
}

/// Wrong rows with a tag, those the model was surest of first.
fn examples(r: &Read<'_>, run: i64, tag: &Tag, question: &Question, wanted: u32) -> Result<Vec<Example>> {
    let quoted = tag.name.replace('\\', "\\\\").replace('"', "\\\"");
    let query = Query {
        filter: Some(format!("pred != label and tag:\"{quoted}\" = yes")),
        sort: vec![Sort { column: "prob".into(), descending: true }],
    };
    let mut ids = assay_store::parts::shown(r, sheet::ids(r, run, &query)?)?;
    ids.truncate(wanted as usize);
    let name = |id: Option<i64>| {
        let class = question.classes.iter().find(|class| Some(class.id) == id);
        class.map(|class| class.name.clone()).unwrap_or_default()
    };
    let rows = sheet::rows(r, run, &ids)?;
    let example = rows.into_iter().map(|row| Example {
        item: row.key,
        text: row.text,
        label: name(row.label),
        prediction: name(Some(row.prediction)),
        score: row.score,
    });
    Ok(example.collect())
}

//! The certificate of an audit: one file that says what was drawn, what was found, and by which rules.

use super::{Verdict, standing};
use crate::export::Names;
use crate::figures::Figure;
use crate::files::{self, FileHandle};
use crate::legible::html as escape;
use crate::{Context, Error, Result, times};
use assay_store::audits::{self, Audit, Looks};
use assay_store::project::{self, ProjectRow};
use serde::Deserialize;
use std::fmt::Write as _;
use ts_rs::TS;

/// Asks for the certificate of an audit.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AuditCertificate {
    /// Row id.
    pub audit: i64,
    /// The target (a handle).
    pub file: String,
    /// Stable pseudonyms in place of people's names.
    pub pseudonyms: Option<bool>,
}

/// What a certificate is made from.
struct Facts {
    project: ProjectRow,
    audit: Audit,
    verdict: Option<Verdict>,
    rate: Figure,
    looks: Vec<Looks>,
    repeats: Option<Audit>,
    names: Names,
}

pub(crate) fn save(ctx: &Context, request: AuditCertificate) -> Result<FileHandle> {
    let path = ctx.workbench.files.path(&request.file)?;
    let names = Names::new(ctx, request.pseudonyms == Some(true))?;
    let facts = ctx.read(|r| {
        let audit = audits::get(r, request.audit)?;
        let (verdict, rate) = standing(&audit)?;
        Ok(Facts {
            project: project::get(r)?,
            looks: audits::looks(r, audit.id)?,
            repeats: audit.again_of.map(|id| audits::get(r, id)).transpose()?,
            verdict,
            rate,
            audit,
            names,
        })
    })?;
    let settled = match facts.verdict {
        Some(verdict) => verdict != Verdict::Undecided,
        None => facts.audit.judged == facts.audit.size,
    };
    if !settled {
        return Err(Error::refused(
            "audit_open",
            "the audit has no result yet; judge the labels that are left, then write the certificate",
        ));
    }
    files::write(&path, page(&facts, ctx.workbench.config.version).as_bytes())?;
    Ok(ctx.workbench.files.register(path))
}

fn page(facts: &Facts, version: &str) -> String {
    let name = escape(&facts.audit.name);
    let verdict = match facts.verdict {
        Some(Verdict::Accepted) => "Accepted",
        Some(Verdict::Rejected) => "Rejected",
        _ => "No verdict: a free draw",
    };
    let mut rows = String::new();
    for (what, value) in rows_of(facts) {
        // Writing to a string cannot fail.
        let _ = writeln!(rows, "<tr><th scope=\"row\">{what}</th><td>{}</td></tr>", escape(&value));
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Audit: {name}</title>\n<style>\n\
         body {{ max-width: 46rem; margin: 3rem auto; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; }}\n\
         table {{ width: 100%; border-collapse: collapse; }}\n\
         th, td {{ padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #ccc; text-align: start; vertical-align: top; }}\n\
         th {{ width: 13rem; font-weight: 500; }}\n</style>\n</head>\n<body>\n<h1 dir=\"auto\">{name}</h1>\n\
         <p><strong>{verdict}</strong></p>\n<table>\n{rows}</table>\n\
         <p>A defect is a label that a look without sight of it contradicted. Written by Assay {version}.</p>\n\
         </body>\n</html>\n",
        version = escape(version),
    )
}

fn rows_of(facts: &Facts) -> Vec<(&'static str, String)> {
    let audit = &facts.audit;
    let mut rows = vec![
        ("Project", facts.project.name.clone()),
        ("Lot", format!("{} reference labels, revision {}", audit.population, audit.reference_revision)),
    ];
    let mut draw = format!("{} labels by chance, seed {}", audit.size, audit.seed);
    match &audit.plan {
        Some(plan) => {
            let _ = write!(draw, ", round {}", plan.round + 1);
            rows.extend([
                (
                    "Plan",
                    format!(
                        "n = {}, c = {}: accepted with no more defects than c",
                        audit.size, plan.acceptance
                    ),
                ),
                (
                    "Tolerable error rate",
                    format!(
                        "{}, accepted by a chance of at most {}",
                        percent(plan.tolerable),
                        percent(plan.consumer_risk)
                    ),
                ),
                (
                    "Good error rate",
                    format!(
                        "{}, rejected by a chance of at most {}",
                        percent(plan.good),
                        percent(plan.producer_risk)
                    ),
                ),
                ("Method of the plan", "hypergeometric, for the lot above".to_owned()),
            ]);
        }
        None => {
            rows.push(("Plan", "none: a free number of labels, which gives a rate and no verdict".to_owned()))
        }
    }
    rows.push(("Draw", draw));
    if let Some(by) = &audit.grouped_by {
        rows.push((
            "Drawn by",
            format!("{by}, each group with a size of its own; the rate is weighted by their sizes"),
        ));
        for group in super::groups::rates(audit) {
            let name = if group.group.name.is_empty() { "none" } else { &group.group.name };
            let of = format!(
                "{name}: {} of {} labels, {} defects",
                group.group.size, group.group.population, group.group.defects
            );
            rows.push(("Group", format!("{of}; {}", rate(&group.error_rate))));
        }
    }
    rows.push((
        "Drawn",
        format!("{} by {}", times::format(audit.made_at), facts.names.of(audit.person.clone())),
    ));
    for looks in &facts.looks {
        let when = format!("{} to {}", times::format(looks.first), times::format(looks.last));
        rows.push(("Judged", format!("{} by {}, {when}", looks.looks, facts.names.of(looks.person.clone()))));
    }
    rows.push(("Defects", format!("{} of {} judged", audit.defects, audit.judged)));
    rows.push(("Error rate", rate(&facts.rate)));
    if let Some(earlier) = &facts.repeats {
        let found = format!("{} defects of {} judged", earlier.defects, earlier.judged);
        rows.push((
            "Repeats",
            format!("the audit drawn {}, rejected with {found}", times::format(earlier.made_at)),
        ));
    }
    rows
}

fn rate(figure: &Figure) -> String {
    match (figure.value, figure.lower, figure.upper, &figure.method) {
        (Some(value), Some(lower), Some(upper), Some(method)) => format!(
            "{}, 95 % interval {} to {}, {method}, n {}",
            percent(value),
            percent(lower),
            percent(upper),
            figure.n
        ),
        (Some(value), ..) => {
            let why = figure.unreliable_because.as_deref().unwrap_or("no interval");
            format!("{}, n {}; {why}", percent(value), figure.n)
        }
        _ => format!("none: {}", figure.undefined_because.as_deref().unwrap_or("no reason given")),
    }
}

/// Up to two digits, without zeros at the end.
fn percent(share: f64) -> String {
    let text = format!("{:.2}", share * 100.0);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

//! Drawing an audit, and its certificate.

use crate::answer::Answer;
use crate::desk::Desk;
use crate::human;
use anyhow::{Context as _, Result};
use assay_workbench::audits::{
    AuditAim, AuditCertificate, AuditCreate, AuditGroup, AuditGroupSize, AuditGroups, AuditGroupsRequest,
};
use assay_workbench::commands;
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;

/// What to do with an audit.
#[derive(Debug, Subcommand)]
pub enum AuditWhat {
    /// Draw labels by chance: a number of them, or as many as a plan needs.
    Draw {
        /// The project.
        project: PathBuf,
        /// Name of the audit. A plan under the name of a rejected one repeats it.
        #[arg(long)]
        name: String,
        /// So many labels: a rate, no verdict.
        #[arg(long, value_name = "N", required_unless_present_any = ["tolerable", "by"], conflicts_with_all = ["tolerable", "by"])]
        size: Option<u32>,
        /// By groups: `class`, or a metadata field. A rate weighted by their sizes, no verdict.
        #[arg(long, value_name = "FIELD", requires = "each", conflicts_with = "tolerable")]
        by: Option<String>,
        /// So many labels of each group, or all where there are fewer.
        #[arg(long, value_name = "N", requires = "by")]
        each: Option<u32>,
        /// The share of wrong labels that must not be accepted (LTPD).
        #[arg(long, value_name = "SHARE", requires = "good")]
        tolerable: Option<f64>,
        /// The share of wrong labels that has to be accepted (AQL).
        #[arg(long, value_name = "SHARE", requires = "tolerable")]
        good: Option<f64>,
        /// Chance of rejecting a lot at the good share, at most.
        #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
        producer_risk: f64,
        /// Chance of accepting a lot at the tolerable share, at most.
        #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
        consumer_risk: f64,
        /// Makes the draw repeatable.
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Write what a finished audit found, and how, as an HTML page.
    Certificate {
        /// The project.
        project: PathBuf,
        /// Name of the audit; the newest of that name.
        #[arg(long)]
        name: String,
        /// The file to write.
        #[arg(short, long, value_name = "OUT.html")]
        output: PathBuf,
        /// Pseudonyms in place of people's names.
        #[arg(long)]
        pseudonyms: bool,
    },
}

/// Draws, or writes the certificate.
pub fn run(desk: &mut Desk, what: &AuditWhat) -> Result<Answer> {
    match what {
        AuditWhat::Draw {
            project,
            name,
            size,
            by,
            each,
            tolerable,
            good,
            producer_risk,
            consumer_risk,
            seed,
        } => {
            desk.open(project)?;
            let plan = tolerable.zip(*good).map(|(tolerable, good)| AuditAim {
                tolerable,
                good,
                producer_risk: *producer_risk,
                consumer_risk: *consumer_risk,
            });
            let groups = by.as_deref().zip(*each).map(|(by, each)| groups(desk, by, each)).transpose()?;
            let request = AuditCreate { name: name.clone(), size: *size, groups, plan, seed: *seed };
            let view = commands::audit_create(&desk.workbench, &desk.caller, request)?;
            let audit = &view.audit;
            let mut line = format!(
                "{}: {} of {} labels drawn, seed {}",
                audit.name, audit.size, audit.population, audit.seed
            );
            if let Some(plan) = &audit.plan {
                line += &format!("; accepted with at most {} wrong", plan.acceptance);
            }
            // The item to look at is for the window, where it is judged blind.
            Ok(Answer::new(json!({ "audit": view.audit, "verdict": view.verdict })).line(line))
        }
        AuditWhat::Certificate { project, name, output, pseudonyms } => {
            desk.open(project)?;
            let audits = commands::audit_list(&desk.workbench, &desk.caller, ())?;
            let audit = audits.iter().find(|row| row.audit.name == *name);
            let audit =
                audit.with_context(|| format!("there is no audit `{name}`; `assay audits` lists them"))?;
            let request = AuditCertificate {
                audit: audit.audit.id,
                file: desk.file(output),
                pseudonyms: Some(*pseudonyms),
            };
            commands::audit_certificate(&desk.workbench, &desk.caller, request)?;
            Ok(Answer::new(json!({ "file": output }))
                .line(format!("certificate written to {}", output.display())))
        }
    }
}

/// The same number from each group.
fn groups(desk: &Desk, by: &str, each: u32) -> Result<AuditGroups> {
    let field = if by == "class" { None } else { Some(human::field_id(desk, by)?) };
    let found = commands::audit_groups(&desk.workbench, &desk.caller, AuditGroupsRequest { field })?;
    let size = |group: AuditGroup| {
        let size = u32::try_from(group.population).unwrap_or(u32::MAX).min(each);
        AuditGroupSize { name: group.name, size }
    };
    Ok(AuditGroups { field, sizes: found.into_iter().map(size).collect() })
}

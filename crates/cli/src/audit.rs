//! Drawing an audit, and its certificate.

use crate::answer::Answer;
use crate::args::AuditWhat;
use crate::desk::Desk;
use anyhow::{Context as _, Result};
use assay_workbench::audits::{AuditAim, AuditCertificate, AuditCreate};
use assay_workbench::commands;
use serde_json::json;

/// Draws, or writes the certificate.
pub fn run(desk: &mut Desk, what: &AuditWhat) -> Result<Answer> {
    match what {
        AuditWhat::Draw { project, name, size, tolerable, good, producer_risk, consumer_risk, seed } => {
            desk.open(project)?;
            let plan = tolerable.zip(*good).map(|(tolerable, good)| AuditAim {
                tolerable,
                good,
                producer_risk: *producer_risk,
                consumer_risk: *consumer_risk,
            });
            let request = AuditCreate { name: name.clone(), size: *size, plan, seed: *seed };
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

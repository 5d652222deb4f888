//! Drawing an audit, and its certificate.

use crate::answer::Answer;
use crate::args::AuditWhat;
use crate::desk::Desk;
use crate::human;
use anyhow::{Context as _, Result};
use assay_workbench::audits::{
    AuditAim, AuditCertificate, AuditCreate, AuditGroup, AuditGroupSize, AuditGroups, AuditGroupsRequest,
};
use assay_workbench::commands;
use serde_json::json;

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

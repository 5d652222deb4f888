//! Backups in a terminal: list, take, put back.

use crate::answer::Answer;
use crate::desk::Desk;
use anyhow::{Context as _, Result, bail};
use assay_workbench::backups::{BackupCopy, BackupList, BackupRescue, OnBackup};
use assay_workbench::project::OnFile;
use assay_workbench::{Error, commands, format_time};
use serde_json::{Value, json};
use std::path::Path;

/// Opens the project; false where it cannot be opened any more, which is when backups are wanted most.
fn opens(desk: &mut Desk, project: &Path) -> Result<bool> {
    match desk.open(project) {
        Ok(_) => Ok(true),
        Err(error) => match error.downcast_ref::<Error>().map(Error::code) {
            Some(
                "project_damaged" | "project_foreign" | "not_a_project" | "project_missing"
                | "project_incomplete" | "journal_foreign",
            ) => Ok(false),
            _ => Err(error),
        },
    }
}

fn listed(desk: &Desk, project: &Path, open: bool) -> Result<BackupList> {
    Ok(if open {
        commands::backups_list(&desk.workbench, &desk.caller, ())?
    } else {
        commands::backups_of_file(&desk.workbench, &desk.caller, OnFile { file: desk.file(project) })?
    })
}

fn mib(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

/// `assay backups`.
pub fn list(desk: &mut Desk, project: &Path) -> Result<Answer> {
    let open = opens(desk, project)?;
    let list = listed(desk, project, open)?;
    let mut answer = Answer::new(serde_json::to_value(&list)?);
    if !open {
        answer = answer
            .line(format!("{} cannot be opened; `assay restore` puts a backup back", project.display()));
    }
    if list.backups.is_empty() {
        return Ok(answer.line(format!("there are no backups in {}", list.folder)));
    }
    let rows = list.backups.iter().map(|backup| {
        let reason = serde_json::to_value(backup.reason).ok();
        let mut note = backup.trouble.clone().unwrap_or_default();
        if !backup.own && backup.trouble.is_none() {
            note = format!("of another project, {}", backup.project.clone().unwrap_or_default());
        }
        vec![
            backup.name.clone(),
            format_time(backup.made_at),
            reason.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned(),
            mib(backup.bytes),
            backup.changes_since.map(|n| n.to_string()).unwrap_or_default(),
            note,
        ]
    });
    let rows: Vec<_> = rows.collect();
    let room = match list.free_bytes {
        Some(free) => format!("{} in {}; {} free", mib(list.bytes), list.folder, mib(free)),
        None => format!("{} in {}", mib(list.bytes), list.folder),
    };
    Ok(answer.line(room).table(&["backup", "taken", "why", "size", "changes since", "note"], rows))
}

/// `assay backup`.
pub fn take(desk: &Desk) -> Result<Answer> {
    let made = desk.wait(commands::backup_now(&desk.workbench, &desk.caller, ())?)?;
    let name = made["name"].as_str().unwrap_or_default().to_owned();
    let list = commands::backups_list(&desk.workbench, &desk.caller, ())?;
    Ok(Answer::new(made).line(format!("{name} taken in {}", list.folder)))
}

/// `assay restore`.
pub fn restore(desk: &mut Desk, project: &Path, backup: &str, copy: Option<&Path>) -> Result<Answer> {
    let open = opens(desk, project)?;
    let list = listed(desk, project, open)?;
    let named: Vec<_> = list.backups.iter().filter(|known| known.name.starts_with(backup)).collect();
    let exact = named.iter().find(|known| known.name == backup);
    let name = match (exact, named.as_slice()) {
        (Some(one), _) | (None, [one]) => one.name.clone(),
        (None, []) => bail!("there is no backup `{backup}` in {}; `assay backups` lists them", list.folder),
        (None, _) => bail!("several backups begin with `{backup}`; `assay backups` lists them"),
    };
    if let Some(target) = copy {
        if !open {
            bail!(
                "the project cannot be opened; put the backup back without --copy, which keeps the damaged file"
            );
        }
        let request = BackupCopy { name: name.clone(), file: Some(desk.file(target)) };
        desk.wait(commands::backup_copy(&desk.workbench, &desk.caller, request)?)?;
        return Ok(Answer::new(json!({ "name": name, "copy": target }))
            .line(format!("{name} copied to {}", target.display())));
    }
    let job = if open {
        commands::backup_restore(&desk.workbench, &desk.caller, OnBackup { name: name.clone() })?
    } else {
        let request = BackupRescue { file: desk.file(project), name: name.clone() };
        commands::backup_rescue(&desk.workbench, &desk.caller, request)?
    };
    let done = desk.wait(job).with_context(|| format!("{name} was not put back"))?;
    let mut answer = Answer::new(done.clone()).line(format!("{name} put back"));
    if let Some(kept) = done["kept"].as_str() {
        answer = answer.line(format!("what stood is kept as {kept} in {}", list.folder));
    }
    Ok(answer)
}

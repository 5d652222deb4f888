//! Backups of a project: listing, taking and putting them back; and, for a file that cannot be opened any more, what is
//! there to put in its place.

mod keeper;

pub(crate) use keeper::Keeper;

use crate::access::now;
use crate::files::FileHandle;
use crate::jobs::{JobId, Progress};
use crate::project::OnFile;
use crate::{Context, Error, Result, Workbench};
use assay_store::backups::{self, Backup, Reason};
use assay_store::{Store, imports};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use ts_rs::TS;

/// One backup.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct BackupView {
    /// Its file name, by which requests name it.
    pub name: String,
    /// When it was taken, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Why.
    pub reason: Reason,
    /// Size.
    pub bytes: u64,
    /// The name that the project had.
    pub project: Option<String>,
    /// Whether it is of this project; a project of the same file name may have left some.
    pub own: bool,
    /// How many changes came after it; none where nothing is open to compare with.
    pub changes_since: Option<i64>,
    /// Why it cannot be read.
    pub trouble: Option<String>,
}

/// The backups of a project.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct BackupList {
    /// The folder that they lie in.
    pub folder: String,
    /// The newest first.
    pub backups: Vec<BackupView>,
    /// Room that they take.
    pub bytes: u64,
    /// Room that is left there; none where the system does not say.
    pub free_bytes: Option<u64>,
    /// Why the last one that was to be taken by itself was not.
    pub trouble: Option<String>,
}

/// Names a backup of the open project.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnBackup {
    /// Its file name.
    pub name: String,
}

/// Which backup to copy, and where to.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct BackupCopy {
    /// Its file name.
    pub name: String,
    /// The handle of the new file; beside the project where left out.
    pub file: Option<String>,
}

/// Which backup to put in the place of a file that cannot be opened.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackupRescue {
    /// The handle of the file.
    pub file: String,
    /// The backup's file name.
    pub name: String,
}

/// What putting a backup back did.
#[derive(Debug, Clone, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct BackupRestored {
    /// The backup that now stands.
    pub name: String,
    /// The file in the folder of the backups that holds what stood; none where nothing did.
    pub kept: Option<String>,
}

fn view(backup: &Backup, own: Option<&str>, changes_since: Option<i64>) -> BackupView {
    let held = backup.held.as_ref();
    BackupView {
        name: backup.file_name(),
        made_at: backup.made_at,
        reason: backup.reason,
        bytes: backup.bytes,
        project: held.ok().map(|held| held.name.clone()),
        own: own.is_none_or(|uid| held.is_ok_and(|held| held.uid == uid)),
        changes_since,
        trouble: held.err().cloned(),
    }
}

fn listed(project: &Path, backups: Vec<BackupView>, trouble: Option<String>) -> BackupList {
    BackupList {
        folder: backups::folder(project).display().to_string(),
        bytes: backups.iter().map(|backup| backup.bytes).sum(),
        backups,
        free_bytes: backups::free_bytes(project),
        trouble,
    }
}

pub(crate) fn list(ctx: &Context, (): ()) -> Result<BackupList> {
    let path = ctx.store()?.path();
    let found = backups::list_again(path, &ctx.workbench.backups_seen)?;
    let views = ctx.read(|r| {
        let uid = assay_store::project::get(r)?.uid;
        let view = |backup: &Backup| -> Result<BackupView> {
            let since = match &backup.held {
                Ok(held) if held.uid == uid => Some(backups::events_since(r, held)?),
                _ => None,
            };
            Ok(view(backup, Some(&uid), since))
        };
        found.iter().map(view).collect::<Result<Vec<_>>>()
    })?;
    Ok(listed(path, views, ctx.workbench.keeper.trouble()))
}

pub(crate) fn list_of_file(ctx: &Context, request: OnFile) -> Result<BackupList> {
    let path = ctx.workbench.files.path(&request.file)?;
    let found = backups::list(&path)?;
    Ok(listed(&path, found.iter().map(|backup| view(backup, None, None)).collect(), None))
}

/// Tells a job how far a copy is, and a copy whether to go on.
fn told<'a>(progress: &'a dyn Progress, phase: &'static str) -> impl FnMut(u64, u64) -> bool + 'a {
    move |done, total| {
        progress.at(phase, done, total);
        !progress.cancelled()
    }
}

pub(crate) fn take(ctx: &Context, (): ()) -> Result<JobId> {
    let (store, workbench) = (ctx.store()?.clone(), ctx.workbench.clone());
    ctx.workbench.jobs.start(move |progress| {
        let taken = backups::take(&store, Reason::Asked, now(), &mut told(progress, "copying"))?;
        workbench.keeper.mended();
        Ok(view(&taken, None, Some(0)))
    })
}

pub(crate) fn copy(ctx: &Context, request: BackupCopy) -> Result<JobId> {
    let project = ctx.store()?.path().to_owned();
    let backup = backups::find(&project, &request.name)?;
    let target = match &request.file {
        Some(handle) => crate::project::with_extension(ctx.workbench.files.path(handle)?),
        None => beside(&project, &backup)?,
    };
    let workbench = ctx.workbench.clone();
    ctx.workbench.jobs.start(move |progress| {
        backups::open_copy(&backup, &target, &mut told(progress, "copying"))?;
        Ok::<FileHandle, Error>(workbench.files.register(target))
    })
}

/// A free name beside the project that says of when it is: `tickets 2026-11-22 0312.assay`.
fn beside(project: &Path, backup: &Backup) -> Result<PathBuf> {
    let stem = project.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let when = crate::format_time(backup.made_at);
    let when: String =
        when.chars().take(16).filter(|c| *c != ':').map(|c| if c == 'T' { ' ' } else { c }).collect();
    let names = std::iter::once(format!("{stem} {when}.assay"))
        .chain((2..1000).map(|again| format!("{stem} {when} ({again}).assay")));
    let free = names.map(|name| project.with_file_name(name)).find(|path| !path.exists());
    free.ok_or_else(|| Error::refused("name_taken", "too many copies of this backup lie there; remove some"))
}

pub(crate) fn restore(ctx: &Context, request: OnBackup) -> Result<JobId> {
    let store = ctx.store()?.clone();
    let person = ctx.person()?.uid.clone();
    let backup = backups::find(store.path(), &request.name)?;
    let workbench = ctx.workbench.clone();
    ctx.workbench.jobs.start(move |progress| {
        let mut watch = told(progress, "restoring");
        let kept = backups::put_back(&store, &backup, Some(&person), now(), &mut watch)?;
        imports::remove_dead(&store, now())?;
        reopen(&workbench, &store);
        Ok(BackupRestored { name: backup.file_name(), kept: Some(kept.file_name()) })
    })
}

/// Nothing that is remembered of the rows before holds any more: what is open is opened anew.
fn reopen(workbench: &Workbench, store: &Arc<Store>) {
    if !workbench.project().is_some_and(|open| Arc::ptr_eq(&open, store)) {
        return;
    }
    match Store::open(store.path()) {
        Ok(anew) => workbench.set_project(Some(anew)),
        Err(error) => {
            // Another program writes to it just now. What is open sees the backup, too.
            tracing::warn!(
                code = error.code(),
                "the project was not opened anew after a backup was put back"
            );
            workbench.tag_tables.clear();
        }
    }
}

pub(crate) fn rescue(ctx: &Context, request: BackupRescue) -> Result<JobId> {
    let project = ctx.workbench.files.path(&request.file)?;
    let backup = backups::find(&project, &request.name)?;
    ctx.workbench.jobs.start(move |progress| {
        let kept = backups::put_back_over(&project, &backup, now(), &mut told(progress, "restoring"))?;
        let kept = kept.and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
        Ok(BackupRestored { name: backup.file_name(), kept })
    })
}

/// The name of the backup that opening took because the file was of an older version.
pub(crate) fn before_update(store: &Store) -> Option<String> {
    Some(store.before_update()?.display().to_string())
}

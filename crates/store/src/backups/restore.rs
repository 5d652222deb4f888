//! Putting a backup back: over a project that is open, over one that cannot be opened any more, or beside it as a copy.
//! What stood is kept in every case.

use super::{Backup, Part, Reason, Watch, copy, folder, holds, name, run, sync_folder, take_from, trouble};
use crate::access::opening::{READ_ONLY, as_it_stands, beside, distrust, free_place, look_through};
use crate::error::{Result, StoreError};
use crate::events::{self, Entry};
use crate::{Store, people};
use rusqlite::Connection;
use rusqlite::backup::Backup as Copy;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often it begins anew because others wrote between the look and the lock.
const TRIES: usize = 20;

/// Puts a backup in the place of what an open project holds, in one transaction: whoever else has the file open sees
/// either the one or the other. What stood is kept as a backup; its last state is the one that is replaced.
/// `person` is the uid of whoever asked.
pub fn put_back(
    store: &Store,
    backup: &Backup,
    person: Option<&str>,
    now: i64,
    watch: &mut dyn Watch,
) -> Result<Backup> {
    if store.is_read_only() {
        return Err(StoreError::ReadOnly);
    }
    let part = brought_up_to_date(store.path(), backup, watch)?;
    let mut event = record(&part.0, backup, person, " by someone who was not in the project then", now)?;
    for _ in 0..TRIES {
        let newest = newest_event(store)?;
        event = number_after(&part.0, event, newest)?;
        let from = Connection::open_with_flags(as_it_stands(&part.0), READ_ONLY)?;
        let kept = store.overwrite(|into| {
            let copy = Copy::new(&from, into)?;
            // From the first step on, nobody else can write.
            run_one(&copy)?;
            if newest_event(store)? != newest {
                return Ok(None);
            }
            let conn = store.reader()?;
            let kept = take_from(&conn, store.path(), Reason::Restore, now, watch)?;
            drop(conn);
            // A stop would undo it all; but it is short, and what was asked for is nearly done.
            run(&copy, -1, &mut |_, _| true)?;
            Ok(Some(kept))
        })?;
        if let Some(kept) = kept {
            store.settle();
            return Ok(kept);
        }
    }
    Err(StoreError::Busy)
}

/// Puts a backup in the place of a file that cannot be opened, or is not there. The file is kept among the backups.
pub fn put_back_over(
    project: &Path,
    backup: &Backup,
    now: i64,
    watch: &mut dyn Watch,
) -> Result<Option<PathBuf>> {
    match Store::open(project).map(drop) {
        Ok(()) => {
            let message = "the project can be opened; open it, and put the backup back there";
            return Err(StoreError::refused("project_opens", message));
        }
        Err(error) => match error.code() {
            "project_damaged" | "project_foreign" | "not_a_project" | "project_missing"
            | "project_incomplete" | "journal_foreign" => {}
            _ => return Err(error),
        },
    }
    let part = brought_up_to_date(project, backup, watch)?;
    record(&part.0, backup, None, " over a file that could not be opened", now)?;
    let stood = project.exists();
    // Also of a file that is gone a log may lie there, which would be moved into the one that comes in its place.
    let kept = aside(project, now)?;
    std::fs::rename(&part.0, project).map_err(|source| trouble(project, source))?;
    sync_folder(project.parent().unwrap_or(Path::new(".")))?;
    Ok(stood.then_some(kept))
}

/// Moves a file that cannot be opened, and what belongs to it, among the backups.
fn aside(project: &Path, now: i64) -> Result<PathBuf> {
    let names = (0..10_000).map(|again| folder(project).join(name(now, Reason::Damaged, again)));
    let free = names.into_iter().find(|path| !path.exists());
    let target = free.ok_or_else(|| StoreError::Exists(folder(project)))?;
    // The file last: without it, what is left beside it belongs to nothing.
    for ending in ["-wal", "-shm", "-journal", ""] {
        let from = beside(project, ending);
        if from.exists() {
            let to = beside(&target, ending);
            std::fs::rename(&from, &to).map_err(|source| trouble(&from, source))?;
        }
    }
    Ok(target)
}

/// Writes a copy of a backup to a new place, ready to be opened.
pub fn open_copy(backup: &Backup, target: &Path, watch: &mut dyn Watch) -> Result<()> {
    free_place(target)?;
    let part = Part::new(target.parent().unwrap_or(Path::new(".")));
    let from = Connection::open_with_flags(as_it_stands(&backup.path), READ_ONLY)?;
    distrust(&from)?;
    holds(&from)?;
    copy(&from, &part.0, watch)?;
    std::fs::rename(&part.0, target).map_err(|source| trouble(target, source))?;
    sync_folder(target.parent().unwrap_or(Path::new(".")))
}

/// A copy of a backup in this program's version, in the folder of the backups.
fn brought_up_to_date(project: &Path, backup: &Backup, watch: &mut dyn Watch) -> Result<Part> {
    let part = Part::new(&folder(project));
    let from = Connection::open_with_flags(as_it_stands(&backup.path), READ_ONLY)?;
    distrust(&from)?;
    super::enough_room(&folder(project), backup.bytes)?;
    copy(&from, &part.0, watch)?;
    // What is damaged or foreign takes the place of nothing.
    let sound = Store::open_to_replace(&part.0).and_then(|store| store.read(|r| look_through(r.sql())));
    sound.map_err(|error| {
        let message =
            format!("the backup {} cannot be put back: {error}; choose another", backup.file_name());
        StoreError::refused("backup_damaged", message)
    })?;
    Ok(part)
}

/// Notes in a copy what was done with it; `nobody` is said where whoever asked is not known in it.
fn record(path: &Path, backup: &Backup, person: Option<&str>, nobody: &str, now: i64) -> Result<i64> {
    Store::open_to_replace(path)?.write(now, |w| {
        let person = match person {
            Some(uid) => people::by_uid(w, uid).ok().map(|person| person.id),
            None => None,
        };
        let mut summary = format!("backup {} put back", backup.file_name());
        if person.is_none() {
            summary.push_str(nobody);
        }
        let (command, subject) = ("backup_restore", "project");
        events::record(
            w,
            &Entry { person, command, summary: &summary, subject, subject_id: None, undoes: None },
        )
    })
}

/// Numbers the newest event of a copy after every event of the project: whoever follows the events there sees that
/// something happened.
fn number_after(path: &Path, event: i64, newest: i64) -> Result<i64> {
    let after = event.max(newest + 1);
    Store::open_to_replace(path)?.write(0, |w| {
        w.sql().execute("UPDATE event SET id = ? WHERE id = ?", [after, event])?;
        Ok(after)
    })
}

fn newest_event(store: &Store) -> Result<i64> {
    store.read(events::newest_id)
}

/// One page, which takes the lock.
fn run_one(copy: &Copy<'_, '_>) -> Result<()> {
    use rusqlite::backup::StepResult::{Busy, Locked};
    for _ in 0..TRIES {
        match copy.step(1)? {
            Busy | Locked => std::thread::sleep(Duration::from_millis(50)),
            _ => return Ok(()),
        }
    }
    Err(StoreError::Busy)
}

//! Which backups there are, and what each holds.

use super::{Backup, Held, folder, held, stamped};
use crate::error::{Result, StoreError};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// Every backup beside a project file, the newest first. A file in the folder that has another name than a backup has
/// is nobody's business.
pub fn list(project: &Path) -> Result<Vec<Backup>> {
    list_again(project, &Seen::default())
}

/// What backups were found to hold, so that one that has not changed since is not opened again. What could not be read
/// is not kept: it may have been in use.
#[derive(Debug, Default)]
pub struct Seen(Mutex<HashMap<PathBuf, (u64, SystemTime, Held)>>);

/// As [`list`], for whoever lists again and again. A file is the same while its size and its time are; one that could
/// not be told apart by them would still be read anew before it is put back.
pub fn list_again(project: &Path, seen: &Seen) -> Result<Vec<Backup>> {
    let folder = folder(project);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(StoreError::Io { path: folder, source }),
    };
    let mut seen = seen.0.lock().unwrap_or_else(PoisonError::into_inner);
    let before = std::mem::take(&mut *seen);
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let Some((backup, written)) = read(path, &before) else { continue };
        if let (Ok(held), Some(written)) = (&backup.held, written) {
            seen.insert(backup.path.clone(), (backup.bytes, written, held.clone()));
        }
        found.push(backup);
    }
    drop(seen);
    found.sort_by_key(|backup| (std::cmp::Reverse(backup.made_at), backup.file_name()));
    Ok(found)
}

/// The backup of this file name.
pub fn find(project: &Path, name: &str) -> Result<Backup> {
    list(project)?
        .into_iter()
        .find(|backup| backup.file_name() == name)
        .ok_or_else(|| StoreError::not_found("backup", name))
}

/// A backup, and when its file was written last, as far as the system says so.
fn read(
    path: PathBuf,
    seen: &HashMap<PathBuf, (u64, SystemTime, Held)>,
) -> Option<(Backup, Option<SystemTime>)> {
    let (made_at, reason) = stamped(&path)?;
    let about = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
    let (bytes, written) = (about.len(), about.modified().ok());
    let known = seen.get(&path).filter(|(size, at, _)| *size == bytes && Some(*at) == written);
    let held = match known {
        Some((_, _, held)) => Ok(held.clone()),
        None => held(&path).map_err(|error| error.to_string()),
    };
    Some((Backup { path, made_at, reason, bytes, held }, written))
}

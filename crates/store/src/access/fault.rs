//! A file that failed: nothing more is acknowledged on the strength of it until it was opened and checked again.

use super::log::takes_writes;
use super::opening::beside;
use crate::error::StoreError;
use serde::Serialize;
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// Free bytes under which a disk counts as full.
const LEAST: u64 = 1 << 20;
/// What work asks of a disk: the log at its longest (8,192 pages of 4 KiB), and as much again where the log is moved
/// into the file.
const NEEDED: u64 = 64 << 20;

/// What became of a project file that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FaultReason {
    /// The disk is full.
    Full,
    /// Moved, deleted, replaced, or its disk is gone.
    Gone,
    /// It takes no writes any more.
    ReadOnly,
    /// Its content is not sound.
    Damaged,
    /// A read, a write or a sync failed.
    Failed,
}

/// Why nothing more is written to a project file until it was opened and checked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct FileFault {
    /// What happened.
    pub reason: FaultReason,
    /// For people: what happened, what is safe, and what to do.
    pub message: String,
    /// Bytes free on the disk, where it is full.
    pub free: Option<u64>,
    /// Bytes that work asks for, where it is full.
    pub needed: Option<u64>,
}

/// An error that may come from the project file.
pub trait OfStore: From<StoreError> {
    /// The error of the store that it is.
    fn of_store(&self) -> Option<&StoreError>;
}

impl OfStore for StoreError {
    fn of_store(&self) -> Option<&StoreError> {
        Some(self)
    }
}

impl FileFault {
    /// The fault that an error tells of, where it is one of the file and not of the request.
    pub(super) fn of(path: &Path, error: &StoreError) -> Option<FileFault> {
        use rusqlite::ErrorCode::{CannotOpen, DiskFull, FileLockingProtocolFailed, SystemIoFailure};
        let reason = match error {
            StoreError::ReadOnly => FaultReason::ReadOnly,
            StoreError::Damaged { .. } | StoreError::Corrupt(_) => FaultReason::Damaged,
            StoreError::Sqlite(error) => match error.sqlite_error_code()? {
                DiskFull => FaultReason::Full,
                CannotOpen | SystemIoFailure | FileLockingProtocolFailed => FaultReason::Failed,
                _ => return None,
            },
            _ => return None,
        };
        let reason = match reason {
            // A disk that was made read-only under its open files refuses each write like a broken one.
            FaultReason::Failed if !takes_writes(path) => FaultReason::ReadOnly,
            // Growing the index of the log on a full disk is told as a failure of any kind.
            FaultReason::Failed if free(path).is_some_and(|free| free < LEAST) => FaultReason::Full,
            other => other,
        };
        Some(FileFault::new(path, reason, &error.to_string()))
    }

    pub(super) fn new(path: &Path, reason: FaultReason, detail: &str) -> FileFault {
        let (name, full) = (path.display(), reason == FaultReason::Full);
        let free = if full { free(path) } else { None };
        let what = match (reason, free) {
            (FaultReason::Full, Some(free)) => format!(
                "the disk that holds {name} is full: {} are free, and work asks for {}. Make room",
                size(free),
                size(NEEDED)
            ),
            (FaultReason::Full, None) => format!("the disk that holds {name} is full. Make room"),
            (FaultReason::Gone, _) => {
                format!("{name} was moved, deleted or replaced by another file. Put it back")
            }
            (FaultReason::ReadOnly, _) => {
                format!(
                    "{name} can be written to no more: it or its disk was made read-only. Give the right to write back"
                )
            }
            (FaultReason::Damaged, _) => format!("{name} is damaged ({detail}). Restore a copy"),
            (FaultReason::Failed, _) => format!("{name} failed ({detail}). See to its disk"),
        };
        let message = format!(
            "{what}, then check and reopen the project. All that was confirmed is kept; what was sent last was not \
             confirmed, and nothing more is saved until then"
        );
        FileFault { reason, message, free, needed: full.then_some(NEEDED) }
    }

    /// Whether there is still no room.
    pub(super) fn still_full(path: &Path) -> bool {
        free(path).is_some_and(|free| free < LEAST)
    }
}

/// Bytes that may still be written to the disk of a file; none where the system does not say.
fn free(path: &Path) -> Option<u64> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs4::available_space(folder).ok()
}

fn size(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{} KiB", bytes >> 10) } else { format!("{} MiB", bytes >> 20) }
}

/// Which file a path named when it was opened, so that one that was put in its place is told from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    path: PathBuf,
    file: Option<(u64, u64)>,
    log: Option<(u64, u64)>,
}

impl Identity {
    /// The file and its log as they lie there now.
    pub(super) fn of(path: &Path) -> Identity {
        Identity { path: path.to_owned(), file: node(path), log: node(&beside(path, "-wal")) }
    }

    /// Whether the path still names what it named. A log without its file, or a file without its log, is another one.
    pub(super) fn holds(&self) -> bool {
        let now = Identity::of(&self.path);
        now.file.is_some() && now.file == self.file && (self.log.is_none() || now.log == self.log)
    }

    /// Whether the path still names the file, whatever became of its log.
    pub(super) fn stands(&self) -> bool {
        self.file.is_some() && node(&self.path) == self.file
    }
}

/// Device and number of a file. Asks by path: a handle of our own would, when it is closed, take SQLite's locks along.
fn node(path: &Path) -> Option<(u64, u64)> {
    let about = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Some((about.dev(), about.ino()))
    }
    #[cfg(not(unix))]
    {
        // An open file cannot be moved there; only its disk can go.
        let _ = about;
        Some((0, 0))
    }
}

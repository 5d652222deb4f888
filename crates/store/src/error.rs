use crate::access::FileFault;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What a store function returns.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Why the project file cannot do what was asked. Messages say what to do.
#[derive(Debug, Error)]
pub enum StoreError {
    /// No such file.
    #[error("{} does not exist; check the path, or make it with `assay new`", .0.display())]
    Missing(PathBuf),
    /// The place is taken.
    #[error("{} exists already; choose another name, or open it", .0.display())]
    Exists(PathBuf),
    /// Another kind of file.
    #[error("{} is no Assay project; choose a .assay file", .0.display())]
    NotAProject(PathBuf),
    /// Made by a newer Assay.
    #[error("{} was made by a newer Assay (file version {found}, this one reads up to {known}); update Assay", path.display())]
    TooNew {
        /// Which file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest known here.
        known: i64,
    },
    /// Broken on disk.
    #[error(
        "{} is damaged ({detail}); put a backup back, or open it read-only and export what can still be read",
        path.display()
    )]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What SQLite found.
        detail: String,
    },
    /// Holds what Assay does not make.
    #[error(
        "{} holds what did not come from Assay: {what}. It could change or hide what people did; remove it with the \
         program that put it there, or put a backup back",
        path.display()
    )]
    Foreign {
        /// Which file.
        path: PathBuf,
        /// The first foreign object.
        what: String,
    },
    /// Found broken while at work.
    #[error(
        "the project file is damaged ({0}); close it and put a backup back, or open it read-only and export what can \
         still be read"
    )]
    Corrupt(String),
    /// Opened without the right to write.
    #[error("the project is open read-only; save a copy to a place where you may write, and open that")]
    ReadOnly,
    /// Another program holds the file.
    #[error("another program is writing to the project; try again in a moment")]
    Busy,
    /// Another program does not let go of the file.
    #[error(
        "another program holds {}; close it there and open it again, or open it read-only",
        .0.display()
    )]
    Locked(PathBuf),
    /// A thing that is not there (any more).
    #[error("there is no {what} {name}")]
    NotFound {
        /// The word for it.
        what: &'static str,
        /// Its id or name.
        name: String,
    },
    /// A name that another one has.
    #[error("there is already a {what} `{name}`; choose another name")]
    NameTaken {
        /// The word for it.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A rule of the work that the request breaks.
    #[error("{message}")]
    Refused {
        /// Stable.
        code: &'static str,
        /// What and what to do.
        message: String,
    },
    /// A filter that cannot be answered.
    #[error("filter, character {}: {message}", at + 1)]
    Filter {
        /// Character position from 0.
        at: usize,
        /// What is wrong.
        message: String,
    },
    /// Whoever asked wants it no more.
    #[error("stopped, because something newer was asked for; nothing was changed")]
    Cancelled,
    /// The file failed; nothing more is written until it was opened and checked again.
    #[error("{}", .0.message)]
    FileFailed(FileFault),
    /// A stored word that this version does not know.
    #[error(transparent)]
    Model(#[from] assay_model::ModelError),
    /// Anything else from SQLite.
    #[error("the project file could not be read or written: {0}")]
    Sqlite(rusqlite::Error),
    /// Stored JSON that cannot be read.
    #[error("a stored value cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// The file system.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What.
        source: std::io::Error,
    },
}

impl StoreError {
    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::Missing(_) => "project_missing",
            StoreError::Exists(_) => "project_exists",
            StoreError::NotAProject(_) => "not_a_project",
            StoreError::TooNew { .. } => "project_too_new",
            StoreError::Damaged { .. } | StoreError::Corrupt(_) => "project_damaged",
            StoreError::Foreign { .. } => "project_foreign",
            StoreError::ReadOnly => "read_only",
            StoreError::Busy => "busy",
            StoreError::Locked(_) => "project_locked",
            StoreError::NotFound { .. } => "not_found",
            StoreError::NameTaken { .. } => "name_taken",
            StoreError::Refused { code, .. } => code,
            StoreError::Filter { .. } => "filter_invalid",
            StoreError::Cancelled => "cancelled",
            StoreError::FileFailed(_) => "file_failed",
            StoreError::Model(error) => error.code(),
            StoreError::Sqlite(_) | StoreError::Json(_) => "storage_failed",
            StoreError::Io { .. } => "io_failed",
        }
    }

    /// A rule of the work that the request breaks.
    pub fn refused(code: &'static str, message: impl Into<String>) -> StoreError {
        StoreError::Refused { code, message: message.into() }
    }

    /// The same of a file that is only being opened.
    pub(crate) fn of(self, path: &Path) -> StoreError {
        match self {
            StoreError::Corrupt(detail) => StoreError::Damaged { path: path.to_owned(), detail },
            other => other,
        }
    }

    /// No such thing.
    pub fn not_found(what: &'static str, name: impl ToString) -> StoreError {
        StoreError::NotFound { what, name: name.to_string() }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode::{
            DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase, OperationInterrupted, ReadOnly,
        };
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => StoreError::Busy,
            Some(ReadOnly) => StoreError::ReadOnly,
            Some(DatabaseCorrupt | NotADatabase) => StoreError::Corrupt(error.to_string()),
            Some(OperationInterrupted) => StoreError::Cancelled,
            _ => StoreError::Sqlite(error),
        }
    }
}

/// Names the thing when SQLite found no row.
pub(crate) trait OrNotFound<T> {
    fn or_not_found(self, what: &'static str, name: impl ToString) -> Result<T>;
}

impl<T> OrNotFound<T> for rusqlite::Result<T> {
    fn or_not_found(self, what: &'static str, name: impl ToString) -> Result<T> {
        self.map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => StoreError::not_found(what, name),
            other => other.into(),
        })
    }
}

/// Names the thing when its name is taken.
pub(crate) trait OrTaken<T> {
    fn or_taken(self, what: &'static str, name: &str) -> Result<T>;
}

impl<T> OrTaken<T> for rusqlite::Result<T> {
    fn or_taken(self, what: &'static str, name: &str) -> Result<T> {
        self.map_err(|error| match error.sqlite_error() {
            Some(e) if e.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE => {
                StoreError::NameTaken { what, name: name.to_owned() }
            }
            _ => error.into(),
        })
    }
}

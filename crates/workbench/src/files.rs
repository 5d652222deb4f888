use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use ts_rs::TS;

/// A file that a person chose. The interface holds the handle, never the path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct FileHandle {
    /// Names the file in requests.
    pub handle: String,
    /// The last part of the path, for people.
    pub name: String,
    /// The folder it lies in, for people.
    pub folder: String,
    /// Size; 0 where it does not exist yet.
    pub bytes: u64,
    /// A folder, not a file.
    pub is_folder: bool,
}

/// Why nothing could be written there.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::File {
        path: path.display().to_string(),
        code: "unwritable_file",
        message: format!("the file cannot be written: {error}; choose another place"),
        line: None,
    }
}

/// Writes a file that is held in memory, whole or not at all.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    assay_formats::write_atomically(path, |file| file.write_all(bytes))
        .map_err(|error: io::Error| unwritable(path, &error))
}

/// The files that were chosen in this process.
#[derive(Default)]
pub struct Files(Mutex<HashMap<String, PathBuf>>);

impl Files {
    /// Remembers a path and gives its handle.
    pub fn register(&self, path: PathBuf) -> FileHandle {
        let about = std::fs::metadata(&path).ok();
        let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        let handle = FileHandle {
            handle: uuid::Uuid::new_v4().to_string(),
            name: text(path.file_name()),
            folder: text(path.parent().map(|p| p.as_os_str())),
            bytes: about.as_ref().map_or(0, |a| a.len()),
            is_folder: about.is_some_and(|a| a.is_dir()),
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(handle.handle.clone(), path);
        handle
    }

    /// The path behind a handle.
    pub fn path(&self, handle: &str) -> Result<PathBuf> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(handle)
            .cloned()
            .ok_or_else(|| Error::refused("file_unknown", "this file is not known any more; choose it again"))
    }
}

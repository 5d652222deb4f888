//! A place for files of one run of a target.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

/// A folder of this process, in memory where that is possible.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::Builder::new().prefix("assay-fuzz-").tempdir_in("/dev/shm");
    folder.or_else(|_| tempfile::tempdir()).expect("a temporary folder")
}

/// A project of its own name: the threads of the one before it may still hold theirs, its log, and its pages in memory.
pub(crate) struct Project(pub(crate) PathBuf);

impl Project {
    pub(crate) fn new(bytes: &[u8]) -> Project {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        Project(file(&format!("{}.assay", COUNT.fetch_add(1, Ordering::Relaxed)), bytes))
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            // Those beside it are there only after some writing.
            let _ = std::fs::remove_file(self.0.with_extension(format!("assay{ending}")));
        }
    }
}

/// Writes the bytes under this name and gives the path. One file of a name at a time: the next one takes its place.
pub(crate) fn file(name: &str, bytes: &[u8]) -> PathBuf {
    thread_local!(static FOLDER: OnceLock<TempDir> = const { OnceLock::new() });
    let path = FOLDER.with(|cell| cell.get_or_init(folder).path().join(name));
    std::fs::write(&path, bytes).expect("a file");
    path
}

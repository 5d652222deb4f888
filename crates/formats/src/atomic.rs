use crate::signature::is_database;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

/// Writes a file so that it appears whole or not at all: `write` fills a temporary file beside it,
/// which takes its place once it is safely on disk. If anything fails, an earlier file of that name is
/// untouched and nothing is left behind. A database is never replaced.
pub fn write_atomically<T, E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<T, E>,
) -> Result<T, E> {
    // A link is written through; renaming onto it would replace the link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    // A table written over a project would be the end of it.
    if is_database(&path) {
        let message =
            "this is a project or another database, which nothing may be written over; choose another name";
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, message).into());
    }
    let (temporary, file) = Temporary::create(&path)?;
    let mut buffered = BufWriter::with_capacity(256 * 1024, file);
    let result = write(&mut buffered)?;
    buffered.flush()?;
    buffered.get_ref().sync_all()?;
    // Windows renames no open file.
    drop(buffered);
    temporary.rename_to(&path)?;
    Ok(result)
}

/// A file that is removed unless it is renamed, also when the writer panics.
struct Temporary(PathBuf);

impl Temporary {
    fn create(target: &Path) -> io::Result<(Self, File)> {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        if target.file_name().is_none() || target.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "this names a folder, not a file"));
        }
        loop {
            let number = COUNTER.fetch_add(1, Ordering::Relaxed);
            let path = target.with_file_name(format!(".assay-{}-{number}.tmp", process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok((Self(path), file)),
                // Left by a process that crashed under the same number.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn rename_to(self, target: &Path) -> io::Result<()> {
        fs::rename(&self.0, target)?;
        // On Unix the name itself is safe only once the folder is; some file systems cannot do it.
        #[cfg(unix)]
        if let Some(folder) = target.parent() {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After the rename there is nothing of this name.
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_failed_or_panicking_export_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        write_atomically::<_, io::Error>(&path, |w| w.write_all(b"one")).unwrap();
        let failed = write_atomically::<(), io::Error>(&path, |w| {
            w.write_all(b"half")?;
            Err(io::Error::other("stop"))
        });
        assert_eq!(failed.unwrap_err().to_string(), "stop");
        let panicked = std::panic::catch_unwind(|| {
            write_atomically::<(), io::Error>(&path, |_| panic!("stop")).unwrap();
        });
        assert!(panicked.is_err());
        assert_eq!(
            (fs::read(&path).unwrap(), names(folder.path())),
            (b"one".to_vec(), vec!["out.csv".into()])
        );
        write_atomically::<_, io::Error>(&path, |w| w.write_all(b"two")).unwrap();
        assert_eq!(
            (fs::read(&path).unwrap(), names(folder.path())),
            (b"two".to_vec(), vec!["out.csv".into()])
        );
    }

    #[test]
    fn a_folder_is_refused_and_so_is_a_missing_one() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().to_path_buf(), folder.path().join("none/out.csv")] {
            assert!(write_atomically::<_, io::Error>(&path, |w| w.write_all(b"x")).is_err());
        }
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_database_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("project.assay");
        let bytes = b"SQLite format 3\0 and all the work of a week";
        fs::write(&path, bytes).unwrap();
        let refused = write_atomically::<_, io::Error>(&path, |w| w.write_all(b"item,label")).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(
            (fs::read(&path).unwrap(), names(folder.path())),
            (bytes.to_vec(), vec!["project.assay".into()])
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.csv"), folder.path().join("link.csv"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        write_atomically::<_, io::Error>(&link, |w| w.write_all(b"new")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
    }
}

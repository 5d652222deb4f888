//! What the tests of reading share.
#![allow(dead_code, clippy::print_stderr)]

use std::fs;
use std::path::{Path, PathBuf};

use assay_formats::{Cell, FileFault, ReadOptions, Row, RowRead, TableReader};

/// A file in a folder of its own, gone with it.
pub struct TestFile {
    _folder: tempfile::TempDir,
    pub path: PathBuf,
}

pub fn file(name: &str, bytes: impl AsRef<[u8]>) -> TestFile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    TestFile { _folder: folder, path }
}

/// Everything a reader says, line by line.
pub fn dump(path: &Path, options: &ReadOptions) -> Vec<String> {
    let mut out = Vec::new();
    if let Err(fault) = dump_into(path, options, &mut out) {
        assert!(!fault.message().is_empty());
        out.push(match fault.line() {
            Some(line) => format!("file {line} {}", fault.code()),
            None => format!("file {}", fault.code()),
        });
    }
    out
}

fn dump_into(path: &Path, options: &ReadOptions, out: &mut Vec<String>) -> Result<(), FileFault> {
    let mut reader = TableReader::open(path, options)?;
    let mut row = Row::default();
    let mut rows = Vec::new();
    let result = loop {
        match reader.next_row(&mut row) {
            Ok(RowRead::Row) => {
                assert_eq!(row.cells.len(), reader.columns().len());
                let cells: Vec<_> = row.cells.iter().map(show).collect();
                rows.push(format!("{}: {}", row.line, cells.join("|")));
            }
            Ok(RowRead::Rejected(fault)) => {
                assert!(!fault.message.is_empty());
                let column = fault.column.as_deref().map(|name| format!(" [{name}]")).unwrap_or_default();
                rows.push(format!("{} {}{column}", fault.line, fault.code()));
            }
            Ok(RowRead::End) => break Ok(()),
            Err(fault) => break Err(fault),
        }
    };
    out.push(reader.columns().join("|"));
    out.append(&mut rows);
    result
}

fn show(cell: &Cell) -> String {
    match cell {
        Cell::Missing => "-".to_owned(),
        Cell::Text(text) => text.escape_debug().to_string(),
        Cell::Json(raw) => format!("<{raw}>"),
    }
}

/// The shared corpora, where this checkout has them.
pub fn corpus(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora").join(name);
    if !path.is_dir() {
        eprintln!("SKIPPED: no corpus at {}", path.display());
        return None;
    }
    Some(path)
}

/// The files of a folder with an extension, in order.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect();
    files.sort();
    files
}

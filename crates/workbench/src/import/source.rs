//! What is read: a table, or a folder of pictures seen as one.

use super::ImportRequest;
use crate::{Error, Result};
use assay_formats::{
    Cell, Encoding, FileFault, ImageFile, ReadOptions, Row, RowRead, Shape, TableReader, list_images,
};
use std::path::{Path, PathBuf};

pub(crate) enum Source {
    Table { reader: Box<TableReader>, folder: PathBuf, name: String },
    Folder { files: Vec<ImageFile>, next: usize, folder: PathBuf, columns: Vec<String> },
}

/// How the person says the file is to be read.
pub(crate) fn options(encoding: Option<&str>, delimiter: Option<&str>, name: &str) -> Result<ReadOptions> {
    let encoding =
        encoding.map(Encoding::from_label).transpose().map_err(|fault| file_error(name, &fault))?;
    let shape = match delimiter {
        None => None,
        Some("\\t" | "tab") => Some(Shape::Delimited { delimiter: b'\t' }),
        Some(one) if one.len() == 1 => Some(Shape::Delimited { delimiter: one.as_bytes()[0] }),
        Some(other) => {
            return Err(Error::refused(
                "bad_delimiter",
                format!("`{other}` is no delimiter; use one character or `tab`"),
            ));
        }
    };
    Ok(ReadOptions { encoding, shape, ..ReadOptions::default() })
}

/// Scores and tasks are nested; what is nested in an item is part of it.
pub(crate) fn flattens(kind: super::ImportKind) -> bool {
    kind == super::ImportKind::Predictions
}

/// A file fault, with the file's name and the place.
pub(crate) fn file_error(name: &str, fault: &FileFault) -> Error {
    Error::File {
        path: name.to_owned(),
        code: fault.code(),
        message: fault.message().to_owned(),
        line: fault.line(),
    }
}

impl Source {
    pub(crate) fn open(path: &Path, request: &ImportRequest) -> Result<Source> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if request.kind != super::ImportKind::Items {
                return Err(Error::refused(
                    "folder_unexpected",
                    "a folder can only be imported as items; choose a file",
                ));
            }
            let files = list_images(path).map_err(|fault| file_error(&name, &fault))?;
            if files.is_empty() {
                return Err(Error::refused(
                    "folder_empty",
                    format!(
                        "there is no picture in {name}; choose a folder with png, jpeg, gif, webp or bmp files"
                    ),
                ));
            }
            return Ok(Source::Folder {
                files,
                next: 0,
                folder: path.to_owned(),
                columns: vec!["item".into(), "image".into()],
            });
        }
        let options = options(request.encoding.as_deref(), request.delimiter.as_deref(), &name)?;
        let options = ReadOptions { flatten: flattens(request.kind), ..options };
        let reader = TableReader::open(path, &options).map_err(|fault| file_error(&name, &fault))?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Source::Table { reader: Box::new(reader), folder, name })
    }

    /// Begins again, for the second pass.
    pub(crate) fn rewind(&mut self, path: &Path, request: &ImportRequest) -> Result<()> {
        *self = Source::open(path, request)?;
        Ok(())
    }

    /// Where relative paths of pictures start.
    pub(crate) fn folder(&self) -> PathBuf {
        match self {
            Source::Table { folder, .. } | Source::Folder { folder, .. } => folder.clone(),
        }
    }

    pub(crate) fn columns(&self) -> &[String] {
        match self {
            Source::Table { reader, .. } => reader.columns(),
            Source::Folder { columns, .. } => columns,
        }
    }

    pub(crate) fn next_row(&mut self, row: &mut Row) -> Result<RowRead> {
        match self {
            Source::Table { reader, name, .. } => {
                reader.next_row(row).map_err(|fault| file_error(name, &fault))
            }
            Source::Folder { files, next, .. } => {
                let Some(file) = files.get(*next) else { return Ok(RowRead::End) };
                *next += 1;
                row.line = *next as u64;
                row.cells.clear();
                row.cells.extend([Cell::Text(file.relative.clone()), Cell::Text(file.relative.clone())]);
                Ok(RowRead::Row)
            }
        }
    }

    /// Units done and in all.
    pub(crate) fn progress(&self) -> (u64, u64) {
        match self {
            Source::Table { reader, .. } => (reader.bytes_read(), reader.size()),
            Source::Folder { files, next, .. } => (*next as u64, files.len() as u64),
        }
    }
}

impl Source {
    /// The first rows, for guessing.
    pub(crate) fn sample(&self, request: &ImportRequest) -> Result<Vec<Vec<Option<String>>>> {
        let Source::Table { folder, name, .. } = self else { return Ok(Vec::new()) };
        let options = options(request.encoding.as_deref(), request.delimiter.as_deref(), name)?;
        let options = ReadOptions { flatten: flattens(request.kind), ..options };
        let sniffed =
            assay_formats::sniff(&folder.join(name), &options).map_err(|fault| file_error(name, &fault))?;
        Ok(sniffed.sample)
    }
}

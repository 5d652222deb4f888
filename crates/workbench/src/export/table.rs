//! A table that is being written.

use crate::files::unwritable;
use crate::jobs::Progress;
use crate::{Error, Result, figures::Figure};
use assay_formats::{CsvMode, TableWriter, WriteFault};
use std::io::Write;
use std::path::Path;

/// What ended a write; either the disk or the work.
pub(super) struct Failure(pub(super) Error);

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        // Its path is filled in where it is known.
        Failure(unwritable(Path::new(""), &error))
    }
}

/// A write fault with the file's name.
pub(crate) fn cannot_write(path: &Path, fault: &WriteFault) -> Error {
    Error::File {
        path: path.display().to_string(),
        code: fault.code(),
        message: fault.to_string(),
        line: None,
    }
}

/// Where the rows go.
pub(super) struct Out<'a, W: Write> {
    pub(super) file: W,
    pub(super) mode: CsvMode,
    pub(super) rows: u64,
    pub(super) progress: &'a dyn Progress,
}

/// A table that counts its rows and can be cancelled.
pub(super) struct Counted<'a, 'b, W: Write> {
    table: TableWriter<&'a mut W>,
    rows: &'a mut u64,
    progress: &'b dyn Progress,
}

impl<'b, W: Write> Out<'b, W> {
    pub(super) fn table<S: AsRef<str>>(&mut self, columns: &[S]) -> Result<Counted<'_, 'b, W>> {
        let table = TableWriter::new(&mut self.file, self.mode, columns)
            .map_err(|f| cannot_write(Path::new(""), &f))?;
        Ok(Counted { table, rows: &mut self.rows, progress: self.progress })
    }
}

impl<W: Write> Counted<'_, '_, W> {
    pub(super) fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<()> {
        if self.rows.is_multiple_of(1024) {
            if self.progress.cancelled() {
                return Err(Error::Cancelled);
            }
            self.progress.at("writing", *self.rows, 0);
        }
        *self.rows += 1;
        self.table.write_row(cells).map_err(|f| cannot_write(Path::new(""), &f))
    }

    pub(super) fn finish(self) -> Result<()> {
        self.table.finish().map(|_| ()).map_err(|f| cannot_write(Path::new(""), &f))
    }
}

/// Empty where there is none.
pub(super) fn some<T: ToString>(value: Option<T>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// 1 or 0.
pub(super) fn flag(value: bool) -> String {
    u8::from(value).to_string()
}

/// Value, lower, upper, n.
pub(super) fn cells(figure: &Figure) -> [String; 4] {
    [some(figure.value), some(figure.lower), some(figure.upper), figure.n.to_string()]
}

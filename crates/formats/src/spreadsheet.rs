//! The first sheet of an Excel workbook as rows. A workbook is an archive of XML: what it claims is checked, and its rows are
//! kept in a file of JSON lines that goes away by itself, so that a large sheet does not lie in memory.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read as _, Write as _};
use std::path::Path;

use calamine::{Data, DataRef, Reader as _, Xlsx};
use serde_json::Value;

use crate::sheet_rows::{ROW_XML, RowLengths};
use crate::{FileFault, FileFaultKind, MAX_COLUMNS, MAX_NAME_BYTES, MAX_ROW_BYTES};

/// What a workbook keeps beside its sheets is held in memory: texts, styles, names.
const BESIDE: u64 = 512 * 1024 * 1024;
/// The same with what each text costs beside its letters, so that millions of empty ones are no way around.
const BESIDE_HELD: u64 = 900 * 1024 * 1024;
/// A sheet of a million full rows stays below this.
const SHEET: u64 = 16 * 1024 * 1024 * 1024;
/// Sheets that people have unpack to twenty times their size; deflate ends at a thousand.
const RATIO: u64 = 250;
/// Smaller ones may.
const RATIO_FROM: u64 = 64 * 1024 * 1024;

/// The columns of a sheet and its rows as JSON lines; line and row have the same number.
pub(crate) struct Sheet {
    pub(crate) columns: Vec<String>,
    pub(crate) lines: tempfile::NamedTempFile,
    /// Of the workbook.
    pub(crate) size: u64,
}

impl Sheet {
    pub(crate) fn open(path: &Path) -> Result<Self, FileFault> {
        let size = std::fs::metadata(path)?.len();
        check_archive(path)?;
        let mut book: Xlsx<_> =
            Xlsx::new(BufReader::new(File::open(path)?)).map_err(|error| damaged(&error))?;
        let Some(name) = book.sheet_names().first().cloned() else {
            return Err(FileFault::new(FileFaultKind::EmptyFile, None, "The workbook has no sheet."));
        };
        let lines = tempfile::NamedTempFile::new()?;
        let mut out = BufWriter::new(lines.as_file());
        let mut cells = book.worksheet_cells_reader(&name).map_err(|error| damaged(&error))?;
        let mut table = Table::default();
        while let Some(cell) = cells.next_cell().map_err(|error| damaged(&error))? {
            let (row, column) = cell.get_position();
            table.take(row, column, cell.get_value(), &mut out)?;
        }
        table.end_row(&mut out)?;
        out.flush()?;
        drop(out);
        if table.columns.is_empty() {
            return Err(FileFault::new(
                FileFaultKind::EmptyFile,
                None,
                "The first sheet of the workbook is empty.",
            ));
        }
        Ok(Self { columns: table.columns, lines, size })
    }
}

fn damaged(error: &dyn std::fmt::Display) -> FileFault {
    let message = format!(
        "This Excel workbook cannot be read: {error}. Open it in a spreadsheet program and save it again, or as CSV (UTF-8)."
    );
    FileFault::new(FileFaultKind::DamagedFile, None, message)
}

/// An archive can claim little and unpack to much: what would lie in memory is unpacked once to nowhere.
fn check_archive(path: &Path) -> Result<(), FileFault> {
    let mut archive =
        zip::ZipArchive::new(BufReader::new(File::open(path)?)).map_err(|error| damaged(&error))?;
    if !archive.file_names().any(|name| name.is_ok_and(|name| name == "xl/workbook.xml")) {
        let message = "This is a ZIP archive, not a table. Unpack it and import the file inside.";
        return Err(FileFault::new(FileFaultKind::BinaryFile, None, message));
    }
    let (mut beside, mut marks) = (0, 0);
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| damaged(&error))?;
        let name = part.name().map_err(|error| damaged(&error))?.into_owned();
        // A sheet may lie anywhere; what is called a picture is looked at like one.
        let sheet = name.starts_with("xl/worksheets/sheet") || name.starts_with("xl/media/");
        if sheet && part.size() > SHEET {
            return Err(damaged(&"a sheet claims more than 16 GiB"));
        }
        if sheet {
            let most = part.compressed_size().saturating_mul(RATIO).clamp(RATIO_FROM, SHEET);
            check_rows(&mut part.take(most + 1), most)?;
            continue;
        }
        let mut held = Held { marks };
        beside += std::io::copy(&mut part.take(BESIDE - beside + 1), &mut held)?;
        marks = held.marks;
        if beside > BESIDE {
            return Err(damaged(&"its texts and styles unpack to more than 512 MiB"));
        }
        if beside + MARK * marks > BESIDE_HELD {
            return Err(damaged(&"its texts and styles would need more than 900 MiB of memory"));
        }
    }
    Ok(())
}

/// What a mark of XML may come to in memory: an entry of a list, and the letters in an allocation of their own.
const MARK: u64 = 24;

/// Counts the marks of XML that are written to it.
struct Held {
    marks: u64,
}

impl std::io::Write for Held {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.marks += bytes.iter().filter(|byte| **byte == b'<').count() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Unpacks a sheet once to nowhere: a single cell of it could be any size, and the library holds a cell whole.
fn check_rows(part: &mut impl std::io::Read, most: u64) -> Result<(), FileFault> {
    let (mut rows, mut unpacked) = (RowLengths::new(ROW_XML), 0);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        if unpacked > most {
            return Err(damaged(&format!("a sheet unpacks to more than {RATIO} times its size")));
        }
        match part.read(&mut buffer) {
            Ok(0) => return Ok(()),
            // What cannot be unpacked is for the library to say.
            Err(_) => return Ok(()),
            Ok(read) if rows.take(&buffer[..read]) => unpacked += read as u64,
            Ok(_) => {
                let message = format!(
                    "A row of its sheet takes more than {} MiB. Put large content in files of their own and name them in the table.",
                    ROW_XML / 1024 / 1024
                );
                return Err(FileFault::new(FileFaultKind::LineTooLong, None, message));
            }
        }
    }
}

/// The rows on their way into lines.
#[derive(Default)]
struct Table {
    columns: Vec<String>,
    /// Rows ended so far; the first one has the names.
    rows: u32,
    cells: Vec<Value>,
    bytes: u64,
}

impl Table {
    fn take(
        &mut self,
        row: u32,
        column: u32,
        value: &DataRef<'_>,
        out: &mut impl std::io::Write,
    ) -> Result<(), FileFault> {
        if row < self.rows {
            return Err(damaged(&"its rows are out of order"));
        }
        while self.rows < row {
            self.end_row(out)?;
        }
        let value = json(value);
        let column = column as usize;
        if value.is_null() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            let message = format!("The sheet has more than {MAX_COLUMNS} columns.");
            return Err(FileFault::new(FileFaultKind::TooManyColumns, None, message));
        }
        self.bytes += value.as_str().map_or(8, |text| text.len() as u64);
        if self.bytes > MAX_ROW_BYTES {
            return Err(crate::scan::too_long(u64::from(row) + 1));
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Value::Null);
        }
        self.cells[column] = value;
        Ok(())
    }

    fn end_row(&mut self, out: &mut impl std::io::Write) -> Result<(), FileFault> {
        self.rows += 1;
        self.bytes = 0;
        let cells = std::mem::take(&mut self.cells);
        if self.rows == 1 {
            self.name_columns(&cells)?;
        } else if cells.iter().any(|cell| !cell.is_null()) {
            // What stands under no name is no column; every name is in every line.
            let mut values = cells.into_iter();
            let row: serde_json::Map<String, Value> = self
                .columns
                .iter()
                .map(|name| (name.clone(), values.next().unwrap_or(Value::Null)))
                .filter(|(name, _)| !name.is_empty())
                .collect();
            serde_json::to_writer(&mut *out, &row).map_err(std::io::Error::from)?;
        }
        out.write_all(b"\n")?;
        Ok(())
    }

    fn name_columns(&mut self, cells: &[Value]) -> Result<(), FileFault> {
        for cell in cells {
            let name = match cell {
                Value::Null => String::new(),
                Value::String(text) => text.trim().to_owned(),
                other => other.to_string(),
            };
            if name.len() > MAX_NAME_BYTES {
                return Err(FileFault::name_too_long(self.columns.len() + 1, name.len()));
            }
            if !name.is_empty() && self.columns.contains(&name) {
                let message =
                    format!("Two columns are called \"{}\". Rename one of them.", name.escape_debug());
                return Err(FileFault::new(FileFaultKind::DuplicateColumn, Some(1), message));
            }
            self.columns.push(name);
        }
        if self.columns.iter().all(String::is_empty) {
            let message = "The first row of the first sheet names no columns.";
            return Err(FileFault::new(FileFaultKind::NoHeader, Some(1), message));
        }
        Ok(())
    }
}

fn json(value: &DataRef<'_>) -> Value {
    match Data::from(value.clone()) {
        Data::Empty => Value::Null,
        Data::String(text) if text.is_empty() => Value::Null,
        Data::String(text) => Value::from(text.replace('\0', "\u{FFFD}")),
        Data::Int(number) => Value::from(number),
        // Excel knows no whole numbers, and `1` should not come back as `1.0`.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => Value::from(number as i64),
        Data::Float(number) => Value::from(number),
        Data::Bool(truth) => Value::from(truth),
        // An error of a formula, a date: as the program shows them.
        other => Value::from(other.to_string()),
    }
}

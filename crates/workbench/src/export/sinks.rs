//! Typed rows on their way into a file: CSV, JSON lines or an Excel workbook.

use super::table::{Out, cannot_write, flag};
use crate::jobs::Progress;
use crate::{Error, Result};
use assay_formats::{EXCEL_ROWS, SheetCell, TableWriter, WorkbookWriter};
use serde_json::Value as Json;
use std::io::Write;
use std::path::Path;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    None,
    Text(String),
    Number(f64),
    Share(f64),
    Truth(bool),
    /// A value of metadata as it is kept.
    Data(Json),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    pub(super) fn number(number: Option<f64>) -> Value {
        number.map_or(Value::None, Value::Number)
    }

    pub(super) fn share(number: Option<f64>) -> Value {
        number.map_or(Value::None, Value::Share)
    }

    /// As CSV writes it.
    fn to_text(&self) -> String {
        match self {
            Value::None | Value::Data(Json::Null) => String::new(),
            Value::Text(text) | Value::Data(Json::String(text)) => text.clone(),
            Value::Number(number) | Value::Share(number) => number.to_string(),
            Value::Truth(truth) => flag(*truth),
            Value::Data(other) => other.to_string(),
        }
    }

    fn to_json(&self) -> Json {
        match self {
            Value::None => Json::Null,
            Value::Text(text) if text.is_empty() => Json::Null,
            Value::Text(text) => Json::from(text.as_str()),
            Value::Number(number) | Value::Share(number) => Json::from(*number),
            Value::Truth(truth) => Json::from(*truth),
            Value::Data(data) => data.clone(),
        }
    }

    pub(super) fn to_cell(&self) -> SheetCell<'_> {
        match self {
            Value::None => SheetCell::Empty,
            Value::Text(text) => SheetCell::Text(text),
            Value::Number(number) => SheetCell::Number(*number),
            Value::Share(share) => SheetCell::Share(*share),
            Value::Truth(truth) => SheetCell::Truth(*truth),
            Value::Data(Json::String(text)) => SheetCell::Date(text),
            Value::Data(Json::Bool(truth)) => SheetCell::Truth(*truth),
            Value::Data(Json::Number(number)) => match number.as_f64() {
                // Beyond 2^53 a number of Excel loses digits.
                Some(number) if number.abs() <= 9_007_199_254_740_992.0 => SheetCell::Number(number),
                _ => SheetCell::Empty,
            },
            Value::Data(_) => SheetCell::Empty,
        }
    }
}

/// Takes a table row by row.
pub(super) trait Sink {
    /// The columns, and how many rows will follow. Before the first row, once.
    fn columns(&mut self, columns: &[String], rows: u64) -> Result<()>;
    /// One row, as wide as the columns.
    fn row(&mut self, cells: &[Value]) -> Result<()>;
}

/// Counts rows, tells how far it is, stops where it should.
pub(super) struct Steps<'p> {
    pub(super) rows: u64,
    total: u64,
    progress: &'p dyn Progress,
}

impl<'p> Steps<'p> {
    pub(super) fn new(progress: &'p dyn Progress) -> Steps<'p> {
        Steps { rows: 0, total: 0, progress }
    }

    fn step(&mut self) -> Result<()> {
        if self.rows.is_multiple_of(1024) {
            if self.progress.cancelled() {
                return Err(Error::Cancelled);
            }
            self.progress.at("writing", self.rows, self.total);
        }
        self.rows += 1;
        Ok(())
    }
}

fn unplaced(fault: assay_formats::WriteFault) -> Error {
    // Its path is filled in where it is known.
    cannot_write(Path::new(""), &fault)
}

/// CSV.
pub(super) struct Csv<'a, 'b, W: Write> {
    out: Option<&'a mut Out<'b, W>>,
    table: Option<TableWriter<&'a mut W>>,
    steps: Steps<'b>,
}

impl<'a, 'b, W: Write> Csv<'a, 'b, W> {
    pub(super) fn new(out: &'a mut Out<'b, W>) -> Self {
        let steps = Steps::new(out.progress);
        Csv { out: Some(out), table: None, steps }
    }

    pub(super) fn finish(self) -> Result<u64> {
        if let Some(table) = self.table {
            table.finish().map_err(unplaced)?;
        }
        Ok(self.steps.rows)
    }
}

impl<W: Write> Sink for Csv<'_, '_, W> {
    fn columns(&mut self, columns: &[String], rows: u64) -> Result<()> {
        self.steps.total = rows;
        if let Some(out) = self.out.take() {
            self.table = Some(TableWriter::new(&mut out.file, out.mode, columns).map_err(unplaced)?);
        }
        Ok(())
    }

    fn row(&mut self, cells: &[Value]) -> Result<()> {
        self.steps.step()?;
        let cells: Vec<String> = cells.iter().map(Value::to_text).collect();
        match &mut self.table {
            Some(table) => table.write_row(&cells).map_err(unplaced),
            None => Ok(()),
        }
    }
}

/// One JSON object in each line, with the columns as its keys; what is empty is null.
pub(super) struct JsonLines<'p, W: Write> {
    out: W,
    columns: Vec<String>,
    steps: Steps<'p>,
}

impl<'p, W: Write> JsonLines<'p, W> {
    pub(super) fn new(out: W, progress: &'p dyn Progress) -> Self {
        JsonLines { out, columns: Vec::new(), steps: Steps::new(progress) }
    }

    pub(super) fn rows(&self) -> u64 {
        self.steps.rows
    }
}

impl<W: Write> Sink for JsonLines<'_, W> {
    fn columns(&mut self, columns: &[String], rows: u64) -> Result<()> {
        (self.columns, self.steps.total) = (columns.to_vec(), rows);
        Ok(())
    }

    fn row(&mut self, cells: &[Value]) -> Result<()> {
        self.steps.step()?;
        let object: serde_json::Map<String, Json> =
            self.columns.iter().cloned().zip(cells.iter().map(Value::to_json)).collect();
        let mut line = serde_json::to_vec(&object)?;
        line.push(b'\n');
        self.out.write_all(&line).map_err(|error| unplaced(error.into()))
    }
}

/// One sheet of an Excel workbook, its header in view and with filters.
pub(super) struct Book<'p> {
    pub(super) writer: WorkbookWriter,
    name: &'static str,
    steps: Steps<'p>,
}

impl<'p> Book<'p> {
    /// What is written waits in `folder`.
    pub(super) fn new(folder: &Path, name: &'static str, progress: &'p dyn Progress) -> Result<Self> {
        let writer = WorkbookWriter::new(folder).map_err(unplaced)?;
        Ok(Book { writer, name, steps: Steps::new(progress) })
    }

    pub(super) fn rows(&self) -> u64 {
        self.steps.rows
    }
}

/// Wide enough for what such columns usually hold.
fn width(column: &str) -> f64 {
    match column {
        "text" | "comment" | "not_estimable_because" => 60.0,
        "item" | "tag" => 24.0,
        other => (other.chars().count() as f64 + 3.0).clamp(10.0, 40.0),
    }
}

impl Sink for Book<'_> {
    fn columns(&mut self, columns: &[String], rows: u64) -> Result<()> {
        if rows >= EXCEL_ROWS {
            let message = format!(
                "a sheet of Excel holds {EXCEL_ROWS} rows, the header included, and here are {rows}; filter them, or export CSV"
            );
            return Err(Error::refused("too_many_rows", message));
        }
        self.steps.total = rows;
        let widths: Vec<f64> = columns.iter().map(|column| width(column)).collect();
        self.writer.sheet(self.name, &widths, true).map_err(unplaced)?;
        let head: Vec<SheetCell<'_>> = columns.iter().map(|column| SheetCell::Head(column)).collect();
        self.writer.row(&head).map_err(unplaced)
    }

    fn row(&mut self, cells: &[Value]) -> Result<()> {
        self.steps.step()?;
        // A number that Excel cannot hold exactly stays readable as text.
        let kept: Vec<Option<String>> = cells
            .iter()
            .map(|cell| match (cell, cell.to_cell()) {
                (Value::Data(data), SheetCell::Empty) if !data.is_null() => Some(data.to_string()),
                _ => None,
            })
            .collect();
        let row: Vec<SheetCell<'_>> = cells
            .iter()
            .zip(&kept)
            .map(|(cell, kept)| kept.as_deref().map_or_else(|| cell.to_cell(), SheetCell::Text))
            .collect();
        self.writer.row(&row).map_err(unplaced)
    }
}

/// A file that stops taking bytes once the work was cancelled.
pub(super) struct Watched<'p, W> {
    pub(super) file: W,
    pub(super) progress: &'p dyn Progress,
}

impl<W: Write> Write for Watched<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.progress.cancelled() {
            return Err(std::io::Error::other("cancelled"));
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl<W: std::io::Seek> std::io::Seek for Watched<'_, W> {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}

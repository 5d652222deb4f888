use std::collections::{HashSet, VecDeque};
use std::io;

use crate::decode::Decoder;
use crate::scan::{Scanner, Span};
use crate::{
    Cell, FileFault, FileFaultKind, MAX_COLUMNS, MAX_NAME_BYTES, Row, RowFault, RowFaultKind, RowRead,
};

/// The rows of a delimited table, after its header.
pub(crate) struct DelimitedRows {
    csv: csv::Reader<Watched>,
    record: csv::StringRecord,
    columns: Vec<String>,
}

impl DelimitedRows {
    /// Reads the header. `skip_first` passes over the line `sep=;` that some programs write.
    pub(crate) fn open(
        decoder: Decoder,
        delimiter: u8,
        quoting: bool,
        skip_first: bool,
    ) -> Result<Self, FileFault> {
        let watched = Watched { decoder, scanner: Scanner::new(delimiter, quoting), spans: VecDeque::new() };
        let csv = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .quoting(quoting)
            .buffer_capacity(64 * 1024)
            .from_reader(watched);
        let mut rows = Self { csv, record: csv::StringRecord::new(), columns: Vec::new() };
        if skip_first {
            rows.next_record()?;
        }
        let span = loop {
            match rows.next_record()? {
                Some(_) if rows.is_blank_line() => {}
                Some(span) => break span,
                None => return Err(empty_file()),
            }
        };
        rows.columns = column_names(&rows.record, span.first_line)?;
        Ok(rows)
    }

    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    pub(crate) fn decoder(&self) -> &Decoder {
        &self.csv.get_ref().decoder
    }

    pub(crate) fn next_row(&mut self, row: &mut Row) -> Result<RowRead, FileFault> {
        let span = loop {
            match self.next_record()? {
                None => return Ok(RowRead::End),
                // In a table of one column, white space is a value.
                Some(_) if self.columns.len() > 1 && self.is_blank_line() => {}
                Some(span) => break span,
            }
        };
        if let Some(fault) = self.fault(span) {
            return Ok(RowRead::Rejected(fault));
        }
        row.line = span.first_line;
        row.cells.resize(self.columns.len(), Cell::Missing);
        for (cell, text) in row.cells.iter_mut().zip(&self.record) {
            cell.set_text(text);
        }
        Ok(RowRead::Row)
    }

    fn next_record(&mut self) -> Result<Option<Span>, FileFault> {
        if !self.csv.read_record(&mut self.record)? {
            return Ok(None);
        }
        // The scanner is fed before `csv` and follows its grammar, so the span is there.
        let span = self.csv.get_mut().spans.pop_front();
        Ok(Some(span.unwrap_or(Span { first_line: 0, last_line: 0, misplaced_quote: None })))
    }

    fn is_blank_line(&self) -> bool {
        self.record.len() == 1 && self.record[0].trim().is_empty()
    }

    fn fault(&self, span: Span) -> Option<RowFault> {
        let line = span.first_line;
        if let Some(quote_line) = span.misplaced_quote {
            let message = format!(
                "Lines {line} to {} were read as one row, because the quote that opens on line {quote_line} \
                 is closed only there, in the middle of a cell. Close it, or double the quotes that belong \
                 to the text.",
                span.last_line
            );
            return Some(RowFault { line, column: None, kind: RowFaultKind::MisplacedQuote, message });
        }
        let (expected, found) = (self.columns.len(), self.record.len());
        if expected == found {
            return None;
        }
        let hint = if span.last_line > line {
            format!("The row runs to line {}; perhaps a quote was left open.", span.last_line)
        } else if found > expected {
            "Quote the cells that hold the delimiter.".to_owned()
        } else {
            "Add the missing cells, empty if need be.".to_owned()
        };
        let message = format!("Expected {expected} cells, found {found}. {hint}");
        Some(RowFault { line, column: None, kind: RowFaultKind::RaggedRow, message })
    }
}

/// The decoded text on its way to `csv`, watched by a [`Scanner`].
struct Watched {
    decoder: Decoder,
    scanner: Scanner,
    spans: VecDeque<Span>,
}

impl io::Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        match read {
            0 => self.scanner.finish(&mut self.spans)?,
            _ => self.scanner.scan(&buffer[..read], &mut self.spans)?,
        }
        Ok(read)
    }
}

/// The names in the header: trimmed, distinct, and `column_3` where the third cell is empty, as in
/// the unnamed index column that pandas writes.
fn column_names(header: &csv::StringRecord, line: u64) -> Result<Vec<String>, FileFault> {
    let fault = |kind, message: String| Err(FileFault::new(kind, Some(line), message));
    if header.len() > MAX_COLUMNS {
        return fault(
            FileFaultKind::TooManyColumns,
            format!("The header has {} columns; at most {MAX_COLUMNS} can be read.", header.len()),
        );
    }
    let given: Vec<&str> = header.iter().map(str::trim).collect();
    if let Some(at) = given.iter().position(|name| name.len() > MAX_NAME_BYTES) {
        return Err(FileFault::name_too_long(at + 1, given[at].len()));
    }
    if given.iter().all(|name| name.is_empty()) || is_data(&given) {
        return fault(
            FileFaultKind::NoHeader,
            "This line holds no column names. Add a first line that names the columns.".to_owned(),
        );
    }
    let mut seen = HashSet::new();
    for name in given.iter().filter(|name| !name.is_empty()) {
        if !seen.insert(*name) {
            return fault(
                FileFaultKind::DuplicateColumn,
                format!("Two columns are called \"{name}\". Rename one of them."),
            );
        }
    }
    let name = |(index, name): (usize, &&str)| match *name {
        "" => {
            let mut made = format!("column_{}", index + 1);
            while seen.contains(made.as_str()) {
                made.push('_');
            }
            made
        }
        name => name.to_owned(),
    };
    Ok(given.iter().enumerate().map(name).collect())
}

/// Only numbers, and not the plain count that pandas writes over unnamed columns.
fn is_data(header: &[&str]) -> bool {
    let counts_from =
        |first: usize| header.iter().enumerate().all(|(index, name)| name.parse() == Ok(index + first));
    header.iter().all(|name| name.parse::<f64>().is_ok_and(f64::is_finite))
        && !counts_from(0)
        && !counts_from(1)
}

pub(crate) fn empty_file() -> FileFault {
    let message = "The file is empty. It needs a line with the column names, then one line per row; or one \
                   JSON object per line.";
    FileFault::new(FileFaultKind::EmptyFile, None, message)
}

use crate::signature::begins_as_binary;
use std::borrow::Cow;
use std::io::{self, Write};

/// For whom a CSV file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvMode {
    /// For a spreadsheet program: UTF-8 with its mark, so that Excel reads it rightly, lines ended by
    /// CRLF, and cells that could start a formula neutralised by a leading `'`, also where a program
    /// takes `;` or a tab for the separator. Plain numbers stay as they are. NUL becomes U+FFFD. It can be imported again, the added `'` being part of the text.
    Spreadsheet,
    /// For programs: UTF-8 without a mark, lines ended by LF; every text comes back byte for byte
    /// through [`TableReader`](crate::TableReader), except that a missing cell comes back as an
    /// empty one, and that names of columns are trimmed. NUL cannot be written and is an error.
    Exact,
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteFault {
    /// The disk is full, the file is gone, ...
    #[error("The file cannot be written: {0}.")]
    Io(#[from] io::Error),
    /// A NUL character in exact mode: no reader would take the file.
    #[error(
        "row {row}, column {column}: the text holds a NUL character, which CSV cannot keep. Remove it, or export for spreadsheets."
    )]
    Nul {
        /// The row, the header being 0.
        row: u64,
        /// The column's name.
        column: String,
    },
    /// A row with more or fewer cells than columns, or a table without columns.
    #[error("row {row}: expected {expected} cells, found {found}")]
    Ragged {
        /// The row, the header being 0.
        row: u64,
        /// How many columns the table has.
        expected: usize,
        /// How many cells the row has.
        found: usize,
    },
    /// More than a sheet of Excel holds.
    #[error("A sheet of Excel holds {most} {what}; here are {found}. Filter the rows, or export CSV.")]
    TooLarge {
        /// `rows` or `columns`.
        what: &'static str,
        /// How many there are.
        found: u64,
        /// How many fit.
        most: u64,
    },
}

impl WriteFault {
    /// The stable name of this fault on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "unwritable_file",
            Self::Nul { .. } => "nul_character",
            Self::Ragged { .. } => "ragged_row",
            Self::TooLarge { what: "columns", .. } => "too_many_columns",
            Self::TooLarge { .. } => "too_many_rows",
        }
    }
}

impl From<csv::Error> for WriteFault {
    fn from(error: csv::Error) -> Self {
        let text = error.to_string();
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Self::Io(error),
            _ => Self::Io(io::Error::other(text)),
        }
    }
}

/// Writes a table as CSV.
pub struct TableWriter<W: Write> {
    csv: csv::Writer<W>,
    mode: CsvMode,
    columns: Vec<String>,
    rows: u64,
}

impl<W: Write> TableWriter<W> {
    /// Starts a table with its header.
    pub fn new<S: AsRef<str>>(mut inner: W, mode: CsvMode, columns: &[S]) -> Result<Self, WriteFault> {
        if mode == CsvMode::Spreadsheet {
            inner.write_all("\u{FEFF}".as_bytes())?;
        }
        let terminator = match mode {
            CsvMode::Spreadsheet => csv::Terminator::CRLF,
            CsvMode::Exact => csv::Terminator::Any(b'\n'),
        };
        let mut how = csv::WriterBuilder::new();
        how.has_headers(false).flexible(true).terminator(terminator).buffer_capacity(64 * 1024);
        let columns = columns.iter().map(|name| name.as_ref().to_owned()).collect::<Vec<_>>();
        // Without quotes the file would be taken for another kind, or its first letter for the mark of the encoding.
        let mistaken = |name: &String| name.starts_with('\u{FEFF}') || begins_as_binary(name);
        if mode == CsvMode::Exact && columns.first().is_some_and(mistaken) {
            let csv = how.quote_style(csv::QuoteStyle::Always).from_writer(inner);
            let mut header = Self { csv, mode, columns: columns.clone(), rows: 0 };
            header.write_record(&columns)?;
            let csv = how.quote_style(csv::QuoteStyle::Necessary).from_writer(header.finish()?);
            return Ok(Self { csv, mode, columns, rows: 0 });
        }
        let mut writer = Self { csv: how.from_writer(inner), mode, columns: columns.clone(), rows: 0 };
        writer.write_record(&columns)?;
        Ok(writer)
    }

    /// Writes one row; a missing cell is an empty text.
    pub fn write_row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), WriteFault> {
        self.rows += 1;
        self.write_record(cells)
    }

    fn write_record<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), WriteFault> {
        let (expected, found) = (self.columns.len(), cells.len());
        if expected != found || expected == 0 {
            return Err(WriteFault::Ragged { row: self.rows, expected, found });
        }
        // Before the first cell goes out, so that no half a row does.
        let nul = || cells.iter().position(|cell| cell.as_ref().contains('\0'));
        if self.mode == CsvMode::Exact
            && let Some(at) = nul()
        {
            return Err(WriteFault::Nul { row: self.rows, column: self.columns[at].clone() });
        }
        for cell in cells {
            match self.mode {
                CsvMode::Exact => self.csv.write_field(cell.as_ref())?,
                CsvMode::Spreadsheet => self.csv.write_field(neutralise(cell.as_ref()).as_bytes())?,
            }
        }
        self.csv.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Writes out what is buffered and hands the inner writer back. Dropping the table instead loses
    /// the errors.
    pub fn finish(self) -> Result<W, WriteFault> {
        let mut inner = self.csv.into_inner().map_err(|error| WriteFault::Io(error.into_error()))?;
        inner.flush()?;
        Ok(inner)
    }
}

/// Keeps a spreadsheet from taking text for a formula, a command included.
fn neutralise(cell: &str) -> Cow<'_, str> {
    let mut cell = Cow::Borrowed(cell);
    if cell.contains('\0') {
        cell = Cow::Owned(cell.replace('\0', "\u{FFFD}"));
    }
    let control = cell.starts_with(['\t', '\r', '\n']);
    if (control || begins_a_formula(&cell)) && !is_number(&cell) {
        cell = Cow::Owned(format!("'{cell}"));
    }
    if cell.contains(SEPARATORS) { Cow::Owned(within_lines(&cell)) } else { cell }
}

/// Some programs trim before they look, and some ignore quotes, so neither makes a formula safe.
fn begins_a_formula(text: &str) -> bool {
    let first =
        text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '"').chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
}

/// Where cells begin for a program that takes another separator than the comma, as Excel does in half of Europe: it does
/// not see our quotes then, so that text in the middle of a cell of ours becomes a cell of its own.
const SEPARATORS: [char; 4] = [';', '\t', '\r', '\n'];

/// Neutralises what would begin a cell within a text. A dash or a plus is left where it calls nothing: lists and smileys
/// are made of them.
fn within_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, part) in text.split_inclusive(SEPARATORS).enumerate() {
        let calls =
            part.contains(['(', '|', '!', '[']) || part.trim_start().starts_with(['=', '@', '＝', '＠', '"']);
        // The first part is the beginning of the cell itself, which was looked at.
        if at > 0 && calls && begins_a_formula(part) {
            out.push('\'');
        }
        out += part;
    }
    out
}

/// A plain decimal number such as `-0.5` or `+1e-9`.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))
        && digits.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_numbers_stay() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("\tx", "'\tx"),
            ("  =1", "'  =1"),
            ("\u{FEFF}=1", "'\u{FEFF}=1"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠a", "'＠a"),
            ("-", "'-"),
            ("-inf", "'-inf"),
            ("-0.5", "-0.5"),
            ("+1e-9", "+1e-9"),
            ("-.5", "-.5"),
            ("1=1", "1=1"),
            ("a", "a"),
            ("", ""),
            ("a\0b", "a\u{FFFD}b"),
            ("\"=1+1", "'\"=1+1"),
            ("\" =1+1", "'\" =1+1"),
            // For a program that splits at semicolons or tabs, or does not see our quotes.
            ("x;=1+1", "x;'=1+1"),
            ("x;=cmd|' /C calc'!A0;y", "x;'=cmd|' /C calc'!A0;y"),
            ("x;\"=1+1\";y", "x;'\"=1+1\";y"),
            ("x\t=1", "x\t'=1"),
            ("x\n=1", "x\n'=1"),
            ("x\r\n@SUM(1)", "x\r\n'@SUM(1)"),
            ("x;+HYPERLINK(A1)", "x;'+HYPERLINK(A1)"),
            ("x;-cmd|'a'!A0", "x;'-cmd|'a'!A0"),
            ("list:\n- one\n- two", "list:\n- one\n- two"),
            ("fine ;-)", "fine ;-)"),
            ("a; -5", "a; -5"),
        ] {
            assert_eq!(neutralise(cell), written, "{cell:?}");
        }
    }

    #[test]
    fn faults_name_the_row_and_the_column() {
        let mut writer = TableWriter::new(Vec::new(), CsvMode::Exact, &["id", "text"]).unwrap();
        writer.write_row(&["1", "ok"]).unwrap();
        let fault = writer.write_row(&["2", "a\0b"]).unwrap_err();
        assert!(matches!(&fault, WriteFault::Nul { row: 2, column } if column == "text"), "{fault}");
        let fault = writer.write_row(&["3"]).unwrap_err();
        assert!(matches!(fault, WriteFault::Ragged { row: 3, expected: 2, found: 1 }), "{fault}");
        writer.write_row(&["4", ""]).unwrap();
        assert_eq!(writer.finish().unwrap(), b"id,text\n1,ok\n4,\n");
        assert!(TableWriter::new(Vec::new(), CsvMode::Exact, &[""; 0]).is_err());
    }

    #[test]
    fn a_name_that_begins_as_a_mark_of_encoding_or_kind_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        for name in ["\u{FEFF}a", "GIF89a", "%PDF-1.4", "PK\u{3}\u{4}", "PAR1\u{1}", "SQLite format 3"] {
            let mut writer = TableWriter::new(Vec::new(), CsvMode::Exact, &[name, "b"]).unwrap();
            writer.write_row(&["1", "two"]).unwrap();
            let file = String::from_utf8(writer.finish().unwrap()).unwrap();
            assert!(file.ends_with("\n1,two\n"), "{file:?}");
            std::fs::write(&path, file).unwrap();
            let reader = crate::TableReader::open(&path, &crate::ReadOptions::default()).unwrap();
            assert_eq!(reader.columns(), [name, "b"]);
        }
    }
}

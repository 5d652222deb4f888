use std::path::Path;

use crate::decode::Decoder;
use crate::delimited::{DelimitedRows, empty_file};
use crate::json_lines::JsonRows;
use crate::shape::{declared_delimiter, detect, is_delimiter};
use crate::{Encoding, FileFault, FileFaultKind, Row, RowFault, Shape};

const SAMPLE_ROWS: usize = 20;
/// How many rows to look at for a sample, should many of them be at fault.
const SAMPLE_LOOK: usize = 200;

/// What the caller knows better than detection does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding; else the file's mark tells it, else it is UTF-8.
    pub encoding: Option<Encoding>,
    /// Delimited and by what, or JSON Lines; else the start of the content tells.
    pub shape: Option<Shape>,
    /// Quotes are text like any other, as in many TSV files. No cell can then hold a delimiter or a
    /// line break.
    pub no_quoting: bool,
}

/// What a file turned out to be, for the user to confirm before anything is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sniffed {
    /// The encoding.
    pub encoding: Encoding,
    /// Whether the file starts with a byte order mark.
    pub had_mark: bool,
    /// How rows are written.
    pub shape: Shape,
    /// The columns; of JSON Lines, the keys of the sample in the order first met.
    pub columns: Vec<String>,
    /// The first rows, up to 20; `None` is a missing value.
    pub sample: Vec<Vec<Option<String>>>,
    /// The rows among them that were rejected.
    pub faults: Vec<RowFault>,
    /// The size of the file.
    pub bytes: u64,
}

/// What [`TableReader::next_row`] came upon.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum RowRead {
    /// A row, now in the caller's [`Row`].
    Row,
    /// A row that is rejected; reading can go on.
    Rejected(RowFault),
    /// The end of the file.
    End,
}

/// Looks at the start of a file: its encoding, shape, columns and first rows.
pub fn sniff(path: &Path, options: &ReadOptions) -> Result<Sniffed, FileFault> {
    let mut reader = TableReader::open(path, options)?;
    let (sample, faults) = reader.sample()?;
    let width = reader.columns().len();
    let text = |row: &Row| (0..width).map(|column| row.text(column).map(str::to_owned)).collect();
    Ok(Sniffed {
        encoding: reader.encoding(),
        had_mark: reader.had_mark(),
        shape: reader.shape(),
        columns: reader.columns().to_vec(),
        sample: sample.iter().map(text).collect(),
        faults,
        bytes: reader.size(),
    })
}

/// Reads a table row by row.
#[derive(Debug)]
pub struct TableReader {
    rows: Rows,
    shape: Shape,
    ended: bool,
}

enum Rows {
    Delimited(Box<DelimitedRows>),
    Json(Box<JsonRows>),
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Delimited(_) => "Delimited",
            Self::Json(_) => "Json",
        })
    }
}

impl TableReader {
    /// Opens a table and reads its header; of JSON Lines, the keys of the first rows.
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Self, FileFault> {
        let mut reader = Self::start(path, options, &[])?;
        if matches!(reader.rows, Rows::Json(_)) {
            let (sample, faults) = reader.sample()?;
            if sample.is_empty() && faults.is_empty() {
                return Err(empty_file());
            }
            let columns = reader.columns().to_vec();
            reader = Self::start(path, options, &columns)?;
        }
        Ok(reader)
    }

    fn start(path: &Path, options: &ReadOptions, columns: &[String]) -> Result<Self, FileFault> {
        let decoder = Decoder::open(path, options.encoding)?;
        let (head, complete) = decoder.head();
        if complete && head.trim_ascii().is_empty() {
            return Err(empty_file());
        }
        let (shape, skip_first) = match options.shape {
            Some(shape @ Shape::Delimited { delimiter }) => {
                (shape, declared_delimiter(head) == Some(delimiter))
            }
            Some(Shape::JsonLines) => (Shape::JsonLines, false),
            None => detect(head, complete, path, !options.no_quoting)?,
        };
        let rows = match shape {
            Shape::JsonLines => Rows::Json(Box::new(JsonRows::new(decoder, columns))),
            Shape::Delimited { delimiter } => {
                check_delimiter(delimiter)?;
                let rows = DelimitedRows::open(decoder, delimiter, !options.no_quoting, skip_first)?;
                Rows::Delimited(Box::new(rows))
            }
        };
        Ok(Self { rows, shape, ended: false })
    }

    /// The columns. Those of JSON Lines grow at the end as later rows bring new keys: an index stays
    /// good, and after the last row they are all there is.
    pub fn columns(&self) -> &[String] {
        match &self.rows {
            Rows::Delimited(rows) => rows.columns(),
            Rows::Json(rows) => rows.columns(),
        }
    }

    /// Reads the next row into `row`, which then has a cell for each of [`Self::columns`]. After a
    /// rejected row its content is unspecified. After a fault the reader has ended.
    pub fn next_row(&mut self, row: &mut Row) -> Result<RowRead, FileFault> {
        if self.ended {
            return Ok(RowRead::End);
        }
        let read = match &mut self.rows {
            Rows::Delimited(rows) => rows.next_row(row),
            Rows::Json(rows) => rows.next_row(row),
        };
        self.ended = matches!(read, Err(_) | Ok(RowRead::End));
        read
    }

    fn sample(&mut self) -> Result<(Vec<Row>, Vec<RowFault>), FileFault> {
        let (mut rows, mut faults) = (Vec::new(), Vec::new());
        let mut row = Row::default();
        while rows.len() < SAMPLE_ROWS && rows.len() + faults.len() < SAMPLE_LOOK {
            match self.next_row(&mut row)? {
                RowRead::Row => rows.push(row.clone()),
                RowRead::Rejected(fault) => faults.push(fault),
                RowRead::End => break,
            }
        }
        Ok((rows, faults))
    }

    /// How rows are written.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The encoding.
    pub fn encoding(&self) -> Encoding {
        self.decoder().encoding()
    }

    /// Whether the file starts with a byte order mark.
    pub fn had_mark(&self) -> bool {
        self.decoder().had_mark()
    }

    /// How many of the file's bytes have been taken in, for progress; a little ahead of the rows.
    pub fn bytes_read(&self) -> u64 {
        self.decoder().bytes_read()
    }

    /// The size of the file when it was opened.
    pub fn size(&self) -> u64 {
        self.decoder().size()
    }

    fn decoder(&self) -> &Decoder {
        match &self.rows {
            Rows::Delimited(rows) => rows.decoder(),
            Rows::Json(rows) => rows.decoder(),
        }
    }
}

fn check_delimiter(delimiter: u8) -> Result<(), FileFault> {
    if is_delimiter(delimiter) {
        return Ok(());
    }
    let message = "The delimiter must be one character such as , ; | or a tab: no letter, digit or quote.";
    Err(FileFault::new(FileFaultKind::BadDelimiter, None, message))
}

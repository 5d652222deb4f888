use std::path::Path;

use crate::decode::Decoder;
use crate::delimited::{DelimitedRows, empty_file};
use crate::flat::Flat;
use crate::json_lines::JsonRows;
use crate::parquet_rows::ParquetRows;
use crate::shape::{declared_delimiter, detect, is_delimiter};
use crate::signature::binary_table;
use crate::spreadsheet::Sheet;
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
    /// Nested values of JSON and Parquet become columns of their own: `scores.cat`, `scores[0]`, and of Label Studio
    /// tasks `pred:MODEL` and `score:MODEL`.
    pub flatten: bool,
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
    /// Where nested values are spread out.
    flat: Option<Flat>,
    ended: bool,
}

enum Rows {
    Delimited(Box<DelimitedRows>),
    Json(Box<JsonRows>),
    Parquet(Box<ParquetRows>),
    /// The rows of a sheet are JSON lines in a file of their own.
    Sheet(Box<JsonRows>, Box<Sheet>),
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Delimited(_) => "Delimited",
            Self::Json(_) => "Json",
            Self::Parquet(_) => "Parquet",
            Self::Sheet(..) => "Sheet",
        })
    }
}

impl TableReader {
    /// Opens a table and reads its header; of JSON, the keys of the first rows.
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Self, FileFault> {
        let mut reader = Self::start(path, options, &[], &[])?;
        if matches!(reader.rows, Rows::Json(_)) || reader.flat.is_some() {
            let (sample, faults) = reader.sample()?;
            if sample.is_empty() && faults.is_empty() {
                return Err(empty_file());
            }
            let (inner, columns) = (reader.rows.columns().to_vec(), reader.columns().to_vec());
            reader = Self::start(path, options, &inner, &columns)?;
        }
        Ok(reader)
    }

    /// `inner` and `columns` are what a look at the start of the file found, before and after nested values were spread.
    fn start(
        path: &Path,
        options: &ReadOptions,
        inner: &[String],
        columns: &[String],
    ) -> Result<Self, FileFault> {
        let (rows, shape) = match options.shape.is_none().then(|| binary_table(path)).flatten() {
            Some(Shape::Parquet) => (Rows::Parquet(Box::new(ParquetRows::open(path)?)), Shape::Parquet),
            Some(_) => {
                let sheet = Sheet::open(path)?;
                let names: Vec<String> =
                    sheet.columns.iter().filter(|name| !name.is_empty()).cloned().collect();
                let rows = JsonRows::new(Decoder::open(sheet.lines.path(), None)?, false, &names);
                (Rows::Sheet(Box::new(rows), Box::new(sheet)), Shape::Workbook)
            }
            None => Self::text(path, options, inner)?,
        };
        let nests = matches!(shape, Shape::JsonLines | Shape::JsonArray | Shape::Parquet);
        let flat = (options.flatten && nests).then(|| Flat::new(columns));
        Ok(Self { rows, shape, flat, ended: false })
    }

    fn text(path: &Path, options: &ReadOptions, columns: &[String]) -> Result<(Rows, Shape), FileFault> {
        let decoder = Decoder::open(path, options.encoding)?;
        let (head, complete) = decoder.head();
        if complete && head.trim_ascii().is_empty() {
            return Err(empty_file());
        }
        let (shape, skip_first) = match options.shape {
            Some(shape @ Shape::Delimited { delimiter }) => {
                (shape, declared_delimiter(head) == Some(delimiter))
            }
            Some(shape) => (shape, false),
            None => detect(head, complete, path, !options.no_quoting)?,
        };
        let rows = match shape {
            Shape::Delimited { delimiter } => {
                check_delimiter(delimiter)?;
                let rows = DelimitedRows::open(decoder, delimiter, !options.no_quoting, skip_first)?;
                Rows::Delimited(Box::new(rows))
            }
            shape => Rows::Json(Box::new(JsonRows::new(decoder, shape == Shape::JsonArray, columns))),
        };
        Ok((rows, shape))
    }

    /// The columns. Those of JSON Lines grow at the end as later rows bring new keys: an index stays
    /// good, and after the last row they are all there is.
    pub fn columns(&self) -> &[String] {
        self.flat.as_ref().map_or_else(|| self.rows.columns(), Flat::columns)
    }

    /// Reads the next row into `row`, which then has a cell for each of [`Self::columns`]. After a
    /// rejected row its content is unspecified. After a fault the reader has ended.
    pub fn next_row(&mut self, row: &mut Row) -> Result<RowRead, FileFault> {
        if self.ended {
            return Ok(RowRead::End);
        }
        let read = match &mut self.flat {
            None => self.rows.next_row(row),
            Some(flat) => match self.rows.next_row(&mut flat.row) {
                Ok(RowRead::Row) => flat.spread(self.rows.columns(), row).map(|fault| match fault {
                    Some(fault) => RowRead::Rejected(fault),
                    None => RowRead::Row,
                }),
                other => {
                    row.line = flat.row.line;
                    other
                }
            },
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
        self.rows.decoder().map_or(Encoding::UTF_8, Decoder::encoding)
    }

    /// Whether the file starts with a byte order mark.
    pub fn had_mark(&self) -> bool {
        self.rows.decoder().is_some_and(Decoder::had_mark)
    }

    /// How many of the file's bytes have been taken in, for progress; a little ahead of the rows.
    pub fn bytes_read(&self) -> u64 {
        match &self.rows {
            Rows::Delimited(rows) => rows.decoder().bytes_read(),
            Rows::Json(rows) => rows.decoder().bytes_read(),
            Rows::Parquet(rows) => rows.bytes_read(),
            Rows::Sheet(rows, sheet) => {
                let share = rows.decoder().bytes_read() as f64 / rows.decoder().size().max(1) as f64;
                (share * sheet.size as f64) as u64
            }
        }
    }

    /// The size of the file when it was opened.
    pub fn size(&self) -> u64 {
        match &self.rows {
            Rows::Delimited(rows) => rows.decoder().size(),
            Rows::Json(rows) => rows.decoder().size(),
            Rows::Parquet(rows) => rows.size(),
            Rows::Sheet(_, sheet) => sheet.size,
        }
    }
}

impl Rows {
    fn columns(&self) -> &[String] {
        match self {
            Rows::Delimited(rows) => rows.columns(),
            Rows::Json(rows) | Rows::Sheet(rows, _) => rows.columns(),
            Rows::Parquet(rows) => rows.columns(),
        }
    }

    fn next_row(&mut self, row: &mut Row) -> Result<RowRead, FileFault> {
        match self {
            Rows::Delimited(rows) => rows.next_row(row),
            Rows::Json(rows) | Rows::Sheet(rows, _) => rows.next_row(row),
            Rows::Parquet(rows) => rows.next_row(row),
        }
    }

    /// Of files that are text.
    fn decoder(&self) -> Option<&Decoder> {
        match self {
            Rows::Delimited(rows) => Some(rows.decoder()),
            Rows::Json(rows) => Some(rows.decoder()),
            Rows::Parquet(_) | Rows::Sheet(..) => None,
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

use std::fmt;
use std::io;

use serde::Serialize;

use crate::{Encoding, MAX_NAME_BYTES};

/// Why a whole file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FileFaultKind {
    /// The operating system could not open or read it.
    UnreadableFile,
    /// A folder, a pipe or a device.
    NotAFile,
    /// No bytes, or blank lines only.
    EmptyFile,
    /// The first line names no columns.
    NoHeader,
    /// Two columns bear one name.
    DuplicateColumn,
    /// More than [`MAX_COLUMNS`](crate::MAX_COLUMNS) columns.
    TooManyColumns,
    /// A name of a column over [`MAX_NAME_BYTES`](crate::MAX_NAME_BYTES).
    NameTooLong,
    /// Bytes that the encoding does not allow; see [`FileFault::candidates`].
    Undecodable,
    /// No encoding has this name.
    UnknownEncoding,
    /// The delimiter asked for cannot separate cells.
    BadDelimiter,
    /// An image, an archive, a spreadsheet, ...: not text at all.
    BinaryFile,
    /// A NUL character in the text.
    NulByte,
    /// A quoted cell that never ends; the line is the one where the quote opened.
    UnclosedQuote,
    /// A row over [`MAX_ROW_BYTES`](crate::MAX_ROW_BYTES).
    LineTooLong,
    /// One JSON object over the whole file rather than one per line or an array of them.
    JsonDocument,
    /// A file that ends too early, contradicts itself, or claims more than it can hold.
    DamagedFile,
}

impl FileFaultKind {
    /// The stable name of this kind on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnreadableFile => "unreadable_file",
            Self::NotAFile => "not_a_file",
            Self::EmptyFile => "empty_file",
            Self::NoHeader => "no_header",
            Self::DuplicateColumn => "duplicate_column",
            Self::TooManyColumns => "too_many_columns",
            Self::NameTooLong => "name_too_long",
            Self::Undecodable => "undecodable",
            Self::UnknownEncoding => "unknown_encoding",
            Self::BadDelimiter => "bad_delimiter",
            Self::BinaryFile => "binary_file",
            Self::NulByte => "nul_byte",
            Self::UnclosedQuote => "unclosed_quote",
            Self::LineTooLong => "line_too_long",
            Self::JsonDocument => "json_document",
            Self::DamagedFile => "damaged_file",
        }
    }
}

/// A fault that refuses a file: what is wrong, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0)]
pub struct FileFault(Box<FileFaultInner>);

#[derive(Debug)]
struct FileFaultInner {
    kind: FileFaultKind,
    line: Option<u64>,
    message: String,
    candidates: Vec<Encoding>,
}

impl FileFault {
    pub(crate) fn new(kind: FileFaultKind, line: Option<u64>, message: impl Into<String>) -> Self {
        Self(Box::new(FileFaultInner { kind, line, message: message.into(), candidates: Vec::new() }))
    }

    /// The name of a column, counted from 1, is longer than any that can be kept.
    pub(crate) fn name_too_long(column: usize, bytes: usize) -> Self {
        let message = format!(
            "The name of column {column} has {bytes} bytes; at most {MAX_NAME_BYTES} can be read. Shorten it."
        );
        Self::new(FileFaultKind::NameTooLong, None, message)
    }

    pub(crate) fn with_candidates(mut self, candidates: Vec<Encoding>) -> Self {
        self.0.candidates = candidates;
        self
    }

    /// What class of fault this is.
    pub fn kind(&self) -> FileFaultKind {
        self.0.kind
    }

    /// The stable name of the class; see [`FileFaultKind::code`].
    pub fn code(&self) -> &'static str {
        self.0.kind.code()
    }

    /// The line, counted from 1, where one can be named.
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }

    /// What is wrong and the remedy, without the line.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Encodings worth trying, the likeliest first; empty unless the fault is
    /// [`FileFaultKind::Undecodable`] or text in UTF-16 without its mark.
    pub fn candidates(&self) -> &[Encoding] {
        &self.0.candidates
    }
}

impl fmt::Display for FileFaultInner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// Our faults travel through `io::Read` and `csv` inside an `io::Error`; this unpacks them.
impl From<io::Error> for FileFault {
    fn from(error: io::Error) -> Self {
        match error.downcast::<FileFault>() {
            Ok(fault) => fault,
            Err(error) => {
                Self::new(FileFaultKind::UnreadableFile, None, format!("The file cannot be read: {error}."))
            }
        }
    }
}

impl From<csv::Error> for FileFault {
    fn from(error: csv::Error) -> Self {
        let text = error.to_string();
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            _ => Self::new(FileFaultKind::UnreadableFile, None, format!("The table cannot be read: {text}.")),
        }
    }
}

impl From<FileFault> for io::Error {
    fn from(fault: FileFault) -> Self {
        io::Error::other(fault)
    }
}

/// Why one row is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RowFaultKind {
    /// More or fewer cells than columns.
    RaggedRow,
    /// A quoted cell that runs over several lines and closes in the middle of a cell, as happens
    /// when a quote is left open.
    MisplacedQuote,
    /// Not valid JSON.
    InvalidJson,
    /// Valid JSON, but not an object.
    NotAnObject,
    /// JSON nested more than 100 deep.
    TooDeep,
    /// One key twice in a JSON object.
    DuplicateKey,
    /// A NUL character in a JSON string or key: no text can hold it.
    NulCharacter,
    /// A key over [`MAX_NAME_BYTES`](crate::MAX_NAME_BYTES).
    NameTooLong,
}

impl RowFaultKind {
    /// The stable name of this kind on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::RaggedRow => "ragged_row",
            Self::MisplacedQuote => "misplaced_quote",
            Self::InvalidJson => "invalid_json",
            Self::NotAnObject => "not_an_object",
            Self::TooDeep => "too_deep",
            Self::DuplicateKey => "duplicate_key",
            Self::NulCharacter => "nul_character",
            Self::NameTooLong => "name_too_long",
        }
    }
}

/// A fault that rejects one row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct RowFault {
    /// The line, counted from 1, where the row starts; see [`Row::line`](crate::Row::line).
    pub line: u64,
    /// The column at fault, where there is one.
    pub column: Option<String>,
    /// What class of fault this is.
    pub kind: RowFaultKind,
    /// What is wrong and what to do, without the line.
    pub message: String,
}

impl RowFault {
    /// The stable name of the class; see [`RowFaultKind::code`].
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }
}

//! Readers and writers of files: tables (CSV, TSV, JSON Lines), folders of images, and the safe
//! writing of exports as CSV and as Excel workbooks.
//!
//! Two classes of faults keep one bad line from costing a whole import, and one bad file from being
//! half imported:
//!
//! - a [`RowFault`] rejects one row; reading goes on with the next one;
//! - a [`FileFault`] refuses the file.
//!
//! A [`TableReader`] streams: it holds one row and a few fixed buffers, whatever the size of the file.
//! It draws every choice (encoding, delimiter, columns) from the start of the file alone, so that two
//! passes over an unchanged file give identical rows and faults.
//!
//! ```no_run
//! use assay_formats::{ReadOptions, Row, RowRead, TableReader};
//!
//! # fn main() -> Result<(), assay_formats::FileFault> {
//! let mut reader = TableReader::open("items.csv".as_ref(), &ReadOptions::default())?;
//! let mut row = Row::default();
//! loop {
//!     match reader.next_row(&mut row)? {
//!         RowRead::Row => assert!(row.text(0).is_some()),
//!         RowRead::Rejected(fault) => assert!(fault.line > 0),
//!         RowRead::End => break,
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod atomic;
mod decode;
mod delimited;
mod encoding;
mod fault;
mod flat;
mod folder;
mod grey;
mod image_end;
mod image_file;
mod json_array;
mod json_lines;
mod json_value;
mod mapping;
mod parquet_rows;
mod reader;
mod row;
mod scan;
mod shape;
mod sheet_rows;
mod signature;
mod spreadsheet;
mod thrift;
mod workbook;
mod write;

pub use atomic::write_atomically;
pub use encoding::Encoding;
pub use fault::{FileFault, FileFaultKind, RowFault, RowFaultKind};
pub use folder::{ImageFile, list_images};
pub use grey::grey_png;
pub use image_file::{ImageFault, ImageFaultKind, ImageInfo, ImageType, inspect_image, sniff_image_type};
pub use mapping::{
    Mapping, Role, TableKind, guess_kind, guess_mapping, names_a_label, prediction_columns, score_of_model,
};
pub use reader::{ReadOptions, RowRead, Sniffed, TableReader, sniff};
pub use row::{Cell, Row};
pub use shape::Shape;
pub use signature::is_database;
pub use workbook::{EXCEL_COLUMNS, EXCEL_ROWS, SheetCell, WorkbookWriter};
pub use write::{CsvMode, TableWriter, WriteFault};

/// The longest row a reader accepts, in bytes of UTF-8.
pub const MAX_ROW_BYTES: u64 = 16 * 1024 * 1024;

/// The most columns a table may have.
pub const MAX_COLUMNS: usize = 4096;

/// The longest name of a column, in bytes of UTF-8. Names are held for the whole file: of rows with a new long key each, all
/// of them.
pub const MAX_NAME_BYTES: usize = 4096;

//! Rows of a Parquet file, page by page. What the file says of itself is checked before it is believed.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use parquet::basic::Compression;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use serde_json::Value;

use crate::thrift::Thrift;
use crate::{Cell, FileFault, FileFaultKind, MAX_COLUMNS, MAX_NAME_BYTES, MAX_ROW_BYTES, Row, RowRead};

/// A footer larger than this describes no table that a person has.
const FOOTER: u64 = 64 * 1024 * 1024;
/// Deeper schemas are refused before a recursion meets them.
const DEPTH: usize = 24;
/// Pages are a megabyte by custom; this is what one may need in memory.
const PAGE: i32 = 256 * 1024 * 1024;
/// A row is put together from a page of each column, and each may have a dictionary: what all of them may need.
const PAGES: u64 = 512 * 1024 * 1024;
/// More rows than this are no table for one project, whatever the file says.
const ROWS: i64 = 100_000_000;
/// Bytes of a page that hold its header for sure.
const HEADER: u64 = 64 * 1024;

/// A Parquet file as rows.
pub(crate) struct ParquetRows {
    columns: Vec<String>,
    rows: RowIter<'static>,
    read: u64,
    total: u64,
    size: u64,
}

impl ParquetRows {
    pub(crate) fn open(path: &Path) -> Result<Self, FileFault> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        check_footer(&mut file, size)?;
        let reader = guarded(|| SerializedFileReader::new(file.try_clone()?))?;
        let metadata = reader.metadata();
        let columns = guarded(|| Ok(columns(metadata)))??;
        let total = guarded(|| Ok(check_rows(metadata)))??;
        let chunks = guarded(|| Ok(chunks(metadata, size)))??;
        check_pages(&mut file, &chunks)?;
        let rows = guarded(|| Ok(RowIter::from_file_into(Box::new(reader))))?;
        Ok(Self { columns, rows, read: 0, total, size })
    }

    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// How far the reading is, in bytes, by the share of the rows.
    pub(crate) fn bytes_read(&self) -> u64 {
        let share = self.read as f64 / self.total.max(1) as f64;
        (share * self.size as f64) as u64
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Its line is the number of the row.
    pub(crate) fn next_row(&mut self, row: &mut Row) -> Result<RowRead, FileFault> {
        let next = guarded(|| self.rows.next().transpose());
        let at_row = |fault: FileFault| {
            FileFault::new(fault.kind(), Some(self.read + 1), format!("In this row: {}", fault.message()))
        };
        let Some(found) = next.map_err(at_row)? else {
            if self.read < self.total {
                let message = format!("The file promises {} rows and ends after {}.", self.total, self.read);
                return Err(damaged(message));
            }
            return Ok(RowRead::End);
        };
        self.read += 1;
        row.line = self.read;
        row.cells.clear();
        let mut bytes = 0;
        for (_, field) in found.into_columns() {
            let cell = cell(field);
            bytes += cell.text().map_or(0, str::len) as u64;
            row.cells.push(cell);
        }
        if bytes > MAX_ROW_BYTES {
            let message = format!("The row is larger than {} MiB.", MAX_ROW_BYTES / 1024 / 1024);
            return Err(FileFault::new(FileFaultKind::LineTooLong, Some(self.read), message));
        }
        Ok(RowRead::Row)
    }
}

fn damaged(message: impl Into<String>) -> FileFault {
    let message: String = message.into();
    FileFault::new(
        FileFaultKind::DamagedFile,
        None,
        format!("{message} The file is damaged or was not written to its end; write it again."),
    )
}

/// The library has panics for what it does not expect; to a person a panic is a damaged file like any other.
fn guarded<T>(work: impl FnOnce() -> parquet::errors::Result<T>) -> Result<T, FileFault> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(damaged(format!("This Parquet file cannot be read: {error}."))),
        Err(_) => Err(damaged("This Parquet file contradicts itself.")),
    }
}

fn check_footer(file: &mut File, size: u64) -> Result<(), FileFault> {
    let mut tail = [0; 8];
    if size < 12 {
        return Err(damaged("A Parquet file has at least twelve bytes."));
    }
    file.seek(SeekFrom::End(-8))?;
    file.read_exact(&mut tail)?;
    let length = u64::from(u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]));
    match &tail[4..] {
        b"PAR1" => {}
        b"PARE" => return Err(damaged("The footer is encrypted.")),
        _ => return Err(damaged("A Parquet file ends with PAR1; this one does not.")),
    }
    if length > FOOTER || length + 12 > size {
        return Err(damaged(format!("The footer claims {length} bytes.")));
    }
    file.seek(SeekFrom::Start(size - 8 - length))?;
    let mut footer = vec![0; usize::try_from(length).unwrap_or(0)];
    file.read_exact(&mut footer)?;
    match Thrift::new(&footer).schema() {
        None => Err(damaged("The footer makes no sense.")),
        Some((depth, _)) if depth > DEPTH => Err(damaged(format!("The columns are nested {depth} deep."))),
        Some((_, elements)) if elements > 4 * MAX_COLUMNS as u64 => Err(too_many_columns(elements)),
        Some(_) => Ok(()),
    }
}

fn too_many_columns(found: u64) -> FileFault {
    let message = format!("The file has {found} columns; at most {MAX_COLUMNS} can be read. Leave some out.");
    FileFault::new(FileFaultKind::TooManyColumns, None, message)
}

fn columns(metadata: &ParquetMetaData) -> Result<Vec<String>, FileFault> {
    let fields = metadata.file_metadata().schema().get_fields();
    let names: Vec<String> = fields.iter().map(|field| field.name().trim().to_owned()).collect();
    if names.is_empty() {
        return Err(FileFault::new(FileFaultKind::NoHeader, None, "The file has no columns."));
    }
    if names.len() > MAX_COLUMNS {
        return Err(too_many_columns(names.len() as u64));
    }
    if let Some(at) = names.iter().position(|name| name.len() > MAX_NAME_BYTES) {
        return Err(FileFault::name_too_long(at + 1, names[at].len()));
    }
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_unstable();
    if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        let message = format!("Two columns are called \"{}\". Rename one of them.", pair[0].escape_debug());
        return Err(FileFault::new(FileFaultKind::DuplicateColumn, None, message));
    }
    Ok(names)
}

/// The rows of the file, if its parts agree on them.
fn check_rows(metadata: &ParquetMetaData) -> Result<u64, FileFault> {
    let mut sum = 0_i64;
    for group in metadata.row_groups() {
        let rows = group.num_rows();
        if !(0..=ROWS).contains(&rows) {
            return Err(damaged(format!("A part of it claims {rows} rows.")));
        }
        for chunk in group.columns() {
            let flat = chunk.column_descr().max_rep_level() == 0;
            if (flat && chunk.num_values() != rows) || chunk.num_values() < rows {
                let message = format!(
                    "The column {} has {} values where there are {rows} rows.",
                    chunk.column_path(),
                    chunk.num_values()
                );
                return Err(damaged(message));
            }
        }
        sum = sum.saturating_add(rows);
    }
    let claimed = metadata.file_metadata().num_rows();
    if sum != claimed || sum > ROWS {
        return Err(damaged(format!("The file claims {claimed} rows and its parts {sum}.")));
    }
    if sum == 0 {
        return Err(FileFault::new(FileFaultKind::EmptyFile, None, "The table has no rows."));
    }
    Ok(sum.cast_unsigned())
}

/// Where the pages of a column of a row group lie.
struct Chunk {
    group: usize,
    start: u64,
    end: u64,
    gzip: bool,
}

fn chunks(metadata: &ParquetMetaData, size: u64) -> Result<Vec<Chunk>, FileFault> {
    let mut chunks = Vec::new();
    let groups = metadata.row_groups().iter().enumerate();
    for (group, chunk) in groups.flat_map(|(at, group)| group.columns().iter().map(move |chunk| (at, chunk)))
    {
        let first =
            chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset()).min(chunk.data_page_offset());
        let place = u64::try_from(first).ok().zip(u64::try_from(chunk.compressed_size()).ok());
        let Some((start, end)) = place.and_then(|(start, length)| Some((start, start.checked_add(length)?)))
        else {
            return Err(damaged("A column lies at no place of the file."));
        };
        if start < 4 || end > size {
            return Err(damaged("A column lies beyond the end of the file."));
        }
        let gzip = match chunk.compression() {
            Compression::GZIP(_) => true,
            Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::ZSTD(_) => false,
            other => {
                let message = format!(
                    "The file is compressed with {other}, which is not read here. Write it with zstd, snappy, gzip or no compression."
                );
                return Err(FileFault::new(FileFaultKind::DamagedFile, None, message));
            }
        };
        chunks.push(Chunk { group, start, end, gzip });
    }
    Ok(chunks)
}

/// Every page says how large it is once unpacked; no page may be a bomb. Gzip alone does not stop at what was said, so its
/// pages are unpacked once to nowhere.
fn check_pages(file: &mut File, chunks: &[Chunk]) -> Result<(), FileFault> {
    let mut head = Vec::new();
    let (mut group, mut open) = (0, 0);
    for chunk in chunks {
        if chunk.group != group {
            (group, open) = (chunk.group, 0);
        }
        let (mut largest, mut first) = (0, None);
        let mut at = chunk.start;
        while at < chunk.end {
            file.seek(SeekFrom::Start(at))?;
            head.clear();
            file.by_ref().take(HEADER.min(chunk.end - at)).read_to_end(&mut head)?;
            let Some(page) = Thrift::new(&head).page() else {
                return Err(damaged(format!("There is no page at byte {at}.")));
            };
            if page.uncompressed < 0 || page.compressed < 0 || page.uncompressed > PAGE {
                return Err(damaged(format!("The page at byte {at} claims {} bytes.", page.uncompressed)));
            }
            // The dictionary, where there is one, comes first and stays.
            let unpacked = u64::from(page.uncompressed.unsigned_abs());
            match first {
                None => first = Some(unpacked),
                Some(_) => largest = largest.max(unpacked),
            }
            let data = at + page.header as u64;
            at = data + u64::from(page.compressed.unsigned_abs());
            if at > chunk.end {
                return Err(damaged("A page reaches beyond its column."));
            }
            if chunk.gzip {
                file.seek(SeekFrom::Start(data))?;
                let packed = file.by_ref().take(at - data);
                let found =
                    std::io::copy(&mut MultiGzDecoder::new(packed).take(unpacked + 1), &mut std::io::sink());
                if found.is_ok_and(|bytes| bytes > unpacked) {
                    return Err(damaged("A page is larger than it says."));
                }
            }
        }
        open += largest + first.unwrap_or(0);
        if open > PAGES {
            let message = format!(
                "The pages that must be open at once unpack to more than {} MiB. Write the file with smaller pages.",
                PAGES / 1024 / 1024
            );
            return Err(FileFault::new(FileFaultKind::DamagedFile, None, message));
        }
    }
    Ok(())
}

fn cell(field: Field) -> Cell {
    match field {
        Field::Null => Cell::Missing,
        Field::Str(text) => text_cell(text),
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => text_cell(text.to_owned()),
            Err(_) => Cell::Text(bytes.data().iter().map(|byte| format!("{byte:02x}")).collect()),
        },
        other => match value(other) {
            Value::Null => Cell::Missing,
            Value::String(text) => text_cell(text),
            nested => Cell::Json(nested.to_string()),
        },
    }
}

/// No text can keep a NUL character.
fn text_cell(text: String) -> Cell {
    Cell::Text(if text.contains('\0') { text.replace('\0', "\u{FFFD}") } else { text })
}

/// Numbers that JSON cannot hold are words, which no column of numbers takes.
fn number(number: f64) -> Value {
    serde_json::Number::from_f64(number).map_or_else(|| Value::from(number.to_string()), Value::Number)
}

fn value(field: Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => Value::from(truth),
        Field::Byte(n) => Value::from(n),
        Field::Short(n) => Value::from(n),
        Field::Int(n) => Value::from(n),
        Field::Long(n) => Value::from(n),
        Field::UByte(n) => Value::from(n),
        Field::UShort(n) => Value::from(n),
        Field::UInt(n) => Value::from(n),
        Field::ULong(n) => Value::from(n),
        // The shortest decimal of a single-precision number is the number people wrote.
        Field::Float(n) => n.to_string().parse().map_or_else(|_| Value::from(n.to_string()), number),
        Field::Float16(n) => number(f64::from(n)),
        Field::Double(n) => number(n),
        Field::Str(text) => Value::from(text),
        Field::Bytes(bytes) => Value::from(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Group(row) => {
            Value::Object(row.into_columns().into_iter().map(|(k, f)| (k, value(f))).collect())
        }
        Field::ListInternal(list) => list.elements().iter().cloned().map(value).collect(),
        Field::MapInternal(map) => {
            let key = |field: &Field| match value(field.clone()) {
                Value::String(text) => text,
                other => other.to_string(),
            };
            Value::Object(map.entries().iter().map(|(k, v)| (key(k), value(v.clone()))).collect())
        }
        // Dates, times and decimals as they are written.
        other => Value::from(other.to_string().trim_matches('"').to_owned()),
    }
}

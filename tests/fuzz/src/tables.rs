//! The readers of tables.

use crate::scratch::file;
use assay_formats::{
    Cell, CsvMode, Encoding, FileFault, ReadOptions, Row, RowRead, Shape, TableReader, TableWriter, sniff,
};
use std::io::{Cursor, Write as _};
use std::path::Path;

/// Rows that are written to be read again.
const KEPT: usize = 2_000;

/// What a reader said of a file.
#[derive(Debug, Default, PartialEq)]
struct Said {
    columns: Vec<String>,
    rows: Vec<Row>,
    accepted: u64,
    rejected: u64,
    fault: Option<String>,
}

impl Said {
    fn read(&self) -> u64 {
        self.accepted + self.rejected
    }
}

fn read(path: &Path, options: &ReadOptions) -> Said {
    let mut said = Said::default();
    if let Err(fault) = read_into(path, options, &mut said) {
        assert!(!fault.message().is_empty() && !fault.code().is_empty());
        said.fault = Some(format!("{} {:?}", fault.code(), fault.line()));
    }
    said
}

fn read_into(path: &Path, options: &ReadOptions, said: &mut Said) -> Result<(), FileFault> {
    let mut reader = TableReader::open(path, options)?;
    let mut row = Row::default();
    let mut line = 0;
    loop {
        let at = match reader.next_row(&mut row)? {
            RowRead::Row => {
                assert_eq!(row.cells.len(), reader.columns().len(), "a cell for each column");
                for cell in &row.cells {
                    check_cell(cell);
                }
                said.accepted += 1;
                if said.rows.len() < KEPT {
                    said.rows.push(row.clone());
                }
                row.line
            }
            RowRead::Rejected(fault) => {
                assert!(!fault.message.is_empty() && !fault.code().is_empty());
                said.rejected += 1;
                fault.line
            }
            RowRead::End => break,
        };
        assert!(at > line, "line {at} after line {line}");
        line = at;
    }
    said.columns = reader.columns().to_vec();
    assert!(said.columns.iter().all(|name| !name.contains('\0')), "a NUL character in {:?}", said.columns);
    let mut names = said.columns.clone();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), said.columns.len(), "two columns of one name");
    assert!(reader.bytes_read() <= reader.size() + 8, "more was read than there is");
    Ok(())
}

fn check_cell(cell: &Cell) {
    match cell {
        Cell::Missing => {}
        Cell::Text(text) => assert!(!text.contains('\0'), "a NUL character in {text:?}"),
        Cell::Json(raw) => {
            let value: Result<serde_json::Value, _> = serde_json::from_str(raw);
            assert!(value.is_ok() || raw.parse::<f64>().is_ok(), "no JSON: {raw:?}");
        }
    }
}

/// Two passes over a file agree, as an import needs, and so does the look that people confirm.
fn twice(path: &Path, options: &ReadOptions) -> Said {
    let first = read(path, options);
    assert_eq!(first, read(path, options), "the second pass says something else");
    if let Ok(seen) = sniff(path, options) {
        assert!(
            first.columns.is_empty() || first.columns.starts_with(&seen.columns),
            "{first:?} after {seen:?}"
        );
        assert!(seen.sample.len() as u64 <= first.accepted || first.fault.is_some());
    } else {
        assert!(first.fault.is_some(), "refused at a first look only: {first:?}");
    }
    first
}

pub(crate) fn csv(bytes: &[u8]) {
    let path = file("table.csv", bytes);
    let shape = Some(Shape::Delimited { delimiter: b',' });
    for (options, counted) in [
        (ReadOptions::default(), false),
        (ReadOptions { shape, ..ReadOptions::default() }, true),
        (
            ReadOptions { encoding: Encoding::from_label("windows-1252").ok(), ..ReadOptions::default() },
            false,
        ),
        (ReadOptions { encoding: Encoding::from_label("shift_jis").ok(), ..ReadOptions::default() }, false),
        (ReadOptions { encoding: Encoding::from_label("utf-16le").ok(), ..ReadOptions::default() }, false),
    ] {
        let said = twice(&path, &options);
        if said.fault.is_none() {
            write_and_read_again(&said);
            if counted {
                count(bytes, &said, b',', true);
            }
        }
    }
}

pub(crate) fn tsv(bytes: &[u8]) {
    let path = file("table.tsv", bytes);
    let shape = Some(Shape::Delimited { delimiter: b'\t' });
    for no_quoting in [false, true] {
        twice(&path, &ReadOptions { no_quoting, ..ReadOptions::default() });
        let said = twice(&path, &ReadOptions { no_quoting, shape, ..ReadOptions::default() });
        if said.fault.is_none() {
            write_and_read_again(&said);
            count(bytes, &said, b'\t', !no_quoting);
        }
    }
}

/// Every record is accepted or rejected, counted by `csv` itself.
fn count(bytes: &[u8], said: &Said, delimiter: u8, quoting: bool) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if text.contains('\u{FEFF}') || text.to_ascii_lowercase().trim_start_matches('"').starts_with("sep=") {
        return;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(quoting)
        .from_reader(bytes);
    let wide = said.columns.len() > 1;
    let blank = |record: &csv::StringRecord| record.len() == 1 && record[0].trim().is_empty();
    let records = reader.records().map(|record| record.expect("text in memory"));
    let mut records = records.skip_while(blank);
    assert!(records.next().is_some(), "a header");
    let expected = records.filter(|record| !wide || !blank(record)).count() as u64;
    assert_eq!(said.read(), expected, "accepted {} + rejected {}", said.accepted, said.rejected);
}

/// What was accepted and is exported exactly comes back unchanged.
fn write_and_read_again(said: &Said) {
    // A name alone that declares a delimiter is one; a lone row of numbers is no header.
    if said.columns.iter().any(|name| name.to_ascii_lowercase().starts_with("sep="))
        || said.accepted > KEPT as u64
    {
        return;
    }
    let mut table = TableWriter::new(Vec::new(), CsvMode::Exact, &said.columns).expect("a header");
    for row in &said.rows {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text().unwrap_or_default()).collect();
        table.write_row(&cells).expect("a row");
    }
    let written = table.finish().expect("memory");
    let path = file("again.csv", &written);
    let shape = Some(Shape::Delimited { delimiter: b',' });
    let again = read(&path, &ReadOptions { shape, ..ReadOptions::default() });
    assert_eq!(again.fault, None, "{:?}", String::from_utf8_lossy(&written));
    assert_eq!((&again.columns, again.rejected), (&said.columns, 0));
    let texts = |rows: &[Row]| -> Vec<Vec<Option<String>>> {
        let texts = |row: &Row| row.cells.iter().map(|cell| cell.text().map(str::to_owned)).collect();
        rows.iter().map(texts).collect()
    };
    assert_eq!(texts(&again.rows), texts(&said.rows));
}

pub(crate) fn json(bytes: &[u8]) {
    let lines = file("table.jsonl", bytes);
    for flatten in [false, true] {
        let options = ReadOptions { flatten, ..ReadOptions::default() };
        twice(&lines, &options);
        let options = ReadOptions { shape: Some(Shape::JsonLines), ..options };
        let said = twice(&lines, &options);
        if said.fault.is_none()
            && let Ok(text) = std::str::from_utf8(bytes)
            && !text.contains('\u{FEFF}')
        {
            let expected = text.split('\n').filter(|line| !line.trim_ascii().is_empty()).count() as u64;
            assert_eq!(said.read(), expected, "accepted {} + rejected {}", said.accepted, said.rejected);
        }
        twice(&lines, &ReadOptions { shape: Some(Shape::JsonArray), ..options });
        twice(&file("table.json", bytes), &ReadOptions { flatten, ..ReadOptions::default() });
    }
}

pub(crate) fn parquet(bytes: &[u8]) {
    let mut whole = bytes.to_vec();
    // The marks are what the fuzzer would lose first and win nothing by.
    if !whole.starts_with(b"PAR1") {
        whole.splice(0..0, *b"PAR1\0");
    }
    if !whole.ends_with(b"PAR1") {
        whole.extend_from_slice(b"PAR1");
    }
    let path = file("table.parquet", &whole);
    for flatten in [false, true] {
        twice(&path, &ReadOptions { flatten, ..ReadOptions::default() });
    }
}

pub(crate) fn workbook(bytes: &[u8]) {
    let archive = if bytes.starts_with(b"PK") { bytes.to_vec() } else { packed(bytes) };
    let said = twice(&file("table.xlsx", &archive), &ReadOptions::default());
    assert!(said.fault.is_some() || said.read() > 0 || !said.columns.is_empty());
}

/// A workbook of parts that are divided by a NUL: the sheet, the texts, the styles, the book, its relations.
fn packed(bytes: &[u8]) -> Vec<u8> {
    const BOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    const RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
    let names = [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    ];
    let mut parts: Vec<&[u8]> = bytes.splitn(names.len(), |byte| *byte == 0).collect();
    while parts.len() < names.len() {
        parts.push(match parts.len() {
            3 => BOOK,
            4 => RELATIONS,
            _ => b"",
        });
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in names.iter().zip(parts).filter(|(_, part)| !part.is_empty()) {
        archive.start_file(*name, stored).expect("a part");
        archive.write_all(part).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

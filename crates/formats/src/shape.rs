use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use crate::{FileFault, FileFaultKind};

/// How the rows of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A header and rows, cells separated by one character: CSV, TSV.
    Delimited {
        /// The separator, an ASCII character.
        delimiter: u8,
    },
    /// One JSON object per line.
    JsonLines,
    /// One JSON array of objects.
    JsonArray,
    /// Parquet.
    Parquet,
    /// The first sheet of an Excel workbook.
    Workbook,
}

/// In the order of preference among equals.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Enough text to judge by; four readings of it stay unnoticeable.
const HEAD: usize = 64 * 1024;
const ROWS: usize = 50;

/// The shape of a table, and whether its first line is Excel's `sep=;` rather than the header.
pub(crate) fn detect(
    head: &[u8],
    complete: bool,
    path: &Path,
    quoting: bool,
) -> Result<(Shape, bool), FileFault> {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    if let Some(delimiter) = declared_delimiter(head) {
        return Ok((Shape::Delimited { delimiter }, true));
    }
    let tabular = matches!(extension.as_str(), "csv" | "tsv" | "tab");
    let lines = head.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let (first, mut others) = (lines.clone().next().unwrap_or_default(), lines.skip(1));
    let is_json = match first.first() {
        Some(b'{') => !tabular || serde_json::from_slice::<Value>(first).is_ok(),
        Some(b'[') => !tabular,
        // A bad first line in a file of objects.
        _ => !tabular && others.by_ref().take(ROWS).any(|line| line.starts_with(b"{\"")),
    };
    if !is_json {
        let delimiter = detect_delimiter(head, complete, extension == "tsv" || extension == "tab", quoting);
        return Ok((Shape::Delimited { delimiter }, false));
    }
    if is_array(head, &extension) {
        return Ok((Shape::JsonArray, false));
    }
    if extension == "json" && is_document(first, others.next().is_some()) {
        let message = "This is one JSON object over several lines. Write one object in each line (JSON Lines), or an \
                       array of objects.";
        return Err(FileFault::new(FileFaultKind::JsonDocument, None, message));
    }
    Ok((Shape::JsonLines, false))
}

/// An array that goes over the file: of objects, or whatever it holds where the file's name says JSON.
fn is_array(head: &[u8], extension: &str) -> bool {
    let Some(rest) = head.trim_ascii_start().strip_prefix(b"[") else { return false };
    extension == "json" || rest.trim_ascii_start().starts_with(b"{")
}

/// An object that goes on after its first line. Without a second line the first may only be cut off by the end of the
/// head.
fn is_document(first: &[u8], more: bool) -> bool {
    more && serde_json::from_slice::<Value>(first).is_err_and(|error| error.is_eof())
}

pub(crate) fn declared_delimiter(head: &[u8]) -> Option<u8> {
    let line = head.split(|b| matches!(b, b'\n' | b'\r')).next()?;
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] if is_delimiter(*delimiter) => {
            Some(*delimiter)
        }
        _ => None,
    }
}

pub(crate) fn is_delimiter(byte: u8) -> bool {
    byte == b'\t'
        || (byte.is_ascii() && !byte.is_ascii_alphanumeric() && !byte.is_ascii_control() && byte != b'"')
}

/// The delimiter under which the first rows agree best on their number of cells. One that splits the
/// header beats one that does not; then the share of rows as wide as the header decides; then the
/// number of columns.
fn detect_delimiter(head: &[u8], complete: bool, tabs_likely: bool, quoting: bool) -> u8 {
    let (head, complete) = match head.get(..HEAD) {
        Some(start) => (start, false),
        None => (head, complete),
    };
    let mut best = (b',', (false, 0, false, 0));
    for delimiter in DELIMITERS {
        let widths = widths(head, complete, delimiter, quoting);
        let Some(&header) = widths.first() else { continue };
        let agreeing = widths.iter().filter(|width| **width == header).count();
        let score = (header > 1, agreeing * 1000 / widths.len(), tabs_likely && delimiter == b'\t', header);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

fn widths(head: &[u8], complete: bool, delimiter: u8, quoting: bool) -> Vec<usize> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(quoting)
        .from_reader(head);
    let mut record = csv::ByteRecord::new();
    let mut widths = Vec::new();
    while widths.len() < ROWS && reader.read_byte_record(&mut record).unwrap_or(false) {
        if record.len() > 1 || !record[0].trim_ascii().is_empty() {
            widths.push(record.len());
        }
    }
    // The last record of a head that was cut off is cut off too.
    if !complete && widths.len() > 1 && widths.len() < ROWS {
        widths.pop();
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_the_rows_agree_on() {
        for (text, expected) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2,5\n3,5;4\n", b';'),
            ("a\tb\n1, 2\tx\n", b'\t'),
            ("a|b|c\n1|2|3\n", b'|'),
            ("id,text\n1,\"a;b;c\"\n2,\"x;y;z\"\n", b','),
            ("id;text\n1;\"a, b\nc, d\"\n2;\"x\"\n", b';'),
            ("text\nhello, world\nplain\n", b';'),
            ("text\none\n", b','),
            ("a,b;c\n1,2;3\n4,5\n", b','),
        ] {
            let found = detect(text.as_bytes(), true, Path::new("t.csv"), true);
            assert_eq!(
                found.map(|(shape, _)| shape).ok(),
                Some(Shape::Delimited { delimiter: expected }),
                "{text}"
            );
        }
    }

    #[test]
    fn content_decides_and_the_extension_hints() {
        for (name, text, json) in [
            ("a.csv", "{\"id\": 1}\n", true),
            ("a.csv", "{id},x\n1,2\n", false),
            ("a.jsonl", "id,x\n1,2\n", false),
            ("a.jsonl", "[1, 2]\n", true),
            ("a.jsonl", "oops\n{\"id\": 1}\n", true),
            ("a.txt", "\n  {\"id\": 1}\n", true),
            ("a", "{\"id\": ", true),
        ] {
            let found = detect(text.as_bytes(), true, Path::new(name), true);
            assert_eq!(found.map(|(shape, _)| shape == Shape::JsonLines).ok(), Some(json), "{name} {text}");
        }
        let fault = detect(b"{\n\"a\": 1\n}", true, Path::new("a.json"), true).unwrap_err();
        assert_eq!(fault.kind(), FileFaultKind::JsonDocument);
        for (name, text, array) in [
            ("a.json", "[\n{\"a\": 1}]", true),
            ("a.json", "[]", true),
            ("a.jsonl", "\n [ {\"a\": 1}]", true),
            ("a.jsonl", "[1]\n[2]\n", false),
            ("a.json", "{\"a\": 1}\n{\"a\": 2}\n", false),
        ] {
            let (shape, _) = detect(text.as_bytes(), true, Path::new(name), true).unwrap();
            assert_eq!(shape == Shape::JsonArray, array, "{name} {text}");
        }
    }

    #[test]
    fn a_declared_delimiter_is_believed() {
        assert_eq!(declared_delimiter(b"sep=;\r\na,b;c"), Some(b';'));
        assert_eq!(declared_delimiter(b"\"sep=\t\"\na"), Some(b'\t'));
        assert_eq!(declared_delimiter(b"sep=ab\n"), None);
        assert_eq!(declared_delimiter(b"sep,text\n"), None);
    }
}

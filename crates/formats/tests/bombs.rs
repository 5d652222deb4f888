//! Small files that claim or unpack to much: each is refused with the limit that it meets, and little memory is held on the
//! way. One test, because the memory of a process is measured as a whole.
#![allow(clippy::print_stdout)]

mod common;

use std::fs::{self, File};
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::Arc;

use assay_formats::{ReadOptions, Row, RowRead, TableReader, inspect_image};
use common::file;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

const MIB: usize = 1024 * 1024;
/// Above what was held before; the issue allows 1 GB in all.
const MOST: u64 = 700 * 1024 * 1024;

/// Kilobytes of memory that `/proc/self/status` tells under a name.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}

/// Runs a reader and says how much more memory it held at most; 0 where the system does not tell.
fn measured<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let _ = fs::write("/proc/self/clear_refs", "5");
    let before = memory("VmHWM:");
    let answer = work();
    (answer, memory("VmHWM:").saturating_sub(before) * 1024)
}

/// The first thing that a reader objects to, with its code and message; the number of rows where there is nothing.
fn objection(path: &Path) -> String {
    let mut reader = match TableReader::open(path, &ReadOptions { flatten: true, ..ReadOptions::default() }) {
        Ok(reader) => reader,
        Err(fault) => return format!("{}: {}", fault.code(), fault.message()),
    };
    let (mut row, mut rows) = (Row::default(), 0);
    loop {
        match reader.next_row(&mut row) {
            Ok(RowRead::Row) => rows += 1,
            Ok(RowRead::Rejected(fault)) => return format!("{}: {}", fault.code(), fault.message),
            Ok(RowRead::End) => return format!("{rows} rows"),
            Err(fault) => return format!("{}: {}", fault.code(), fault.message()),
        }
    }
}

fn check(what: &str, path: &Path, expected: &[&str]) {
    let bytes = fs::metadata(path).unwrap().len();
    let (said, held) = measured(|| objection(path));
    let short: String = said.chars().take(90).collect();
    println!("{what:38} {bytes:>11} bytes, {:>4} MiB held: {short}", held / MIB as u64);
    for part in expected {
        assert!(said.contains(part), "{what}: {said}");
    }
    assert!(held < MOST, "{what} held {held} bytes");
}

/// A file of a gigabyte that takes no place: what is read of it stands at its beginning.
fn long(name: &str, start: &[u8]) -> common::TestFile {
    let made = file(name, start);
    let out = File::options().append(true).open(&made.path).unwrap();
    (&out).write_all(&vec![b'x'; 17 * MIB]).unwrap();
    out.set_len(1024 * MIB as u64).unwrap();
    made
}

fn archive(parts: &[(&str, &[u8], usize)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content, times) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        for _ in 0..*times {
            zip.write_all(content).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

fn text_files() {
    let deep = format!("{{\"a\": {}{}}}\n", "[".repeat(100_000), "]".repeat(100_000));
    check("JSON nested 100,000 deep", &file("a.jsonl", &deep).path, &["too_deep", "100"]);
    check("the same in an array", &file("a.json", format!("[{}]", deep.trim())).path, &["too_deep", "100"]);
    check("only brackets that open", &file("a.json", "[{\"a\":".repeat(200_000)).path, &["damaged_file"]);
    check(
        "a line of a gigabyte, JSON",
        &long("a.jsonl", b"{\"a\": 1}\n{\"b\": \"").path,
        &["line_too_long", "16 MiB"],
    );
    check("an element of a gigabyte", &long("a.json", b"[{\"b\": \"").path, &["line_too_long", "16 MiB"]);
    check("a line of a gigabyte, CSV", &long("a.csv", b"a,b\n1,").path, &["line_too_long", "16 MiB"]);
    check("a quote that is never closed", &long("a.csv", b"a,b\n1,\"\n").path, &["unclosed_quote", "16 MiB"]);
    let names: Vec<String> = (0..1_000_000).map(|i| format!("c{i}")).collect();
    check("a million columns", &file("a.csv", names.join(",")).path, &["too_many_columns", "4096"]);
    let cells = format!("a,b\n{}\n", "1,".repeat(1_000_000));
    check("a row of a million cells", &file("a.csv", cells).path, &["ragged_row", "Expected 2 cells"]);
    let keys: String = (0..1_000_000).map(|i| format!("\"k{i}\":1,")).collect();
    check(
        "a million keys",
        &file("a.jsonl", format!("{{{keys}\"z\":1}}\n")).path,
        &["too_many_columns", "4096"],
    );
    let nested = format!("{{\"a\":{{{keys}\"z\":1}}}}\n");
    check("a million keys within a value", &file("a.jsonl", nested).path, &["too_many_columns", "4096"]);
    let name = "n".repeat(MIB);
    check(
        "a key of a megabyte",
        &file("a.jsonl", format!("{{\"{name}\":1}}\n")).path,
        &["name_too_long", "4096"],
    );
    let within = format!("{{\"a\":{{\"{name}\":1}}}}\n");
    check("the same within a value", &file("a.jsonl", within).path, &["name_too_long", "4096"]);
    check(
        "a column's name of a megabyte",
        &file("a.csv", format!("a,{name}\n1,2\n")).path,
        &["name_too_long", "4096"],
    );
    let digits = format!("{{\"a\": {}}}\n{{\"a\": 1e{}}}\n", "9".repeat(MIB), "9".repeat(MIB));
    check("numbers of a million digits", &file("a.jsonl", digits).path, &["2 rows"]);
}

fn workbooks() {
    const BOOK: &[u8] = br#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    const RELATIONS: &[u8] = br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="media/sheet1.xml"/></Relationships>"#;
    let (book, relations) = (("xl/workbook.xml", BOOK, 1), ("xl/_rels/workbook.xml.rels", RELATIONS, 1));
    let letters = vec![b'a'; MIB];
    let empty = b"<si/>".repeat(MIB / 5);
    let texts = archive(&[book, relations, ("xl/sharedStrings.xml", &letters, 520)]);
    check("a workbook of 520 MiB of texts", &file("a.xlsx", texts).path, &["damaged_file", "512 MiB"]);
    let entries = archive(&[book, relations, ("xl/sharedStrings.xml", &empty, 180)]);
    check("one of 38 million empty texts", &file("a.xlsx", entries).path, &["damaged_file", "900 MiB"]);
    for (what, place) in [
        ("one cell of 300 MiB", "xl/worksheets/sheet1.xml"),
        ("the same where pictures lie", "xl/media/sheet1.xml"),
    ] {
        let open: &[u8] = br#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>"#;
        let mut content = open.to_vec();
        content.extend_from_slice(&letters);
        let bytes = archive(&[book, relations, (place, &content, 300)]);
        check(what, &file("a.xlsx", bytes).path, &["damaged_file", "250 times"]);
    }
}

/// A page of fifteen megabytes for each of so many columns; packed, next to nothing.
fn parquet_of(columns: usize) -> Vec<u8> {
    let fields: String = (0..columns).map(|i| format!("required binary c{i} (UTF8); ")).collect();
    let schema = Arc::new(parse_message_type(&format!("message table {{ {fields} }}")).unwrap());
    let properties = WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_statistics_enabled(parquet::file::properties::EnabledStatistics::None)
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let value = [ByteArray::from(vec![b'a'; 15 * MIB])];
    for _ in 0..columns {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&value, None, None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    out
}

fn pictures() {
    let header = |width: u32, height: u32| -> Vec<u8> {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut chunk = |name: &[u8], data: &[u8]| {
            png.extend_from_slice(&(data.len() as u32).to_be_bytes());
            png.extend_from_slice(name);
            png.extend_from_slice(data);
            png.extend_from_slice(&checksum(&[name, data].concat()).to_be_bytes());
        };
        let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
        chunk(b"IHDR", &[size.as_slice(), &[16, 6, 0, 0, 0]].concat());
        chunk(b"IDAT", b"x\x9c\x03\x00\x00\x00\x00\x01");
        chunk(b"IEND", b"");
        png
    };
    let bmp = {
        let (width, height) = (30_000_i32.to_le_bytes(), 30_000_i32.to_le_bytes());
        [&b"BM\x3e\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"[..], &width, &height, b"\x01\0\x18\0", &[0; 32]]
            .concat()
    };
    let gif = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x01\0\0;".to_vec();
    for (what, bytes, expected) in [
        ("a PNG of 32,768 x 32,768 x 8 bytes", header(32_768, 32_768), "512 MiB"),
        ("a PNG of 40,000 x 1", header(40_000, 1), "32768 pixels"),
        ("a PNG of 2^31 x 2^31", header(i32::MAX as u32, i32::MAX as u32), "pixels"),
        ("a GIF of 65,535 x 65,535", gif, "pixels"),
        ("a BMP of 30,000 x 30,000", bmp, "512 MiB"),
    ] {
        let (said, held) = measured(|| inspect_image(&bytes));
        let fault = said.expect_err(what);
        println!("{what:38} {:>11} bytes, {:>4} MiB held: {fault}", bytes.len(), held / MIB as u64);
        assert!(fault.message().contains(expected), "{what}: {fault}");
        assert!(held < MOST, "{what} held {held} bytes");
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}

#[test]
fn bombs_are_refused_by_the_limit_that_they_meet() {
    text_files();
    workbooks();
    let pages = file("a.parquet", parquet_of(36));
    check("36 Parquet pages of 15 MiB each", &pages.path, &["damaged_file", "512 MiB"]);
    pictures();
}

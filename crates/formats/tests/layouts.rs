//! Tables that are no lines of text: Parquet, JSON arrays, nested values, Excel workbooks; sound ones and hostile ones.

mod common;

use std::io::{Cursor, Write as _};
use std::sync::Arc;

use assay_formats::{ReadOptions, SheetCell, TableReader, WorkbookWriter};
use common::file;
use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

const FLAT: ReadOptions = ReadOptions { encoding: None, shape: None, no_quoting: false, flatten: true };

/// What a reader says, with `#` before what JSON wrote.
fn dump(path: &std::path::Path, options: &ReadOptions) -> Vec<String> {
    common::dump(path, options).iter().map(|line| line.replace('<', "#").replace('>', "")).collect()
}

const SCHEMA: &str = "message table {
    required binary item (UTF8);
    optional binary pred (UTF8);
    required double p;
    required int64 n;
    required group scores { required double yes; required double no; }
    optional group top (LIST) { repeated group list { optional double element; } }
}";

/// Rows `i0`, `i1`, ... in two row groups.
fn parquet(rows: usize, compression: Compression) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, Arc::new(properties)).unwrap();
    for part in [0..rows / 2, rows / 2..rows] {
        let mut group = writer.next_row_group().unwrap();
        let keys: Vec<ByteArray> = part.clone().map(|i| ByteArray::from(format!("i{i}").as_str())).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&keys, None, None).unwrap();
        column.close().unwrap();
        // Every third prediction is missing.
        let levels: Vec<i16> = part.clone().map(|i| i16::from(i % 3 != 2)).collect();
        let preds: Vec<ByteArray> =
            part.clone().filter(|i| i % 3 != 2).map(|_| ByteArray::from("yes")).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&preds, Some(&levels), None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let values: Vec<f64> = part.clone().map(|i| if i == 1 { f64::NAN } else { 0.25 }).collect();
        column.typed::<DoubleType>().write_batch(&values, None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let values: Vec<i64> = part.clone().map(|i| i as i64).collect();
        column.typed::<Int64Type>().write_batch(&values, None, None).unwrap();
        column.close().unwrap();
        for share in [0.75, 0.25] {
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<DoubleType>().write_batch(&vec![share; part.len()], None, None).unwrap();
            column.close().unwrap();
        }
        let mut column = group.next_column().unwrap().unwrap();
        let (definition, repetition) = (vec![3; 2 * part.len()], [0, 1].repeat(part.len()));
        let values = [0.5, 0.125].repeat(part.len());
        column.typed::<DoubleType>().write_batch(&values, Some(&definition), Some(&repetition)).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    writer.close().unwrap();
    out
}

#[test]
fn parquet_is_read_row_by_row_whatever_packs_it() {
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::ZSTD(ZstdLevel::default()),
    ] {
        let table = file("a.parquet", parquet(4, compression));
        assert_eq!(
            dump(&table.path, &FLAT),
            [
                "item|pred|p|n|scores.yes|scores.no|top[0]|top[1]",
                "1: i0|yes|#0.25|#0|#0.75|#0.25|#0.5|#0.125",
                "2: i1|yes|NaN|#1|#0.75|#0.25|#0.5|#0.125",
                "3: i2|-|#0.25|#2|#0.75|#0.25|#0.5|#0.125",
                "4: i3|yes|#0.25|#3|#0.75|#0.25|#0.5|#0.125",
            ],
            "{compression}"
        );
        let nested = dump(&table.path, &ReadOptions::default());
        assert_eq!(nested[1], "1: i0|yes|#0.25|#0|#{\"yes\":0.75,\"no\":0.25}|#[0.5,0.125]");
    }
}

#[test]
fn a_large_parquet_file_is_read_to_its_end() {
    let table = file("a.parquet", parquet(20_000, Compression::SNAPPY));
    let mut reader = TableReader::open(&table.path, &FLAT).unwrap();
    let mut row = assay_formats::Row::default();
    let mut rows = 0;
    while let assay_formats::RowRead::Row = reader.next_row(&mut row).unwrap() {
        rows += 1;
    }
    assert_eq!((rows, row.text(0)), (20_000, Some("i19999")));
    assert_eq!(reader.bytes_read(), reader.size());
}

/// What a reader says of bytes; a table that ends in a fault counts as refused.
fn outcome(name: &str, bytes: &[u8]) -> Vec<String> {
    let table = file(name, bytes);
    let said = dump(&table.path, &FLAT);
    assert_eq!(said, dump(&table.path, &FLAT), "the same twice");
    said
}

#[test]
fn parquet_that_is_cut_off_or_lies_is_refused() {
    let whole = parquet(3, Compression::SNAPPY);
    for end in (5..whole.len()).step_by(7) {
        let said = outcome("a.parquet", &whole[..end]);
        assert!(said.last().unwrap().starts_with("file "), "{end}: {said:?}");
    }
    let mut magic = whole.clone();
    magic[whole.len() - 1] = b'2';
    assert_eq!(outcome("a.parquet", &magic), ["file damaged_file"]);
    let mut footer = whole.clone();
    let at = whole.len() - 8;
    footer[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(outcome("a.parquet", &footer), ["file damaged_file"]);

    // Counts of rows or values that are one too many or too few, each for itself.
    let footer_at = at - u32::from_le_bytes(whole[at..at + 4].try_into().unwrap()) as usize;
    let mut lies = 0;
    for (rows, lie) in [(6, 8), (4, 6), (2, 4), (6, 4), (4, 2)] {
        for place in footer_at..at - 1 {
            if whole[place] == 0x16 && whole[place + 1] == rows {
                let mut lying = whole.clone();
                lying[place + 1] = lie;
                let said = outcome("a.parquet", &lying);
                // Some of these bytes are no counts.
                let refused = said.last().unwrap().starts_with("file ");
                assert!(refused || said == outcome("a.parquet", &whole), "{place}: {said:?}");
                lies += usize::from(refused);
            }
        }
    }
    assert!(lies >= 8, "{lies}");
}

#[test]
fn no_byte_of_a_parquet_file_makes_the_reader_panic_or_hang() {
    let whole = parquet(2, Compression::GZIP(GzipLevel::default()));
    let table = file("a.parquet", &whole);
    for at in (4..whole.len()).step_by(3) {
        let mut bytes = whole.clone();
        bytes[at] ^= if at % 2 == 0 { 0x01 } else { 0xff };
        std::fs::write(&table.path, &bytes).unwrap();
        let said = dump(&table.path, &FLAT);
        assert!(said.len() < 100, "{at}: {} rows", said.len());
    }
}

/// Overwrites what the first page says of its size, with as many bytes as before.
fn claim(bytes: &mut [u8], size: u32) {
    assert_eq!((bytes[4], bytes[6]), (0x15, 0x15));
    let mut value = u64::from(size) << 1;
    let mut at = 7;
    loop {
        let more = bytes[at] & 0x80;
        bytes[at] = (value & 0x7f) as u8 | more;
        value >>= 7;
        at += 1;
        if more == 0 {
            assert_eq!(value, 0, "the claim needs more bytes");
            return;
        }
    }
}

#[test]
fn parquet_pages_are_no_bombs() {
    for compression in [
        Compression::GZIP(GzipLevel::default()),
        Compression::ZSTD(ZstdLevel::default()),
        Compression::SNAPPY,
    ] {
        let mut small = parquet(5_000, compression);
        claim(&mut small, 90);
        let said = outcome("a.parquet", &small);
        assert!(said.last().unwrap().ends_with("damaged_file"), "{compression}: {}", said.len());
        let mut large = parquet(5_000, compression);
        claim(&mut large, 0xf_ffff);
        // A claim within bounds costs its memory and no more.
        let said = outcome("a.parquet", &large);
        assert!(said.len() <= 5_001, "{compression}: {}", said.len());
    }
}

#[test]
fn an_array_of_objects_is_a_table() {
    let check =
        |text: &str, expected: &[&str]| assert_eq!(outcome("a.json", text.as_bytes()), expected, "{text}");
    check(
        "[{\"a\": 1},\n {\"a\": \"x, ]}\\\"\", \"b\": [1, 2]}]\n",
        &["a|b[0]|b[1]", "1: #1|-|-", "2: x, ]}\\\"|#1|#2"],
    );
    check(" [\n\n{\"a\":1}\n,\n{\"b\":2}]", &["a|b", "1: #1|-", "2: -|#2"]);
    check(
        "[{\"a\": 1}, 2, \"x\", {\"a\": 3}]",
        &["a", "1: #1", "2 not_an_object", "3 not_an_object", "4: #3"],
    );
    check("[]", &["file empty_file"]);
    check("[{\"a\": 1}", &["file 1 damaged_file"]);
    check("[{\"a\": 1},\n{\"a\": ", &["file 2 damaged_file"]);
    check("[{\"a\": 1} {\"a\": 2}]", &["file 1 damaged_file"]);
    check("[{\"a\": 1}] x", &["file 1 damaged_file"]);
    check("[,{\"a\": 1}]", &["file 1 damaged_file"]);
    check("[{\"a\": 1, \"a\": 2}]", &["", "1 duplicate_key [a]"]);
    let deep = format!("[{{\"a\": {}1{}}}, {{\"b\": 1}}]", "[".repeat(200), "]".repeat(200));
    check(&deep, &["b", "1 too_deep", "2: #1"]);
    let deeper = format!("[{}", "[".repeat(1_000_000));
    check(&deeper, &["file 1 damaged_file"]);
    // Whoever does not ask for columns keeps the nested text.
    let table = file("a.jsonl", "{\"s\": {\"x\": 1}}\n");
    assert_eq!(dump(&table.path, &ReadOptions::default()), ["s", "1: #{\"x\": 1}"]);
}

#[test]
fn nested_values_become_columns() {
    let check =
        |text: &str, expected: &[&str]| assert_eq!(outcome("a.jsonl", text.as_bytes()), expected, "{text}");
    check(
        "{\"id\": 1, \"scores\": {\"cat\": 0.9, \"dog\": 0.1}}\n",
        &["id|scores.cat|scores.dog", "1: #1|#0.9|#0.1"],
    );
    check("{\"p\": [0.5, null, 0.5]}\n", &["p[0]|p[2]", "1: #0.5|#0.5"]);
    check(
        "{\"out\": [{\"label\": \"cat\", \"score\": 0.9}, {\"label\": \"dog\", \"score\": 0.1}]}\n",
        &["out.cat|out.dog", "1: #0.9|#0.1"],
    );
    check("{\"a.b\": 1, \"a\": {\"b\": 2}}\n", &["", "1 duplicate_key [a.b]"]);
    check("{\"a\": {}, \"b\": [], \"c\": [\"x\"]}\n", &["b|c", "1: #[]|#[\"x\"]"]);
    let wide: Vec<String> = (0..5000).map(|i| format!("\"k{i}\": 1")).collect();
    check(&format!("{{\"a\": {{{}}}}}\n", wide.join(",")), &["file 1 too_many_columns"]);
}

#[test]
fn tasks_of_label_studio_are_read_with_each_model() {
    let task = |id: u32, predictions: &str| {
        format!(
            "{{\"id\": {id}, \"data\": {{\"text\": \"t\", \"key\": \"k{id}\"}}, \"predictions\": [{predictions}]}}"
        )
    };
    let prediction = |model: &str, choice: &str, score: f64| {
        format!(
            "{{\"model_version\": \"{model}\", \"score\": {score}, \"result\": [{{\"type\": \"choices\", \"value\": {{\"choices\": [\"{choice}\"]}}}}]}}"
        )
    };
    let text = format!(
        "[{},{},{},{}]",
        task(1, &[prediction("a", "yes", 0.5), prediction("b", "no", 0.25)].join(",")),
        task(2, &prediction("a", "no", 0.75)),
        task(3, ""),
        task(4, &[prediction("a", "no", 0.5), prediction("a", "yes", 0.5)].join(",")),
    );
    assert_eq!(
        outcome("tasks.json", text.as_bytes()),
        [
            "id|data.text|data.key|pred:a|score:a|pred:b|score:b|predictions",
            "1: #1|t|k1|yes|#0.5|no|#0.25|-",
            "2: #2|t|k2|no|#0.75|-|-|-",
            "3: #3|t|k3|-|-|-|-|#[]",
            "4 duplicate_key [pred:a]",
        ]
    );
}

#[test]
fn the_first_sheet_of_a_workbook_is_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = WorkbookWriter::new(folder.path()).unwrap();
    writer.sheet("one", &[10.0; 4], true).unwrap();
    use SheetCell::{Empty, Head, Number, Text, Truth};
    writer.row(&[Head("item"), Head("n"), Empty, Head("tag:x")]).unwrap();
    writer.row(&[Text("a\nb"), Number(1.0), Text("under no name"), Text("yes")]).unwrap();
    writer.row(&[Empty, Empty, Empty, Empty]).unwrap();
    writer.row(&[Text("c"), Number(0.5), Empty, Truth(true)]).unwrap();
    let mut out = Cursor::new(Vec::new());
    writer.finish(&mut out).unwrap();
    let bytes = out.into_inner();
    assert_eq!(outcome("a.xlsx", &bytes), ["item|n|tag:x", "2: a\\nb|#1|yes", "4: c|#0.5|#true"]);
    for end in (10..bytes.len()).step_by(131) {
        let said = outcome("a.xlsx", &bytes[..end]);
        assert_eq!(said, ["file damaged_file"], "{end}");
    }
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

#[test]
fn an_archive_that_is_no_workbook_or_a_bomb_is_refused() {
    assert_eq!(outcome("a.zip", &archive(&[("a.csv", b"x,y\n1,2\n", 1)])), ["file binary_file"]);
    let zeros = vec![b' '; 1024 * 1024];
    let bomb = archive(&[("xl/workbook.xml", b"<workbook/>", 1), ("xl/sharedStrings.xml", &zeros, 520)]);
    assert!(bomb.len() < 4 * 1024 * 1024);
    let table = file("bomb.xlsx", &bomb);
    let fault = TableReader::open(&table.path, &FLAT).unwrap_err();
    assert!(fault.message().contains("512 MiB"), "{fault}");
}

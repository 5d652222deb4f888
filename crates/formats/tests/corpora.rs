//! The shared corpora of CSV and JSON files.
#![allow(clippy::print_stdout)]

mod common;

use std::fs;
use std::path::Path;

use assay_formats::{ReadOptions, Row, RowRead, TableReader};
use common::{corpus, dump, file, files};
use serde_json::{Map, Value};

fn objects(path: &Path) -> Vec<Value> {
    let mut reader = TableReader::open(path, &ReadOptions::default()).unwrap();
    let (mut row, mut out) = (Row::default(), Vec::new());
    loop {
        match reader.next_row(&mut row).unwrap() {
            RowRead::Row => {
                let cells = reader.columns().iter().cloned().zip(row.cells.iter().map(|c| c.to_value()));
                out.push(Value::Object(cells.collect::<Map<_, _>>()));
            }
            RowRead::Rejected(fault) => panic!("{}: {fault}", path.display()),
            RowRead::End => return out,
        }
    }
}

#[test]
fn csv_files_read_as_expected() {
    let Some(folder) = corpus("csv") else { return };
    let tables = files(&folder.join("csvs"), "csv");
    assert_eq!(tables.len(), 12);
    for path in tables {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let expected = fs::read_to_string(folder.join("json").join(name).with_extension("json")).unwrap();
        match serde_json::from_str(&expected).unwrap() {
            Value::Array(rows) => assert_eq!(objects(&path), rows, "{name}"),
            // This one's telephone number differs between the two files of the corpus.
            row => {
                let found = objects(&path);
                assert_eq!(found.len(), 1, "{name}");
                assert_eq!(found[0]["Location Coordinates"], row["Location Coordinates"], "{name}");
                assert_eq!(found[0]["Contact Phone Number"], "2095257564", "{name}");
                for column in ["Cities", "Counties"] {
                    assert_eq!(found[0][column], row[column], "{name}");
                }
            }
        }
    }
    println!("12 of 12 tables");
}

/// The value as the file has it, as one column of one row: a line where it is one line, and an element of an array.
fn wrapped(value: &[u8]) -> Vec<common::TestFile> {
    let row = [b"{\"v\": ", value.trim_ascii_end(), b"}"].concat();
    let mut files = vec![file("a.json", [b"[", &row[..], b"]"].concat())];
    if !row.contains(&b'\n') {
        files.push(file("a.jsonl", row));
    }
    files
}

/// `accepted`, or the code of what is wrong.
fn verdict(path: &Path) -> String {
    let found = dump(path, &ReadOptions::default());
    match found.as_slice() {
        [columns, row] if columns == "v" && row.starts_with("1: ") => "accepted".to_owned(),
        other => other.last().map_or_else(String::new, |said| {
            let words = said.split(' ').filter(|word| !word.starts_with('[') && word.parse::<u64>().is_err());
            words.filter(|word| *word != "file").collect::<Vec<_>>().join(" ")
        }),
    }
}

/// What the standard leaves to each reader, as docs/inputs.md tells it: codes by the beginning of the names.
const LEFT_OPEN: &[(&str, &str)] = &[
    // Beyond a double, within a list; alone in a column their digits are kept.
    ("i_number_huge_exp", "invalid_json"),
    ("i_number_neg_int_huge_exp", "invalid_json"),
    ("i_number_pos_double_huge_exp", "invalid_json"),
    ("i_number_real_neg_overflow", "invalid_json"),
    ("i_number_real_pos_overflow", "invalid_json"),
    ("i_number_", "accepted"),
    ("i_object_key_lone_2nd_surrogate", "invalid_json"),
    ("i_string_UTF-16LE_with_BOM", "undecodable"),
    ("i_string_utf16", "undecodable"),
    ("i_string_UTF-8_invalid_sequence", "undecodable"),
    ("i_string_UTF8_surrogate", "undecodable"),
    ("i_string_invalid_utf-8", "undecodable"),
    ("i_string_iso_latin_1", "undecodable"),
    ("i_string_lone_utf8_continuation_byte", "undecodable"),
    ("i_string_not_in_unicode_range", "undecodable"),
    ("i_string_overlong", "undecodable"),
    ("i_string_truncated-utf-8", "undecodable"),
    ("i_string_", "invalid_json"),
    ("i_structure_500_nested_arrays", "too_deep"),
    ("i_structure_UTF-8_BOM_empty_object", "invalid_json"),
];

#[test]
fn json_files_read_as_rows_or_faults() {
    let Some(folder) = corpus("json") else { return };
    let (mut sound, mut broken, mut open, mut wrong) = (0, 0, 0, Vec::new());
    for path in files(&folder, "json") {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        let verdicts: Vec<String> = wrapped(&bytes).iter().map(|file| verdict(&file.path)).collect();
        let all = |expected: &str| verdicts.iter().all(|verdict| verdict == expected);
        let as_expected = match &name[..2] {
            // Valid, and yet no row: one of two values would have to go.
            "y_" if name.starts_with("y_object_duplicated_key") => all("duplicate_key"),
            "y_" => all("accepted"),
            "n_" => !verdicts.iter().any(|verdict| verdict == "accepted"),
            _ => {
                LEFT_OPEN.iter().find(|(start, _)| name.starts_with(start)).is_some_and(|(_, code)| all(code))
            }
        };
        match &name[..2] {
            "y_" => sound += 1,
            "n_" => broken += 1,
            _ => open += 1,
        }
        if !as_expected {
            wrong.push(format!("{name}: {verdicts:?}"));
        }
        // Whatever the shape it takes them for, a reader survives them.
        for extension in ["csv", "jsonl", "txt"] {
            dump(&file(&format!("a.{extension}"), &bytes).path, &ReadOptions::default());
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!((sound, broken, open), (95, 188, 35));
    println!(
        "{} of 95 y_ accepted and 2 refused as duplicate_key; 188 n_ refused; 35 i_ as documented",
        sound - 2
    );
}

/// The same without the shared corpora: one of each kind that the standard names.
#[test]
fn json_that_is_none_is_refused() {
    for value in [
        "01",
        "+1",
        "1.",
        ".5",
        "1e",
        "0x1",
        "NaN",
        "Infinity",
        "-",
        "tru",
        "True",
        "'a'",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[",
        "]",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":1}}",
        "1 2",
        "",
        "/**/1",
        "1#",
    ] {
        for file in wrapped(value.as_bytes()) {
            assert_ne!(verdict(&file.path), "accepted", "{value}");
        }
    }
    for value in [
        "-0",
        "1e999",
        "123456789012345678901234567890",
        "\"\\ud83d\\ude00\"",
        "[[],{}]",
        "null",
        " [ 1 , 2 ] ",
    ] {
        for file in wrapped(value.as_bytes()) {
            assert_eq!(verdict(&file.path), "accepted", "{value}");
        }
    }
}

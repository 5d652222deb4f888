//! The shared corpora of CSV and JSON files.

mod common;

use std::fs;
use std::path::Path;

use assay_formats::{ReadOptions, Row, RowRead, Shape, TableReader};
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
    assert!(tables.len() >= 12);
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
            }
        }
    }
}

#[test]
fn json_files_read_as_rows_or_faults() {
    let Some(folder) = corpus("json") else { return };
    let options = ReadOptions { shape: Some(Shape::JsonLines), ..ReadOptions::default() };
    let (mut accepted, mut refused) = (0, 0);
    for path in files(&folder, "json") {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = fs::read(&path).unwrap();
        let found = dump(&path, &options);
        let sound = found.get(1).is_some_and(|row| row.starts_with("1: ")) && found.len() == 2;
        // One value over several lines is no JSON Lines.
        let object = bytes.starts_with(b"{") && !bytes.trim_ascii().contains(&b'\n');
        if name.starts_with("y_object_duplicated_key") {
            assert_eq!(found[1], "1 duplicate_key [a]", "{name}");
        } else if name.starts_with("y_") {
            assert_eq!(sound, object, "{name}: {found:?}");
            accepted += usize::from(object);
        } else if name.starts_with("n_") {
            assert!(!found.iter().any(|row| row.contains(": ")), "{name}: {found:?}");
            refused += 1;
        }
        // Whatever the shape it takes them for, a reader survives them.
        for extension in ["csv", "jsonl", "txt"] {
            dump(&file(&format!("a.{extension}"), &bytes).path, &ReadOptions::default());
        }
    }
    assert!(accepted >= 8 && refused > 150, "{accepted} accepted, {refused} refused");
}

//! What a writer writes, a reader reads.

mod common;

use assay_formats::{
    CsvMode, ReadOptions, Row, RowRead, TableReader, TableWriter, WriteFault, write_atomically,
};
use common::{TestFile, corpus, file};
use proptest::prelude::*;

fn write(mode: CsvMode, columns: &[String], rows: &[Vec<String>]) -> TestFile {
    let file = file("a.csv", "");
    write_atomically::<_, WriteFault>(&file.path, |out| {
        let mut writer = TableWriter::new(out, mode, columns)?;
        rows.iter().try_for_each(|row| writer.write_row(row))?;
        writer.finish().map(drop)
    })
    .unwrap();
    file
}

fn read(file: &TestFile) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = TableReader::open(&file.path, &ReadOptions::default()).unwrap();
    let (mut row, mut rows) = (Row::default(), Vec::new());
    loop {
        match reader.next_row(&mut row).unwrap() {
            RowRead::Row => rows.push(row.cells.iter().map(|c| c.text().unwrap().to_owned()).collect()),
            RowRead::Rejected(fault) => panic!("{fault}"),
            RowRead::End => return (reader.columns().to_vec(), rows),
        }
    }
}

fn columns(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("c{n}")).collect()
}

/// Any text but NUL, rich in what has a meaning in CSV.
fn text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        ",", ";", "\t", "|", "\"", "\"\"", "\r", "\n", "\r\n", " ", "=", "'", "\u{FEFF}", "é", "😀", "{",
        "sep=;",
    ]);
    prop_oneof![
        prop::collection::vec(prop_oneof![special.prop_map(str::to_owned), "[a-z0-9]{1,3}"], 0..6)
            .prop_map(|parts| parts.concat()),
        any::<String>().prop_map(|text| text.replace('\0', "")),
    ]
}

fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..5)
        .prop_flat_map(|width| prop::collection::vec(prop::collection::vec(text(), width..=width), 1..30))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exact_tables_come_back_byte_for_byte(rows in tables()) {
        let columns = columns(rows[0].len());
        let file = write(CsvMode::Exact, &columns, &rows);
        prop_assert_eq!(read(&file), (columns, rows));
    }

    #[test]
    fn spreadsheet_tables_come_back_but_for_quotes(rows in tables()) {
        let columns = columns(rows[0].len());
        let file = write(CsvMode::Spreadsheet, &columns, &rows);
        let (found_columns, found) = read(&file);
        prop_assert_eq!((found_columns, found.len()), (columns, rows.len()));
        for (found, cell) in found.iter().flatten().zip(rows.iter().flatten()) {
            let bare = |text: &str| text.replace('\'', "");
            prop_assert!(found == cell || bare(found) == bare(cell), "{:?} from {:?}", found, cell);
            prop_assert!(!found.trim_start().starts_with(['=', '@']), "{:?}", found);
        }
    }
}

#[test]
fn naughty_strings_come_back() {
    let Some(folder) = corpus("strings") else { return };
    let text = std::fs::read_to_string(folder.join("blns.json")).unwrap();
    let strings: Vec<String> = serde_json::from_str(&text).unwrap();
    assert!(strings.len() > 400);
    for width in [1, 2] {
        let rows: Vec<Vec<String>> =
            strings.iter().filter(|s| !s.contains('\0')).map(|s| vec![s.clone(); width]).collect();
        let file = write(CsvMode::Exact, &columns(width), &rows);
        assert_eq!(read(&file).1, rows);
        let file = write(CsvMode::Spreadsheet, &columns(width), &rows);
        assert_eq!(read(&file).1.len(), rows.len());
    }
    let lines: String = strings.iter().map(|s| serde_json::json!({ "s": s }).to_string() + "\n").collect();
    let (_, found) = read(&file("a.jsonl", lines));
    assert!(found.iter().flatten().eq(&strings));
}

#[test]
fn a_spreadsheet_file_has_the_mark_and_crlf() {
    let file = write(CsvMode::Spreadsheet, &["id".into(), "Ω".into()], &[vec!["-1".into(), "=a,b".into()]]);
    assert_eq!(std::fs::read(&file.path).unwrap(), "\u{FEFF}id,Ω\r\n-1,\"'=a,b\"\r\n".as_bytes());
}

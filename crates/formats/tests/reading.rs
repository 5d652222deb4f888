//! What a reader makes of tables, sound and unsound.

mod common;

use std::fs;
use std::io::Write;
use std::path::Path;

use assay_formats::{Encoding, FileFaultKind, ReadOptions, Row, RowRead, Shape, TableReader, sniff};
use common::{dump, file};

fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &[&str]) {
    let file = file(name, bytes.as_ref());
    let options = ReadOptions::default();
    let found = dump(&file.path, &options);
    assert_eq!(found, expected, "{}", String::from_utf8_lossy(bytes.as_ref()));
    assert_eq!(dump(&file.path, &options), found, "a second pass differs");
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

#[test]
fn delimited_rows() {
    check("a.csv", "a,b\n1,2\n", &["a|b", "2: 1|2"]);
    check("a.csv", "a,b\r\n1,2", &["a|b", "2: 1|2"]);
    check("a.csv", "a,b\r1,2\r\r3,4\r", &["a|b", "2: 1|2", "4: 3|4"]);
    check("a.csv", " a , b\n 1 ,2 \n", &["a|b", "2:  1 |2 "]);
    check("a.csv", "\n\n  \na,b\n\n1,2\n  \n\r\n3,4\n", &["a|b", "6: 1|2", "9: 3|4"]);
    check("a.csv", "a,b\n\"x\r\ny\",\"1\"\"2\"\n3,4\n", &["a|b", "2: x\\r\\ny|1\\\"2", "4: 3|4"]);
    check("a.csv", "a,b\n\"x\"y,5\" tall\n", &["a|b", "2: xy|5\\\" tall"]);
    check("a.csv", "a,b\n,\n\"\",x\n", &["a|b", "2: |", "3: |x"]);
    check("a.csv", "a\n\"\"\n  \n\nx\n", &["a", "2: ", "3:   ", "5: x"]);
    check("a.csv", ",b,\n1,2,3\n", &["column_1|b|column_3", "2: 1|2|3"]);
    check("a.csv", ",column_1\n1,2\n", &["column_1_|column_1", "2: 1|2"]);
    check("a.csv", "0,1\n5,6\n", &["0|1", "2: 5|6"]);
    check("a.tsv", "a\tb\n1,5\t\"x\ty\"\n", &["a|b", "2: 1,5|x\\ty"]);
    check("a.csv", "sep=|\r\na|b\r\n1,5|2\r\n", &["a|b", "3: 1,5|2"]);
    check("a.csv", "a;b\n", &["a|b"]);
}

#[test]
fn row_faults_reject_one_row_each() {
    check("a.csv", "a,b\n1\n2,3,4\n5,6\n", &["a|b", "2 ragged_row", "3 ragged_row", "4: 5|6"]);
    check("a.csv", "a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n", &["a|b", "2 misplaced_quote", "5: 4|w"]);
    check(
        "a.jsonl",
        "{\"a\":1}\n{\"a\":\noops\n[1]\n7\n\n{\"a\":2}\n",
        &["a", "1: <1>", "2 invalid_json", "3 invalid_json", "4 not_an_object", "5 not_an_object", "7: <2>"],
    );
    check(
        "a.jsonl",
        "{\"a\":1,\"a\":2}\n{\"b\":1,\"b\":2}\n{\"a\":{\"x\":1,\"x\":2}}\n{\"a\":3}\n",
        &["a", "1 duplicate_key [a]", "2 duplicate_key [b]", "3 duplicate_key [a]", "4: <3>"],
    );
    check(
        "a.jsonl",
        "{\"a\":\"\\ud800\"}\n{\"a\":[\"\\ud800x\"]}\n{\"\\udc00\":1}\n{\"a\":\"\\u0000\"}\n",
        &["", "1 invalid_json [a]", "2 invalid_json [a]", "3 invalid_json", "4 nul_character [a]"],
    );
    let deep = |depth| format!("{{\"a\":{}1{}}}\n", "[".repeat(depth), "]".repeat(depth));
    check("a.jsonl", deep(99), &["a", &format!("1: <{}1{}>", "[".repeat(99), "]".repeat(99))]);
    check("a.jsonl", deep(100), &["", "1 too_deep"]);
    check("a.jsonl", deep(100_000), &["", "1 too_deep"]);
    check("a.jsonl", format!("{{\"a\":{}", "{\"a\":".repeat(100_000)), &["", "1 too_deep"]);
}

#[test]
fn json_values_are_kept_as_written() {
    check(
        "a.jsonl",
        "{\"a\":1.10,\"b\":12345678901234567890123,\"c\":1E400,\"d\":null,\"e\":true}\n",
        &["a|b|c|d|e", "1: <1.10>|<12345678901234567890123>|<1E400>|-|<true>"],
    );
    check(
        "a.jsonl",
        "{ \"a\" : \"x\\n\\u00e9\\\"\" , \"b\" : [1, {\"c\": \"]\"}] }\r\n",
        &["a|b", "1: x\\né\\\"|<[1, {\"c\": \"]\"}]>"],
    );
    check(
        "a.jsonl",
        "{}\n{\"\":\"x\"}\n{\"a\\u0062\":1}\n{\"ab\":2}",
        &["|ab", "1: -|-", "2: x|-", "3: -|<1>", "4: -|<2>"],
    );
}

#[test]
fn json_columns_only_ever_grow_at_the_end() {
    let mut text = "{\"b\":1}\n".repeat(30) + "{\"a\":2,\"b\":3}\n";
    // A mangled line leaves no column behind.
    text.push_str("{\"c\":1,\n{\"d\":4}\n");
    let file = file("a.jsonl", text);
    let mut reader = TableReader::open(&file.path, &ReadOptions::default()).unwrap();
    assert_eq!(reader.columns(), ["b"]);
    let mut row = Row::default();
    while reader.next_row(&mut row).unwrap() != RowRead::End {}
    assert_eq!(reader.columns(), ["b", "a", "d"]);
    assert_eq!((row.line, row.text(0), row.text(2)), (33, None, Some("4")));
}

#[test]
fn file_faults_refuse_the_file() {
    check("a.csv", "", &["file empty_file"]);
    check("a.csv", "\u{FEFF}", &["file empty_file"]);
    check("a.jsonl", " \n\r\n", &["file empty_file"]);
    check("a.csv", ",,\n1,2,3\n", &["file 1 no_header"]);
    check("a.csv", "\n17,0.5\n18,0.25\n", &["file 2 no_header"]);
    check("a.csv", "a, b,b \n", &["file 1 duplicate_column"]);
    check("a.csv", "x,".repeat(5000), &["file 1 too_many_columns"]);
    check("a.csv", "a,b\n1,2\n3,\"x\n5,6\n", &["a|b", "2: 1|2", "file 3 unclosed_quote"]);
    check("a.csv", "\"a,b\n1,2\n", &["file 1 unclosed_quote"]);
    check("a.csv", "a,b\n1,\0\n", &["file 2 nul_byte"]);
    check("a.csv", b"a,b\n1,2\r\n3,\xE9t\xE9\n", &["file 3 undecodable"]);
    check("a.csv", b"a,b\n1,\xED\xA0\x80\n", &["file 2 undecodable"]);
    check("a.csv", b"a,b\n1,\xE2\x82", &["file 2 undecodable"]);
    check("a.csv", b"PK\x03\x04\x14\0\x06\0", &["file damaged_file"]);
    check("PAR1.csv", "PAR1,b\n1,2\n", &["PAR1|b", "2: 1|2"]);
    check("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &["file binary_file"]);
    check("a.csv", utf16("a,b\n1,2\n", true), &["file 1 undecodable"]);
    check(
        "a.csv",
        [&b"\xFF\xFE"[..], &utf16("a,b\n1,", true), &[0x00, 0xD8, 0x0A, 0x00]].concat(),
        &["file 2 undecodable"],
    );
    check("a.json", "{\n \"a\": 1\n}\n", &["file json_document"]);
    check("RIFF.csv", "RIFF,PAR1\n1,2\n", &["RIFF|PAR1", "2: 1|2"]);
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(dump(folder.path(), &ReadOptions::default()), ["file not_a_file"]);
    assert_eq!(dump(Path::new("/none/such.csv"), &ReadOptions::default()), ["file unreadable_file"]);
}

#[test]
fn marks_tell_the_encoding() {
    let text = "id,text\n1,é€😀\n";
    for (mark, bytes, encoding) in [
        (&b"\xEF\xBB\xBF"[..], text.as_bytes().to_vec(), Encoding::UTF_8),
        (b"\xFF\xFE", utf16(text, true), Encoding::UTF_16LE),
        (b"\xFE\xFF", utf16(text, false), Encoding::UTF_16BE),
    ] {
        let file = file("a.csv", [mark, &bytes].concat());
        let sniffed = sniff(&file.path, &ReadOptions::default()).unwrap();
        assert_eq!((sniffed.encoding, sniffed.had_mark), (encoding, true));
        assert_eq!(
            (sniffed.columns, sniffed.bytes),
            (vec!["id".into(), "text".into()], (mark.len() + bytes.len()) as u64)
        );
        assert_eq!(sniffed.sample, [[Some("1".to_owned()), Some("é€😀".to_owned())]]);
        assert_eq!(sniffed.shape, Shape::Delimited { delimiter: b',' });
    }
}

#[test]
fn other_encodings_are_read_when_named() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let options =
        |label| ReadOptions { encoding: Some(Encoding::from_label(label).unwrap()), ..Default::default() };
    let latin = fixtures.join("windows-1252.csv");
    let fault = TableReader::open(&latin, &ReadOptions::default()).unwrap_err();
    assert_eq!((fault.kind(), fault.line()), (FileFaultKind::Undecodable, Some(3)));
    assert_eq!(fault.candidates().first().map(|e| e.name()), Some("windows-1252"), "{fault}");
    let rows = ["id;text", "2: 1|plain", "3: 2|café – 5 €", "4: 3|naïve"].map(|r| r.replace("id;", "id|"));
    assert_eq!(dump(&latin, &options("windows-1252")), rows);
    let japanese = fixtures.join("shift_jis.csv");
    let fault = TableReader::open(&japanese, &ReadOptions::default()).unwrap_err();
    assert_eq!(fault.candidates().first().map(|e| e.name()), Some("Shift_JIS"), "{fault}");
    assert_eq!(dump(&japanese, &options("sjis")), ["id|text", "2: 1|日本語のテキスト", "3: 2|猫と犬"]);
    assert_eq!(dump(&latin, &options("shift_jis")), ["file 3 undecodable"]);
    let unmarked = file("a.csv", utf16("a,b\n1,é\n", false));
    let fault = TableReader::open(&unmarked.path, &ReadOptions::default()).unwrap_err();
    assert_eq!(fault.candidates(), [Encoding::UTF_16BE]);
    assert_eq!(dump(&unmarked.path, &options("utf-16be")), ["a|b", "2: 1|é"]);
    assert_eq!(Encoding::from_label("utf-99").unwrap_err().code(), "unknown_encoding");
}

#[test]
fn options_override_detection() {
    let file = file("a.csv", "a,b;c\n1,2;\"3\n");
    let with = |shape, no_quoting| ReadOptions { shape: Some(shape), no_quoting, ..Default::default() };
    let semicolon = Shape::Delimited { delimiter: b';' };
    assert_eq!(dump(&file.path, &with(semicolon, false)), ["a,b|c", "file 2 unclosed_quote"]);
    assert_eq!(dump(&file.path, &with(semicolon, true)), ["a,b|c", "2: 1,2|\\\"3"]);
    assert_eq!(dump(&file.path, &with(Shape::JsonLines, false)), ["", "1 invalid_json", "2 invalid_json"]);
    for delimiter in [b'"', b'\n', b'a', 0xE9] {
        let fault = TableReader::open(&file.path, &with(Shape::Delimited { delimiter }, false)).unwrap_err();
        assert_eq!(fault.code(), "bad_delimiter");
    }
}

#[test]
fn a_line_without_end_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    let chunk = vec![b'x'; 1 << 20];
    for (start, line, code) in [
        ("id,text\n1,", 2, "line_too_long"),
        ("id,text\n1,\"", 2, "line_too_long"),
        ("id,text\n1,\"\n", 2, "unclosed_quote"),
        ("", 1, "line_too_long"),
        ("{\"id\":1}\n{\"id\":\"", 2, "line_too_long"),
    ] {
        let path = folder.path().join("a.txt");
        let mut file = fs::File::create(&path).unwrap();
        file.write_all(start.as_bytes()).unwrap();
        (0..50).for_each(|_| file.write_all(&chunk).unwrap());
        let mut row = Row::default();
        let opened = TableReader::open(&path, &ReadOptions::default());
        let (fault, read) = match opened {
            Err(fault) => (fault, 0),
            Ok(mut reader) => (reader.next_row(&mut row).unwrap_err(), reader.bytes_read()),
        };
        assert_eq!((fault.line(), fault.code()), (Some(line), code), "{start}");
        assert!(read < 18 << 20, "{start}: {read} bytes were read");
    }
}

#[test]
fn faults_and_characters_across_chunks_are_placed_rightly() {
    // Longer than any buffer, with characters of every length at every offset.
    let row = "1,aé€😀\n";
    for shift in 0..11 {
        let text = format!("id,{}\n{}", "x".repeat(shift + 1), row.repeat(40_000));
        let mut bytes = text.clone().into_bytes();
        let sound = file("a.csv", &bytes);
        let found = dump(&sound.path, &ReadOptions::default());
        assert_eq!((found.len(), found.last().unwrap().as_str()), (40_001, "40001: 1|aé€😀"));
        bytes.extend(b"2,\xFF\n");
        let damaged = file("a.csv", &bytes);
        assert_eq!(dump(&damaged.path, &ReadOptions::default()).last().unwrap(), "file 40002 undecodable");
    }
}

#[test]
fn progress_ends_at_the_size() {
    let file = file("a.csv", "a,b\n".to_owned() + &"1,2\n".repeat(200_000));
    let mut reader = TableReader::open(&file.path, &ReadOptions::default()).unwrap();
    assert!(reader.bytes_read() < reader.size());
    let mut row = Row::default();
    while reader.next_row(&mut row).unwrap() != RowRead::End {}
    assert_eq!(reader.bytes_read(), reader.size());
    assert_eq!(reader.next_row(&mut row).unwrap(), RowRead::End);
}

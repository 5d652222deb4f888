//! Texts that would act elsewhere, and files that lie: spreadsheets, the guideline, pictures of a project from a stranger.

#![allow(clippy::print_stdout, reason = "the figures are the result")]

use assay_tests::Bench;
use assay_workbench::words::Policy;
use calamine::{Reader as _, Xlsx, open_workbook};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a spreadsheet would run, and what it would do: start programs, fetch addresses, only compute.
const FORMULAS: [&str; 12] = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://127.0.0.1/\"&A1,\"x\")",
    "=WEBSERVICE(\"http://127.0.0.1/\")",
    "=IMPORTXML(\"http://127.0.0.1/\",\"//a\")",
    "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "+1+1+cmd('x')",
    "-2+3+cmd('x')",
    "\u{ff1d}1+1",
];

/// Every formula as it stands, and behind what programs trim, ignore or split at.
fn cells() -> Vec<String> {
    let before = [
        "", " ", "\t", "\r", "\n", "\r\n", "\u{a0}", "\u{3000}", "\u{feff}", "\"", "\" ", "x;", "x\t", "x\n",
        "x\r\n", "\"x\";", "x,", "x\";\"", ";", ";;",
    ];
    let after = ["", ";y", "\"", "\n"];
    let mut cells = Vec::new();
    for formula in FORMULAS {
        cells.extend(before.iter().flat_map(|b| after.map(|a| format!("{b}{formula}{a}"))));
    }
    cells
}

/// A name holds no control characters and is not long.
fn name(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect::<String>().trim().to_owned()
}

/// A project whose texts, keys, fields, classes, people, runs, tags and comments would be formulas.
fn bench(texts: &[String]) -> Bench {
    let bench = Bench::in_memory(&["=1+1", "+cmd|' /C calc'!A0"], Policy::default());
    let keys: Vec<String> =
        texts.iter().enumerate().map(|(at, text)| format!("{}#{at}", name(text))).collect();
    let line = |value: Value| value.to_string() + "\n";
    let items: String = keys
        .iter()
        .zip(texts)
        .map(|(key, text)| line(json!({ "item": key, "text": text, "=1+1 field": text })))
        .collect();
    let report = bench.import_with("items", &bench.file("items.jsonl", items), json!({})).unwrap();
    assert_eq!(report["accepted"], texts.len(), "{report:#}");
    let judgments: String = keys
        .iter()
        .enumerate()
        .map(|(at, key)| line(json!({ "item": key, "rater": name(&texts[at % 20]), "label": "=1+1" })))
        .collect();
    bench.import_with("judgments", &bench.file("judgments.jsonl", judgments), json!({})).unwrap();
    let predictions: String = keys
        .iter()
        .map(|key| line(json!({ "item": key, "pred": "+cmd|' /C calc'!A0", "score": 0.5 })))
        .collect();
    let file = bench.file("predictions.jsonl", predictions);
    bench.import_with("predictions", &file, json!({ "run": "=1+1" })).unwrap();
    for (at, text) in texts.iter().enumerate() {
        if at % 5 == 0 {
            bench.ok("comment_set", json!({ "item": at + 1, "body": text }));
        }
        if at % 60 == 0 {
            bench.ok("tag_create", json!({ "name": format!("{} {at}", name(text)) }));
        }
    }
    bench
}

fn export(bench: &Bench, file: &str, what: &str, more: Value) -> PathBuf {
    let path = bench.folder.path().join(file);
    let handle = bench.workbench.files().register(path.clone()).handle;
    let mut request = json!({ "what": what, "run": 1, "exact": false, "file": handle });
    request.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    bench.wait(&bench.ok("export_start", request)).unwrap();
    path
}

const TABLES: [&str; 7] = ["judgments", "labels", "raters", "agreement", "sheet", "priorities", "runs"];

/// The cells of a table, by a reader of our own that knows quotes, or by one that does not.
fn read(text: &str, separators: &[char], quotes: bool) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in text.trim_start_matches('\u{feff}').chars() {
        match c {
            '"' if quotes => quoted = !quoted,
            c if !quoted && (separators.contains(&c) || matches!(c, '\r' | '\n')) => {
                cells.push(String::new())
            }
            c => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

/// Whether a program that trims, ignores a quote and folds wide letters would take this for a formula.
fn is_live(cell: &str) -> bool {
    let text =
        cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}' || c == '"');
    match text.chars().next() {
        Some('=' | '@' | '\u{ff1d}' | '\u{ff20}') => true,
        // What only adds numbers does nothing; what calls, pipes or points elsewhere does.
        Some('+' | '-' | '\u{ff0b}' | '\u{ff0d}') => {
            text.parse::<f64>().is_err() && text.contains(['(', '|', '!', '['])
        }
        _ => false,
    }
}

#[test]
fn no_cell_for_spreadsheets_is_a_live_formula_however_it_is_split() {
    let texts = cells();
    let bench = bench(&texts);
    let mut looked = 0;
    for what in TABLES {
        let path = export(&bench, &format!("{what}.csv"), what, json!({}));
        let text = std::fs::read_to_string(path).unwrap();
        for (separators, quotes) in
            [(&[','][..], true), (&[';'], true), (&[';'], false), (&['\t'], true), (&['\t'], false)]
        {
            for cell in read(&text, separators, quotes) {
                assert!(!is_live(&cell), "{what}, split at {separators:?}, quotes {quotes}: {cell:?}");
                looked += 1;
            }
        }
    }
    for what in ["sheet", "priorities"] {
        let path = export(&bench, &format!("{what}.xlsx"), what, json!({ "format": "xlsx" }));
        assert!(formulas(&path).iter().all(|formula| formula.starts_with("Counts!") || what == "priorities"));
        for formula in formulas(&path) {
            let own = |c: char| c.is_ascii_alphanumeric() || "!+-*/().".contains(c);
            assert!(formula.chars().all(own) && !formula.contains("cmd"), "{what}: {formula}");
        }
    }
    println!("{} texts, {looked} cells looked at", texts.len());
}

#[test]
fn the_exact_form_keeps_every_text_as_it_is() {
    let mut texts = cells();
    // Far longer than a row of the sheet shows.
    texts.push(format!("{}the end", "long \n".repeat(5_000)));
    let bench = bench(&texts);
    let path = export(&bench, "exact.csv", "sheet", json!({ "exact": true }));
    let text = std::fs::read_to_string(path).unwrap();
    for cell in &texts {
        let written = if cell.contains([',', '"', '\r', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        };
        assert!(text.contains(&written), "{cell:?}");
    }
    // What went out comes in again and differs in nothing.
    let back = Bench::in_memory(&["a", "b"], Policy::default());
    let file = back.workbench.files().register(bench.folder.path().join("exact.csv")).handle;
    let map = json!({ "map": { "key": "item", "text": "text" } });
    let report = back.import_with("items", &file, map).unwrap();
    assert_eq!(report["accepted"], texts.len());
    for (at, text) in texts.iter().enumerate() {
        let view = back.ok("item_get", json!({ "item": at + 1 }));
        assert_eq!(view["item"]["fields"]["text"].as_str(), Some(text.as_str()));
    }
}

/// The formulas of a workbook.
fn formulas(path: &Path) -> Vec<String> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let sheets = book.sheet_names();
    let found = sheets.iter().flat_map(|sheet| {
        let range = book.worksheet_formula(sheet).unwrap();
        range
            .used_cells()
            .map(|(_, _, formula)| formula.clone())
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
    });
    found.collect()
}

/// With `ASSAY_SOFFICE=soffice`: what LibreOffice makes of the same files, told to take formulas for formulas.
#[test]
fn libreoffice_finds_no_formula_either() {
    let Some(office) = std::env::var_os("ASSAY_SOFFICE") else {
        println!("SKIPPED: ASSAY_SOFFICE names no LibreOffice");
        return;
    };
    let texts = cells();
    let bench = bench(&texts);
    let folder = bench.folder.path();
    let opened = |path: &Path, separator: u8| {
        let _ = std::fs::remove_file(path.with_extension("xlsx"));
        let done = Command::new(&office)
            .args(["--headless", "--norestore"])
            .arg(format!("-env:UserInstallation=file://{}", folder.join("office").display()))
            .arg(format!("--infilter=CSV:{separator},34,76,1,,0,false,true,false,false,false,0,true"))
            .args(["--convert-to", "xlsx", "--outdir"])
            .args([folder, path])
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
        formulas(&path.with_extension("xlsx"))
    };
    let control = folder.join("control.csv");
    std::fs::write(&control, "a;b\n=1+1;\"=2+2\"\nx;=cmd|' /C calc'!A0\n").unwrap();
    let live = opened(&control, b';');
    assert!(live.len() >= 2, "the look finds what is there: {live:?}");
    for what in TABLES {
        let path = export(&bench, &format!("office {what}.csv"), what, json!({}));
        for separator in [b',', b';', b'\t'] {
            let found = opened(&path, separator);
            println!("{what} split at {:?}: {} formulas", char::from(separator), found.len());
            assert_eq!(found, Vec::<String>::new(), "{what} split at {:?}", char::from(separator));
        }
    }
}

/// The tags of a piece of HTML with their attributes, as a browser would find them.
fn tags(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            continue;
        }
        let mut quote = None;
        let end = rest.find(|c: char| {
            match (quote, c) {
                (None, '"' | '\'') => quote = Some(c),
                (Some(open), c) if open == c => quote = None,
                _ => {}
            }
            c == '>' && quote.is_none()
        });
        let end = end.unwrap_or(rest.len());
        found.push(rest[..end].to_ascii_lowercase());
        rest = &rest[end..];
    }
    found
}

#[test]
fn no_vector_comes_through_the_guideline() {
    let vectors: Vec<String> = serde_json::from_str(include_str!("../fixtures/scripts.json")).unwrap();
    assert!(vectors.len() > 300);
    let bench = Bench::in_memory(&["yes", "no"], Policy::default());
    let forbidden = [
        "script", "iframe", "svg", "math", "style", "form", "object", "embed", "base", "meta", "link",
        "video", "audio", "button", "select", "textarea", "template", "frameset", "portal", "body", "html",
        "!", "?",
    ];
    let mut seen = 0;
    for vector in &vectors {
        let text = vector
            .replace("{JS}", "alert(1)")
            .replace("{URL}", "http://127.0.0.1/x")
            .replace("{HOST}", "127.0.0.1");
        for body in [
            text.clone(),
            format!("# {text}"),
            format!("- {text}\n- {text}"),
            format!("a\n\n{text}\n\nb"),
            format!("| a |\n|-|\n| {text} |"),
        ] {
            let answer = bench.ok("guideline_preview", json!({ "body": body }));
            for tag in tags(answer["html"].as_str().unwrap()) {
                let word = tag.split([' ', '\n', '/']).next().unwrap_or_default();
                assert!(!forbidden.contains(&word), "{body}: <{tag}>");
                for attribute in [
                    " on",
                    " style=",
                    " src=",
                    " srcset=",
                    " formaction=",
                    "javascript:",
                    "vbscript:",
                    "data:",
                    "ping=",
                ] {
                    let harmless = attribute == "data:" || attribute.ends_with(':');
                    let inside = if harmless {
                        tag.contains(&format!("href=\"{attribute}"))
                    } else {
                        attribute_is_there(&tag, attribute)
                    };
                    assert!(!inside, "{body}: <{tag}>");
                }
                seen += 1;
            }
        }
    }
    println!("{} vectors, {seen} tags looked at", vectors.len());
}

/// Whether an attribute that begins so stands outside of quotes.
fn attribute_is_there(tag: &str, attribute: &str) -> bool {
    let outside: String = tag.split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
    outside.contains(attribute)
}

const PNG: [u8; 67] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00,
    0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81,
    0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// A project with one picture, and the picture's id.
fn pictured() -> (Bench, String) {
    let bench = Bench::in_memory(&["yes", "no"], Policy::default());
    std::fs::create_dir(bench.folder.path().join("pictures")).unwrap();
    bench.file("pictures/a.png", PNG);
    let folder = bench.workbench.files().register(bench.folder.path().join("pictures")).handle;
    assert_eq!(bench.import_with("items", &folder, json!({})).unwrap()["accepted"], 1);
    let sql = Connection::open(&bench.project).unwrap();
    let id = sql.query_row("SELECT hash FROM media", [], |row| row.get(0)).unwrap();
    (bench, id)
}

/// Type and length of what is served, or why nothing is.
fn served(bench: &Bench, id: &str) -> Result<(&'static str, usize), String> {
    let media = bench.workbench.media(id).map_err(|error| error.code().to_owned())?;
    Ok((media.mime, media.bytes.len()))
}

fn refused(bench: &Bench, id: &str) -> String {
    served(bench, id).err().unwrap_or_default()
}

#[test]
fn pictures_are_found_by_their_content_in_the_open_project_only() {
    let (bench, id) = pictured();
    assert_eq!(served(&bench, &id), Ok(("image/png", 67)));
    let (other, _) = pictured();
    let sql = Connection::open(&other.project).unwrap();
    sql.execute("UPDATE media SET hash = ?", ["f".repeat(64)]).unwrap();
    assert_eq!(refused(&bench, &"f".repeat(64)), "not_found", "another project's");
    let upper = id.to_uppercase();
    let long = "a".repeat(100_000);
    for foreign in [
        "",
        "..",
        "../../etc/passwd",
        "/etc/passwd",
        "%2e%2e",
        "' OR 1=1 --",
        "pictures/a.png",
        &upper,
        &long,
        "\0",
        "%",
    ] {
        assert_eq!(refused(&bench, foreign), "not_found", "{foreign:?}");
    }
    bench.ok("project_close", Value::Null);
    assert_eq!(refused(&bench, &id), "no_project");
}

#[test]
fn what_a_strangers_file_says_of_a_picture_is_not_believed() {
    let (bench, id) = pictured();
    let sql = Connection::open(&bench.project).unwrap();
    sql.execute("UPDATE media SET mime = 'text/html'", []).unwrap();
    assert_eq!(served(&bench, &id), Ok(("image/png", 67)), "the bytes say what it is");
    for content in [
        "<html><script>alert(1)</script>",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        "%PDF-1.7",
        "",
    ] {
        sql.execute("UPDATE media SET mime = 'image/png'", []).unwrap();
        sql.execute("UPDATE media_content SET content = ?", [content.as_bytes()]).unwrap();
        assert_eq!(refused(&bench, &id), "media_type", "{content}");
    }
    // Linked: the right content at a wrong place, and places that never end.
    bench.file("beside.png", PNG);
    std::fs::write(bench.folder.path().with_extension("png"), PNG).unwrap();
    let outside = format!("../{}.png", bench.folder.path().file_stem().unwrap().to_str().unwrap());
    let absolute = bench.folder.path().join("beside.png").display().to_string();
    for (link, bytes) in [
        (outside.as_str(), 67),
        (absolute.as_str(), 67),
        ("pictures/../beside.png", 67),
        ("/dev/zero", 67),
        ("/dev/zero", i64::MAX),
        ("/proc/self/environ", 0),
        ("beside.png", 66),
        ("none.png", 67),
        ("", 67),
    ] {
        sql.execute("UPDATE media SET link = ?, bytes = ?", params![link, bytes]).unwrap();
        assert_eq!(refused(&bench, &id), "media_missing", "{link} of {bytes}");
    }
    for link in ["beside.png", "pictures/a.png"] {
        sql.execute("UPDATE media SET link = ?, bytes = 67", [link]).unwrap();
        assert_eq!(served(&bench, &id), Ok(("image/png", 67)), "{link}");
    }
    bench.file("beside.png", b"GIF89a another one");
    sql.execute("UPDATE media SET link = 'beside.png', bytes = 18", []).unwrap();
    assert_eq!(refused(&bench, &id), "media_missing", "another content than its name");
    std::fs::remove_file(bench.folder.path().with_extension("png")).unwrap();
}

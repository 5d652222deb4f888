//! Workbooks, JSON and the report: the same figures as the commands give, and text that stays text.

use assay_tests::{Bench, shared};
use assay_workbench::words::Policy;
use calamine::{Data, Reader as _, Xlsx, open_workbook};
use serde_json::{Value, json};
use std::path::PathBuf;

/// `n` items, every tenth wrong; a tag on some of them.
fn bench(n: usize, text: &dyn Fn(usize) -> String, tag: &str) -> Bench {
    let bench = Bench::in_memory(&["yes", "no"], Policy::default());
    let rows: String = (0..n)
        .map(|i| {
            format!(
                "{}\n",
                json!({ "item": format!("i{i}"), "text": text(i), "size": i, "day": "2026-01-31" })
            )
        })
        .collect();
    let file = bench.file("items.jsonl", rows);
    bench.import_with("items", &file, json!({})).unwrap();
    let gold: String = (0..n).map(|i| format!("i{i},yes\n")).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    let predictions: String =
        (0..n).map(|i| format!("i{i},{},{}\n", if i % 10 == 0 { "no" } else { "yes" }, 0.75)).collect();
    bench.import("predictions", &format!("item,pred,score\n{predictions}"));
    let tag = bench.ok("tag_create", json!({ "name": tag }))["id"].clone();
    for (filter, mark) in [("pred != label", "yes"), ("pred = label", "no"), ("size < 5", "yes")] {
        let view = bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": filter } }));
        let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, view["rows"]]], "tag": tag, "mark": mark });
        bench.ok("mark_rows", request);
    }
    bench.ok("tag_update", json!({ "tag": tag, "edit": { "hlp": 0.95, "importance": 4 } }));
    bench
}

fn plain(n: usize) -> Bench {
    bench(n, &|i| format!("=SUM({i})"), "blurry")
}

fn export(bench: &Bench, name: &str, more: Value) -> PathBuf {
    let path = bench.folder.path().join(name);
    let file = bench.workbench.files().register(path.clone()).handle;
    let mut request = json!({ "run": 1, "exact": false, "file": file });
    for (key, value) in more.as_object().unwrap() {
        request[key] = value.clone();
    }
    bench.wait(&bench.ok("export_start", request)).unwrap();
    path
}

fn report(bench: &Bench, examples: u32) -> String {
    let path =
        export(bench, "report.html", json!({ "what": "report", "examples": examples, "replace": true }));
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_sheet_as_a_workbook_has_types_and_comes_back() {
    let bench = plain(30);
    bench.ok("comment_set", json!({ "item": 1, "body": "why\n=1+1" }));
    let path = export(&bench, "sheet.xlsx", json!({ "what": "sheet", "format": "xlsx" }));
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let range = book.worksheet_range("Sheet").unwrap();
    let head: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let place =
        |name: &str| head.iter().position(|h| h == name).unwrap_or_else(|| panic!("{name}: {head:?}"));
    let row = range.rows().nth(1).unwrap();
    assert_eq!(range.height(), 31);
    assert_eq!(row[place("text")], Data::String("=SUM(0)".into()));
    assert_eq!(row[place("score")], Data::Float(0.75));
    assert_eq!(row[place("correct")], Data::Bool(false));
    assert_eq!(row[place("meta:size")], Data::Float(0.0));
    assert!(matches!(row[place("meta:day")], Data::DateTime(_)), "{:?}", row[place("meta:day")]);
    assert_eq!(row[place("tag:blurry")], Data::String("yes".into()));
    let formulas = book.worksheet_formula("Sheet").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "no formula from data");
    let sheets = book.sheet_names();
    assert_eq!(sheets, ["Sheet"]);

    // JSON lines say the same and are read as a sheet.
    let lines = export(&bench, "sheet.jsonl", json!({ "what": "sheet", "format": "json" }));
    let text = std::fs::read_to_string(&lines).unwrap();
    let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["item"], &first["correct"], &first["tag:blurry"]),
        (&json!("i0"), &json!(false), &json!("yes"))
    );
    let back = bench.import_with("sheet", &bench.file("back.jsonl", text), json!({})).unwrap();
    assert_eq!((&back["read"], &back["unchanged"]), (&json!(30), &json!(30)), "{back:#}");
}

/// `+ - * /`, brackets and cells of sheets of numbers: as much of Excel as our formulas use.
struct Formula<'a> {
    text: &'a [u8],
    at: usize,
    cell: &'a dyn Fn(&str) -> f64,
}

impl Formula<'_> {
    fn sum(&mut self) -> f64 {
        let mut value = self.product();
        while let Some(sign @ (b'+' | b'-')) = self.text.get(self.at) {
            self.at += 1;
            let next = self.product();
            value += if *sign == b'+' { next } else { -next };
        }
        value
    }

    fn product(&mut self) -> f64 {
        let mut value = self.one();
        while let Some(sign @ (b'*' | b'/')) = self.text.get(self.at) {
            self.at += 1;
            let next = self.one();
            value = if *sign == b'*' { value * next } else { value / next };
        }
        value
    }

    fn one(&mut self) -> f64 {
        if self.text[self.at] == b'(' {
            self.at += 1;
            let value = self.sum();
            self.at += 1;
            return value;
        }
        let start = self.at;
        while self.text.get(self.at).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'!' | b'.')) {
            self.at += 1;
        }
        let word = std::str::from_utf8(&self.text[start..self.at]).unwrap();
        word.parse().unwrap_or_else(|_| (self.cell)(word))
    }
}

/// Row and column of a cell such as B7.
fn at(name: &str) -> (u32, u32) {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let column = name.bytes().take(letters).fold(0, |sum, b| sum * 26 + u32::from(b - b'A') + 1);
    (name[letters..].parse::<u32>().unwrap() - 1, column - 1)
}

/// What a cell of the sheet of figures comes to.
fn evaluate(name: &str, formulas: &calamine::Range<String>, counts: &calamine::Range<Data>) -> f64 {
    if let Some(cell) = name.strip_prefix("Counts!") {
        return match counts.get_value(at(cell)) {
            Some(Data::Float(number)) => *number,
            other => panic!("{name}: {other:?}"),
        };
    }
    let text = formulas.get_value(at(name)).unwrap();
    let cell = |name: &str| evaluate(name, formulas, counts);
    Formula { text: text.as_bytes(), at: 0, cell: &cell }.sum()
}

#[test]
fn formulas_of_the_priorities_come_to_the_programs_figures() {
    let bench = plain(200);
    let path = export(&bench, "priorities.xlsx", json!({ "what": "priorities", "format": "xlsx" }));
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let formulas = book.worksheet_formula("Priorities").unwrap();
    let (values, counts) =
        (book.worksheet_range("Priorities").unwrap(), book.worksheet_range("Counts").unwrap());
    let said = bench.ok("priorities_get", json!({ "run": 1 }))["rows"][0].clone();
    let figures = [
        "share_of_errors",
        "miss_rate",
        "share_of_items",
        "zero_error_ceiling",
        "accuracy",
        "gap",
        "hlp_gain",
    ];
    for (place, figure) in figures.into_iter().enumerate() {
        let cell = ["K2", "O2", "S2", "W2", "AA2", "AE2", "AI2"][place];
        let expected = said[figure]["value"].as_f64().unwrap();
        assert_eq!(values.get_value((0, at(cell).1)), Some(&Data::String(figure.into())));
        let live = evaluate(cell, &formulas, &counts);
        assert!((live - expected).abs() < 1e-12, "{figure}: {live} {expected}");
        assert_eq!(
            values.get_value(at(cell)).and_then(Data::get_float_value),
            Some(expected),
            "{figure}, as kept"
        );
    }
    let written = export(&bench, "p.json", json!({ "what": "priorities", "format": "json" }));
    // As text: reading a number back may move its last digit.
    let said = bench.ok("priorities_get", json!({ "run": 1 }));
    assert_eq!(
        std::fs::read_to_string(written).unwrap().trim_end(),
        serde_json::to_string_pretty(&said).unwrap()
    );
}

/// A number of the workbook, whatever it is kept as.
trait Number {
    fn get_float_value(&self) -> Option<f64>;
}

impl Number for Data {
    fn get_float_value(&self) -> Option<f64> {
        match self {
            Data::Float(number) => Some(*number),
            Data::String(text) => text.parse().ok(),
            _ => None,
        }
    }
}

#[test]
fn a_report_is_as_large_with_many_rows_as_with_few() {
    let few = report(&plain(1_000), 5).len();
    let many = report(&plain(20_000), 5).len();
    assert!(many.abs_diff(few) < 400, "{few} {many}");
    assert!(many < 64 * 1024, "{many}");
}

#[test]
fn a_report_tells_the_figures_of_the_commands_in_full() {
    let bench = plain(300);
    let page = report(&bench, 0);
    let run = bench.ok("run_report", json!({ "run": 1 }));
    let row = bench.ok("priorities_get", json!({ "run": 1 }))["rows"][0].clone();
    let mut figures = vec![&run["accuracy"]];
    figures.extend(
        ["share_of_errors", "miss_rate", "share_of_items", "zero_error_ceiling", "hlp_gain"].map(|f| &row[f]),
    );
    for class in run["per_class"].as_array().unwrap() {
        figures.extend(["precision", "recall"].map(|f| &class[f]));
    }
    for figure in figures {
        for end in ["value", "lower", "upper"] {
            if let Some(number) = figure[end].as_f64() {
                assert!(page.contains(&format!("<data value=\"{number}\">")), "{end} of {figure}");
            }
        }
    }
    for row in run["confusion"].as_array().unwrap() {
        for n in row.as_array().unwrap() {
            assert!(page.contains(&format!("<data value=\"{n}\">")), "{n}");
        }
    }
    assert!(page.contains("Wilson") && page.contains("revision"));
    assert!(!page.contains("Examples"), "none unless they are asked for");
    assert!(report(&bench, 2).contains("=SUM(10)"));
}

#[test]
fn nothing_in_a_report_can_act() {
    let vectors: Vec<String> = match shared("corpora/strings/blns.json") {
        Some(path) => serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap(),
        None => {
            vec!["<script>alert(1)</script>".into(), "\" onload=\"x".into(), "</style><img src=x>".into()]
        }
    };
    let vectors: Vec<String> = vectors.into_iter().filter(|text| !text.contains('\0')).collect();
    let acting = vectors.iter().find(|text| text.contains("<script")).unwrap().clone();
    let tag: String = acting.chars().filter(|c| !c.is_control()).take(60).collect();
    // Five at a time, because that many examples are shown.
    for few in vectors.chunks(5) {
        let bench = bench(50, &|i| few[(i / 10).min(few.len() - 1)].clone(), &tag);
        let page = report(&bench, 5);
        let known = [
            "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "p", "h1", "h2",
            "h3", "ul", "li", "div", "span", "bdi", "data", "table", "thead", "tbody", "tr", "th", "td",
            "svg", "rect", "path", "dl", "dt", "dd",
        ];
        let body = page.split_once("</style>").unwrap().1;
        for part in body.split('<').skip(1) {
            let name: String =
                part.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            assert!(known.contains(&name.as_str()), "<{}", &part[..part.len().min(80)]);
            let inside = part.split('>').next().unwrap();
            assert!(
                !inside.contains("on") || !inside.contains("on=") && !inside.contains("onload"),
                "<{inside}"
            );
            assert!(!inside.contains("href") && !inside.contains("src="), "<{inside}");
        }
    }
}

#[test]
fn a_workbook_that_is_cancelled_leaves_nothing() {
    let bench = plain(5_000);
    let path = bench.folder.path().join("sheet.xlsx");
    let file = bench.workbench.files().register(path.clone()).handle;
    let request = json!({ "what": "sheet", "run": 1, "exact": false, "format": "xlsx", "file": file });
    let before = std::fs::read_dir(bench.folder.path()).unwrap().count();
    let job = bench.ok("export_start", request);
    bench.ok("job_cancel", job.clone());
    assert_eq!(bench.wait(&job).unwrap_err().code, "cancelled");
    assert!(!path.exists());
    assert_eq!(std::fs::read_dir(bench.folder.path()).unwrap().count(), before, "nor anything half done");
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_asked() {
    let bench = plain(10);
    let file = bench.file("mine.csv", "by hand\n");
    let request =
        |replace: bool| json!({ "what": "labels", "exact": true, "file": file, "replace": replace });
    let error = bench.wait(&bench.ok("export_start", request(false))).unwrap_err();
    assert_eq!(error.code, "file_exists");
    assert_eq!(std::fs::read_to_string(bench.folder.path().join("mine.csv")).unwrap(), "by hand\n");
    bench.wait(&bench.ok("export_start", request(true))).unwrap();
    for (more, code) in [
        (json!({ "what": "labels", "exact": true, "format": "xlsx" }), "format_unsupported"),
        (json!({ "what": "report", "exact": true, "run": 1, "examples": 6 }), "examples_invalid"),
        (json!({ "what": "report", "exact": true }), "run_missing"),
    ] {
        let error = bench.wait(&bench.ok("export_start", more)).unwrap_err();
        assert_eq!(error.code, code);
    }
    let left: Vec<_> =
        std::fs::read_dir(bench.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".tmp")), "{left:?}");
}

#[test]
fn a_workbook_of_priorities_holds_every_cell_of_the_csv_and_its_gap_is_to_the_chosen_level() {
    let bench = plain(200);
    let other = bench.ok("tag_create", json!({ "name": "rest" }))["id"].clone();
    bench.ok("tag_update", json!({ "tag": other, "edit": { "rule": "size > 90", "importance": 2 } }));
    bench.ok("baseline_set", json!({ "name": "last year", "value": 0.5, "n": 400 }));
    bench.ok("priorities_set", json!({ "baseline": 1, "weight": "size", "formula": "ceiling * importance" }));
    let query = json!({ "filter": "size < 150" });
    let csv = export(&bench, "p.csv", json!({ "what": "priorities", "exact": true, "query": query }));
    let text = std::fs::read_to_string(csv).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let path = export(&bench, "p.xlsx", json!({ "what": "priorities", "format": "xlsx", "query": query }));
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let values = book.worksheet_range("Priorities").unwrap();
    assert_eq!(values.rows().next().unwrap().iter().map(ToString::to_string).collect::<Vec<_>>(), head);
    let mut rows = 0;
    for (said, cells) in lines.zip(values.rows().skip(1)) {
        for ((said, cell), column) in said.iter().zip(cells).zip(&head) {
            match cell {
                Data::Float(number) => assert_eq!(said.parse::<f64>().ok(), Some(*number), "{column}"),
                Data::Empty => assert_eq!(said, "", "{column}"),
                other => assert_eq!(&other.to_string(), said, "{column}"),
            }
        }
        rows += 1;
    }
    assert_eq!((rows, values.height()), (2, 3));
    for column in ["level_from", "only", "split_upper", "weighted_miss_rate", "ceiling_rank", "reference_at"]
    {
        assert!(head.iter().any(|own| own == column), "{column}: {head:?}");
    }
    assert!(head.iter().any(|own| own.starts_with("score = ceiling")), "{head:?}");

    let (formulas, counts) =
        (book.worksheet_formula("Priorities").unwrap(), book.worksheet_range("Counts").unwrap());
    let report = bench.ok("priorities_get", json!({ "run": 1, "filter": "size < 150" }));
    assert_eq!((&report["n"], &report["baseline"]), (&json!(150), &json!("last year")));
    for (row, line) in report["rows"].as_array().unwrap().iter().zip(2..) {
        let live = evaluate(&format!("AE{line}"), &formulas, &counts);
        assert!((live - row["gap"]["value"].as_f64().unwrap()).abs() < 1e-12, "{live} {row:#}");
    }
    let about = book.worksheet_range("About").unwrap();
    let notes: Vec<String> = about.rows().map(|row| row[1].to_string()).collect();
    for note in ["size < 150", "last year", "size", "ceiling * importance"] {
        assert!(notes.iter().any(|own| own == note), "{note}: {notes:?}");
    }
}

#[test]
fn a_report_shows_no_row_of_the_blackbox_part() {
    let bench = plain(100);
    let examples = |page: &str| page.matches("class=\"example\"").count();
    let page = report(&bench, 5);
    assert_eq!(examples(&page), 5, "of ten wrong rows");
    assert!(!page.contains("blackbox"));
    let parts = bench.ok("parts_divide", json!({ "run": 1, "errors": 2, "seed": 5 }));
    let wrong = parts["eyeball"]["errors"].as_u64().unwrap();
    let page = report(&bench, 5);
    let sheet = export(&bench, "sheet.csv", json!({ "what": "sheet", "exact": true }));
    let sheet = std::fs::read_to_string(sheet).unwrap();
    assert_eq!(examples(&page) as u64, wrong.min(5));
    for part in page.split("<tr><th scope=\"row\">").filter(|part| part.contains("class=\"example\"")) {
        let item = part
            .split(['<', '>'])
            .find(|text| text.starts_with('i') && text.len() < 4 && text[1..].parse::<u32>().is_ok());
        let item = item.unwrap_or_else(|| panic!("{part}"));
        assert!(sheet.lines().any(|line| line.starts_with(&format!("{item},"))), "{item}");
    }
    let held = parts["blackbox"]["rows"].as_u64().unwrap();
    assert!(page.contains(&format!("{held} rows held in the blackbox part in no figure")));
}

#[test]
fn a_report_tells_weights_and_how_errors_are_divided_among_tags() {
    let bench = plain(200);
    let two = bench.ok("tag_create", json!({ "name": "rest", "rule": "size > 90" }))["name"].clone();
    let rule = json!({ "edit": { "rule": "size < 120" }, "tag": bench.ok("tag_create", json!({ "name": "small" }))["id"] });
    bench.ok("tag_update", rule);
    let page = report(&bench, 0);
    assert!(!page.contains("Weighted by"));
    bench.ok("priorities_set", json!({ "baseline": null, "weight": "size", "formula": null }));
    let page = report(&bench, 0);
    let told = bench.ok("priorities_get", json!({ "run": 1 }));
    let row = told["rows"].as_array().unwrap().iter().find(|row| row["tag"]["name"] == two).unwrap();
    let cells = |title: &str| {
        let part = page.split(title).nth(1).unwrap_or_else(|| panic!("no {title}: {page}"));
        let row = part.split("<tr>").find(|row| row.contains(">rest<")).unwrap().to_owned();
        row.split("<data value=\"")
            .skip(1)
            .map(|cell| cell.split('"').next().unwrap().parse().unwrap())
            .collect()
    };
    let shared: Vec<f64> = cells("<h2>Errors with several tags</h2>");
    for own in ["only", "split"] {
        assert!(shared.contains(&row[own]["value"].as_f64().unwrap()), "{own}: {shared:?} {row:#}");
    }
    let weighted: Vec<f64> = cells("<h2>Weighted by <bdi>size</bdi></h2>");
    for own in ["share_of_errors", "zero_error_ceiling"] {
        assert!(
            weighted.contains(&row["weighted"][own]["value"].as_f64().unwrap()),
            "{own}: {weighted:?} {row:#}"
        );
    }
}

//! Files with flipped bytes and files that were cut off: refused with a clear message and left as they are, or opened
//! with right answers; what is wrong inside is found by the check, but for changes inside texts and numbers, which
//! nothing but a checksum could tell (ARCHITECTURE.md says what is promised).

use assay_tests::{Bench, workbench};
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How a file may be refused.
const REFUSALS: &[&str] = &[
    "project_damaged",
    "not_a_project",
    "project_foreign",
    "project_too_new",
    "project_incomplete",
    "project_old",
];

/// A bit of chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }
}

/// A closed project with something of everything, free pages among them.
fn project() -> (tempfile::TempDir, PathBuf, Caller) {
    let policy = Policy { judgments_per_item: 2, ..Policy::default() };
    let bench = Bench::in_memory(&["yes", "no", "maybe"], policy);
    let rows = |n: usize, more: &dyn Fn(usize) -> String| (0..n).map(more).collect::<String>();
    let lang = ["de", "es", "fr"];
    let text =
        rows(160, &|i| format!("i{i},the text of item {i} is about {} things,{}\n", i * 7, lang[i % 3]));
    bench.import("items", &format!("item,text,lang\n{text}"));
    let labels = ["yes", "no", "maybe"];
    let judged =
        rows(240, &|i| format!("i{},{},{}\n", i / 2, ["r", "s"][i % 2], labels[(i / 2 + i % 5 / 4) % 3]));
    bench.import("judgments", &format!("item,rater,label\n{judged}"));
    bench.import("gold", "item,label\ni130,no\ni131,yes\n");
    bench.import(
        "predictions",
        &format!("item,prediction\n{}", rows(150, &|i| format!("i{i},{}\n", labels[i % 3]))),
    );
    let tag = bench.ok("tag_create", json!({ "name": "blurry" }));
    assert!(tag["id"].is_i64());
    bench.ok(
        "adjudicate",
        json!({ "item": 5, "class": 2, "cause": "rater_error", "rationale": "seen twice" }),
    );
    let gone =
        rows(400, &|i| format!("gone{i},a text that is taken back again and leaves free pages {i},xx\n"));
    bench.import("items", &format!("item,text,lang\n{gone}"));
    let event = bench.events()[0]["id"].clone();
    bench.ok("event_undo", json!({ "event": event }));
    bench.assert_sound();
    bench.ok("project_close", Value::Null);
    let Bench { folder, project, lead, .. } = bench;
    (folder, project, lead)
}

/// Every row of every table of ours, in the order of the table itself.
fn rows(path: &Path) -> rusqlite::Result<u64> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut tables = conn.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'item_text%'
         AND name NOT LIKE 'sqlite_stat%' ORDER BY name",
    )?;
    let names = tables.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut seen = DefaultHasher::new();
    for name in names {
        let mut query = conn.prepare(&format!("SELECT * FROM \"{name}\" NOT INDEXED"))?;
        let columns = query.column_count();
        let mut found = query.query([])?;
        while let Some(row) = found.next()? {
            for column in 0..columns {
                format!("{:?}", row.get_ref(column)?).hash(&mut seen);
            }
        }
    }
    Ok(seen.finish())
}

/// Where bytes are flipped: header, schema, tables, indexes, free pages.
fn places(path: &Path, length: usize) -> Vec<(&'static str, usize)> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut kinds = vec!["free"; length / 4096];
    let mut pages = conn
        .prepare(
            "SELECT d.pageno, CASE WHEN d.name = 'sqlite_schema' THEN 'schema' ELSE s.type END FROM dbstat d
             LEFT JOIN sqlite_schema s ON s.name = d.name",
        )
        .unwrap();
    let mut found = pages.query([]).unwrap();
    while let Some(row) = found.next().unwrap() {
        let page: usize = row.get::<_, i64>(0).unwrap() as usize;
        kinds[page - 1] = match row.get::<_, String>(1).unwrap().as_str() {
            "schema" => "schema",
            "index" => "index",
            _ => "table",
        };
    }
    let mut chance = Chance(2026);
    let mut places: Vec<_> = (0..100).map(|at| ("header", at)).collect();
    for (kind, n) in [("schema", 150), ("table", 350), ("index", 300), ("free", 100)] {
        let of_kind: Vec<usize> = (0..kinds.len()).filter(|&page| kinds[page] == kind).collect();
        assert!(!of_kind.is_empty(), "the project has no {kind} pages");
        places
            .extend((0..n).map(|_| (kind, of_kind[chance.below(of_kind.len())] * 4096 + chance.below(4096))));
    }
    assert_eq!(places.len(), 1000);
    places
}

/// Name and bytes of what lies in a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.is_file()).map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect()
}

enum Opened {
    Refused(String),
    Found,
    Clean,
}

/// Opens a file, asks for this and that, and checks it. No answer may be a panic; the file of a refusal is as it was.
fn open(path: &Path, lead: &Caller) -> Opened {
    let folder = path.parent().unwrap();
    let before = files(folder);
    let workbench = workbench();
    let handle = workbench.files().register(path.to_owned()).handle;
    let call = |command: &str, request: Value| dispatch(&workbench, lead, command, request);
    if let Err(error) = call("project_open", json!({ "file": handle })) {
        // A stored word or rule that cannot be read refuses it, too, by what it is.
        assert!(error.code != "internal" && error.message.len() > 20, "{} {}", error.code, error.message);
        let of_file = REFUSALS.contains(&error.code.as_str()) && error.code != "project_incomplete";
        assert!(!of_file || error.message.contains("test.assay"), "{}", error.message);
        assert!(files(folder) == before, "a file that is refused ({}) is left alone", error.message);
        return Opened::Refused(error.code);
    }
    for (command, request) in [
        ("project_overview", Value::Null),
        ("event_list", json!({ "limit": 100 })),
        ("conflict_list", json!({ "limit": 50 })),
        ("run_list", Value::Null),
        ("item_get", json!({ "item": 7 })),
        ("quality_agreement", json!({})),
    ] {
        if let Err(error) = call(command, request) {
            assert!(!error.message.is_empty(), "{command}");
        }
    }
    match call("project_check", Value::Null) {
        Ok(report) if report["ok"] == true => Opened::Clean,
        _ => Opened::Found,
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "figures for the record")]
fn a_byte_flipped_at_a_thousand_places_is_refused_found_or_harmless() {
    let (folder, project, lead) = project();
    let whole = std::fs::read(&project).unwrap();
    let truth = rows(&project).unwrap();
    let places = places(&project, whole.len());
    let work = folder.path().join("work");
    let path = work.join("test.assay");
    let mut chance = Chance(7);
    let mut tally: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for (kind, at) in places {
        let _ = std::fs::remove_dir_all(&work);
        std::fs::create_dir(&work).unwrap();
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << chance.below(8);
        std::fs::write(&path, &bytes).unwrap();
        let outcome = match open(&path, &lead) {
            Opened::Refused(_) => 0,
            Opened::Found => 1,
            Opened::Clean => match rows(&path) {
                Ok(found) if found == truth => 2,
                Ok(_) => {
                    assert_eq!(kind, "table", "byte {at}: only inside a table's rows may a change go unseen");
                    3
                }
                Err(error) => panic!("byte {at} ({kind}): the check found nothing, and reading says {error}"),
            },
        };
        tally.entry(kind).or_default()[outcome] += 1;
    }
    println!("{:>8} {:>8} {:>8} {:>8} {:>8}", "", "refused", "found", "harmless", "unseen");
    let mut all = [0; 4];
    for (kind, counts) in &tally {
        println!("{kind:>8} {:>8} {:>8} {:>8} {:>8}", counts[0], counts[1], counts[2], counts[3]);
        (0..4).for_each(|i| all[i] += counts[i]);
    }
    println!("{:>8} {:>8} {:>8} {:>8} {:>8}", "all", all[0], all[1], all[2], all[3]);
    assert!(all[0] > 100 && all[3] < 50, "a small file is looked through at the opening");
}

#[test]
fn a_file_cut_off_at_a_hundred_places_is_refused_and_left_as_it_is() {
    let (folder, project, lead) = project();
    let whole = std::fs::read(&project).unwrap();
    let work = folder.path().join("work");
    std::fs::create_dir(&work).unwrap();
    let path = work.join("test.assay");
    let mut chance = Chance(11);
    let ends = [0, 1, 15, 16, 99, 100, 101, 511, 512, 4095, 4096, 4097, whole.len() - 4096, whole.len() - 1];
    let drawn: Vec<usize> = (ends.len()..100).map(|_| chance.below(whole.len())).collect();
    for end in ends.into_iter().chain(drawn) {
        std::fs::write(&path, &whole[..end]).unwrap();
        let Opened::Refused(_) = open(&path, &lead) else { panic!("cut off after {end} bytes, and opened") };
        let handle = |workbench: &assay_workbench::Workbench| workbench.files().register(path.clone()).handle;
        let reading = workbench();
        let request = json!({ "file": handle(&reading), "read_only": true });
        let refused = dispatch(&reading, &lead, "project_open", request).expect_err("cut off");
        assert!(REFUSALS.contains(&refused.code.as_str()), "{}", refused.message);
        assert_eq!(std::fs::read(&path).unwrap().len(), end);
    }
}

#[test]
fn a_damaged_project_opens_for_reading_where_it_can_be_read() {
    let (folder, project, lead) = project();
    // The root of an index: the tables are whole.
    let root: i64 = {
        let conn = Connection::open_with_flags(&project, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let index = "SELECT rootpage FROM sqlite_schema WHERE name = 'event_of_person'";
        conn.query_row(index, [], |row| row.get(0)).unwrap()
    };
    let mut bytes = std::fs::read(&project).unwrap();
    bytes[(root as usize - 1) * 4096] = 0;
    std::fs::write(&project, &bytes).unwrap();
    let Opened::Refused(code) = open(&project, &lead) else { panic!("damaged, and opened for work") };
    assert_eq!(code, "project_damaged");
    let reading = workbench();
    let handle = reading.files().register(project.clone()).handle;
    let opened =
        dispatch(&reading, &lead, "project_open", json!({ "file": handle, "read_only": true })).unwrap();
    assert_eq!(opened["read_only"], true);
    assert_eq!(opened["counts"]["items"], 160);
    match dispatch(&reading, &lead, "project_check", Value::Null) {
        Ok(report) => assert_eq!(report["ok"], false, "{report}"),
        Err(error) => assert_eq!(error.code, "project_damaged", "{}", error.message),
    }
    drop(reading);
    assert!(std::fs::read(&project).unwrap() == bytes);
    drop(folder);
}

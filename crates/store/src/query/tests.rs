//! Whatever a plan does, it finds what a walk along every row finds.

use super::*;
use crate::{Store, Write};
use assay_model::{Sort, filter_word};
use rusqlite::params_from_iter;

/// Numbers by a fixed rule, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn of<'a>(&mut self, these: &[&'a str]) -> &'a str {
        these[self.roll(these.len())]
    }
}

const PIECES: &[&str] = &[
    "a\u{fffe}b",
    "a\u{fffd}b",
    "\u{ffff}",
    "refund",
    "Refund",
    "STRASSE",
    "straße",
    "ΟΔΟΣ",
    "ος",
    "é",
    "e\u{301}",
    "İ",
    "\"quoted\"",
    "a\"\"b",
    "\\",
    "日本語",
    "本語",
    "🙂🙃",
    "x",
    "ab",
    "'",
    "%",
    "*",
    "and",
    "AND",
    "OR",
    "NEAR(",
    "\0",
    "\u{1}",
    "\n",
    " ",
];

/// Items, a run over most of them, labels of some, tags, comments, parts and draws of a few.
fn store(folder: &std::path::Path) -> Store {
    let store = Store::create(&folder.join("p.assay")).unwrap();
    store.write(1, fill).unwrap();
    store
}

fn fill(w: &Write<'_>) -> Result<()> {
    w.sql().execute_batch(
        "INSERT INTO project (id, uid, name, created_at, seed, item_horizon) VALUES (1, 'p', 'P', 0, 1, 400);
         INSERT INTO person (id, uid, name, is_rater, is_lead, is_analyst, created_at) VALUES (1, 'l', 'Lea', 0, 1, 1, 0);
         INSERT INTO question (id, uid, key, text, kind, position) VALUES (1, 'q', 'q', 'Q', 'single', 0);
         INSERT INTO class (id, uid, question_id, key, name, description, colour, position) VALUES
           (1, 'a', 1, 'a', 'Anton', '', '#000000', 2), (2, 'b', 1, 'b', 'Berta', '', '#000000', 0), (3, 'c', 1, 'c', 'two words', '', '#000000', 1);
         INSERT INTO import (id, uid, kind, file_name, started_at, alive_until, finished_at) VALUES (1, 'i', 'items', 'f', 0, 0, 0);
         INSERT INTO field (id, name, position, import_id) VALUES (1, 'size', 0, 1), (2, 'made', 1, 1), (3, 'mixed one', 2, 1);
         ALTER TABLE item_metadata ADD COLUMN f1 ANY; ALTER TABLE item_metadata ADD COLUMN f2 ANY; ALTER TABLE item_metadata ADD COLUMN f3 ANY;
         INSERT INTO run (id, uid, name, question_id, import_id, made_at, ready) VALUES (1, 'r', 'run', 1, 1, 0, 1), (2, 's', 'second', 1, 1, 0, 1);
         INSERT INTO tag (id, uid, name, colour, made_at, rule) VALUES
           (1, 't', 'hand', '#000000', 0, NULL), (2, 'u', 'rule one', '#000000', 0, 'pred != label and size > 3'),
           (3, 'v', 'outer', '#000000', 0, 'tag:\"rule one\" = no or hand = yes');
         INSERT INTO draw (id, uid, run_id, stratum, size, population, seed, reference_revision, made_at) VALUES (1, 'd', 1, 'wrong', 1, 1, 1, 1, 0);",
    )?;
    let mut dice = Dice(7);
    for id in 1..=400_i64 {
        let text: Vec<&str> = (0..dice.roll(6)).map(|_| dice.of(PIECES)).collect();
        let fields = match dice.roll(12) {
            0 => serde_json::json!({}),
            1 => serde_json::json!({ "text": text.concat(), "n": 12345, "more": ["Re", "fund"] }),
            _ => serde_json::json!({ "text": text.concat(), "other": dice.of(PIECES) }),
        };
        let split = [None, Some("train"), Some("test")][dice.roll(3)];
        w.sql().execute(
            "INSERT INTO item (id, key, split, rank, open, digest, import_id) VALUES (?, ?, ?, ?, 1, x'00', 1)",
            rusqlite::params![id, format!("k{}-{id}", dice.roll(30)), split, id],
        )?;
        w.sql()
            .execute("INSERT INTO item_content (item_id, fields) VALUES (?, ?)", (id, fields.to_string()))?;
        crate::text::put(w, id, &fields.to_string())?;
        if dice.roll(10) > 0 {
            let size = [Sql::Null, Sql::Integer(dice.roll(9) as i64), Sql::Real(dice.roll(90) as f64 / 10.0)]
                [dice.roll(3)]
            .clone();
            let made = ["2026-01-05", "2026-01-05T10:00", "2026-01-05 later", "2026-01-05x", "2026-02", "x"]
                [dice.roll(6)];
            let mixed = match dice.roll(5) {
                0 => Sql::Null,
                1 => Sql::Integer(7),
                2 => Sql::Text("7".into()),
                3 => Sql::Integer(i64::MAX - dice.roll(3) as i64),
                _ => Sql::Text(dice.of(PIECES).into()),
            };
            w.sql().execute(
                "INSERT INTO item_metadata (item_id, f1, f2, f3) VALUES (?, ?, ?, ?)",
                rusqlite::params![id, size, made, mixed],
            )?;
        }
        if dice.roll(4) > 0 {
            let source = dice.of(&["gold", "consensus"]);
            w.sql().execute("INSERT INTO reference (item_id, question_id, class_id, source, confidence, n) VALUES (?, 1, ?, ?, 1, 1)", rusqlite::params![id, 1 + dice.roll(3) as i64, source])?;
        }
        if dice.roll(8) > 0 {
            let score = (dice.roll(5) > 0).then(|| dice.roll(11) as f64 / 10.0);
            w.sql().execute(
                "INSERT INTO prediction (run_id, item_id, class_id, score) VALUES (1, ?, ?, ?)",
                rusqlite::params![id, 1 + dice.roll(3) as i64, score],
            )?;
        }
        if dice.roll(4) > 0 {
            w.sql().execute(
                "INSERT INTO prediction (run_id, item_id, class_id) VALUES (2, ?, ?)",
                (id, 1 + dice.roll(3) as i64),
            )?;
        }
        if dice.roll(3) == 0 {
            w.sql().execute(
                "INSERT INTO mark (tag_id, item_id, state) VALUES (1, ?, ?)",
                (id, dice.roll(2) as i64),
            )?;
        }
        if dice.roll(20) == 0 {
            w.sql().execute(
                "INSERT INTO comment (item_id, body, made_at) VALUES (?, ?, 0)",
                (id, dice.of(PIECES)),
            )?;
        }
        if dice.roll(6) == 0 {
            w.sql().execute(
                "INSERT INTO part (item_id, part) VALUES (?, ?)",
                (id, dice.of(&["eyeball", "blackbox"])),
            )?;
        }
    }
    w.sql().execute_batch(
        "INSERT INTO draw_item (run_id, item_id, draw_id) SELECT 1, item_id, 1 FROM prediction WHERE run_id = 1 AND item_id % 9 = 0;
         UPDATE run SET predictions = (SELECT COUNT(*) FROM prediction p WHERE p.run_id = run.id);
         UPDATE prediction SET correct = e.correct FROM expected_prediction e WHERE e.item_id = prediction.item_id AND e.run_id = prediction.run_id;",
    )?;
    Ok(())
}

/// The whole query as one statement over a join of everything: what a plan must equal.
fn walked(r: &Read<'_>, query: &Query) -> Vec<i64> {
    let names = Names::load(r).unwrap();
    let Compiled { condition, values } = compile(&names, query).unwrap();
    let mut order = String::new();
    for (operand, descending) in sorts(&names, query).unwrap() {
        let key = match operand {
            Operand::Plain(sql) => sql.to_owned(),
            Operand::Field(id) => format!("m.f{id}"),
            Operand::Class(sql) => format!("(SELECT position FROM class WHERE id = {sql})"),
            Operand::OtherRun(run) => format!(
                "(SELECT c.position FROM prediction o JOIN class c ON c.id = o.class_id
                  WHERE o.run_id = {run} AND o.item_id = p.item_id)"
            ),
            Operand::Tag(0) => "(SELECT state FROM mark WHERE tag_id = 1 AND item_id = p.item_id)".to_owned(),
            Operand::Tag(_) => "COALESCE(p.correct = 0 AND m.f1 > 3, 0)".to_owned(),
            Operand::Drawn => sql::DRAWN.to_owned(),
            Operand::Part => sql::PART.to_owned(),
            Operand::Comment => sql::COMMENT.to_owned(),
            Operand::Text => "(SELECT fields FROM item_content WHERE item_id = p.item_id)".to_owned(),
        };
        order.push_str(&format!("{key} {} NULLS LAST, ", if descending { "DESC" } else { "ASC" }));
    }
    let sql = format!(
        "SELECT p.item_id FROM prediction p JOIN item i ON i.id = p.item_id
         LEFT JOIN reference f ON f.item_id = p.item_id AND f.question_id = 1
         LEFT JOIN item_metadata m ON m.item_id = p.item_id
         WHERE p.run_id = 1 AND {condition} ORDER BY {order} p.item_id"
    );
    let mut statement = r.sql().prepare(&sql).unwrap();
    let rows = statement.query_map(params_from_iter(values), |row| row.get(0)).unwrap();
    rows.map(std::result::Result::unwrap).collect()
}

fn condition(dice: &mut Dice, depth: usize) -> String {
    let text = |dice: &mut Dice| {
        let pieces: Vec<&str> = (0..1 + dice.roll(2)).map(|_| dice.of(PIECES)).collect();
        format!("\"{}\"", pieces.concat().replace('\\', "\\\\").replace('"', "\"\""))
    };
    let class = |dice: &mut Dice| dice.of(&["a", "Berta", "\"two words\"", "none", "missing"]).to_owned();
    let equal = |dice: &mut Dice| dice.of(&["=", "!="]).to_owned();
    let any = |dice: &mut Dice| dice.of(&["=", "!=", "<", "<=", ">", ">="]).to_owned();
    match dice.roll(if depth == 0 { 19 } else { 25 }) {
        0 => format!("pred {} label", equal(dice)),
        1 => format!("{} {} {}", dice.of(&["pred", "label"]), equal(dice), class(dice)),
        2 => format!("prob {} 0.{}", any(dice), dice.roll(10)),
        3 | 4 => format!("text {} {}", dice.of(&["~", "!~"]), text(dice)),
        5 => format!("size {} {}", any(dice), dice.roll(9)),
        6 => format!("made {} {}", any(dice), dice.of(&["2026-01-05", "2026-02", "x"])),
        7 => format!("\"mixed one\" {} {}", dice.of(&["=", "!=", "~", "!~", "<", ">"]), text(dice)),
        8 => format!("\"mixed one\" {} 7", dice.of(&["=", "!=", "~", "<", ">"])),
        9 => format!(
            "tag:{} {} {}",
            dice.of(&["hand", "\"rule one\"", "outer"]),
            equal(dice),
            dice.of(&["yes", "no", "unseen"])
        ),
        10 => format!("drawn {} {}", equal(dice), dice.of(&["yes", "no"])),
        11 => format!("part {} {}", equal(dice), dice.of(&["eyeball", "blackbox", "none"])),
        12 => format!(
            "{} is {}",
            dice.of(&[
                "label", "prob", "split", "size", "comment", "part", "hand", "text", "key", "drawn", "outer"
            ]),
            dice.of(&["missing", "present", "not missing"])
        ),
        13 => format!(
            "{} {} {}",
            dice.of(&["split", "source", "key", "comment"]),
            dice.of(&["=", "!=", "~", "!~", "<", ">"]),
            dice.of(&["train", "gold", "k7-12", "k", "x"])
        ),
        14 => format!(
            "{} {}in ({})",
            dice.of(&["size", "\"mixed one\"", "split", "prob"]),
            dice.of(&["", "not "]),
            dice.of(&["3, 7", "train, test, 0.4", "7", "\"a,b\", missing"])
        ),
        15 => format!("label in ({}, {})", class(dice), class(dice)),
        16 => format!("pred@second {} {}", equal(dice), class(dice)),
        17 => {
            let (one, other) = (dice.of(&["label", "pred"]), equal(dice));
            if dice.roll(2) == 0 {
                format!("pred@second {other} {one}")
            } else {
                format!("{one} {other} pred@second")
            }
        }
        18 => match dice.roll(4) {
            0 => {
                let fields = &["size", "made", "\"mixed one\""];
                format!("{} {} {}", dice.of(fields), any(dice), dice.of(fields))
            }
            1 => format!("made {}in (2026-01-05, {})", dice.of(&["", "not "]), dice.of(&["x", "2026-02"])),
            2 => format!("size {} {}", dice.of(&["~", "!~"]), dice.of(&["1", ".5", "3."])),
            _ => format!("\"mixed one\" {} 922337203685477580{}", any(dice), dice.of(&["6", "7", "8", "0"])),
        },
        19 => format!("not {}", condition(dice, depth - 1)),
        20 => format!("({})", condition(dice, depth - 1)),
        21 => format!("({} and {})", condition(dice, depth - 1), condition(dice, depth - 1)),
        22 => format!(
            "({} and {} and {})",
            condition(dice, depth - 1),
            condition(dice, depth - 1),
            condition(dice, depth - 1)
        ),
        _ => format!("({} or {})", condition(dice, depth - 1), condition(dice, depth - 1)),
    }
}

#[test]
fn a_plan_finds_what_a_walk_finds() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let columns = [
        "prob",
        "pred",
        "pred@second",
        "label",
        "key",
        "split",
        "source",
        "size",
        "made",
        "mixed one",
        "hand",
        "rule one",
        "drawn",
        "part",
        "comment",
        "text",
    ];
    let mut dice = Dice(42);
    store
        .read(|r| {
            let mut hits = 0;
            for _ in 0..3000 {
                let filter = condition(&mut dice, 3);
                let sort = |dice: &mut Dice| Sort {
                    column: dice.of(&columns).to_owned(),
                    descending: dice.roll(2) == 1,
                };
                let sort = (0..dice.roll(4)).map(|_| sort(&mut dice)).collect();
                let query = Query { filter: Some(filter), sort };
                let expected = walked(r, &query);
                hits += usize::from(!expected.is_empty());
                assert_eq!(find(r, 1, &query)?, expected, "{query:?}");
            }
            assert!(hits > 1500, "most filters find something: {hits}");
            for column in columns {
                let query =
                    Query { filter: None, sort: vec![Sort { column: column.into(), descending: false }] };
                assert_eq!(find(r, 1, &query)?, walked(r, &query), "{column}");
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn lines_asked_together_find_what_each_finds_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let mut dice = Dice(7);
    store
        .read(|r| {
            for _ in 0..40 {
                // More conditions on metadata than go into one walk, some of them twice, and a line that is none.
                let mut lines: Vec<String> = (0..120).map(|_| condition(&mut dice, 2)).collect();
                lines.extend((0..120).map(|n| format!("size > {} or made is missing", n / 2)));
                lines.insert(17, "size >".to_owned());
                let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                let mut asked = 0;
                find_each(r, 1, &lines, |place, found| {
                    assert_eq!(place, asked, "in order");
                    asked += 1;
                    let alone = Query { filter: Some(lines[place].to_owned()), sort: Vec::new() };
                    match found {
                        Ok(found) => assert_eq!(found, walked(r, &alone), "{}", lines[place]),
                        Err(fault) => assert!(matches!(fault, StoreError::Filter { .. }) && place == 17),
                    }
                    Ok(())
                })?;
                assert_eq!(asked, lines.len());
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn a_day_in_a_list_is_the_day_that_it_is_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    store
        .read(|r| {
            let ids = |line: &str| find(r, 1, &Query { filter: Some(line.to_owned()), sort: Vec::new() });
            let mut each = ids("made = 2026-01-05")?;
            assert!(
                each.len()
                    > ids("made ~ \"2026-01-05\" and made !~ T and made !~ later and made !~ x")?.len()
            );
            each.extend(ids("made = 2026-02")?);
            each.sort_unstable();
            assert_eq!(ids("made in (2026-01-05, 2026-02)")?, each);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn whole_numbers_are_found_and_ordered_digit_by_digit() {
    const NAMED: i64 = 1_234_567_890_123_456_789;
    const EDGE: i64 = 1 << 53;
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let values = [
        Sql::Integer(EDGE + 1),
        Sql::Real(EDGE as f64),
        Sql::Integer(EDGE),
        Sql::Integer(NAMED),
        Sql::Real(NAMED as f64),
        Sql::Integer(-EDGE - 1),
        Sql::Real(-1e300),
        Sql::Real(1e300),
    ];
    let set = |w: &Write<'_>| -> Result<Vec<i64>> {
        let items = find(w, 1, &Query { filter: Some("size is present".into()), sort: Vec::new() })?;
        for (item, value) in items.iter().zip(values.iter().cycle()) {
            w.sql().execute("UPDATE item_metadata SET f1 = ? WHERE item_id = ?", (value, item))?;
        }
        Ok(items)
    };
    let items = store.write(1, set).unwrap();
    let with = |kept: &[usize]| -> Vec<i64> {
        items
            .iter()
            .enumerate()
            .filter(|(at, _)| kept.contains(&(at % values.len())))
            .map(|(_, item)| *item)
            .collect()
    };
    store
        .read(|r| {
            let ids =
                |line: &str, sort: Vec<Sort>| find(r, 1, &Query { filter: Some(line.to_owned()), sort });
            for (line, kept) in [
                ("size = 1234567890123456789", vec![3]),
                ("size in (1234567890123456789, 9007199254740993)", vec![0, 3]),
                ("size = 9007199254740992", vec![1, 2]),
                ("size > 1234567890123456788 and size < 1e20", vec![3]),
                ("size >= 9007199254740993 and not (size > 9007199254740993)", vec![0]),
                ("size is present and size != 1234567890123456789", vec![0, 1, 2, 4, 5, 6, 7]),
            ] {
                assert_eq!(ids(line, Vec::new())?, with(&kept), "{line}");
                assert_eq!(among(r, &Names::load(r)?, 1, line, &items)?.len(), with(&kept).len(), "{line}");
            }
            let sort = vec![Sort { column: "size".into(), descending: false }];
            let order: Vec<i64> = [&[6][..], &[5], &[1, 2], &[0], &[4], &[3], &[7]]
                .iter()
                .flat_map(|kept| with(kept))
                .collect();
            assert_eq!(ids("size is present", sort)?, order);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn text_is_found_whatever_the_alphabet_the_quotes_and_the_length() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let mut dice = Dice(3);
    store
        .read(|r| {
            assert_eq!(crate::text::differing(r)?, 0);
            for round in 0..400 {
                let needle: String = (0..1 + dice.roll(4)).map(|_| dice.of(PIECES)).collect();
                let start = dice.roll(needle.chars().count());
                let needle: String = needle.chars().skip(start).take(1 + dice.roll(40)).collect();
                let filter = Some(format!("text ~ {}", filter_word(&needle)));
                let query = Query { filter, sort: Vec::new() };
                assert_eq!(find(r, 1, &query)?, walked(r, &query), "{round}: {needle:?}");
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn rules_that_go_round_or_cannot_be_read_are_refused_where_the_tag_stands() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let filter = |line: &str| {
        let query = Query { filter: Some(line.to_owned()), sort: Vec::new() };
        match store.read(|r| find(r, 1, &query)) {
            Err(StoreError::Filter { at, message }) => (at, message),
            other => panic!("{line}: {other:?}"),
        }
    };
    store
        .write(2, |w| {
            w.sql().execute_batch(
                "INSERT INTO tag (id, uid, name, colour, made_at, rule) VALUES
                 (4, 'w', 'ping', '#000000', 0, 'size = 1 or pong = yes'), (5, 'x', 'pong', '#000000', 0, 'not ping = no'),
                 (6, 'y', 'broken', '#000000', 0, 'size = 1 and lable = a')",
            )?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let (at, message) = filter("pred = a and ping = yes");
    assert!(at == 13 && message.contains("refers to itself, by way of `ping`, `pong`"), "{at} {message}");
    let (at, message) = filter("size = 1 or broken = no");
    assert_eq!(at, 12);
    assert_eq!(
        message,
        "in the rule of tag `broken`, character 14: there is no column `lable`; did you mean `label`?"
    );
    let cases = [
        ("pred = a and lable = b", 13, "there is no column `lable`; did you mean `label`?"),
        ("pred = Antno", 7, "there is no class `Antno`; did you mean `Anton`?"),
        ("tag:hnad = yes", 0, "there is no tag `hnad`; did you mean `hand`?"),
        ("part = eyebal", 7, "part is eyeball, blackbox or none; did you mean `eyeball`?"),
        ("hand = maybe", 7, "a tag is yes, no or unseen"),
    ];
    for (line, at, message) in cases {
        assert_eq!(filter(line), (at, message.to_owned()), "{line}");
    }
}

#[test]
fn what_is_wanted_no_more_is_stopped() {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let query = Query { filter: Some("text ~ x or size > 3".into()), sort: Vec::new() };
    let stop = Arc::new(AtomicBool::new(true));
    let stopped = store.read_until(&stop, |r| find(r, 1, &query)).unwrap_err();
    assert_eq!(stopped.code(), "cancelled");
    // Nobody stops who comes after.
    assert!(!store.read(|r| find(r, 1, &query)).unwrap().is_empty());
}

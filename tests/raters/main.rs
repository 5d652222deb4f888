//! Exact under many raters at once: rules, adaptive overlap, hidden gold, repeats, returns, expiries, skips and undo in
//! the mix; no double assignment, nothing stranded.
//!
//! The project lies on a memory file system where there is one; durability is not relaxed. The usual run is small; all
//! 1,000 raters on 100,000 items: `cargo test --release -p assay-tests --test raters -- --ignored --nocapture`.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

const THREADS: usize = 16;
const LEAST: i64 = 2;
const MOST: i64 = 4;

/// Random-looking, without memory.
fn mix(seed: u64, value: u64) -> u64 {
    let mut z = seed.wrapping_add(value.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn say(line: &str) {
    // Only a note: a closed stderr is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{line}");
}

struct Crowd {
    bench: Bench,
    raters: Vec<Caller>,
    question: i64,
    classes: Vec<i64>,
    judged: AtomicU64,
    undone: AtomicU64,
    skipped: AtomicU64,
    released: AtomicU64,
    lost: AtomicU64,
}

fn crowd(raters: usize, items: usize) -> Crowd {
    let policy = Policy {
        judgments_per_item: u32::try_from(LEAST).unwrap(),
        gold_share: 0.05,
        rules: serde_json::from_value(json!({
            "adaptive": { "most_judgments": MOST, "target": 0.9 },
            "calibration": { "items": items / 100, "judgments": 3 },
            "repeats": { "share": 0.02, "after_seconds": 0, "after_items": 5 },
        }))
        .unwrap(),
        ..Policy::default()
    };
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    let bench = Bench::in_folder(folder.expect("a folder"), &["a", "b", "c"], policy);
    let language = |i: usize| if i.is_multiple_of(10) { "es" } else { "en" };
    let rows: String = (0..items).map(|i| format!("i{i},t,{}\n", language(i))).collect();
    bench.import("items", &format!("item,text,lang\n{rows}"));
    let gold: String = (0..items).step_by(50).map(|i| format!("i{i},{}\n", ["a", "b", "c"][i % 3])).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    let fields = bench.ok("field_list", Value::Null);
    let field = fields.as_array().unwrap().iter().find(|f| f["name"] == "lang").unwrap()["id"].clone();
    let callers: Vec<Caller> = (0..raters).map(|i| bench.rater(&format!("r{i:04}"))).collect();
    for (i, rater) in callers.iter().enumerate() {
        let mut attributes = Vec::new();
        if i % 3 == 0 {
            attributes.push(json!({ "name": "language", "value": "es" }));
        }
        if i % 4 == 0 {
            attributes.push(json!({ "name": "expert", "value": "yes" }));
        }
        if !attributes.is_empty() {
            let request = json!({ "person": rater.person, "attributes": attributes });
            bench.ok("person_attributes_set", request);
        }
    }
    bench.ok(
        "assignment_rule_add",
        json!({ "field": field, "field_value": "es", "attribute": { "name": "language", "value": "es" } }),
    );
    bench.ok(
        "assignment_rule_add",
        json!({ "attribute": { "name": "expert", "value": "yes" }, "at_least": 1 }),
    );
    let question = bench.overview().question;
    Crowd {
        raters: callers,
        question: question.id,
        classes: question.classes.iter().map(|class| class.id).collect(),
        bench,
        judged: AtomicU64::new(0),
        undone: AtomicU64::new(0),
        skipped: AtomicU64::new(0),
        released: AtomicU64::new(0),
        lost: AtomicU64::new(0),
    }
}

impl Crowd {
    fn call(&self, rater: usize, command: &str, request: Value) -> Result<Value, String> {
        dispatch(&self.bench.workbench, &self.raters[rater], command, request)
            .map_err(|e| format!("{} {}", e.code, e.message))
    }

    /// Up to `turns` acts of one rater; whether it still gets something.
    fn turn(&self, rater: usize, turns: u64, round: u64) -> bool {
        let mut queue = self.call(rater, "label_queue", Value::Null).unwrap();
        for act in 0..turns {
            let Some(task) = queue["tasks"].get(0) else { return false };
            let key = task["item"]["key"].as_str().unwrap();
            let item: u64 = key[1..].parse().unwrap();
            let chance = mix(mix(round, rater as u64), mix(act, item)) % 1000;
            // Eight of ten are right, and the same rater says the same of the same item.
            let answer = mix(rater as u64, item);
            let right = item % 3;
            let class = if answer % 10 < 8 { right } else { (right + 1 + answer / 16 % 2) % 3 };
            let skip = chance < 15;
            let said = if skip {
                json!({ "skipped": true })
            } else {
                json!({ "answers": [{ "question": self.question, "class": self.classes[class as usize] }] })
            };
            if (35..40).contains(&chance) {
                // The rater goes away: the leases run out, and someone else comes before the answer does.
                let sql = self.sql();
                let own = "UPDATE assignment SET expires_at = 1 WHERE id = ?";
                sql.execute(own, [task["assignment"].as_i64().unwrap()]).unwrap();
                drop(sql);
                self.call((rater + 7) % self.raters.len(), "label_queue", Value::Null).unwrap();
            }
            let uid = uuid::Uuid::new_v4().to_string();
            let request = json!({ "assignment": task["assignment"], "uid": uid, "said": said });
            queue = match self.call(rater, "label_submit", request) {
                Ok(queue) => {
                    (if skip { &self.skipped } else { &self.judged }).fetch_add(1, Ordering::Relaxed);
                    queue
                }
                Err(why) => {
                    assert!(why.starts_with("lease_lost"), "{why}");
                    self.lost.fetch_add(1, Ordering::Relaxed);
                    self.call(rater, "label_queue", Value::Null).unwrap()
                }
            };
            if (15..25).contains(&chance) {
                match self.call(rater, "label_undo", Value::Null) {
                    Ok(undone) => {
                        self.undone.fetch_add(u64::from(undone["undone"] == true), Ordering::Relaxed);
                        queue = undone["queue"].clone();
                    }
                    Err(why) => assert!(why.starts_with("place_taken"), "{why}"),
                }
            }
            if (25..35).contains(&chance) {
                self.call(rater, "label_release", Value::Null).unwrap();
                self.released.fetch_add(1, Ordering::Relaxed);
                return true;
            }
        }
        true
    }

    /// Every rater in turns on many threads, until nobody gets anything.
    fn work(&self) {
        for round in 0.. {
            let next = Mutex::new((0..self.raters.len()).collect::<Vec<_>>());
            let busy = AtomicBool::new(false);
            std::thread::scope(|scope| {
                for _ in 0..THREADS {
                    scope.spawn(|| {
                        loop {
                            let rater = next.lock().unwrap().pop();
                            let Some(rater) = rater else { break };
                            if self.turn(rater, 40, round) {
                                busy.store(true, Ordering::Relaxed);
                            }
                        }
                    });
                }
            });
            self.expire_some(round);
            if !busy.load(Ordering::Relaxed) && self.open() == 0 {
                break;
            }
            assert!(round < 10_000, "{} items stay open", self.open());
        }
    }

    fn sql(&self) -> rusqlite::Connection {
        let sql = rusqlite::Connection::open(&self.bench.project).unwrap();
        sql.busy_timeout(Duration::from_secs(60)).unwrap();
        sql
    }

    /// A tenth of all leases run out; and what holds at each moment is looked at.
    fn expire_some(&self, round: u64) {
        let sql = self.sql();
        if round.is_multiple_of(5) {
            sql.execute("UPDATE assignment SET expires_at = 1 WHERE state = 'leased' AND id % 10 = 3", [])
                .unwrap();
        }
        self.assert_none("more leases than places", "SELECT COUNT(*) FROM (
            SELECT a.item_id, COUNT(*) AS leased FROM assignment a WHERE a.state = 'leased' AND a.purpose = 'label'
              AND NOT EXISTS (SELECT 1 FROM judgment j WHERE j.assignment_id = a.id)
            GROUP BY a.item_id) l JOIN wanted w ON w.item_id = l.item_id
            WHERE l.leased > w.n - (SELECT COUNT(*) FROM judgment j WHERE j.item_id = l.item_id AND j.counted = 1
                                    AND j.purpose = 'label')");
    }

    fn open(&self) -> i64 {
        self.sql().query_row("SELECT value FROM counter WHERE name = 'open'", [], |row| row.get(0)).unwrap()
    }

    fn assert_none(&self, what: &str, query: &str) {
        let n: i64 = self.sql().query_row(query, [], |row| row.get(0)).unwrap();
        assert_eq!(n, 0, "{what}");
    }

    fn assert_exact(&self, items: usize) {
        let given = "(SELECT COUNT(*) FROM judgment j WHERE j.item_id = w.item_id AND j.counted = 1 AND j.purpose = 'label')";
        let of = "FROM wanted w WHERE NOT EXISTS (SELECT 1 FROM gold g WHERE g.item_id = w.item_id)";
        self.assert_none("an item is not complete", &format!("SELECT COUNT(*) {of} AND w.n > {given}"));
        // What was taken back is on offer to its rater once more, though others may have settled the item meanwhile.
        self.assert_none(
            "an item has more than it wants",
            &format!(
                "SELECT COUNT(*) {of} AND w.n < {given}
             AND NOT EXISTS (SELECT 1 FROM judgment j WHERE j.item_id = w.item_id AND j.standing = 0)"
            ),
        );
        self.assert_none(
            "a rater counts twice on an item",
            "SELECT COUNT(*) FROM (SELECT 1 FROM judgment
            WHERE standing = 1 AND purpose <> 'repeat' GROUP BY item_id, person_id HAVING COUNT(*) > 1)",
        );
        self.assert_none("a Spanish item went to someone else", "SELECT COUNT(*) FROM judgment j JOIN item i ON i.id = j.item_id
            WHERE j.purpose = 'label' AND CAST(SUBSTR(i.key, 2) AS INTEGER) % 10 = 0
            AND NOT EXISTS (SELECT 1 FROM person_attribute a WHERE a.person_id = j.person_id AND a.name = 'language')");
        self.assert_none("an item without an expert", "SELECT COUNT(*) FROM item i
            WHERE NOT EXISTS (SELECT 1 FROM gold g WHERE g.item_id = i.id) AND NOT EXISTS
              (SELECT 1 FROM judgment j JOIN person_attribute a ON a.person_id = j.person_id AND a.name = 'expert'
               WHERE j.item_id = i.id AND j.counted = 1 AND j.purpose = 'label')");
        let sql = self.sql();
        let mut query = sql.prepare("SELECT DISTINCT (SELECT COUNT(*) FROM judgment j WHERE j.item_id = i.id AND j.counted = 1
            AND j.purpose = 'label') FROM item i WHERE NOT EXISTS (SELECT 1 FROM gold g WHERE g.item_id = i.id)").unwrap();
        let counts: HashSet<i64> =
            query.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        assert!(counts.iter().all(|n| (LEAST..=MOST).contains(n)) && counts.len() > 1, "{counts:?}");
        assert!(items > 0);
        self.bench.assert_sound();
    }
}

fn run(raters: usize, items: usize) {
    let crowd = crowd(raters, items);
    let start = Instant::now();
    crowd.work();
    let time = start.elapsed();
    crowd.assert_exact(items);
    let n = |count: &AtomicU64| count.load(Ordering::Relaxed);
    say(&format!(
        "{raters} raters, {items} items: {} judgments in {:.1} s ({:.0}/s), {} skips, {} undone, {} returns, {} leases lost",
        n(&crowd.judged),
        time.as_secs_f64(),
        n(&crowd.judged) as f64 / time.as_secs_f64(),
        n(&crowd.skipped),
        n(&crowd.undone),
        n(&crowd.released),
        n(&crowd.lost)
    ));
    // What this test is about took place.
    for count in [&crowd.skipped, &crowd.undone, &crowd.released, &crowd.lost] {
        assert!(n(count) > 0);
    }
}

#[test]
fn every_item_gets_exactly_its_judgments_from_many_raters_at_once() {
    run(60, 1_000);
}

#[test]
#[ignore = "takes minutes: 1,000 raters on 100,000 items"]
fn a_thousand_raters_on_a_hundred_thousand_items() {
    run(1_000, 100_000);
}

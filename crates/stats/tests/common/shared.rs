//! The data sets beside the project. Where the folder `shared` is missing, a test says so and passes.
#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::HashMap;
use std::path::PathBuf;

use super::common::Table;

#[allow(clippy::print_stderr, reason = "a skipped test says so")]
pub fn shared() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if path.join("data").is_dir() && path.join("reference").is_dir() {
        return Some(path);
    }
    eprintln!("SKIPPED: no data sets at {}; the committed fixtures were still tested", path.display());
    None
}

/// A data set with its truth; `u32::MAX` is a true class that nobody used.
pub struct DataSet {
    pub name: String,
    pub table: Table,
    pub truth: Vec<Option<u32>>,
    pub item_numbers: HashMap<String, u32>,
    pub rater_numbers: HashMap<String, u32>,
}

fn number(names: &mut HashMap<String, u32>, name: &str) -> u32 {
    let next = names.len() as u32;
    *names.entry(name.to_owned()).or_insert(next)
}

/// `data/name`, classes in the order given; a truth where the folder has one.
pub fn load(shared: &std::path::Path, name: &str, classes: &[&str]) -> DataSet {
    let class_numbers: HashMap<&str, u32> = classes.iter().copied().zip(0..).collect();
    let mut table = Table { n_classes: classes.len() as u32, ..Table::default() };
    let (mut item_numbers, mut rater_numbers) = (HashMap::new(), HashMap::new());
    let folder = shared.join("data").join(name);
    for line in std::fs::read_to_string(folder.join("labels.csv")).unwrap().lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let (item, rater) = (number(&mut item_numbers, fields[0]), number(&mut rater_numbers, fields[1]));
        table.push(item, rater, class_numbers[fields[2]]);
    }
    (table.n_items, table.n_raters) = (item_numbers.len() as u32, rater_numbers.len() as u32);
    let mut truth = vec![None; table.n_items as usize];
    for line in std::fs::read_to_string(folder.join("truth.csv")).unwrap_or_default().lines().skip(1) {
        let (item, label) = line.split_once(',').unwrap();
        // Some truths name items without judgments or classes nobody used.
        if let Some(&item) = item_numbers.get(item) {
            truth[item as usize] = Some(class_numbers.get(label).copied().unwrap_or(u32::MAX));
        }
    }
    DataSet { name: name.to_owned(), table, truth, item_numbers, rater_numbers }
}

/// All data sets that have a truth and reference values.
pub const WITH_TRUTH: [(&str, &[&str]); 10] = [
    ("bluebird", &["0", "1"]),
    ("mozafari", &["0", "1"]),
    ("s_face", &["0", "1", "2", "3"]),
    ("rte", &["1", "2"]),
    ("d_possent", &["0", "1"]),
    ("d_product", &["0", "1"]),
    ("s_adult", &["G", "P", "R", "X"]),
    ("trec", &["1", "2"]),
    ("hitspam_cf", &["No", "Yes"]),
    ("cifar10h_drawn_annotators", &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]),
];

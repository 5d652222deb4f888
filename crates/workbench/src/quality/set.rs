//! Judgments as the statistics take them, from a project or from a table.

use super::{AgreementBasis, TableRequest};
use crate::import::{ImportKind, ImportRequest, Source, resolve_mapping};
use crate::{Context, Error, Result};
use assay_formats::{Row, RowRead};
use assay_stats::{Gold, Judgments};
use assay_store::judgments::{self, Purpose};
use assay_store::{Read, project};
use std::collections::HashMap;
use std::path::Path;

/// Judgments by index, and what each index stands for.
pub(crate) struct JudgmentSet {
    pub(crate) items: Vec<String>,
    pub(crate) raters: Vec<String>,
    pub(crate) classes: Vec<String>,
    item: Vec<u32>,
    rater: Vec<u32>,
    label: Vec<u32>,
    /// Skips, where they are known.
    pub(crate) skips: i64,
    /// Answers beside which the skips stand, where they are not those of the set.
    pub(crate) answers: Option<u64>,
    /// Further answers of a rater on an item, left out.
    pub(crate) repeats: u64,
    /// Draws the orders of a replay.
    pub(crate) seed: u64,
    /// Names the snapshot.
    pub(crate) reference_revision: Option<i64>,
    /// Acceptable answers of gold items: item and class by index.
    gold: Vec<(u32, u32)>,
    /// By item: it was judged as a hidden check only. Such items tell about raters and are no result.
    hidden: Vec<bool>,
    /// Row ids, of a project.
    pub(crate) ids: Ids,
    /// Which judgments agreement is made from.
    pub(crate) basis: AgreementBasis,
    /// Answers to items that a rater answered more than once.
    pub(crate) again: Again,
}

/// Answers of raters to items that they answered more than once, in order of time.
#[derive(Default)]
pub(crate) struct Again {
    pub(crate) raters: Vec<String>,
    item: Vec<u32>,
    rater: Vec<u32>,
    label: Vec<u32>,
}

impl Again {
    /// As the statistics take it; none where nobody answered twice.
    pub(crate) fn view(&self, n_classes: usize) -> Option<Judgments<'_>> {
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let n_items = self.item.iter().max()?.saturating_add(1);
        let raters = size(self.raters.len());
        Judgments::new(&self.item, &self.rater, &self.label, n_items, raters, size(n_classes)).ok()
    }
}

/// Judgments on some of the items of a set, by the indices of the set.
pub(crate) struct JudgmentsOn {
    item: Vec<u32>,
    rater: Vec<u32>,
    label: Vec<u32>,
}

/// Row ids of what the indices stand for; empty for a table.
#[derive(Default)]
pub(crate) struct Ids {
    pub(crate) question: i64,
    pub(crate) items: Vec<i64>,
    pub(crate) classes: Vec<i64>,
}

/// Beyond so many classes a table is looked at twice.
const MANY_CLASSES: usize = 1_000;

/// The seed where no project gives one: the answer is the same each time.
const SEED: u64 = 20_261_121;

impl JudgmentSet {
    /// What agreement and consensus are about.
    pub(crate) fn of_project(r: &Read<'_>) -> Result<JudgmentSet> {
        JudgmentSet::read(r, Purpose::Labels)
    }

    /// What agreement is about: with adaptive overlap the calibration items, as far as there are some.
    pub(crate) fn for_agreement(r: &Read<'_>) -> Result<JudgmentSet> {
        let rules = project::policy(r)?.rules;
        let (purpose, basis) = match (rules.adaptive, rules.calibration) {
            (None, _) => (Purpose::Labels, AgreementBasis::All),
            (Some(_), None) => (Purpose::Labels, AgreementBasis::Biased),
            (Some(_), Some(c)) => {
                (Purpose::Calibration, AgreementBasis::Calibration { judgments: c.judgments, drawn: c.items })
            }
        };
        let set = JudgmentSet::read(r, purpose)?;
        let twice = judgments::answered_again(r, set.ids.question, &set.ids.classes)?;
        let people = assay_store::people::list(r)?;
        let name = |id: &i64| people.iter().find(|p| p.id == *id).map(|p| p.name.clone()).unwrap_or_default();
        let again = Again {
            raters: twice.raters.iter().map(name).collect(),
            item: twice.item,
            rater: twice.rater,
            label: twice.label,
        };
        // Skips are told of all work, not of the calibration items.
        let counts = project::counts(r)?;
        let answers = (purpose == Purpose::Calibration).then_some(counts.judgments.cast_unsigned());
        Ok(JudgmentSet { basis, again, answers, ..set })
    }

    /// With the answers to hidden gold, which tell how much a rater's answers weigh.
    pub(crate) fn with_gold(r: &Read<'_>) -> Result<JudgmentSet> {
        JudgmentSet::read(r, Purpose::LabelsAndGold)
    }

    fn read(r: &Read<'_>, purpose: Purpose) -> Result<JudgmentSet> {
        let question = project::question_in_figures(r)?;
        let classes: Vec<i64> = question.classes.iter().map(|class| class.id).collect();
        let table = judgments::table(r, question.id, &classes, purpose)?;
        let people = assay_store::people::list(r)?;
        let name = |id: &i64| people.iter().find(|p| p.id == *id).map(|p| p.name.clone()).unwrap_or_default();
        let row = project::get(r)?;
        let place = |ids: &[i64]| ids.iter().copied().zip(0..).collect::<HashMap<i64, u32>>();
        let (item, class) = (place(&table.items), place(&classes));
        let answers = judgments::gold_answers(r, question.id)?.into_iter();
        let gold = answers.filter_map(|(i, c)| Some((*item.get(&i)?, *class.get(&c)?))).collect();
        let mut hidden = vec![purpose == Purpose::LabelsAndGold; table.items.len()];
        if purpose == Purpose::LabelsAndGold {
            for id in judgments::labelled_items(r, question.id)? {
                if let Some(&at) = item.get(&id) {
                    hidden[at as usize] = false;
                }
            }
        }
        Ok(JudgmentSet {
            items: judgments::item_keys(r, &table.items)?,
            raters: table.raters.iter().map(name).collect(),
            classes: question.classes.into_iter().map(|class| class.key).collect(),
            item: table.item,
            rater: table.rater,
            label: table.label,
            skips: project::counts(r)?.skips,
            answers: None,
            repeats: judgments::repeats(r)?,
            seed: row.seed.cast_unsigned(),
            reference_revision: Some(row.reference_revision),
            gold,
            hidden,
            ids: Ids { question: question.id, items: table.items, classes },
            basis: AgreementBasis::All,
            again: Again::default(),
        })
    }

    /// Any table with item, rater and label. The classes are the labels in it, in order (numbers by value).
    pub(crate) fn of_table(ctx: &Context, request: &TableRequest) -> Result<JudgmentSet> {
        let import = ImportRequest {
            map: request.map.clone(),
            encoding: request.encoding.clone(),
            delimiter: request.delimiter.clone(),
            ..ImportRequest::reading(&request.file, ImportKind::Judgments)
        };
        let path = ctx.workbench.files.path(&request.file)?;
        let rows = columns(&path, &import, |m| [m.key.clone(), m.rater.clone(), m.label.clone()])?;
        let (mut items, mut raters, mut labels) = (Index::default(), Index::default(), Index::default());
        let mut set = JudgmentSet {
            items: Vec::new(),
            raters: Vec::new(),
            classes: Vec::new(),
            item: Vec::with_capacity(rows.len()),
            rater: Vec::with_capacity(rows.len()),
            label: Vec::with_capacity(rows.len()),
            skips: 0,
            answers: None,
            repeats: 0,
            seed: SEED,
            reference_revision: None,
            gold: Vec::new(),
            hidden: Vec::new(),
            ids: Ids::default(),
            basis: AgreementBasis::All,
            again: Again::default(),
        };
        for [item, rater, label] in rows {
            if label.is_empty() {
                set.skips += 1;
                continue;
            }
            set.item.push(items.of(item));
            set.rater.push(raters.of(rater));
            set.label.push(labels.of(label));
        }
        set.items = items.names;
        set.raters = raters.names;
        set.classes = labels.names;
        set.refuse_what_is_no_judgments(&path)?;
        set.sort_classes();
        set.keep_first();
        Ok(set)
    }

    /// A table without rows, or one whose label column is another: figures over it would take hours to say nothing.
    fn refuse_what_is_no_judgments(&self, path: &Path) -> Result<()> {
        let refused = |code, message| {
            let path = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Err(Error::File { path, code, message, line: None })
        };
        let (rows, classes) = (self.label.len(), self.classes.len());
        if rows == 0 && self.skips == 0 {
            return refused("no_judgments", "there are no judgments below the header".into());
        }
        if classes > MANY_CLASSES && classes * 2 > rows {
            let message = format!(
                "{classes} different labels in {rows} rows: is this the label column? Say which is (in a terminal: --map \
                 label=COLUMN)"
            );
            return refused("labels_too_many", message);
        }
        Ok(())
    }

    fn sort_classes(&mut self) {
        let mut order: Vec<usize> = (0..self.classes.len()).collect();
        let number = |i: usize| self.classes[i].parse::<f64>().ok();
        order.sort_by(|&a, &b| match (number(a), number(b)) {
            (Some(x), Some(y)) => x.total_cmp(&y),
            _ => self.classes[a].cmp(&self.classes[b]),
        });
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = u32::try_from(new).unwrap_or(u32::MAX);
        }
        self.classes = order.iter().map(|&old| self.classes[old].clone()).collect();
        for label in &mut self.label {
            *label = place[*label as usize];
        }
    }

    /// The first independent answer counts; repeats are left out of agreement and consensus.
    fn keep_first(&mut self) {
        let first = match self.view() {
            Ok(view) => view.first_rows(),
            Err(_) => return,
        };
        self.repeats = (self.item.len() - first.len()) as u64;
        if self.repeats > 0 {
            self.again = Again {
                raters: self.raters.clone(),
                item: self.item.clone(),
                rater: self.rater.clone(),
                label: self.label.clone(),
            };
        }
        let keep = |from: &Vec<u32>| first.iter().map(|&row| from[row]).collect::<Vec<u32>>();
        (self.item, self.rater, self.label) = (keep(&self.item), keep(&self.rater), keep(&self.label));
    }

    /// As the statistics take it.
    pub(crate) fn view(&self) -> Result<Judgments<'_>> {
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (items, raters, classes) =
            (size(self.items.len()), size(self.raters.len()), size(self.classes.len()));
        Judgments::new(&self.item, &self.rater, &self.label, items, raters, classes)
            .map_err(|e| Error::refused(e.code(), e.to_string()))
    }

    /// Judgments of the items for which `of` holds, by their place.
    pub(crate) fn on(&self, of: impl Fn(usize) -> bool) -> JudgmentsOn {
        let rows = || (0..self.item.len()).filter(|&row| of(self.item[row] as usize));
        let column = |from: &[u32]| rows().map(|row| from[row]).collect();
        JudgmentsOn { item: column(&self.item), rater: column(&self.rater), label: column(&self.label) }
    }

    /// What the statistics take of some of the judgments.
    pub(crate) fn view_on<'a>(&self, on: &'a JudgmentsOn) -> Result<Judgments<'a>> {
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (items, raters, classes) =
            (size(self.items.len()), size(self.raters.len()), size(self.classes.len()));
        Judgments::new(&on.item, &on.rater, &on.label, items, raters, classes)
            .map_err(|e| Error::refused(e.code(), e.to_string()))
    }

    /// Whether an item belongs into a result.
    pub(crate) fn is_shown(&self, item: usize) -> bool {
        !self.hidden.get(item).copied().unwrap_or(false)
    }

    /// Judgments of each rater.
    pub(crate) fn judgments_by_rater(&self) -> Vec<u64> {
        let mut counts = vec![0; self.raters.len()];
        self.rater.iter().for_each(|&rater| counts[rater as usize] += 1);
        counts
    }

    /// What is known to the aggregation. `keys` are item and label from a table; a label that no rater ever gave
    /// tells nothing about raters.
    pub(crate) fn gold(&self, keys: Option<&HashMap<String, String>>) -> Result<Gold> {
        let pairs = match keys {
            None => self.gold.clone(),
            Some(keys) => {
                let known = (0..).zip(self.truth(keys));
                known.filter_map(|(item, class)| Some((item, class.filter(|&c| c != u32::MAX)?))).collect()
            }
        };
        let (items, classes): (Vec<u32>, Vec<u32>) = pairs.into_iter().unzip();
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Gold::new(&items, &classes, size(self.items.len()), size(self.classes.len()))
            .map_err(|e| Error::refused(e.code(), e.to_string()))
    }

    /// The project's gold with one acceptable answer, as a truth to score against; none where no such item was judged.
    pub(crate) fn known_truth(&self) -> Option<HashMap<String, String>> {
        let gold = self.gold(None).ok()?;
        let single = |item: usize| match gold.acceptable(item) {
            &[class] => Some((self.items[item].clone(), self.classes[class as usize].clone())),
            _ => None,
        };
        let truth: HashMap<String, String> = (0..self.items.len()).filter_map(single).collect();
        (!truth.is_empty()).then_some(truth)
    }

    /// Truth by item index. A label that no rater ever gave is one that no answer can meet: [`u32::MAX`].
    pub(crate) fn truth(&self, truth: &HashMap<String, String>) -> Vec<Option<u32>> {
        let class: HashMap<&str, u32> = self.classes.iter().map(String::as_str).zip(0..).collect();
        let of = |item: &String| {
            truth.get(item).map(|label| class.get(label.as_str()).copied().unwrap_or(u32::MAX))
        };
        self.items.iter().map(of).collect()
    }
}

#[derive(Default)]
struct Index {
    of: HashMap<String, u32>,
    names: Vec<String>,
}

impl Index {
    fn of(&mut self, name: String) -> u32 {
        if let Some(&index) = self.of.get(&name) {
            return index;
        }
        let index = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.clone());
        self.of.insert(name, index);
        index
    }
}

/// Three columns of a table; a faulty row ends the reading, because a figure over part of a file misleads.
fn columns(
    path: &std::path::Path,
    request: &ImportRequest,
    wanted: impl Fn(&crate::import::ImportMapping) -> [Option<String>; 3],
) -> Result<Vec<[String; 3]>> {
    let mut source = Source::open(path, request)?;
    let mapping = resolve_mapping(request, &source)?;
    let places =
        wanted(&mapping).map(|column| source.columns().iter().position(|c| Some(c) == column.as_ref()));
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut rows = Vec::new();
    let mut row = Row::default();
    loop {
        match source.next_row(&mut row)? {
            RowRead::End => return Ok(rows),
            RowRead::Rejected(fault) => {
                return Err(Error::File {
                    path: file,
                    code: "row_invalid",
                    line: Some(fault.line),
                    message: format!("line {}: {}", fault.line, fault.message),
                });
            }
            RowRead::Row => {
                let cell = |place: Option<usize>| {
                    place.and_then(|p| row.filled(p)).map(str::trim).unwrap_or_default().to_owned()
                };
                let cells = places.map(cell);
                if cells[0].is_empty() || (places[1].is_some() && cells[1].is_empty()) {
                    let message = format!(
                        "line {}: the row has no item or no rater; fill it in or remove the row",
                        row.line
                    );
                    return Err(Error::File {
                        path: file,
                        code: "row_invalid",
                        line: Some(row.line),
                        message,
                    });
                }
                rows.push(cells);
            }
        }
    }
}

/// Item to label, from a table that only scores.
pub(crate) fn truth(ctx: &Context, handle: &str) -> Result<HashMap<String, String>> {
    let path = ctx.workbench.files.path(handle)?;
    let request = ImportRequest::reading(handle, ImportKind::Gold);
    let rows = columns(&path, &request, |m| [m.key.clone(), None, m.label.clone()])?;
    let mut truth: HashMap<String, String> = HashMap::with_capacity(rows.len());
    for [item, _, label] in rows {
        if let Some(other) = truth.get(&item).filter(|other| **other != label) {
            let message = format!("`{item}` stands in it as `{other}` and as `{label}`; keep one of the two");
            let path = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(Error::File { path, code: "truth_ambiguous", message, line: None });
        }
        truth.insert(item, label);
    }
    Ok(truth)
}

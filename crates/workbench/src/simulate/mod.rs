//! Recorded judgments, given again through the program's own assignment of work: what the rules would have saved and
//! what they would have cost.
//!
//! A project is made in a temporary folder with the recorded items and raters. Some items with a known answer are hidden
//! gold. In seeded turns the raters are served as in any project and answer as they did; an item that a rater has no recorded
//! answer for is passed on. The rest is scored against the known answers, which nothing else sees.

mod turns;
mod watch;

pub use watch::PausedRater;

use crate::figures::Figure;
use crate::jobs::{JobId, Progress};
use crate::quality::{JudgmentSet, TableRequest, score, truth};
use crate::{Context, Error, Result};
use assay_model::{
    Adaptive, ClassDraft, MonitorRule, Policy, QualificationRule, Role, SchemeDraft, WorkRules,
};
use assay_store::imports::{self, NewItem, Tally};
use assay_store::{Store, people, project};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// Recorded judgments and the rules to try.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SimulateTable {
    /// The judgments: item, rater, label.
    pub table: TableRequest,
    /// A table of item and label (a handle): the known answers.
    pub truth: String,
    /// How work is handed out; where left out, 2 judgments of an item, up to 10 while its posterior is below .95, a tenth
    /// of all items hidden gold, and the rules for raters of accuracy .85 and .65.
    pub policy: Option<Policy>,
    /// Share of the items with a known answer that are hidden gold and not scored, 0 to 0.9; a fifth where left out.
    pub gold: Option<f64>,
    /// Draws the gold and whose turn it is; 1 where left out.
    pub seed: Option<u64>,
    /// The judgments of a paused rater are set aside, as a lead may do.
    pub set_aside: Option<bool>,
}

/// A method's labels against the known answers.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct SimulatedAccuracy {
    /// `majority`, `dawid-skene`, ...
    pub method: String,
    /// From the judgments that were asked for; a tie of k classes counts 1/k.
    pub accuracy: Figure,
    /// From all recorded judgments.
    pub of_all: Figure,
}

/// What the rules would have come to.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct SimulationReport {
    /// Recorded items that are no gold.
    pub items: u64,
    /// Items that served as hidden gold.
    pub gold_items: u64,
    /// Recorded raters.
    pub raters: u64,
    /// Recorded judgments of the items that are no gold.
    pub recorded: u64,
    /// Of them those that were asked for.
    pub judgments: u64,
    /// Of these those that were set aside.
    pub set_aside: u64,
    /// Share of all that was asked for.
    pub share: f64,
    /// Judgments asked for, mean over the items.
    pub per_item: f64,
    /// Answers to hidden gold.
    pub gold_answers: u64,
    /// Items that wanted one more judgment when the record had no more to give.
    pub unfinished: u64,
    /// Labels against the known answers.
    pub accuracy: Vec<SimulatedAccuracy>,
    /// Raters whose qualification was passed on hidden gold.
    pub passed: u64,
    /// Their answers to items that are no gold, all recorded ones: share right.
    pub passed_accuracy: Figure,
    /// Raters that were paused.
    pub paused: Vec<PausedRater>,
    /// The same share of the paused ones.
    pub paused_accuracy: Figure,
    /// And of those neither passed nor paused.
    pub open_accuracy: Figure,
    /// The rules that were tried.
    pub policy: Policy,
    /// Drew it.
    pub seed: u64,
}

fn usual() -> Policy {
    let rules = WorkRules {
        adaptive: Some(Adaptive { most_judgments: 10, target: 0.95 }),
        qualification: Some(QualificationRule {
            acceptable: 0.85,
            unacceptable: 0.65,
            alpha: 0.05,
            beta: 0.05,
            most_golds: 60,
            attempts: 1,
        }),
        monitor: Some(MonitorRule { acceptable: 0.85, unacceptable: 0.65, run_length: 1000 }),
        ..WorkRules::default()
    };
    Policy { judgments_per_item: 2, gold_share: 0.1, rules, ..Policy::default() }
}

/// As a job; its result is a [`SimulationReport`].
pub(crate) fn start(ctx: &Context, request: SimulateTable) -> Result<JobId> {
    let policy = request.policy.clone().unwrap_or_else(usual);
    policy.validate()?;
    if !policy.skip_allowed {
        let message = "a simulation needs a policy that allows skipping: what a rater has no recorded answer for is passed on";
        return Err(Error::refused("skip_not_allowed", message));
    }
    let share = request.gold.unwrap_or(0.2);
    if !(0.0..=0.9).contains(&share) {
        return Err(Error::refused("gold_invalid", "the share of hidden gold must be 0 to 0.9"));
    }
    let set = JudgmentSet::of_table(ctx, &request.table)?;
    let known = truth(ctx, &request.truth)?;
    let options = Options {
        policy,
        share,
        seed: request.seed.unwrap_or(1),
        set_aside: request.set_aside == Some(true),
    };
    ctx.workbench.jobs.start(move |progress| run(&set, &known, &options, progress))
}

struct Options {
    policy: Policy,
    share: f64,
    seed: u64,
    set_aside: bool,
}

/// The recorded judgments in the temporary project.
struct Record {
    /// Row ids, by index of the set.
    items: Vec<i64>,
    raters: Vec<i64>,
    question: i64,
    /// By rater: what was said of which item, by row id.
    said: Vec<HashMap<i64, i64>>,
    /// Known answers by row id of the item; those of gold items are the ones that the program knows.
    truth: HashMap<i64, i64>,
    gold: HashMap<i64, i64>,
}

fn run(
    set: &JudgmentSet,
    known: &HashMap<String, String>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<SimulationReport> {
    progress.at("preparing", 0, 0);
    let folder = tempfile::tempdir().map_err(|e| {
        Error::refused("no_temporary_folder", format!("no temporary folder can be made for the project: {e}"))
    })?;
    let store = Store::create(&folder.path().join("simulation.assay"))?;
    let record = prepare(&store, set, known, options)?;
    let end = turns::work(&store, &record, options, progress)?;
    progress.at("scoring", 0, 0);
    report(&store, set, known, &record, options, end)
}

/// What a rater said counts once, the first time, as everywhere.
fn prepare(
    store: &Store,
    set: &JudgmentSet,
    known: &HashMap<String, String>,
    options: &Options,
) -> Result<Record> {
    let view = set.view()?;
    let class = |key: &String| ClassDraft { key: Some(key.clone()), ..ClassDraft::default() };
    let scheme =
        SchemeDraft { question: None, classes: set.classes.iter().map(class).collect() }.complete()?;
    let gold = drawn_gold(set, known, options);
    store.write(turns::START, |w| {
        project::init(
            w,
            &uuid::Uuid::now_v7().to_string(),
            "Simulation",
            options.seed.cast_signed() & i64::MAX,
        )?;
        let question = project::add_question(w, &scheme)?;
        // The record holds no test before work: what would decide it is watched on hidden gold, while raters work.
        let rules = WorkRules {
            accept_guideline: false,
            practice: 0,
            qualification: None,
            ..options.policy.rules.clone()
        };
        project::set_policy(w, &Policy { rules, ..options.policy.clone() }, None)?;
        let classes: Vec<i64> = project::question(w)?.classes.iter().map(|class| class.id).collect();
        let import = imports::begin(w, "items", "record", None)?;
        let places = assay_stats::permutation(size(set.items.len()), options.seed);
        let item = |(key, place): (&String, &u32)| (key.clone(), *place);
        for (key, place) in set.items.iter().zip(&places).map(item) {
            let row = NewItem {
                key: &key,
                split: None,
                fields: "{}",
                metadata: Vec::new(),
                media: None,
                digest: key.as_bytes(),
                place,
            };
            imports::insert_items(w, import, &[], &[row])?;
        }
        imports::finish(w, import, &Tally { accepted: set.items.len() as u64, ..Tally::default() })?;
        let ids: Vec<i64> =
            set.items.iter().map(|key| Ok(imports::item_of_key(w, key)?)).collect::<Result<_>>()?;
        let import = imports::begin(w, "gold", "record", None)?;
        for (place, &(item, class)) in (1..).zip(&gold) {
            imports::put_gold(w, import, question, ids[item], classes[class], "", place)?;
        }
        imports::finish(w, import, &Tally { accepted: gold.len() as u64, ..Tally::default() })?;
        let add = |name: &String| Ok(people::add(w, name, &[Role::Rater], false)?.id);
        let raters: Vec<i64> = set.raters.iter().map(add).collect::<Result<_>>()?;
        let mut said = vec![HashMap::new(); raters.len()];
        for ((&item, &rater), &label) in view.items().iter().zip(view.raters()).zip(view.labels()) {
            said[rater as usize].entry(ids[item as usize]).or_insert(classes[label as usize]);
        }
        let of = set.truth(known).into_iter().zip(&ids);
        let truth = of.filter_map(|(class, id)| Some((*id, *classes.get(class? as usize).unwrap_or(&0))));
        let gold = gold.iter().map(|&(item, class)| (ids[item], classes[class])).collect();
        Ok(Record { truth: truth.collect(), items: ids.clone(), raters, question, said, gold })
    })
}

fn size(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A random part of the items whose known answer is a class of the record: places of item and class.
fn drawn_gold(set: &JudgmentSet, known: &HashMap<String, String>, options: &Options) -> Vec<(usize, usize)> {
    let truth = set.truth(known);
    let usable: Vec<(usize, usize)> = truth
        .iter()
        .enumerate()
        .filter_map(|(item, class)| Some((item, (*class)? as usize)))
        .filter(|(_, class)| *class < set.classes.len())
        .collect();
    let n = (usable.len() as f64 * options.share).round() as u64;
    let drawn = assay_stats::sample(usable.len() as u64, n, options.seed);
    drawn.into_iter().map(|place| usable[place as usize]).collect()
}

fn report(
    store: &Store,
    set: &JudgmentSet,
    known: &HashMap<String, String>,
    record: &Record,
    options: &Options,
    end: turns::End,
) -> Result<SimulationReport> {
    let gold: Vec<&String> = set
        .items
        .iter()
        .zip(&record.items)
        .filter(|(_, id)| record.gold.contains_key(id))
        .map(|(key, _)| key)
        .collect();
    let scored: HashMap<String, String> = known
        .iter()
        .filter(|(item, _)| !gold.contains(item))
        .map(|(item, label)| (item.clone(), label.clone()))
        .collect();
    let used = store.read(JudgmentSet::of_project)?;
    let method = |name: &str| -> Result<SimulatedAccuracy> {
        let accuracy = |set: &JudgmentSet| {
            let found = score(set, name, &scored)?;
            Ok::<_, Error>(found.unwrap_or_else(|| Figure::undefined("no scored item was judged", 0)))
        };
        Ok(SimulatedAccuracy { method: name.into(), accuracy: accuracy(&used)?, of_all: accuracy(set)? })
    };
    let counts = store.read(project::counts)?;
    let open = store.read(|r| assay_store::tasks::pace(r, 0, turns::START))?.items_open;
    let counted = used.judgments_by_rater().iter().sum::<u64>();
    let judgments = counts.judgments.cast_unsigned().saturating_sub(end.gold_answers);
    let recorded: u64 = record
        .said
        .iter()
        .map(|said| said.keys().filter(|item| !record.gold.contains_key(item)).count() as u64)
        .sum();
    let items = set.items.len() as u64 - record.gold.len() as u64;
    let true_share = |which: &dyn Fn(usize) -> bool| record.true_share(which);
    let passed = |rater: usize| end.standing[rater] == watch::Standing::Passed;
    let paused = |rater: usize| end.standing[rater].is_paused();
    Ok(SimulationReport {
        items,
        gold_items: counts.gold.cast_unsigned(),
        raters: set.raters.len() as u64,
        recorded,
        judgments,
        set_aside: judgments.saturating_sub(counted),
        share: judgments as f64 / recorded.max(1) as f64,
        per_item: judgments as f64 / items.max(1) as f64,
        gold_answers: end.gold_answers,
        unfinished: open.unwrap_or_default().cast_unsigned(),
        accuracy: vec![method("majority")?, method("dawid-skene")?],
        passed: (0..set.raters.len()).filter(|rater| passed(*rater)).count() as u64,
        passed_accuracy: true_share(&passed),
        paused_accuracy: true_share(&paused),
        open_accuracy: true_share(&|rater| !passed(rater) && !paused(rater)),
        paused: watch::paused(&end, set, record),
        policy: options.policy.clone(),
        seed: options.seed,
    })
}

impl Record {
    /// Of the recorded answers of these raters to items that are no gold.
    fn true_share(&self, which: &dyn Fn(usize) -> bool) -> Figure {
        let (mut right, mut n) = (0, 0);
        for (_, said) in self.said.iter().enumerate().filter(|(rater, _)| which(*rater)) {
            for (item, class) in said.iter().filter(|(item, _)| !self.gold.contains_key(item)) {
                if let Some(truth) = self.truth.get(item) {
                    n += 1;
                    right += u64::from(truth == class);
                }
            }
        }
        Figure::share(right, n)
    }
}

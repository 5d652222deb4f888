//! Group against group: is a run as right, and wrong in the same way, for each value of a field?

use super::split::split;
use super::{GapView, LEAST, labelled, place_of};
use crate::errors::{Scope, within};
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_stats::{BinaryCounts, GroupRate, rate_gaps};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Groups by a metadata field.
#[derive(Debug, Clone, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct GapsRequest {
    /// Row id of the run.
    pub run: i64,
    /// A filter line; every row where left out.
    #[serde(default)]
    pub filter: Option<String>,
    /// Row id of the metadata field.
    pub field: i64,
    /// Row id of the class that counts as positive; without it groups are compared by accuracy alone.
    #[serde(default)]
    pub class: Option<i64>,
    /// The group that others are held against; the largest where left out.
    #[serde(default)]
    pub base: Option<String>,
    /// Rates of fewer rows get no verdict; 30 where left out.
    #[serde(default)]
    pub least: Option<u64>,
}

/// One share of a group.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GroupRateView {
    /// `accuracy`, `false_positive_rate`, `false_negative_rate` or `selection_rate`.
    pub rate: String,
    /// Rows counted in it.
    pub cases: u64,
    /// The share; `n`: rows it is a share of.
    pub figure: Figure,
    /// Against the base; none for the base itself.
    pub gap: Option<GapView>,
}

/// One group.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GroupView {
    /// The value of the field.
    pub name: String,
    /// The filter line that finds its rows.
    pub filter: String,
    /// Labelled rows.
    pub n: u64,
    /// Whether the others are held against it.
    pub base: bool,
    /// In the order of the names above.
    pub rates: Vec<GroupRateView>,
}

/// All groups.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct GapsReport {
    /// The run.
    pub run: String,
    /// The field.
    pub field: String,
    /// Key of the class that counts as positive.
    pub class: Option<String>,
    /// Name of the group that others are held against; none without rows.
    pub base: Option<String>,
    /// Labelled rows.
    pub n: u64,
    /// Rates of fewer rows get no verdict.
    pub least: u64,
    /// Differences that were tested together.
    pub tests: u64,
    /// Categories by size, numbers in their order.
    pub groups: Vec<GroupView>,
    /// Names the snapshot of reference labels.
    pub reference_revision: i64,
}

struct Group {
    name: String,
    filter: String,
    counts: BinaryCounts,
    /// Rows with the right class, whichever it is.
    right: u64,
}

impl Group {
    /// Of several classes accuracy is about all of them, the other rates about the one chosen.
    fn share(&self, rate: GroupRate) -> (u64, u64) {
        match rate {
            GroupRate::Accuracy => (self.right, self.counts.total()),
            other => other.counts(&self.counts),
        }
    }
}

pub(crate) fn gaps(ctx: &Context, request: GapsRequest) -> Result<GapsReport> {
    ctx.read(|r| {
        let scope = Scope { run: request.run, filter: request.filter.clone() };
        let (found, _) = labelled(r, &scope)?;
        let class = request.class.map(|class| place_of(&found.question, class)).transpose()?;
        let split = split(r, request.run, request.field, &found.rows)?;
        let mut counts = vec![(BinaryCounts::default(), 0); split.values.len()];
        for (row, &code) in split.codes.iter().enumerate() {
            let (truth, predicted) = (found.rows.reference[row], found.rows.predicted[row]);
            let (of, right) = &mut counts[code as usize];
            let is = |given: u32| Some(given) == class;
            let cell = match (is(truth), is(predicted)) {
                (true, true) => &mut of.true_positives,
                (false, true) => &mut of.false_positives,
                (true, false) => &mut of.false_negatives,
                (false, false) => &mut of.true_negatives,
            };
            *cell += 1;
            *right += u64::from(truth == predicted);
        }
        let line = request.filter.as_deref();
        let groups: Vec<Group> = split
            .values
            .into_iter()
            .zip(counts)
            .map(|((name, own), (counts, right))| Group { name, filter: within(line, &own), counts, right })
            .filter(|group| group.counts.total() > 0)
            .collect();
        // Of equally large ones the first.
        let largest = (0..groups.len()).rev().max_by_key(|&at| groups[at].counts.total());
        let base = match &request.base {
            None => largest.unwrap_or(0),
            Some(name) => groups.iter().position(|group| group.name == *name).ok_or_else(|| {
                let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
                let message = format!("there is no group `{name}`; the groups are: {}", names.join(", "));
                Error::refused("group_unknown", message)
            })?,
        };
        let least = request.least.unwrap_or(LEAST);
        let n = found.rows.len() as u64;
        let base_name = groups.get(base).map(|group| group.name.clone());
        let (tests, groups) = views(groups, base, class.is_some(), least);
        Ok(GapsReport {
            field: split.field,
            class: class.map(|class| found.question.classes[class as usize].key.clone()),
            base: base_name,
            n,
            least,
            tests,
            groups,
            reference_revision: found.reference_revision,
            run: found.run.name,
        })
    })
}

fn views(groups: Vec<Group>, base: usize, by_class: bool, least: u64) -> (u64, Vec<GroupView>) {
    let all = [GroupRate::Accuracy, GroupRate::FalsePositive, GroupRate::FalseNegative, GroupRate::Selection];
    let rates = if by_class { &all[..] } else { &all[..1] };
    // Every difference on the screen is tested together with all others.
    let pairs: Vec<_> = groups
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != base)
        .flat_map(|(_, group)| rates.iter().map(|rate| (group.share(*rate), groups[base].share(*rate))))
        .collect();
    let found = rate_gaps(&pairs, least);
    let tests = found.iter().filter(|gap| gap.p_value.is_some()).count() as u64;
    let mut gaps = found.iter();
    let views = groups.into_iter().enumerate().map(|(at, group)| GroupView {
        n: group.counts.total(),
        base: at == base,
        rates: rates
            .iter()
            .map(|rate| {
                let (cases, of) = group.share(*rate);
                GroupRateView {
                    rate: rate.code().to_owned(),
                    cases,
                    figure: Figure::share(cases, of),
                    gap: if at == base { None } else { gaps.next().map(GapView::of) },
                }
            })
            .collect(),
        name: group.name,
        filter: group.filter,
    });
    let views = views.collect();
    (tests, views)
}

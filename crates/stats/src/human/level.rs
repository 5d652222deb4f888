//! Raters against a reference, and against the others.

use crate::estimate::{Estimate, Undefined, Unreliable};
use crate::interval::{wilson_effective, wilson_modified};
use crate::judgments::{InputError, ItemCounts, ItemRow, Judgments};

/// One rater.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RaterLevel {
    /// The rater.
    pub rater: u32,
    /// Share of the rater's scored judgments that are right. `n`: these judgments.
    pub accuracy: Result<Estimate, Undefined>,
}

/// One class of the reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassLevel {
    /// The class.
    pub class: u32,
    /// Items of the class with a scored judgment.
    pub items: u64,
    /// Share of judgments on them that are right. `n`: these judgments.
    pub accuracy: Result<Estimate, Undefined>,
}

/// How often people give the reference label.
#[derive(Clone, Debug, PartialEq)]
pub struct HumanPerformance {
    /// All scored judgments. `n`: these judgments.
    pub pooled: Result<Estimate, Undefined>,
    /// Items with a scored judgment: what the pooled interval rests on.
    pub items: u64,
    /// One entry per declared rater, in order.
    pub raters: Vec<RaterLevel>,
    /// One entry per declared class, in order; items whose reference is a tie are in none.
    pub classes: Vec<ClassLevel>,
    /// Judgments left out: no reference, or nobody else labelled the item.
    pub unscored: u64,
}

/// Each judgment against `reference[item]`; items without one are left out.
///
/// Pooled accuracy = right judgments / scored judgments. Its interval treats the items as the sample and the
/// raters as given: judgments of one item are right or wrong together. With r_i right of m_i judgments of
/// item i, M = sum m_i and I items, the linearised cluster variance is
/// V = I/(I - 1) sum (r_i - p m_i)^2 / M^2 (Cochran, Sampling Techniques, 1977, section 11.9), which a bootstrap
/// over items estimates too. p(1 - p)/V judgments would be as informative if independent; kept between n_0 = M^2 /
/// sum m_i^2 (an item's judgments all alike) and M, and averaged (harmonically) with n_0 at the weight of four
/// items against the items of the rarer kind, wrong or right, because few of these tell little of it. Wilson's
/// interval is taken at that n with the t quantile of I - 1 degrees. The percentile bootstrap over items
/// covered .33 to .96 at n = 20 and .62 to .96 at n = 50 (accuracy .6 to .98, 3 judgments an item).
/// A rater judges an item once, so a rater's interval is Wilson's.
///
/// # Errors
/// [`InputError::LengthMismatch`] unless there is one entry per declared item.
pub fn human_against_reference(
    judgments: &Judgments<'_>,
    reference: &[Option<u32>],
) -> Result<HumanPerformance, InputError> {
    if reference.len() != judgments.n_items() as usize {
        return Err(InputError::LengthMismatch {
            first: judgments.n_items() as usize,
            other: reference.len(),
        });
    }
    let scores = judgments.items().iter().zip(judgments.labels()).map(|(&item, &label)| {
        let class = reference[item as usize]?;
        Some(Score { right: f64::from(u8::from(class == label)), class: Some(class) })
    });
    Ok(summarise(judgments, scores))
}

/// Each judgment against the majority of the other judgments of its item (leave one out).
///
/// Where t classes share the most votes of the others, a judgment for one of them scores 1/t. An item with
/// one judgment is left out. Agreement with peers is not accuracy: peers err alike on hard items, and with
/// one other judgment it is the agreement of two. Intervals as [`human_against_reference`]; a rater's is
/// Wilson's at the mean score.
pub fn human_against_others(judgments: &Judgments<'_>) -> HumanPerformance {
    let counts = ItemCounts::new(judgments);
    let rows: Vec<ItemRow<'_>> = counts.rows().collect();
    let scores = judgments
        .items()
        .iter()
        .zip(judgments.labels())
        .map(|(&item, &label)| against_others(rows[item as usize], label));
    summarise(judgments, scores)
}

fn against_others(row: ItemRow<'_>, label: u32) -> Option<Score> {
    let others = || row.cells.iter().map(|&(class, count)| (class, count - u32::from(class == label)));
    let most = others().map(|(_, count)| count).max().filter(|&most| most > 0)?;
    let leading = others().filter(|&(_, count)| count == most).count();
    let agrees = others().any(|(class, count)| class == label && count == most);
    let first = others().find(|&(_, count)| count == most).map(|(class, _)| class);
    let right = if agrees { 1.0 / leading as f64 } else { 0.0 };
    Some(Score { right, class: first.filter(|_| leading == 1) })
}

/// How right one judgment is, and the class it was held against.
struct Score {
    right: f64,
    class: Option<u32>,
}

/// Judgments and the sum of their scores.
#[derive(Clone, Copy, Default)]
struct Tally {
    judged: u64,
    right: f64,
}

impl Tally {
    fn add(&mut self, right: f64) {
        self.judged += 1;
        self.right += right;
    }
}

fn summarise(judgments: &Judgments<'_>, scores: impl Iterator<Item = Option<Score>>) -> HumanPerformance {
    let mut items = vec![Tally::default(); judgments.n_items() as usize];
    let mut raters = vec![Tally::default(); judgments.n_raters() as usize];
    // (class, item) of every judgment with a class: sorted below into clusters.
    let mut by_class: Vec<(u32, u32, f64)> = Vec::new();
    let mut unscored = 0;
    for ((&item, &rater), score) in judgments.items().iter().zip(judgments.raters()).zip(scores) {
        let Some(Score { right, class }) = score else {
            unscored += 1;
            continue;
        };
        items[item as usize].add(right);
        raters[rater as usize].add(right);
        if let Some(class) = class {
            by_class.push((class, item, right));
        }
    }
    items.retain(|tally| tally.judged > 0);
    HumanPerformance {
        pooled: pooled(&items),
        items: items.len() as u64,
        raters: (0..)
            .zip(raters)
            .map(|(rater, tally)| RaterLevel { rater, accuracy: single(tally) })
            .collect(),
        classes: classes(judgments.n_classes(), by_class),
        unscored,
    }
}

fn classes(n_classes: u32, mut scores: Vec<(u32, u32, f64)>) -> Vec<ClassLevel> {
    scores.sort_unstable_by_key(|&(class, item, _)| (class, item));
    let mut clusters: Vec<Vec<Tally>> = vec![Vec::new(); n_classes as usize];
    for group in scores.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let mut tally = Tally::default();
        group.iter().for_each(|&(_, _, right)| tally.add(right));
        // A reference may name a class that the scheme does not declare.
        if let Some(class) = clusters.get_mut(group[0].0 as usize) {
            class.push(tally);
        }
    }
    (0..)
        .zip(clusters)
        .map(|(class, items)| ClassLevel { class, items: items.len() as u64, accuracy: pooled(&items) })
        .collect()
}

fn single(tally: Tally) -> Result<Estimate, Undefined> {
    if tally.judged == 0 {
        return Err(Undefined::NothingScored);
    }
    let n = tally.judged;
    let value = tally.right / n as f64;
    let whole = tally.right.fract() == 0.0;
    let interval =
        if whole { wilson_modified(tally.right as u64, n) } else { wilson_effective(value, n as f64, n) };
    Ok(Estimate { value, interval: interval.ok_or(Unreliable::ValueUndefined), n })
}

/// Items whose judgments are all alike, assumed beside those seen, when their design effect is estimated.
const PRIOR: f64 = 4.0;

/// An effective number of cases, estimated where `telling` items are of the rarer kind, drawn towards the
/// number if all judgments of an item are alike.
pub(super) fn shrunk(effective: f64, alike: f64, telling: usize) -> f64 {
    let telling = telling as f64;
    (telling + PRIOR) / (telling / effective + PRIOR / alike)
}

fn pooled(items: &[Tally]) -> Result<Estimate, Undefined> {
    let n: u64 = items.iter().map(|item| item.judged).sum();
    if n == 0 {
        return Err(Undefined::NothingScored);
    }
    let (count, total) = (items.len() as f64, n as f64);
    let value = (items.iter().map(|item| item.right).sum::<f64>() / total).clamp(0.0, 1.0);
    let squares: f64 = items.iter().map(|item| (item.judged as f64).powi(2)).sum();
    let residuals: f64 = items.iter().map(|item| (item.right - value * item.judged as f64).powi(2)).sum();
    let alike = total * total / squares;
    let variance = count / (count - 1.0) * residuals / (total * total);
    // With one item, or all judgments right or wrong, nothing is known of how they vary together.
    let known = variance > 0.0 && variance.is_finite();
    let effective =
        if known { value * (1.0 - value) / variance } else { alike }.clamp(alike, total.max(alike));
    let wrong = items.iter().filter(|item| item.right < item.judged as f64).count();
    let right = items.iter().filter(|item| item.right > 0.0).count();
    let effective = shrunk(effective, alike, wrong.min(right));
    let interval = wilson_effective(value, effective, items.len() as u64);
    Ok(Estimate {
        value,
        interval: interval.ok_or(Unreliable::TooFewItems { items: items.len() as u64, needed: 2 }),
        n,
    })
}

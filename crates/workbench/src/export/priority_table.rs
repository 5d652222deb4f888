//! The priorities as a table, for files.

use super::sinks::Value;
use crate::errors::{PrioritiesReport, PriorityRow, RankView};
use crate::figures::Figure;

/// What stands before the figures.
const FIXED: [&str; 10] =
    ["tag", "group", "owner", "importance", "ease", "hlp", "hlp_n", "level", "level_n", "level_from"];

/// The figures of a tag, in the order of the columns; `gap` and `hlp_gain` need a level.
pub(super) const FIGURES: [&str; 9] = [
    "share_of_errors",
    "miss_rate",
    "share_of_items",
    "zero_error_ceiling",
    "accuracy",
    "gap",
    "hlp_gain",
    "only",
    "split",
];

const WEIGHTED: [&str; 7] = [
    "weighted_share_of_errors",
    "weighted_miss_rate",
    "weighted_share_of_items",
    "weighted_zero_error_ceiling",
    "weighted_accuracy",
    "weighted_gap",
    "weighted_hlp_gain",
];

/// The column of a figure's value, from 0; its limits and n follow it.
pub(super) const fn place(figure: usize) -> usize {
    FIXED.len() + 4 * figure
}

/// In the order of [`FIGURES`].
pub(super) fn figures(row: &PriorityRow) -> [Option<&Figure>; 9] {
    [
        Some(&row.share_of_errors),
        Some(&row.miss_rate),
        Some(&row.share_of_items),
        Some(&row.zero_error_ceiling),
        Some(&row.accuracy),
        row.gap.as_ref(),
        row.hlp_gain.as_ref(),
        Some(&row.only),
        Some(&row.split),
    ]
}

/// In the order of [`WEIGHTED`].
fn weighted(row: &PriorityRow) -> [Option<&Figure>; 7] {
    let own = row.weighted.as_ref();
    [
        own.map(|w| &w.share_of_errors),
        own.map(|w| &w.miss_rate),
        own.map(|w| &w.share_of_items),
        own.map(|w| &w.zero_error_ceiling),
        own.map(|w| &w.accuracy),
        own.and_then(|w| w.gap.as_ref()),
        own.and_then(|w| w.hlp_gain.as_ref()),
    ]
}

fn four(figure: Option<&Figure>) -> [Value; 4] {
    figure.map_or([const { Value::None }; 4], |own| {
        [
            Value::share(own.value),
            Value::share(own.lower),
            Value::share(own.upper),
            Value::Number(own.n as f64),
        ]
    })
}

fn count(number: Option<u64>) -> Value {
    Value::number(number.map(|number| number as f64))
}

fn text(text: Option<String>) -> Value {
    text.map_or(Value::None, Value::Text)
}

fn rank(own: Option<&RankView>) -> [Value; 3] {
    own.map_or([const { Value::None }; 3], |own| {
        [own.rank, own.best, own.worst].map(|place| Value::Number(place as f64))
    })
}

/// The headings: what the screen shows, with the snapshot of reference labels that it is of.
pub(super) fn columns(report: &PrioritiesReport) -> Vec<String> {
    let mut columns: Vec<String> = FIXED.map(String::from).into();
    let weighted: &[&str] = if report.weights.is_some() { &WEIGHTED } else { &[] };
    for figure in FIGURES.iter().chain(weighted) {
        columns.extend(["", "_lower", "_upper", "_n"].map(|part| format!("{figure}{part}")));
    }
    for rank in ["ceiling_rank", "gain_rank"] {
        columns.extend(["", "_best", "_worst"].map(|part| format!("{rank}{part}")));
    }
    if let Some(formula) = &report.formula {
        columns.push(format!("score = {formula}"));
    }
    columns.extend(["not_estimable_because", "reference_revision", "reference_at"].map(String::from));
    columns
}

/// A row of the report, in the order of [`columns`].
pub(super) fn cells(report: &PrioritiesReport, row: &PriorityRow) -> Vec<Value> {
    let (tag, level) = (&row.tag, row.level.as_ref());
    let from = level.map(|own| own.baseline.clone().unwrap_or_else(|| "set by hand".to_owned()));
    let mut cells = vec![
        Value::text(tag.name.clone()),
        Value::text(tag.group.clone()),
        text(row.owner.clone()),
        count(tag.importance.map(u64::from)),
        count(tag.ease.map(u64::from)),
        Value::share(tag.hlp),
        count(tag.hlp_n),
        Value::share(level.map(|own| own.value)),
        count(level.and_then(|own| own.n)),
        text(from),
    ];
    cells.extend(figures(row).into_iter().flat_map(four));
    if report.weights.is_some() {
        cells.extend(weighted(row).into_iter().flat_map(four));
    }
    cells.extend(rank(row.ceiling_rank.as_ref()));
    cells.extend(rank(row.gain_rank.as_ref()));
    if report.formula.is_some() {
        cells.push(Value::number(row.score.as_ref().and_then(|score| score.value)));
    }
    let reason = figures(row).into_iter().flatten().find_map(|figure| figure.undefined_because.clone());
    cells.push(text(reason));
    cells.push(Value::Number(report.reference_revision as f64));
    cells.push(text(report.reference_at.map(crate::format_time)));
    cells
}

//! The priorities as a table of text, for files.

use super::priorities::{PrioritiesReport, PriorityRow};
use super::priority_views::RankView;
use crate::figures::Figure;

const FIGURES: [&str; 9] = [
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

fn text<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn cells(figure: Option<&Figure>) -> [String; 4] {
    figure.map_or_else(Default::default, |own| {
        [text(own.value), text(own.lower), text(own.upper), own.n.to_string()]
    })
}

fn rank(own: Option<&RankView>) -> [String; 3] {
    own.map_or_else(Default::default, |own| [own.rank, own.best, own.worst].map(|place| place.to_string()))
}

/// Headings, then a row for each tag in the order of the report: what the screen shows, with the snapshot of reference
/// labels that it is of.
pub(crate) fn table(report: &PrioritiesReport) -> (Vec<String>, Vec<Vec<String>>) {
    let with_weights = report.weights.is_some();
    let fixed =
        ["tag", "group", "owner", "importance", "ease", "hlp", "hlp_n", "level", "level_n", "level_from"];
    let mut columns: Vec<String> = fixed.map(String::from).into();
    let weighted: &[&str] = if with_weights { &WEIGHTED } else { &[] };
    for figure in FIGURES.iter().chain(weighted) {
        columns.push((*figure).to_owned());
        columns.extend(["lower", "upper", "n"].map(|part| format!("{figure}_{part}")));
    }
    for rank in ["ceiling_rank", "gain_rank"] {
        columns.extend(["", "_best", "_worst"].map(|part| format!("{rank}{part}")));
    }
    if let Some(formula) = &report.formula {
        columns.push(format!("score = {formula}"));
    }
    columns.extend(["not_estimable_because", "reference_revision", "reference_at"].map(String::from));
    let rows = report.rows.iter().map(|row| line(report, row, with_weights)).collect();
    (columns, rows)
}

fn line(report: &PrioritiesReport, row: &PriorityRow, with_weights: bool) -> Vec<String> {
    let tag = &row.tag;
    let level = row.level.as_ref();
    let from = level.map(|own| own.baseline.clone().unwrap_or_else(|| "set by hand".to_owned()));
    let mut line = vec![
        tag.name.clone(),
        tag.group.clone(),
        text(row.owner.clone()),
        text(tag.importance),
        text(tag.ease),
        text(tag.hlp),
        text(tag.hlp_n),
        text(level.map(|own| own.value)),
        text(level.and_then(|own| own.n)),
        text(from),
    ];
    let own = [
        Some(&row.share_of_errors),
        Some(&row.miss_rate),
        Some(&row.share_of_items),
        Some(&row.zero_error_ceiling),
        Some(&row.accuracy),
        row.gap.as_ref(),
        row.hlp_gain.as_ref(),
        Some(&row.only),
        Some(&row.split),
    ];
    line.extend(own.into_iter().flat_map(cells));
    if with_weights {
        let own = row.weighted.as_ref();
        let weighted = [
            own.map(|w| &w.share_of_errors),
            own.map(|w| &w.miss_rate),
            own.map(|w| &w.share_of_items),
            own.map(|w| &w.zero_error_ceiling),
            own.map(|w| &w.accuracy),
            own.and_then(|w| w.gap.as_ref()),
            own.and_then(|w| w.hlp_gain.as_ref()),
        ];
        line.extend(weighted.into_iter().flat_map(cells));
    }
    line.extend(rank(row.ceiling_rank.as_ref()));
    line.extend(rank(row.gain_rank.as_ref()));
    if report.formula.is_some() {
        line.push(text(row.score.as_ref().and_then(|score| score.value)));
    }
    let reason = own.into_iter().flatten().find_map(|figure| figure.undefined_because.clone());
    line.push(text(reason));
    line.push(report.reference_revision.to_string());
    line.push(text(report.reference_at.map(crate::format_time)));
    line
}

//! Human level: pooled, by rater, class and tag, and runs beside it.

use super::ExportRequest;
use super::names::Names;
use super::table::{Out, cells, some};
use crate::figures::Figure;
use crate::human::{self, HumanRequest};
use crate::{Context, Result};
use std::io::Write;

pub(super) fn levels<W: Write>(
    ctx: &Context,
    request: &ExportRequest,
    names: &Names,
    out: &mut Out<'_, W>,
) -> Result<()> {
    let report = human::report(ctx, HumanRequest { draw: request.draw, field: None })?;
    let mut table = out.table(&[
        "of",
        "name",
        "against",
        "value",
        "lower",
        "upper",
        "n",
        "n_items",
        "undefined_because",
        "method",
        "draw",
    ])?;
    let draw = report.draw.map(|draw| draw.name).unwrap_or_default();
    let decided = if draw.is_empty() { "decisions" } else { "draw" };
    let line = |of: &str, name: &str, against: &str, figure: &Figure, items: Option<u64>| {
        let [value, lower, upper, n] = cells(figure);
        let reason = figure.undefined_because.clone().unwrap_or_default();
        let method = figure.method.clone().unwrap_or_default();
        [
            of.into(),
            name.into(),
            against.into(),
            value,
            lower,
            upper,
            n,
            some(items),
            reason,
            method,
            draw.clone(),
        ]
    };
    table.row(&line("all", "", decided, &report.pooled, Some(report.items)))?;
    table.row(&line("all", "", "others", &report.others, Some(report.others_items)))?;
    let mut raters: Vec<_> =
        report.raters.into_iter().map(|r| (names.of(r.rater), r.reference, r.others)).collect();
    // In the order of names, numbers would give them away.
    raters.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, reference, others) in &raters {
        table.row(&line("rater", name, decided, reference, None))?;
        table.row(&line("rater", name, "others", others, None))?;
    }
    for (of, parts) in [("class", &report.classes), ("tag", &report.tags)] {
        for part in parts {
            table.row(&line(of, &part.name, decided, &part.accuracy, Some(part.items)))?;
            table.row(&line(of, &part.name, "others", &part.others, None))?;
        }
    }
    for run in &report.runs {
        for (against, figure) in [("human", &run.human), ("model", &run.model), ("gap", &run.gap)] {
            table.row(&line("run", &run.name, against, figure, Some(figure.n)))?;
        }
    }
    table.finish()
}

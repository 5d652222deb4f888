//! How errors with several tags are divided among them, and what the tags come to where items are weighted.

use super::Facts;
use super::parts::{bar, ends, escape, figure_with_n, name, thousands};
use crate::errors::PriorityRow;
use crate::figures::Figure;
use std::fmt::Write as _;

/// A column: its title, and the figure of a tag with its unit.
type Column = (&'static str, &'static str, fn(&PriorityRow) -> Option<&Figure>);

const SHARED: &[Column] = &[
    ("this tag and no other, share of the errors", " %", |row| Some(&row.only)),
    ("each error divided among its tags", " %", |row| Some(&row.split)),
];

const WEIGHTED: &[Column] = &[
    ("share of the weight of the errors", " %", |row| Some(&row.weighted.as_ref()?.share_of_errors)),
    ("weighted points gained if all its errors went", "", |row| {
        Some(&row.weighted.as_ref()?.zero_error_ceiling)
    }),
    ("weighted points gained at human level", "", |row| row.weighted.as_ref()?.hlp_gain.as_ref()),
];

pub(super) fn shared(facts: &Facts) -> String {
    let of = &facts.priorities;
    let mut out = String::new();
    if of.rows.iter().any(|row| row.only.value.is_some() || row.split.value.is_some()) {
        out += "<h2>Errors with several tags</h2>\n<p class=\"hint\">Shares of the errors. Those divided among their tags add up, as far as errors have a tag at all.</p>\n";
        out += &table(&of.rows, SHARED);
    }
    let Some(weights) = &of.weights else { return out };
    let _ = writeln!(out, "<h2>Weighted by {}</h2>", name(&weights.field));
    if let Some(fault) = &weights.fault {
        let _ = writeln!(out, "<p class=\"hint\">No weights: {}.</p>", escape(fault));
        return out;
    }
    let mut counted = format!("{} rows count with their weight", thousands(weights.used));
    for (rows, why) in
        [(weights.missing, "without a number there"), (weights.negative, "with a negative one")]
    {
        if rows > 0 {
            let _ = write!(counted, ", {} {why} are left out", thousands(rows));
        }
    }
    let _ = writeln!(out, "<p class=\"hint\">{counted}.</p>");
    out + &table(&of.rows, WEIGHTED)
}

fn table(rows: &[PriorityRow], columns: &[Column]) -> String {
    let mut out = String::from("<div class=\"box\"><table>\n<thead><tr><th scope=\"col\">tag</th>");
    for (title, ..) in columns {
        let _ = write!(out, "<th scope=\"col\">{title}</th>");
    }
    out += "</tr></thead>\n<tbody>\n";
    let scales: Vec<(f64, f64)> = columns.iter().map(|(.., of)| ends(rows.iter().filter_map(of))).collect();
    for row in rows {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", name(&row.tag.name));
        for ((_, unit, of), (low, high)) in columns.iter().zip(&scales) {
            let cell = match of(row) {
                Some(of) => format!("{}{}", bar(of, *low, *high), figure_with_n(of, unit)),
                None => "<span class=\"none\">no human level set</span>".to_owned(),
            };
            let _ = write!(out, "<td class=\"fig\">{cell}</td>");
        }
        out += "</tr>\n";
    }
    out + "</tbody></table></div>\n"
}

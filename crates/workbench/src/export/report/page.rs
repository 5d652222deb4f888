//! The page itself.

use super::parts::{bar, ends, escape, figure, figure_with_n, method, name, thousands};
use super::{Example, Facts};
use crate::errors::{PriorityRow, RunReport};
use crate::export::priority_table::figures;
use crate::figures::Figure;
use crate::human::BaselineVerdict;
use crate::times;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// More classes than this are no picture any more; the largest are shown.
const CLASSES: usize = 40;

const STYLE: &str = include_str!("page.css");

pub(super) fn page(facts: &Facts) -> String {
    let mut body = head(facts);
    body += &keys(&facts.run);
    body += &confusion(facts);
    body += &classes(facts);
    body += &priorities(facts);
    body += &examples(&facts.examples);
    body += &notes(facts);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{run}: report</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\
         <footer>Written by Assay {version}. One file: it loads nothing and runs nothing.</footer>\n\
         </main>\n</body>\n</html>\n",
        run = escape(&facts.run.run),
        version = escape(facts.version),
    )
}

/// A time without its fractions of a second, for people.
fn when(millis: i64) -> String {
    let text = times::format(millis - millis.rem_euclid(1000));
    text.replace('T', " ").replace('Z', " UTC")
}

fn head(facts: &Facts) -> String {
    let run = &facts.run;
    let mut counted = format!("{} items with a reference label", thousands(run.n));
    if run.unscored > 0 {
        let _ = write!(counted, ", {} predictions without one in no figure", thousands(run.unscored));
    }
    if run.blackbox > 0 {
        let _ = write!(counted, ", {} rows held in the blackbox part in no figure", thousands(run.blackbox));
    }
    format!(
        "<header>\n<p class=\"over\">{}</p>\n<h1>{}</h1>\n<p class=\"facts\">{counted} · reference labels, revision {} · written {}</p>\n\
         <p class=\"facts\">Question: {}</p>\n</header>\n",
        name(&facts.project),
        name(&run.run),
        run.reference_revision,
        when(facts.made_at),
        name(&facts.question.text),
    )
}

fn key(title: &str, value: &str, more: &str) -> String {
    format!("<li><h3>{title}</h3><div class=\"fig\">{value}</div>{more}</li>\n")
}

fn keys(run: &RunReport) -> String {
    let mut out = String::from("<ul class=\"keys\">\n");
    out += &key("Accuracy", &figure_with_n(&run.accuracy, " %"), "");
    let errors = format!(
        "<span class=\"value\"><data value=\"{}\">{}</data></span> <span class=\"n\">of {}</span>",
        run.errors,
        thousands(run.errors),
        thousands(run.n)
    );
    out += &key("Errors", &errors, "");
    out += &key("Mean F1 of the classes", &figure_with_n(&run.macro_f1, " %"), "");
    if let Some(baseline) = &run.baseline {
        let verdict = match baseline.verdict {
            BaselineVerdict::Below => "the run is below it",
            BaselineVerdict::Above => "the run is above it",
            BaselineVerdict::Undecided => "undecided: the interval does not tell",
        };
        let level = format!(
            "<div class=\"hint\">{}: {}; {verdict}</div>",
            name(&baseline.name),
            figure(&baseline.level, " %")
        );
        out += &key("Gap to the baseline, points", &figure_with_n(&baseline.gap, ""), &level);
    }
    out + "</ul>\n"
}

/// What people call the class at a place; its key where the scheme changed meanwhile.
fn class_name(facts: &Facts, place: usize) -> String {
    let id = facts.run.class_ids.get(place);
    let class = facts.question.classes.iter().find(|class| Some(&class.id) == id);
    name(class.map_or(facts.run.classes[place].as_str(), |class| &class.name))
}

/// The places of the classes that are shown, in their order.
fn shown(run: &RunReport) -> Vec<usize> {
    let mut places: Vec<usize> = (0..run.classes.len()).collect();
    let weight = |place: &usize| run.per_class.get(*place).map_or(0, |class| class.support + class.predicted);
    places.sort_by_key(|place| std::cmp::Reverse(weight(place)));
    places.truncate(CLASSES);
    places.sort_unstable();
    places
}

fn left_out(run: &RunReport) -> String {
    match run.classes.len().saturating_sub(CLASSES) {
        0 => String::new(),
        more => format!(
            "<p class=\"hint\">The {CLASSES} largest classes; {more} smaller ones are left out.</p>\n"
        ),
    }
}

fn confusion(facts: &Facts) -> String {
    let run = &facts.run;
    let places = shown(run);
    let mut out = String::from(
        "<h2>Confusion</h2>\n<p class=\"hint\">Rows are reference labels, columns predictions; the shade is the share of the row.</p>\n\
         <div class=\"box fit\"><table class=\"matrix\">\n<thead><tr><th scope=\"col\">reference \\ prediction</th>",
    );
    for column in &places {
        let _ = write!(out, "<th scope=\"col\">{}</th>", class_name(facts, *column));
    }
    out += "</tr></thead>\n<tbody>\n";
    for row in &places {
        let cells = &run.confusion[*row];
        let total: u64 = cells.iter().sum();
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", class_name(facts, *row));
        for column in &places {
            let n = cells[*column];
            let kind = match (n, row == column) {
                (0, _) => "zero",
                (_, true) => "right",
                (_, false) => "wrong",
            };
            let share = if total == 0 { 0.0 } else { n as f64 / total as f64 };
            let _ = write!(
                out,
                "<td class=\"{kind}\" style=\"--v:{share:.3}\"><data value=\"{n}\">{}</data></td>",
                thousands(n)
            );
        }
        out += "</tr>\n";
    }
    out + "</tbody></table></div>\n" + &left_out(run)
}

fn classes(facts: &Facts) -> String {
    let run = &facts.run;
    let mut out = String::from(
        "<h2>Classes</h2>\n<div class=\"box\"><table>\n<thead><tr><th scope=\"col\">class</th><th scope=\"col\" class=\"number\">labelled</th>\
         <th scope=\"col\" class=\"number\">predicted</th><th scope=\"col\">precision</th><th scope=\"col\">recall</th><th scope=\"col\">F1</th></tr></thead>\n<tbody>\n",
    );
    for (place, class) in
        shown(run).into_iter().filter_map(|place| run.per_class.get(place).map(|class| (place, class)))
    {
        let _ = write!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td class=\"number\">{}</td>",
            class_name(facts, place),
            thousands(class.support),
            thousands(class.predicted)
        );
        for of in [&class.precision, &class.recall, &class.f1] {
            let _ = write!(out, "<td class=\"fig\">{}{}</td>", bar(of, 0.0, 1.0), figure(of, " %"));
        }
        out += "</tr>\n";
    }
    out + "</tbody></table></div>\n"
}

fn priorities(facts: &Facts) -> String {
    let rows = &facts.priorities.rows;
    let mut out = String::from("<h2>What to fix next</h2>\n");
    if rows.is_empty() {
        return out
            + "<p class=\"hint\">There are no tags yet. Tag wrong rows in the sheet; each tag then shows what its errors cost.</p>\n";
    }
    out += "<p class=\"hint\">Tags overlap: their shares and gains do not add up. Bars of one column have one scale; the line is the 95 % interval.</p>\n\
            <div class=\"box\"><table>\n<thead><tr><th scope=\"col\">tag</th><th scope=\"col\">share of the errors</th>\
            <th scope=\"col\">wrong among its items</th><th scope=\"col\">share of the items</th>\
            <th scope=\"col\">gained if all its errors went, points</th><th scope=\"col\">gained at human level, points</th>\
            <th scope=\"col\" class=\"number\">importance, ease</th></tr></thead>\n<tbody>\n";
    let column = |at: usize| ends(rows.iter().filter_map(move |row| figures(row)[at]));
    let scales = [column(0), column(1), column(2), column(3), column(6)];
    for row in rows {
        out += &priority(row, &scales);
    }
    out + "</tbody></table></div>\n" + &together(facts) + &super::shared::shared(facts)
}

/// What the tags come to together, and which places among them are open.
fn together(facts: &Facts) -> String {
    let of = &facts.priorities;
    let mut out = String::new();
    let union = &of.overlap.share_of_errors;
    if union.value.is_some() {
        let _ = writeln!(
            out,
            "<p class=\"hint\">One of these tags at least: {} of the errors.</p>",
            figure_with_n(union, " %")
        );
    }
    let ranks = [("gain at human level", &of.by_gain), ("gain if all went", &of.by_ceiling)];
    for (by, ranks) in ranks {
        let bands: Vec<String> =
            ranks.bands.iter().map(|band| format!("{} to {}", band.from, band.to)).collect();
        if !bands.is_empty() {
            let _ = writeln!(
                out,
                "<p class=\"hint\">By {by}, these places cannot be told apart: {}.</p>",
                bands.join("; ")
            );
        }
    }
    out
}

fn priority(row: &PriorityRow, scales: &[(f64, f64); 5]) -> String {
    let all = figures(row);
    let own = [all[0], all[1], all[2], all[3], all[6]];
    let mut out = format!("<tr><th scope=\"row\">{}</th>", name(&row.tag.name));
    for (place, (of, (low, high))) in own.into_iter().zip(scales).enumerate() {
        let unit = if place < 3 { " %" } else { "" };
        let cell = match of {
            Some(of) => format!("{}{}", bar(of, *low, *high), figure_with_n(of, unit)),
            None => "<span class=\"none\">no human level set</span>".to_owned(),
        };
        let _ = write!(out, "<td class=\"fig\">{cell}</td>");
    }
    let grade = |grade: Option<u8>| grade.map_or_else(|| "–".to_owned(), |grade| grade.to_string());
    let _ = writeln!(
        out,
        "<td class=\"number\">{}, {}</td></tr>",
        grade(row.tag.importance),
        grade(row.tag.ease)
    );
    out
}

fn examples(tags: &[(String, Vec<Example>)]) -> String {
    let mut out = String::new();
    for (tag, rows) in tags.iter().filter(|(_, rows)| !rows.is_empty()) {
        let _ = write!(
            out,
            "<h2>Examples: {}</h2>\n<p class=\"hint\">Wrong rows with the tag, those the model was surest of first.</p>\n<div class=\"box\"><table>\n<thead><tr><th scope=\"col\">item</th><th scope=\"col\">text</th>\
             <th scope=\"col\">reference</th><th scope=\"col\">prediction</th><th scope=\"col\" class=\"number\">score</th></tr></thead>\n<tbody>\n",
            name(tag)
        );
        for row in rows {
            let score = row.score.map_or_else(|| "–".to_owned(), |score| format!("{score:.3}"));
            let _ = writeln!(
                out,
                "<tr><th scope=\"row\">{}</th><td class=\"example\" dir=\"auto\">{}</td><td>{}</td><td>{}</td><td class=\"number\">{score}</td></tr>",
                name(&row.item),
                escape(&row.text),
                name(&row.label),
                name(&row.prediction)
            );
        }
        out += "</tbody></table></div>\n";
    }
    out
}

fn gained(facts: &Facts) -> String {
    let level = match &facts.priorities.baseline {
        Some(baseline) => format!("the baseline “{baseline}”"),
        None => "what was set by hand for the tag".to_owned(),
    };
    format!("(human level − accuracy on the tag) × share of the items. The human level is {level}.")
}

fn notes(facts: &Facts) -> String {
    let run = &facts.run;
    let mut all: Vec<&Figure> = vec![&run.accuracy, &run.macro_f1];
    all.extend(run.per_class.iter().flat_map(|class| [&class.precision, &class.recall, &class.f1]));
    all.extend(facts.priorities.rows.iter().flat_map(|row| figures(row).into_iter().flatten()));
    all.extend(run.baseline.iter().flat_map(|baseline| [&baseline.level, &baseline.gap]));
    let used: BTreeSet<&str> = all.iter().filter_map(|figure| figure.method.as_deref()).collect();
    let mut notes = vec![
        ("Reference label".to_owned(), "A lead’s decision, else gold, else the consensus of the raters. The revision names the snapshot; figures of another revision are not comparable by eye.".to_owned()),
        ("Accuracy".to_owned(), "Share of the predicted items with a reference label whose prediction equals it.".to_owned()),
        ("Share of the errors".to_owned(), "Errors with the tag / all errors, of the wrong rows that were looked at: all of them, or a draw by chance.".to_owned()),
        ("Wrong among its items".to_owned(), "Errors with the tag / items with the tag; wrong and right rows looked at, each weighted by the size of its part.".to_owned()),
        ("Gained if all went".to_owned(), "Errors with the tag / all items: points of accuracy if not one of these errors were left.".to_owned()),
        ("Gained at human level".to_owned(), gained(facts)),
        (
            "Looked at".to_owned(),
            format!(
                "{} wrong and {} right rows drawn by chance so far. Rows picked by hand say nothing about the rest, and no figure is made of them.",
                thousands(facts.priorities.drawn_wrong),
                thousands(facts.priorities.drawn_right)
            ),
        ),
    ];
    notes.extend(used.into_iter().map(|id| (format!("Interval: {id}"), method(id))));
    let lines: String = notes
        .iter()
        .map(|(what, text)| format!("<dt>{}</dt><dd>{}</dd>\n", escape(what), escape(text)))
        .collect();
    format!("<h2>How these figures are made</h2>\n<dl>\n{lines}</dl>\n")
}

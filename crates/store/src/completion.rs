//! What may stand at the cursor of a filter line.

use crate::Read;
use crate::error::Result;
use crate::query::{Names, Operand};
use assay_model::{
    Column, Comparison, Completion, Expected, Proposal, ProposalKind, filter_place, filter_word, nearest,
};

/// Proposals at most.
const MOST: usize = 30;
/// Items whose metadata is looked at for the most frequent values, spread over all.
const SAMPLE: i64 = 20_000;

/// Proposals for a cursor, counted in characters, in a line that may be unfinished.
pub fn complete(r: &Read<'_>, line: &str, cursor: usize) -> Result<Completion> {
    let place = filter_place(line, cursor);
    let names = Names::load(r)?;
    let proposals = match &place.expected {
        Expected::Column => columns(&names),
        Expected::Operator(column) => operators(&names, column),
        Expected::Value { column, how, listed } => values(r, &names, column, *how, *listed)?,
        Expected::Missing { not } => {
            let words: &[(&str, &str)] = match not {
                true => &[("missing", "has a value")],
                false => {
                    &[("missing", "has no value"), ("present", "has a value"), ("not missing", "has a value")]
                }
            };
            keywords(words)
        }
        Expected::In(_) => keywords(&[("in", "one of a list")]),
        Expected::List(_) => keywords(&[("(", "begins the list")]),
        Expected::Separator(_) => keywords(&[(",", "another value"), (")", "ends the list")]),
        Expected::Connective { open } => {
            let mut words = vec![("and", "both hold"), ("or", "at least one holds")];
            words.extend(open.then_some((")", "ends the group")));
            keywords(&words)
        }
    };
    let proposals = matching(proposals, &place.begun);
    Ok(Completion { from: place.from, to: place.to, proposals })
}

fn proposal(text: impl Into<String>, kind: ProposalKind, detail: impl Into<String>) -> Proposal {
    Proposal { text: text.into(), kind, detail: detail.into() }
}

fn keywords(words: &[(&str, &str)]) -> Vec<Proposal> {
    words.iter().map(|(word, about)| proposal(*word, ProposalKind::Keyword, *about)).collect()
}

/// Those that begin with what stands there, then those that hold it, then those that are nearly it.
fn matching(all: Vec<Proposal>, begun: &str) -> Vec<Proposal> {
    let bare = |text: &str| text.replace('"', "").to_lowercase();
    let begun = bare(begun);
    let name = |text: &str| bare(text).trim_start_matches("tag:").to_owned();
    let near: Vec<String> = {
        let names: Vec<String> = all.iter().map(|p| name(&p.text)).collect();
        nearest(&begun, names.iter().map(String::as_str)).into_iter().map(str::to_owned).collect()
    };
    let rank = |proposal: &Proposal| {
        let text = bare(&proposal.text);
        if text.starts_with(&begun) {
            Some(0)
        } else if name(&proposal.text).starts_with(&begun) {
            Some(1)
        } else if text.contains(&begun) {
            Some(2)
        } else {
            near.contains(&name(&proposal.text)).then_some(3)
        }
    };
    let mut ranked: Vec<(i32, Proposal)> =
        all.into_iter().filter_map(|proposal| rank(&proposal).map(|rank| (rank, proposal))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(MOST).map(|(_, proposal)| proposal).collect()
}

fn columns(names: &Names) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = names
        .columns()
        .into_iter()
        .map(|(text, about)| proposal(text, ProposalKind::Column, about))
        .collect();
    found.extend(keywords(&[("not", "the rest of the rows"), ("(", "begins a group")]));
    found
}

const EQUAL: &[(&str, &str)] = &[("=", "equal"), ("!=", "not equal")];
const ORDERED: &[(&str, &str)] = &[("<", "less"), ("<=", "at most"), (">", "greater"), (">=", "at least")];
const HOLDS: &[(&str, &str)] = &[("~", "contains"), ("!~", "does not contain")];
const LISTS: &[(&str, &str)] = &[("in", "one of a list"), ("not in", "none of a list")];
const LACKS: &[(&str, &str)] = &[("is missing", "has no value"), ("is present", "has a value")];

fn operators(names: &Names, column: &Column) -> Vec<Proposal> {
    let operand = names.operand(column, 0).ok();
    let parts: &[&[(&str, &str)]] = match operand {
        Some(Operand::Text) => &[HOLDS, LACKS],
        Some(Operand::Drawn) => &[EQUAL],
        Some(Operand::Tag(_)) => &[EQUAL, LISTS, LACKS],
        Some(Operand::Class(_) | Operand::Part) => &[EQUAL, LISTS, LACKS],
        _ => &[EQUAL, ORDERED, HOLDS, LISTS, LACKS],
    };
    parts
        .iter()
        .flat_map(|part| part.iter())
        .map(|(text, about)| proposal(*text, ProposalKind::Operator, *about))
        .collect()
}

fn values(
    r: &Read<'_>,
    names: &Names,
    column: &Column,
    how: Comparison,
    listed: bool,
) -> Result<Vec<Proposal>> {
    let fixed = |words: &[(&str, &str)]| -> Vec<Proposal> {
        words.iter().map(|(text, about)| proposal(*text, ProposalKind::Value, *about)).collect()
    };
    // A column that is not known has no values; the line will say so.
    let Ok(operand) = names.operand(column, 0) else { return Ok(Vec::new()) };
    let mut found = match operand {
        Operand::Tag(_) => {
            return Ok(fixed(&[
                ("yes", "has it"),
                ("no", "looked at, has it not"),
                ("unseen", "not looked at"),
            ]));
        }
        Operand::Drawn => return Ok(fixed(&[("yes", "drawn by chance"), ("no", "not drawn")])),
        Operand::Part => {
            fixed(&[("eyeball", "to be looked at"), ("blackbox", "kept unseen"), ("none", "in no part")])
        }
        Operand::Class(sql) => classes(names, sql, listed),
        Operand::OtherRun(_) => classes(names, "p.class_id", listed),
        Operand::Plain("f.source") => frequent(r, "SELECT source AS v FROM reference", &[])?,
        Operand::Plain("i.split") => frequent(r, "SELECT split AS v FROM item WHERE split IS NOT NULL", &[])?,
        Operand::Field(id) => frequent(r, &sample(id), &[SAMPLE])?,
        Operand::Plain(_) | Operand::Comment | Operand::Text => Vec::new(),
    };
    if matches!(how, Comparison::Equal | Comparison::NotEqual) && !listed {
        found.extend(keywords(&[("missing", "no value")]));
    }
    Ok(found)
}

fn classes(names: &Names, sql: &str, listed: bool) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    if !listed {
        found.push(match sql {
            "p.class_id" => proposal("label", ProposalKind::Column, "the reference label"),
            _ => proposal("pred", ProposalKind::Column, "the prediction"),
        });
    }
    for (key, name) in &names.offered {
        let about = if key == name { "class" } else { name };
        found.push(proposal(filter_word(key), ProposalKind::Value, about));
    }
    found.extend((sql == "f.class_id").then(|| proposal("none", ProposalKind::Value, "no reference label")));
    if !listed {
        let runs = names.other_runs().into_iter();
        found.extend(runs.map(|(text, about)| proposal(text, ProposalKind::Column, about)));
    }
    found
}

/// The values of a metadata field of items spread over all.
fn sample(field: i64) -> String {
    format!(
        "SELECT f{field} AS v FROM item_metadata WHERE item_id IN (
           WITH RECURSIVE n (i, step) AS (
             SELECT 1, MAX(1, (SELECT item_horizon FROM project) / ?1)
             UNION ALL SELECT i + step, step FROM n WHERE i + step <= (SELECT item_horizon FROM project))
           SELECT i FROM n) AND f{field} IS NOT NULL"
    )
}

/// The most frequent values of a query with one column `v`, most frequent first.
fn frequent(r: &Read<'_>, from: &str, values: &[i64]) -> Result<Vec<Proposal>> {
    let sql = format!(
        "SELECT CAST(v AS TEXT), COUNT(*) AS n FROM ({from}) GROUP BY v ORDER BY n DESC, v LIMIT 200"
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let rows: Vec<(String, i64)> = query
        .query_map(rusqlite::params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let all: i64 = rows.iter().map(|(_, n)| n).sum();
    let share = |n: i64| 100.0 * n as f64 / all.max(1) as f64;
    Ok(rows
        .into_iter()
        .map(|(value, n)| {
            proposal(filter_word(&value), ProposalKind::Value, format!("about {:.0} % of items", share(n)))
        })
        .collect())
}

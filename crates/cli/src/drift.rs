//! `assay drift`: checks between two splits or imports of items.

use crate::answer::{Answer, word};
use crate::desk::Desk;
use crate::text;
use anyhow::Result;
use assay_workbench::commands;
use assay_workbench::drift::DriftOf;
use assay_workbench::words::DataPart;
use serde_json::Value;

/// Holds two parts against each other, or lists them.
pub fn drift(desk: &Desk, splits: Option<&[String]>, imports: Option<&[i64]>) -> Result<Answer> {
    let split = |name: &String| DataPart::Split { name: (!name.is_empty()).then(|| name.clone()) };
    let of = match (splits, imports) {
        (Some([first, second]), _) => DriftOf { first: split(first), second: split(second) },
        (_, Some(&[first, second])) => {
            DriftOf { first: DataPart::Import { import: first }, second: DataPart::Import { import: second } }
        }
        _ => return parts(desk),
    };
    let report = desk.wait(commands::drift_report(&desk.workbench, &desk.caller, of)?)?;
    let mut rows = vec![test("classes", &report["classes"])];
    for field in report["fields"].as_array().into_iter().flatten() {
        let name = word(&field["name"]);
        rows.extend(field["tests"].as_array().into_iter().flatten().map(|each| test(&name, each)));
    }
    let schema = report["fields"].as_array().into_iter().flatten().filter(|field| !field["schema"].is_null());
    let schema: Vec<String> = schema
        .map(|field| {
            format!("schema: {} ({})", word(&field["name"]), word(&field["schema"]).replace('_', " "))
        })
        .collect();
    let twins = &report["duplicates"];
    let answer = Answer::new(report.clone())
        .line(format!(
            "{} ({} items) against {} ({} items); {} tests adjusted together",
            word(&report["first"]["name"]),
            report["first"]["items"],
            word(&report["second"]["name"]),
            report["second"]["items"],
            report["tests"]
        ))
        .line(format!(
            "in both: {} pictures, {} texts, {} nearly the same",
            twins["pictures"], twins["texts"], twins["nearly"]
        ));
    let answer = schema.into_iter().fold(answer, Answer::line);
    Ok(answer.table(&["field", "test", "differs", "adjusted p", "effect", "size"], rows))
}

fn test(name: &str, each: &Value) -> Vec<String> {
    let p =
        each["adjusted"].as_f64().map_or_else(|| word(&each["undefined_because"]), |p| format!("{p:.2e}"));
    let differs = if each["differs"] == true { "yes" } else { "not shown" };
    vec![
        name.to_owned(),
        word(&each["test"]).replace('_', " "),
        differs.to_owned(),
        p,
        word(&each["effect"]).replace('_', " "),
        text::figure(&each["size"]),
    ]
}

fn parts(desk: &Desk) -> Result<Answer> {
    let parts = commands::drift_parts(&desk.workbench, &desk.caller, ())?;
    let json = serde_json::to_value(&parts)?;
    let rows = json.as_array().into_iter().flatten().map(|part| {
        vec![
            word(&part["part"]["kind"]),
            word(&part["part"]["import"]),
            word(&part["name"]),
            word(&part["items"]),
        ]
    });
    let rows: Vec<_> = rows.collect();
    Ok(Answer::new(json).table(&["kind", "number", "name", "items"], rows))
}

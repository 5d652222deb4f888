//! Agreement, consensus, gold and conflicts: of a project, or of a plain table of judgments.

use crate::answer::{Answer, word};
use crate::args::{AgreementArgs, ConsensusArgs, Source, Weights};
use crate::desk::{Desk, pairs};
use crate::text;
use anyhow::Result;
use assay_workbench::commands;
use assay_workbench::conflicts::ConflictRequest;
use assay_workbench::is_database;
use assay_workbench::quality::{
    AgreementOfTable, AgreementRequest, ConsensusChoose, ConsensusOfTable, ConsensusRequest, ReplayOfTable,
    ReplayRequest, TableRequest,
};
use assay_workbench::words::{ConflictFilter, ConflictList};
use serde_json::Value;

/// The table that a command names.
pub fn table(desk: &Desk, source: &Source) -> Result<TableRequest> {
    Ok(TableRequest {
        file: desk.file(&source.source),
        map: pairs(&source.map)?,
        encoding: source.encoding.clone(),
        delimiter: source.delimiter.clone(),
    })
}

/// Every coefficient.
pub fn agreement(desk: &mut Desk, source: &Source, of: &AgreementArgs) -> Result<Answer> {
    let wanted = AgreementRequest {
        pairs: Some(of.pairs),
        per_class: Some(of.per_class),
        weights: Some(of.weights.into()),
        truth: source.truth.as_deref().map(|path| desk.file(path)),
    };
    let report = if is_database(&source.source) {
        desk.look(&source.source)?;
        commands::quality_agreement(&desk.workbench, &desk.caller, wanted)?
    } else {
        let request = AgreementOfTable { table: table(desk, source)?, wanted };
        commands::table_agreement(&desk.workbench, &desk.caller, request)?
    };
    let json = serde_json::to_value(&report)?;
    let mut answer = Answer::new(json.clone()).line(format!(
        "{} items, {} raters, {} judgments, {} classes ({})",
        report.items,
        report.raters.len(),
        report.judgments,
        report.classes.len(),
        report.classes.join(", ")
    ));
    if report.repeats > 0 {
        answer = answer.line(repeats(report.repeats));
    }
    if of.weights != Weights::Nominal {
        let weights = word(&json["weights"]);
        answer = answer.line(format!("{weights} weights; gwet_ac1 is unweighted"));
    }
    answer = answer.line(format!(
        "{} of {} pairs of raters share an item; kappa is defined for {}",
        report.pairs_sharing, report.pairs_total, report.pairs_defined
    ));
    if let Some(odd) = &report.odd_because {
        answer = answer.line(odd.clone());
    }
    let rows = json["coefficients"].as_array().into_iter().flatten();
    let rows =
        rows.map(|c| vec![word(&c["name"]), text::figure(c), word(&c["n_items"]), word(&c["n_judgments"])]);
    answer = answer
        .table(&["coefficient", "value [95 % interval]", "items", "judgments"], rows.collect::<Vec<_>>());
    if let Some(pairs) = json["pairs"].as_array() {
        let name = |index: &Value| {
            index.as_u64().and_then(|i| report.raters.get(i as usize)).cloned().unwrap_or_default()
        };
        let rows = pairs
            .iter()
            .map(|p| vec![name(&p["a"]), name(&p["b"]), text::figure(&p["kappa"]), word(&p["kappa"]["n"])]);
        answer = answer.table(&["rater", "rater", "Cohen's kappa", "items"], rows.collect::<Vec<_>>());
    }
    if let Some(classes) = json["per_class"].as_array() {
        let rows = classes
            .iter()
            .map(|c| vec![word(&c["class"]), word(&c["labels"]), text::figure(&c["specific_agreement"])]);
        answer = answer.table(&["class", "labels", "specific agreement"], rows.collect::<Vec<_>>());
    }
    if let Some(raters) = json["accuracy"].as_array() {
        let rows = raters
            .iter()
            .map(|r| vec![word(&r["rater"]), text::figure(&r["accuracy"]), word(&r["accuracy"]["n"])]);
        answer = answer.table(&["rater", "accuracy", "n"], rows.collect::<Vec<_>>());
    }
    Ok(answer)
}

/// One label for each item.
pub fn consensus(desk: &mut Desk, source: &Source, of: &ConsensusArgs) -> Result<Answer> {
    let wanted = ConsensusRequest {
        method: of.method.clone(),
        truth: source.truth.as_deref().map(|path| desk.file(path)),
        gold: of.gold.as_deref().map(|path| desk.file(path)),
        labels: None,
        raters: Some(of.raters),
    };
    let report = if is_database(&source.source) {
        desk.look(&source.source)?;
        commands::quality_consensus(&desk.workbench, &desk.caller, wanted)?
    } else {
        let request = ConsensusOfTable { table: table(desk, source)?, wanted };
        commands::table_consensus(&desk.workbench, &desk.caller, request)?
    };
    let json = serde_json::to_value(&report)?;
    let mut answer = Answer::new(json.clone());
    if let (Some(log_likelihood), Some(iterations)) = (report.log_likelihood, report.iterations) {
        answer = answer.line(format!(
            "{}: log likelihood {}, {iterations} iterations{}",
            report.method,
            text::short(log_likelihood),
            if report.converged == Some(true) { "" } else { ", not converged" }
        ));
    }
    if let (Some(temperature), Some(lapse)) = (report.temperature, report.lapse) {
        let (temperature, lapse) = (text::short(temperature), text::short(lapse));
        answer =
            answer.line(format!("posteriors corrected by gold: temperature {temperature}, lapse {lapse}"));
    }
    if report.repeats > 0 {
        answer = answer.line(repeats(report.repeats));
    }
    if let Some(fit) = report.in_force.as_ref().filter(|fit| fit.changed_since > 0) {
        answer = answer.line(format!(
            "{} items changed since {} was put in force: the votes decide on them until `assay choose` fits again",
            fit.changed_since, fit.method
        ));
    }
    if report.log_likelihood.is_some() && report.temperature.is_none() {
        answer =
            answer.line("posteriors are as fitted, which is often over-confident: gold would correct them");
    }
    if report.accuracy.is_some() {
        answer = scores(answer, &json).line(format!("{} items, {} ties", report.items, report.ties));
    } else {
        let rows = report.labels.iter().map(|l| {
            vec![
                l.item.clone(),
                l.label.clone().unwrap_or_else(|| "(tie)".into()),
                text::short(l.confidence),
                l.n.to_string(),
                l.method.clone(),
            ]
        });
        answer = answer.table(&["item", "label", "confidence", "n", "method"], rows.collect::<Vec<_>>());
    }
    if let Some(raters) = &report.raters {
        let rows = raters.iter().flat_map(|rater| {
            rater.matrix.iter().zip(&report.classes).map(|(row, class)| {
                let cells = row.iter().map(|p| text::short(*p));
                [rater.rater.clone(), class.clone()].into_iter().chain(cells).collect::<Vec<_>>()
            })
        });
        let header: Vec<&str> =
            ["rater", "true class"].into_iter().chain(report.classes.iter().map(String::as_str)).collect();
        answer = answer.table(&header, rows.collect::<Vec<_>>());
    }
    Ok(answer)
}

/// How right the labels are.
fn scores(mut answer: Answer, json: &Value) -> Answer {
    for (key, what) in [
        ("accuracy", "accuracy over decided items"),
        ("accuracy_ties_split", "accuracy, a tie of k counted 1/k when right"),
        ("coverage", "decided of the items with a truth"),
    ] {
        answer = answer.line(format!("{what}: {}  n {}", text::figure(&json[key]), json[key]["n"]));
    }
    let error = &json["calibration"]["calibration_error"];
    if !error.is_null() {
        answer = answer.line(format!("posterior minus accuracy: {}", text::figure(error)));
    }
    answer
}

fn repeats(n: u64) -> String {
    format!("{n} further answers of a rater on the same item are left out")
}

/// What fewer judgments would have cost.
pub fn replay(desk: &mut Desk, source: &Source, repeats: u32, seed: Option<u64>) -> Result<Answer> {
    let wanted = ReplayRequest {
        truth: source.truth.as_deref().map(|path| desk.file(path)),
        repeats: Some(repeats),
        seed,
    };
    let job = if is_database(&source.source) {
        desk.look(&source.source)?;
        commands::quality_replay(&desk.workbench, &desk.caller, wanted)?
    } else {
        let request = ReplayOfTable { table: table(desk, source)?, wanted };
        commands::table_replay(&desk.workbench, &desk.caller, request)?
    };
    let json = desk.wait(job)?;
    let rows = json.as_array().into_iter().flatten().map(|row| {
        vec![
            word(&row["rule"]),
            row["judgments_per_item"].as_f64().map(text::short).unwrap_or_default(),
            text::figure(&row["accuracy"]),
            text::figure(&row["difference"]),
            word(&row["accuracy"]["n"]),
            row["calibration_error"].as_f64().map(text::short).unwrap_or_default(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let header =
        ["rule", "judgments per item", "accuracy", "difference to all", "n", "posterior minus accuracy"];
    let seed = seed.map_or_else(|| "the usual seed".to_owned(), |seed| format!("seed {seed}"));
    let said = format!("means over {repeats} random orders, {seed}; n items with a truth");
    Ok(Answer::new(json.clone()).line(said).table(&header, rows))
}

/// Takes a project's consensus from another method.
pub fn choose(desk: &Desk, method: &str) -> Result<Answer> {
    let request = ConsensusChoose { method: method.to_owned() };
    let fit = desk.wait(commands::consensus_choose(&desk.workbench, &desk.caller, request)?)?;
    let line = match fit["items"].as_i64() {
        Some(items) => format!("consensus by {method}: {items} items"),
        None => "consensus by majority".to_owned(),
    };
    Ok(Answer::new(fit).line(line))
}

/// Every rater against gold.
pub fn gold(desk: &Desk) -> Result<Answer> {
    let report = commands::quality_gold(&desk.workbench, &desk.caller, ())?;
    let json = serde_json::to_value(&report)?;
    let rows = json["raters"].as_array().into_iter().flatten();
    let rows =
        rows.map(|r| vec![word(&r["rater"]), text::figure(&r["accuracy"]), word(&r["right"]), word(&r["n"])]);
    let rows: Vec<_> = rows.collect();
    Ok(Answer::new(json.clone())
        .line(format!("{} gold items", report.gold_items))
        .table(&["rater", "accuracy", "right", "n"], rows))
}

/// Every rater: gates, gold record, monitor.
pub fn raters(desk: &Desk) -> Result<Answer> {
    let list = commands::rater_list(&desk.workbench, &desk.caller, ())?;
    let json = serde_json::to_value(&list)?;
    let rows = json.as_array().into_iter().flatten().map(|row| {
        let attempts: Vec<String> = row["attempts"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|a| {
                format!(
                    "{} {}/{}",
                    word(&a["verdict"]),
                    word(&a["right"]),
                    a["right"].as_i64().unwrap_or(0) + a["wrong"].as_i64().unwrap_or(0)
                )
            })
            .collect();
        let watch = &row["watch"];
        let sum = match (watch["sum"].as_f64(), watch["limit"].as_f64()) {
            (Some(sum), Some(limit)) => format!("{} of {}", text::short(sum), text::short(limit)),
            _ => String::new(),
        };
        vec![
            word(&row["name"]),
            word(&row["stage"]["kind"]).replace("work", "at work"),
            word(&row["guideline_accepted"]),
            attempts.join(", "),
            text::figure(&row["gold"]),
            word(&row["gold"]["n"]),
            sum,
        ]
    });
    let rows: Vec<_> = rows.collect();
    let header = ["rater", "stands at", "guideline", "attempts (right/n)", "hidden gold", "n", "S"];
    Ok(Answer::new(json.clone()).table(&header, rows))
}

/// Items whose judgments differ.
pub fn conflicts(desk: &Desk, decided: bool, limit: u32) -> Result<Answer> {
    let overview = commands::project_overview(&desk.workbench, &desk.caller, ())?;
    let which = if decided { ConflictList::Decided } else { ConflictList::Open };
    let filter = ConflictFilter { list: Some(which), ..ConflictFilter::default() };
    let request = ConflictRequest { filter, limit: Some(limit) };
    let list = commands::conflict_list(&desk.workbench, &desk.caller, request)?;
    let key = |id: i64| overview.question.classes.iter().find(|c| c.id == id).map_or("?", |c| c.key.as_str());
    let rows = list.conflicts.iter().map(|c| {
        let split: Vec<String> =
            c.split.iter().map(|(class, votes)| format!("{} {votes}", key(*class))).collect();
        vec![c.key.clone(), split.join("  "), text::short(c.entropy), c.decided.map_or("", key).to_owned()]
    });
    let rows: Vec<_> = rows.collect();
    let answer = Answer::new(serde_json::to_value(&list)?)
        .line(format!("{} open, {} decided", list.open, list.decided));
    Ok(answer.table(&["item", "votes", "entropy", "decision"], rows))
}

/// Every audit, newest first.
pub fn audits(desk: &Desk) -> Result<Answer> {
    let list = serde_json::to_value(commands::audit_list(&desk.workbench, &desk.caller, ())?)?;
    let rows = list.as_array().into_iter().flatten().map(|row| {
        let audit = &row["audit"];
        vec![
            word(&audit["name"]),
            word(&audit["size"]),
            word(&audit["plan"]["acceptance"]),
            word(&audit["judged"]),
            word(&audit["defects"]),
            word(&row["verdict"]),
            text::figure(&row["error_rate"]),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let header = ["audit", "n", "c", "judged", "wrong", "verdict", "error rate"];
    let answer = Answer::new(list.clone());
    Ok(if rows.is_empty() { answer.line("no audit yet") } else { answer.table(&header, rows) })
}

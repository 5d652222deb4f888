//! The guideline's history, and what a version did to agreement.

use crate::answer::{Answer, word};
use crate::desk::Desk;
use crate::text;
use anyhow::Result;
use assay_workbench::commands;
use assay_workbench::guideline::{EffectSpan, GuidelineEffectRequest, GuidelineReport};
use serde_json::Value;

/// Every version with its figures; of one version also what it did.
pub fn guideline(desk: &Desk, effect: Option<i64>, adjacent: bool) -> Result<Answer> {
    let history = commands::guideline_history(&desk.workbench, &desk.caller, ())?;
    let span = if adjacent { EffectSpan::Adjacent } else { EffectSpan::All };
    let asked = effect.map(|version| GuidelineEffectRequest { version, span: Some(span) });
    let effect =
        asked.map(|asked| commands::guideline_effect(&desk.workbench, &desk.caller, asked)).transpose()?;
    let json = serde_json::to_value(GuidelineReport { history, effect })?;
    let answer = of_history(json.clone());
    if json["effect"].is_null() {
        return Ok(answer);
    }
    let effect = &json["effect"];
    let classes = commands::project_overview(&desk.workbench, &desk.caller, ())?.question.classes;
    let name = |id: &Value| {
        let class = classes.iter().find(|class| Some(class.id) == id.as_i64());
        class.map_or_else(|| word(id), |class| class.key.clone())
    };
    let side = |key: &str| {
        let side = &effect[key];
        let range =
            format!("{key}: versions {} to {}", word(&side["from_version"]), word(&side["to_version"]));
        vec![
            range,
            text::figure(&side["alpha"]),
            text::figure(&side["agreement"]),
            word(&side["items"]),
            word(&side["judgments"]),
        ]
    };
    let difference = vec![
        "difference".to_owned(),
        format!("{} {}", text::figure(&effect["alpha_difference"]), word(&effect["alpha_verdict"])),
        format!("{} {}", text::figure(&effect["agreement_difference"]), word(&effect["agreement_verdict"])),
    ];
    let pairs = effect["pairs"].as_array().into_iter().flatten().map(|pair| {
        vec![
            format!("{} / {}", name(&pair["first"]), name(&pair["second"])),
            text::figure(&pair["before"]),
            text::figure(&pair["after"]),
            text::figure(&pair["difference"]),
            word(&pair["verdict"]),
        ]
    });
    let pairs: Vec<_> = pairs.collect();
    let answer = answer.table(
        &["side", "alpha", "agreement", "items", "judgments"],
        [side("before"), side("after"), difference],
    );
    Ok(if pairs.is_empty() {
        answer
    } else {
        answer.table(&["confused", "before", "after", "difference", "verdict"], pairs)
    })
}

fn of_history(json: Value) -> Answer {
    let versions = json["versions"].as_array().into_iter().flatten();
    let rows = versions.map(|row| {
        let version = &row["version"];
        vec![
            word(&version["version"]),
            word(&version["person"]),
            word(&version["judgments"]),
            word(&row["alpha"]["n_items"]),
            text::figure(&row["alpha"]),
            text::figure(&row["agreement"]),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let unversioned = json["unversioned"].as_u64().unwrap_or(0);
    let answer = Answer::new(json);
    if rows.is_empty() {
        return answer.line("no guideline yet; a lead can write one under Project");
    }
    let answer = match unversioned {
        0 => answer,
        n => answer.line(format!("{n} judgments of unknown version, as from imports, are left out")),
    };
    answer.table(&["version", "by", "judgments", "items", "alpha", "agreement"], rows)
}

//! How far the work is, what it costs, how good it is, and what asks for attention.

use crate::answer::{Answer, word};
use crate::desk::Desk;
use crate::text;
use anyhow::Result;
use assay_workbench::dashboard::{AlarmState, Dashboard, DashboardRequest};
use assay_workbench::{commands, format_time};
use serde_json::Value;

/// The whole dashboard.
pub fn dashboard(desk: &Desk, utc_offset_minutes: Option<i32>) -> Result<Answer> {
    let request = DashboardRequest { utc_offset_minutes };
    let found = commands::dashboard_get(&desk.workbench, &desk.caller, request)?;
    let overview = commands::project_overview(&desk.workbench, &desk.caller, ())?;
    let json = serde_json::to_value(&found)?;
    let class = |id: &Value| {
        let known = overview.question.classes.iter().find(|class| Some(class.id) == id.as_i64());
        known.map_or_else(|| "?".to_owned(), |class| class.key.clone())
    };
    let mut answer = head(Answer::new(json.clone()), &found);
    answer = checks(answer, &found, &json);
    answer = answer.table(
        &[
            "rater",
            "judgments",
            "skips",
            "unsure",
            "median seconds",
            "gold",
            "with the others",
            "with oneself",
        ],
        rows(&json["raters"], |r| {
            let share = |key: &str| text::figure(&r[key]);
            vec![
                word(&r["rater"]),
                word(&r["judgments"]),
                share("skips"),
                share("unsure"),
                text::figure(&r["time"]["median"]),
                share("gold"),
                share("others"),
                share("repeats"),
            ]
        }),
    );
    answer = answer.table(
        &["agreement of items", "until", "alpha", "percent agreement"],
        rows(&json["agreement"]["windows"], |w| {
            let first = w["first"].as_u64().unwrap_or(0);
            let items = format!("{} to {}", first + 1, first + w["items"].as_u64().unwrap_or(0));
            let until = w["to"].as_i64().map(format_time).unwrap_or_default();
            vec![items, until, text::figure(&w["alpha"]), text::figure(&w["percent"])]
        }),
    );
    answer = answer.table(
        &["class", "of the reference labels", "of all judgments"],
        rows(&json["balance"]["classes"], |c| {
            vec![class(&c["class"]), text::figure(&c["references"]), text::figure(&c["judgments"])]
        }),
    );
    let groups = json["coverage"]["groupings"].as_array().into_iter().flatten().flat_map(|grouping| {
        rows(&grouping["groups"], |g| {
            let share = match g["judgments"].as_u64() {
                Some(n) => format!("{n} judgments"),
                None => text::figure(&g["judged"]),
            };
            let behind = if g["behind"] == true { "behind" } else { "" };
            vec![word(&grouping["name"]), word(&g["value"]), word(&g["size"]), share, behind.to_owned()]
        })
    });
    let groups: Vec<_> = groups.collect();
    if !groups.is_empty() {
        answer = answer.table(&["group", "value", "size", "judged", ""], groups);
    }
    answer.negative = found.alarms.active > 0;
    Ok(answer)
}

fn rows(list: &Value, row: impl Fn(&Value) -> Vec<String>) -> Vec<Vec<String>> {
    list.as_array().into_iter().flatten().map(row).collect()
}

fn head(answer: Answer, found: &Dashboard) -> Answer {
    let (now, forecast) = (&found.progress.now, &found.progress.forecast);
    let mut answer = answer.line(format!(
        "{} of {} items complete, {} conflicts wait, {} decided; {} judgments given, {} to come",
        now.complete, now.items, now.conflicts, now.decided, now.judgments, now.remaining
    ));
    answer = answer.line(match (forecast.at, forecast.earliest, &forecast.undefined_because) {
        (_, _, Some(why)) => format!("no forecast: {why}"),
        (Some(at), earliest, None) => format!(
            "done about {} [{}, {}] at {:.1} judgments a day",
            format_time(at),
            earliest.map(format_time).unwrap_or_default(),
            forecast.latest.map_or_else(|| "cannot be bounded".to_owned(), format_time),
            forecast.per_day.value.unwrap_or(0.0)
        ),
        _ => "the work lasts longer than a century at this pace".to_owned(),
    });
    let untimed = &found.progress.untimed;
    if untimed.judgments > 0 {
        answer = answer
            .line(format!("{} judgments have no known time and are in nothing over time", untimed.judgments));
    }
    if let Some(cost) = &found.cost {
        let (currency, json) = (&found.settings.currency, serde_json::to_value(cost).unwrap_or_default());
        answer = answer.line(format!(
            "spent {:.2} {currency}; to come {}",
            cost.spent,
            text::figure(&json["to_come"])
        ));
    }
    answer
}

fn checks(answer: Answer, found: &Dashboard, json: &Value) -> Answer {
    if found.alarms.checks.is_empty() {
        return answer.line("no alarm is set");
    }
    let undecided = found.alarms.checks.iter().filter(|check| check.state == AlarmState::Undecided).count();
    let said = format!(
        "{} alarms, {undecided} undecided; corrected for {} looks",
        found.alarms.active, found.alarms.looks
    );
    answer.line(said).table(
        &["check", "about", "figure", "limit", "says"],
        rows(&json["alarms"]["checks"], |c| {
            let limit = c["limit"].as_f64().map(text::short).unwrap_or_default();
            vec![word(&c["kind"]), word(&c["subject"]), text::figure(&c["figure"]), limit, word(&c["state"])]
        }),
    )
}

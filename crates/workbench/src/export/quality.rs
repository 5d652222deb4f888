//! Judgments, labels, raters and agreement.

use super::names::Names;
use super::table::{Out, cells, flag, some};
use crate::figures::Figure;
use crate::quality::{self, AgreementRequest, AgreementWeights};
use crate::{Context, Result, times};
use assay_store::{Read, judgments, project};
use std::io::Write;

pub(super) fn judgments<W: Write>(r: &Read<'_>, names: &Names, out: &mut Out<'_, W>) -> Result<()> {
    let question = project::question(r)?.key;
    let mut table = out.table(&[
        "item",
        "rater",
        "label",
        "question",
        "time",
        "active_ms",
        "guideline_version",
        "skipped",
        "unsure",
        "note",
        "purpose",
        "counted",
    ])?;
    judgments::each(r, |j| {
        table.row(&[
            j.item_key,
            names.of(j.rater),
            j.label.unwrap_or_default(),
            question.clone(),
            j.made_at.map(times::format).unwrap_or_default(),
            some(j.active_ms),
            some(j.guideline_version),
            flag(j.skipped),
            flag(j.unsure),
            j.note,
            j.purpose,
            flag(j.counted),
        ])
    })?;
    table.finish()
}

pub(super) fn labels<W: Write>(r: &Read<'_>, out: &mut Out<'_, W>) -> Result<()> {
    let question = project::question(r)?.id;
    let mut table = out.table(&["item", "label", "source", "confidence", "judgments", "method"])?;
    judgments::each_final(r, question, |f| {
        table.row(&[
            f.item,
            f.label.unwrap_or_default(),
            f.source.unwrap_or_default(),
            some(f.confidence),
            f.n.to_string(),
            f.method.unwrap_or_default(),
        ])
    })?;
    table.finish()
}

pub(super) fn raters<W: Write>(r: &Read<'_>, names: &Names, out: &mut Out<'_, W>) -> Result<()> {
    let mut table = out.table(&[
        "rater",
        "simulated",
        "judgments",
        "skips",
        "active_ms",
        "gold_n",
        "gold_right",
        "gold_accuracy",
        "gold_lower",
        "gold_upper",
    ])?;
    let mut raters = judgments::rater_totals(r)?;
    raters.iter_mut().for_each(|rater| rater.name = names.of(std::mem::take(&mut rater.name)));
    // In the order of names, numbers would give them away.
    raters.sort_by_key(|rater| rater.name.to_lowercase());
    for rater in raters {
        let [value, lower, upper, _] = cells(&Figure::share(rater.gold_right, rater.gold_n));
        table.row(&[
            rater.name,
            flag(rater.simulated),
            rater.judgments.to_string(),
            rater.skips.to_string(),
            rater.active_ms.to_string(),
            rater.gold_n.to_string(),
            rater.gold_right.to_string(),
            value,
            lower,
            upper,
        ])?;
    }
    table.finish()
}

pub(super) fn agreement<W: Write>(
    ctx: &Context,
    weights: Option<AgreementWeights>,
    names: &Names,
    out: &mut Out<'_, W>,
) -> Result<()> {
    let request = AgreementRequest { pairs: Some(true), per_class: Some(true), weights, truth: None };
    let report = quality::agreement(ctx, request)?;
    let mut table = out.table(&[
        "statistic",
        "class",
        "rater_a",
        "rater_b",
        "value",
        "lower",
        "upper",
        "n_items",
        "n_raters",
        "n_judgments",
        "undefined_because",
        "weights",
        "method",
        "unreliable_because",
    ])?;
    let weights = weights.unwrap_or_default().name();
    let classes = report.per_class.unwrap_or_default();
    let all =
        report.coefficients.iter().map(|c| ("", c, if c.name == "gwet_ac1" { "nominal" } else { weights }));
    // Two classes, one and the rest, have nothing to weigh.
    let each = classes
        .iter()
        .flat_map(|class| class.coefficients.iter().map(|c| (class.class.as_str(), c, "nominal")));
    for (class, c, weights) in all.chain(each) {
        table.row(&[
            c.name.clone(),
            class.to_owned(),
            String::new(),
            String::new(),
            some(c.value),
            some(c.lower),
            some(c.upper),
            c.n_items.to_string(),
            c.n_raters.to_string(),
            c.n_judgments.to_string(),
            c.undefined_because.clone().unwrap_or_default(),
            weights.to_owned(),
            c.method.clone().unwrap_or_default(),
            c.unreliable_because.clone().unwrap_or_default(),
        ])?;
    }
    let raters: Vec<String> = report.raters.into_iter().map(|name| names.of(name)).collect();
    let named = |pair: quality::PairView| {
        let (a, b) = (&raters[pair.a as usize], &raters[pair.b as usize]);
        if a <= b { (a, b, pair) } else { (b, a, pair) }
    };
    let mut pairs: Vec<_> = report.pairs.unwrap_or_default().into_iter().map(named).collect();
    pairs.sort_by(|x, y| (x.0, x.1).cmp(&(y.0, y.1)));
    for (a, b, pair) in pairs {
        let [value, lower, upper, n] = cells(&pair.kappa);
        table.row(&[
            "cohen_kappa".to_owned(),
            String::new(),
            a.clone(),
            b.clone(),
            value,
            lower,
            upper,
            n,
            "2".to_owned(),
            String::new(),
            pair.kappa.undefined_because.unwrap_or_default(),
            weights.to_owned(),
            pair.kappa.method.unwrap_or_default(),
            pair.kappa.unreliable_because.unwrap_or_default(),
        ])?;
    }
    table.finish()
}

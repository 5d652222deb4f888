//! Takes a project's consensus from another method.

use super::fit;
use super::set::JudgmentSet;
use crate::jobs::{JobId, Progress};
use crate::{Context, Error, Result};
use assay_stats::Method;
use assay_store::consensus::{self, ConsensusFit, Fitted};
use assay_store::{Read, project};
use serde::Deserialize;
use ts_rs::TS;

/// Which method.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsensusChoose {
    /// `majority`, `gold-weighted`, `dawid-skene`, `one-coin`, `glad` or `mace`.
    pub method: String,
}

/// How often the project may change under a fit before the fit holds the others up.
const TRIES: usize = 3;

/// Fits as a job and puts the labels in force; its result is a [`ConsensusFit`], none for the majority.
pub(crate) fn start(ctx: &Context, request: ConsensusChoose) -> Result<JobId> {
    let method = fit::method(&request.method)?;
    let own = ctx.clone();
    ctx.workbench.jobs.start(move |progress| run(&own, method, progress))
}

fn run(ctx: &Context, method: Method, progress: &dyn Progress) -> Result<Option<ConsensusFit>> {
    let person = ctx.person()?.id;
    for attempt in 0..TRIES {
        progress.at("fitting", attempt as u64, 0);
        let made = if attempt + 1 < TRIES { Some(ctx.read(|r| make(r, method))?) } else { None };
        if progress.cancelled() {
            return Err(Error::Cancelled);
        }
        progress.at("saving", 0, 0);
        let done = ctx.write(|w| {
            let made = match made {
                Some(made) if made.moment == consensus::moment(w)? => made,
                Some(_) => return Ok(false),
                // People label faster than the fit runs: they wait this once.
                None => make(w, method)?,
            };
            consensus::choose(w, person, made.question, &made.fit, &made.items)?;
            Ok::<_, Error>(true)
        })?;
        if done {
            break;
        }
    }
    ctx.read(|r| Ok(consensus::in_force(r, project::question(r)?.id)?))
}

struct Made {
    moment: i64,
    question: i64,
    fit: ConsensusFit,
    items: Vec<Fitted>,
}

fn make(r: &Read<'_>, method: Method) -> Result<Made> {
    let moment = consensus::moment(r)?;
    let set = JudgmentSet::with_gold(r)?;
    let fitted = fit::fit(&set, method, &set.gold(None)?, None)?;
    let consensus = &fitted.consensus;
    let decisions = consensus.decisions();
    let item = |(at, decision): (usize, &assay_stats::Decision)| {
        let posterior = consensus.confidence(at).filter(|_| set.is_shown(at))?;
        let class = decision.label().map(|class| set.ids.classes[class as usize]);
        Some(Fitted { item: set.ids.items[at], class, posterior, n: consensus.n_judgments[at] })
    };
    let items: Vec<Fitted> = decisions.iter().enumerate().filter_map(item).collect();
    let fit = ConsensusFit {
        method: method.name().into(),
        log_likelihood: consensus.fit.as_ref().map(|fit| fit.log_likelihood),
        iterations: consensus.fit.as_ref().map(|fit| fit.iterations),
        gold: fitted.gold,
        temperature: fitted.temperature,
        items: i64::try_from(items.len()).unwrap_or(i64::MAX),
        judgments: set.judgments_by_rater().iter().sum::<u64>().cast_signed(),
        made_at: 0,
        changed_since: 0,
    };
    let items = if method.has_posterior() { items } else { Vec::new() };
    Ok(Made { moment, question: set.ids.question, fit, items })
}

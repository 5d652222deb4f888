//! Audits drawn by groups of labels: a rate for each, and a weighted one for the lot.

use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_stats::{AuditStratum, Undefined, error_rate, stratified_error_rate};
use assay_store::audits::{self, Audit, Draw, Group, Grouping};
use assay_store::project;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for the groups of the labels there are.
#[derive(Debug, Clone, Default, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AuditGroupsRequest {
    /// A metadata field; the class of the label where left out.
    pub field: Option<i64>,
}

/// A group of labels.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AuditGroup {
    /// Class name or value of the field; empty where an item has none.
    pub name: String,
    /// Labels in it.
    pub population: u64,
}

/// How many labels to draw from one group.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditGroupSize {
    /// Name of the group.
    pub name: String,
    /// Labels to draw; at least two, or all there are.
    pub size: u32,
}

/// A draw from each group.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AuditGroups {
    /// A metadata field; the class of the label where left out.
    pub field: Option<i64>,
    /// A size for each group there is.
    pub sizes: Vec<AuditGroupSize>,
}

/// A group of an audit with its rate.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct AuditGroupRate {
    /// With its counts.
    pub group: Group,
    /// Share of its labels that are wrong, exact where much of the group was judged.
    pub error_rate: Figure,
}

fn grouping(field: Option<i64>) -> Grouping {
    field.map_or(Grouping::Class, Grouping::Field)
}

impl AuditGroups {
    pub(super) fn draw(self) -> Draw {
        let sizes = self.sizes.into_iter().map(|group| (group.name, group.size)).collect();
        Draw::Groups { by: grouping(self.field), sizes }
    }
}

pub(crate) fn list(ctx: &Context, request: AuditGroupsRequest) -> Result<Vec<AuditGroup>> {
    ctx.read(|r| {
        let question = project::question(r)?.id;
        let groups = audits::groups(r, question, grouping(request.field))?;
        let group = |(name, items): (String, Vec<i64>)| AuditGroup { name, population: items.len() as u64 };
        Ok::<_, Error>(groups.into_iter().map(group).collect())
    })
}

/// The rate of each group so far.
pub(super) fn rates(audit: &Audit) -> Vec<AuditGroupRate> {
    let rate = |group: &Group| {
        let rate = error_rate(group.defects, group.judged, Some(group.population));
        let error_rate = match &rate {
            Ok(_) => Figure::of(&rate),
            Err(_) => Figure::undefined("no label of this group is judged yet", 0),
        };
        AuditGroupRate { group: group.clone(), error_rate }
    };
    audit.groups.iter().map(rate).collect()
}

/// The rate of the lot: that of each group at its share of the labels.
pub(super) fn weighted(audit: &Audit) -> Figure {
    let stratum =
        |group: &Group| AuditStratum { size: group.population, judged: group.judged, defects: group.defects };
    let strata: Vec<AuditStratum> = audit.groups.iter().map(stratum).collect();
    match stratified_error_rate(&strata) {
        Err(Undefined::StratumTooThin | Undefined::NothingScored) => Figure::undefined(
            "a weighted rate needs two judged labels of each group, or all; judge on",
            audit.judged,
        ),
        rate => Figure::of(&rate),
    }
}

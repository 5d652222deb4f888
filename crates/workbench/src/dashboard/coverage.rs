//! Whether every group of items and of raters is represented.

use super::gather::Gathered;
use crate::{Figure, Result};
use assay_stats::work::fewer_than_by_chance;
use assay_stats::{Alternative, benjamini_hochberg, fisher_exact};
use assay_store::{Read, dashboard};
use serde::Serialize;
use ts_rs::TS;

/// Coverage of groups.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Coverage {
    /// Metadata fields with 2 to 20 values, then attributes of raters.
    pub groupings: Vec<CoverageGrouping>,
    /// Groups that were tested: what the correction is for.
    pub tested: u64,
    /// How.
    pub method: &'static str,
}

/// What is grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoverageKind {
    /// Items, by a metadata field.
    Items,
    /// Raters, by an attribute.
    Raters,
}

/// A field or an attribute.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct CoverageGrouping {
    /// What is grouped.
    pub kind: CoverageKind,
    /// Name of the field or attribute.
    pub name: String,
    /// In order of value.
    pub groups: Vec<CoverageGroup>,
}

/// One group.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct CoverageGroup {
    /// The value they share; empty where it is missing.
    pub value: String,
    /// Items or raters in it.
    pub size: u64,
    /// Items: share with a judgment. Raters: their share of all judgments, where the raters are known, which is no
    /// estimate and has no interval.
    pub judged: Figure,
    /// Items: share complete; none for raters.
    pub complete: Option<Figure>,
    /// Judgments by raters of the group; none for items.
    pub judgments: Option<u64>,
    /// One-sided p value that a group lies as far behind by chance, adjusted for all groups (Benjamini-Hochberg).
    pub adjusted_p: f64,
    /// Adjusted p below .05.
    pub behind: bool,
}

const METHOD: &str = "Items: Fisher's exact test, one-sided, of judged and unjudged items in the group against the other \
                      items of the field. Raters: permutation of raters (9,999 seeded). Adjusted for all groups by Benjamini-Hochberg.";

/// A group is behind where the adjusted p value is below this.
const LEVEL: f64 = 0.05;

pub(super) fn coverage(r: &Read<'_>, data: &Gathered) -> Result<Coverage> {
    let mut groupings: Vec<CoverageGrouping> = Vec::new();
    for field in dashboard::groups(r, |item| data.state(item))? {
        let total: u64 = field.groups.iter().map(|(_, items, ..)| items).sum();
        let judged: u64 = field.groups.iter().map(|(_, _, judged, _)| judged).sum();
        let group = |(value, items, own, complete): (String, u64, u64, u64)| {
            let rest = (judged - own, (total - items) - (judged - own));
            CoverageGroup {
                value,
                size: items,
                judged: Figure::share(own, items),
                complete: Some(Figure::share(complete, items)),
                judgments: None,
                adjusted_p: fisher_exact(own, items - own, rest.0, rest.1, Alternative::Less).clamp(0.0, 1.0),
                behind: false,
            }
        };
        let groups = field.groups.into_iter().map(group).collect();
        groupings.push(CoverageGrouping { kind: CoverageKind::Items, name: field.field, groups });
    }
    groupings.extend(raters(r, data)?);
    adjust(&mut groupings)?;
    let tested = groupings.iter().map(|grouping| grouping.groups.len() as u64).sum();
    Ok(Coverage { groupings, tested, method: METHOD })
}

fn raters(r: &Read<'_>, data: &Gathered) -> Result<Vec<CoverageGrouping>> {
    let attributes = dashboard::attributes(r)?;
    let mut given = vec![0_u64; data.people.len()];
    for j in (0..data.scan.len()).filter(|&j| !data.scan.skipped[j]) {
        if let Some(n) = given.get_mut(data.rater[j] as usize) {
            *n += 1;
        }
    }
    let mut groupings: Vec<CoverageGrouping> = Vec::new();
    for of_name in attributes.chunk_by(|a, b| a.name.eq_ignore_ascii_case(&b.name)) {
        // Those of whom the attribute is known.
        let known: Vec<usize> = (0..data.people.len())
            .filter(|&at| of_name.iter().any(|a| a.person == data.people[at].id))
            .collect();
        let known_given: Vec<u64> = known.iter().map(|&at| given[at]).collect();
        let total: u64 = known_given.iter().sum();
        let mut groups = Vec::new();
        for of_value in of_name.chunk_by(|a, b| a.value.eq_ignore_ascii_case(&b.value)) {
            let inside: Vec<bool> =
                known.iter().map(|&at| of_value.iter().any(|a| a.person == data.people[at].id)).collect();
            let own: u64 =
                known_given.iter().zip(&inside).filter(|(_, inside)| **inside).map(|(n, _)| n).sum();
            let share = Figure {
                value: (total > 0).then(|| own as f64 / total as f64),
                n: total,
                ..Figure::undefined("", 0)
            };
            let why = (total == 0).then(|| "no judgment yet".to_owned());
            groups.push(CoverageGroup {
                value: of_value[0].value.clone(),
                size: of_value.len() as u64,
                judged: Figure { undefined_because: why, ..share },
                complete: None,
                judgments: Some(own),
                adjusted_p: fewer_than_by_chance(&known_given, &inside, data.seed),
                behind: false,
            });
        }
        groupings.push(CoverageGrouping {
            kind: CoverageKind::Raters,
            name: of_name[0].name.clone(),
            groups,
        });
    }
    Ok(groupings)
}

fn adjust(groupings: &mut [CoverageGrouping]) -> Result<()> {
    let groups = || groupings.iter().flat_map(|grouping| &grouping.groups);
    let raw: Vec<f64> = groups().map(|group| group.adjusted_p).collect();
    let adjusted = benjamini_hochberg(&raw).map_err(|e| crate::Error::refused(e.code(), e.to_string()))?;
    let all = groupings.iter_mut().flat_map(|grouping| &mut grouping.groups);
    for (group, p) in all.zip(adjusted) {
        (group.adjusted_p, group.behind) = (p, p < LEVEL);
    }
    Ok(())
}

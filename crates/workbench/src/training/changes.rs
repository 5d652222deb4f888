//! What changed between two versions of the guideline, line by line.

use crate::Result;
use assay_store::{Read, project, training};
use serde::Serialize;
use ts_rs::TS;

/// Lines beyond which versions are not compared; a guideline that long is read as a whole.
const LONGEST: usize = 2000;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Only in the newer version.
    Added,
    /// Only in the older one.
    Removed,
}

/// A line that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct LineChange {
    /// What became of it.
    pub kind: LineKind,
    /// As written.
    pub text: String,
}

/// What changed since the version that the person accepted before; empty where there is none to compare with.
pub(crate) fn changed_since(r: &Read<'_>, person: i64) -> Result<Vec<LineChange>> {
    let Some(version) = training::accepted(r, person)? else { return Ok(Vec::new()) };
    let before = training::guideline_body(r, version)?;
    Ok(differences(&before, &project::guideline(r)?.body))
}

/// The lines that differ, in order, by the longest common subsequence; blank ones are left out.
fn differences(before: &str, after: &str) -> Vec<LineChange> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    if old.len() > LONGEST || new.len() > LONGEST {
        return Vec::new();
    }
    // common[i][j]: length of the longest common subsequence of old[i..] and new[j..].
    let mut common = vec![vec![0u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut found = Vec::new();
    let mut add = |kind, text: &str| {
        if !text.trim().is_empty() {
            found.push(LineChange { kind, text: text.to_owned() });
        }
    };
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            add(LineKind::Removed, old[i]);
            i += 1;
        } else {
            add(LineKind::Added, new[j]);
            j += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_told_in_order() {
        let found = differences("# A\nkeep\nold\n\nlast", "# A\nkeep\nnew\nmore\nlast");
        let told: Vec<(LineKind, &str)> = found.iter().map(|c| (c.kind, c.text.as_str())).collect();
        assert_eq!(told, [(LineKind::Removed, "old"), (LineKind::Added, "new"), (LineKind::Added, "more")]);
        assert!(differences("same\n", "same").is_empty());
        assert_eq!(differences("", "x").len(), 1);
    }
}

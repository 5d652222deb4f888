use crate::ModelError;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How work is handed out and when judgments make a consensus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Independent judgments wanted for each item; with adaptive overlap the fewest.
    pub judgments_per_item: u32,
    /// Share of served items that are hidden gold, 0 to 0.5.
    pub gold_share: f64,
    /// Whether a rater may skip.
    pub skip_allowed: bool,
    /// A leading class makes a consensus when it stands alone and holds at least this share of the votes.
    pub consensus_share: f64,
    /// Seconds until an item that was offered and not judged goes to someone else.
    pub lease_seconds: u32,
    /// Time without a key or pointer movement beyond this many seconds is not counted as work.
    pub idle_seconds: u32,
    /// Rules that only some projects need.
    pub rules: WorkRules,
}

/// Rules of the work beyond the plain ones. Each is off where it is left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WorkRules {
    /// One more judgment while an item is in doubt; none: every item gets the same number.
    pub adaptive: Option<Adaptive>,
    /// Items drawn at random with an overlap of their own, for an agreement that adaptive overlap does not bias.
    pub calibration: Option<Calibration>,
    /// Own items offered again, for the agreement of a rater with oneself.
    pub repeats: Option<Repeats>,
    /// Work only for those who accepted the guideline in force.
    pub accept_guideline: bool,
    /// Gold with an immediate explanation that a rater answers before any other; 0: no practice.
    pub practice: u32,
    /// The test before work; none: everyone works.
    pub qualification: Option<QualificationRule>,
    /// When hidden gold pauses a rater; none: never.
    pub monitor: Option<MonitorRule>,
    /// What raters see of their own record.
    pub shown: ShownToRaters,
}

/// One more judgment while the posterior of the leading class is below the target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Adaptive {
    /// The most judgments of an item.
    pub most_judgments: u32,
    /// The posterior that is enough, inside (0.5, 1).
    pub target: f64,
}

/// Items with a fixed overlap, drawn at random.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// How many items.
    pub items: u32,
    /// Judgments of each.
    pub judgments: u32,
}

/// Own items offered again after a wash-out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Repeats {
    /// Share of served items, 0 to 0.2.
    pub share: f64,
    /// Seconds that must have passed.
    pub after_seconds: u32,
    /// Items that the rater must have judged since.
    pub after_items: u32,
}

/// Wald's sequential test between two accuracies, truncated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QualificationRule {
    /// p0: an accuracy that should pass.
    pub acceptable: f64,
    /// p1: an accuracy that should fail.
    pub unacceptable: f64,
    /// Chance that p0 fails, over all attempts.
    pub alpha: f64,
    /// Chance that p1 passes, over all attempts.
    pub beta: f64,
    /// Golds after which an attempt ends undecided.
    pub most_golds: u32,
    /// How often a rater may try, each time with fresh gold.
    pub attempts: u32,
}

/// CUSUM over the hidden gold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonitorRule {
    /// p0: an accuracy that is good enough.
    pub acceptable: f64,
    /// p1: an accuracy that must be noticed.
    pub unacceptable: f64,
    /// Golds after which a rater of p0 is paused on average.
    pub run_length: u32,
}

/// What raters see of their own record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ShownToRaters {
    /// The known answer and its explanation, right after a missed gold.
    pub gold_feedback: bool,
    /// Items an hour.
    pub pace: bool,
    /// Items without a long break.
    pub streak: bool,
    /// Gold right of gold seen.
    pub gold_record: bool,
}

impl Default for ShownToRaters {
    fn default() -> Self {
        ShownToRaters { gold_feedback: false, pace: true, streak: false, gold_record: false }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Policy {
            judgments_per_item: 1,
            gold_share: 0.0,
            skip_allowed: true,
            consensus_share: 0.5,
            lease_seconds: 30 * 60,
            idle_seconds: 60,
            rules: WorkRules::default(),
        }
    }
}

fn bound(ok: bool, message: &str) -> Result<(), ModelError> {
    if ok { Ok(()) } else { Err(ModelError::Policy(message.into())) }
}

impl Policy {
    /// The policy, or the first bound it breaks.
    pub fn validate(&self) -> Result<(), ModelError> {
        bound((1..=1000).contains(&self.judgments_per_item), "judgments per item must be 1 to 1000")?;
        bound(
            (0.0..=0.5).contains(&self.gold_share),
            "the share of gold must be 0 to 0.5 (half of all items)",
        )?;
        bound((0.0..=1.0).contains(&self.consensus_share), "the consensus share must be 0 to 1")?;
        bound((30..=7 * 86_400).contains(&self.lease_seconds), "a lease must last 30 seconds to 7 days")?;
        bound((5..=3600).contains(&self.idle_seconds), "the idle limit must be 5 to 3600 seconds")?;
        if let Some(adaptive) = &self.rules.adaptive {
            bound(
                (self.judgments_per_item..=1000).contains(&adaptive.most_judgments),
                "the most judgments of an item must be at least the judgments per item, and at most 1000",
            )?;
        }
        self.rules.validate()
    }
}

impl WorkRules {
    fn validate(&self) -> Result<(), ModelError> {
        if let Some(Adaptive { target, .. }) = self.adaptive {
            bound(target > 0.5 && target < 1.0, "the target must lie between 0.5 and 1")?;
        }
        if let Some(Calibration { items, judgments }) = self.calibration {
            bound(items >= 1, "a calibration set must have 1 item or more")?;
            bound((2..=1000).contains(&judgments), "calibration items must get 2 to 1000 judgments")?;
        }
        if let Some(Repeats { share, after_items, .. }) = self.repeats {
            bound(share > 0.0 && share <= 0.2, "the share of repeats must be above 0 and at most 0.2")?;
            bound(after_items >= 1, "a repeat must come 1 item later or more")?;
        }
        bound(self.practice <= 1000, "at most 1000 practice items")?;
        if let Some(rule) = &self.qualification {
            accuracies(rule.acceptable, rule.unacceptable)?;
            let error = |rate: f64| rate > 0.0 && rate < 0.5;
            bound(error(rule.alpha) && error(rule.beta), "alpha and beta must lie between 0 and 0.5")?;
            bound((1..=1000).contains(&rule.most_golds), "a qualification must have 1 to 1000 golds")?;
            bound((1..=20).contains(&rule.attempts), "1 to 20 attempts")?;
        }
        if let Some(rule) = &self.monitor {
            accuracies(rule.acceptable, rule.unacceptable)?;
            bound(
                (10..=1_000_000).contains(&rule.run_length),
                "the run length must be 10 to 1,000,000 golds",
            )?;
        }
        Ok(())
    }
}

fn accuracies(acceptable: f64, unacceptable: f64) -> Result<(), ModelError> {
    bound(
        0.0 < unacceptable && unacceptable < acceptable && acceptable < 1.0,
        "the unacceptable accuracy must lie below the acceptable one, both between 0 and 1",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_held() {
        assert_eq!(Policy::default().validate(), Ok(()));
        let with = |rules: WorkRules| Policy { rules, ..Policy::default() };
        let adaptive = |most_judgments, target| {
            with(WorkRules { adaptive: Some(Adaptive { most_judgments, target }), ..WorkRules::default() })
        };
        let qualification = |acceptable, unacceptable, alpha| {
            let rule = QualificationRule {
                acceptable,
                unacceptable,
                alpha,
                beta: 0.05,
                most_golds: 60,
                attempts: 2,
            };
            with(WorkRules { qualification: Some(rule), ..WorkRules::default() })
        };
        for good in [adaptive(5, 0.95), qualification(0.85, 0.65, 0.05)] {
            assert_eq!(good.validate(), Ok(()), "{good:?}");
        }
        let cases = [
            Policy { judgments_per_item: 0, ..Policy::default() },
            Policy { gold_share: 0.6, ..Policy::default() },
            Policy { gold_share: f64::NAN, ..Policy::default() },
            Policy { consensus_share: 1.1, ..Policy::default() },
            Policy { lease_seconds: 1, ..Policy::default() },
            Policy { idle_seconds: 0, ..Policy::default() },
            adaptive(0, 0.95),
            adaptive(5, f64::NAN),
            adaptive(5, 1.0),
            qualification(0.65, 0.85, 0.05),
            qualification(0.85, 0.65, 0.0),
            qualification(f64::NAN, 0.65, 0.05),
            with(WorkRules {
                calibration: Some(Calibration { items: 10, judgments: 1 }),
                ..WorkRules::default()
            }),
            with(WorkRules {
                repeats: Some(Repeats { share: 0.5, after_seconds: 0, after_items: 1 }),
                ..WorkRules::default()
            }),
        ];
        for policy in cases {
            assert_eq!(policy.validate().unwrap_err().code(), "policy_invalid", "{policy:?}");
        }
    }
}

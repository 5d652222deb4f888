use crate::ModelError;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How work is handed out and when judgments make a consensus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Independent judgments wanted for each item.
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
        }
    }
}

impl Policy {
    /// The policy, or the first bound it breaks.
    pub fn validate(&self) -> Result<(), ModelError> {
        let bound =
            |ok: bool, message: &str| if ok { Ok(()) } else { Err(ModelError::Policy(message.into())) };
        bound((1..=1000).contains(&self.judgments_per_item), "judgments per item must be 1 to 1000")?;
        bound(
            (0.0..=0.5).contains(&self.gold_share),
            "the share of gold must be 0 to 0.5 (half of all items)",
        )?;
        bound((0.0..=1.0).contains(&self.consensus_share), "the consensus share must be 0 to 1")?;
        bound((30..=7 * 86_400).contains(&self.lease_seconds), "a lease must last 30 seconds to 7 days")?;
        bound((5..=3600).contains(&self.idle_seconds), "the idle limit must be 5 to 3600 seconds")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_held() {
        assert_eq!(Policy::default().validate(), Ok(()));
        let cases = [
            Policy { judgments_per_item: 0, ..Policy::default() },
            Policy { gold_share: 0.6, ..Policy::default() },
            Policy { gold_share: f64::NAN, ..Policy::default() },
            Policy { consensus_share: 1.1, ..Policy::default() },
            Policy { lease_seconds: 1, ..Policy::default() },
            Policy { idle_seconds: 0, ..Policy::default() },
        ];
        for policy in cases {
            assert_eq!(policy.validate().unwrap_err().code(), "policy_invalid", "{policy:?}");
        }
    }
}

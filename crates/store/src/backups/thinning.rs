//! Which backups go as they age.
//!
//! | taken | kept |
//! |---|---|
//! | by itself | every one for 2 days, the newest of each day for 14 days, the newest of each week for 8 weeks |
//! | before an update or a restore, or a damaged file | a year |
//! | by hand | until somebody removes it |
//!
//! Whatever their age: while all of them take more than half of the room that would be free without them, the oldest of
//! those taken by themselves go, down to three.

use super::{DAY, Reason};

/// What thinning looks at.
pub(super) struct Stamp {
    pub at: i64,
    pub reason: Reason,
    pub bytes: u64,
}

const EVERY: i64 = 2 * DAY;
const EACH_DAY: i64 = 14 * DAY;
const EACH_WEEK: i64 = 56 * DAY;
const YEAR: i64 = 365 * DAY;
const AT_LEAST: usize = 3;

/// The places of those that may go, of backups given with the newest first.
pub(super) fn superfluous(backups: &[Stamp], now: i64, free: Option<u64>) -> Vec<usize> {
    let mut gone = vec![false; backups.len()];
    let mut newest_of = (i64::MIN, i64::MIN);
    for (place, backup) in backups.iter().enumerate() {
        let age = now - backup.at;
        gone[place] = match backup.reason {
            Reason::Asked => false,
            Reason::Update | Reason::Restore | Reason::Damaged => age > YEAR,
            Reason::Daily if age <= EVERY => false,
            Reason::Daily if age <= EACH_DAY => repeats(&mut newest_of.0, backup.at.div_euclid(DAY)),
            // 1970-01-01 was a Thursday; weeks begin on Monday.
            Reason::Daily if age <= EACH_WEEK => {
                repeats(&mut newest_of.1, (backup.at.div_euclid(DAY) + 3).div_euclid(7))
            }
            Reason::Daily => true,
        };
    }
    if let Some(free) = free {
        let kept = |gone: &[bool]| -> Vec<usize> { (0..gone.len()).filter(|&place| !gone[place]).collect() };
        let mut taken: u64 = kept(&gone).iter().map(|&place| backups[place].bytes).sum();
        let limit = (free + backups.iter().map(|backup| backup.bytes).sum::<u64>()) / 2;
        let mut daily = kept(&gone);
        daily.retain(|&place| backups[place].reason == Reason::Daily);
        while taken > limit && daily.len() > AT_LEAST {
            let Some(oldest) = daily.pop() else { break };
            gone[oldest] = true;
            taken -= backups[oldest].bytes;
        }
    }
    (0..gone.len()).filter(|&place| gone[place]).collect()
}

/// Whether the one before was of the same day or week.
fn repeats(last: &mut i64, this: i64) -> bool {
    std::mem::replace(last, this) == this
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    fn at(days: f64, reason: Reason, bytes: u64) -> Stamp {
        Stamp { at: (days * DAY as f64) as i64, reason, bytes }
    }

    /// Takes a backup every six hours for a year, thinning after each; gives what is left, in days of age.
    fn a_year(free: Option<u64>, bytes: u64) -> Vec<f64> {
        let mut kept: Vec<Stamp> = Vec::new();
        let mut day = 20_000.0;
        for _ in 0..4 * 365 {
            day += 0.25;
            kept.insert(0, at(day, Reason::Daily, bytes));
            let now = kept[0].at;
            let taken: u64 = kept.iter().map(|b| b.bytes).sum();
            for place in superfluous(&kept, now, free.map(|all| all - taken.min(all))).into_iter().rev() {
                kept.remove(place);
            }
        }
        kept.iter().map(|backup| (kept[0].at - backup.at) as f64 / DAY as f64).collect()
    }

    #[test]
    fn a_year_of_backups_comes_down_to_days_then_weeks() {
        let ages = a_year(None, MIB);
        assert_eq!(ages.iter().filter(|age| **age <= 2.0).count(), 9, "{ages:?}");
        assert_eq!(ages.iter().filter(|age| **age > 2.0 && **age <= 14.0).count(), 12, "{ages:?}");
        let weeks: Vec<f64> = ages.iter().copied().filter(|age| *age > 14.0).collect();
        assert!(weeks.len() == 6 || weeks.len() == 7, "{ages:?}");
        assert!(weeks.windows(2).all(|pair| pair[1] - pair[0] >= 6.9 || pair[0] < 15.0), "{ages:?}");
        assert!(ages.last().is_some_and(|oldest| *oldest > 48.0 && *oldest <= 56.0), "{ages:?}");
    }

    #[test]
    fn on_a_small_disk_they_take_half_of_what_is_free_and_three_stay() {
        assert_eq!(a_year(Some(1000 * MIB), 50 * MIB).len(), 10);
        assert_eq!(a_year(Some(1000 * MIB), 400 * MIB).len(), 3);
    }

    #[test]
    fn what_was_asked_for_stays_and_what_stood_before_a_change_stays_a_year() {
        let old = [
            at(1000.0, Reason::Daily, MIB),
            at(700.0, Reason::Restore, MIB),
            at(600.0, Reason::Update, MIB),
            at(599.0, Reason::Asked, MIB),
            at(590.0, Reason::Daily, MIB),
        ];
        assert_eq!(superfluous(&old, 1000 * DAY, None), [2, 4]);
        assert_eq!(superfluous(&old, 1000 * DAY, Some(0)), [2, 4], "room takes none of them");
        assert_eq!(superfluous(&old, 700 * DAY, None), [4]);
    }
}

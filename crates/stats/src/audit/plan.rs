//! The plan: how many to draw, how many defects to accept.

use crate::distribution::{Urn, binomial, binomial_at_most, first_integer};
use crate::plan::{PlanError, at_least_one, inside, risks};
use crate::sampling::{mix, sample};

/// Most items of a plan.
const MOST_ITEMS: u64 = 50_000;

/// Largest lot taken.
const MOST_LOT: u64 = 1_000_000_000_000;

/// Shares times a lot differ from whole numbers by rounding only up to here.
const ROUNDING: f64 = 1e-9;

/// What an audit is to hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AuditRequirement {
    /// Items in the lot; `None` for a stream without an end.
    pub lot: Option<u64>,
    /// AQL: a share of defects that has to be accepted.
    pub good: f64,
    /// LTPD: a share of defects that must not be accepted.
    pub tolerable: f64,
    /// Producer's risk: chance of rejecting a lot at `good`.
    pub producer_risk: f64,
    /// Consumer's risk: chance of accepting a lot at `tolerable`.
    pub consumer_risk: f64,
}

/// Draw `items` of the lot; accept with at most `acceptance` defects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AuditPlan {
    lot: Option<u64>,
    items: u64,
    acceptance: u64,
}

/// One point of the operating characteristic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OperatingCurvePoint {
    /// Share of defects in the lot: for a finite lot the nearest that is a whole number of items.
    pub error_rate: f64,
    /// Chance that the lot is accepted.
    pub accept: f64,
    /// Expected number of items judged when the audit stops as soon as its verdict is certain.
    pub expected_judged: f64,
}

impl AuditPlan {
    /// A plan with given n and c.
    ///
    /// # Errors
    /// [`PlanError`] unless 1 <= n <= 50,000, n <= lot and c < n.
    pub fn new(lot: Option<u64>, items: u64, acceptance: u64) -> Result<Self, PlanError> {
        if let Some(lot) = lot {
            at_least_one("the lot", lot, MOST_LOT)?;
        }
        at_least_one("the number of items", items, lot.unwrap_or(MOST_ITEMS).min(MOST_ITEMS))?;
        if acceptance >= items {
            return Err(PlanError::OutOfRange {
                name: "the acceptance number",
                value: acceptance,
                most: items - 1,
            });
        }
        Ok(Self { lot, items, acceptance })
    }

    /// The plan with the fewest items that holds both risks: P(accept) <= consumer's risk at `tolerable` and
    /// >= 1 - producer's risk at `good`.
    ///
    /// Of a finite lot `good` is rounded down and `tolerable` up to whole items.
    ///
    /// # Errors
    /// [`PlanError`] unless 0 < good < tolerable < 1, the risks lie inside (0, 1) with a sum below 1, the lot
    /// can tell both shares apart, and a plan of at most 50,000 items exists.
    pub fn smallest(requirement: &AuditRequirement) -> Result<Self, PlanError> {
        let &AuditRequirement { lot, good, tolerable, producer_risk, consumer_risk } = requirement;
        inside("the good error rate", good)?;
        inside("the tolerable error rate", tolerable)?;
        risks(["the producer's risk", "the consumer's risk"], [producer_risk, consumer_risk])?;
        if good >= tolerable {
            return Err(PlanError::NotApart { better: good, worse: tolerable });
        }
        if let Some(lot) = lot {
            at_least_one("the lot", lot, MOST_LOT)?;
            if defects_below(lot, good) >= defects_above(lot, tolerable) {
                return Err(PlanError::LotTooSmall { better: good, worse: tolerable });
            }
        }
        let mut least = 1;
        for acceptance in 0..MOST_ITEMS {
            let Some(plan) = Self::for_acceptance(lot, tolerable, consumer_risk, acceptance, least) else {
                break;
            };
            if plan.accept_good(good) >= 1.0 - producer_risk {
                return Ok(plan);
            }
            least = plan.items + 1;
        }
        Err(PlanError::NoPlan { most: lot.unwrap_or(MOST_ITEMS).min(MOST_ITEMS) })
    }

    /// The fewest items for a given c whose plan accepts a lot at `tolerable` with chance at most
    /// `consumer_risk`: (59, 0), (93, 1), (124, 2), (153, 3) at .05 and .05 without a lot size.
    ///
    /// # Errors
    /// [`PlanError`] unless both shares lie inside (0, 1) and such a plan of at most 50,000 items exists.
    pub fn with_acceptance(
        lot: Option<u64>,
        tolerable: f64,
        consumer_risk: f64,
        acceptance: u64,
    ) -> Result<Self, PlanError> {
        inside("the tolerable error rate", tolerable)?;
        inside("the consumer's risk", consumer_risk)?;
        if let Some(lot) = lot {
            at_least_one("the lot", lot, MOST_LOT)?;
        }
        let most = lot.unwrap_or(MOST_ITEMS).min(MOST_ITEMS);
        Self::for_acceptance(lot, tolerable, consumer_risk, acceptance, 1).ok_or(PlanError::NoPlan { most })
    }

    fn for_acceptance(
        lot: Option<u64>,
        tolerable: f64,
        risk: f64,
        acceptance: u64,
        least: u64,
    ) -> Option<Self> {
        let most = lot.unwrap_or(MOST_ITEMS).min(MOST_ITEMS);
        let plan = |items: u64| Self { lot, items, acceptance };
        let low = least.max(acceptance + 1);
        let items = first_integer(low.min(most + 1), most + 1, |n| plan(n).accept_bad(tolerable) <= risk);
        (items <= most).then(|| plan(items))
    }

    /// Size of the lot.
    pub fn lot(&self) -> Option<u64> {
        self.lot
    }

    /// n: items to draw.
    pub fn items(&self) -> u64 {
        self.items
    }

    /// c: the largest number of defects at which the lot is accepted.
    pub fn acceptance(&self) -> u64 {
        self.acceptance
    }

    /// Chance that a lot with this share of defects is accepted, exactly. Of a finite lot the share is rounded
    /// to whole items.
    ///
    /// # Errors
    /// [`PlanError::NotAShare`] unless the share lies in \[0, 1\].
    pub fn accept(&self, error_rate: f64) -> Result<f64, PlanError> {
        Ok(self.at(error_rate)?.accept)
    }

    /// As [`AuditPlan::accept`], with the share that was taken and the expected number of items judged.
    ///
    /// # Errors
    /// As [`AuditPlan::accept`].
    pub fn at(&self, error_rate: f64) -> Result<OperatingCurvePoint, PlanError> {
        if !(0.0..=1.0).contains(&error_rate) {
            return Err(PlanError::NotAShare { name: "the error rate", value: error_rate });
        }
        let quality = match self.lot {
            None => Quality::Share(error_rate),
            Some(lot) => Quality::Defects { lot, marked: (error_rate * lot as f64).round() as u64 },
        };
        Ok(self.point(quality))
    }

    /// The characteristic where the lot has to be accepted: of a finite lot the share is rounded down to whole items,
    /// as [`AuditPlan::smallest`] does.
    ///
    /// # Errors
    /// [`PlanError::NotAShare`] unless the share lies inside (0, 1).
    pub fn at_good(&self, good: f64) -> Result<OperatingCurvePoint, PlanError> {
        inside("the good error rate", good)?;
        Ok(self.point(Quality::new(self.lot, good, defects_below)))
    }

    /// The characteristic where the lot must not be accepted: of a finite lot the share is rounded up to whole items,
    /// as [`AuditPlan::smallest`] does.
    ///
    /// # Errors
    /// As [`AuditPlan::at_good`].
    pub fn at_tolerable(&self, tolerable: f64) -> Result<OperatingCurvePoint, PlanError> {
        inside("the tolerable error rate", tolerable)?;
        Ok(self.point(Quality::new(self.lot, tolerable, defects_above)))
    }

    fn point(&self, quality: Quality) -> OperatingCurvePoint {
        OperatingCurvePoint {
            error_rate: quality.share(),
            accept: quality.at_most(self.acceptance, self.items),
            expected_judged: self.expected_judged(quality),
        }
    }

    /// The operating characteristic at `steps` + 1 shares from 0 to `most`, equally spaced.
    ///
    /// # Errors
    /// [`PlanError`] unless `most` lies in \[0, 1\] and steps in 1..=1,000.
    pub fn operating_curve(&self, most: f64, steps: u32) -> Result<Vec<OperatingCurvePoint>, PlanError> {
        at_least_one("the number of steps", u64::from(steps), 1_000)?;
        (0..=steps).map(|step| self.at(most * f64::from(step) / f64::from(steps))).collect()
    }

    fn accept_good(&self, share: f64) -> f64 {
        Quality::new(self.lot, share, defects_below).at_most(self.acceptance, self.items)
    }

    fn accept_bad(&self, share: f64) -> f64 {
        Quality::new(self.lot, share, defects_above).at_most(self.acceptance, self.items)
    }

    /// The audit ends with acceptance at the (n - c)-th good item, after d <= c defects, or with rejection at the (c +
    /// 1)-th defect: sums over these ends.
    fn expected_judged(&self, quality: Quality) -> f64 {
        let (n, c) = (self.items, self.acceptance);
        let accepted = (0..=c).map(|d| {
            let end = n - c + d;
            end as f64 * quality.exactly(d, end - 1) * quality.next_good(d, end - 1)
        });
        let rejected = (c + 1..=n)
            .map(|end| end as f64 * quality.exactly(c, end - 1) * (1.0 - quality.next_good(c, end - 1)));
        accepted.sum::<f64>() + rejected.sum::<f64>()
    }

    /// The draw of audit number `round` (0 for the first): positions in the lot, in the order they are to be
    /// judged. A lot that was rejected is drawn from anew after rework, with the next round. Without a lot
    /// size there is nothing to draw from, so the size of the frame is an argument.
    pub fn draw(&self, frame: u64, seed: u64, round: u64) -> Vec<u64> {
        sample(frame, self.items, mix(seed, round))
    }
}

/// Quality of what is drawn from.
#[derive(Clone, Copy, Debug)]
enum Quality {
    Share(f64),
    Defects { lot: u64, marked: u64 },
}

impl Quality {
    fn new(lot: Option<u64>, share: f64, defects: fn(u64, f64) -> u64) -> Self {
        lot.map_or(Self::Share(share), |lot| Self::Defects { lot, marked: defects(lot, share) })
    }

    fn share(self) -> f64 {
        match self {
            Self::Share(share) => share,
            Self::Defects { lot, marked } => marked as f64 / lot as f64,
        }
    }

    /// P(k defects among n drawn).
    fn exactly(self, k: u64, n: u64) -> f64 {
        match self {
            Self::Share(share) => binomial(k, n, share),
            Self::Defects { lot, marked } => Urn { size: lot, marked, drawn: n }.exactly(k),
        }
    }

    /// P(the next item is good), after k defects among n drawn of which this is possible.
    fn next_good(self, k: u64, n: u64) -> f64 {
        match self {
            Self::Share(share) => 1.0 - share,
            Self::Defects { lot, marked } if n < lot => {
                1.0 - marked.saturating_sub(k) as f64 / (lot - n) as f64
            }
            Self::Defects { .. } => 0.0,
        }
    }

    /// P(at most k defects among n drawn).
    fn at_most(self, k: u64, n: u64) -> f64 {
        match self {
            Self::Share(share) => binomial_at_most(k, n, share),
            Self::Defects { lot, marked } => Urn { size: lot, marked, drawn: n }.at_most(k),
        }
    }
}

fn defects_below(lot: u64, share: f64) -> u64 {
    (share * lot as f64 + ROUNDING).floor() as u64
}

fn defects_above(lot: u64, share: f64) -> u64 {
    ((share * lot as f64 - ROUNDING).ceil() as u64).min(lot)
}

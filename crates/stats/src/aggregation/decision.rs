//! What a method says about an item: a label, a tie, or nothing.

use super::majority::Majority;

/// Posteriors this close to the largest share the lead: closer than any of the fits converges.
const TIE: f64 = 1e-9;

/// The answer of any method for one item. A tie is a tie: no label, never a coin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The item has no judgment.
    None,
    /// One class leads.
    Label(u32),
    /// These classes share the lead; ascending, two or more.
    Tie(Vec<u32>),
}

impl Decision {
    /// The class, where there is one.
    pub fn label(&self) -> Option<u32> {
        match self {
            Self::Label(class) => Some(*class),
            Self::None | Self::Tie(_) => None,
        }
    }

    /// 1 for the right label, 1/t where a t-way tie contains it, else 0; `None` without a judgment.
    pub fn score(&self, truth: u32) -> Option<f64> {
        match self {
            Self::None => None,
            Self::Label(class) => Some(f64::from(u8::from(*class == truth))),
            Self::Tie(classes) if classes.contains(&truth) => Some(1.0 / classes.len() as f64),
            Self::Tie(_) => Some(0.0),
        }
    }

    /// The classes within 1e-9 of the largest weight of a row.
    pub(crate) fn of_row(row: &[f64]) -> Self {
        let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let leads = |&(_, weight): &(usize, &f64)| *weight >= largest - TIE;
        let classes: Vec<u32> = row.iter().enumerate().filter(leads).map(|(class, _)| class as u32).collect();
        match classes[..] {
            [] => Self::None,
            [class] => Self::Label(class),
            _ => Self::Tie(classes),
        }
    }

    /// As [`Decision::of_row`], only the label.
    pub(crate) fn label_of_row(row: &[f64]) -> Option<u32> {
        let (mut best, mut largest, mut second) = (0, f64::NEG_INFINITY, f64::NEG_INFINITY);
        for (class, &weight) in (0..).zip(row) {
            if weight > largest {
                (best, second, largest) = (class, largest, weight);
            } else {
                second = second.max(weight);
            }
        }
        (second < largest - TIE).then_some(best)
    }
}

impl From<&Majority> for Decision {
    fn from(majority: &Majority) -> Self {
        match majority {
            Majority::None => Self::None,
            Majority::Label { class, .. } => Self::Label(*class),
            Majority::Tie { classes, .. } => Self::Tie(classes.clone()),
        }
    }
}

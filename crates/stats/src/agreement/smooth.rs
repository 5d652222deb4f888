//! Intervals that cover at few items too: pseudo-items and Fisher's z.

use super::weights::Weights;
use crate::estimate::{Interval, IntervalMethod, Unreliable};
use crate::interval::fisher_interval;

/// Weight of the pseudo-items on which all raters agree, in items.
const AGREEING: f64 = 1.0;

/// Which limit pseudo-items are for.
#[derive(Clone, Copy)]
pub(crate) enum Limit {
    Lower,
    Upper,
}

impl Limit {
    /// Weight of the pseudo-items with one dissenter, in items. More than 0.2 pushes the upper limit below
    /// coefficients near 1; less than 0.5 takes the lower limit of a table without disagreement too far down.
    fn dissenting(self) -> f64 {
        match self {
            Self::Lower => 0.5,
            Self::Upper => 0.2,
        }
    }
}

/// The interval: each limit on the scale of Fisher's z from the value and SE with its own pseudo-items, which
/// `with` computes.
pub(crate) fn smoothed_interval(
    value: f64,
    degrees: f64,
    with: impl Fn(Limit) -> Option<(f64, f64)>,
) -> Result<Interval, Unreliable> {
    let limit = |limit| with(limit).ok_or(Unreliable::ZeroWidth);
    fisher_interval(value, degrees, limit(Limit::Lower)?, limit(Limit::Upper)?, IntervalMethod::FisherZ)
}

/// A little more than one item's worth of made-up labels, added before an interval is computed (never to
/// the value itself), as Agresti & Coull (American Statistician 52, 1998) do for a proportion: without them
/// the standard error of a table without disagreement, or without agreement on a rarer class, is 0.
///
/// They are spread evenly over the classes in use: items on which all agree, and items on which one rater
/// dissents with any of the other classes. Only sums over the dissenter's class are needed, so that u
/// classes cost u pseudo-items each way.
pub(crate) struct Pseudo {
    dissenting: f64,
    classes: Vec<u32>,
    /// Labels of a pseudo-item: the mean of the real ones.
    labels: f64,
    /// Mean distance of each class to the other classes.
    apart: Vec<f64>,
}

/// Pseudo-items of one class.
pub(crate) struct PseudoItem {
    /// How many items they stand for.
    pub times: f64,
    /// Mean distance of two of its labels.
    pub disagreement: f64,
    /// Mean distance of the dissenter's class to the others'; 0 where all agree.
    pub apart: f64,
    class: usize,
    /// Share of the labels that are of the class.
    own: f64,
}

impl Pseudo {
    /// `None` under two classes.
    pub fn new(limit: Limit, classes: Vec<u32>, labels: f64, weights: &Weights) -> Option<Self> {
        let apart = if weights.is_nominal() {
            vec![1.0; classes.len()]
        } else {
            mean_distances(&classes, |a, b| weights.distance(a, b))
        };
        (classes.len() >= 2).then_some(Self { dissenting: limit.dissenting(), classes, labels, apart })
    }

    /// The same with another distance.
    pub fn with_distance(self, distance: impl Fn(u32, u32) -> f64) -> Self {
        Self { apart: mean_distances(&self.classes, distance), ..self }
    }

    /// How many items all of them stand for.
    pub fn total(&self) -> f64 {
        AGREEING + self.dissenting
    }

    /// Labels of a pseudo-item.
    pub fn labels(&self) -> f64 {
        self.labels
    }

    /// The classes, all of which get the same share of the labels.
    pub fn classes(&self) -> &[u32] {
        &self.classes
    }

    /// All of them.
    pub fn items(&self) -> impl Iterator<Item = PseudoItem> {
        let u = self.classes.len() as f64;
        let agreeing =
            move |class| PseudoItem { times: AGREEING / u, disagreement: 0.0, apart: 0.0, class, own: 1.0 };
        let dissenting = move |class: usize| PseudoItem {
            times: self.dissenting / u,
            disagreement: 2.0 / self.labels * self.apart[class],
            apart: self.apart[class],
            class,
            own: 1.0 - 1.0 / self.labels,
        };
        (0..self.classes.len()).flat_map(move |class| [agreeing(class), dissenting(class)])
    }

    /// Mean disagreement of all of them.
    pub fn disagreement(&self) -> f64 {
        self.items().map(|item| item.times * item.disagreement).sum::<f64>() / self.total()
    }

    /// Shares of `n` items with the pseudo-items added.
    pub fn added_to(&self, shares: &[f64], n: f64) -> Vec<f64> {
        let all = n + self.total();
        let mut sum: Vec<f64> = shares.iter().map(|share| share * n / all).collect();
        let each = self.total() / all / self.classes.len() as f64;
        self.classes.iter().for_each(|&class| sum[class as usize] += each);
        sum
    }

    /// Mean over the labels of an item of a number of each class.
    pub fn mean_of(&self, of_class: &[f64]) -> impl Fn(&PseudoItem) -> f64 {
        let values: Vec<f64> = self.classes.iter().map(|&class| of_class[class as usize]).collect();
        let sum: f64 = values.iter().sum();
        let others = values.len() as f64 - 1.0;
        move |item| {
            let own = values[item.class];
            item.own * own + (1.0 - item.own) * (sum - own) / others
        }
    }
}

/// The classes in use; all that are declared where only one is.
pub(crate) fn used_classes(shares: &[f64]) -> Vec<u32> {
    let used: Vec<u32> = (0..).zip(shares).filter(|entry| *entry.1 > 0.0).map(|entry| entry.0).collect();
    if used.len() < 2 { (0..shares.len() as u32).collect() } else { used }
}

fn mean_distances(classes: &[u32], distance: impl Fn(u32, u32) -> f64) -> Vec<f64> {
    let others = classes.len() as f64 - 1.0;
    classes.iter().map(|&a| classes.iter().map(|&b| distance(a, b)).sum::<f64>() / others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_classes_by_hand() {
        let pseudo = Pseudo::new(Limit::Upper, vec![0, 1], 2.0, &Weights::nominal(2)).unwrap();
        assert_eq!(pseudo.items().count(), 4);
        assert!((pseudo.items().map(|item| item.times).sum::<f64>() - 1.2).abs() < 1e-15);
        assert!((pseudo.disagreement() - 0.2 / 1.2).abs() < 1e-15);
        let shares = pseudo.added_to(&[1.0, 0.0], 10.8);
        assert!((shares[0] - 0.95).abs() < 1e-15 && (shares[1] - 0.05).abs() < 1e-15);
        let mean = pseudo.mean_of(&[4.0, 8.0]);
        assert_eq!(pseudo.items().map(|item| mean(&item)).collect::<Vec<_>>(), [4.0, 6.0, 8.0, 6.0]);
        assert!(Pseudo::new(Limit::Lower, vec![0], 2.0, &Weights::nominal(1)).is_none());
        assert_eq!((used_classes(&[0.0, 1.0]), used_classes(&[0.5, 0.0, 0.5])), (vec![0, 1], vec![0, 2]));
    }
}

//! Items whose acceptable classes are known to the engine.

use crate::judgments::{InputError, Judgments};

/// Acceptable classes of gold items. Fits that are given it restrict the posterior of these items to the
/// set and renormalise ("clamped" gold).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gold {
    /// Classes of item i are `classes[starts[i]..starts[i + 1]]`, ascending; empty without gold.
    starts: Vec<u32>,
    classes: Vec<u32>,
}

impl Gold {
    /// Entry j says that class `classes[j]` is acceptable for item `items[j]`; an item with several
    /// acceptable classes has several entries. Items without an entry are no gold.
    ///
    /// # Errors
    /// [`InputError`] when the arrays differ in length or an index is out of range.
    pub fn new(items: &[u32], classes: &[u32], n_items: u32, n_classes: u32) -> Result<Self, InputError> {
        // The checks are those of judgments of a single rater.
        Judgments::new(items, &vec![0; items.len()], classes, n_items, 1, n_classes)?;
        let mut entries: Vec<(u32, u32)> = items.iter().copied().zip(classes.iter().copied()).collect();
        entries.sort_unstable();
        entries.dedup();
        let mut starts = vec![0u32; n_items as usize + 1];
        for &(item, _) in &entries {
            starts[item as usize + 1] += 1;
        }
        for i in 0..n_items as usize {
            starts[i + 1] += starts[i];
        }
        Ok(Self { starts, classes: entries.into_iter().map(|entry| entry.1).collect() })
    }

    /// One acceptable class at most per item, as [`Gold::new`].
    ///
    /// # Errors
    /// [`InputError`] when a class is out of range.
    pub fn from_truth(truth: &[Option<u32>], n_classes: u32) -> Result<Self, InputError> {
        let pairs = (0..).zip(truth).filter_map(|(item, class)| Some((item, (*class)?)));
        let (items, classes): (Vec<u32>, Vec<u32>) = pairs.unzip();
        Self::new(&items, &classes, truth.len() as u32, n_classes)
    }

    /// Acceptable classes of an item, ascending; empty where the item is no gold.
    pub fn acceptable(&self, item: usize) -> &[u32] {
        match (self.starts.get(item), self.starts.get(item + 1)) {
            (Some(&start), Some(&end)) => &self.classes[start as usize..end as usize],
            _ => &[],
        }
    }

    /// The same without the items that have a truth.
    pub fn without(&self, truth: &[Option<u32>]) -> Self {
        let mut kept = Self { starts: Vec::with_capacity(self.starts.len()), classes: Vec::new() };
        for item in 0..self.starts.len() {
            kept.starts.push(kept.classes.len() as u32);
            if truth.get(item).is_none_or(Option::is_none) {
                kept.classes.extend_from_slice(self.acceptable(item));
            }
        }
        kept
    }

    /// Whether there is no gold item.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// Whether it can be used with these judgments: an empty one always can.
    pub(crate) fn check(&self, judgments: &Judgments<'_>) -> Result<(), InputError> {
        let items = self.starts.len().saturating_sub(1);
        if self.is_empty() {
            return Ok(());
        }
        super::accuracy::same_length(judgments.n_items() as usize, items)?;
        let limit = judgments.n_classes();
        match self.classes.iter().position(|&class| class >= limit) {
            Some(position) => {
                Err(InputError::ClassOutOfRange { position, value: self.classes[position], limit })
            }
            None => Ok(()),
        }
    }
}

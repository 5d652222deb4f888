//! Judgments and the decisions they are held against, as the statistics take them.

use crate::{Error, Result};
use assay_model::Question;
use assay_stats::Judgments;
use assay_store::Read;
use assay_store::human::{self, Decided};
use std::collections::HashMap;

/// Items with a decision, and the judgments on them.
pub(super) struct Scored {
    /// Row ids of the items.
    pub(super) items: Vec<i64>,
    /// The class decided on, by its place in the scheme.
    pub(super) reference: Vec<Option<u32>>,
    /// Row ids of the raters.
    pub(super) raters: Vec<i64>,
    item: Vec<u32>,
    rater: Vec<u32>,
    label: Vec<u32>,
    classes: usize,
    /// Judgments left out because whoever made them decided on the item too.
    pub(super) own: u64,
    /// Items whose class was retired since.
    pub(super) retired: u64,
}

/// Places of class ids in the scheme.
pub(super) fn places(question: &Question) -> HashMap<i64, u32> {
    question.classes.iter().map(|class| class.id).zip(0..).collect()
}

impl Scored {
    /// The counted judgments on the items decided on. Whoever decides agrees with their own judgment, so it is no test.
    pub(super) fn read(r: &Read<'_>, question: &Question, decided: &[Decided]) -> Result<Scored> {
        let place = places(question);
        let known: Vec<&Decided> = decided.iter().filter(|d| place.contains_key(&d.class)).collect();
        let items: Vec<i64> = known.iter().map(|d| d.item).collect();
        let mut scored = Scored {
            reference: known.iter().map(|d| place.get(&d.class).copied()).collect(),
            raters: Vec::new(),
            item: Vec::new(),
            rater: Vec::new(),
            label: Vec::new(),
            classes: question.classes.len(),
            own: 0,
            retired: (decided.len() - known.len()) as u64,
            items,
        };
        let mut raters: HashMap<i64, u32> = HashMap::new();
        for (item, person, class) in human::judgments_on(r, question.id, &scored.items)? {
            let Some(&label) = place.get(&class) else { continue };
            if known[item as usize].person == person {
                scored.own += 1;
                continue;
            }
            let rater = *raters.entry(person).or_insert_with(|| {
                scored.raters.push(person);
                u32::try_from(scored.raters.len() - 1).unwrap_or(u32::MAX)
            });
            scored.item.push(item);
            scored.rater.push(rater);
            scored.label.push(label);
        }
        Ok(scored)
    }

    pub(super) fn judgments(&self) -> Result<Judgments<'_>> {
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (items, raters, classes) = (size(self.items.len()), size(self.raters.len()), size(self.classes));
        Judgments::new(&self.item, &self.rater, &self.label, items, raters, classes)
            .map_err(|e| Error::refused(e.code(), e.to_string()))
    }

    /// The reference on some of the items only.
    pub(super) fn reference_where(&self, of: impl Fn(usize) -> bool) -> Vec<Option<u32>> {
        self.reference.iter().enumerate().map(|(place, class)| class.filter(|_| of(place))).collect()
    }
}

//! The k best slices so far.

use super::Slice;

pub(super) struct Top {
    k: usize,
    /// Best first.
    best: Vec<Slice>,
    /// What a score has to reach from outside.
    floor: f64,
}

impl Top {
    pub fn new(k: usize, floor: f64) -> Self {
        Self { k, best: Vec::new(), floor }
    }

    /// A score below it cannot enter; 0 while there are fewer than k, and scores have to lie above 0.
    pub fn threshold(&self) -> f64 {
        if self.best.len() < self.k { self.floor } else { self.floor.max(self.best[self.k - 1].score) }
    }

    pub fn may_enter(&self, score: f64) -> bool {
        score > 0.0 && score >= self.threshold()
    }

    pub fn offer(&mut self, slice: Slice) {
        let place = self.best.partition_point(|other| other.rank(&slice).is_lt());
        if place < self.k {
            self.best.insert(place, slice);
            self.best.truncate(self.k);
        }
    }

    pub fn into_slices(self) -> Vec<Slice> {
        self.best
    }
}

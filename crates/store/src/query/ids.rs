//! Sets of item ids: vectors in rising order, each id once.

/// Those in both.
pub(super) fn both(a: &[i64], b: &[i64]) -> Vec<i64> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // A few among many are looked up, else both are walked.
    if few.len() * 16 < many.len() {
        return few.iter().copied().filter(|id| many.binary_search(id).is_ok()).collect();
    }
    let mut found = Vec::with_capacity(few.len());
    let mut rest = many.iter().copied().peekable();
    for &id in few {
        while rest.next_if(|&other| other < id).is_some() {}
        if rest.peek() == Some(&id) {
            found.push(id);
        }
    }
    found
}

/// Those in the first and not in the second.
pub(super) fn without(a: &[i64], b: &[i64]) -> Vec<i64> {
    let mut rest = b.iter().copied().peekable();
    let mut found = Vec::with_capacity(a.len().saturating_sub(b.len()));
    for &id in a {
        while rest.next_if(|&other| other < id).is_some() {}
        if rest.peek() != Some(&id) {
            found.push(id);
        }
    }
    found
}

/// Those in either.
pub(super) fn either(a: &[i64], b: &[i64]) -> Vec<i64> {
    let mut found = Vec::with_capacity(a.len() + b.len());
    let mut rest = b.iter().copied().peekable();
    for &id in a {
        while let Some(other) = rest.next_if(|&other| other < id) {
            found.push(other);
        }
        rest.next_if_eq(&id);
        found.push(id);
    }
    found.extend(rest);
    found
}

/// In rising order, each once.
pub(super) fn set(mut ids: Vec<i64>) -> Vec<i64> {
    if !ids.is_sorted_by(|a, b| a < b) {
        ids.sort_unstable();
        ids.dedup();
    }
    ids
}

/// Finds places of ids in a set. Fast where they are asked for in rising order, and where the set has no gaps.
pub(super) struct Places<'a> {
    ids: &'a [i64],
    next: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(ids: &'a [i64]) -> Places<'a> {
        Places { ids, next: 0 }
    }

    pub(super) fn of(&mut self, id: i64) -> Option<usize> {
        if self.ids.get(self.next) == Some(&id) {
            self.next += 1;
            return Some(self.next - 1);
        }
        let guess = self.ids.first().and_then(|first| usize::try_from(id.checked_sub(*first)?).ok());
        let found = match guess {
            Some(place) if self.ids.get(place) == Some(&id) => place,
            _ => self.ids.binary_search(&id).ok()?,
        };
        self.next = found + 1;
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn sets_are_as_the_library_has_them() {
        // A few, many, overlapping, disjoint, empty; by a fixed rule, so that a failure can be repeated.
        let sets: Vec<Vec<i64>> = (0..12_i64)
            .map(|n| (0..n * n * 7).filter(|i| (i * (n + 3)) % 5 < 2 || i % 11 == n % 11).collect())
            .collect();
        for a in &sets {
            for b in &sets {
                let (left, right): (BTreeSet<i64>, BTreeSet<i64>) =
                    (a.iter().copied().collect(), b.iter().copied().collect());
                assert_eq!(both(a, b), left.intersection(&right).copied().collect::<Vec<_>>());
                assert_eq!(without(a, b), left.difference(&right).copied().collect::<Vec<_>>());
                assert_eq!(either(a, b), left.union(&right).copied().collect::<Vec<_>>());
                let mut places = Places::new(a);
                for id in b.iter().rev().chain(b) {
                    assert_eq!(places.of(*id), a.iter().position(|other| other == id));
                }
            }
        }
        assert_eq!(set(vec![3, 1, 3, 2]), [1, 2, 3]);
    }
}

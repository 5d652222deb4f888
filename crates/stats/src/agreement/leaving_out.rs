//! What leaving one item out does to the kappa of each pair of raters.

use super::rater_index::{RaterIndex, SharedItem};
use super::smooth::{Pseudo, PseudoItem};
use super::weights::Weights;

/// A number for each limit of the interval, whose pseudo-items differ.
pub(crate) type Both = [f64; 2];

/// Cells of all tables of one rater with the others, above which shared items are sorted instead of counted.
const MAX_CELLS: usize = 1 << 20;

/// An item that two raters share: the other rater, both labels, the item.
type Shared = (u32, u32, u32, u32);

/// What leaving items out does to the kappas of one rater with the later ones.
pub(crate) struct Changes {
    /// Of each pair: items with a label outside its commonest class.
    pub outside: Vec<u32>,
    /// Sums of the kappas.
    pub kappas: Both,
    pub of_items: Vec<(u32, Both)>,
    /// The same for each pseudo-item of each limit.
    pub of_pseudo: [Vec<f64>; 2],
}

/// The table of two raters, reused from pair to pair; it comes and goes all 0.
pub(crate) struct LeavingOut<'a> {
    weights: &'a Weights,
    pseudo: &'a [Pseudo; 2],
    /// Items that any two raters share.
    items: f64,
    row: Vec<f64>,
    column: Vec<f64>,
    /// Labels i, j of the pair and on how many items.
    cells: Vec<(u32, u32, u32)>,
    /// Change of each of these cells.
    by_cell: Vec<Both>,
    /// A table of k x k for each other rater, with the change of each cell; empty where these are too many.
    counts: Vec<(u32, Both)>,
}

/// The table with pseudo-items of one limit.
struct Table {
    n: f64,
    /// Sum of the distances of its items.
    apart: f64,
    /// n^2 (1 - p_e).
    expected: f64,
    /// sum_l column_l d_kl of each class k, and sum_l row_l d_lk.
    of_row: Vec<f64>,
    of_column: Vec<f64>,
}

impl Table {
    fn kappa(&self) -> f64 {
        1.0 - self.n * self.apart / self.expected
    }

    /// kappa without an item: `sums` is its of_row + of_column, `distance` that of its labels.
    fn change(&self, sums: f64, distance: f64) -> f64 {
        let expected = self.expected - sums + distance;
        1.0 - (self.n - 1.0) * (self.apart - distance) / expected - self.kappa()
    }
}

impl<'a> LeavingOut<'a> {
    pub fn new(index: &RaterIndex, weights: &'a Weights, pseudo: &'a [Pseudo; 2], items: f64) -> Self {
        let k = weights.n_classes() as usize;
        let cells = k.saturating_mul(k).saturating_mul(index.n_raters() as usize);
        Self {
            weights,
            pseudo,
            items,
            row: vec![0.0; k],
            column: vec![0.0; k],
            cells: Vec::new(),
            by_cell: Vec::new(),
            counts: if cells <= MAX_CELLS { vec![(0, [0.0; 2]); cells] } else { Vec::new() },
        }
    }

    /// Changes of all pairs of rater `a` with a later one.
    pub fn changes(&mut self, index: &RaterIndex, a: u32) -> Changes {
        let of_pseudo = [0, 1].map(|limit: usize| vec![0.0; self.pseudo[limit].items().count()]);
        let mut changes = Changes { outside: Vec::new(), kappas: [0.0; 2], of_items: Vec::new(), of_pseudo };
        if self.counts.is_empty() {
            self.by_sorting(index, a, &mut changes);
        } else {
            self.by_counting(index, a, &mut changes);
        }
        changes
    }

    fn by_counting(&mut self, index: &RaterIndex, a: u32, changes: &mut Changes) {
        let k = self.row.len();
        let table = k * k;
        let place = |b: u32, i: u32, j: u32| b as usize * table + i as usize * k + j as usize;
        let (mut events, mut raters) = (0, Vec::new());
        let mut seen = vec![false; index.n_raters() as usize];
        for event in index.shared_with_later(a) {
            if !std::mem::replace(&mut seen[event.b as usize], true) {
                raters.push(event.b);
            }
            self.counts[place(event.b, event.label_a, event.label_b)].0 += 1;
            events += 1;
        }
        raters.sort_unstable();
        let table_of = |b: u32| b as usize * table..(b as usize + 1) * table;
        for &b in &raters {
            let used = (0u32..).zip(&self.counts[table_of(b)]).filter(|cell| cell.1.0 > 0);
            self.cells = used.map(|(cell, count)| (cell / k as u32, cell % k as u32, count.0)).collect();
            self.add_pair(changes);
            for (&(i, j, _), &by) in self.cells.iter().zip(&self.by_cell) {
                self.counts[place(b, i, j)].1 = by;
            }
        }
        changes.of_items.reserve(events);
        let by = |event: &SharedItem| self.counts[place(event.b, event.label_a, event.label_b)].1;
        changes.of_items.extend(index.shared_with_later(a).map(|event| (event.item, by(&event))));
        raters.into_iter().for_each(|b| self.counts[table_of(b)].fill((0, [0.0; 2])));
    }

    fn by_sorting(&mut self, index: &RaterIndex, a: u32, changes: &mut Changes) {
        let mut shared: Vec<Shared> = index
            .shared_with_later(a)
            .map(|event| (event.b, event.label_a, event.label_b, event.item))
            .collect();
        shared.sort_unstable();
        for pair in shared.chunk_by(|x, y| x.0 == y.0) {
            let cells = || pair.chunk_by(|x, y| (x.1, x.2) == (y.1, y.2));
            self.cells = cells().map(|cell| (cell[0].1, cell[0].2, cell.len() as u32)).collect();
            self.add_pair(changes);
            for (cell, &by) in cells().zip(&self.by_cell) {
                changes.of_items.extend(cell.iter().map(|shared| (shared.3, by)));
            }
        }
    }

    /// Takes the pair of `cells` in and sets `by_cell`.
    fn add_pair(&mut self, changes: &mut Changes) {
        self.by_cell.clear();
        // Of one class only: no kappa, so the pair is not in the mean.
        if let [] | [_] = self.cells[..]
            && self.cells.iter().all(|&(i, j, _)| i == j)
        {
            self.by_cell.resize(self.cells.len(), [0.0; 2]);
            return;
        }
        let (mut n, mut apart) = (0.0, 0.0);
        for &(i, j, count) in &self.cells {
            let count = f64::from(count);
            n += count;
            apart += count * self.weights.distance(i, j);
            self.row[i as usize] += count;
            self.column[j as usize] += count;
        }
        let share = n / self.items;
        let tables = [0, 1].map(|limit| self.table(limit, n, apart, share));
        changes.outside.push(self.outside(n));
        for &(i, j, _) in &self.cells {
            let distance = self.weights.distance(i, j);
            self.by_cell.push([0, 1].map(|limit: usize| {
                let table = &tables[limit];
                table.change(table.of_row[i as usize] + table.of_column[j as usize], distance)
            }));
        }
        for (limit, table) in tables.iter().enumerate() {
            changes.kappas[limit] += table.kappa();
            let both: Vec<f64> = table.of_row.iter().zip(&table.of_column).map(|(r, c)| r + c).collect();
            let sums = self.pseudo[limit].mean_of(&both);
            let change = |item: PseudoItem| share * table.change(sums(&item), item.disagreement);
            let parts = changes.of_pseudo[limit].iter_mut().zip(self.pseudo[limit].items());
            parts.for_each(|(sum, item)| *sum += change(item));
        }
        for &(i, j, _) in &self.cells {
            (self.row[i as usize], self.column[j as usize]) = (0.0, 0.0);
        }
    }

    /// Items of the pair with a label outside its commonest class; of several such classes the fewest items, so
    /// that the numbering of the classes does not matter.
    fn outside(&self, n: f64) -> u32 {
        let labels = |class: u32| self.row[class as usize] + self.column[class as usize];
        let most = self.cells.iter().flat_map(|&(i, j, _)| [i, j]).map(labels).fold(0.0, f64::max);
        let alone = self.cells.iter().filter(|cell| cell.0 == cell.1 && labels(cell.0) == most);
        n as u32 - alone.map(|cell| cell.2).max().unwrap_or(0)
    }

    /// The pair's table with its share of the pseudo-items.
    fn table(&self, limit: usize, n: f64, apart: f64, share: f64) -> Table {
        let pseudo = &self.pseudo[limit];
        let added = share * pseudo.total();
        let each = added / pseudo.classes().len() as f64;
        let (mut row, mut column) = (self.row.clone(), self.column.clone());
        for &class in pseudo.classes() {
            row[class as usize] += each;
            column[class as usize] += each;
        }
        let n = n + added;
        let distances = |counts: &[f64]| -> Vec<f64> {
            self.weights.times(counts).iter().map(|agreeing| n - agreeing).collect()
        };
        let (of_row, of_column) = (distances(&column), distances(&row));
        let expected = row.iter().zip(&of_row).map(|(count, sum)| count * sum).sum();
        Table { n, apart: apart + added * pseudo.disagreement(), expected, of_row, of_column }
    }
}

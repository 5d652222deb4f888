//! Jackknife over items of the mean kappa: every item left out once, at the cost of one pass.

use rayon::prelude::*;

use super::rater_index::RaterIndex;
use super::smooth::{Limit, Pseudo, PseudoItem};
use super::weights::Weights;

/// Raters whose items are worked on side by side before their changes are added up, in order, so that
/// neither memory nor the result depends on the number of threads.
const BLOCK: u32 = 16;

/// An item that two raters share: the other rater, both labels, the item.
type Shared = (u32, u32, u32, u32);

/// A number for each limit of the interval, whose pseudo-items differ.
type Both = [f64; 2];

const LIMITS: [Limit; 2] = [Limit::Lower, Limit::Upper];

/// Mean kappa with pseudo-items and without its bias, and its standard error, for the lower and the upper
/// limit (Quenouille, Biometrika 43, 1956; Tukey 1958).
///
/// With theta_i the mean kappa without item i: bias (n - 1)(mean of theta_i - theta), variance
/// (n - 1)/n sum_i (theta_i - mean)^2 over the n items of two or more raters. A kappa without an item depends
/// on the item's two labels only, so all of them cost one pass over the pairs of judgments. A pair that
/// shares the part f of the items gets the part f of the pseudo-items.
pub(crate) fn jackknife(index: &RaterIndex, weights: &Weights, classes: &[u32]) -> Option<Jackknife> {
    let pseudo = |limit| Pseudo::new(limit, classes.to_vec(), 2.0, weights);
    let pseudo = [pseudo(LIMITS[0])?, pseudo(LIMITS[1])?];
    let (items, raters) = (index.items_shared() as f64, index.n_raters());
    let mut sums = Sums::new(&pseudo, index.n_items());
    for start in (0..raters).step_by(BLOCK as usize) {
        let block: Vec<Changes> = (start..raters.min(start.saturating_add(BLOCK)))
            .into_par_iter()
            .map_init(|| Margins::new(weights, &pseudo, items), |margins, a| margins.changes(index, a))
            .collect();
        block.into_iter().for_each(|changes| sums.add(changes));
    }
    let of = |limit: usize| sums.value_and_error(index, &pseudo[limit], limit);
    let (for_lower, for_upper) = (of(0), of(1));
    sums.outside.sort_unstable();
    let outside = sums.outside.get(sums.outside.len().saturating_sub(1) / 2).copied()?;
    (items >= 2.0).then_some(Jackknife { for_lower, for_upper, outside: u64::from(outside) })
}

/// What [`jackknife`] found.
pub(crate) struct Jackknife {
    /// Mean and SE for the lower limit.
    pub for_lower: (f64, f64),
    /// The same for the upper limit.
    pub for_upper: (f64, f64),
    /// Lower median over pairs of the shared items with a label outside the pair's commonest class.
    pub outside: u64,
}

/// What leaving items out does to the kappas of one rater with the later ones.
struct Changes {
    /// Of each pair: items with a label outside its commonest class.
    outside: Vec<u32>,
    kappas: Both,
    of_items: Vec<(u32, Both)>,
    /// The same for each pseudo-item of each limit.
    of_pseudo: [Vec<f64>; 2],
}

/// Changes of all pairs.
struct Sums {
    pairs: f64,
    outside: Vec<u32>,
    kappas: Both,
    of_items: Vec<Both>,
    of_pseudo: [Vec<f64>; 2],
}

impl Sums {
    fn new(pseudo: &[Pseudo; 2], items: usize) -> Self {
        let of_pseudo = [0, 1].map(|limit: usize| vec![0.0; pseudo[limit].items().count()]);
        let of_items = vec![[0.0; 2]; items];
        Self { pairs: 0.0, outside: Vec::new(), kappas: [0.0; 2], of_items, of_pseudo }
    }

    fn add(&mut self, changes: Changes) {
        self.pairs += changes.outside.len() as f64;
        self.outside.extend(changes.outside);
        for limit in 0..2 {
            self.kappas[limit] += changes.kappas[limit];
            let parts = self.of_pseudo[limit].iter_mut().zip(&changes.of_pseudo[limit]);
            parts.for_each(|(sum, by)| *sum += by);
        }
        for (item, by) in changes.of_items {
            let sum = &mut self.of_items[item as usize];
            (sum[0], sum[1]) = (sum[0] + by[0], sum[1] + by[1]);
        }
    }

    fn value_and_error(&self, index: &RaterIndex, pseudo: &Pseudo, limit: usize) -> (f64, f64) {
        let real = index.shared_items().map(|item| (1.0, self.of_items[item][limit] / self.pairs));
        let added = pseudo.items().map(|item| item.times);
        let added = added.zip(&self.of_pseudo[limit]).map(|(times, by)| (times, by / self.pairs));
        let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for (times, by) in real.chain(added) {
            n += times;
            sum += times * by;
            squares += times * by * by;
        }
        let variance = (n - 1.0) / n * (squares - sum * sum / n).max(0.0);
        (self.kappas[limit] / self.pairs - (n - 1.0) / n * sum, variance.sqrt())
    }
}

/// The table of two raters, reused from pair to pair; it comes and goes all 0.
struct Margins<'a> {
    weights: &'a Weights,
    pseudo: &'a [Pseudo; 2],
    /// Items that any two raters share.
    items: f64,
    row: Vec<f64>,
    column: Vec<f64>,
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

impl<'a> Margins<'a> {
    fn new(weights: &'a Weights, pseudo: &'a [Pseudo; 2], items: f64) -> Self {
        let k = weights.n_classes() as usize;
        Self { weights, pseudo, items, row: vec![0.0; k], column: vec![0.0; k] }
    }

    /// Changes of all pairs of rater `a` with a later one.
    fn changes(&mut self, index: &RaterIndex, a: u32) -> Changes {
        let mut shared: Vec<Shared> = index
            .shared_with_later(a)
            .map(|event| (event.b, event.label_a, event.label_b, event.item))
            .collect();
        shared.sort_unstable();
        let of_pseudo = [0, 1].map(|limit: usize| vec![0.0; self.pseudo[limit].items().count()]);
        let of_items = Vec::with_capacity(shared.len());
        let mut changes = Changes { outside: Vec::new(), kappas: [0.0; 2], of_items, of_pseudo };
        for pair in shared.chunk_by(|x, y| x.0 == y.0) {
            let first = pair[0].1;
            // Of one class only: no kappa, so the pair is not in the mean.
            if pair.iter().any(|&(_, i, j, _)| (i, j) != (first, first)) {
                self.add_pair(pair, &mut changes);
            }
        }
        changes
    }

    fn add_pair(&mut self, pair: &[Shared], changes: &mut Changes) {
        for &(_, i, j, _) in pair {
            self.row[i as usize] += 1.0;
            self.column[j as usize] += 1.0;
        }
        let apart: f64 = pair.iter().map(|&(_, i, j, _)| self.weights.distance(i, j)).sum();
        let share = pair.len() as f64 / self.items;
        let tables = [0, 1].map(|limit| self.table(limit, pair.len() as f64, apart, share));
        changes.outside.push(self.outside(pair));
        for cell in pair.chunk_by(|x, y| (x.1, x.2) == (y.1, y.2)) {
            let (i, j) = (cell[0].1, cell[0].2);
            let distance = self.weights.distance(i, j);
            let by = [0, 1].map(|limit: usize| {
                let table = &tables[limit];
                table.change(table.of_row[i as usize] + table.of_column[j as usize], distance)
            });
            changes.of_items.extend(cell.iter().map(|shared| (shared.3, by)));
        }
        for (limit, table) in tables.iter().enumerate() {
            changes.kappas[limit] += table.kappa();
            let both: Vec<f64> = table.of_row.iter().zip(&table.of_column).map(|(r, c)| r + c).collect();
            let sums = self.pseudo[limit].mean_of(&both);
            let change = |item: PseudoItem| share * table.change(sums(&item), item.disagreement);
            let parts = changes.of_pseudo[limit].iter_mut().zip(self.pseudo[limit].items());
            parts.for_each(|(sum, item)| *sum += change(item));
        }
        for &(_, i, j, _) in pair {
            (self.row[i as usize], self.column[j as usize]) = (0.0, 0.0);
        }
    }

    /// Items of the pair with a label outside its commonest class; of several such classes the fewest items, so
    /// that the numbering of the classes does not matter.
    fn outside(&self, pair: &[Shared]) -> u32 {
        let labels = |class: u32| self.row[class as usize] + self.column[class as usize];
        let most = pair.iter().flat_map(|&(_, i, j, _)| [i, j]).map(labels).fold(0.0, f64::max);
        let cells = pair.chunk_by(|x, y| (x.1, x.2) == (y.1, y.2));
        let alone = cells.filter(|cell| cell[0].1 == cell[0].2 && labels(cell[0].1) == most);
        pair.len() as u32 - alone.map(|cell| cell.len() as u32).max().unwrap_or(0)
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

//! Binomial and hypergeometric probabilities, to full precision at any n.
//!
//! Loader's saddle-point form (Loader, Fast and Accurate Computation of Binomial Probabilities, 2000; as in
//! R's `dbinom` and `dhyper`): no difference of large log factorials, so that the relative error stays near
//! 1e-14 also at n = 10^9. Tails are summed outward from their largest term.

/// ln(n!) - ln(sqrt(2 pi n) (n/e)^n) for n = 0..=15; the entry for 0 is never used.
const STIRLING_ERROR: [f64; 16] = [
    0.0,
    0.081_061_466_795_327_26,
    0.041_340_695_955_409_29,
    0.027_677_925_684_998_34,
    0.020_790_672_103_765_093,
    0.016_644_691_189_821_193,
    0.013_876_128_823_070_748,
    0.011_896_709_945_891_77,
    0.010_411_265_261_972_096,
    0.009_255_462_182_712_733,
    0.008_330_563_433_362_87,
    0.007_573_675_487_951_841,
    0.006_942_840_107_209_53,
    0.006_408_994_188_004_207,
    0.005_951_370_112_758_848,
    0.005_554_733_551_962_801,
];

fn stirling_error(n: u64) -> f64 {
    if let Some(&value) = STIRLING_ERROR.get(n as usize) {
        return value;
    }
    let n = n as f64;
    let n2 = n * n;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / (1188.0 * n2)) / n2) / n2) / n2) / n
}

/// x ln(x/m) + m - x, without cancellation near x = m.
fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut term = 2.0 * x * v;
    for j in 1..1_000 {
        term *= v * v;
        let next = sum + term / f64::from(2 * j + 1);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

/// P(X = k) of `n` trials, each a success with chance `p`; `q` = 1 - p.
fn binomial_term(k: u64, n: u64, p: f64, q: f64) -> f64 {
    if k > n {
        return 0.0;
    }
    if p == 0.0 {
        return f64::from(u8::from(k == 0));
    }
    if q == 0.0 {
        return f64::from(u8::from(k == n));
    }
    let (x, size) = (k as f64, n as f64);
    if k == 0 || k == n {
        let (chance, other) = if k == 0 { (q, p) } else { (p, q) };
        // ln(1 - other) keeps its digits where the chance is close to 1.
        return if other < 0.5 { (size * (-other).ln_1p()).exp() } else { (size * chance.ln()).exp() };
    }
    let log = stirling_error(n)
        - stirling_error(k)
        - stirling_error(n - k)
        - deviance(x, size * p)
        - deviance(size - x, size * q);
    let scale = std::f64::consts::TAU * x * ((size - x) / size);
    log.exp() / scale.sqrt()
}

/// P(X = k), X binomial of `n` trials with chance `p` in \[0, 1\].
pub(crate) fn binomial(k: u64, n: u64, p: f64) -> f64 {
    binomial_term(k, n, p, 1.0 - p)
}

/// P(X <= k), X binomial.
pub(crate) fn binomial_at_most(k: u64, n: u64, p: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    let q = 1.0 - p;
    let down = |i: u64| i as f64 * q / ((n - i + 1) as f64 * p);
    let up = |i: u64| (n - i) as f64 * p / ((i + 1) as f64 * q);
    if k as f64 <= n as f64 * p {
        sum_down(k, binomial(k, n, p), 0, down)
    } else {
        1.0 - sum_up(k + 1, binomial(k + 1, n, p), n, up)
    }
}

/// P(X >= k), X binomial.
pub(crate) fn binomial_at_least(k: u64, n: u64, p: f64) -> f64 {
    if k == 0 {
        1.0
    } else if k > n {
        0.0
    } else {
        binomial_at_most(n - k, n, 1.0 - p)
    }
}

/// A population of `size` with `marked` elements, of which `drawn` are drawn without replacement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Urn {
    pub size: u64,
    pub marked: u64,
    pub drawn: u64,
}

impl Urn {
    /// Fewest marked elements a draw can hold.
    fn least(self) -> u64 {
        (self.drawn + self.marked).saturating_sub(self.size)
    }

    fn most(self) -> u64 {
        self.drawn.min(self.marked)
    }

    /// P(X = k), X the marked elements of the draw (hypergeometric).
    pub fn exactly(self, k: u64) -> f64 {
        if k < self.least() || k > self.most() {
            return 0.0;
        }
        if self.drawn == self.size || self.drawn == 0 {
            return 1.0;
        }
        let p = self.drawn as f64 / self.size as f64;
        let q = (self.size - self.drawn) as f64 / self.size as f64;
        binomial_term(k, self.marked, p, q) * binomial_term(self.drawn - k, self.size - self.marked, p, q)
            / binomial_term(self.drawn, self.size, p, q)
    }

    /// P(X <= k).
    pub fn at_most(self, k: u64) -> f64 {
        if k >= self.most() {
            return 1.0;
        }
        if k < self.least() {
            return 0.0;
        }
        let Self { size, marked, drawn } = self;
        let absent = |i: u64| (size - marked + i - drawn) as f64;
        let down = |i: u64| i as f64 * absent(i) / ((marked - i + 1) as f64 * (drawn - i + 1) as f64);
        let up = |i: u64| (marked - i) as f64 * (drawn - i) as f64 / ((i + 1) as f64 * absent(i + 1));
        if k as f64 <= drawn as f64 * marked as f64 / size as f64 {
            sum_down(k, self.exactly(k), self.least(), down)
        } else {
            1.0 - sum_up(k + 1, self.exactly(k + 1), self.most(), up)
        }
    }

    /// P(X >= k): the elements of the draw that are not marked are then at most drawn - k.
    pub fn at_least(self, k: u64) -> f64 {
        if k == 0 {
            return 1.0;
        }
        if k > self.drawn {
            return 0.0;
        }
        Self { marked: self.size - self.marked, ..self }.at_most(self.drawn - k)
    }
}

/// Terms smaller than this share of the sum no longer change it.
const NEGLIGIBLE: f64 = 1e-17;

fn sum_down(mut i: u64, mut term: f64, end: u64, ratio: impl Fn(u64) -> f64) -> f64 {
    let mut sum = term;
    while i > end && term > sum * NEGLIGIBLE {
        term *= ratio(i);
        sum += term;
        i -= 1;
    }
    sum.min(1.0)
}

fn sum_up(mut i: u64, mut term: f64, end: u64, ratio: impl Fn(u64) -> f64) -> f64 {
    let mut sum = term;
    while i < end && term > sum * NEGLIGIBLE {
        term *= ratio(i);
        sum += term;
        i += 1;
    }
    sum.min(1.0)
}

/// The point of \[0, 1\] where an increasing condition begins to hold; 1 where it never does.
pub(crate) fn first_where(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if holds(middle) { high = middle } else { low = middle }
    }
    high
}

/// The smallest integer in `low..high` where an increasing condition holds; `high` where it never does.
pub(crate) fn first_integer(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binomial_agrees_with_products() {
        for n in [1u64, 2, 7, 19, 40] {
            for p in [0.01, 0.3, 0.5, 0.93] {
                let mut sum = 0.0;
                for k in 0..=n {
                    let choose = (1..=k).fold(1.0, |c, i| c * (n - k + i) as f64 / i as f64);
                    let exact: f64 = choose * f64::powi(p, k as i32) * f64::powi(1.0 - p, (n - k) as i32);
                    assert!((binomial(k, n, p) / exact - 1.0).abs() < 1e-12, "{k} {n} {p}");
                    sum += exact;
                    assert!((binomial_at_most(k, n, p) - sum).abs() < 1e-13, "{k} {n} {p}");
                    assert!((binomial_at_least(k, n, p) - (1.0 - sum + exact)).abs() < 1e-13);
                }
            }
        }
        // Standard normal limit at a large n: P(X <= np) is a half and a bit.
        let n = 1_000_000_000;
        let half = binomial_at_most(n / 2, n, 0.5) - binomial(n / 2, n, 0.5) / 2.0;
        assert!((half - 0.5).abs() < 1e-9, "{half}");
    }

    #[test]
    fn hypergeometric_adds_up() {
        for (size, marked, drawn) in [(10, 3, 4), (50, 0, 10), (50, 50, 10), (20, 15, 12), (1_000, 50, 57)] {
            let urn = Urn { size, marked, drawn };
            let mut sum = 0.0;
            for k in 0..=drawn {
                let one = urn.exactly(k);
                assert!((urn.at_least(k) - (1.0 - sum)).abs() < 1e-12, "{urn:?} {k}");
                sum += one;
                assert!((urn.at_most(k) - sum).abs() < 1e-12, "{urn:?} {k}");
            }
            assert!((sum - 1.0).abs() < 1e-12);
        }
        // C(3,1) C(7,3) / C(10,4) = 105/210.
        assert!((Urn { size: 10, marked: 3, drawn: 4 }.exactly(1) - 0.5).abs() < 1e-14);
    }
}

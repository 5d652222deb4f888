//! Names that are nearly the one given.

/// Letters of a name that are looked at: a mistyped name is no longer.
const LONG: usize = 64;

/// The known names nearest to a mistyped one, nearest first, at most three: those that differ in a third of its
/// letters at most, and those that begin with it.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let given: Vec<char> = given.to_lowercase().chars().take(LONG).collect();
    if given.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let letters: Vec<char> = name.to_lowercase().chars().take(LONG).collect();
            let steps = distance(&given, &letters);
            let starts = given.len() > 1 && letters.starts_with(&given);
            (steps <= (given.len().max(letters.len()) / 3).max(1) || starts).then_some((steps, name))
        })
        // A single letter is one step from every other: that says nothing.
        .filter(|(steps, name)| *steps == 0 || given.len() > 1 || name.chars().count() > 1)
        .collect();
    found.sort();
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

/// `; did you mean a, b or c?`, or nothing where no known name is near.
pub fn did_you_mean<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = nearest(given, known).into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => format!("; did you mean {only}?"),
        Some((last, others)) => format!("; did you mean {} or {last}?", others.join(", ")),
    }
}

/// Letters to put in, take out, change or swap with their neighbour (Damerau's distance, no letter moved twice).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let known = ["label", "source", "split", "blurry", "two words", "prob"];
        assert_eq!(nearest("lable", known), ["label"]);
        assert_eq!(nearest("BLURY", known), ["blurry"]);
        assert_eq!(nearest("spilt", known), ["split"]);
        assert_eq!(nearest("two", known), ["two words"]);
        assert!(nearest("zzzzz", known).is_empty() && nearest("", known).is_empty());
        assert!(nearest("x", ["y", "z"]).is_empty());
        assert_eq!(did_you_mean("lable", known), "; did you mean `label`?");
        assert_eq!(did_you_mean("prod", ["prob", "proc", "x"]), "; did you mean `prob` or `proc`?");
        assert_eq!(did_you_mean("zzzzz", known), "");
    }
}

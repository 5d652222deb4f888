//! Majority and its accuracy, by hand.

mod common;

use assay_stats::*;
use common::{Table, close};

fn table() -> Table {
    let row = |labels: [u32; 3]| labels.map(Some).to_vec();
    let rows = vec![
        row([0, 0, 1]),
        row([0, 1, 2]),
        vec![None; 3],
        vec![Some(2), Some(1), None],
        vec![None, Some(2), None],
    ];
    Table::from_rows(&rows, 3)
}

#[test]
fn a_tie_is_a_tie() {
    let found = majority(&table().judgments());
    let expected = vec![
        Majority::Label { class: 0, votes: 2, n: 3 },
        Majority::Tie { classes: vec![0, 1, 2], votes: 1, n: 3 },
        Majority::None,
        Majority::Tie { classes: vec![1, 2], votes: 1, n: 2 },
        Majority::Label { class: 2, votes: 1, n: 1 },
    ];
    assert_eq!(found, expected);
    assert_eq!(found[0].vote_share(), Some(2.0 / 3.0));
    assert_eq!((found[1].label(), found[4].label()), (None, Some(2)));
}

#[test]
fn accuracy_counts_ties_as_shares() {
    let consensus = majority(&table().judgments());
    let truth = [Some(0), Some(2), Some(1), Some(0), Some(1)];
    let accuracy = consensus_accuracy(&consensus, &truth).unwrap();
    assert_eq!((accuracy.scored, accuracy.without_label), (4, 1));
    let decided = accuracy.decided.unwrap();
    assert_eq!((decided.value, decided.n), (0.5, 2));
    assert_eq!(decided.interval.unwrap(), wilson(1, 2).unwrap());
    let split = accuracy.ties_split.unwrap();
    close(split.value, (1.0 + 1.0 / 3.0 + 0.0 + 0.0) / 4.0, "ties split");
    assert_eq!((split.n, split.interval.unwrap().method), (4, IntervalMethod::WilsonConservative));
    assert_eq!(accuracy.coverage.unwrap().value, 0.5);

    let nothing = consensus_accuracy(&consensus, &[None; 5]).unwrap();
    assert_eq!(nothing.decided, Err(Undefined::NothingScored));
    assert_eq!(nothing.ties_split, Err(Undefined::NothingScored));
    assert_eq!(nothing.coverage, Err(Undefined::NothingScored));
    assert_eq!(consensus_accuracy(&consensus, &[None]).unwrap_err().code(), "length_mismatch");

    // Without ties it is Wilson itself.
    let no_ties = accuracy_ties_split(&consensus, &[Some(0), None, None, None, Some(2)]).unwrap();
    assert_eq!(no_ties.interval.unwrap(), wilson(2, 2).unwrap());
}

#[test]
fn refused_input_says_where() {
    let codes = [
        Judgments::new(&[0], &[0, 1], &[0], 1, 2, 2).unwrap_err().code(),
        Judgments::new(&[0, 3], &[0, 0], &[0, 0], 3, 1, 2).unwrap_err().code(),
        Judgments::new(&[0], &[1], &[0], 1, 1, 2).unwrap_err().code(),
        Judgments::new(&[0], &[0], &[2], 1, 1, 2).unwrap_err().code(),
    ];
    assert_eq!(codes, ["length_mismatch", "item_out_of_range", "rater_out_of_range", "class_out_of_range"]);
    let error = Judgments::new(&[0, 3], &[0, 0], &[0, 0], 3, 1, 2).unwrap_err();
    assert_eq!(error.to_string(), "judgment 1 names item 3, but there are only 3 items");
}

#[test]
fn repeats_count_as_given_and_the_first_for_kappa() {
    // Rater 0 judges item 0 twice: class 0, later class 1.
    let table = Table {
        items: vec![0, 0, 0, 1, 1],
        raters: vec![0, 1, 0, 0, 1],
        labels: vec![0, 0, 1, 1, 1],
        n_items: 2,
        n_raters: 2,
        n_classes: 2,
    };
    let judgments = table.judgments();
    assert_eq!(judgments.first_rows(), [0, 1, 3, 4]);
    assert_eq!(cohen_pairs(&judgments)[0].kappa, Ok(1.0));
    close(percent_agreement(&judgments).value.unwrap(), (1.0 / 3.0 + 1.0) / 2.0, "all rows");
    let first = table.keep(&judgments.first_rows());
    close(percent_agreement(&first.judgments()).value.unwrap(), 1.0, "first of repeats");
}

//! All runs by accuracy, with what is known of them.

use super::table::{Out, cells, some};
use crate::{Context, Result, runs};
use std::io::Write;

pub(super) fn leaderboard<W: Write>(ctx: &Context, out: &mut Out<'_, W>) -> Result<()> {
    let board = runs::leaderboard(ctx, ())?;
    let mut columns: Vec<String> = ["run", "bands"].map(String::from).into();
    for figure in ["accuracy", "macro_f1", "coverage", "to_best"] {
        let parts = ["", "_lower", "_upper", "_n"];
        columns.extend(parts.map(|part| format!("{figure}{part}")));
    }
    columns.extend(
        ["to_best_p_adjusted", "version", "code_commit", "dataset_version", "hyperparameters", "note"]
            .map(String::from),
    );
    let mut table = out.table(&columns)?;
    for row in board.rows {
        let mut line = vec![row.run.name, row.bands];
        for figure in [&row.accuracy, &row.macro_f1, &row.coverage] {
            line.extend(cells(figure));
        }
        let best = row.to_best.as_ref();
        line.extend(best.map_or_else(Default::default, |best| cells(&best.difference)));
        line.push(some(best.map(|best| best.p_adjusted)));
        line.extend([
            row.run.version,
            row.run.code_commit,
            row.run.dataset_version,
            row.run.hyperparameters,
            row.run.note,
        ]);
        table.row(&line)?;
    }
    table.finish()
}

use rusqlite_migration::{M, Migrations};
use std::sync::LazyLock;

/// Every step in order. A step that has landed is never edited; add a dated file and a line here.
pub(crate) static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(vec![
        M::up(include_str!("../../../schemas/sql/20261121_initial.sql")),
        M::up(include_str!("../../../schemas/sql/20261122_consensus_fit.sql")),
        M::up(include_str!("../../../schemas/sql/20261123_audit_plan.sql")),
        M::up(include_str!("../../../schemas/sql/20261124_assignment.sql")),
        M::up(include_str!("../../../schemas/sql/20261125_training.sql")),
        M::up(include_str!("../../../schemas/sql/20261126_asking.sql")),
        M::up(include_str!("../../../schemas/sql/20261127_dashboard.sql")),
        M::up(include_str!("../../../schemas/sql/20261128_history.sql")),
        M::up(include_str!("../../../schemas/sql/20261129_tags.sql")),
        M::up(include_str!("../../../schemas/sql/20261204_views.sql")),
    ])
});

/// The file version that this program writes.
pub(crate) const VERSION: i64 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_applies_and_the_version_is_right() {
        let mut conn = rusqlite::Connection::open_in_memory().unwrap();
        // Steps may call the program's own functions.
        crate::query::add_functions(&conn).unwrap();
        MIGRATIONS.to_latest(&mut conn).unwrap();
        let version: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, VERSION);
    }
}

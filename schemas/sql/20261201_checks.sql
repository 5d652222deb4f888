-- Standing checks: what a run has to reach, and what each look at a run found.

CREATE TABLE standing_check (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL COLLATE NOCASE,
    -- `accuracy`, `recall`, ...: crates/workbench/src/checks knows them.
    metric TEXT NOT NULL,
    -- The class that the metric is about; null: all classes.
    class_id INTEGER REFERENCES class,
    -- A filter line; null: every row.
    filter TEXT,
    comparison TEXT NOT NULL CHECK (comparison IN ('at_least', 'at_most')),
    threshold REAL NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person,
    made_at INTEGER NOT NULL,
    -- Out of use; what it found stays.
    retired_at INTEGER
) STRICT;
CREATE UNIQUE INDEX standing_check_name ON standing_check (name) WHERE retired_at IS NULL;

-- One look: all checks in use, on one run as it was then.
CREATE TABLE check_look (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run,
    -- The newest import into the run, and the snapshot of reference labels: later ones are told from it.
    import_id INTEGER NOT NULL REFERENCES import,
    reference_revision INTEGER NOT NULL,
    person_id INTEGER REFERENCES person,
    made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX check_look_run ON check_look (run_id);

CREATE TABLE check_result (
    look_id INTEGER NOT NULL REFERENCES check_look,
    check_id INTEGER NOT NULL REFERENCES standing_check,
    verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'fail', 'undecided')),
    -- The figure with its interval; without a value the reason.
    value REAL,
    lower REAL,
    upper REAL,
    n INTEGER NOT NULL,
    method TEXT,
    undefined_because TEXT,
    unreliable_because TEXT,
    p_value REAL,
    adjusted REAL,
    PRIMARY KEY (look_id, check_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX check_result_check ON check_result (check_id);

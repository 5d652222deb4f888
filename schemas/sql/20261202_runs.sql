-- Runs as records of experiments: kept out of lists once they are archived.
ALTER TABLE run ADD COLUMN archived_at INTEGER;

-- What the ceilings of tags promised when someone set out to fix them. A snapshot: the tag may be changed, merged or
-- removed later, so it is named by its uid and the name that it had.
CREATE TABLE promise (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    run_id INTEGER NOT NULL REFERENCES run,
    note TEXT NOT NULL DEFAULT '',
    -- Predicted items with a reference label, and of them wrong, when it was made.
    n INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    reference_revision INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person,
    made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX promise_run ON promise (run_id);

CREATE TABLE promise_tag (
    promise_id INTEGER NOT NULL REFERENCES promise,
    tag_uid TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Points of accuracy gained if every error with the tag went away; none where it could not be estimated.
    ceiling REAL,
    lower REAL,
    upper REAL,
    n INTEGER NOT NULL,
    PRIMARY KEY (promise_id, tag_uid)
) STRICT, WITHOUT ROWID;

-- Stages of a system in the order in which they are corrected, and the runs that show what correcting them does.
CREATE TABLE pipeline (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    note TEXT NOT NULL DEFAULT '',
    person_id INTEGER NOT NULL REFERENCES person,
    made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pipeline_stage (
    pipeline_id INTEGER NOT NULL REFERENCES pipeline,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (pipeline_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE pipeline_run (
    pipeline_id INTEGER NOT NULL REFERENCES pipeline,
    -- Which stages are corrected: bit s for the stage at position s; 0 for the system as it is.
    stages INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY (pipeline_id, stages)
) STRICT, WITHOUT ROWID;
CREATE INDEX pipeline_run_run ON pipeline_run (run_id);

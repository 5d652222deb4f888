-- The project file, version 1. One file is one project.
-- Times are milliseconds since 1970 UTC. Colours are #rrggbb. Booleans are 0 or 1.

CREATE TABLE project (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- Draws ranks, gold and simulated answers.
    seed INTEGER NOT NULL,
    -- Items with a larger id, and ranks at or beyond rank_end, belong to an import that is not done.
    item_horizon INTEGER NOT NULL DEFAULT 0,
    rank_end INTEGER NOT NULL DEFAULT 0,
    -- Rises with every change of a reference label: names the snapshot behind a figure.
    reference_revision INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    is_rater INTEGER NOT NULL,
    is_lead INTEGER NOT NULL,
    is_analyst INTEGER NOT NULL,
    simulated INTEGER NOT NULL DEFAULT 0,
    -- The import that brought the name, if one did.
    import_id INTEGER REFERENCES import,
    created_at INTEGER NOT NULL
) STRICT;

-- The newest row is in force.
CREATE TABLE policy (
    id INTEGER PRIMARY KEY,
    judgments_per_item INTEGER NOT NULL,
    gold_share REAL NOT NULL,
    skip_allowed INTEGER NOT NULL,
    consensus_share REAL NOT NULL,
    lease_seconds INTEGER NOT NULL,
    idle_seconds INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    person_id INTEGER REFERENCES person
) STRICT;

CREATE TABLE guideline (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL UNIQUE,
    body TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    person_id INTEGER REFERENCES person
) STRICT;

CREATE TABLE guideline_acceptance (
    person_id INTEGER NOT NULL REFERENCES person,
    guideline_id INTEGER NOT NULL REFERENCES guideline,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, guideline_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE question (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE class (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    question_id INTEGER NOT NULL REFERENCES question,
    parent_id INTEGER REFERENCES class,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    hotkey TEXT,
    colour TEXT NOT NULL,
    position INTEGER NOT NULL,
    -- A retired class keeps its judgments and is offered no more.
    retired_at INTEGER
) STRICT;
CREATE UNIQUE INDEX class_key ON class (question_id, key) WHERE retired_at IS NULL;

CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    person_id INTEGER REFERENCES person,
    started_at INTEGER NOT NULL,
    -- While it runs: dead when this lies in the past.
    alive_until INTEGER NOT NULL,
    finished_at INTEGER,
    read INTEGER NOT NULL DEFAULT 0,
    accepted INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE media (
    id INTEGER PRIMARY KEY,
    -- SHA-256 of the bytes, lower-case hexadecimal; the id on the media protocol.
    hash TEXT NOT NULL UNIQUE,
    mime TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    -- Beyond 2 GiB in all: where the file lies, relative to the project file.
    link TEXT
) STRICT;

CREATE TABLE media_content (
    media_id INTEGER PRIMARY KEY REFERENCES media,
    content BLOB NOT NULL
) STRICT;

-- Narrow on purpose: queues and counts read this table, never the content.
CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    split TEXT,
    -- Place in the seeded order in which items are offered.
    rank INTEGER NOT NULL UNIQUE,
    -- Judgments still wanted and not on offer.
    open INTEGER NOT NULL,
    media_id INTEGER REFERENCES media,
    -- Of content, metadata, split and media: tells an unchanged row from another one.
    digest BLOB NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import
) STRICT;
CREATE INDEX item_open ON item (rank) WHERE open > 0;

-- JSON object of the fields shown to a rater, in order.
CREATE TABLE item_content (
    item_id INTEGER PRIMARY KEY REFERENCES item,
    fields TEXT NOT NULL
) STRICT;

-- A metadata field of the items; its values stand in item_metadata, column f<id>.
CREATE TABLE field (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import
) STRICT;

-- One typed column a field (f1, f2, ...), added when the field is met.
CREATE TABLE item_metadata (
    item_id INTEGER PRIMARY KEY REFERENCES item
) STRICT;

CREATE TABLE gold (
    item_id INTEGER PRIMARY KEY REFERENCES item,
    explanation TEXT NOT NULL DEFAULT '',
    -- Place in the order in which gold is served.
    rank INTEGER NOT NULL UNIQUE,
    import_id INTEGER REFERENCES import
) STRICT;

-- The acceptable answers.
CREATE TABLE gold_answer (
    item_id INTEGER NOT NULL REFERENCES gold ON DELETE CASCADE,
    question_id INTEGER NOT NULL REFERENCES question,
    class_id INTEGER NOT NULL REFERENCES class,
    PRIMARY KEY (item_id, question_id, class_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignment (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item,
    person_id INTEGER NOT NULL REFERENCES person,
    purpose TEXT NOT NULL,
    -- leased, done, returned or expired
    state TEXT NOT NULL,
    leased_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX assignment_of_person ON assignment (person_id, id) WHERE state = 'leased';
CREATE INDEX assignment_expiry ON assignment (expires_at) WHERE state = 'leased';
CREATE UNIQUE INDEX assignment_once ON assignment (item_id, person_id) WHERE state = 'leased';

-- How far a rater has come. Both only rise, so that the next item is found in constant time.
CREATE TABLE cursor (
    person_id INTEGER PRIMARY KEY REFERENCES person,
    rank INTEGER NOT NULL,
    returned_id INTEGER NOT NULL,
    gold_rank INTEGER NOT NULL,
    -- Items served: decides with the seed when the next hidden gold comes.
    served INTEGER NOT NULL
) STRICT;

-- Items that opened again after cursors had passed them, in order.
CREATE TABLE returned (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id INTEGER NOT NULL REFERENCES item
) STRICT;

-- Append-only: a correction supersedes, an undo retracts.
CREATE TABLE judgment (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    item_id INTEGER NOT NULL REFERENCES item,
    person_id INTEGER NOT NULL REFERENCES person,
    purpose TEXT NOT NULL,
    assignment_id INTEGER REFERENCES assignment,
    guideline_id INTEGER REFERENCES guideline,
    -- When the rater answered, where known (imports may not say).
    made_at INTEGER,
    recorded_at INTEGER NOT NULL,
    active_ms INTEGER,
    skipped INTEGER NOT NULL DEFAULT 0,
    unsure INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    -- Which of several imported judgments of one rater on one item without a time.
    occurrence INTEGER NOT NULL DEFAULT 0,
    import_id INTEGER REFERENCES import,
    supersedes_id INTEGER REFERENCES judgment,
    -- 1: neither superseded nor retracted, and its import is done.
    standing INTEGER NOT NULL,
    -- 1: the first independent answer of this rater on this item: what agreement and consensus use.
    counted INTEGER NOT NULL
) STRICT;
CREATE INDEX judgment_of_item ON judgment (item_id, person_id);
CREATE INDEX judgment_of_person ON judgment (person_id, id);
CREATE INDEX judgment_pace ON judgment (person_id, recorded_at) WHERE standing = 1 AND skipped = 0 AND import_id IS NULL;
CREATE UNIQUE INDEX judgment_counted ON judgment (item_id, person_id) WHERE counted = 1;
CREATE INDEX judgment_of_import ON judgment (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE judgment_answer (
    judgment_id INTEGER NOT NULL REFERENCES judgment,
    question_id INTEGER NOT NULL REFERENCES question,
    class_id INTEGER NOT NULL REFERENCES class,
    PRIMARY KEY (judgment_id, question_id, class_id)
) STRICT, WITHOUT ROWID;

-- The majority of the counted judgments of an item; class_id is null at a tie.
CREATE TABLE consensus (
    item_id INTEGER NOT NULL REFERENCES item,
    question_id INTEGER NOT NULL REFERENCES question,
    class_id INTEGER REFERENCES class,
    votes INTEGER NOT NULL,
    n INTEGER NOT NULL,
    -- 1: the judgments do not support a consensus under the policy.
    conflict INTEGER NOT NULL,
    PRIMARY KEY (item_id, question_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consensus_conflict ON consensus (item_id) WHERE conflict = 1;

CREATE TABLE adjudication (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    item_id INTEGER NOT NULL REFERENCES item,
    question_id INTEGER NOT NULL REFERENCES question,
    class_id INTEGER NOT NULL REFERENCES class,
    cause TEXT,
    rationale TEXT NOT NULL DEFAULT '',
    person_id INTEGER NOT NULL REFERENCES person,
    made_at INTEGER NOT NULL,
    standing INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX adjudication_standing ON adjudication (item_id, question_id) WHERE standing = 1;

-- What the rest of the program takes as true.
CREATE TABLE reference (
    item_id INTEGER NOT NULL REFERENCES item,
    question_id INTEGER NOT NULL REFERENCES question,
    class_id INTEGER NOT NULL REFERENCES class,
    source TEXT NOT NULL,
    confidence REAL NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (item_id, question_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    question_id INTEGER NOT NULL REFERENCES question,
    version TEXT NOT NULL DEFAULT '',
    code_commit TEXT NOT NULL DEFAULT '',
    dataset_version TEXT NOT NULL DEFAULT '',
    hyperparameters TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    import_id INTEGER NOT NULL REFERENCES import,
    made_at INTEGER NOT NULL,
    -- 0 while its import runs.
    ready INTEGER NOT NULL,
    predictions INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE prediction (
    run_id INTEGER NOT NULL REFERENCES run,
    item_id INTEGER NOT NULL REFERENCES item,
    class_id INTEGER NOT NULL REFERENCES class,
    -- Of the predicted class.
    score REAL,
    -- Against the reference label; null where there is none.
    correct INTEGER,
    PRIMARY KEY (run_id, item_id)
) STRICT, WITHOUT ROWID;

-- Which class each value of prediction_score.scores belongs to.
CREATE TABLE run_score_class (
    run_id INTEGER NOT NULL REFERENCES run,
    position INTEGER NOT NULL,
    class_id INTEGER NOT NULL REFERENCES class,
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

-- Little-endian 64-bit floats, one for each class of run_score_class; NaN where none was given.
CREATE TABLE prediction_score (
    run_id INTEGER NOT NULL REFERENCES run,
    item_id INTEGER NOT NULL REFERENCES item,
    scores BLOB NOT NULL,
    PRIMARY KEY (run_id, item_id)
) STRICT, WITHOUT ROWID;

-- The confusion matrix of a run, kept with every change of a reference label.
CREATE TABLE run_cell (
    run_id INTEGER NOT NULL REFERENCES run,
    reference_class_id INTEGER NOT NULL REFERENCES class,
    predicted_class_id INTEGER NOT NULL REFERENCES class,
    n INTEGER NOT NULL,
    PRIMARY KEY (run_id, reference_class_id, predicted_class_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    colour TEXT NOT NULL,
    hotkey TEXT,
    importance INTEGER,
    ease INTEGER,
    hlp REAL,
    hlp_n INTEGER,
    note TEXT NOT NULL DEFAULT '',
    made_at INTEGER NOT NULL
) STRICT;

-- No row: unseen. state 1: yes, 0: no.
CREATE TABLE mark (
    tag_id INTEGER NOT NULL REFERENCES tag,
    item_id INTEGER NOT NULL REFERENCES item,
    state INTEGER NOT NULL CHECK (state IN (0, 1)),
    PRIMARY KEY (tag_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE comment (
    item_id INTEGER PRIMARY KEY REFERENCES item,
    body TEXT NOT NULL,
    person_id INTEGER REFERENCES person,
    made_at INTEGER NOT NULL
) STRICT;

-- Rows of a run drawn by chance to be looked at. stratum: wrong or right.
CREATE TABLE draw (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    run_id INTEGER NOT NULL REFERENCES run,
    stratum TEXT NOT NULL,
    size INTEGER NOT NULL,
    population INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    reference_revision INTEGER NOT NULL,
    person_id INTEGER REFERENCES person,
    made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE draw_item (
    run_id INTEGER NOT NULL REFERENCES run,
    item_id INTEGER NOT NULL REFERENCES item,
    draw_id INTEGER NOT NULL REFERENCES draw,
    PRIMARY KEY (run_id, item_id)
) STRICT, WITHOUT ROWID;

-- Marks of a tag among the predictions of a run, by correct (0, 1; 2: no reference) and drawn (0, 1).
CREATE TABLE tag_cell (
    run_id INTEGER NOT NULL REFERENCES run,
    tag_id INTEGER NOT NULL REFERENCES tag,
    correct INTEGER NOT NULL,
    drawn INTEGER NOT NULL,
    yes INTEGER NOT NULL,
    no INTEGER NOT NULL,
    PRIMARY KEY (run_id, tag_id, correct, drawn)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    question_id INTEGER NOT NULL REFERENCES question,
    seed INTEGER NOT NULL,
    size INTEGER NOT NULL,
    population INTEGER NOT NULL,
    reference_revision INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person,
    made_at INTEGER NOT NULL
) STRICT;

-- The label as it was drawn, and the blind look at it.
CREATE TABLE audit_item (
    audit_id INTEGER NOT NULL REFERENCES audit,
    position INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item,
    reference_class_id INTEGER NOT NULL REFERENCES class,
    reference_source TEXT NOT NULL,
    judged_class_id INTEGER REFERENCES class,
    person_id INTEGER REFERENCES person,
    judged_at INTEGER,
    PRIMARY KEY (audit_id, position)
) STRICT, WITHOUT ROWID;

-- Totals the screens show, kept by the transactions that change them.
CREATE TABLE person_counter (
    person_id INTEGER PRIMARY KEY REFERENCES person,
    judgments INTEGER NOT NULL DEFAULT 0,
    skips INTEGER NOT NULL DEFAULT 0,
    active_ms INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    person_id INTEGER REFERENCES person,
    command TEXT NOT NULL,
    -- What a person reads: `3 rows tagged blurry`.
    summary TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER,
    made_at INTEGER NOT NULL,
    -- The event that this one takes back, and the one that took this back.
    undoes_id INTEGER REFERENCES event,
    undone_by_id INTEGER REFERENCES event
) STRICT;
CREATE INDEX event_of_person ON event (person_id, id);

-- What stood before: value is JSON, null where nothing stood.
CREATE TABLE event_change (
    event_id INTEGER NOT NULL REFERENCES event,
    entity TEXT NOT NULL,
    entity_id INTEGER NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (event_id, entity, entity_id)
) STRICT, WITHOUT ROWID;

-- What the kept tables must hold. The store refreshes one item or all from these; `assay check` compares. (Consensus
-- alone is defined in the store: a condition on one item does not reach through its two levels of grouping.)

CREATE VIEW policy_in_force AS
SELECT id, judgments_per_item, gold_share, skip_allowed, consensus_share, lease_seconds, idle_seconds
FROM policy ORDER BY id DESC LIMIT 1;

CREATE VIEW gold_single AS
SELECT item_id, question_id, MIN(class_id) AS class_id
FROM gold_answer GROUP BY item_id, question_id HAVING COUNT(*) = 1;

CREATE VIEW expected_reference AS
SELECT item_id, question_id, class_id, 'adjudication' AS source, 1.0 AS confidence, 1 AS n
FROM adjudication WHERE standing = 1
UNION ALL
SELECT g.item_id, g.question_id, g.class_id, 'gold', 1.0, 1
FROM gold_single g
WHERE NOT EXISTS (SELECT 1 FROM adjudication d
                  WHERE d.item_id = g.item_id AND d.question_id = g.question_id AND d.standing = 1)
UNION ALL
SELECT c.item_id, c.question_id, c.class_id, 'consensus', CAST(c.votes AS REAL) / c.n, c.n
FROM consensus c
WHERE c.conflict = 0 AND c.class_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM adjudication d
                  WHERE d.item_id = c.item_id AND d.question_id = c.question_id AND d.standing = 1)
  AND NOT EXISTS (SELECT 1 FROM gold_single g WHERE g.item_id = c.item_id AND g.question_id = c.question_id);

CREATE VIEW expected_prediction AS
SELECT p.run_id, p.item_id, p.class_id = r.class_id AS correct
FROM prediction p JOIN run ON run.id = p.run_id
LEFT JOIN reference r ON r.item_id = p.item_id AND r.question_id = run.question_id
WHERE run.ready = 1;

CREATE VIEW expected_run_cell AS
SELECT p.run_id, r.class_id AS reference_class_id, p.class_id AS predicted_class_id, COUNT(*) AS n
FROM prediction p JOIN run ON run.id = p.run_id
JOIN reference r ON r.item_id = p.item_id AND r.question_id = run.question_id
WHERE run.ready = 1
GROUP BY p.run_id, r.class_id, p.class_id;

CREATE VIEW expected_tag_cell AS
SELECT p.run_id, m.tag_id, COALESCE(p.correct, 2) AS correct, d.item_id IS NOT NULL AS drawn,
       SUM(m.state = 1) AS yes, SUM(m.state = 0) AS no
FROM mark m JOIN prediction p ON p.item_id = m.item_id JOIN run ON run.id = p.run_id
LEFT JOIN draw_item d ON d.run_id = p.run_id AND d.item_id = p.item_id
WHERE run.ready = 1
GROUP BY p.run_id, m.tag_id, COALESCE(p.correct, 2), d.item_id IS NOT NULL;

CREATE VIEW expected_person_counter AS
SELECT person_id, SUM(skipped = 0) AS judgments, SUM(skipped) AS skips, COALESCE(SUM(active_ms), 0) AS active_ms
FROM judgment WHERE standing = 1 GROUP BY person_id;

CREATE VIEW expected_counter AS
SELECT 'items' AS name, (SELECT COUNT(*) FROM item WHERE id <= (SELECT item_horizon FROM project)) AS value
UNION ALL SELECT 'open', (SELECT COUNT(*) FROM item WHERE open > 0 AND id <= (SELECT item_horizon FROM project))
UNION ALL SELECT 'references', (SELECT COUNT(*) FROM reference)
UNION ALL SELECT 'complete', (SELECT COUNT(*) FROM consensus
                              WHERE n >= (SELECT judgments_per_item FROM policy_in_force));

CREATE VIEW expected_open AS
SELECT i.id AS item_id,
       CASE WHEN (SELECT gold_share FROM policy_in_force) > 0 AND EXISTS (SELECT 1 FROM gold g WHERE g.item_id = i.id)
            THEN 0
            ELSE MAX(0, (SELECT judgments_per_item FROM policy_in_force)
                 - (SELECT COUNT(*) FROM judgment j WHERE j.item_id = i.id AND j.counted = 1 AND j.purpose = 'label')
                 - (SELECT COUNT(*) FROM assignment a
                    WHERE a.item_id = i.id AND a.state = 'leased' AND a.purpose = 'label'))
       END AS open
FROM item i;

-- What the dashboard keeps: settings, alarms, baselines and draws for human level.

-- Settings of the dashboard: what only the program reads, JSON.

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Human level: items drawn by chance and decided blind; baselines to hold models against; names for exports.

CREATE TABLE human_draw (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL COLLATE NOCASE,
    question_id INTEGER NOT NULL REFERENCES question,
    seed INTEGER NOT NULL,
    size INTEGER NOT NULL,
    -- Judged items there were to draw from.
    population INTEGER NOT NULL,
    reference_revision INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person,
    made_at INTEGER NOT NULL,
    -- Taken back before anything was decided.
    retired_at INTEGER
) STRICT;
CREATE UNIQUE INDEX human_draw_name ON human_draw (name) WHERE retired_at IS NULL;

CREATE TABLE human_draw_item (
    draw_id INTEGER NOT NULL REFERENCES human_draw,
    position INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item,
    -- The reference label when it was drawn; null where there was none.
    reference_class_id INTEGER REFERENCES class,
    reference_source TEXT,
    -- The blind decision: an adjudication like any other, whose purpose this row tells. It stays the draw's though a later
    -- decision may stand.
    adjudication_id INTEGER REFERENCES adjudication,
    PRIMARY KEY (draw_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX human_draw_decision ON human_draw_item (adjudication_id) WHERE adjudication_id IS NOT NULL;

CREATE TABLE baseline (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL COLLATE NOCASE,
    -- A share of right labels.
    value REAL NOT NULL,
    -- Of a draw: as measured. Null where it was set by hand.
    lower REAL,
    upper REAL,
    method TEXT,
    judgments INTEGER,
    -- Items it rests on; null where nobody knows: then it is taken as exact.
    n INTEGER,
    -- The draw that it is the human level of; null where it was set by hand.
    draw_id INTEGER REFERENCES human_draw,
    reference_revision INTEGER,
    -- Where a figure set by hand comes from.
    source TEXT NOT NULL DEFAULT '',
    chosen INTEGER NOT NULL DEFAULT 0,
    person_id INTEGER NOT NULL REFERENCES person,
    made_at INTEGER NOT NULL,
    retired_at INTEGER
) STRICT;
CREATE UNIQUE INDEX baseline_name ON baseline (name) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX baseline_chosen ON baseline (chosen) WHERE chosen = 1;

-- Of a draw: the level on each class and each tag that its items have.
CREATE TABLE baseline_part (
    baseline_id INTEGER NOT NULL REFERENCES baseline,
    -- class or tag
    kind TEXT NOT NULL,
    entity_id INTEGER NOT NULL,
    value REAL NOT NULL,
    lower REAL,
    upper REAL,
    method TEXT,
    judgments INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (baseline_id, kind, entity_id)
) STRICT, WITHOUT ROWID;

-- Stands for a name in exports. Drawn by chance, so that neither the name nor the order of joining gives it away.
CREATE TABLE pseudonym (
    person_id INTEGER PRIMARY KEY REFERENCES person,
    number INTEGER NOT NULL UNIQUE
) STRICT;

-- An audit may be drawn by groups of labels, each with a size of its own: the rate of the lot is then weighted.
-- `class`, or the name of a metadata field; null: drawn from the lot as a whole.
ALTER TABLE audit ADD COLUMN grouped_by TEXT;
ALTER TABLE audit_item ADD COLUMN group_position INTEGER;
CREATE TABLE audit_group (
    audit_id INTEGER NOT NULL REFERENCES audit,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    -- Labels in the group when it was drawn.
    population INTEGER NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (audit_id, position)
) STRICT, WITHOUT ROWID;

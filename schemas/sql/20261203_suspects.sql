-- Items of a run sent to be decided on again, and named lists of items to collect more like.

CREATE TABLE relabel (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    run_id INTEGER NOT NULL REFERENCES run,
    question_id INTEGER NOT NULL REFERENCES question,
    reason TEXT NOT NULL,
    -- Draws the rows by chance, and where they stand among the chosen ones.
    seed INTEGER NOT NULL,
    -- 1: decided without the label, the suggestion and the prediction in view.
    blind INTEGER NOT NULL,
    -- Rows in scope with a reference label, and the right and wrong ones among them that nobody chose.
    population INTEGER NOT NULL,
    right_rows INTEGER NOT NULL,
    wrong_rows INTEGER NOT NULL,
    -- Only decisions with a larger id were made since.
    adjudication_horizon INTEGER NOT NULL,
    reference_revision INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person,
    made_at INTEGER NOT NULL
) STRICT;

-- stratum: chosen (each of them for a reason), right or wrong (drawn by chance from the rest). The labels are those of
-- the moment; whether an item is decided on since tells the table of decisions.
CREATE TABLE relabel_item (
    relabel_id INTEGER NOT NULL REFERENCES relabel,
    position INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item,
    stratum TEXT NOT NULL CHECK (stratum IN ('chosen', 'right', 'wrong')),
    -- Probability of the given label, where the run has it.
    score REAL,
    reference_class_id INTEGER NOT NULL REFERENCES class,
    reference_source TEXT NOT NULL,
    suggested_class_id INTEGER REFERENCES class,
    PRIMARY KEY (relabel_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX relabel_of_item ON relabel_item (item_id);

CREATE TABLE collection (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    note TEXT NOT NULL,
    -- Items wanted that are like these.
    target INTEGER,
    person_id INTEGER NOT NULL REFERENCES person,
    made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE collection_item (
    collection_id INTEGER NOT NULL REFERENCES collection,
    item_id INTEGER NOT NULL REFERENCES item,
    PRIMARY KEY (collection_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_of_item ON collection_item (item_id);

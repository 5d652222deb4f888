-- A tag belongs to a group and to a parent, has an owner, and may be a rule: a filter line that decides for every row.
ALTER TABLE tag ADD COLUMN rule TEXT;
ALTER TABLE tag ADD COLUMN group_name TEXT NOT NULL DEFAULT '';
ALTER TABLE tag ADD COLUMN parent_id INTEGER REFERENCES tag;
ALTER TABLE tag ADD COLUMN owner_id INTEGER REFERENCES person;

-- Parts of the data that a person looks at: items not named here belong to neither.
CREATE TABLE part (
    item_id INTEGER PRIMARY KEY REFERENCES item,
    part TEXT NOT NULL CHECK (part IN ('eyeball', 'blackbox'))
) STRICT;

-- How the items were divided, once; null filter: every prediction of the run. Groups are values of the field.
CREATE TABLE division (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    run_id INTEGER NOT NULL REFERENCES run,
    filter TEXT,
    field_id INTEGER REFERENCES field,
    -- Errors of the run that the eyeball part was to hold, more or less.
    errors INTEGER NOT NULL,
    population INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    person_id INTEGER REFERENCES person,
    made_at INTEGER NOT NULL
) STRICT;
-- How often someone looked at the item since it is in the part.
ALTER TABLE part ADD COLUMN opened INTEGER NOT NULL DEFAULT 0;

-- A draw may be from what a filter line finds. Its rows say nothing of the rest, so they stand apart from draw_item.
ALTER TABLE draw ADD COLUMN filter TEXT;
CREATE TABLE stratum_item (
    draw_id INTEGER NOT NULL REFERENCES draw,
    item_id INTEGER NOT NULL REFERENCES item,
    PRIMARY KEY (draw_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stratum_item_of_item ON stratum_item (item_id);

-- Marks made again without seeing the first ones. They stand apart from `mark` and change no figure.
CREATE TABLE retag (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    population INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    person_id INTEGER REFERENCES person,
    made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE retag_item (
    retag_id INTEGER NOT NULL REFERENCES retag,
    position INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item,
    -- Who marked it again; null until then.
    person_id INTEGER REFERENCES person,
    PRIMARY KEY (retag_id, position)
) STRICT, WITHOUT ROWID;
-- first: the mark when the rows were drawn, null where unseen; again: the second one, null until it is made.
CREATE TABLE retag_mark (
    retag_id INTEGER NOT NULL REFERENCES retag,
    position INTEGER NOT NULL,
    tag_id INTEGER NOT NULL REFERENCES tag,
    first INTEGER CHECK (first IN (0, 1)),
    again INTEGER CHECK (again IN (0, 1)),
    PRIMARY KEY (retag_id, position, tag_id)
) STRICT, WITHOUT ROWID;

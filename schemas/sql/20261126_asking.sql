-- Questions of raters, answers, and examples in the guideline.

-- A rater's question about an item. The item is set aside for the rater with it, as a skip does, until it is answered.
CREATE TABLE ask (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    item_id INTEGER NOT NULL REFERENCES item,
    person_id INTEGER NOT NULL REFERENCES person,
    guideline_id INTEGER REFERENCES guideline,
    -- The skip that sets the item aside.
    judgment_id INTEGER NOT NULL REFERENCES judgment,
    -- Plain text, as the rater typed it.
    body TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    -- The answer that stands; null while it waits for one.
    answer_id INTEGER REFERENCES answer,
    -- 0: the rater took it back.
    standing INTEGER NOT NULL
) STRICT;
CREATE INDEX ask_waiting ON ask (id) WHERE standing = 1 AND answer_id IS NULL;
CREATE INDEX ask_of_person ON ask (person_id, id) WHERE standing = 1;

-- A lead's answer, and whom it reaches.
CREATE TABLE answer (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    ask_id INTEGER NOT NULL REFERENCES ask,
    -- Markdown; sanitised where it is shown.
    body TEXT NOT NULL,
    -- item, field (every item whose metadata field has the value) or everyone
    reach TEXT NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item,
    field_id INTEGER REFERENCES field,
    field_value ANY,
    -- The version of the guideline that it was put into, where it was.
    guideline_id INTEGER REFERENCES guideline,
    person_id INTEGER NOT NULL REFERENCES person,
    made_at INTEGER NOT NULL,
    -- 0: replaced or taken back.
    standing INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_of_item ON answer (item_id) WHERE standing = 1 AND reach = 'item';
CREATE INDEX answer_of_field ON answer (field_id, field_value) WHERE standing = 1 AND reach = 'field';
CREATE INDEX answer_for_everyone ON answer (id) WHERE standing = 1 AND reach = 'everyone';

-- Answers that a person has put away.
CREATE TABLE answer_seen (
    person_id INTEGER NOT NULL REFERENCES person,
    answer_id INTEGER NOT NULL REFERENCES answer,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, answer_id)
) STRICT, WITHOUT ROWID;

-- A decided item that the guideline cites as an example of its class.
CREATE TABLE example (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    item_id INTEGER NOT NULL REFERENCES item,
    question_id INTEGER NOT NULL REFERENCES question,
    class_id INTEGER NOT NULL REFERENCES class,
    adjudication_id INTEGER NOT NULL REFERENCES adjudication,
    -- The version that brought it.
    guideline_id INTEGER NOT NULL REFERENCES guideline,
    rationale TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person,
    made_at INTEGER NOT NULL,
    -- 0: taken out again.
    standing INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX example_standing ON example (item_id, question_id) WHERE standing = 1;

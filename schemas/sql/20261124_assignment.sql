-- Rules of the work: adaptive overlap, calibration items, repeats, who gets what, judgments set aside.

-- JSON of the model's WorkRules: what only the program reads.
ALTER TABLE policy ADD COLUMN rules TEXT NOT NULL DEFAULT '{}';

-- Higher comes first when the items are put in order.
ALTER TABLE item ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
-- Of the open judgments those that rules keep for raters with an attribute.
ALTER TABLE item ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0;

-- What the gold is for: hidden (checks during work), practice or qualification.
ALTER TABLE gold ADD COLUMN part TEXT NOT NULL DEFAULT 'hidden';

-- 1: a lead has set it aside. It stays and counts no more, so that its item is open again.
ALTER TABLE judgment ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0;
CREATE INDEX judgment_of_gold ON judgment (person_id, id) WHERE purpose <> 'label';
-- How often the rater was right, as known when adaptive overlap first weighed the judgment: what it weighs.
ALTER TABLE judgment ADD COLUMN accuracy REAL;
-- How right it is in millionths, by gold or by the posterior of its class once the item is finished.
ALTER TABLE judgment ADD COLUMN credit INTEGER;

-- How far a rater's own items have come back as repeats (an id of judgment).
ALTER TABLE cursor ADD COLUMN repeat_id INTEGER NOT NULL DEFAULT 0;

-- What adaptive overlap last said of an item, from the judgments given until then.
CREATE TABLE stopping (
    item_id INTEGER PRIMARY KEY REFERENCES item,
    -- Judgments it was made from.
    n INTEGER NOT NULL,
    -- Of the leading class, corrected where gold tells how.
    posterior REAL NOT NULL,
    -- Judgments wanted in all.
    wanted INTEGER NOT NULL
) STRICT;

-- An item stands in the queue while it is open, and once.
CREATE INDEX returned_of_item ON returned (item_id);

-- How right each rater was, from the credits; and all raters together in `counter` (credit, credited).
CREATE TABLE rater_record (
    person_id INTEGER PRIMARY KEY REFERENCES person,
    n INTEGER NOT NULL,
    credit INTEGER NOT NULL
) STRICT;

-- What the posteriors of adaptive overlap are corrected by; no row: by the usual temperature.
CREATE TABLE stopping_correction (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    temperature REAL NOT NULL,
    lapse REAL NOT NULL,
    -- Gold items that told.
    gold INTEGER NOT NULL
) STRICT;

-- Drawn at random, with an overlap of their own: agreement under adaptive overlap is of these alone.
CREATE TABLE calibration (
    item_id INTEGER PRIMARY KEY REFERENCES item,
    judgments INTEGER NOT NULL
) STRICT;

-- Judgments that a lead wants beyond the policy's number.
CREATE TABLE requeue (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    item_id INTEGER NOT NULL REFERENCES item,
    extra INTEGER NOT NULL,
    reason TEXT NOT NULL,
    event_id INTEGER REFERENCES event,
    person_id INTEGER REFERENCES person,
    made_at INTEGER NOT NULL,
    -- 0: taken back.
    standing INTEGER NOT NULL
) STRICT;
CREATE INDEX requeue_of_item ON requeue (item_id) WHERE standing = 1;

-- What is known of a person, such as language = es; several values of one name are allowed.
CREATE TABLE person_attribute (
    person_id INTEGER NOT NULL REFERENCES person,
    name TEXT NOT NULL COLLATE NOCASE,
    value TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (person_id, name, value)
) STRICT, WITHOUT ROWID;

-- Who may judge what. The items are those whose metadata field has the value; all where field_id is null.
CREATE TABLE assignment_rule (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    field_id INTEGER REFERENCES field,
    field_value TEXT,
    attribute TEXT NOT NULL COLLATE NOCASE,
    attribute_value TEXT NOT NULL COLLATE NOCASE,
    -- Null: only such persons. Else: at least so many of an item's judgments by such persons.
    at_least INTEGER,
    made_at INTEGER NOT NULL,
    person_id INTEGER REFERENCES person,
    retired_at INTEGER
) STRICT;

-- In which order items are offered; the newest that stands is in force, none: seeded.
CREATE TABLE item_order (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    -- JSON of what was asked for.
    request TEXT NOT NULL,
    -- Little-endian 64-bit ids of the items that were put in order, as they stood before.
    before BLOB NOT NULL,
    items INTEGER NOT NULL,
    person_id INTEGER REFERENCES person,
    event_id INTEGER REFERENCES event,
    made_at INTEGER NOT NULL,
    standing INTEGER NOT NULL
) STRICT;

DROP VIEW expected_counter;
DROP VIEW expected_open;
DROP VIEW expected_reference;
DROP VIEW policy_in_force;

CREATE VIEW policy_in_force AS
SELECT id, judgments_per_item, gold_share, skip_allowed, consensus_share, lease_seconds, idle_seconds, rules
FROM policy ORDER BY id DESC LIMIT 1;

-- Judgments that make an item complete.
CREATE VIEW wanted AS
SELECT i.id AS item_id, COALESCE(c.judgments, s.wanted, (SELECT judgments_per_item FROM policy_in_force)) AS n
FROM item i LEFT JOIN calibration c ON c.item_id = i.id LEFT JOIN stopping s ON s.item_id = i.id;

CREATE VIEW expected_reference AS
SELECT item_id, question_id, class_id, 'adjudication' AS source, 1.0 AS confidence, 1 AS n, NULL AS method
FROM adjudication WHERE standing = 1
UNION ALL
SELECT g.item_id, g.question_id, g.class_id, 'gold', 1.0, 1, NULL
FROM gold_single g
WHERE NOT EXISTS (SELECT 1 FROM adjudication d
                  WHERE d.item_id = g.item_id AND d.question_id = g.question_id AND d.standing = 1)
UNION ALL
SELECT c.item_id, c.question_id, c.class_id, 'consensus', COALESCE(c.posterior, CAST(c.votes AS REAL) / c.n), c.n,
       CASE WHEN c.posterior IS NULL THEN 'majority'
            ELSE (SELECT method FROM consensus_fit ORDER BY id DESC LIMIT 1) END
FROM consensus c
WHERE c.conflict = 0 AND c.class_id IS NOT NULL AND c.n >= (SELECT w.n FROM wanted w WHERE w.item_id = c.item_id)
  AND NOT EXISTS (SELECT 1 FROM adjudication d
                  WHERE d.item_id = c.item_id AND d.question_id = c.question_id AND d.standing = 1)
  AND NOT EXISTS (SELECT 1 FROM gold_single g WHERE g.item_id = c.item_id AND g.question_id = c.question_id);

CREATE VIEW expected_counter AS
SELECT 'items' AS name, (SELECT COUNT(*) FROM item WHERE id <= (SELECT item_horizon FROM project)) AS value
UNION ALL SELECT 'open', (SELECT COUNT(*) FROM item WHERE open > 0 AND id <= (SELECT item_horizon FROM project))
UNION ALL SELECT 'references', (SELECT COUNT(*) FROM reference)
UNION ALL SELECT 'credit', (SELECT COALESCE(SUM(credit), 0) FROM judgment WHERE credit IS NOT NULL)
UNION ALL SELECT 'credited', (SELECT COUNT(*) FROM judgment WHERE credit IS NOT NULL)
UNION ALL SELECT 'complete', (SELECT COUNT(*) FROM consensus c JOIN wanted w ON w.item_id = c.item_id WHERE c.n >= w.n);

CREATE VIEW expected_open AS
SELECT i.id AS item_id,
       CASE WHEN EXISTS (SELECT 1 FROM gold g WHERE g.item_id = i.id
                         AND (g.part <> 'hidden' OR (SELECT gold_share FROM policy_in_force) > 0))
            THEN 0
            ELSE MAX(0, (SELECT w.n FROM wanted w WHERE w.item_id = i.id)
                 + (SELECT COALESCE(SUM(q.extra), 0) FROM requeue q WHERE q.item_id = i.id AND q.standing = 1)
                 - (SELECT COUNT(*) FROM judgment j WHERE j.item_id = i.id AND j.counted = 1 AND j.purpose = 'label')
                 - (SELECT COUNT(*) FROM assignment a
                    WHERE a.item_id = i.id AND a.state = 'leased' AND a.purpose = 'label'))
       END AS open
FROM item i;

CREATE VIEW expected_rater_record AS
SELECT person_id, COUNT(*) AS n, SUM(credit) AS credit FROM judgment WHERE credit IS NOT NULL GROUP BY person_id;

INSERT INTO counter (name, value) SELECT 'credit', 0 WHERE EXISTS (SELECT 1 FROM counter);
INSERT INTO counter (name, value) SELECT 'credited', 0 WHERE EXISTS (SELECT 1 FROM counter);

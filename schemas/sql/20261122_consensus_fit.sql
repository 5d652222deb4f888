-- A project may take its consensus from a fitted model in place of the majority of the votes.

-- The newest row is in force; none, or method `majority`: the votes decide.
CREATE TABLE consensus_fit (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    question_id INTEGER NOT NULL REFERENCES question,
    method TEXT NOT NULL,
    -- Of the judgments under the fitted model; null where the method has none.
    log_likelihood REAL,
    iterations INTEGER,
    -- Gold items that the fit knew.
    gold INTEGER NOT NULL,
    -- The posteriors are raised to 1 / temperature; null where they stand as fitted.
    temperature REAL,
    items INTEGER NOT NULL,
    judgments INTEGER NOT NULL,
    person_id INTEGER REFERENCES person,
    made_at INTEGER NOT NULL
) STRICT;

-- What the fit in force says of an item. Removed as soon as the item's judgments change: the votes decide until the
-- next fit.
CREATE TABLE fitted (
    item_id INTEGER NOT NULL REFERENCES item,
    question_id INTEGER NOT NULL REFERENCES question,
    -- Null at a tie.
    class_id INTEGER REFERENCES class,
    posterior REAL NOT NULL,
    -- Judgments it was made from.
    n INTEGER NOT NULL,
    PRIMARY KEY (item_id, question_id)
) STRICT, WITHOUT ROWID;

-- Null where the votes decided.
ALTER TABLE consensus ADD COLUMN posterior REAL;

-- Null where no consensus is behind the label.
ALTER TABLE reference ADD COLUMN method TEXT;

-- A consensus becomes a reference label when the item has the judgments that the policy asks for: one voice of three
-- is no truth yet.
DROP VIEW expected_reference;
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
WHERE c.conflict = 0 AND c.class_id IS NOT NULL AND c.n >= (SELECT judgments_per_item FROM policy_in_force)
  AND NOT EXISTS (SELECT 1 FROM adjudication d
                  WHERE d.item_id = c.item_id AND d.question_id = c.question_id AND d.standing = 1)
  AND NOT EXISTS (SELECT 1 FROM gold_single g WHERE g.item_id = c.item_id AND g.question_id = c.question_id);

-- Existing labels come from votes.
UPDATE reference SET method = 'majority' WHERE source = 'consensus';

-- Practice, qualification and monitoring of raters.

-- One attempt at the test before work. Its rule is fixed when it starts.
CREATE TABLE qualification (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person,
    -- From 1; 0: a lead lets the rater work without the test.
    attempt INTEGER NOT NULL,
    -- JSON of the model's QualificationRule.
    rule TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    -- Its answers are those to later assignments than this one.
    after_assignment_id INTEGER NOT NULL,
    n_right INTEGER NOT NULL DEFAULT 0,
    n_wrong INTEGER NOT NULL DEFAULT 0,
    -- open, pass, fail or undecided
    verdict TEXT NOT NULL DEFAULT 'open',
    ended_at INTEGER,
    -- What a lead made of it: pass or again.
    decision TEXT,
    decided_at INTEGER,
    decided_by INTEGER REFERENCES person
) STRICT;
CREATE UNIQUE INDEX qualification_attempt ON qualification (person_id, attempt);

-- The watch over a rater by hidden gold. S itself is made from the answers.
CREATE TABLE monitor (
    person_id INTEGER PRIMARY KEY REFERENCES person,
    -- Answers to assignments up to this one are forgotten: a lead let the rater go on after it.
    after_assignment_id INTEGER NOT NULL DEFAULT 0,
    -- S was last 0 after the answer to this assignment, so that no earlier one need be read again.
    zero_assignment_id INTEGER NOT NULL DEFAULT 0,
    paused_at INTEGER,
    -- S when it reached the limit.
    paused_sum REAL
) STRICT;

-- The known answer was shown after this judgment: it is closed for correction.
CREATE TABLE gold_shown (
    judgment_id INTEGER PRIMARY KEY REFERENCES judgment,
    shown_at INTEGER NOT NULL
) STRICT;

CREATE INDEX judgment_set_aside ON judgment (person_id) WHERE set_aside = 1;

-- Null: for whoever comes first. Else hidden gold that this person gave back: it returns as ordinary items do.
ALTER TABLE returned ADD COLUMN person_id INTEGER REFERENCES person;

-- Practice and qualification are no work that was done for the project.
DROP VIEW expected_person_counter;
CREATE VIEW expected_person_counter AS
SELECT person_id, SUM(skipped = 0) AS judgments, SUM(skipped) AS skips, COALESCE(SUM(active_ms), 0) AS active_ms
FROM judgment WHERE standing = 1 AND purpose NOT IN ('practice', 'qualification') GROUP BY person_id;

-- Taking anything back, looking at what was, people who left, and classes that were merged or split.

-- Offered no more, gets no work; what the person did stays.
ALTER TABLE person ADD COLUMN retired_at INTEGER;

-- 1: retired, and its judgments, gold and predictions stay with it, so that figures go on counting it.
ALTER TABLE class ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;

-- The history of one kind, of one thing, and what else changed a thing since.
CREATE INDEX event_of_command ON event (command, id);
CREATE INDEX event_of_subject ON event (subject, subject_id);
CREATE INDEX event_change_of ON event_change (entity, entity_id);

-- The class of each row that a change of classes moved, as it was before the event and is after it; null: the row was
-- not there or did not stand. Queries read the row's own class; this is for undo and for looking back, so it may name
-- classes that are gone.
CREATE TABLE class_change (
    event_id INTEGER NOT NULL REFERENCES event,
    -- judgment_answer (judgment, question), gold_answer (item, question), adjudication (id, 0), prediction (run, item),
    -- audit_reference and audit_judged (audit, position), draw_reference
    -- (draw, position), example (id, 0), score_class (run, position); what was retracted: judgment
    -- (id, whether it counted), decision (id, 0); and the newest rows there were: horizon (judgment, adjudication).
    entity TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    sub_id INTEGER NOT NULL,
    before_id INTEGER,
    after_id INTEGER
) STRICT;
CREATE INDEX class_change_of_event ON class_change (event_id, entity);
CREATE INDEX class_change_of_row ON class_change (entity, row_id, sub_id);

-- What a fit said of the items until the event that put another one, or the votes, in its place.
CREATE TABLE fitted_past (
    event_id INTEGER NOT NULL REFERENCES event,
    item_id INTEGER NOT NULL REFERENCES item,
    question_id INTEGER NOT NULL REFERENCES question,
    class_id INTEGER REFERENCES class,
    posterior REAL NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (event_id, item_id, question_id)
) STRICT, WITHOUT ROWID;

-- What stood before an import corrected it, as JSON; null where nothing stood.
CREATE TABLE import_change (
    import_id INTEGER NOT NULL REFERENCES import,
    entity TEXT NOT NULL,
    entity_id INTEGER NOT NULL,
    before TEXT,
    PRIMARY KEY (import_id, entity, entity_id)
) STRICT, WITHOUT ROWID;

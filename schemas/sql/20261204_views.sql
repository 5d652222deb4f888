-- Views of the sheet that people keep, text search, and the orders that a million rows are filtered and sorted by.

CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    filter TEXT NOT NULL,
    -- JSON lists of the model's Sort and ColumnLook.
    sort TEXT NOT NULL,
    columns TEXT NOT NULL,
    owner_id INTEGER REFERENCES person,
    changed_at INTEGER NOT NULL
) STRICT;

-- The letters of each item's text in threes, in lower case as the program folds it (`searchable`): finds the few items
-- that may hold a text. The text itself is not stored again.
CREATE VIRTUAL TABLE item_text USING fts5(
    text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
);
-- How many items hold each three.
CREATE VIRTUAL TABLE item_text_threes USING fts5vocab (item_text, row);
INSERT INTO item_text (rowid, text) SELECT item_id, searchable(fields) FROM item_content;

-- Each holds the whole key of its row as well: what a filter or an order needs is read from the index alone.
CREATE INDEX prediction_by_correct ON prediction (run_id, correct);
CREATE INDEX prediction_by_class ON prediction (run_id, class_id);
CREATE INDEX prediction_by_score ON prediction (run_id, score);
CREATE INDEX reference_by_class ON reference (question_id, class_id);
CREATE INDEX item_by_split ON item (split);

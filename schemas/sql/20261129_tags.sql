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

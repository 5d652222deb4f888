-- When reference_revision last rose, in milliseconds since 1970 UTC: the age of the snapshot behind a figure.
ALTER TABLE project ADD COLUMN reference_at INTEGER;

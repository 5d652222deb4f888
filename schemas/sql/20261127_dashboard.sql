-- What the dashboard keeps: settings, alarms, baselines and draws for human level.

-- Settings of the dashboard: what only the program reads, JSON.

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

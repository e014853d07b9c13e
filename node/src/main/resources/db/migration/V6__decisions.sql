-- What the policy decided, in the order of the journal; the record is the journal's own.
CREATE TABLE decision (
    position BIGINT       NOT NULL PRIMARY KEY,
    asker    VARCHAR(100) NOT NULL,
    record   BYTEA        NOT NULL
);
CREATE INDEX decision_asker ON decision (asker, position DESC);

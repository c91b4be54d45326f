ALTER TABLE object ADD COLUMN clock text;
CREATE INDEX object_clock_due ON object (clock, due, seq) WHERE clock IS NOT NULL;

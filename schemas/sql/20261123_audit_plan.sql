-- An audit may be drawn by a plan: then it gives a verdict on the lot beside a rate. All null for a free draw.

-- LTPD: the share of errors that must not be accepted.
ALTER TABLE audit ADD COLUMN tolerable REAL;
-- AQL: the share of errors that has to be accepted.
ALTER TABLE audit ADD COLUMN good REAL;
ALTER TABLE audit ADD COLUMN producer_risk REAL;
ALTER TABLE audit ADD COLUMN consumer_risk REAL;
-- c: the most defects at which the lot is accepted.
ALTER TABLE audit ADD COLUMN acceptance INTEGER;
-- 0 for the first audit of a name, one more for each that follows a rejected one; part of the draw.
ALTER TABLE audit ADD COLUMN round INTEGER;
-- The rejected audit that this one repeats after rework.
ALTER TABLE audit ADD COLUMN again_of INTEGER REFERENCES audit;

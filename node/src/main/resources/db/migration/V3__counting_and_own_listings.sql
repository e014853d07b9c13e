-- How many are live, and the owner's own, without going through everybody's. Not (revoked, valid_until): the database
-- would rather use that than the order in which the newest are read, and sort all of them.
DROP INDEX listing_expiry;
CREATE INDEX listing_live ON listing (valid_until, revoked);
CREATE INDEX listing_mine ON listing (mine DESC, first_seen DESC, id DESC);

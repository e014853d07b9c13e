-- The newest of one account, of one token, or of both, read in the order of the index: nothing is sorted.
DROP INDEX movement_account;
DROP INDEX movement_token;
CREATE INDEX movement_account ON movement (account DESC, seq DESC);
CREATE INDEX movement_token ON movement (token DESC, seq DESC);
CREATE INDEX movement_account_token ON movement (account DESC, token DESC, seq DESC);

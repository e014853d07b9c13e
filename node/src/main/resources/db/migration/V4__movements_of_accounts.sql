-- Movements of every account, each with the balance after it. seq: the order in which they came to be known; a payment
-- gets a new one when a block takes it. place: the account itself, or its ledger in the exchange. counted: the amount
-- is in the running balance. filled: what was moved is known from the chain alone. Rebuilt from the journal.
DROP TABLE movement;

CREATE TABLE movement (
    id       VARCHAR(300) PRIMARY KEY,
    seq      BIGINT       NOT NULL UNIQUE,
    at       BIGINT       NOT NULL,
    account  BYTEA        NOT NULL,
    place    VARCHAR(10)  NOT NULL,
    kind     VARCHAR(40)  NOT NULL,
    token    BYTEA        NOT NULL,
    amount   NUMERIC(78)  NOT NULL,
    incoming BOOLEAN      NOT NULL,
    counted  BOOLEAN      NOT NULL,
    filled   BOOLEAN      NOT NULL,
    balance  NUMERIC(80),
    other    BYTEA,
    transaction_hash BYTEA,
    gas_fee  NUMERIC(78),
    deal     BYTEA,
    state    VARCHAR(20)  NOT NULL,
    reason   VARCHAR(500),
    block    BIGINT
);

CREATE INDEX movement_account ON movement (account, seq);
CREATE INDEX movement_token ON movement (token, seq);
CREATE INDEX movement_block ON movement (block);

-- Every hash that a payment of ours had.
CREATE TABLE movement_version (
    hash BYTEA        NOT NULL PRIMARY KEY,
    id   VARCHAR(300) NOT NULL
);

CREATE TABLE holding (
    account BYTEA       NOT NULL,
    place   VARCHAR(10) NOT NULL,
    token   BYTEA       NOT NULL,
    amount  NUMERIC(80) NOT NULL,
    PRIMARY KEY (account, place, token)
);

-- Everything here can be rebuilt from the journal or fetched again from other peers.
-- Written for H2 in its PostgreSQL mode and for PostgreSQL. Ids and addresses are raw bytes, times unix seconds,
-- amounts base units.

CREATE TABLE progress (
    name     VARCHAR(100) PRIMARY KEY,
    version  INTEGER NOT NULL,
    position BIGINT  NOT NULL
);

-- slot: SHA-256 of seller and listing_key. heard_at: when this version came; first_seen: when the first one did.
CREATE TABLE listing (
    slot        BYTEA         NOT NULL PRIMARY KEY,
    id          BYTEA         NOT NULL UNIQUE,
    seller      BYTEA         NOT NULL,
    listing_key BYTEA         NOT NULL,
    sequence    BIGINT        NOT NULL,
    signed      BYTEA         NOT NULL,
    body        BYTEA         NOT NULL,
    title       VARCHAR(1000) NOT NULL,
    description VARCHAR       NOT NULL,
    tags        VARCHAR       NOT NULL,
    price       NUMERIC(78)   NOT NULL,
    token       BYTEA         NOT NULL,
    size        BIGINT        NOT NULL,
    valid_until BIGINT        NOT NULL,
    mine        BOOLEAN       NOT NULL,
    revoked     BOOLEAN       NOT NULL,
    first_seen  BIGINT        NOT NULL,
    heard_at    BIGINT        NOT NULL,
    change_no   BIGINT        NOT NULL
);

CREATE INDEX listing_seller ON listing (seller, slot);

CREATE INDEX listing_newest ON listing (first_seen DESC, id DESC);
CREATE INDEX listing_change ON listing (change_no);
CREATE INDEX listing_expiry ON listing (valid_until);

CREATE TABLE tombstone (
    slot        BYTEA   NOT NULL PRIMARY KEY,
    id          BYTEA   NOT NULL,
    seller      BYTEA   NOT NULL,
    listing_key BYTEA   NOT NULL,
    sequence    BIGINT  NOT NULL,
    signed      BYTEA   NOT NULL,
    mine        BOOLEAN NOT NULL,
    heard_at    BIGINT  NOT NULL
);

CREATE INDEX tombstone_seller ON tombstone (seller, slot);

-- What was taken off the shelves to make room, until the search index has heard of it.
CREATE TABLE evicted (
    slot      BYTEA  NOT NULL PRIMARY KEY,
    change_no BIGINT NOT NULL
);

CREATE TABLE movement (
    id          VARCHAR(200)  PRIMARY KEY,
    at          BIGINT        NOT NULL,
    kind        VARCHAR(40)   NOT NULL,
    title       VARCHAR(1000) NOT NULL,
    token       BYTEA         NOT NULL,
    amount      NUMERIC(78)   NOT NULL,
    incoming    BOOLEAN       NOT NULL,
    transaction_hash BYTEA,
    gas_fee     NUMERIC(78),
    sale_id     VARCHAR(100),
    listing_id  BYTEA,
    state       VARCHAR(20)   NOT NULL
);

CREATE INDEX movement_newest ON movement (at DESC, id DESC);

CREATE TABLE peer (
    node_id    BYTEA         PRIMARY KEY,
    account    BYTEA,
    address    VARCHAR(300)  NOT NULL,
    agent      VARCHAR(200)  NOT NULL,
    first_seen BIGINT        NOT NULL,
    last_seen  BIGINT        NOT NULL
);

CREATE INDEX peer_account ON peer (account);
CREATE INDEX peer_recent ON peer (last_seen);

-- Peers ask for a revocation by its id.
CREATE INDEX tombstone_id ON tombstone (id);

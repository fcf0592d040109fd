/** The columns of the entries of both audit logs, and their checks. The names of the checks begin with the table's. */
export function auditEntryColumns(table: string): string {
  return `
    seq bigint NOT NULL,
    -- The time of the database's clock.
    at timestamptz(3) NOT NULL,
    actor_type text NOT NULL,
    actor_id uuid,
    action text NOT NULL,
    target_type text,
    target_id text,
    outcome text NOT NULL,
    -- SHA-256 of the salt and the details. Null: the entry never had details.
    details_hash bytea,
    hash bytea NOT NULL,
    CONSTRAINT ${table}_seq CHECK (seq > 0),
    CONSTRAINT ${table}_actor CHECK (
      actor_type IN ('person', 'operator', 'service_key', 'system', 'anonymous')
      AND (actor_id IS NULL) = (actor_type IN ('system', 'anonymous'))),
    CONSTRAINT ${table}_action CHECK (action ~ '^[a-z_]+[.][a-z_]+$'),
    CONSTRAINT ${table}_target CHECK (
      (target_type IS NULL) = (target_id IS NULL) AND target_type ~ '^[a-z_]+$' AND length(target_id) BETWEEN 1 AND 300),
    CONSTRAINT ${table}_outcome CHECK (outcome IN ('done', 'denied')),
    CONSTRAINT ${table}_hashes CHECK (length(hash) = 32 AND (details_hash IS NULL OR length(details_hash) = 32))`;
}

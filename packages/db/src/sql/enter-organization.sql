-- Begins an ordinary transaction of one organization: sets its scope, and returns the cell to ask instead if the
-- organization does not live in this one. A move of the organization waits for the transactions that have entered, and
-- those that come after it see where the organization went. Batches of the ledger do not enter: they lock the
-- organization's row, which a move locks too. The lock is an advisory one: shared by the organization's transactions, and
-- held alone by a move.
CREATE OR REPLACE FUNCTION {{schema}}.enter_organization(p_org uuid) RETURNS text LANGUAGE plpgsql
SET search_path = {{schema}}, pg_temp AS $$
BEGIN
  PERFORM set_config('scrip.org_ids', ARRAY[p_org]::text, true);
  PERFORM pg_advisory_xact_lock_shared(uuid_hash_extended(p_org, 0));
  -- A separate statement: it sees what was committed while the one above waited.
  RETURN (SELECT moved_to FROM {{schema}}.organizations WHERE org_id = p_org);
END $$;

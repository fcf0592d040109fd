-- Fails the statement that writes a batch if it did not find every row that the batch had locked. COMMIT is sent right
-- behind that statement, so no process could look at its result first. SC001 is MISSED_ROWS in connection/errors.ts.
-- It also fails a session whose commits do not wait for the disk, which could lose the batch after its answer.
CREATE OR REPLACE FUNCTION {{schema}}.all_rows_found(p_found bigint, p_wanted bigint) RETURNS boolean
LANGUAGE plpgsql SET search_path = {{schema}}, pg_temp AS $$
BEGIN
  IF current_setting('synchronous_commit') = 'off' THEN
    RAISE EXCEPTION 'a batch of the ledger needs synchronous_commit, which is off in this session'
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  IF p_found IS DISTINCT FROM p_wanted THEN
    RAISE EXCEPTION 'it found % of the % rows that it had locked', p_found, p_wanted USING ERRCODE = 'SC001';
  END IF;
  RETURN true;
END $$;

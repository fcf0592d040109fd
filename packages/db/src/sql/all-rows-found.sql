-- Fails the statement that writes a batch if it did not find every row that the batch had locked. COMMIT is sent right
-- behind that statement, so no process could look at its result first. SC001 is MISSED_ROWS in connection/errors.ts.
CREATE OR REPLACE FUNCTION {{schema}}.all_rows_found(p_found bigint, p_wanted bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  IF p_found IS DISTINCT FROM p_wanted THEN
    RAISE EXCEPTION 'it found % of the % rows that it had locked', p_found, p_wanted USING ERRCODE = 'SC001';
  END IF;
  RETURN true;
END $$;

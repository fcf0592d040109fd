-- Takes one step of a test clock, under the organization's lock. It sets the clock to the next due work on the way, or
-- to the target if no work is due. With p_only_free it moves the clock only if no work is due, so that the step can be
-- a separate transaction. Returns no row for an organization that does not exist, and a null time for one that is not
-- on a test clock.
CREATE OR REPLACE FUNCTION {{schema}}.step_clock(p_org uuid, p_to timestamptz, p_only_free boolean,
  OUT clock_at timestamptz, OUT due_kind text, OUT due_ref uuid) RETURNS SETOF record LANGUAGE plpgsql
SET search_path = {{schema}}, pg_temp AS $$
DECLARE
  due_moment timestamptz;
BEGIN
  PERFORM set_config('scrip.org_ids', ARRAY[p_org]::text, true);
  SELECT o.clock_at INTO clock_at FROM {{schema}}.organizations o
    WHERE o.org_id = p_org AND o.moved_to IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF clock_at IS NOT NULL THEN
    SELECT d.kind, d.ref_id, d.due_at INTO due_kind, due_ref, due_moment FROM {{schema}}.due d
      WHERE d.org_id = p_org AND d.on_test_clock AND d.due_at <= p_to ORDER BY d.due_at, {{schema}}.due_rank(d.kind), d.ref_id LIMIT 1;
    IF coalesce(due_moment, p_to) > clock_at AND NOT (p_only_free AND due_kind IS NOT NULL) THEN
      clock_at := coalesce(due_moment, p_to);
      UPDATE {{schema}}.organizations o SET clock_at = step_clock.clock_at WHERE o.org_id = p_org;
    END IF;
  END IF;
  RETURN NEXT;
END $$;

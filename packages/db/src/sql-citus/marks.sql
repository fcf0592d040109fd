-- Functions of marks.sql for a cell on Citus. There, a function that reads tables must be PL/pgSQL, and an INSERT ... SELECT
-- over a function and a table fails. They have the same results.
CREATE OR REPLACE FUNCTION {{schema}}.grant_moves(p_org uuid, p_above bigint, p_up_to bigint)
RETURNS TABLE (grant_id uuid, avail bigint, held bigint, spent bigint, expired bigint, revoked bigint)
LANGUAGE plpgsql STABLE SET search_path = {{schema}}, pg_temp AS $$
BEGIN
  RETURN QUERY
  SELECT p.grant_id,
      sum(CASE WHEN p.to_bucket = 'avail' THEN p.amount WHEN p.from_bucket = 'avail' THEN -p.amount ELSE 0 END)::bigint,
      sum(CASE WHEN p.to_bucket = 'held' THEN p.amount WHEN p.from_bucket = 'held' THEN -p.amount ELSE 0 END)::bigint,
      sum(CASE WHEN p.to_bucket = 'spent' THEN p.amount WHEN p.from_bucket = 'spent' THEN -p.amount ELSE 0 END)::bigint,
      sum(CASE WHEN p.to_bucket = 'expired' THEN p.amount WHEN p.from_bucket = 'expired' THEN -p.amount ELSE 0 END)::bigint,
      sum(CASE WHEN p.to_bucket = 'revoked' THEN p.amount WHEN p.from_bucket = 'revoked' THEN -p.amount ELSE 0 END)::bigint
    FROM {{schema}}.postings p
    WHERE p.org_id = p_org AND p.seq > p_above AND p.seq <= p_up_to AND p.grant_id IS NOT NULL
    GROUP BY p.grant_id;
END $$;

CREATE OR REPLACE FUNCTION {{schema}}.mark_blocks(p_org uuid, p_last bigint, p_most bigint) RETURNS bigint
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off SET search_path = {{schema}}, pg_temp AS $$
DECLARE
  marked bigint := coalesce(
    (SELECT m.block FROM {{schema}}.marked_blocks m WHERE m.org_id = p_org ORDER BY m.block DESC LIMIT 1), 0);
  goal bigint := least(p_last / 256, marked + p_most);
  moved record;
BEGIN
  FOR this IN marked + 1 .. goal LOOP
    INSERT INTO {{schema}}.marked_blocks (org_id, block) VALUES (p_org, this);
    FOR moved IN
      SELECT m.grant_id, coalesce(b.avail, 0) + m.avail AS avail, coalesce(b.held, 0) + m.held AS held,
          coalesce(b.spent, 0) + m.spent AS spent, coalesce(b.expired, 0) + m.expired AS expired,
          coalesce(b.revoked, 0) + m.revoked AS revoked
        FROM {{schema}}.grant_moves(p_org, (this - 1) * 256, this * 256) m
          LEFT JOIN LATERAL (
            SELECT * FROM {{schema}}.grant_marks k WHERE k.org_id = p_org AND k.grant_id = m.grant_id
            ORDER BY k.block DESC LIMIT 1) b ON true
    LOOP
      INSERT INTO {{schema}}.grant_marks (org_id, grant_id, block, avail, held, spent, expired, revoked)
        VALUES (p_org, moved.grant_id, this, moved.avail, moved.held, moved.spent, moved.expired, moved.revoked);
    END LOOP;
  END LOOP;
  RETURN greatest(goal - marked, 0);
END $$;

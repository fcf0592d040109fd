-- The changes of the counters of grants by the entries after one number, up to another. PostgreSQL inlines it into the
-- statement that calls it. The names in a body without quotes are resolved once, when the function is created.
CREATE OR REPLACE FUNCTION {{schema}}.grant_moves(p_org uuid, p_above bigint, p_up_to bigint)
RETURNS TABLE (grant_id uuid, avail bigint, held bigint, spent bigint, expired bigint, revoked bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT m.grant_id,
      sum(CASE 'avail' WHEN m.to_bucket THEN m.amount WHEN m.from_bucket THEN -m.amount ELSE 0 END)::bigint,
      sum(CASE 'held' WHEN m.to_bucket THEN m.amount WHEN m.from_bucket THEN -m.amount ELSE 0 END)::bigint,
      sum(CASE 'spent' WHEN m.to_bucket THEN m.amount WHEN m.from_bucket THEN -m.amount ELSE 0 END)::bigint,
      sum(CASE 'expired' WHEN m.to_bucket THEN m.amount WHEN m.from_bucket THEN -m.amount ELSE 0 END)::bigint,
      sum(CASE 'revoked' WHEN m.to_bucket THEN m.amount WHEN m.from_bucket THEN -m.amount ELSE 0 END)::bigint
    FROM (
      SELECT p.grant_id, p.from_bucket, p.to_bucket, sum(p.amount) AS amount FROM {{schema}}.postings p
        WHERE p.org_id = p_org AND p.seq > p_above AND p.seq <= p_up_to AND p.grant_id IS NOT NULL
        GROUP BY p.grant_id, p.from_bucket, p.to_bucket) m
    GROUP BY m.grant_id;
END;

-- Marks the blocks after the last marked one that are complete with the entry p_last, at most p_most of them. The
-- caller has locked the organization's row. Returns the number of blocks that it marked.
-- Every row is found by its key, so one plan is right for all organizations.
CREATE OR REPLACE FUNCTION {{schema}}.mark_blocks(p_org uuid, p_last bigint, p_most bigint) RETURNS bigint
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off SET search_path = {{schema}}, pg_temp AS $$
DECLARE
  marked bigint := coalesce(
    (SELECT m.block FROM {{schema}}.marked_blocks m WHERE m.org_id = p_org ORDER BY m.block DESC LIMIT 1), 0);
  goal bigint := least(p_last / 256, marked + p_most);
  lowest bigint;
  highest bigint;
BEGIN
  FOR this IN marked + 1 .. goal LOOP
    lowest := (this - 1) * 256;
    highest := this * 256;
    INSERT INTO {{schema}}.marked_blocks (org_id, block) VALUES (p_org, this);
    INSERT INTO {{schema}}.grant_marks (org_id, grant_id, block, avail, held, spent, expired, revoked)
      SELECT p_org, moved.grant_id, this, coalesce(b.avail, 0) + moved.avail, coalesce(b.held, 0) + moved.held,
          coalesce(b.spent, 0) + moved.spent, coalesce(b.expired, 0) + moved.expired,
          coalesce(b.revoked, 0) + moved.revoked
        FROM {{schema}}.grant_moves(p_org, lowest, highest) moved
          LEFT JOIN LATERAL (
            SELECT * FROM {{schema}}.grant_marks k WHERE k.org_id = p_org AND k.grant_id = moved.grant_id
            ORDER BY k.block DESC LIMIT 1) b ON true;
  END LOOP;
  RETURN greatest(goal - marked, 0);
END $$;

-- Marks the end of a block. A history that was loaded without triggers gets its marks a few blocks at a time.
CREATE OR REPLACE FUNCTION {{schema}}.mark_end_of_block() RETURNS trigger LANGUAGE plpgsql
SET search_path = {{schema}}, pg_temp AS $$
BEGIN
  PERFORM {{schema}}.mark_blocks(NEW.org_id, NEW.seq, 4);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER entries_end_of_block AFTER INSERT ON {{schema}}.entries
  FOR EACH ROW WHEN (NEW.seq % 256 = 0) EXECUTE FUNCTION {{schema}}.mark_end_of_block();

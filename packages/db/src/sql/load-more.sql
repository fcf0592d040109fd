-- More open grants of one organization, if those that lock_and_load_heads read are not enough: the first p_most that have not
-- lapsed at p_at, in burn order. Lapsed grants come first in burn order and pay for nothing. So they are only added up,
-- without those that the caller has loaded. The plan is made as in lock_and_load_heads, and so are the lines of rows.
CREATE OR REPLACE FUNCTION {{schema}}.load_more_grants(p_org uuid, p_at timestamptz, p_known uuid[], p_most integer)
RETURNS json LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_sort = off SET enable_incremental_sort = off SET search_path = {{schema}}, pg_temp AS $$
BEGIN
  RETURN (SELECT json_build_object(
    'lapsed', (SELECT coalesce(sum(avail), 0)::text FROM {{schema}}.grants
      WHERE org_id = p_org AND is_open AND expires_at <= p_at AND id <> ALL (p_known)),
    'openGrants', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',',
            org_id, id, source, kind, amount, round(date_part('epoch', effective_at) * 1000)::bigint,
            coalesce((round(date_part('epoch', expires_at) * 1000)::bigint)::text, ''),
            avail, held, spent, expired, revoked, legs, to_revoke), E'\n'),
          array_agg(business_key)) END
        FROM (
          (SELECT * FROM {{schema}}.grants WHERE org_id = p_org AND is_open AND expires_at > p_at
            ORDER BY expires_at, kind DESC, effective_at, id LIMIT p_most)
          UNION ALL
          (SELECT * FROM {{schema}}.grants WHERE org_id = p_org AND is_open AND expires_at IS NULL
            ORDER BY expires_at, kind DESC, effective_at, id LIMIT p_most)
          LIMIT p_most) AS open_grants)));
END $$;

-- More open debts of one organization: the first p_most, in the order in which they are paid.
CREATE OR REPLACE FUNCTION {{schema}}.load_more_debts(p_org uuid, p_most integer)
RETURNS json LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_sort = off SET enable_incremental_sort = off SET search_path = {{schema}}, pg_temp AS $$
BEGIN
  RETURN (SELECT json_build_object(
    'openDebts', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',', org_id, id, amount, open, paid, forgiven, seq), E'\n')) END
        FROM (
          SELECT * FROM {{schema}}.debts WHERE org_id = p_org AND is_open ORDER BY seq, id LIMIT p_most) AS open_debts)));
END $$;

-- The free credit of one organization that lapses after one instant and not after another one.
CREATE OR REPLACE FUNCTION {{schema}}.lapsing_between(p_org uuid, p_from timestamptz, p_until timestamptz)
RETURNS bigint LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET search_path = {{schema}}, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(sum(avail), 0)::bigint FROM {{schema}}.grants
    WHERE org_id = p_org AND is_open AND expires_at > p_from AND expires_at <= p_until);
END $$;

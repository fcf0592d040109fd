-- Locks organizations in order and reads the rows that the commands of a batch name, in one round trip. It returns a
-- JSON object for each step. ledger/load/read-loaded.ts reads the values in this order.
--
-- Of the open grants and open debts of each organization it reads only the first p_most, in the order in which they burn
-- or are paid. load_more_grants and load_more_debts (load-more.sql) read more, if a command needs them.
--
-- Rows are lines of text, one line a row, with commas between the values. Instants are milliseconds since 1970, and a
-- null is empty between its commas. Text of people and services is in arrays next to the lines. A table without rows is
-- null, and a row that two commands name occurs twice. One array for each column, or one JSON array for each row, cost
-- much more (docs/decisions/0008-few-rows-per-charge.md).
--
-- Planning costs more than running, and every row is found by its key. So each connection makes one plan. In it, a scan
-- of a table never looks cheaper than an index, even if the table was small at planning time. LATERAL with LIMIT 1
-- leaves the planner one way to a row: by the whole key. A plain join with the list of keys allowed it to begin with
-- all rows of the batch's organizations.
--
-- A process of another version must not read the lines in another order: after a change of the order, the function
-- needs another name.
CREATE OR REPLACE FUNCTION {{schema}}.lock_and_load_heads(
  p_lock boolean, p_orgs uuid[], p_most integer,
  p_key_orgs uuid[], p_key_operations text[], p_keys text[], p_key_ids uuid[],
  p_ref_orgs uuid[], p_refs text[],
  p_hold_orgs uuid[], p_holds uuid[],
  p_grant_orgs uuid[], p_grants uuid[],
  p_business_orgs uuid[], p_business_keys text[]
) RETURNS SETOF json LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off
SET enable_sort = off SET enable_incremental_sort = off
SET search_path = {{schema}}, pg_temp AS $$
DECLARE
  step json;
  someone_owes boolean;
  some_key_was_used boolean;
BEGIN
  IF p_lock AND current_setting('synchronous_commit') = 'off' THEN
    RAISE EXCEPTION 'a batch of the ledger needs synchronous_commit, which is off in this session'
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  PERFORM set_config('scrip.org_ids', p_orgs::text, true);

  -- The heads after they are locked, and whether any of the organizations has a debt.
  IF p_lock THEN
    SELECT json_build_object(
        'now', round(date_part('epoch', date_trunc('milliseconds', clock_timestamp())) * 1000)::bigint,
        'orgs', CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',',
            org_id, seq, round(date_part('epoch', at) * 1000)::bigint, encode(hash, 'hex'), available, reserved, owed,
            coalesce((round(date_part('epoch', clock_at) * 1000)::bigint)::text, ''), catalog_version, has_budgets,
            balance_state, coalesce(alert_below::text, ''),
            CASE WHEN closed_at IS NOT NULL THEN 't' WHEN has_contract OR topup_below IS NOT NULL OR has_meters THEN 'f' END,
            CASE WHEN has_contract THEN 't' WHEN topup_below IS NOT NULL OR has_meters THEN 'f' END,
            CASE WHEN topup_below IS NOT NULL THEN topup_below::text WHEN has_meters THEN '' END,
            CASE WHEN has_meters THEN 't' END), E'\n')) END
      ), bool_or(owed > 0) INTO step, someone_owes
      FROM (SELECT * FROM {{schema}}.organizations WHERE org_id = ANY (p_orgs) AND moved_to IS NULL
        ORDER BY org_id FOR NO KEY UPDATE) AS heads;
  ELSE
    SELECT json_build_object(
        'now', round(date_part('epoch', date_trunc('milliseconds', clock_timestamp())) * 1000)::bigint,
        'orgs', CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',',
            org_id, seq, round(date_part('epoch', at) * 1000)::bigint, encode(hash, 'hex'), available, reserved, owed,
            coalesce((round(date_part('epoch', clock_at) * 1000)::bigint)::text, ''), catalog_version, has_budgets,
            balance_state, coalesce(alert_below::text, ''),
            CASE WHEN closed_at IS NOT NULL THEN 't' WHEN has_contract OR topup_below IS NOT NULL OR has_meters THEN 'f' END,
            CASE WHEN has_contract THEN 't' WHEN topup_below IS NOT NULL OR has_meters THEN 'f' END,
            CASE WHEN topup_below IS NOT NULL THEN topup_below::text WHEN has_meters THEN '' END,
            CASE WHEN has_meters THEN 't' END), E'\n')) END
      ), bool_or(owed > 0) INTO step, someone_owes
      FROM (SELECT * FROM {{schema}}.organizations WHERE org_id = ANY (p_orgs) AND moved_to IS NULL) AS heads;
  END IF;
  RETURN NEXT step;

  -- A separate statement: it sees the rows that were committed while the one above waited for the locks.
  SELECT json_build_object(
      'openGrants', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',',
            org_id, id, source, kind, amount, round(date_part('epoch', effective_at) * 1000)::bigint,
            coalesce((round(date_part('epoch', expires_at) * 1000)::bigint)::text, ''),
            avail, held, spent, expired, revoked, legs, to_revoke), E'\n'),
          array_agg(business_key)) END
        FROM unnest(p_orgs) AS a (organization)
          CROSS JOIN LATERAL (
            SELECT * FROM {{schema}}.grants WHERE org_id = a.organization AND is_open
            ORDER BY expires_at, kind DESC, effective_at, id LIMIT p_most) AS open_grants)),
      EXISTS (SELECT FROM unnest(p_key_orgs, p_key_operations, p_keys, p_key_ids) AS a (org_id, operation, key, id)
        CROSS JOIN LATERAL (SELECT FROM {{schema}}.idempotency_keys
          WHERE org_id = a.org_id AND operation = a.operation AND key = a.key LIMIT 1) AS k)
      OR EXISTS (SELECT FROM unnest(p_key_orgs, p_key_ids, p_key_operations) AS a (org_id, id, operation)
        CROSS JOIN LATERAL (SELECT FROM {{schema}}.entries
          WHERE org_id = a.org_id AND cause_id = a.id AND leg = 1 AND cause_type = 'charge' LIMIT 1) AS e
        WHERE a.operation IN ('charge', 'recordUsage'))
      OR EXISTS (SELECT FROM unnest(p_key_orgs, p_key_ids, p_key_operations) AS a (org_id, id, operation)
        CROSS JOIN LATERAL (SELECT FROM {{schema}}.entries WHERE org_id = a.org_id AND key_id = a.id LIMIT 1) AS e
        WHERE a.operation NOT IN ('charge', 'recordUsage'))
    INTO step, some_key_was_used;
  RETURN NEXT step;

  IF someone_owes THEN
    RETURN QUERY SELECT json_build_object(
      'openDebts', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',', org_id, id, amount, open, paid, forgiven, seq), E'\n')) END
        FROM unnest(p_orgs) AS a (organization)
          CROSS JOIN LATERAL (
            SELECT * FROM {{schema}}.debts WHERE org_id = a.organization AND is_open
            ORDER BY seq, id LIMIT p_most) AS open_debts));
  END IF;

  -- The answers of keys, only if one was used before. The id of a plain charge or a usage event is the number of its
  -- key, which its entry names as its cause.
  IF some_key_was_used THEN
    RETURN QUERY SELECT json_build_object(
      'keys', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',', a.id, encode(k.payload_hash, 'hex'), k.accepted), E'\n'),
          array_agg(k.outcome)) END
        FROM unnest(p_key_orgs, p_key_operations, p_keys, p_key_ids) AS a (org_id, operation, key, id)
          CROSS JOIN LATERAL (SELECT * FROM {{schema}}.idempotency_keys
            WHERE org_id = a.org_id AND operation = a.operation AND key = a.key LIMIT 1) AS k),
      'chargeKeys', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',',
            a.id, e.payload_id, a.operation, e.seq, e.cause_id, e.net, coalesce((e.first_amount)::text, ''),
            coalesce((e.first_hold_id)::text, ''), coalesce((e.first_released)::text, ''),
            e.available, e.reserved, e.owed), E'\n'),
          array_agg(e.answer)) END
        FROM unnest(p_key_orgs, p_key_ids, p_key_operations) AS a (org_id, id, operation)
          CROSS JOIN LATERAL (SELECT * FROM {{schema}}.entries
            WHERE org_id = a.org_id AND cause_id = a.id AND leg = 1 AND cause_type = 'charge' LIMIT 1) AS e
        WHERE a.operation IN ('charge', 'recordUsage')),
      'entryKeys', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',',
            a.id, e.payload_id, a.operation, e.seq, e.cause_id, e.net, coalesce((e.first_amount)::text, ''),
            coalesce((e.first_hold_id)::text, ''), coalesce((e.first_released)::text, ''),
            e.available, e.reserved, e.owed), E'\n'),
          array_agg(e.answer)) END
        FROM unnest(p_key_orgs, p_key_ids, p_key_operations) AS a (org_id, id, operation)
          CROSS JOIN LATERAL (SELECT * FROM {{schema}}.entries WHERE org_id = a.org_id AND key_id = a.id LIMIT 1) AS e
        WHERE a.operation NOT IN ('charge', 'recordUsage')));
  END IF;

  IF cardinality(p_refs) + cardinality(p_holds) > 0 THEN
    RETURN QUERY WITH named_jobs AS MATERIALIZED (
      SELECT j.* FROM unnest(p_ref_orgs, p_refs) AS a (org_id, ref)
        CROSS JOIN LATERAL (SELECT * FROM {{schema}}.jobs WHERE org_id = a.org_id AND ref = a.ref LIMIT 1) AS j
      UNION ALL
      SELECT j.* FROM unnest(p_hold_orgs, p_holds) AS a (org_id, id)
        CROSS JOIN LATERAL (SELECT * FROM {{schema}}.holds WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS h
        CROSS JOIN LATERAL (SELECT * FROM {{schema}}.jobs WHERE org_id = h.org_id AND id = h.job_id LIMIT 1) AS j
    ), named_holds AS MATERIALIZED (
      SELECT h.* FROM unnest(p_hold_orgs, p_holds) AS a (org_id, id)
        CROSS JOIN LATERAL (SELECT * FROM {{schema}}.holds WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS h
      UNION ALL
      SELECT h.* FROM named_jobs j
        CROSS JOIN LATERAL (SELECT * FROM {{schema}}.holds WHERE org_id = j.org_id AND id = j.hold_id LIMIT 1) AS h
    ), named_slices AS MATERIALIZED (
      SELECT s.* FROM named_holds h
        CROSS JOIN LATERAL (
          SELECT * FROM {{schema}}.hold_slices WHERE org_id = h.org_id AND hold_id = h.id OFFSET 0) AS s
    )
    SELECT json_build_object(
      'jobs', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',',
            org_id, id, resource, work, mode, rate, units_milli, coalesce((estimate_ms)::text, ''), catalog_version,
            round(date_part('epoch', started_at) * 1000)::bigint, state,
            coalesce((round(date_part('epoch', paused_at) * 1000)::bigint)::text, ''),
            paused_ms, reported_ms, chargeable_ms, charged, charges, coalesce((hold_id)::text, ''),
            coalesce((round(date_part('epoch', ended_at) * 1000)::bigint)::text, '')), E'\n'),
          array_agg(ref), array_agg(project), array_agg(member)) END
        FROM named_jobs),
      'holds', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',',
            org_id, id, coalesce((job_id)::text, ''), amount, state,
            coalesce((round(date_part('epoch', silent_at) * 1000)::bigint)::text, ''), legs,
            coalesce((placed_by)::text, ''),
            coalesce((round(date_part('epoch', placed_at) * 1000)::bigint)::text, '')), E'\n')) END
        FROM named_holds),
      'slices', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',', org_id, hold_id, grant_id, reserved, open, settled, released), E'\n')) END
        FROM named_slices),
      'grants', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',',
            org_id, id, source, kind, amount, round(date_part('epoch', effective_at) * 1000)::bigint,
            coalesce((round(date_part('epoch', expires_at) * 1000)::bigint)::text, ''),
            avail, held, spent, expired, revoked, legs, to_revoke), E'\n'),
          array_agg(business_key)) END
        FROM (SELECT g.* FROM (SELECT DISTINCT org_id, grant_id FROM named_slices) AS s
          CROSS JOIN LATERAL (
            SELECT * FROM {{schema}}.grants WHERE org_id = s.org_id AND id = s.grant_id LIMIT 1) AS g) AS held_grants)
    );
  END IF;

  IF cardinality(p_grants) + cardinality(p_business_keys) > 0 THEN
    RETURN QUERY WITH wanted_grants AS MATERIALIZED (
      SELECT g.* FROM unnest(p_grant_orgs, p_grants) AS a (org_id, id)
        CROSS JOIN LATERAL (SELECT * FROM {{schema}}.grants WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS g
      UNION ALL
      SELECT g.* FROM unnest(p_business_orgs, p_business_keys) AS a (org_id, business_key)
        CROSS JOIN LATERAL (
          SELECT * FROM {{schema}}.grants WHERE org_id = a.org_id AND business_key = a.business_key LIMIT 1) AS g
    ), wanted_scheduled AS MATERIALIZED (
      SELECT g.* FROM unnest(p_grant_orgs, p_grants) AS a (org_id, id)
        CROSS JOIN LATERAL (
          SELECT * FROM {{schema}}.scheduled_grants WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS g
      UNION ALL
      SELECT g.* FROM unnest(p_business_orgs, p_business_keys) AS a (org_id, business_key)
        CROSS JOIN LATERAL (SELECT * FROM {{schema}}.scheduled_grants
          WHERE org_id = a.org_id AND business_key = a.business_key LIMIT 1) AS g
    )
    SELECT json_build_object(
      'grants', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',',
            org_id, id, source, kind, amount, round(date_part('epoch', effective_at) * 1000)::bigint,
            coalesce((round(date_part('epoch', expires_at) * 1000)::bigint)::text, ''),
            avail, held, spent, expired, revoked, legs, to_revoke), E'\n'),
          array_agg(business_key)) END
        FROM wanted_grants),
      'scheduled', (SELECT CASE WHEN count(*) > 0 THEN json_build_array(
          string_agg(concat_ws(',',
            org_id, id, source, kind, amount, round(date_part('epoch', effective_at) * 1000)::bigint,
            coalesce((round(date_part('epoch', expires_at) * 1000)::bigint)::text, ''),
            -- The word is new; a process of an earlier version reads it as not issued.
            CASE WHEN cancelled THEN 'cancelled' WHEN issued THEN 't' ELSE 'f' END), E'\n'),
          array_agg(business_key)) END
        FROM wanted_scheduled)
    );
  END IF;
END $$;

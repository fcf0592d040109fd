/**
 * The baseline: one PL/pgSQL function call per command, as a ledger without group commit would be written. It
 * writes the same rows as the ledger, equal in all bytes that `verify` reads: it chains entries with the same
 * canonical text. Each statement sees rows that were committed while the first statement waited for the
 * organization's row. The functions run with the caller's rights, under row-level security.
 *
 * They support only the needs of the bench's organizations. They make no debts and refuse if credit is missing.
 * They raise an error for a release to a grant that lapsed while held, instead of booking it wrongly.
 */
export const BASELINE_FUNCTIONS = `
  CREATE FUNCTION baseline_text(p_text text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(to_json(p_text)::text, 'null') $$;

  CREATE FUNCTION baseline_ms(p_at timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT (date_part('epoch', p_at) * 1000)::bigint::text $$;

  CREATE FUNCTION baseline_balance(p_available bigint, p_reserved bigint, p_owed bigint) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT '{"available":"' || p_available || '","reserved":"' || p_reserved || '","owed":"' || p_owed || '"}' $$;

  CREATE FUNCTION baseline_charge(
    p_org uuid, p_key text, p_payload bytea, p_actor uuid, p_amount bigint,
    p_resource text, p_project text, p_member text, p_series bigint
  ) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    used_key uuid := key_id_of(p_org, 'charge', p_key);
    used_payload uuid := encode(substr(p_payload, 1, 16), 'hex')::uuid;
    head record;
    known record;
    taken record;
    recorded timestamptz(3);
    now_at timestamptz(3);
    rest bigint := p_amount;
    part bigint;
    lapsed bigint := 0;
    ids uuid[] := '{}';
    parts bigint[] := '{}';
    moves text := '';
    after bigint;
    new_hash bytea;
    answer text;
  BEGIN
    PERFORM set_config('scrip.org_ids', '{' || p_org || '}', true);
    SELECT seq, at, hash, available, reserved, owed, clock_at INTO head
      FROM organizations WHERE org_id = p_org FOR NO KEY UPDATE;
    SELECT e.seq, e.cause_id, e.net, e.first_amount, e.first_hold_id, e.first_released, e.available, e.reserved, e.owed, e.payload_id, e.answer
      INTO known
      FROM entries e WHERE e.org_id = p_org AND e.cause_id = used_key AND e.leg = 1 AND e.cause_type = 'charge';
    IF FOUND THEN
      IF known.payload_id <> used_payload THEN RETURN '-{"code":"key_reused"}'; END IF;
      RETURN '+{"charge":"' || known.cause_id || '","charged":"' || -known.net || '","becameOwed":"0","seq":' || known.seq || ',"balance":'
        || coalesce((known.answer::json -> 'balance')::text, baseline_balance(known.available, known.reserved, known.owed)) || '}';
    END IF;
    SELECT payload_hash, outcome INTO known
      FROM idempotency_keys WHERE org_id = p_org AND operation = 'charge' AND key = p_key;
    IF FOUND THEN
      IF known.payload_hash <> p_payload THEN RETURN '-{"code":"key_reused"}'; END IF;
      RETURN '-' || known.outcome;
    END IF;

    recorded := date_trunc('milliseconds', clock_timestamp());
    now_at := greatest(head.at, coalesce(head.clock_at, recorded));
    FOR taken IN SELECT id, avail, expires_at FROM grants
      WHERE org_id = p_org AND is_open AND effective_at <= now_at
      ORDER BY expires_at NULLS LAST, kind DESC, effective_at, id
    LOOP
      IF taken.expires_at <= now_at THEN
        lapsed := lapsed + taken.avail;
        CONTINUE;
      END IF;
      part := least(taken.avail, rest);
      ids := ids || taken.id;
      parts := parts || part;
      moves := moves || ',["avail","spent","' || part || '","' || taken.id || '",null,null]';
      rest := rest - part;
      EXIT WHEN rest = 0;
    END LOOP;
    IF rest > 0 THEN
      answer := '{"code":"insufficient_credit","details":{"asked":"' || p_amount || '","missing":"' || rest || '"}}';
      INSERT INTO idempotency_keys (org_id, operation, key, payload_hash, accepted, outcome, at)
        VALUES (p_org, 'charge', p_key, p_payload, false, answer, now_at);
      RETURN '-' || answer;
    END IF;

    after := head.available - p_amount;
    new_hash := sha256(convert_to(encode(head.hash, 'hex') || E'\\n["scrip.entry/1","' || p_org || '","' || head.seq + 1
      || '",' || baseline_ms(now_at) || ',' || baseline_ms(recorded) || ',"charged",["service_key","' || p_actor
      || '"],["charge","' || used_key || '",null,1,null,' || baseline_text(p_resource) || ',null,null,null,null,"' || p_amount
      || '",[],' || baseline_text(p_project) || ',' || baseline_text(p_member) || '],1,[' || substr(moves, 2)
      || '],["' || after || '","' || head.reserved || '","' || head.owed || '"]]', 'UTF8'));
    INSERT INTO activity_series (org_id, series, kind, resource, project, member)
      VALUES (p_org, p_series, 'charged', p_resource, p_project, p_member) ON CONFLICT DO NOTHING;
    INSERT INTO entries (org_id, seq, at, recorded_at, kind, actor_type, actor_id, cause_type, cause_id, leg,
        available, reserved, owed, hash, series, net, first_amount, first_grant_id,
        charged, payload_id, answer)
      VALUES (p_org, head.seq + 1, now_at, recorded, 'charged', 'service_key', p_actor, 'charge', used_key, 1,
        after, head.reserved, head.owed, new_hash, p_series, -p_amount, parts[1], ids[1],
        p_amount, used_payload,
        CASE WHEN lapsed > 0 THEN '{"balance":' || baseline_balance(after - lapsed, head.reserved, head.owed) || '}' END);
    FOR n IN 1 .. cardinality(ids) LOOP
      UPDATE grants SET avail = avail - parts[n], spent = spent + parts[n], is_open = avail > parts[n]
        WHERE org_id = p_org AND id = ids[n];
      IF n > 1 THEN
        INSERT INTO further_postings (org_id, seq, n, from_bucket, to_bucket, amount, grant_id)
          VALUES (p_org, head.seq + 1, n - 1, 'avail', 'spent', parts[n], ids[n]);
      END IF;
    END LOOP;
    UPDATE organizations SET seq = head.seq + 1, at = now_at, hash = new_hash, available = after WHERE org_id = p_org;
    answer := '{"charge":"' || used_key || '","charged":"' || p_amount || '","becameOwed":"0","seq":' || head.seq + 1
      || ',"balance":{"available":"' || after - lapsed || '","reserved":"' || head.reserved || '","owed":"' || head.owed || '"}}';
    RETURN '+' || answer;
  END $$;

  CREATE FUNCTION baseline_place_hold(
    p_org uuid, p_id uuid, p_key text, p_payload bytea, p_actor uuid, p_amount bigint, p_ttl_ms bigint, p_series bigint
  ) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    used_key uuid := key_id_of(p_org, 'placeHold', p_key);
    used_payload uuid := encode(substr(p_payload, 1, 16), 'hex')::uuid;
    head record;
    known record;
    taken record;
    recorded timestamptz(3);
    now_at timestamptz(3);
    rest bigint := p_amount;
    part bigint;
    lapsed bigint := 0;
    ids uuid[] := '{}';
    parts bigint[] := '{}';
    moves text := '';
    after bigint;
    new_hash bytea;
    silent timestamptz(3);
    answer text;
  BEGIN
    PERFORM set_config('scrip.org_ids', '{' || p_org || '}', true);
    SELECT seq, at, hash, available, reserved, owed, clock_at INTO head
      FROM organizations WHERE org_id = p_org FOR NO KEY UPDATE;
    SELECT e.seq, e.cause_id, e.net, e.first_amount, e.first_hold_id, e.first_released, e.available, e.reserved, e.owed, e.payload_id, e.answer
      INTO known
      FROM entries e WHERE e.org_id = p_org AND e.key_id = used_key;
    IF FOUND THEN
      IF known.payload_id <> used_payload THEN RETURN '-{"code":"key_reused"}'; END IF;
      RETURN '+{"hold":"' || known.cause_id || '","state":"open","open":"'
        || coalesce(known.answer::json ->> 'open', known.first_amount::text) || '","charged":"0","released":"0","seq":' || known.seq || ',"balance":'
        || coalesce((known.answer::json -> 'balance')::text, baseline_balance(known.available, known.reserved, known.owed)) || '}';
    END IF;
    SELECT payload_hash, outcome INTO known
      FROM idempotency_keys WHERE org_id = p_org AND operation = 'placeHold' AND key = p_key;
    IF FOUND THEN
      IF known.payload_hash <> p_payload THEN RETURN '-{"code":"key_reused"}'; END IF;
      RETURN '-' || known.outcome;
    END IF;

    recorded := date_trunc('milliseconds', clock_timestamp());
    now_at := greatest(head.at, coalesce(head.clock_at, recorded));
    FOR taken IN SELECT id, avail, expires_at FROM grants
      WHERE org_id = p_org AND is_open AND effective_at <= now_at
      ORDER BY expires_at NULLS LAST, kind DESC, effective_at, id
    LOOP
      IF taken.expires_at <= now_at THEN
        lapsed := lapsed + taken.avail;
        CONTINUE;
      END IF;
      part := least(taken.avail, rest);
      ids := ids || taken.id;
      parts := parts || part;
      moves := moves || ',["avail","held","' || part || '","' || taken.id || '","' || p_id || '",null]';
      rest := rest - part;
      EXIT WHEN rest = 0;
    END LOOP;
    IF rest > 0 THEN
      answer := '{"code":"insufficient_credit","details":{"asked":"' || p_amount || '","missing":"' || rest || '"}}';
      INSERT INTO idempotency_keys (org_id, operation, key, payload_hash, accepted, outcome, at)
        VALUES (p_org, 'placeHold', p_key, p_payload, false, answer, now_at);
      RETURN '-' || answer;
    END IF;

    after := head.available - p_amount;
    silent := now_at + p_ttl_ms * interval '1 millisecond';
    new_hash := sha256(convert_to(encode(head.hash, 'hex') || E'\\n["scrip.entry/1","' || p_org || '","' || head.seq + 1
      || '",' || baseline_ms(now_at) || ',' || baseline_ms(recorded) || ',"hold_placed",["service_key","' || p_actor
      || '"],["hold","' || p_id || '",null,"' || p_amount || '"],1,[' || substr(moves, 2)
      || '],["' || after || '","' || head.reserved + p_amount || '","' || head.owed || '"]]', 'UTF8'));
    INSERT INTO holds (org_id, id, amount, state, silent_at, legs) VALUES (p_org, p_id, p_amount, 'open', silent, 1);
    INSERT INTO activity_series (org_id, series, kind) VALUES (p_org, p_series, 'hold_placed') ON CONFLICT DO NOTHING;
    INSERT INTO entries (org_id, seq, at, recorded_at, kind, actor_type, actor_id, cause_type, cause_id, leg,
        available, reserved, owed, hash, series, net, first_amount, first_grant_id, first_hold_id,
        key_id, payload_id, answer)
      VALUES (p_org, head.seq + 1, now_at, recorded, 'hold_placed', 'service_key', p_actor, 'hold', p_id, 1,
        after, head.reserved + p_amount, head.owed, new_hash, p_series, 0, parts[1], ids[1], p_id,
        used_key, used_payload, nullif('{' || concat_ws(',',
          CASE WHEN cardinality(ids) > 1 THEN '"open":"' || p_amount || '"' END,
          CASE WHEN lapsed > 0
            THEN '"balance":' || baseline_balance(after - lapsed, head.reserved + p_amount, head.owed) END) || '}', '{}'));
    FOR n IN 1 .. cardinality(ids) LOOP
      UPDATE grants SET avail = avail - parts[n], held = held + parts[n], is_open = avail > parts[n]
        WHERE org_id = p_org AND id = ids[n];
      INSERT INTO hold_slices (org_id, hold_id, grant_id, reserved, open, settled, released)
        VALUES (p_org, p_id, ids[n], parts[n], parts[n], 0, 0);
      IF n > 1 THEN
        INSERT INTO further_postings (org_id, seq, n, from_bucket, to_bucket, amount, grant_id, hold_id)
          VALUES (p_org, head.seq + 1, n - 1, 'avail', 'held', parts[n], ids[n], p_id);
      END IF;
    END LOOP;
    UPDATE organizations SET seq = head.seq + 1, at = now_at, hash = new_hash, available = after,
      reserved = head.reserved + p_amount WHERE org_id = p_org;
    IF silent IS NOT NULL THEN
      INSERT INTO due (org_id, kind, ref_id, due_at, on_test_clock)
        VALUES (p_org, 'expire_hold', p_id, silent, head.clock_at IS NOT NULL);
    END IF;
    answer := '{"hold":"' || p_id || '","state":"open","open":"' || p_amount || '","charged":"0","released":"0","seq":'
      || head.seq + 1 || ',"balance":{"available":"' || after - lapsed || '","reserved":"' || head.reserved + p_amount
      || '","owed":"' || head.owed || '"}}';
    RETURN '+' || answer;
  END $$;

  -- Charges a part of a hold, releases the rest and closes the hold.
  CREATE FUNCTION baseline_settle_and_close(
    p_org uuid, p_id uuid, p_key text, p_payload bytea, p_actor uuid, p_hold uuid, p_amount bigint,
    p_resource text, p_series bigint
  ) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    used_key uuid := key_id_of(p_org, 'settleHold', p_key);
    used_payload uuid := encode(substr(p_payload, 1, 16), 'hex')::uuid;
    head record;
    known record;
    held_by record;
    slice record;
    recorded timestamptz(3);
    now_at timestamptz(3);
    rest bigint := p_amount;
    ids uuid[] := '{}';
    used bigint[] := '{}';
    given_back bigint[] := '{}';
    back bigint := 0;
    moves text := '';
    returns text := '';
    n_move integer;
    new_hash bytea;
    answer text;
  BEGIN
    PERFORM set_config('scrip.org_ids', '{' || p_org || '}', true);
    SELECT seq, at, hash, available, reserved, owed, clock_at INTO head
      FROM organizations WHERE org_id = p_org FOR NO KEY UPDATE;
    SELECT e.seq, e.cause_id, e.net, e.first_amount, e.first_hold_id, e.first_released, e.available, e.reserved, e.owed, e.payload_id, e.answer
      INTO known
      FROM entries e WHERE e.org_id = p_org AND e.key_id = used_key;
    IF FOUND THEN
      IF known.payload_id <> used_payload THEN RETURN '-{"code":"key_reused"}'; END IF;
      RETURN '+{"hold":"' || known.first_hold_id || '","state":"settled","open":"0","charged":"' || -known.net
        || '","released":"' || coalesce(known.answer::json ->> 'released', known.first_released::text, '0') || '","seq":' || known.seq || ',"balance":'
        || coalesce((known.answer::json -> 'balance')::text, baseline_balance(known.available, known.reserved, known.owed)) || '}';
    END IF;
    SELECT payload_hash, outcome INTO known
      FROM idempotency_keys WHERE org_id = p_org AND operation = 'settleHold' AND key = p_key;
    IF FOUND THEN
      IF known.payload_hash <> p_payload THEN RETURN '-{"code":"key_reused"}'; END IF;
      RETURN '-' || known.outcome;
    END IF;

    recorded := date_trunc('milliseconds', clock_timestamp());
    now_at := greatest(head.at, coalesce(head.clock_at, recorded));
    SELECT state, silent_at, job_id INTO held_by FROM holds WHERE org_id = p_org AND id = p_hold;
    IF held_by.state IS DISTINCT FROM 'open' OR held_by.job_id IS NOT NULL THEN
      answer := '{"code":"hold_closed"}';
    ELSE
      FOR slice IN SELECT s.grant_id, s.open, g.expires_at
        FROM hold_slices s JOIN grants g ON g.org_id = s.org_id AND g.id = s.grant_id
        WHERE s.org_id = p_org AND s.hold_id = p_hold
        ORDER BY g.expires_at NULLS LAST, g.kind DESC, g.effective_at, g.id
      LOOP
        ids := ids || slice.grant_id;
        used := used || least(slice.open, rest);
        given_back := given_back || slice.open - least(slice.open, rest);
        IF slice.open > rest AND (slice.expires_at <= now_at OR head.owed > 0) THEN
          RAISE EXCEPTION 'the baseline books no expiry and no debt';
        END IF;
        back := back + slice.open - least(slice.open, rest);
        rest := rest - least(slice.open, rest);
      END LOOP;
      IF rest > 0 THEN answer := '{"code":"beyond_hold"}'; END IF;
    END IF;
    IF answer IS NOT NULL THEN
      INSERT INTO idempotency_keys (org_id, operation, key, payload_hash, accepted, outcome, at)
        VALUES (p_org, 'settleHold', p_key, p_payload, false, answer, now_at);
      RETURN '-' || answer;
    END IF;

    -- Settle in burn order, and release in reverse burn order.
    FOR n IN 1 .. cardinality(ids) LOOP
      IF used[n] > 0 THEN
        moves := moves || ',["held","spent","' || used[n] || '","' || ids[n] || '","' || p_hold || '",null]';
      END IF;
      IF given_back[n] > 0 THEN
        returns := ',["held","avail","' || given_back[n] || '","' || ids[n] || '","' || p_hold || '",null]' || returns;
      END IF;
    END LOOP;
    new_hash := sha256(convert_to(encode(head.hash, 'hex') || E'\\n["scrip.entry/1","' || p_org || '","' || head.seq + 1
      || '",' || baseline_ms(now_at) || ',' || baseline_ms(recorded) || ',"settled",["service_key","' || p_actor
      || '"],["charge","' || p_id || '",null,1,"' || p_hold || '",' || baseline_text(p_resource)
      || ',null,null,null,null,"' || p_amount || '",[],null,null],1,[' || substr(moves || returns, 2)
      || '],["' || head.available + back || '","' || head.reserved - p_amount - back || '","' || head.owed || '"]]', 'UTF8'));
    INSERT INTO activity_series (org_id, series, kind, resource) VALUES (p_org, p_series, 'settled', p_resource)
      ON CONFLICT DO NOTHING;
    INSERT INTO entries (org_id, seq, at, recorded_at, kind, actor_type, actor_id, cause_type, cause_id, leg,
        available, reserved, owed, hash, series, net, first_amount, first_grant_id, first_hold_id,
        first_released, charged, key_id, payload_id, answer)
      VALUES (p_org, head.seq + 1, now_at, recorded, 'settled', 'service_key', p_actor, 'charge', p_id, 1,
        head.available + back, head.reserved - p_amount - back, head.owed, new_hash, p_series, -p_amount,
        used[1], ids[1], p_hold,
        CASE WHEN cardinality(ids) = 1 THEN nullif(given_back[1], 0) END, p_amount, used_key, used_payload,
        CASE WHEN back > 0 AND cardinality(ids) > 1 THEN '{"released":"' || back || '"}' END);
    n_move := 1;
    FOR n IN 1 .. cardinality(ids) LOOP
      UPDATE grants SET avail = avail + given_back[n], held = held - used[n] - given_back[n], spent = spent + used[n],
          is_open = avail + given_back[n] > 0 WHERE org_id = p_org AND id = ids[n];
      UPDATE hold_slices SET open = 0, settled = settled + used[n], released = released + given_back[n]
        WHERE org_id = p_org AND hold_id = p_hold AND grant_id = ids[n];
      IF n > 1 AND used[n] > 0 THEN
        INSERT INTO further_postings (org_id, seq, n, from_bucket, to_bucket, amount, grant_id, hold_id)
          VALUES (p_org, head.seq + 1, n_move, 'held', 'spent', used[n], ids[n], p_hold);
        n_move := n_move + 1;
      END IF;
    END LOOP;
    FOR n IN REVERSE cardinality(ids) .. 1 LOOP
      IF given_back[n] > 0 AND cardinality(ids) > 1 THEN
        INSERT INTO further_postings (org_id, seq, n, from_bucket, to_bucket, amount, grant_id, hold_id)
          VALUES (p_org, head.seq + 1, n_move, 'held', 'avail', given_back[n], ids[n], p_hold);
        n_move := n_move + 1;
      END IF;
    END LOOP;
    UPDATE holds SET state = 'settled' WHERE org_id = p_org AND id = p_hold;
    IF held_by.silent_at IS NOT NULL THEN
      DELETE FROM due WHERE org_id = p_org AND kind = 'expire_hold' AND ref_id = p_hold;
    END IF;
    UPDATE organizations SET seq = head.seq + 1, at = now_at, hash = new_hash, available = head.available + back,
      reserved = head.reserved - p_amount - back WHERE org_id = p_org;
    answer := '{"hold":"' || p_hold || '","state":"settled","open":"0","charged":"' || p_amount || '","released":"' || back
      || '","seq":' || head.seq + 1 || ',"balance":{"available":"' || head.available + back || '","reserved":"'
      || head.reserved - p_amount - back || '","owed":"' || head.owed || '"}}';
    RETURN '+' || answer;
  END $$;
`;

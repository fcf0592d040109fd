import type { DataSource } from "@scrip/db/connection";
import { ACTOR, type Accounts } from "./accounts.ts";
import { asOwner, type BenchDatabase } from "./bench-server.ts";
import { CHARGE } from "./work.ts";

/** The loaded entries are spread over this time: one year. */
const SPAN_MS = 365 * 86_400_000;
/** The number of entries of one statement, a multiple of `REPEATS`. */
const CHUNK = 200_000;
/** A history repeats the same pattern of entries after this number. */
const REPEATS = 10;

/**
 * Loads entries dated over the past year: half of them for the hot organization, the rest spread over the others.
 * Of ten entries, eight are charges, one places a hold and one settles it. The owner writes them directly, not
 * through the ledger, but with the same hashes, counters and heads, so that `verify` finds nothing.
 * @param total the approximate number of entries
 */
export async function loadHistory(
  database: BenchDatabase,
  { hot, many }: Accounts,
  total: number,
  say: (line: string) => void,
): Promise<void> {
  const share = tens(total / 2 / many.length);
  const counts = [hot, ...many].map((orgId) => ({ orgId, entries: orgId === hot ? tens(total / 2) : share }));
  await asOwner(database, async (owner) => {
    await owner.query(HISTORY);
    let loaded = 0;
    for (const { orgId, entries } of counts) {
      for (let left = entries; left > 0; left -= CHUNK)
        await loadChunk(owner, orgId, Math.min(CHUNK, left), SPAN_MS / entries);
      if (Math.floor(loaded / 1e6) < Math.floor((loaded + entries) / 1e6))
        say(`loaded ${loaded + entries} of ${total} entries`);
      loaded += entries;
    }
    await owner.query("DROP FUNCTION load_history; DROP FUNCTION history_chain; DROP TABLE bench_history");
    // Triggers were off, so write the marks of grants now.
    await owner.query("SELECT mark_blocks(org_id, seq, seq) FROM organizations");
    await owner.query("VACUUM (ANALYZE)");
    await owner.query("CHECKPOINT");
  });
}

function tens(entries: number): number {
  return Math.max(1, Math.round(entries / REPEATS)) * REPEATS;
}

async function loadChunk(owner: DataSource, orgId: string, entries: number, stepMs: number): Promise<void> {
  await owner.transaction(async (manager) => {
    // All references are valid by construction; checking them ten million times would take longer than loading.
    await manager.query("SET LOCAL session_replication_role = replica");
    const { amount, resource, project } = CHARGE;
    await manager.query("SELECT load_history($1, $2, $3, $4, $5, $6, $7)", [
      orgId,
      entries,
      stepMs,
      ACTOR.id,
      String(amount),
      resource,
      project,
    ]);
  });
}

const HISTORY = `
  CREATE UNLOGGED TABLE bench_history (
    seq bigint, at timestamptz(3), kind text, id uuid, hold_id uuid, available bigint, reserved bigint, hash bytea
  );

  -- Adds entries to an organization, in one statement for each table.
  CREATE FUNCTION load_history(
    p_org uuid, p_count integer, p_step_ms double precision, p_actor uuid, p_amount bigint, p_resource text, p_project text
  ) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    head organizations%ROWTYPE;
    first_at timestamptz(3);
    paying uuid;
    recorded timestamptz(3) := date_trunc('milliseconds', clock_timestamp());
    charged bigint := series_of(p_org, 'charged', p_resource, p_project, NULL);
    placed bigint := series_of(p_org, 'hold_placed', NULL, NULL, NULL);
    settled bigint := series_of(p_org, 'settled', p_resource, NULL, NULL);
    used bigint;
  BEGIN
    SELECT * INTO head FROM organizations WHERE org_id = p_org;
    SELECT id INTO paying FROM grants WHERE org_id = p_org AND is_open
      ORDER BY expires_at NULLS LAST, kind DESC, effective_at, id LIMIT 1;
    first_at := head.at;
    TRUNCATE bench_history;
    INSERT INTO bench_history SELECT * FROM history_chain(head, p_count, p_step_ms, recorded, paying, p_actor, p_amount,
      p_resource, p_project);
    ANALYZE bench_history;

    INSERT INTO holds (org_id, id, amount, state, silent_at, legs)
      SELECT p_org, id, p_amount, 'settled', at + interval '1 hour', 1 FROM bench_history WHERE kind = 'hold_placed' ORDER BY seq;
    INSERT INTO hold_slices (org_id, hold_id, grant_id, reserved, open, settled, released)
      SELECT p_org, id, paying, p_amount, 0, p_amount, 0 FROM bench_history WHERE kind = 'hold_placed' ORDER BY seq;
    INSERT INTO activity_series (org_id, series, kind, resource, project)
      VALUES (p_org, charged, 'charged', p_resource, p_project), (p_org, placed, 'hold_placed', NULL, NULL),
        (p_org, settled, 'settled', p_resource, NULL) ON CONFLICT DO NOTHING;
    INSERT INTO entries (org_id, seq, at, recorded_at, kind, actor_type, actor_id, cause_type, cause_id, leg,
        available, reserved, owed, hash, series, net, first_amount, first_grant_id, first_hold_id,
        charged, key_id, payload_id)
      SELECT p_org, seq, at, recorded, kind, 'service_key', p_actor, CASE kind WHEN 'hold_placed' THEN 'hold' ELSE 'charge' END,
        id, 1, available, reserved, head.owed, hash,
        CASE kind WHEN 'charged' THEN charged WHEN 'hold_placed' THEN placed ELSE settled END,
        CASE kind WHEN 'hold_placed' THEN 0 ELSE -p_amount END,
        p_amount, paying, CASE kind WHEN 'hold_placed' THEN id WHEN 'settled' THEN hold_id END,
        CASE WHEN kind <> 'hold_placed' THEN p_amount END,
        CASE kind WHEN 'hold_placed' THEN key_id_of(p_org, 'placeHold', id::text)
          WHEN 'settled' THEN key_id_of(p_org, 'settleHold', id::text) END, encode(substr(hash, 1, 16), 'hex')::uuid
      FROM bench_history ORDER BY seq;
    used := p_amount * (SELECT count(*) FROM bench_history WHERE kind <> 'hold_placed');
    UPDATE grants SET avail = avail - used, spent = spent + used
      WHERE org_id = p_org AND id = paying;
    UPDATE organizations o SET seq = h.seq, at = h.at, hash = h.hash, available = h.available
      FROM (SELECT * FROM bench_history ORDER BY seq DESC LIMIT 1) AS h WHERE o.org_id = p_org;
  END $$;

  -- Returns the entries, each with a hash over the previous one.
  CREATE FUNCTION history_chain(
    p_head organizations, p_count integer, p_step_ms double precision, p_recorded timestamptz, p_grant uuid, p_actor uuid,
    p_amount bigint, p_resource text, p_project text
  ) RETURNS SETOF bench_history LANGUAGE plpgsql AS $$
  DECLARE
    line bench_history%ROWTYPE;
    first_ms bigint := (date_part('epoch', p_head.at) * 1000)::bigint;
    recorded_ms text := (date_part('epoch', p_recorded) * 1000)::bigint;
    at_ms bigint;
    cause text;
    move text;
    actor text := '["service_key","' || p_actor || '"]';
    labels text := ',null,null,null,null,"' || p_amount || '",[],';
  BEGIN
    line.available := p_head.available;
    line.reserved := p_head.reserved;
    line.hash := p_head.hash;
    FOR n IN 1 .. p_count LOOP
      line.seq := p_head.seq + n;
      at_ms := first_ms + floor(n * p_step_ms)::bigint;
      line.at := to_timestamp(at_ms / 1000.0);
      IF n % ${REPEATS} = 9 THEN
        line.kind := 'hold_placed';
        line.id := uuidv7();
        line.hold_id := NULL;
        line.available := line.available - p_amount;
        line.reserved := line.reserved + p_amount;
        cause := '["hold","' || line.id || '",null,"' || p_amount || '"]';
        move := '["avail","held","' || p_amount || '","' || p_grant || '","' || line.id || '",null]';
      ELSIF n % ${REPEATS} = 0 THEN
        line.kind := 'settled';
        line.hold_id := line.id;
        line.id := uuidv7();
        line.reserved := line.reserved - p_amount;
        cause := '["charge","' || line.id || '",null,1,"' || line.hold_id || '","' || p_resource || '"' || labels || 'null,null]';
        move := '["held","spent","' || p_amount || '","' || p_grant || '","' || line.hold_id || '",null]';
      ELSE
        line.kind := 'charged';
        line.hold_id := NULL;
        line.id := key_id_of(p_head.org_id, 'charge', uuidv7()::text);
        line.available := line.available - p_amount;
        cause := '["charge","' || line.id || '",null,1,null,"' || p_resource || '"' || labels || '"' || p_project || '",null]';
        move := '["avail","spent","' || p_amount || '","' || p_grant || '",null,null]';
      END IF;
      line.hash := sha256(convert_to(encode(line.hash, 'hex') || E'\\n["scrip.entry/1","' || p_head.org_id || '","' || line.seq
        || '",' || at_ms || ',' || recorded_ms || ',"' || line.kind || '",' || actor || ',' || cause || ',1,[' || move
        || '],["' || line.available || '","' || line.reserved || '","' || p_head.owed || '"]]', 'UTF8'));
      RETURN NEXT line;
    END LOOP;
  END $$;
`;

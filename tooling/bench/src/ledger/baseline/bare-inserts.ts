import { randomUUID } from "node:crypto";
import { ACTOR } from "../accounts.ts";
import { asOwner, type BenchDatabase } from "../bench-server.ts";
import { CHARGE } from "../work.ts";
import { type Connections, connect, type Prepared } from "./connections.ts";

/** The number of charges in one statement, which is one commit. */
export const CHARGES_AT_ONCE = 100;

/**
 * The upper limit of speed that the rows of charges set. It only inserts one row for each charge, a hundred
 * charges in one statement and one round trip; it locks, reads, decides and updates nothing. The result is not a
 * valid ledger, because heads and counters do not change.
 */
export class BareInserts {
  private readonly connections: Connections;
  private readonly orgId: string;
  private readonly grantId: string;
  private seq: number;

  private constructor(connections: Connections, orgId: string, { id, seq }: { id: string; seq: bigint }) {
    this.connections = connections;
    this.orgId = orgId;
    this.grantId = id;
    this.seq = Number(seq);
  }

  static async open(database: BenchDatabase, orgId: string): Promise<BareInserts> {
    // Continue the organization's numbers: with a gap, the marks of each block would look for missing entries.
    const [from]: { id: string; seq: bigint }[] = await asOwner(database, (owner) =>
      owner.query("SELECT g.id, o.seq FROM grants g JOIN organizations o USING (org_id) WHERE org_id = $1 LIMIT 1", [
        orgId,
      ]),
    );
    if (from === undefined) throw new Error(`organization ${orgId} has no grant`);
    const connections = await connect(database, 1);
    // Set it for the whole session, so that the measured statement only inserts.
    const text = "SELECT set_config('scrip.org_ids', $1, false)";
    await connections.query({ name: "see", text, values: [`{${orgId}}`] });
    return new BareInserts(connections, orgId, from);
  }

  async insert(): Promise<void> {
    await this.connections.query(this.statement());
  }

  close(): Promise<void> {
    return this.connections.close();
  }

  private statement(): Prepared {
    const at = new Date().toISOString();
    const hash = Buffer.alloc(32, 7);
    const rows = Array.from({ length: CHARGES_AT_ONCE }, () => {
      this.seq += 1;
      const balance = String(10_000_000_000_000 - this.seq);
      // Use random ids: the id of a charge comes from the hash of its key, so ids have no order.
      return { id: randomUUID(), seq: this.seq, balance };
    });
    const { amount } = CHARGE;
    const values = [
      this.orgId,
      at,
      ACTOR.id,
      hash,
      this.grantId,
      String(amount),
      list(rows.map(({ id }) => id)),
      list(rows.map(({ seq }) => seq)),
      list(rows.map(({ balance }) => balance)),
      randomUUID(),
    ];
    return { name: "bare-inserts", text: INSERTS, values };
  }
}

function list(values: readonly (string | number)[]): string {
  return `{${values.join(",")}}`;
}

const INSERTS = `
  INSERT INTO entries (org_id, seq, at, recorded_at, kind, actor_type, actor_id, cause_type, cause_id, leg,
      available, reserved, owed, hash, series, net, first_amount, first_grant_id, charged,
      payload_id)
    SELECT $1::uuid, seq, $2::timestamptz, $2::timestamptz, 'charged', 'service_key', $3::uuid, 'charge', id, 1,
      available, 0, 0, $4::bytea, 42, -$6::bigint, $6::bigint, $5::uuid, $6::bigint, $10::uuid
    FROM unnest($7::uuid[], $8::bigint[], $9::bigint[]) AS u (id, seq, available)`;

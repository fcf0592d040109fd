import { hash, randomUUIDv7 } from "node:crypto";
import { ACTOR } from "../accounts.ts";
import { asOwner, type BenchDatabase } from "../bench-server.ts";
import { CHARGE, HOLD } from "../work.ts";
import { type Connections, connect } from "./connections.ts";
import { BASELINE_FUNCTIONS } from "./functions.ts";

/** The parsed answer of a baseline function. */
export interface BaselineAnswer {
  readonly accepted: boolean;
  readonly answer: unknown;
}

/** The numbers of the series that the bench's entries belong to. A good caller computes them once. */
interface SeriesNumbers {
  readonly charged: string;
  readonly holdPlaced: string;
  readonly settled: string;
}

const CONNECTIONS = 16;

/** The baseline: one function call for each command, on sixteen connections of the ledger's role. */
export class Baseline {
  private readonly connections: Connections;
  private readonly series: ReadonlyMap<string, SeriesNumbers>;

  private constructor(connections: Connections, series: ReadonlyMap<string, SeriesNumbers>) {
    this.connections = connections;
    this.series = series;
  }

  /** Creates the functions if they do not exist yet, and connects. */
  static async open(database: BenchDatabase): Promise<Baseline> {
    const series = await asOwner(database, async (owner) => {
      const found: unknown[] = await owner.query("SELECT 1 FROM pg_proc WHERE proname = 'baseline_charge'");
      if (found.length === 0) await owner.query(BASELINE_FUNCTIONS);
      const rows: (SeriesNumbers & { id: string })[] = await owner.query(
        `SELECT org_id AS id, series_of(org_id, 'charged', $1, $2, NULL)::text AS charged,
          series_of(org_id, 'hold_placed', NULL, NULL, NULL)::text AS "holdPlaced",
          series_of(org_id, 'settled', $1, NULL, NULL)::text AS settled FROM organizations`,
        [CHARGE.resource, CHARGE.project],
      );
      return new Map(rows.map((row) => [row.id, row]));
    });
    return new Baseline(await connect(database, CONNECTIONS), series);
  }

  charge(orgId: string, key: string = randomUUIDv7()): Promise<BaselineAnswer> {
    const { amount, resource, project, member } = CHARGE;
    const values = [`${amount}`, resource, project, member, this.seriesOf(orgId).charged];
    return this.call("baseline_charge", [orgId, key], values);
  }

  async holdAndSettle(orgId: string): Promise<void> {
    const holdId = randomUUIDv7();
    const placed = [`${HOLD.amount}`, HOLD.ttlMs, this.seriesOf(orgId).holdPlaced];
    await this.call("baseline_place_hold", [orgId, holdId, randomUUIDv7()], placed);
    const settled = [holdId, `${HOLD.settled}`, CHARGE.resource, this.seriesOf(orgId).settled];
    const ids = [orgId, randomUUIDv7(), randomUUIDv7()];
    const { accepted, answer } = await this.call("baseline_settle_and_close", ids, settled);
    if (!accepted) throw new Error(`the baseline refused: ${JSON.stringify(answer)}`);
  }

  close(): Promise<void> {
    return this.connections.close();
  }

  private seriesOf(orgId: string): SeriesNumbers {
    const numbers = this.series.get(orgId);
    if (numbers === undefined) throw new Error(`the bench has no organization ${orgId}`);
    return numbers;
  }

  /** @param ids the organization, the id of the new row (not for a charge), and the key */
  private async call(name: string, ids: readonly string[], values: readonly unknown[]): Promise<BaselineAnswer> {
    const payload = hash("sha256", JSON.stringify(values), "buffer");
    const all = [...ids, payload, ACTOR.id, ...values];
    const places = all.map((_, index) => `$${index + 1}`).join(", ");
    const rows = await this.connections.query({ name, text: `SELECT ${name}(${places})`, values: all });
    const outcome = String(rows[0]?.[0]);
    const answer: unknown = JSON.parse(outcome.slice(1));
    return { accepted: outcome.startsWith("+"), answer };
  }
}

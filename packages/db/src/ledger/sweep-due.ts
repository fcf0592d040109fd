import type { DueKind } from "@scrip/domain/ledger";
import { commandOf } from "./due-work.ts";
import type { Ledger } from "./ledger.ts";

/** What one sweep came to. */
export interface Swept {
  readonly ran: number;
  /** Work that failed; it stays due, and the sweep went on with the rest. */
  readonly failures: readonly {
    readonly orgId: string;
    readonly kind: DueKind;
    readonly refId: string;
    readonly error: Error;
  }[];
}

const PAGE = 500;

interface DueRow {
  org_id: string;
  kind: DueKind;
  ref_id: string;
  due_at: Date;
}

/**
 * Runs everything that is due of organizations on PostgreSQL's clock. Safe to run twice at once: the
 * commands do nothing where the work is done. A row that is looked at too early moves to its moment.
 * @param ledger of the worker's role, which alone sees due work across organizations
 * @source DESIGN 10; INVARIANTS rules 3 and 5
 */
export async function sweepDue(ledger: Ledger, signal?: AbortSignal): Promise<Swept> {
  const failures: Swept["failures"][number][] = [];
  let ran = 0;
  let after: { at: string; ref: string } | null = null;
  while (signal?.aborted !== true) {
    const page: DueRow[] = await pageAfter(ledger, after);
    await Promise.all(
      page.map(async ({ org_id: orgId, kind, ref_id: refId }) => {
        try {
          await ledger.submit(commandOf({ orgId, kind, refId }), null);
          ran += 1;
        } catch (error) {
          failures.push({ orgId, kind, refId, error: error instanceof Error ? error : new Error(String(error)) });
        }
      }),
    );
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = { at: last.due_at.toISOString(), ref: last.ref_id };
  }
  return { ran, failures };
}

async function pageAfter(ledger: Ledger, after: { at: string; ref: string } | null): Promise<DueRow[]> {
  const { rows } = await ledger.pool.query<DueRow>({
    name: "ledger-due-page",
    text: `SELECT org_id, kind, ref_id, due_at FROM due
      WHERE NOT on_test_clock AND due_at <= clock_timestamp()
        AND (due_at, ref_id) > ($1::timestamptz, $2::uuid)
      ORDER BY due_at, ref_id LIMIT ${PAGE}`,
    values: [after?.at ?? "-infinity", after?.ref ?? "00000000-0000-0000-0000-000000000000"],
  });
  return rows;
}

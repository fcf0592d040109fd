import type { Finding } from "@scrip/verify/finding";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import pg from "pg";
import { inTransactionOf, UNLOCK } from "./unlocked.fixture.ts";

/** Books without constraints: a corruption is planted in a transaction, and rolled back once `verify` has looked. */
export interface UnlockedBooks {
  readonly client: pg.Client;
  /** What `verify` finds of the sound books, as JSON: nothing but the constraints that are removed. */
  readonly known: readonly string[];
  /** Plants a corruption, and takes it back. */
  readonly after: (statements: string, values?: readonly unknown[]) => Promise<Corrupted>;
  /** Plants a corruption. @returns the ids of the invariants that `verify` finds broken, such as `L19 L20` */
  readonly brokenBy: (statements: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** What a corruption did. */
interface Corrupted {
  /** What `verify` finds beside the known. */
  readonly findings: readonly Finding[];
  /** The ids of the invariants that are broken, such as `L19 L20`. */
  readonly broken: string;
  /** How many rows the corruption changed. */
  readonly rows: number;
}

/** Removes the constraints of a database whose books are sound. */
export async function openUnlocked({ ownerUrl }: { readonly ownerUrl: string }): Promise<UnlockedBooks> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(UNLOCK);
  const pool = inTransactionOf(client);
  const asJson = (finding: Finding): string => JSON.stringify(finding);
  const known = (await verifyLedger({ pool })).findings.map(asJson);
  const after: UnlockedBooks["after"] = async (statements, values = []) => {
    await client.query("BEGIN");
    try {
      const { rowCount } = await client.query(statements, [...values]);
      const found = await verifyLedger({ pool });
      const findings = found.findings.filter((finding) => !known.includes(asJson(finding)));
      return { findings, broken: idsOf(findings), rows: rowCount ?? 0 };
    } finally {
      await client.query("ROLLBACK");
    }
  };
  return {
    client,
    known,
    after,
    brokenBy: async (statements) => (await after(statements)).broken,
    close: () => client.end(),
  };
}

function idsOf(findings: readonly Finding[]): string {
  const ids = new Set(findings.map(({ invariant }) => invariant));
  return [...ids].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))).join(" ");
}

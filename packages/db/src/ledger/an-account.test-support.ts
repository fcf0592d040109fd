import { randomUUIDv7 } from "node:crypto";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { type Command, priceBook } from "@scrip/domain/ledger";
import { type Micros, usd } from "@scrip/domain/money";
import type { Finding } from "@scrip/verify/finding";
import { verifyCells } from "@scrip/verify/verify-ledger";
import type { Homes } from "../connection/home-source.ts";
import { openVerifyCells } from "../schema/open-verify-cells.ts";
import { anOrganization, type TestDatabase } from "../testing/index.ts";
import { type CellLedger, type Ledger, type LedgerOptions, type OutcomeOf, openLedger } from "./ledger.ts";
import { openLedgers } from "./open-ledgers.ts";
import type { Books } from "./run-batch.ts";

export const books: Books = { ensure: async () => {}, book: (version) => priceBook(version, tiered) };

/** Opens the ledger as a process of the app does. With several cells its `pool` is that of none: use `route`. */
export function appLedger(database: TestDatabase, options: Partial<LedgerOptions> = {}): CellLedger {
  // A small `part`, so that even small batches are sent in parts, and few `openRows`, so that commands need more.
  const batch = { organizations: 64, commands: 1000, part: 3 };
  const terms = { books, lanes: 2, batch, openRows: 2, ...options };
  if (database.homeUrls.app.cells === undefined) return openLedger({ url: database.urls.app, ...terms });
  const pool = (): never => {
    throw new Error("Several cells have no common pool. Use `route`.");
  };
  const ledger = openLedgers(database.homeUrls.app, database.known, terms);
  return Object.defineProperty(ledger as CellLedger, "pool", { get: pool });
}

/** The findings of `verify` over all databases, or about some organizations; empty if everything is correct. */
export async function findings(
  { urls, homeUrls }: Pick<TestDatabase, "urls"> & Partial<Pick<TestDatabase, "homeUrls">>,
  orgIds?: readonly string[],
): Promise<readonly Finding[]> {
  const verify = openVerifyCells(homeUrls?.verify ?? { organizations: urls.verify });
  try {
    return (await verifyCells(verify, orgIds === undefined ? {} : { orgIds })).findings;
  } finally {
    await verify.close();
  }
}

type Kind = Command["kind"];
type Rest<K extends Kind> = Omit<Extract<Command, { kind: K }>, "kind" | "orgId" | "id" | "actor" | "budgets">;

/** One organization, with short methods for the commands that tests send. */
export class Account {
  readonly orgId: string;
  private readonly ledger: Ledger;
  private readonly by: Pick<Command, "actor" | "budgets">;

  constructor(ledger: Ledger, orgId: string, by: Account["by"] = { actor: { type: "system", id: null } }) {
    this.ledger = ledger;
    this.orgId = orgId;
    this.by = by;
  }

  static async open(homes: Homes, ledger: Ledger, clockAt: number | null = null): Promise<Account> {
    return new Account(ledger, (await anOrganization(homes, { clockAt, catalog: catalogText(tiered) })).orgId);
  }

  /** The same organization, on the ledger of another process. */
  through(ledger: Ledger): Account {
    return new Account(ledger, this.orgId, this.by);
  }

  /** The same organization, as a service key with a ceiling for each day; `null` counts and limits nothing. */
  as(keyId: string, cap: Micros | null): Account {
    const terms = { scope: "key", ref: keyId, period: "day", cap, mode: "hard", version: 1 } as const;
    return new Account(this.ledger, this.orgId, { actor: { type: "service_key", id: keyId }, budgets: [terms] });
  }

  command<K extends Kind>(kind: K, rest: Rest<K>): Extract<Command, { kind: K }> {
    const base = { orgId: this.orgId, id: randomUUIDv7(), ...this.by };
    return { ...base, kind, ...rest } as unknown as Extract<Command, { kind: K }>;
  }

  try<K extends Kind>(kind: K, rest: Rest<K>, key: string | null = randomUUIDv7()): Promise<OutcomeOf<K>> {
    return this.ledger.submit(this.command(kind, rest), key) as Promise<OutcomeOf<K>>;
  }

  async run<K extends Kind>(kind: K, rest: Rest<K>, key?: string) {
    const outcome = await this.try(kind, rest, key);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    return outcome.answer;
  }

  look() {
    return this.ledger.peek(this.orgId);
  }

  grant(dollars: string, terms: Partial<Rest<"issueGrant">> = {}) {
    return this.run("issueGrant", {
      source: "purchase",
      grantKind: "paid",
      amount: usd(dollars),
      effectiveAt: null,
      expiresAt: null,
      businessKey: randomUUIDv7(),
      ...terms,
    });
  }

  charge(dollars: string, key?: string) {
    const labels = { resource: null, project: null, member: null };
    return this.try("charge", { amount: usd(dollars), onShortfall: "refuse", ...labels }, key);
  }
}

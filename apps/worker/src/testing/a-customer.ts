import { randomUUIDv7 } from "node:crypto";
import { openReadPool } from "@scrip/db/connection";
import { type Ledger, openLedger } from "@scrip/db/ledger";
import { anOrganization, type TestDatabase } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { type Command, priceBook } from "@scrip/domain/ledger";
import { usd } from "@scrip/domain/money";
import { verifyLedger } from "@scrip/verify/verify-ledger";

/** Opens a ledger as an API process does; the worker is another process. */
export function apiLedger(database: TestDatabase): Ledger {
  const books = { ensure: async () => {}, book: (version: number) => priceBook(version, tiered) };
  return openLedger({ url: database.urls.app, books, lanes: 1 });
}

/** An organization with credit and due work. */
export class Customer {
  readonly orgId: string;
  private readonly ledger: Ledger;

  private constructor(ledger: Ledger, orgId: string) {
    this.ledger = ledger;
    this.orgId = orgId;
  }

  /**
   * With ten dollars that never expire.
   * @param clockAt the time of its test clock; `null` for the real time
   */
  static async open(database: TestDatabase, ledger: Ledger, clockAt: number | null = null): Promise<Customer> {
    const { orgId } = await anOrganization(await database.open("app"), { catalog: catalogText(tiered), clockAt });
    const customer = new Customer(ledger, orgId);
    await customer.grant("10", null);
    return customer;
  }

  /** The same organization through another process's ledger. */
  through(ledger: Ledger): Customer {
    return new Customer(ledger, this.orgId);
  }

  /** @returns the grant's id */
  async grant(dollars: string, expiresAt: number | null): Promise<string> {
    const command = this.command("issueGrant", {
      source: "purchase",
      grantKind: "paid",
      amount: usd(dollars),
      effectiveAt: null,
      expiresAt,
      businessKey: randomUUIDv7(),
    });
    await this.accepted(command);
    return command.id;
  }

  /** Holds credit until the hold expires after `ttlMs`. @returns the hold's id */
  async hold(dollars: string, ttlMs: number): Promise<string> {
    const command = this.command("placeHold", { amount: usd(dollars), ttlMs });
    await this.accepted(command);
    return command.id;
  }

  private command(kind: string, rest: object): Command {
    return { orgId: this.orgId, id: randomUUIDv7(), actor: { type: "system", id: null }, kind, ...rest } as Command;
  }

  private async accepted(command: Command): Promise<void> {
    const outcome = await this.ledger.submit(command, command.id);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
  }
}

/** Verifies the whole database. @returns each finding as invariant and organization; empty if all is well */
export async function findings(database: TestDatabase): Promise<string[]> {
  const pool = openReadPool(database.urls.verify);
  try {
    const { findings: found } = await verifyLedger({ pool });
    return found.map(({ invariant, orgId }) => `${invariant} ${orgId}`);
  } finally {
    await pool.end();
  }
}

import { openBatchPool } from "@scrip/db/connection";
import type { BenchDatabase } from "../bench-server.ts";

/** The part of a `pg` connection that the bench uses. */
interface Client {
  query(text: string): Promise<unknown>;
  query(statement: { name: string; text: string; values: unknown[]; rowMode: "array" }): Promise<{ rows: unknown[][] }>;
  release(destroy: boolean): void;
}

/** A prepared statement and its values. PostgreSQL returns its rows as arrays. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A fixed number of open connections. A call takes the connection that has been free for longest, or waits for one. */
export class Connections {
  private readonly clients: readonly Client[];
  private readonly free: Client[];
  private readonly waiting: ((client: Client) => void)[] = [];
  private readonly release: () => Promise<void>;

  constructor(clients: readonly Client[], release: () => Promise<void>) {
    this.clients = clients;
    this.free = [...clients];
    this.release = release;
  }

  /** Runs one statement in a transaction of its own. */
  query(statement: Prepared): Promise<unknown[][]> {
    return this.with((client) => run(client, statement));
  }

  /** Runs statements on one connection, in one transaction. */
  transaction(statements: readonly Prepared[]): Promise<void> {
    return this.with(async (client) => {
      await client.query("BEGIN");
      for (const statement of statements) await run(client, statement);
      await client.query("COMMIT");
    });
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.release(true);
    await this.release();
  }

  private async with<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    const client = this.free.shift() ?? (await new Promise<Client>((resolve) => this.waiting.push(resolve)));
    try {
      return await work(client);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free.push(client);
      else next(client);
    }
  }
}

async function run(client: Client, { name, text, values }: Prepared): Promise<unknown[][]> {
  const { rows } = await client.query({ name, text, values: [...values], rowMode: "array" });
  return rows;
}

/** Connects as the ledger's batches do: with their role, their time-outs, and prepared statements planned once. */
export async function connect({ urls }: BenchDatabase, count: number): Promise<Connections> {
  const pool = openBatchPool({ url: urls.app }, count);
  const clients: Client[] = await Promise.all(Array.from({ length: count }, () => pool.connect()));
  return new Connections(clients, () => pool.end());
}

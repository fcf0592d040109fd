import type { Sealer } from "@scrip/usecases/outside/sealer";
import type { BetterAuthOptions } from "better-auth";
import type { DBAdapter, DBTransactionAdapter } from "better-auth/adapters";

/**
 * Wraps better-auth's database adapter, so that the database has the secret of a client at an identity provider sealed
 * only: it is opened in what better-auth reads. Nothing writes providers through better-auth.
 * @source docs/sso.md#secrets
 */
export function withOpenProviders(adapter: DBAdapter<BetterAuthOptions>, sealer: Sealer): DBAdapter<BetterAuthOptions> {
  return {
    ...adapter,
    ...opening(adapter, sealer),
    transaction: (unit) => adapter.transaction((inner) => unit({ ...inner, ...opening(inner, sealer) })),
  };
}

function opening(
  adapter: DBTransactionAdapter<BetterAuthOptions>,
  sealer: Sealer,
): Pick<DBTransactionAdapter<BetterAuthOptions>, "findOne" | "findMany" | "update"> {
  const opened = <T>(model: string, row: T): T => (model === "ssoProvider" ? openProvider(row, sealer) : row);
  return {
    findOne: async <T>(query: Parameters<typeof adapter.findOne>[0]): Promise<T | null> =>
      opened(query.model, await adapter.findOne<T>(query)),
    findMany: async <T>(query: Parameters<typeof adapter.findMany>[0]): Promise<T[]> =>
      (await adapter.findMany<T>(query)).map((row) => opened(query.model, row)),
    update: async <T>(query: Parameters<typeof adapter.update>[0]): Promise<T | null> =>
      opened(query.model, await adapter.update<T>(query)),
  };
}

function openProvider<Row>(row: Row, sealer: Sealer): Row {
  if (typeof row !== "object" || row === null || !("oidcConfig" in row)) return row;
  if (typeof row.oidcConfig !== "string") return row;
  const config = JSON.parse(row.oidcConfig) as { clientSecret: string };
  return { ...row, oidcConfig: JSON.stringify({ ...config, clientSecret: sealer.open(config.clientSecret) }) };
}

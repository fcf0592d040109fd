import type { BetterAuthOptions } from "better-auth";
import type { DBAdapter, DBTransactionAdapter, Where } from "better-auth/adapters";
import { isTokenHash, newToken, tokenHash } from "./session-token.ts";

type Row = Record<string, unknown>;

/** A query of the adapter. Each operation has some of these parts. */
interface Query {
  readonly model: string;
  readonly where?: Where[] | undefined;
}

/**
 * Wraps better-auth's database adapter, so that the database never has the token of a session: it stores the hash, and
 * looks sessions up by it. better-auth sees tokens as before where it knows them, and hashes where it lists sessions.
 * @source docs/accounts.md#sessions
 */
export function withHashedSessions(adapter: DBAdapter<BetterAuthOptions>): DBAdapter<BetterAuthOptions> {
  return {
    ...adapter,
    ...hashing(adapter),
    transaction: (unit) => adapter.transaction((inner) => unit({ ...inner, ...hashing(inner) })),
  };
}

type Wrapped = Pick<
  DBTransactionAdapter<BetterAuthOptions>,
  | "create"
  | "findOne"
  | "findMany"
  | "count"
  | "update"
  | "updateMany"
  | "delete"
  | "deleteMany"
  | "consumeOne"
  | "incrementOne"
>;

function hashing(adapter: DBTransactionAdapter<BetterAuthOptions>): Wrapped {
  return {
    create: async <T extends Row, R = T>(query: Parameters<typeof adapter.create<T, R>>[0]): Promise<R> => {
      if (query.model !== "session") return adapter.create<T, R>(query);
      // The token of better-auth has 190 bits; ours has 256.
      const token = newToken();
      const created = await adapter.create<T, R>({ ...query, data: { ...query.data, token: tokenHash(token) } });
      return { ...created, token };
    },
    findOne: async <T>(query: Parameters<typeof adapter.findOne>[0]): Promise<T | null> =>
      withTokens(query, await adapter.findOne<T>(hashed(query))),
    findMany: (query) => adapter.findMany(hashed(query)),
    count: (query) => adapter.count(hashed(query)),
    update: async <T>(query: Parameters<typeof adapter.update>[0]): Promise<T | null> =>
      withTokens(query, await adapter.update<T>({ ...hashed(query), update: hashedValues(query, query.update) })),
    updateMany: (query) => adapter.updateMany({ ...hashed(query), update: hashedValues(query, query.update) }),
    delete: (query) => adapter.delete(hashed(query)),
    deleteMany: (query) => adapter.deleteMany(hashed(query)),
    consumeOne: async <T>(query: Parameters<typeof adapter.consumeOne>[0]): Promise<T | null> =>
      withTokens(query, await adapter.consumeOne<T>(hashed(query))),
    incrementOne: (query) => adapter.incrementOne(hashed(query)),
  };
}

/** The query with hashes in place of the tokens in its conditions. */
function hashed<Some extends Query>(query: Some): Some {
  if (query.model !== "session" || query.where === undefined) return query;
  const where = query.where.map((one) => (one.field === "token" ? { ...one, value: hashOf(one.value) } : one));
  return { ...query, where };
}

function hashedValues({ model }: Query, values: Row): Row {
  return model === "session" && "token" in values
    ? { ...values, token: hashOf(values.token as Where["value"]) }
    : values;
}

function hashOf(value: Where["value"]): Where["value"] {
  if (typeof value === "string") return isTokenHash(value) ? value : tokenHash(value);
  // An array of a condition `in` has texts only.
  return Array.isArray(value) ? (value as string[]).map((one) => hashOf(one) as string) : value;
}

/** Puts the token back that the caller asked with: better-auth sets it as a cookie again. */
function withTokens<T>({ model, where = [] }: Query, row: T | null): T | null {
  if (model !== "session" || row === null) return row;
  const token = where.find(({ field, value }) => field === "token" && typeof value === "string")?.value;
  return token === undefined ? row : { ...row, token };
}

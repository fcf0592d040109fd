import { startOwnPostgres } from "./own-postgres.ts";

/** The servers of two cells, beside that of the run, which has the platforms. */
export interface CellServers {
  /** The owner's addresses. */
  readonly urls: Readonly<Record<"a" | "b", string>>;
  stop(): Promise<void>;
}

/** Starts them, or uses the server at `SCRIP_TEST_DATABASE_URL` for all. */
export async function startCellServers(): Promise<CellServers> {
  const given = process.env.SCRIP_TEST_DATABASE_URL;
  if (given) return { urls: { a: given, b: given }, stop: async () => {} };
  const [a, b] = await Promise.all([startOwnPostgres(), startOwnPostgres()]);
  const stop = async (): Promise<void> => {
    await Promise.all([a.stop(), b.stop()]);
  };
  return { urls: { a: a.url, b: b.url }, stop };
}

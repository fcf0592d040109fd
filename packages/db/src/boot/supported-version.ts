import { type Queryable, queryRows } from "../connection/query-rows.ts";
import { StartupError } from "../connection/startup-error.ts";

const OLDEST = 15;
const NEWEST = 18;

/** Checks the server's version. @throws StartupError unless the server is PostgreSQL 15 to 18 */
export async function requireSupportedVersion(connection: Queryable): Promise<void> {
  const [row] = await queryRows<{ number: number; version: string }>(
    connection,
    "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version",
  );
  const major = Math.floor((row?.number ?? 0) / 10_000);
  if (major >= OLDEST && major <= NEWEST) return;
  throw new StartupError(`Scrip runs on PostgreSQL ${OLDEST} to ${NEWEST}; this server is PostgreSQL ${row?.version}.`);
}

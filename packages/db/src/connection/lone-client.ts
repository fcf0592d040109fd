import pg from "pg";
import { sessionSettings } from "./session-settings.ts";

/** A connection outside every pool. */
export interface LoneOptions {
  readonly url: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Settings of the session, as PostgreSQL's command line takes them. */
  readonly settings?: string;
}

/** A server that does not answer within this time counts as lost. */
const ANSWER_MS = 5_000;

/**
 * Opens a connection; throws if the server does not answer within 5 seconds.
 * @param onLost called once when the connection breaks later, with or without an error
 */
export async function connectAlone(options: LoneOptions, onLost: (client: pg.Client) => void): Promise<pg.Client> {
  const session = sessionSettings(options.url, options.settings ?? "");
  const client = new pg.Client({
    connectionString: session.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    ...(session.options !== "" && { options: session.options }),
  });
  let isLost = false;
  const lose = (): void => {
    if (isLost) return;
    isLost = true;
    onLost(client);
  };
  // Without a listener an error between two statements would end the process.
  client.on("error", lose);
  try {
    await client.connect();
  } catch (error) {
    isLost = true;
    void client.end().catch(() => {});
    throw error;
  }
  client.once("end", lose);
  return client;
}

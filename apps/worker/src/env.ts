/** What the worker reads from its environment. */
export interface Env {
  readonly databaseUrl: string;
  readonly sweepEveryMs: number;
}

/**
 * Reads the environment, once.
 * @throws Error that names what is wrong
 */
export function readEnv(variables: NodeJS.ProcessEnv): Env {
  const databaseUrl = variables.WORKER_DATABASE_URL;
  if (databaseUrl === undefined || !URL.canParse(databaseUrl))
    throw new Error("The worker can not start: WORKER_DATABASE_URL must be the address of the database.");
  const seconds = Number(variables.SCRIP_SWEEP_SECONDS ?? "60");
  if (!Number.isInteger(seconds) || seconds < 1)
    throw new Error("The worker can not start: SCRIP_SWEEP_SECONDS must be a whole number of seconds, 1 or more.");
  return { databaseUrl, sweepEveryMs: seconds * 1000 };
}

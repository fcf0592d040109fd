/** What the command line reads from its environment. */
export interface Env {
  /** The owner's address of the database. */
  readonly databaseUrl: string | undefined;
  /** The address of the role that only reads. */
  readonly verifyDatabaseUrl: string | undefined;
  /** The address of the role that sees due work. */
  readonly workerDatabaseUrl: string | undefined;
  /** The file of the key that signs lists of heads. */
  readonly signingKeyFile: string | undefined;
  /** A platform key, for the API of `--url`. */
  readonly key: string | undefined;
  /** The name of the deployment's catalog. */
  readonly catalog: string;
}

/** An empty variable is one that is not set. */
export function readEnv(variables: NodeJS.ProcessEnv): Env {
  return {
    databaseUrl: variables.DATABASE_URL || undefined,
    verifyDatabaseUrl: variables.VERIFY_DATABASE_URL || undefined,
    workerDatabaseUrl: variables.WORKER_DATABASE_URL || undefined,
    signingKeyFile: variables.SCRIP_SIGNING_KEY_FILE || undefined,
    key: variables.SCRIP_KEY || undefined,
    catalog: variables.SCRIP_CATALOG || "tiered",
  };
}

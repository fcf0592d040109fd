/** The environment variables of the CLI. */
export interface Env {
  /** The database's address, for its owner. */
  readonly databaseUrl: string | undefined;
  /** The database's address, for the role that only reads. */
  readonly verifyDatabaseUrl: string | undefined;
  /** The database's address, for the role that sees the due work of all organizations. */
  readonly workerDatabaseUrl: string | undefined;
  readonly platformDatabaseUrl: string | undefined;
  /** The file of the key that signs lists of heads. */
  readonly signingKeyFile: string | undefined;
  /** A platform key for the API that `--url` names. */
  readonly key: string | undefined;
  /** The name of the deployment's catalog. */
  readonly catalog: string;
}

/** Reads the environment. An empty variable counts as not set. */
export function readEnv(variables: NodeJS.ProcessEnv): Env {
  return {
    databaseUrl: variables.DATABASE_URL || undefined,
    verifyDatabaseUrl: variables.VERIFY_DATABASE_URL || undefined,
    workerDatabaseUrl: variables.WORKER_DATABASE_URL || undefined,
    platformDatabaseUrl: variables.PLATFORM_DATABASE_URL || undefined,
    signingKeyFile: variables.SCRIP_SIGNING_KEY_FILE || undefined,
    key: variables.SCRIP_KEY || undefined,
    catalog: variables.SCRIP_CATALOG || "tiered",
  };
}

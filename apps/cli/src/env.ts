import { withDatabasePasswords } from "@scrip/process/database-passwords";
import { withSecretFiles } from "@scrip/process/secret-files";
import { CouldNotRun } from "./could-not-run.ts";

/** The environment variables of the CLI. */
export interface Env {
  /** The database's address, for its owner. */
  readonly databaseUrl: string | undefined;
  /** The database's address, for the role that only reads. */
  readonly verifyDatabaseUrl: string | undefined;
  /** The database's address, for the role that sees the due work of all organizations. */
  readonly workerDatabaseUrl: string | undefined;
  readonly platformDatabaseUrl: string | undefined;
  /** The database's address, for the role of the API. */
  readonly appDatabaseUrl: string | undefined;
  /** The addresses of the cells by their names, as `cellUrlsOf` reads them. */
  readonly cells: string | undefined;
  /** The file of the key that signs lists of heads. */
  readonly signingKeyFile: string | undefined;
  /** A platform key for the API that `--url` names. */
  readonly key: string | undefined;
  /** The port of the API of `npm start`. */
  readonly port: string;
  /** The deployment's catalog: the name of one that ships, or the path of an own one. */
  readonly catalog: string;
  /** The key of Stripe, for `scrip stripe`, and the address of a local Stripe. */
  readonly stripe: { readonly secretKey: string | undefined; readonly url: string | undefined };
  /** For `scrip doctor`: the origin of the server in browsers, and the mail server of the worker. */
  readonly origin: string | undefined;
  readonly smtpUrl: string | undefined;
  /** The folder of the processes that is kept over restarts; `scrip verify` remembers its last run there. */
  readonly stateDir: string | undefined;
}

/**
 * Reads the environment. An empty variable counts as not set.
 * @throws CouldNotRun if a file with a password cannot be read
 */
export function readEnv(given: NodeJS.ProcessEnv): Env {
  const { variables, problems: passwordProblems } = withDatabasePasswords(given);
  const { variables: secrets, problems: fileProblems } = withSecretFiles(given, [
    "STRIPE_SECRET_KEY",
    "SCRIP_SMTP_URL",
    "SCRIP_CELLS",
  ]);
  const problems = [...passwordProblems, ...fileProblems];
  if (problems.length > 0) throw new CouldNotRun(problems.join("\n"));
  return {
    databaseUrl: variables.DATABASE_URL || undefined,
    verifyDatabaseUrl: variables.VERIFY_DATABASE_URL || undefined,
    workerDatabaseUrl: variables.WORKER_DATABASE_URL || undefined,
    platformDatabaseUrl: variables.PLATFORM_DATABASE_URL || undefined,
    appDatabaseUrl: variables.APP_DATABASE_URL || undefined,
    cells: secrets.SCRIP_CELLS || undefined,
    signingKeyFile: variables.SCRIP_SIGNING_KEY_FILE || undefined,
    key: variables.SCRIP_KEY || undefined,
    port: variables.SCRIP_PORT || "4870",
    catalog: variables.SCRIP_CATALOG || "tiered",
    stripe: { secretKey: secrets.STRIPE_SECRET_KEY || undefined, url: variables.SCRIP_STRIPE_URL || undefined },
    origin: variables.SCRIP_ORIGIN || undefined,
    smtpUrl: secrets.SCRIP_SMTP_URL || undefined,
    stateDir: variables.SCRIP_STATE_DIR || undefined,
  };
}

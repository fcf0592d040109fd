import { z } from "zod";
import { withDatabasePasswords } from "./database-passwords.ts";
import { LOG_LEVELS } from "./log.ts";
import { withSecretFiles } from "./secret-files.ts";

/** The environment does not allow a start. The message names every wrong variable. */
export class EnvError extends Error {
  override name = "EnvError";
}

/** The variables that every server process reads; a process adds its own with `extend`. */
export const processFields = z.object({
  /** `production` refuses test clocks, test hooks and a local Stripe, and needs the settings of mails and sessions. */
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  /** The lowest level that the log writes. */
  SCRIP_LOG_LEVEL: z.enum(LOG_LEVELS).default("info"),
  /**
   * A folder that is kept over restarts and is no part of the database's backups. The process remembers its database
   * there, and so recognises one that was restored.
   */
  SCRIP_STATE_DIR: z.string().optional(),
  /** Says at a start that the database was restored: charging waits for reconciliation. Not to be kept. */
  SCRIP_RESTORED: z.stringbool().default(false),
  /** The base address of a collector of OpenTelemetry, such as `http://collector:4318`. Without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** The name of the process in traces; `scrip-api` or `scrip-worker` if not given. */
  OTEL_SERVICE_NAME: z.string().optional(),
  /** The share of requests and tasks that are traced. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
});

/**
 * Makes the field of a port.
 * @param least 0 if the system may choose the port or 0 turns the server off; otherwise 1
 */
export function portFrom(least: 0 | 1) {
  const error = `must be a port, a whole number from ${least} to 65535`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(65_535, { error });
}

/**
 * Makes the field of `SCRIP_CELLS`: the addresses of the cells by their names.
 * @param parse throws an error that says what is wrong
 */
export function cellsField<Cells>(parse: (text: string) => Cells) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return parse(text);
      } catch (error) {
        context.addIssue((error as Error).message);
        return z.NEVER;
      }
    })
    .optional();
}

/** The variable that crash tests set. `readEnv` refuses it in production. */
const CRASH_HOOK = "SCRIP_TEST_CRASH_AT";

/**
 * Makes the field of `SCRIP_TEST_CRASH_AT`.
 * @param parse returns `null` if the text names no crash point
 * @param example such as `due.ran:3`
 */
export function crashHook<CrashAt>(parse: (text: string) => CrashAt | null, example: string) {
  return z
    .string()
    .transform((text, context) => {
      const parsed = parse(text);
      if (parsed !== null) return parsed;
      context.addIssue(`must be a crash point and a number, such as ${example}`);
      return z.NEVER;
    })
    .optional();
}

/**
 * Reads the environment, once. An empty variable counts as not set. Each variable may be given as a file
 * (`withSecretFiles`), and an address of a database may have its password in a variable or a file of its own
 * (`withDatabasePasswords`).
 * @param title names the process at the start of a sentence, such as `The API`
 * @throws EnvError
 */
export function readEnv<Schema extends z.ZodType>(
  schema: Schema,
  variables: NodeJS.ProcessEnv,
  title: string,
): z.output<Schema> {
  const set = Object.fromEntries(Object.entries(variables).filter(([, text]) => text !== ""));
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const { variables: read, problems: fileProblems } = withSecretFiles(set, names);
  const { variables: given, problems: passwordProblems } = withDatabasePasswords(read);
  const result = schema.safeParse(given);
  const problems = [...hookProblems(given), ...fileProblems, ...passwordProblems];
  if (result.success && problems.length === 0) return result.data;
  for (const { path, message } of result.error?.issues ?? []) {
    const name = path.join(".");
    problems.push(`${name}: ${given[name] === undefined ? "is not set" : message}`);
  }
  throw new EnvError(`${title} cannot start with this environment.\n${problems.join("\n")}`);
}

function hookProblems(given: NodeJS.ProcessEnv): string[] {
  if (given.NODE_ENV !== "production" || given[CRASH_HOOK] === undefined) return [];
  return [`${CRASH_HOOK}: is a hook of tests, and production does not start with it`];
}

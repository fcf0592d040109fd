import type { RoleUrls } from "@scrip/db/connection";
import { StartupError } from "./startup-error.ts";

export interface Environment {
  apiPort: number;
  postgresPort: number;
  /** The worker's health and metrics. */
  workerPort: number;
  /** The API's metrics; 0 is off. */
  metricsPort: number;
  /** The pages while developing. */
  webPort: number;
  /** No demo, no sign-in by one click, no test clocks. */
  isProduction: boolean;
  /** The owner's address of a server of one's own, instead of the embedded one. */
  databaseUrl: string | undefined;
  /** The roles' addresses, where they are not to be derived from the owner's. */
  roleUrls: Partial<RoleUrls>;
}

export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  return {
    apiPort: port(env, "SCRIP_PORT", 4870),
    postgresPort: port(env, "SCRIP_PG_PORT", 54870),
    workerPort: port(env, "SCRIP_WORKER_PORT", 4871),
    metricsPort: env.SCRIP_METRICS_PORT === "0" ? 0 : port(env, "SCRIP_METRICS_PORT", 4872),
    webPort: port(env, "SCRIP_WEB_PORT", 4880),
    isProduction: env.NODE_ENV === "production",
    databaseUrl: env.DATABASE_URL || undefined,
    // Addresses of another server than the owner's would never fit.
    roleUrls: env.DATABASE_URL ? roleUrls(env) : {},
  };
}

function roleUrls(env: NodeJS.ProcessEnv): Partial<RoleUrls> {
  return {
    ...(env.APP_DATABASE_URL && { app: env.APP_DATABASE_URL }),
    ...(env.WORKER_DATABASE_URL && { worker: env.WORKER_DATABASE_URL }),
    ...(env.VERIFY_DATABASE_URL && { verify: env.VERIFY_DATABASE_URL }),
  };
}

function port(env: NodeJS.ProcessEnv, name: string, usual: number): number {
  const text = env[name];
  if (text === undefined || text === "") return usual;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new StartupError(`${name} must be a port, a whole number from 1 to 65535; it is "${text}".`);
}

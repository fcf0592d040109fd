import { StartupError as DatabaseError } from "@scrip/db/connection";
import { PostgresError } from "@scrip/postgres";
import { EnvError } from "@scrip/process/env";
import { StartupError } from "./startup-error.ts";

const EXPECTED = [StartupError, PostgresError, DatabaseError, EnvError];

/** Says what to do about an error that was foreseen; shows where one that was not came from. */
export function reportError(error: unknown): void {
  const isExpected = EXPECTED.some((kind) => error instanceof kind);
  console.error(isExpected ? (error as Error).message : error);
}

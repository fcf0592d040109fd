import { StartupError as DatabaseError } from "@scrip/db/connection";
import { PostgresError } from "@scrip/postgres";
import { EnvError } from "@scrip/process/env";
import { StartupError } from "./startup-error.ts";

const EXPECTED = [StartupError, PostgresError, DatabaseError, EnvError];

/** Prints only the message of an expected error, which says what to do, and any other error with its stack. */
export function reportError(error: unknown): void {
  const isExpected = EXPECTED.some((kind) => error instanceof kind);
  console.error(isExpected ? (error as Error).message : error);
}

import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stateDir } from "./paths.ts";

/**
 * The variable with the secret that signs sessions on this machine. The first start makes the secret and keeps it, so
 * that a restart signs nobody out and second factors stay readable.
 * @returns nothing if the environment gives a secret or its file, which the API reads itself
 */
export async function authSecret(folder = stateDir): Promise<NodeJS.ProcessEnv> {
  if (process.env.SCRIP_AUTH_SECRET || process.env.SCRIP_AUTH_SECRET_FILE) return {};
  const path = join(folder, "auth-secret");
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(path, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return { SCRIP_AUTH_SECRET: await readFile(path, "utf8") };
}

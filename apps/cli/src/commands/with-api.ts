import { hostname, userInfo } from "node:os";
import { createClient, type ScripClient } from "@scrip/client";
import type { Scope } from "@scrip/domain/access";
import type { Tiered } from "@scrip/domain/catalog";
import { InvalidArgumentError, Option } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { withOwner } from "./with-owner.ts";

/** How long a key lives that the CLI makes for one command; it is revoked when the command ends. */
const OWN_KEY_MS = 600_000;

/** The API that a command calls. */
export interface ApiServer {
  readonly client: ScripClient<Tiered>;
  /** The API's address without a slash at its end. */
  readonly url: string;
  readonly key: string;
}

/** The options of commands that call the API. */
export interface ApiOptions {
  readonly url?: string;
}

/** Parses the address of an API. */
export function apiUrl(text: string): string {
  const url = URL.parse(text);
  if (url !== null && ["http:", "https:"].includes(url.protocol)) return text.replace(/\/+$/, "");
  throw new InvalidArgumentError('It must be an address such as "http://127.0.0.1:4870".');
}

/** What each command that calls the API says about its server. */
export const API_HELP =
  "It calls the API of a running `npm start`, or the one that --url names. With SCRIP_KEY it uses that key;\n" +
  "otherwise it makes a key as the database's owner (DATABASE_URL) and revokes it at the end.";

/** The option `--url`. */
export function urlOption(): Option {
  return new Option("--url <url>", "the API to use, if not that of `npm start`").argParser(apiUrl);
}

/**
 * Runs `work` against the API. Without `SCRIP_KEY` it makes a key for one organization's scopes as the database's
 * owner, and revokes it afterwards, so that nothing is left behind.
 * @param scopes the scopes that the command needs
 */
export async function withApi<Result>(
  console: Console,
  { url = `http://127.0.0.1:${console.env.port}` }: ApiOptions,
  { orgId, scopes, command }: { orgId: string; scopes: readonly Scope[]; command: string },
  work: (server: ApiServer) => Promise<Result>,
): Promise<Result> {
  const run = (key: string) => work({ url, key, client: createClient({ url, key, retryForMs: 5_000 }) });
  if (console.env.key !== undefined) return run(console.env.key);
  const { createServiceKey, revokeServiceKey } = await import("@scrip/db/access");
  return withOwner(console, async ({ platform }) => {
    const name = `scrip ${command} by ${userInfo().username} on ${hostname()}`.slice(0, 200);
    const limits = { orgId: null, orgIds: [orgId], scopes, expiresAt: Date.now() + OWN_KEY_MS };
    const { id, key } = await createServiceKey(platform, { name, owner: "platform", ...limits });
    try {
      return await run(key);
    } finally {
      await revokeServiceKey(platform, id);
    }
  }).catch((error: unknown) => {
    if (error instanceof CouldNotRun) throw new CouldNotRun(`${error.message}\nOr set SCRIP_KEY to a key of the API.`);
    throw error;
  });
}

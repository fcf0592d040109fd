import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import type { Server } from "../replay/run-replay.ts";
import { onTemporaryServer } from "../server/temporary-server.ts";

/** The options of a command that makes organizations of its own on a server. */
export interface PlatformServerOptions {
  readonly url?: string;
  readonly keep?: string;
}

/** Runs `work` on the server of `--url` with the platform key of `SCRIP_KEY`, or on a temporary server. */
export async function onPlatformServer<Result>(
  { env }: Console,
  { url, keep }: PlatformServerOptions,
  command: string,
  work: (server: Server) => Promise<Result>,
): Promise<Result> {
  if (url === undefined) return onTemporaryServer({ keep }, work);
  if (keep !== undefined) throw new CouldNotRun("--keep is for the temporary server; --url does not start one.");
  if (env.key?.startsWith("scrip_p")) return work({ url, key: env.key });
  throw new CouldNotRun(
    `--url needs a platform key, scrip_p…, in SCRIP_KEY. Make one with: npm run -s scrip -- keys create --platform --name ${command}`,
  );
}

import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import type { Server } from "../replay/run-replay.ts";
import { onTemporaryServer } from "../server/temporary-server.ts";

/** The options of a command that makes organizations of its own on a server. */
export interface PlatformServerOptions {
  readonly url?: string;
  readonly keep?: string;
}

/** Runs work on a server, and answers with its result. */
export type OnServer = <Result>(work: (server: Server) => Promise<Result>) => Promise<Result>;

/**
 * The server of `--url` with the platform key of `SCRIP_KEY`, or a temporary server. It starts only with its work.
 * @throws CouldNotRun at once if the options or the key do not fit
 */
export function platformServer({ env }: Console, { url, keep }: PlatformServerOptions, command: string): OnServer {
  if (url === undefined) return (work) => onTemporaryServer({ keep }, work);
  if (keep !== undefined) throw new CouldNotRun("--keep is for the temporary server; --url does not start one.");
  const { key } = env;
  if (key?.startsWith("scrip_p")) return (work) => work({ url, key });
  throw new CouldNotRun(
    `--url needs a platform key, scrip_p…, in SCRIP_KEY. Make one with: npm run -s scrip -- keys create --platform --name ${command}`,
  );
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createClient } from "@scrip/client";
import { type ApiProcess, END_WITH_PARENT, startApi } from "../ledger/api-process.ts";
import type { Bench } from "../ledger/bench.ts";
import { chargeOver } from "../ledger/measures/http.ts";
import { openBenchLedger } from "../ledger/open-ledger.ts";
import { charge } from "../ledger/work.ts";

/** One charge of an organization, in three ways. */
export interface Sides {
  /** By the ledger in this process. */
  readonly inProcess: (orgId: string) => Promise<unknown>;
  /** By the client as it ships, through the API in a process of its own. */
  readonly client: (orgId: string) => Promise<unknown>;
  /** By the same client from a bare Fastify server, which does no work. */
  readonly echo: (orgId: string) => Promise<unknown>;
  readonly api: ApiProcess;
  /** Stops the processes, and verifies both databases. @throws NotVerified */
  readonly close: () => Promise<void>;
}

export async function openSides(bench: Bench): Promise<Sides> {
  const own = await bench.fresh();
  const other = await bench.fresh();
  const api = await startApi(own);
  const { ledger, close } = await openBenchLedger(other);
  const echo = await startEcho();
  const ofApi = api.client();
  const ofEcho = createClient({ url: echo.url, key: api.key });
  return {
    inProcess: (orgId) => charge(ledger, orgId),
    client: (orgId) => chargeOver(ofApi.organization(`org_${orgId}`)),
    echo: (orgId) => chargeOver(ofEcho.organization(`org_${orgId}`)),
    api,
    close: async () => {
      echo.stop();
      await api.stop();
      await close();
      await bench.done(own, other);
    },
  };
}

async function startEcho(): Promise<{ url: string; stop: () => void }> {
  const program = join(import.meta.dirname, "echo-process.ts");
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, program], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [url] = (await once(child, "message")) as [string];
  return { url, stop: () => void child.kill() };
}

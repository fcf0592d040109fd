import { TransientError } from "@scrip/db/connection";
import { z } from "zod";
import type { DemoHost } from "../trpc/request.ts";

const advanced = z.object({ at: z.int(), ran: z.int() });
const begun = z.object({ orgId: z.uuid(), name: z.string() });

/** A month of the demo's work takes a second or two; a busy machine takes longer. */
const LIMIT_MS = 60_000;

/** @param url of the demo's own port on this machine, which nobody else knows */
export function demoHost(url: string): DemoHost {
  const ask = async (what: string, input: object): Promise<unknown> => {
    try {
      const init = { method: "POST", body: JSON.stringify(input), signal: AbortSignal.timeout(LIMIT_MS) };
      const answer = await fetch(`${url}/${what}`, init);
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      return await answer.json();
    } catch (cause) {
      throw new TransientError("unavailable", "The demo does not answer. It may be starting: try again.", 2000, {
        cause,
      });
    }
  };
  return {
    advance: async (orgId, to) => advanced.parse(await ask("advance", { orgId, to })),
    startOver: async () => begun.parse(await ask("start-over", {})),
  };
}

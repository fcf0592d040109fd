import { randomUUIDv7 } from "node:crypto";
import type { Command } from "@scrip/domain/ledger";
import { ACTOR } from "../accounts.ts";
import { asOwner, type BenchDatabase } from "../bench-server.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { serve } from "../services.ts";
import { ENDPOINT, endpointsOf, JOB, jobsOf, MINUTE_MS, type RunningSize, type RunningWork } from "./running-work.ts";

type Rest<C> = C extends Command ? Omit<C, "orgId" | "id" | "actor"> : never;

/**
 * The same work through the ledger of this process, as the API and the worker call it: endpoints are charged by group commit.
 * @param orgIds organizations with credit that the bench may put on test clocks
 */
export async function runInProcess(
  database: BenchDatabase,
  orgIds: readonly string[],
  size: RunningSize,
): Promise<RunningWork> {
  const { ledger, close } = await openBenchLedger(database);
  const organizations = orgIds.slice(0, size.organizations);
  const start = Date.now();
  const setTime = (minute: number): Promise<unknown> =>
    asOwner(database, (owner) =>
      owner.query("UPDATE organizations SET clock_at = $2 WHERE org_id = ANY ($1)", [
        organizations,
        new Date(start + minute * MINUTE_MS),
      ]),
    );
  await setTime(0);
  await asOwner(database, (owner) =>
    owner.query("UPDATE due SET on_test_clock = true WHERE org_id = ANY ($1)", [organizations]),
  );
  const run = async (orgId: string, terms: Rest<Command>) => {
    const command = { orgId, id: randomUUIDv7(), actor: ACTOR, ...terms } as Command;
    const outcome = await ledger.submit(command, randomUUIDv7());
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    return outcome.answer;
  };
  const of = (names: readonly string[]) => organizations.flatMap((orgId) => names.map((ref) => ({ orgId, ref })));
  const jobs = of(jobsOf(size));
  const endpoints = new Map<string, { readonly orgId: string; readonly endpointId: string }[]>();
  const labels = { unitsMilli: 1000, member: null } as const;
  return {
    startJobs: () =>
      serve(jobs, ({ orgId, ref }) => {
        const terms = { ...JOB, ...labels, ref, work: "training", mode: "epochs", estimateMs: null } as const;
        return run(orgId, { kind: "startJob", ...terms, next: { untilMs: MINUTE_MS } });
      }),
    startEndpoints: (minute) =>
      serve(of(endpointsOf(size, minute)), async ({ orgId, ref }) => {
        const answer = await run(orgId, { kind: "startEndpoint", ...ENDPOINT, ...labels, ref });
        if (!("endpoint" in answer)) throw new Error("the answer names no endpoint");
        const started = endpoints.get(ref) ?? [];
        endpoints.set(ref, [...started, { orgId, endpointId: answer.endpoint }]);
      }),
    passTo: async (minute) => {
      await setTime(minute);
      const due = endpointsOf(size, minute).flatMap((ref) => endpoints.get(ref) ?? []);
      const { perSecond } = await serve(due, ({ orgId, endpointId }) =>
        run(orgId, { kind: "settleEndpoint", endpointId }),
      );
      return { charged: due.length, perSecond };
    },
    settleJobs: (minute) => {
      const quantityMs = minute * MINUTE_MS;
      const next = { untilMs: quantityMs + MINUTE_MS };
      return serve(jobs, async ({ orgId, ref }) => {
        const answer = await run(orgId, { kind: "settleEpoch", ref, quantityMs, next });
        if (!("decision" in answer) || answer.decision !== "continue")
          throw new Error(`the job ${ref} should not go on`);
      });
    },
    stop: close,
  };
}

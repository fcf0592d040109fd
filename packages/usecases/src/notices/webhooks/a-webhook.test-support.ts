import { randomUUID } from "node:crypto";
import type { EventKind } from "@scrip/contract/notices/events";
import { inOrganization, newId } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import { aMember } from "@scrip/db/testing";
import { FROM_WITHIN } from "../../deps.ts";
import type { Scenario } from "../../testing/a-scenario.ts";
import { createWebhook } from "./create-webhook.ts";
import { type DeliverDeps, type DeliveredRound, deliverRound } from "./deliver.ts";
import type { PostOutcome, WebhookPost } from "./post-webhook.ts";
import { queueDeliveries } from "./queue-deliveries.ts";

/** The start of the injected clock: an hour ahead, so that what the test writes meanwhile is due. */
export const START = Date.now() + 3_600_000;

/** A webhook of an organization, whose receiver is a function, and the worker that sends to it at an injected time. */
export async function aWebhook(
  { deps, database, anOrganization, aPerson }: Scenario,
  terms: { readonly kinds?: EventKind[] | null; readonly url?: string } = {},
) {
  const { orgId } = await anOrganization({ clockAt: null });
  const { id: personId } = await aPerson();
  await aMember(deps.homes, { orgId, personId, role: "admin" });
  const caller = { orgId, actor: { type: "member", id: personId }, from: FROM_WITHIN } as const;
  const { url = "https://receiver.example.com/hooks", kinds = null } = terms;
  const made = await createWebhook(deps, caller, {
    url,
    description: "",
    eventKinds: kinds as Parameters<typeof createWebhook>[2]["eventKinds"],
  });
  const homes = await database.open("worker");
  const posts: WebhookPost[] = [];
  const clock = { now: START };
  const answers: PostOutcome[] = [];
  const worker: DeliverDeps = {
    homes,
    ledger: deps.ledger,
    webhooks: {
      sealer: deps.webhooks.sealer,
      now: () => clock.now,
      random: () => 0,
      post: async (post) => {
        posts.push(post);
        return answers.shift() ?? answer(200);
      },
    },
  };
  const key = { orgId, id: made.webhook };
  /** Writes an event for the webhooks of the organization, as the fan-out of a notice does. */
  const tell = (available = "9870000"): Promise<readonly string[]> =>
    inOrganization(homes.organizations, orgId, async (tx) => {
      const organization = await lockOrganization(tx, orgId);
      const data = { available, threshold: "10000000" };
      return queueDeliveries(tx, {
        orgId,
        id: newId(),
        kind: "balance.low",
        at: organization?.time ?? new Date(),
        data,
      });
    });
  const round = (): Promise<DeliveredRound> => deliverRound(worker, key);
  const state = async () => {
    const owner = await database.open("owner");
    const [webhook] = (await owner.query("SELECT * FROM webhooks WHERE org_id = $1 AND id = $2", [
      orgId,
      made.webhook,
    ])) as { off_reason: string | null; failing_since: Date | null; delivered_at: Date | null; sequence: bigint }[];
    const deliveries = (await owner.query(
      'SELECT state, tries, attempts, next_at AS "nextAt" FROM webhook_deliveries WHERE org_id = $1 ORDER BY sequence',
      [orgId],
    )) as { state: string; tries: number; attempts: number; nextAt: Date | null }[];
    const attempts = (await owner.query(
      "SELECT number, status, problem, answer FROM webhook_attempts WHERE org_id = $1 ORDER BY delivery_id, number",
      [orgId],
    )) as { number: number; status: number | null; problem: string | null; answer: string | null }[];
    const due = (await owner.query(
      'SELECT due_at AS "dueAt", on_test_clock AS "onTestClock" FROM due WHERE org_id = $1 AND kind = \'deliver_webhook\'',
      [orgId],
    )) as { dueAt: Date; onTestClock: boolean }[];
    return { webhook, deliveries, attempts, due };
  };
  return { deps, caller, orgId, ...made, key, posts, clock, answers, worker, tell, round, state, name: randomUUID() };
}

/** An answer of a receiver. */
export function answer(status: number, text = "", retryAfter?: string): PostOutcome {
  return { status, problem: null, answer: text, retryAfter };
}

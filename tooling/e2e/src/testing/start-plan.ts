import { randomUUID } from "node:crypto";
import type { Server } from "./a-server.ts";
import { makePlatformKey } from "./start-api.ts";

/** Starts a paid plan that is paid outside, as a platform's service does. @param org `org_…` */
export async function startPlan(
  { url, ownerUrl }: Pick<Server, "url" | "ownerUrl">,
  org: string,
  { plan, interval = "month" }: { readonly plan: string; readonly interval?: "month" | "year" },
): Promise<void> {
  const key = await makePlatformKey(ownerUrl);
  const answer = await fetch(`${url}/trpc/plans.subscribe`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ org, plan, interval, idempotencyKey: randomUUID() }),
  });
  if (!answer.ok) throw new Error(`The plan did not start: ${answer.status} ${await answer.text()}`);
}

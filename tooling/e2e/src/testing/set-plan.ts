import type { Server } from "./a-server.ts";
import { makePlatformKey } from "./start-api.ts";

/** Sets the plan of an organization, as an operator does. @param org `org_…` */
export async function setPlan(
  { url, ownerUrl }: Pick<Server, "url" | "ownerUrl">,
  org: string,
  plan: string,
): Promise<void> {
  const key = await makePlatformKey(ownerUrl);
  const answer = await fetch(`${url}/trpc/organizations.setPlan`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ org, plan, reason: "A browser test" }),
  });
  if (!answer.ok) throw new Error(`The plan was not set: ${answer.status} ${await answer.text()}`);
}

import { randomUUIDv7 } from "node:crypto";
import { appendAudit, createServiceKey } from "@scrip/db/access";
import { inOrganization } from "@scrip/db/connection";
import { openHomes } from "@scrip/db/schema";
import type { AuditRecord } from "@scrip/domain/audit-record";
import type { Server } from "./a-server.ts";

/** An organization with an audit log. */
export interface AuditedOrganization {
  /** `org_…` */
  readonly org: string;
  /** The number of the newest entry, a denial. */
  readonly denied: number;
  /** Sets the plan, as an operator does. */
  readonly setPlan: (plan: "free" | "enterprise") => Promise<void>;
}

/** Creates an organization with entries of every look in its audit log, on a plan that does not show it. */
export async function anAuditedOrganization(server: Server, name: string): Promise<AuditedOrganization> {
  const { org } = await server.newOrganization({ name });
  const orgId = org.slice("org_".length);
  const denied = await asOwner(server, async ({ organizations, platform }) => {
    const terms = { owner: "tests", orgId, orgIds: null, expiresAt: null, scopes: ["usage:report"] };
    const { id } = await createServiceKey(platform, { ...terms, name: "scheduler" });
    return inOrganization(organizations, orgId, async (tx) => {
      const seqs: number[] = [];
      for (const record of recordsAbout(id)) seqs.push(await appendAudit(tx, orgId, record));
      await tx.query("DELETE FROM audit_details WHERE org_id = $1 AND seq = $2", [orgId, seqs[0]]);
      return seqs.at(-1) ?? 0;
    });
  });
  return {
    org,
    denied,
    setPlan: (plan) =>
      asOwner(server, async ({ organizations: { cells } }) => {
        await cells[0]?.query("UPDATE organizations SET plan = $1 WHERE org_id = $2", [plan, orgId]);
      }),
  };
}

async function asOwner<Result>(
  { ownerUrl }: Server,
  work: (homes: Awaited<ReturnType<typeof openHomes>>) => Promise<Result>,
): Promise<Result> {
  const homes = await openHomes({ organizations: ownerUrl }, { applicationName: "scrip-test-audit" });
  try {
    return await work(homes);
  } finally {
    await homes.close();
  }
}

/** What follows the entry of the creation. The first record gets erased details. */
function recordsAbout(key: string): readonly AuditRecord[] {
  const from = {
    address: "2001:db8:85a3::8a2e:370:7334",
    userAgent: "Mozilla/5.0 (X11; Linux x64) Chrome/150",
    requestId: "req-17",
  };
  const person = { type: "person", id: randomUUIDv7() } as const;
  return [
    { actor: person, action: "member.joined", outcome: "done", from },
    {
      actor: person,
      action: "member.invited",
      target: { type: "invitation", id: randomUUIDv7() },
      outcome: "done",
      from,
      details: { email: "konstantinos.papadopoulos@research.example", role: "viewer" },
    },
    {
      actor: person,
      action: "key.created",
      target: { type: "service_key", id: key },
      outcome: "done",
      from,
      reason: "For the new cluster.",
      details: { name: "scheduler", scopes: "usage:report" },
    },
    {
      actor: { type: "service_key", id: key },
      action: "access.denied",
      outcome: "denied",
      from,
      details: { procedure: "grants.create", code: "scope_missing", more: 12 },
    },
  ];
}

import { randomUUIDv7 } from "node:crypto";
import { createServiceKey } from "@scrip/db/access";
import { refused } from "@scrip/usecases/refused";
import { describe, expect, it, vi } from "vitest";
import { type Denial, Denials } from "../denials/denials.ts";
import { anApi } from "../testing/an-api.ts";
import { TEST_LOG } from "../testing/log.ts";
import { noteDenial } from "./note-denial.ts";
import type { Request } from "./request.ts";

const api = await anApi();
const { homes } = api.deps;

interface Entry {
  readonly actor: string;
  readonly target: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The denials in the log of an organization, or of the platform, oldest first. */
function denialsIn(orgId: string | null): Promise<Entry[]> {
  const [prefix, where] = orgId === null ? ["platform_", "true"] : ["", `e.org_id = '${orgId}'`];
  return api.owner.query(
    `SELECT e.actor_type || ' ' || e.actor_id AS actor, e.target_id AS target, d.details
      FROM ${prefix}audit_entries e JOIN ${prefix}audit_details d USING (${orgId === null ? "" : "org_id, "}seq)
      WHERE ${where} AND e.action = 'access.denied' AND e.outcome = 'denied' ORDER BY e.seq`,
  );
}

const idOf = (org: string): string => org.slice("org_".length);

async function aKeyWithId(some: Parameters<typeof createServiceKey>[1]): Promise<{ id: string; key: string }> {
  return createServiceKey(api.owner.platform, some);
}

describe("the API", async () => {
  const org = await api.anOrganization();
  const other = await api.anOrganization();
  const terms = { name: "lab", owner: "tests", orgIds: null, expiresAt: null, scopes: ["ledger:read"] };
  const ours = await aKeyWithId({ ...terms, orgId: idOf(org) });
  const reader = await aKeyWithId({ ...terms, orgId: null, orgIds: [idOf(org)] });

  it("G3 records in an organization's log what its key may not do, and which other organization it named", async () => {
    await api.call("holds.place", { org, amount: "5", idempotencyKey: "one" }, ours.key);
    await api.call("balance.get", { org: other }, ours.key);
    await expect
      .poll(() => denialsIn(idOf(org)))
      .toMatchObject([
        {
          actor: `service_key ${ours.id}`,
          target: null,
          details: {
            procedure: "holds.place",
            code: "scope_missing",
            address: "127.0.0.1",
            requestId: expect.any(String),
          },
        },
        { target: idOf(other), details: { procedure: "balance.get", code: "organization_not_found" } },
      ]);
    expect(await denialsIn(idOf(other))).toEqual([]);
  });

  it("G1 records in the platform's log what a stranger tried in an organization, and nothing in that organization", async () => {
    await api.call("balance.get", { org: other }, reader.key);
    await expect
      .poll(() => denialsIn(null))
      .toMatchObject([
        { actor: `service_key ${reader.id}`, target: idOf(other), details: { code: "organization_not_found" } },
      ]);
    expect(await denialsIn(idOf(other))).toEqual([]);
  });

  it("records no caller that is not known, and no organization that does not exist", async () => {
    const before = await denialsIn(null);
    await api.call("balance.get", { org }, null);
    await api.call("balance.get", { org }, `scrip_p${"x".repeat(43)}`);
    await api.call("balance.get", { org: `org_${randomUUIDv7()}` });
    await api.call("holds.place", { org, amount: "5", idempotencyKey: "two" }, reader.key);
    await expect.poll(() => denialsIn(idOf(org))).toHaveLength(3);
    expect(await denialsIn(null)).toEqual(before);
  });

  it("records refused downloads", async () => {
    const key = await api.aKey({ orgId: idOf(other), scopes: ["holds:write"] });
    await fetch(`${api.url}/download/activity.csv?org=${other}`, { headers: { authorization: `Bearer ${key}` } });
    await expect
      .poll(() => denialsIn(idOf(other)))
      .toMatchObject([{ details: { procedure: "/download/activity.csv" } }]);
  });
});

describe("a member's denial", () => {
  const noted = async (
    role: string | null,
    code: "permission_missing" | "organization_not_found" | "unauthenticated",
  ) => {
    const record = vi.fn<(denial: Denial) => void>();
    const orgId = randomUUIDv7();
    const member = { id: randomUUIDv7(), roleIn: async () => role };
    const request = { deps: api.deps, member: async () => member, from: {}, denials: { record }, log: TEST_LOG };
    const reason =
      code === "permission_missing"
        ? refused(code, "No.", { permission: "members:write", role: "viewer" })
        : code === "organization_not_found"
          ? refused(code, "No.", { organization: orgId })
          : refused(code, "No.");
    await noteDenial(request as unknown as Request, reason, {
      procedure: "members.invite",
      input: () => ({ org: `org_${orgId}` }),
    });
    return { orgId, person: { type: "person", id: member.id }, denials: record.mock.calls.map(([denial]) => denial) };
  };

  it("G3 is in the organization's log if they are a member, and in the platform's if not", async () => {
    const ofMember = await noted("viewer", "permission_missing");
    expect(ofMember.denials).toMatchObject([{ orgId: ofMember.orgId, actor: ofMember.person, target: null }]);
    const ofStranger = await noted(null, "organization_not_found");
    const target = { type: "organization", id: ofStranger.orgId };
    expect(ofStranger.denials).toMatchObject([{ orgId: null, actor: ofStranger.person, target }]);
  });
});

describe("a flood of denials", () => {
  it("costs five entries and one that counts the others, for each actor and log in a minute", async () => {
    const orgId = idOf(await api.anOrganization());
    let now = 0;
    const denials = new Denials({ homes, steadyNow: () => now, log: TEST_LOG });
    const actor = { type: "person", id: randomUUIDv7() } as const;
    const denial = (some: Partial<Denial> = {}): Denial => ({
      orgId,
      actor,
      target: null,
      from: { address: null, userAgent: null, requestId: "r" },
      details: { procedure: "members.invite", code: "permission_missing" },
      ...some,
    });
    for (let count = 0; count < 1000; count += 1) denials.record(denial());
    denials.record(denial({ actor: { type: "person", id: randomUUIDv7() } }));
    await denials.settled();
    expect(await denialsIn(orgId)).toHaveLength(6);
    now += 60_000;
    denials.endWindows();
    await denials.settled();
    expect((await denialsIn(orgId)).at(-1)).toMatchObject({ actor: `person ${actor.id}`, details: { more: 995 } });
    denials.record(denial());
    await denials.close();
    expect(await denialsIn(orgId)).toHaveLength(8);
  });

  it("keeps the caller's answer, if the log cannot be written", async () => {
    const warn = vi.fn<(details: object, message: string) => void>();
    const denials = new Denials({ homes, steadyNow: () => 0, log: { warn } });
    denials.record({
      orgId: randomUUIDv7(),
      actor: { type: "person", id: randomUUIDv7() },
      target: null,
      from: { address: null, userAgent: null, requestId: null },
      details: { procedure: "p", code: "forbidden" },
    });
    await denials.close();
    expect(warn).toHaveBeenCalledOnce();
  });
});

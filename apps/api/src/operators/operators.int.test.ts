import { randomUUID } from "node:crypto";
import { makeOperator, removeOperator } from "@scrip/usecases/operators/make-operator";
import { describe, expect, it } from "vitest";
import { type ApiPerson, aPersonOf } from "../testing/a-person.ts";
import { anApi, listen } from "../testing/an-api.ts";
import { PROCEDURES } from "../testing/answered.ts";
import { fullCalls } from "../testing/full-calls.ts";

const api = await anApi();
const org = await api.anOrganization({ credit: 5_000_000 });
const { name } = await api.deps.homes.platform
  .query<{ name: string }[]>("SELECT name FROM organization_registry")
  .then(([row]) => row as { name: string });
const { hold } = await api.ok("holds.place", { org, amount: "1000" });
const production = {
  url: await listen({ ...api.deps, allowsTestClocks: false }, { isDevelopment: false }),
  owner: api.owner,
};

const FOR_OPERATORS = Object.keys(PROCEDURES).filter((each) => PROCEDURES[each]?.meta?.reach === "operator");

const anOperator = async (
  called: string,
  server: { url: string; owner: typeof api.owner } = api,
): Promise<ApiPerson> => {
  const person = await aPersonOf(server, { name: called });
  await makeOperator(api.owner.platform, person.personId);
  return person;
};
const ada = await anOperator("Ada");
const bob = await anOperator("Bob");
const member = await aPersonOf(api, { name: "Mia", email: "mia@customer.example", org, role: "owner" });

const act = (operator: ApiPerson, amount: string, some: object = {}) =>
  operator.call("operators.act", {
    org,
    idempotencyKey: randomUUID(),
    reason: "a support case",
    act: { kind: "grant", amount, grantKind: "promotional", days: 30 },
    ...some,
  });

describe.each(FOR_OPERATORS)("G3 %s", (procedure) => {
  const full = () => fullCalls(org, hold)[procedure] ?? {};

  it("is refused to the owner of an organization, and at once to an operator who was removed", async () => {
    const gone = await anOperator("Gone");
    expect((await gone.call(procedure, full())).status).not.toBe(403);
    await removeOperator(api.owner.platform, gone.personId);
    for (const one of [member, gone]) {
      const { status, error, text } = await one.call(procedure, full());
      expect([status, error?.code]).toEqual([403, "operators_only"]);
      expect(text).not.toContain(name);
    }
  });

  it("in production needs a session with a second factor", async () => {
    const operator = await anOperator("Eve", production);
    const refused = await operator.call(procedure, full());
    expect([refused.status, refused.error?.code]).toEqual([403, "two_factor_required"]);
    await api.owner.query("UPDATE auth.session SET with_second_factor = true WHERE user_id = $1", [operator.personId]);
    expect((await operator.call(procedure, full())).error?.code).not.toBe("two_factor_required");
  });

  it("G5 changes something only from a page of ours, after a fresh sign-in", async () => {
    if (PROCEDURES[procedure]?.type !== "mutation") return;
    const foreign = await ada.call(procedure, full(), { origin: "https://evil.example" });
    expect([foreign.status, foreign.error?.code]).toEqual([403, "foreign_page"]);
    const stale = await anOperator("Stale");
    await api.owner.query("UPDATE auth.session SET confirmed_at = now() - interval '1 hour' WHERE user_id = $1", [
      stale.personId,
    ]);
    const refused = await stale.call(procedure, full());
    expect([refused.status, refused.error?.code]).toEqual([403, "sign_in_again"]);
  });
});

describe("an operator", () => {
  it("finds an organization by its name, its id, a member's e-mail and a job", async () => {
    const job = `job ${randomUUID()}`;
    const terms = { resource: "gpu.rtx-3090", unitsMilli: 1000, next: { untilMs: 60_000 } };
    const started = await api.ok("jobs.start", { org, job, ...terms });
    const found = async (text: string) => (await ada.call("operators.find", { text })).data;
    const organization = { org, name };
    expect((await found(name.slice(0, -3).toUpperCase())).organizations).toEqual([organization]);
    for (const id of [org, org.slice("org_".length)]) expect((await found(id)).organizations).toEqual([organization]);
    for (const email of ["Mia@customer.example", "mia@cust"])
      expect((await found(email)).people).toEqual([
        {
          person: `person_${member.personId}`,
          name: "Mia",
          email: "mia@customer.example",
          organizations: [organization],
        },
      ]);
    for (const text of [job, started.id])
      expect((await found(text)).jobs).toEqual([{ job, state: "running", org, organization: name }]);
    expect(await found("nothing has this name")).toEqual({ organizations: [], people: [], jobs: [], away: [] });
    const [{ count }] = await api.owner.query(
      "SELECT count(*)::int FROM platform_audit_entries WHERE action = 'operator.searched' AND actor_id = $1",
      [ada.personId],
    );
    expect(count).toBe(8);
  });

  it("sees the whole state of an organization, and both audit logs keep the look", async () => {
    const key = await api.aKey({ orgId: org.slice(4), name: "scheduler" });
    const { status, data, text } = await ada.call("operators.organization", { org });
    expect(status).toBe(200);
    expect(data).toMatchObject({
      org,
      name,
      balance: { owed: "0" },
      members: [{ person: `person_${member.personId}`, name: "Mia", email: "mia@customer.example", role: "owner" }],
      keys: [{ name: "scheduler", revokedAt: null }],
      holds: expect.arrayContaining([expect.objectContaining({ hold, job: null, open: "1000" })]),
      audit: expect.arrayContaining([
        expect.objectContaining({ action: "operator.looked", actorName: "Ada", outcome: "done" }),
      ]),
      grants: expect.arrayContaining([expect.objectContaining({ source: "purchase", amount: "5000000" })]),
    });
    expect(text).not.toContain(key);
    const looks = await Promise.all(
      ["audit_entries", "platform_audit_entries"].map((log) =>
        api.owner.query(`SELECT target_id FROM ${log} WHERE action = 'operator.looked' AND actor_id = $1`, [
          ada.personId,
        ]),
      ),
    );
    expect(looks).toEqual([[{ target_id: org.slice(4) }], [{ target_id: org.slice(4) }]]);
    const none = await ada.call("operators.organization", { org: `org_${randomUUID()}` });
    expect([none.status, none.error?.code]).toEqual([404, "organization_not_found"]);
  });

  it("G17 acts with a reason, and needs another operator above the limit", async () => {
    const bare = await act(ada, "1000000", { reason: "  " });
    expect([bare.status, bare.error?.code]).toEqual([400, "bad_input"]);
    const small = await act(ada, "50000000");
    expect(small.data).toMatchObject({
      act: { state: "done", isOwn: true, askedBy: { name: "Ada" }, organization: name },
      balance: { reserved: expect.any(String) },
    });
    const preview = await ada.call("operators.preview", { org, act: { kind: "grant", amount: "150000000" } });
    expect(preview.data).toMatchObject({
      needsApproval: true,
      limit: "100000000",
      usedAlone: "50000000",
      problem: null,
    });
    const large = await act(ada, "150000000");
    expect(large.data).toMatchObject({ act: { state: "wanted", amount: "150000000" }, balance: null });
    const { act: waiting } = large.data as { act: { act: string } };
    const listed = await bob.call("approvals.list", {});
    expect(listed.data).toMatchObject({ acts: [{ act: waiting.act, isOwn: false, reason: "a support case" }] });
    const own = await ada.call("approvals.approve", { act: waiting.act });
    expect([own.status, own.error?.code, own.error?.details]).toEqual([403, "own_act", { act: waiting.act }]);
    const approved = await bob.call("approvals.approve", { act: waiting.act });
    expect(approved.data).toMatchObject({ act: { state: "done", decidedBy: { name: "Bob" } } });
    expect((await bob.call("approvals.list", {})).data).toEqual({ acts: [] });
    const { entries } = await api.ok("entries.list", { org, limit: 1000 });
    expect(entries.filter(({ actor }) => actor.type === "operator").map(({ actor }) => actor.id)).toEqual([
      ada.personId,
      ada.personId,
    ]);
  });

  it("sets a plan and closes an organization with a reason, and both audit logs keep it", async () => {
    const theirs = await api.anOrganization();
    const bare = await ada.call("operators.setPlan", { org: theirs, plan: "pro", reason: "  no " });
    expect([bare.status, bare.error?.code]).toEqual([400, "bad_input"]);
    const unknown = await ada.call("operators.setPlan", { org: theirs, plan: "gold", reason: "They asked." });
    expect(unknown.error?.code).toBe("unknown_plan");
    const changed = await ada.call("operators.setPlan", { org: theirs, plan: "pro", reason: "They asked." });
    expect(changed.data).toEqual({ plan: "pro" });
    const seen = await ada.call("operators.organization", { org: theirs });
    expect(seen.data).toMatchObject({ plan: "pro", plans: expect.arrayContaining([{ plan: "pro", title: "Pro" }]) });
    expect((await ada.call("operators.close", { org: theirs, reason: "They left us." })).data).toEqual({});
    const again = await ada.call("operators.close", { org: theirs, reason: "They left us." });
    expect(again.error?.code).toBe("organization_closed");

    const changes = { actions: ["operator.asked", "organization.plan_set", "organization.closed"], text: theirs };
    const { lines } = (await bob.call("operators.audit", changes)).data as { lines: object[] };
    const closed = ["closed denied", "asked done", "closed done", "asked done"];
    const set = ["plan_set done", "asked done", "plan_set denied", "asked done"];
    expect(lines.map((line) => wordsOf(line as Line))).toEqual([...closed, ...set]);
    expect(lines[0]).toMatchObject({
      actor: { type: "operator", id: `person_${ada.personId}`, name: "Ada" },
      target: { type: "organization", id: theirs, name: expect.stringContaining("Acme") },
      details: { reason: "They left us.", problem: "organization_closed" },
    });
    const own = await api.owner.query(
      "SELECT action FROM audit_entries WHERE org_id = $1 AND actor_id = $2 AND action LIKE 'organization%' ORDER BY seq",
      [theirs.slice(4), ada.personId],
    );
    expect(own).toEqual([{ action: "organization.plan_set" }, { action: "organization.closed" }]);
    const none = await ada.call("operators.close", { org: `org_${randomUUID()}`, reason: "a mistake" });
    expect([none.status, none.error?.code]).toEqual([404, "organization_not_found"]);
  });

  it("keeps open an organization that owes or runs work", async () => {
    const { error } = await ada.call("operators.close", { org, reason: "They left us." });
    expect(error?.code).toBe("organization_runs_work");
  });
});

interface Line {
  readonly action: string;
  readonly outcome: string;
}

const wordsOf = ({ action, outcome }: Line): string => `${action.split(".")[1]} ${outcome}`;

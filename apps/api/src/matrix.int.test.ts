import { randomUUID } from "node:crypto";
import {
  PERMISSIONS,
  type Permission,
  PLATFORM_SCOPES,
  ROLES,
  type Role,
  roleHas,
  scopeOf,
} from "@scrip/domain/access";
import { makeOperator } from "@scrip/usecases/operators/make-operator";
import { describe, expect, it } from "vitest";
import type { ApiPerson } from "./testing/a-person.ts";
import { anApi } from "./testing/an-api.ts";
import { type Answered, PROCEDURES } from "./testing/answered.ts";
import { fullCalls } from "./testing/full-calls.ts";

const SOME = expect.anything();
const NOT_FOUND = expect.stringMatching(/not_found$|^debt_not_open$/);

const api = await anApi();

/** The organization that nobody else may see or change, with a row of each kind. */
const org = await api.anOrganization({ credit: 5_000_000 });
const mark = `canary-${randomUUID()}`;
await api.call("organizations.setPlan", { org, plan: "enterprise", reason: "It needs seats." });
const people = Object.fromEntries(
  await Promise.all(
    ROLES.map(async (role) => [role, await api.aPerson({ name: `${role} ${mark}`, org, role })] as const),
  ),
) as Record<Role, ApiPerson>;
const removed = await api.aPerson({ name: `removed ${mark}`, org, role: "admin" });
await did(people.owner, "members.remove", { org, person: `person_${removed.personId}` });
const own = await rowsOf(org);

/** Another organization, whose callers have every right in it. */
const other = await api.anOrganization({ credit: 5_000_000 });
await api.call("organizations.setPlan", { org: other, plan: "enterprise", reason: "It needs seats." });
const neighbour = await api.aPerson({ name: "Neighbour", org: other });
const neighbourKey = await api.aKey({ orgId: other.slice(4) });
const limitedKey = await api.aKey({ orgIds: [other.slice(4)] });
const operator = await api.aPerson({ name: "Operator" });
await makeOperator(api.owner.platform, operator.personId);

const named = (reach: string): string[] =>
  Object.keys(PROCEDURES).filter((name) => PROCEDURES[name]?.meta?.reach === reach);
const permissionOf = (name: string) => PROCEDURES[name]?.meta?.permission as Permission;
const full = (name: string) => fullCalls(org, own.hold)[name] ?? {};

const before = await stateOf(org);

describe.each(named("organization"))("%s", (name) => {
  const permission = permissionOf(name);

  it("G1 answers a member of another organization, a removed member and an operator as if there was none", async () => {
    for (const person of [neighbour, removed, operator]) {
      const answered = await person.call(name, full(name));
      expect([answered.status, answered.error?.code]).toEqual([404, "organization_not_found"]);
      expectNothingOf(answered);
    }
  });

  it("G1 refuses the key of another organization", async () => {
    const answered = await api.call(name, full(name), neighbourKey);
    const expected = PERMISSIONS[permission].keys === null ? [403, "members_only"] : [404, "organization_not_found"];
    const isOfPlatform = PLATFORM_SCOPES.some((scope) => scope === scopeOf(permission));
    expect([answered.status, answered.error?.code]).toEqual(isOfPlatform ? [403, "scope_missing"] : expected);
    expectNothingOf(answered);
  });

  it("G2 refuses each role without its permission, and admits the others to the check of the input", async () => {
    for (const role of ROLES) {
      const isAdmitted = roleHas(role, permission);
      const answered = await people[role].call(name, isAdmitted ? { org, nonsense: true } : full(name));
      const { status, error } = answered;
      expect([role, status, error?.code, error?.details]).toEqual(
        isAdmitted ? [role, 400, "bad_input", SOME] : [role, 403, "permission_missing", { permission, role }],
      );
      expectNothingOf(answered);
    }
  });

  it("G3 refuses a visitor", async () => {
    const answered = await api.call(name, full(name), null);
    expect([answered.status, answered.error?.code]).toEqual([401, "unauthenticated"]);
    expectNothingOf(answered);
  });
});

describe.each([
  ...named("platform").map((name) => [name, "scope_missing"] as const),
  ...named("operator").map((name) => [name, "operators_only"] as const),
])("%s", (name, code) => {
  it("G3 refuses every member of an organization, whatever the role", async () => {
    for (const person of [...Object.values(people), removed, neighbour]) {
      const answered = await person.call(name, full(name));
      expect([answered.status, answered.error?.code]).toEqual([403, code]);
      expectNothingOf(answered);
    }
  });
});

/** The fields of inputs that name a row, and the row of the organization above. */
const ROWS: Readonly<Record<string, string>> = {
  ...own,
  person: `person_${people.member.personId}`,
  to: `person_${people.admin.personId}`,
  actor: `person_${people.owner.personId}`,
};
/** The `to` of a clock is a time, and a job that a test starts here has the name of one there. So it starts last. */
const FOREIGN = named("organization")
  .flatMap((name) => Object.keys(ROWS).flatMap((field) => (field in full(name) ? [[name, field] as const] : [])))
  .filter(([name, field]) => field !== "to" || name === "organizations.transfer")
  .sort(([a], [b]) => Number(a === "jobs.start") - Number(b === "jobs.start"));

/** A filter matches nothing, and a new job may have the name of a job elsewhere. */
const FINDS_NOTHING = /^(?:audit\.list|(?:activity|jobs)\.(?:list|sum|days)|jobs\.(?:estimate|whatIf|start))$/;

describe.each(FOREIGN)("%s with the %s of another organization", (name, field) => {
  it("G1 finds no row, for a caller with every right in their own organization", async () => {
    const input = { ...fullCalls(other, own.hold)[name], [field]: ROWS[field] };
    for (const answered of await answersOf(name, input)) {
      expect([answered.status, answered.error?.code]).toEqual(
        FINDS_NOTHING.test(name) ? [200, undefined] : [404, NOT_FOUND],
      );
      expectNothingOf(answered);
    }
  });
});

describe("the organization", () => {
  it("G1 has every row as it was before all these calls", async () => {
    expect(FOREIGN.length).toBeGreaterThan(20);
    expect(await stateOf(org)).toEqual(before);
  });
});

/** The answers to everybody who may make this call in the other organization. */
function answersOf(name: string, input: object): Promise<Answered[]> {
  const permission = permissionOf(name);
  const hasKeys = PERMISSIONS[permission].keys !== null;
  return Promise.all([
    ...(hasKeys ? [api.call(name, input, limitedKey)] : []),
    ...(roleHas("owner", permission) ? [neighbour.call(name, input)] : []),
  ]);
}

/** Makes a row of each kind. */
async function rowsOf(of: string) {
  const { owner } = people;
  const { grant } = await api.ok("grants.create", { org: of, source: "purchase", amount: "1000000" });
  const { hold } = await api.ok("holds.place", { org: of, amount: "1000" });
  const { charge } = await api.ok("charges.create", { org: of, amount: "1000" });
  const job = `job ${randomUUID()}`;
  await api.ok("jobs.start", { org: of, job, resource: "gpu.rtx-3090", unitsMilli: 1000, next: { untilMs: 60_000 } });
  const key = await did(owner, "keys.create", { org: of, name: `key ${mark}`, scopes: ["ledger:read"] });
  await did(owner, "members.invite", { org: of, email: `${mark}@example.com`, role: "viewer" });
  const { invitations } = (await did(owner, "members.list", { org: of })) as unknown as Listed;
  const invitation = invitations[0]?.invitation ?? "";
  return { grant, hold, charge, debt: charge.replace("charge", "debt"), job, key: String(key.key), invitation };
}

interface Listed {
  readonly invitations: readonly { readonly invitation: string }[];
}

async function did(person: ApiPerson, procedure: string, input: object): Promise<Record<string, unknown>> {
  const answered = await person.call(procedure, input);
  if (answered.error !== undefined) throw new Error(`${procedure}: ${answered.text}`);
  return answered.data;
}

/** Every row of an organization as one text by table, without its audit log, where denials are noted. */
async function stateOf(of: string): Promise<Record<string, string>> {
  const tables = await api.owner.query<{ name: string }[]>(
    `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND c.column_name = 'org_id' AND t.table_type = 'BASE TABLE'
        AND c.table_name NOT LIKE '%audit%' ORDER BY 1`,
  );
  const states: [string, string][] = [];
  for (const { name } of tables) {
    const [row] = await api.owner.query<{ rows: string }[]>(
      `SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS rows FROM ${name} t WHERE org_id = $1`,
      [of.slice(4)],
    );
    states.push([name, row?.rows ?? ""]);
  }
  return Object.fromEntries(states);
}

/** An answer has no text of the organization. */
function expectNothingOf({ text }: Answered): void {
  expect(text).not.toContain(mark);
  expect(text).not.toMatch(/\bat .*:\d+|\.ts\b|node_modules|SELECT|INSERT|postgres|"stack"/i);
}

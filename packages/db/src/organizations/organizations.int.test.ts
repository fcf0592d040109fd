import { hash, randomUUIDv7 } from "node:crypto";
import { describe, expect, it } from "vitest";
import { publishCatalog } from "../catalog/publish-catalog.ts";
import { onlyCell } from "../connection/home-source.ts";
import { testDatabase } from "../testing/index.ts";
import { createOrganization, finishOrganization, type NewOrganization } from "./create-organization.ts";
import { everyOrganization, isOrganization } from "./every-organization.ts";
import { getOrganization, listOrganizations } from "./organizations.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const catalogVersion = await publishCatalog(app, "{}", 0);

it("creates an organization with an empty ledger, at the time of PostgreSQL's clock", async () => {
  const before = Date.now() - 1000;
  const wanted = asked({});
  const outcome = await createOrganization(app, wanted);
  const expected = {
    orgId: wanted.orgId,
    name: wanted.name,
    clockAt: null,
    catalogVersion,
    plan: "free",
    closedAt: null,
    createdAt: expect.any(Number),
    seq: 0,
    at: expect.any(Number),
    available: 0n,
    reserved: 0n,
    owed: 0n,
  };
  expect(outcome).toEqual({ ok: true, replayed: false, organization: expected });
  if (!outcome.ok) return;
  expect(outcome.organization.at).toBe(outcome.organization.createdAt);
  expect(outcome.organization.createdAt).toBeGreaterThan(before);
  expect(await getOrganization(app.organizations, wanted.orgId)).toEqual(outcome.organization);
  expect(await owner.query("SELECT encode(hash, 'hex') AS hash FROM organizations")).toEqual([
    { hash: "00".repeat(32) },
  ]);
});

it("creates an organization on a test clock at the time of that clock", async () => {
  const clockAt = Date.UTC(2030, 0, 31);
  const outcome = await createOrganization(app, asked({ clockAt }));
  expect(outcome).toMatchObject({ organization: { createdAt: clockAt, at: clockAt, clockAt } });
});

it("L13 C3 creates one organization for 20 simultaneous calls with one key", async () => {
  const wanted = asked({});
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => createOrganization(app, { ...wanted, orgId: randomUUIDv7() })),
  );
  const ids = outcomes.map((outcome) => outcome.ok && outcome.organization.orgId);
  expect(new Set(ids).size).toBe(1);
  expect(outcomes.filter((outcome) => outcome.ok && !outcome.replayed)).toHaveLength(1);
  expect(await registered(wanted.owner)).toBe(1n);
});

it("C2 gives a name to one of 20 simultaneous calls with different keys", async () => {
  const wanted = asked({});
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      createOrganization(app, { ...wanted, creationKey: randomUUIDv7(), orgId: randomUUIDv7() }),
    ),
  );
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.filter((outcome) => !outcome.ok)).toEqual(Array(19).fill({ ok: false, refusal: "name_taken" }));
  expect(await registered(wanted.owner)).toBe(1n);
});

it("L13 C4 refuses a key that was used with another payload", async () => {
  const wanted = asked({});
  await createOrganization(app, wanted);
  const other = { ...wanted, name: "Another", payloadHash: hash("sha256", "another"), orgId: randomUUIDv7() };
  expect(await createOrganization(app, other)).toEqual({ ok: false, refusal: "key_reused" });
});

it("leaves no row of a failed creation", async () => {
  const wanted = asked({ catalogVersion: 999 });
  await expect(createOrganization(app, wanted)).rejects.toThrow("organization_registry_catalog_fkey");
  expect(await registered(wanted.owner)).toBe(0n);
});

describe("a creation that was interrupted after its claim", () => {
  const interrupted = {
    ...app,
    organizations: onlyCell({ ...app.cell, transaction: () => Promise.reject(new Error("killed")) }),
  };
  const dueOf = (orgId: string) => owner.query("SELECT kind, tries FROM platform_due WHERE ref = $1", [orgId]);

  it("is finished by a repeated call, which returns the claimed organization", async () => {
    const wanted = asked({ clockAt: 5 });
    await expect(createOrganization(interrupted, wanted)).rejects.toThrow("killed");
    expect(await dueOf(wanted.orgId)).toEqual([{ kind: "create_organization", tries: 0 }]);
    const outcome = await createOrganization(app, { ...wanted, orgId: randomUUIDv7(), catalogVersion: 7 });
    expect(outcome).toMatchObject({ ok: true, organization: { orgId: wanted.orgId, clockAt: 5, catalogVersion } });
    expect(await dueOf(wanted.orgId)).toEqual([]);
  });

  it("keeps its name and its key, and appears in no list until it is finished", async () => {
    const wanted = asked({});
    await expect(createOrganization(interrupted, wanted)).rejects.toThrow("killed");
    const shown = async () => [
      (await listOrganizations(app.platform, { owner: wanted.owner })).length,
      await isOrganization(app.platform, wanted.orgId),
      (await everyOrganization(app.platform, 1000)).some(({ orgId }) => orgId === wanted.orgId),
      (await getOrganization(app.organizations, wanted.orgId)) !== undefined,
    ];
    expect(await shown()).toEqual([0, false, false, false]);
    expect(await createOrganization(app, { ...wanted, creationKey: "another" })).toEqual({
      ok: false,
      refusal: "name_taken",
    });
    expect(await createOrganization(app, { ...wanted, payloadHash: hash("sha256", "another") })).toEqual({
      ok: false,
      refusal: "key_reused",
    });
    await finishOrganization(app, wanted.orgId);
    await finishOrganization(app, wanted.orgId);
    expect(await shown()).toEqual([1, true, true, true]);
    expect(await dueOf(wanted.orgId)).toEqual([]);
  });

  it("cannot be finished without a claim", async () => {
    await expect(finishOrganization(app, randomUUIDv7())).rejects.toThrow("organizationRegistry");
  });
});

it("refuses an id that is in use", async () => {
  const first = asked({});
  await createOrganization(app, first);
  await expect(createOrganization(app, asked({ orgId: first.orgId }))).rejects.toThrow(
    "is that of another organization",
  );
});

it("returns undefined for an organization that does not exist", async () => {
  expect(await getOrganization(app.organizations, randomUUIDv7())).toBeUndefined();
});

it("lists an owner's organizations by name, in pages", async () => {
  const lister = "lister";
  for (const name of ["b%", "a", "b_", "bb", "c"]) await createOrganization(app, asked({ owner: lister, name }));
  await createOrganization(app, asked({ name: "of another owner" }));
  const names = async (list: object) =>
    (await listOrganizations(app.platform, { owner: lister, ...list })).map(({ name }) => name);
  expect((await names({})).sort()).toEqual(["a", "b%", "b_", "bb", "c"]);
  expect((await names({ namePrefix: "b" })).sort()).toEqual(["b%", "b_", "bb"]);
  expect(await names({ namePrefix: "b%" })).toEqual(["b%"]);
  const [first = ""] = await names({ limit: 1 });
  expect([first, ...(await names({ after: first }))]).toEqual(await names({}));
});

function asked(some: Partial<NewOrganization>): NewOrganization {
  const orgId = randomUUIDv7();
  const names = { owner: `owner of ${orgId}`, name: `Organization ${orgId}`, creationKey: orgId };
  return {
    ...names,
    payloadHash: hash("sha256", orgId),
    orgId,
    clockAt: null,
    catalogVersion,
    plan: "free",
    ownerPerson: null,
    ownerEmail: null,
    ...some,
  };
}

async function registered(by: string): Promise<bigint> {
  const [row]: { count: bigint }[] = await owner.query("SELECT count(*) FROM organization_registry WHERE owner = $1", [
    by,
  ]);
  return (row as { count: bigint }).count;
}

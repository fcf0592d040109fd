import { expect, it } from "vitest";
import { EntryEntity } from "../ledger/entities/entry.entity.ts";
import { GrantEntity } from "../ledger/entities/grant.entity.ts";
import { OrganizationEntity } from "../organizations/organization.entity.ts";
import { fillEveryTable } from "../testing/fill-every-table.ts";
import { anOrganization, testDatabase } from "../testing/index.ts";
import { refusalOf } from "../testing/refusal.ts";
import { openDataSource } from "./data-source.ts";

const MOST = 2n ** 63n - 1n;

const database = await testDatabase();
const owner = await database.open("owner");
const { orgId } = await anOrganization(await database.open("app"));
const { grantId } = await fillEveryTable(owner, orgId);

it("writes and reads the largest amount without losing a micro-dollar", async () => {
  await owner.manager.update(OrganizationEntity, { orgId }, { available: MOST });
  expect(await owner.query("SELECT available FROM organizations")).toEqual([{ available: MOST }]);
  expect((await owner.manager.findOneByOrFail(OrganizationEntity, { orgId })).available).toBe(MOST);
});

it("reads counts as numbers, and refuses a count that a number would round", async () => {
  expect((await owner.manager.findOneByOrFail(EntryEntity, { orgId, seq: 1 })).seq).toBe(1);
  await owner.manager.update(OrganizationEntity, { orgId }, { seq: () => "9007199254740992" });
  await expect(owner.manager.findOneByOrFail(OrganizationEntity, { orgId })).rejects.toThrow("too large to count with");
});

it("stores whole milliseconds unchanged", async () => {
  const effectiveAt = new Date("2026-03-01T00:00:00.001Z");
  await owner.query("UPDATE grants SET effective_at = $1", [effectiveAt]);
  expect((await owner.manager.findOneByOrFail(GrantEntity, { orgId, id: grantId })).effectiveAt).toEqual(effectiveAt);
});

it("refuses a condition with an undefined value, which would match every row", async () => {
  const id = undefined as unknown as string;
  await expect(owner.manager.findOneBy(GrantEntity, { orgId, id })).rejects.toThrow("Undefined value");
});

it("sets timeouts for a statement, a wait for a lock and an idle transaction", async () => {
  const timeouts = { statementMs: 400, answerMs: 5000, lockMs: 100, idleInTransactionMs: 150, connectMs: 10_000 };
  const hurried = await openDataSource(database.ownerUrl, { applicationName: "hurried", poolSize: 3, timeouts });
  expect(await refusalOf(hurried.query("SELECT pg_sleep(5)"))).toEqual({ code: "57014" });
  const blocked = owner.transaction(async (manager) => {
    await manager.query("LOCK TABLE grants");
    return refusalOf(hurried.query("SELECT 1 FROM grants"));
  });
  expect(await blocked).toEqual({ code: "55P03" });
  expect(await hurried.query("SHOW idle_in_transaction_session_timeout")).toEqual([
    { idle_in_transaction_session_timeout: "150ms" },
  ]);
  expect(await hurried.query("SHOW application_name")).toEqual([{ application_name: "hurried" }]);
  await hurried.destroy();
});

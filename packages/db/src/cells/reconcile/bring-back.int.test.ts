import { catalogText, tiered } from "@scrip/domain/catalog";
import { expect, it } from "vitest";
import { Account } from "../../ledger/an-account.test-support.ts";
import { testCells } from "../../testing/cells.ts";
import { moveOrganization } from "../move/index.ts";
import { bringBack } from "./bring-back.ts";

const cells = await testCells();
const inB = await cells.owner("b");
const ledger = await cells.openLedger();

const move = (orgId: string, to: string) => moveOrganization(cells.owners, { orgId, to, pause: 0 });

/** An organization that lives in `b` without the entry that it made in `a`, as in a backup of before its moves. */
async function anOlderState() {
  const { orgId } = await cells.place("b", { catalog: catalogText(tiered) });
  const account = new Account(ledger, orgId);
  await move(orgId, "a");
  await account.grant("5.00");
  await move(orgId, "b");
  await inB.transaction(async (tx) => {
    await tx.query("SET LOCAL session_replication_role = replica");
    for (const table of ["entries", "activity_series", "grants", "idempotency_keys"])
      await tx.query(`DELETE FROM ${table} WHERE org_id = $1`, [orgId]);
    await tx.query(
      "UPDATE organizations SET seq = 0, hash = decode(repeat('00', 32), 'hex'), available = 0 WHERE org_id = $1",
      [orgId],
    );
  });
  return { orgId, account };
}

const back = (orgId: string) =>
  bringBack({ cell: "b", ...cells.owners }, [{ orgId, from: "a", seq: 1, has: 0 }]).then(([outcome]) => outcome);

const placeInB = async (orgId: string): Promise<unknown> => {
  const [row] = await inB.query("SELECT moved_to, seq::integer AS seq FROM organizations WHERE org_id = $1", [orgId]);
  return row;
};

it("L36 an organization that cannot come back yet is not served in its older state, and comes back later", async () => {
  const { orgId, account } = await anOlderState();
  await inB.query("ALTER TABLE notices ADD COLUMN of_a_later_version text");
  expect(await back(orgId)).toMatchObject({ isBack: false, why: expect.stringContaining("different versions") });
  expect(await placeInB(orgId)).toEqual({ moved_to: "a", seq: 0 });
  await inB.query("ALTER TABLE notices DROP COLUMN of_a_later_version");
  expect(await back(orgId)).toMatchObject({ isBack: true, from: "a", seq: 1, members: [], findings: [] });
  expect(await placeInB(orgId)).toEqual({ moved_to: null, seq: 1 });
  await account.grant("1.00");
  expect(await cells.findings([orgId])).toEqual([]);
  // A call with an older report changes nothing.
  expect(await back(orgId)).toMatchObject({ isBack: false, why: expect.stringContaining("already") });
  expect(await placeInB(orgId)).toEqual({ moved_to: null, seq: 2 });
});

it("L36 an organization whose history has gone on elsewhere stays as it is", async () => {
  const { orgId } = await anOlderState();
  await inB.query("UPDATE organizations SET hash = sha256('another') WHERE org_id = $1", [orgId]);
  expect(await back(orgId)).toMatchObject({ isBack: false, why: expect.stringContaining("not the beginning") });
  expect(await placeInB(orgId)).toEqual({ moved_to: null, seq: 0 });
});

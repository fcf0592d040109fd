import { openPasswords } from "@scrip/accounts/passwords";
import { findPersonByEmail, organizationsOf, roleOf } from "@scrip/db/access";
import { isOperator } from "@scrip/db/operators";
import { testDatabase } from "@scrip/db/testing";
import { expect, it } from "vitest";
import { prepareDemo } from "./demo.ts";
import { DEMO_MEMBER, DEMO_OPERATOR } from "./demo-persons.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");

it("every start finds the same organizations and persons, whose passwords are those that it prints", async () => {
  const first = await prepareDemo(database.ownerUrl, database.urls.app);
  await owner.query("UPDATE auth.account SET password = 'forgotten'");
  const again = await prepareDemo(database.ownerUrl, database.urls.app);
  expect([again.live.orgId, again.travel.orgId]).toEqual([first.live.orgId, first.travel.orgId]);

  const member = await findPersonByEmail(app.platform, DEMO_MEMBER.email);
  const operator = await findPersonByEmail(app.platform, DEMO_OPERATOR.email);
  if (member === null || operator === null) throw new Error("a person of the demo is missing");
  expect([member.isVerified, operator.isVerified]).toEqual([true, true]);
  for (const { orgId } of [first.live, first.travel])
    expect(await roleOf(app.organizations, orgId, member.id)).toBe("owner");
  expect(await organizationsOf(app.platform, member.id)).toHaveLength(2);
  expect(await isOperator(app.platform, operator.id)).toBe(true);
  expect(await isOperator(app.platform, member.id)).toBe(false);

  const hashes: { id: string; hash: string }[] = await owner.query(
    "SELECT user_id AS id, password AS hash FROM auth.account WHERE user_id = ANY ($1)",
    [[member.id, operator.id]],
  );
  expect(hashes).toHaveLength(2);
  for (const { id, hash } of hashes) {
    const { password } = id === member.id ? DEMO_MEMBER : DEMO_OPERATOR;
    expect(await openPasswords().verify({ hash, password })).toBe(true);
  }
});

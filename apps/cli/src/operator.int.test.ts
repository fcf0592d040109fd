import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isOperator } from "@scrip/db/operators";
import { testDatabase } from "@scrip/db/testing";
import { afterAll, expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const dir = mkdtempSync(join(tmpdir(), "scrip-operator-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const file = join(dir, "password");
writeFileSync(file, "correct horse battery\n");

async function scrip(...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runProgram(["operator", ...args], {
    env: readEnv({ DATABASE_URL: database.ownerUrl }),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

const audited = async () =>
  (await owner.query("SELECT action, actor_type FROM platform_audit_entries ORDER BY seq")).map(
    ({ action, actor_type }: { action: string; actor_type: string }) => `${actor_type} ${action}`,
  );

it("makes the first operator, with an account and a password, lists and removes it; the platform's audit log keeps all", async () => {
  const email = "ada@platform.example";
  expect(await scrip("create", "--email", email)).toMatchObject({
    code: 2,
    notes: expect.stringContaining("Sign up first"),
  });
  const made = await scrip(
    "create",
    "--email",
    "Ada@Platform.Example",
    "--name",
    "Ada",
    "--password-file",
    file,
    "--json",
  );
  const { person, ...rest } = JSON.parse(made.out);
  expect([made.code, rest]).toEqual([0, { email, isNewPerson: true, isNewOperator: true }]);
  expect(await isOperator(owner.platform, person.slice("person_".length))).toBe(true);
  expect(JSON.parse((await scrip("create", "--email", email, "--json")).out)).toEqual({
    person,
    email,
    isNewPerson: false,
    isNewOperator: false,
  });
  expect(JSON.parse((await scrip("list", "--json")).out)).toMatchObject({
    operators: [{ person, name: "Ada", email }],
  });
  expect((await scrip("list")).out).toContain(email);
  expect((await scrip("remove", email)).notes).toContain("no longer an operator");
  expect(await scrip("remove", email)).toMatchObject({ code: 2, notes: expect.stringContaining("is no operator") });
  expect(await isOperator(owner.platform, person.slice("person_".length))).toBe(false);
  expect(await audited()).toEqual(["system operator.made", "system operator.removed"]);
});

it.each([
  [["create", "--email", "nobody"], "must be an e-mail address"],
  [["create", "--email", "a@b.example", "--password-file", join(dir, "none")], "cannot be read"],
  [["create"], "required option '--email <address>'"],
])("says what is wrong with scrip operator %j", async (args, message) => {
  expect(await scrip(...args)).toMatchObject({ code: 2, notes: expect.stringContaining(message) });
});

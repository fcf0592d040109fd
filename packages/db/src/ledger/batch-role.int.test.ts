import { afterAll, expect, it } from "vitest";
import { LEDGER_ROLE } from "../connection/roles.ts";
import { inTransaction } from "../connection/transaction.ts";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger } from "./an-account.test-support.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
afterAll(() => ledger.close());

it("a batch writes as the ledger's role, a command in the caller's transaction as the caller's role", async () => {
  await owner.query(`
    CREATE TABLE writers (role text NOT NULL, org_id uuid NOT NULL);
    GRANT INSERT ON writers TO PUBLIC;
    CREATE FUNCTION note_writer() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO writers VALUES (current_user, NEW.org_id); RETURN NULL; END $$;
    CREATE TRIGGER entries_note_writer AFTER INSERT ON entries FOR EACH ROW EXECUTE FUNCTION note_writer();
  `);
  const writersOf = async ({ orgId }: Account): Promise<string[]> => {
    const rows: { role: string }[] = await owner.query("SELECT role FROM writers WHERE org_id = $1", [orgId]);
    return rows.map(({ role }) => role);
  };
  const submitted = await Account.open(app, ledger);
  const within = await Account.open(app, ledger);
  await submitted.grant("10");
  const command = within.command("issueGrant", {
    source: "purchase",
    grantKind: "paid",
    amount: 10n,
    effectiveAt: null,
    expiresAt: null,
    businessKey: "one",
  });
  const outcome = await inTransaction(ledger.pool, (query) => ledger.within(query, command, null));
  expect(outcome.ok).toBe(true);
  expect(await writersOf(submitted)).toEqual([LEDGER_ROLE]);
  expect(await writersOf(within)).toEqual([new URL(database.urls.app).username]);
});

import { usd } from "@scrip/domain/money";
import { afterAll, describe, expect, it, vi } from "vitest";
import { inTransaction } from "../connection/transaction.ts";
import { Account, appLedger } from "../ledger/an-account.test-support.ts";
import { testDatabase } from "../testing/index.ts";
import { type LedgerEvents, openLedgerEvents } from "./ledger-events.ts";

const HOUR = 3_600_000;

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
const one = await openLedgerEvents(database.urls.app);
const two = await openLedgerEvents(database.urls.worker);
afterAll(() => Promise.all([ledger.close(), one.close(), two.close()]));

/** Counts the calls of a listener of an organization. */
function listen(changes: LedgerEvents, orgId: string): { readonly times: number; stop: () => void } {
  const heard = { times: 0, stop: () => {} };
  heard.stop = changes.subscribe(orgId, () => {
    heard.times += 1;
  });
  return heard;
}

/** Resolves once all earlier announcements have arrived. */
async function allHeard(): Promise<void> {
  const last = await Account.open(app, ledger);
  const heard = [one, two].map((changes) => listen(changes, last.orgId));
  await last.grant("1");
  await until(() => heard.every(({ times }) => times > 0));
}

const until = (holds: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 20_000, interval: 5 });

/** Terminates all connections with this application name. */
const cut = async (name: string): Promise<void> => {
  const rows: unknown[] = await owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()",
    [name],
  );
  expect(rows.length).toBeGreaterThan(0);
};

describe("announcements", () => {
  it("reach every listening process, for the organizations that changed and no others", async () => {
    const ours = await Account.open(app, ledger);
    const theirs = await Account.open(app, ledger);
    const heard = [listen(one, ours.orgId), listen(two, ours.orgId)];
    const quiet = listen(two, theirs.orgId);
    await ours.grant("1");
    await until(() => heard.every(({ times }) => times > 0));
    await allHeard();
    expect(quiet.times).toBe(0);

    heard[0]?.stop();
    const before = heard.map(({ times }) => times);
    await ours.grant("1");
    await until(() => (heard[1]?.times ?? 0) > (before[1] ?? 0));
    expect(heard[0]?.times).toBe(before[0]);
  });

  it("are not sent for a refused or a replayed command", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("1");
    await account.charge("1", "the-key");
    await allHeard();
    const heard = listen(one, account.orgId);
    expect((await account.charge("1")).ok).toBe(false);
    expect(await account.charge("1", "the-key")).toMatchObject({ ok: true, replayed: true });
    await allHeard();
    expect(heard.times).toBe(0);
  });

  it("are sent for a command in the caller's transaction after that has committed", async () => {
    const account = await Account.open(app, ledger);
    const heard = listen(two, account.orgId);
    const grant = account.command("issueGrant", {
      source: "purchase",
      grantKind: "paid",
      amount: usd("5"),
      effectiveAt: null,
      expiresAt: null,
      businessKey: "within",
    });
    let query: Parameters<typeof ledger.within>[0] | undefined;
    await inTransaction(ledger.pool, async (tx) => {
      query = tx;
      await ledger.within(tx, grant, "within");
    });
    await allHeard();
    expect(heard.times).toBe(0);
    if (query !== undefined) ledger.committed(query);
    await until(() => heard.times > 0);
  });

  it("contain the due times that were written for organizations on PostgreSQL's clock", async () => {
    const dueAt: (number | null)[] = [];
    const stop = one.onDue((at) => dueAt.push(at));
    const real = await Account.open(app, ledger);
    const clocked = await Account.open(app, ledger, Date.UTC(2026, 0, 1));
    await clocked.grant("1", { expiresAt: Date.UTC(2026, 0, 2) });
    const expiresAt = Date.now() + HOUR;
    await real.grant("1", { expiresAt });
    await allHeard();
    stop();
    expect(dueAt).toEqual([expiresAt]);
  });
});

describe("a connection that is lost", () => {
  it("for listening: is opened again, and every listener is called", async () => {
    const account = await Account.open(app, ledger);
    const heard = [listen(one, account.orgId), listen(two, account.orgId)];
    const due: (number | null)[] = [];
    const stop = one.onDue((at) => due.push(at));
    await cut("scrip-changes");
    await until(() => heard.every(({ times }) => times === 1));
    expect(due).toContain(null);
    stop();
    expect([one.counts, two.counts]).toMatchObject([{ isListening: true }, { isListening: true }]);
    await account.grant("1");
    await until(() => heard.every(({ times }) => times > 1));
  });

  it("for announcing: fails no command, is counted, and its changes are in the next message", async () => {
    const accounts = await Promise.all(Array.from({ length: 5 }, () => Account.open(app, ledger)));
    await allHeard();
    const heard = accounts.map(({ orgId }) => listen(one, orgId));
    const messages = one.counts.heard;
    const { failed } = ledger.announcements;
    // The server refuses pg_notify, so the statement fails.
    await owner.query("REVOKE EXECUTE ON FUNCTION pg_notify FROM PUBLIC");
    try {
      for (const account of [...accounts, ...accounts]) await account.grant("1");
      await until(() => ledger.announcements.failed > failed);
    } finally {
      await owner.query("GRANT EXECUTE ON FUNCTION pg_notify TO PUBLIC");
    }
    await until(() => heard.every(({ times }) => times > 0));
    expect([one.counts.heard - messages, ...heard.map(({ times }) => times)]).toEqual([1, 1, 1, 1, 1, 1]);

    await cut("scrip-announce");
    await accounts[0]?.grant("1");
    await until(() => heard[0]?.times === 2);
  });

  it("does not delay closing if the server refuses announcements", async () => {
    const short = appLedger(database);
    const account = (await Account.open(app, ledger)).through(short);
    await owner.query("REVOKE EXECUTE ON FUNCTION pg_notify FROM PUBLIC");
    try {
      await account.grant("1");
      await short.close();
      expect(short.announcements.failed).toBeGreaterThan(0);
    } finally {
      await owner.query("GRANT EXECUTE ON FUNCTION pg_notify TO PUBLIC");
    }
  });
});

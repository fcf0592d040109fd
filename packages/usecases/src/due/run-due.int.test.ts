import { randomUUIDv7 } from "node:crypto";
import { TransientError } from "@scrip/db/connection";
import { removeDue } from "@scrip/db/due";
import { openLedger } from "@scrip/db/ledger";
import { openQueue } from "@scrip/db/queue";
import { testDatabase } from "@scrip/db/testing";
import { Account, appLedger, findings } from "@scrip/db/testing/ledger";
import { books } from "@scrip/db/testing/load";
import type { DueKind } from "@scrip/domain/due";
import { usd } from "@scrip/domain/money";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { DueHandler, DueInOneTransaction, DueRegistry } from "./due-handler.ts";
import { DUE } from "./handlers.ts";
import { killedAfter } from "./killed-between-steps.test-support.ts";
import { type RunDueDeps, runDue } from "./run-due.ts";
import { holdsExpireInSteps, STEPS_TABLE } from "./work-in-steps.test-support.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const worker = await database.open("worker");
const ledger = appLedger(database);
const queue = await openQueue(worker);
const workers = [0, 1].map((): RunDueDeps => {
  const own = openLedger({ url: database.urls.worker, books, lanes: 1 });
  return { ledger: own, homes: worker, queue, books };
});
const [first, second] = workers as [RunDueDeps, RunDueDeps];
await owner.query(STEPS_TABLE);
await owner.query("CREATE TABLE done (ref uuid, kind text, n serial); GRANT ALL ON done, done_n_seq TO PUBLIC");
afterAll(() => Promise.all([ledger.close(), queue.close(), ...workers.map((each) => each.ledger.close())]));
// `verify` must find nothing after each test, except that the work of some tests is for no grant and no hold (L29).
afterEach(async () => {
  const found = (await findings(database)).filter(({ invariant }) => invariant !== "L29");
  if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
});

const START = Date.UTC(2026, 0, 1);
const run = (deps: RunDueDeps, { orgId }: Account, registry?: DueRegistry, signal?: AbortSignal) =>
  runDue(deps, orgId, signal, registry);
const countOf = async (what: string, { orgId }: Account): Promise<number> =>
  (await owner.query(`SELECT count(*)::int AS n FROM ${what} AND org_id = $1`, [orgId]))[0].n;

/** Makes an account with ten dollars, of which a hold that has expired reserves four. */
async function anAccount(clockAt: number | null = null): Promise<{ account: Account; ref: string }> {
  const account = await Account.open(app, ledger, clockAt);
  await account.grant("10");
  const { hold } = await account.run("placeHold", { amount: usd("4"), ttlMs: 1 });
  return { account, ref: hold };
}

async function expectExpiredOnce(account: Account): Promise<void> {
  const [row] = await owner.query("SELECT available, reserved FROM organizations WHERE org_id = $1", [account.orgId]);
  expect(row).toEqual({ available: usd("10"), reserved: 0n });
  expect(await countOf("entries WHERE true", account)).toBe(3);
  expect(await countOf("due WHERE true", account)).toBe(0);
}

/** Writes a row of due work that belongs to no command. @returns its id */
async function anyDue({ orgId }: Account, kind: DueKind, dueAt = "2020-01-01"): Promise<string> {
  const ref = randomUUIDv7();
  await owner.query("INSERT INTO due (org_id, kind, ref_id, due_at, on_test_clock) VALUES ($1, $2, $3, $4, false)", [
    orgId,
    kind,
    ref,
    dueAt,
  ]);
  return ref;
}

/** Records that the work ran and removes its row, in one transaction. */
const recording: DueInOneTransaction = {
  run: async (_, tx, work) => {
    await tx({ text: "INSERT INTO done VALUES ($1, $2)", values: [work.refId, work.kind] });
    await removeDue(tx, work);
  },
};
const doneOf = async (refs: readonly string[]): Promise<string[]> => {
  const rows: { ref: string }[] = await owner.query("SELECT ref FROM done WHERE ref = ANY($1) ORDER BY n", [refs]);
  return rows.map(({ ref }) => ref);
};
const issuing = (handler: DueHandler): DueRegistry => ({ ...DUE, issue_grant: handler });

describe("work that is a command of the ledger", () => {
  it("D1 C7 two concurrent workers expire holds once, and skip test clocks", async () => {
    const { account: still } = await anAccount(START);
    const accounts = (await Promise.all(Array.from({ length: 5 }, () => anAccount()))).map(({ account }) => account);
    // Both workers get all work at once, as if the queue delivered each task twice.
    const runs = await Promise.all(
      workers.flatMap((each) => [...accounts, still].map((account) => run(each, account))),
    );
    expect(runs.flatMap(({ failed, parked }) => [...failed, ...parked])).toEqual([]);
    for (const account of accounts) await expectExpiredOnce(account);
    expect(await countOf("due WHERE true", still)).toBe(1);
  });

  it("runs page by page", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("1000");
    const holds = Array.from({ length: 1_001 }, () => account.run("placeHold", { amount: usd("0.01"), ttlMs: 1 }));
    await Promise.all(holds);
    expect(await run(first, account)).toEqual({ ran: 1_001, failed: [], parked: [] });
    expect(await countOf("entries WHERE kind = 'hold_expired'", account)).toBe(1_001);
  });
});

describe("work of one transaction", () => {
  it("runs once in two concurrent workers", async () => {
    const account = await Account.open(app, ledger);
    const refs = await Promise.all(Array.from({ length: 10 }, () => anyDue(account, "issue_grant")));
    const runs = await Promise.all(workers.map((each) => run(each, account, issuing(recording))));
    expect(runs.flatMap(({ failed }) => failed)).toEqual([]);
    expect((await doneOf(refs)).toSorted()).toEqual(refs.toSorted());
    expect(await countOf("due WHERE true", account)).toBe(0);
  });

  it("is rolled back if it fails, is retried, and is parked after the fifth try", async () => {
    const account = await Account.open(app, ledger);
    const ref = await anyDue(account, "issue_grant");
    const failing: DueHandler = {
      run: async (deps, tx, work) => {
        await recording.run(deps, tx, work);
        throw new Error("the next step failed");
      },
    };
    const work = { orgId: account.orgId, kind: "issue_grant", refId: ref };
    for (let times = 1; times <= 4; times += 1)
      expect(await run(first, account, issuing(failing))).toMatchObject({ ran: 0, failed: [work], parked: [] });
    expect(await run(first, account, issuing(failing))).toMatchObject({ ran: 0, failed: [], parked: [work] });
    expect(await run(first, account, issuing(failing))).toEqual({ ran: 0, failed: [], parked: [] });
    expect(await doneOf([ref])).toEqual([]);
    expect(await countOf("due WHERE tries = 5 AND problem = 'the next step failed'", account)).toBe(1);
  });

  it("runs in the order of time among commands and steps", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("10");
    const kinds: string[] = [];
    const noted = (handler: DueInOneTransaction): DueHandler => ({
      run: async (deps, tx, work) => {
        kinds.push(work.kind);
        await handler.run(deps, tx, work);
      },
    });
    const registry: DueRegistry = {
      ...DUE,
      issue_grant: noted(recording),
      expire_hold: {
        steps: async () => {
          kinds.push("expire_hold");
        },
      },
      expire_grant: {
        ...DUE.expire_grant,
        command: (work) => {
          kinds.push("expire_grant");
          return DUE.expire_grant.command(work);
        },
      },
    };
    const order = [
      "expire_grant",
      "expire_hold",
      "issue_grant",
      "expire_grant",
      "expire_grant",
      "issue_grant",
    ] as const;
    for (const [n, kind] of [...order.entries()].reverse()) await anyDue(account, kind, `2020-01-0${n + 1}`);
    expect(await run(first, account, registry)).toEqual({ ran: 6, failed: [], parked: [] });
    expect(kinds).toEqual(order);
    await owner.query("DELETE FROM due WHERE org_id = $1", [account.orgId]);
  });

  it("waits for the next run after an abort", async () => {
    const account = await Account.open(app, ledger);
    const refs = [
      await anyDue(account, "issue_grant", "2020-01-01"),
      await anyDue(account, "issue_grant", "2020-01-02"),
    ];
    const stop = new AbortController();
    const stopping: DueHandler = {
      run: async (deps, tx, work) => {
        await recording.run(deps, tx, work);
        stop.abort();
      },
    };
    expect(await run(first, account, issuing(stopping), stop.signal)).toMatchObject({ ran: 1 });
    expect(await doneOf(refs)).toEqual(refs.slice(0, 1));
    expect(await run(first, account, issuing(recording))).toMatchObject({ ran: 1 });
    expect(await doneOf(refs)).toEqual(refs);
  });
});

describe("work in steps", () => {
  it.each(["claimed", "called"] as const)(
    "is killed after the step `%s`: the next run finishes it, once",
    async (step) => {
      const { account, ref } = await anAccount();
      const url = database.urls.worker;
      expect(await killedAfter(step, { how: "run", url, orgId: account.orgId })).toBe("SIGKILL");
      expect(await countOf("due WHERE tries = 0", account)).toBe(1);
      expect(
        await run(
          first,
          account,
          holdsExpireInSteps(() => {}),
        ),
      ).toEqual({ ran: 1, failed: [], parked: [] });
      expect(await owner.query("SELECT times FROM steps WHERE ref = $1 AND step = 'claimed'", [ref])).toEqual([
        { times: 2 },
      ]);
      await expectExpiredOnce(account);
    },
  );

  it("runs once in two concurrent workers", async () => {
    const { account } = await anAccount();
    const registry = holdsExpireInSteps(() => {});
    await Promise.all([run(first, account, registry), run(second, account, registry)]);
    await expectExpiredOnce(account);
  });

  it("fails once between two steps: the failure is counted, and the next run finishes it", async () => {
    const { account, ref } = await anAccount();
    let fails = true;
    const registry = holdsExpireInSteps((step) => {
      if (step === "called" && fails) throw new Error("the gateway's answer was lost");
    });
    const failed = [{ kind: "expire_hold", refId: ref, error: new Error("the gateway's answer was lost") }];
    expect(await run(first, account, registry)).toMatchObject({ ran: 0, failed, parked: [] });
    expect(await countOf("due WHERE tries = 1", account)).toBe(1);
    fails = false;
    expect(await run(first, account, registry)).toEqual({ ran: 1, failed: [], parked: [] });
    await expectExpiredOnce(account);
  });

  it("that waits for a gateway does not count as failed, and other work continues", async () => {
    const { account, ref } = await anAccount();
    const later = await anyDue(account, "issue_grant", new Date().toISOString());
    const registry = holdsExpireInSteps(() => {
      throw new TransientError("unavailable", "the gateway does not answer", 1_000);
    });
    for (let times = 0; times < 6; times += 1)
      expect(await run(first, account, { ...registry, issue_grant: recording })).toMatchObject({
        failed: [{ refId: ref }],
        parked: [],
      });
    expect(await doneOf([later])).toEqual([later]);
    expect(await countOf("due WHERE tries = 0", account)).toBe(1);
    expect(await run(first, account)).toMatchObject({ ran: 1 });
    await expectExpiredOnce(account);
  });
});

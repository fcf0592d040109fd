import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { usd } from "@scrip/domain/money";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { readOrganization } from "../connection/read-organization.ts";
import { advanceClock } from "../due/advance-clock.test-support.ts";
import { listEntries } from "../read/entries/list-entries.ts";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";
import { atOnce, ROUNDS } from "./barrier.test-support.ts";
import { ledgerAddress } from "./ledger-at.test-support.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
// One lane each, so that the commands of each ledger are one transaction, which waits at the barrier.
const ledgers = Array.from({ length: 4 }, () => appLedger(database, { lanes: 1 }));
const [ledger, other] = ledgers as [(typeof ledgers)[0], (typeof ledgers)[0]];
afterAll(() => Promise.all(ledgers.map((each) => each.close())));
// The books are correct after every test.
afterEach(async () => {
  const found = await findings(database);
  if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
});

async function funded(dollars: string, clockAt: number | null = null): Promise<Account> {
  const account = await Account.open(app, ledger, clockAt);
  await account.grant(dollars);
  return account;
}

const balanceOf = async ({ orgId }: Account) =>
  (await owner.query("SELECT available, reserved, owed FROM organizations WHERE org_id = $1", [orgId]))[0];
const entriesOf = async ({ orgId }: Account): Promise<number> =>
  (await owner.query("SELECT count(*)::int AS n FROM entries WHERE org_id = $1", [orgId]))[0].n;

/**
 * Starts a process that will charge a cent this many times.
 * @returns a function that starts the charges and returns the number of accepted ones
 * @returns a function that starts the charges and returns the number of accepted ones
 */
async function chargingProcess({ orgId }: Account, charges: number): Promise<() => Promise<number>> {
  const program = fileURLToPath(new URL("./charging.fixture.ts", import.meta.url));
  const child = spawn(process.execPath, [program, ledgerAddress(database, "app"), orgId, `${charges}`, "10000"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe("ready");
  return async () => {
    const ended = once(child, "close");
    child.stdin.write("go\n");
    const accepted = Number((await lines.next()).value);
    expect((await ended)[0]).toBe(0);
    return accepted;
  };
}

it("C1 10,000 charges at once with credit for 6,000, over two processes and three ledgers: exactly 6,000", async ({
  annotate,
}) => {
  const account = await funded("60");
  const wide = appLedger(database, { lanes: 4 });
  const processes = await Promise.all([chargingProcess(account, 2_500), chargingProcess(account, 2_500)]);
  const startedAt = performance.now();
  const here = [ledger, other, wide].flatMap((each, index) =>
    Array.from({ length: index === 2 ? 1_000 : 2_000 }, () => account.through(each).charge("0.01")),
  );
  // A deadlock or a time-out would reject.
  const [outcomes, elsewhere] = await Promise.all([Promise.all(here), Promise.all(processes.map((go) => go()))]);
  await annotate(`10,000 charges in ${Math.round(performance.now() - startedAt)} ms`);
  const accepted = outcomes.filter(({ ok }) => ok).length + elsewhere.reduce((sum, count) => sum + count, 0);
  expect(accepted).toBe(6_000);
  expect(await balanceOf(account)).toEqual({ available: 0n, reserved: 0n, owed: 0n });
  expect(await entriesOf(account)).toBe(1 + 6_000);
  await wide.close();
});

it("C2 two holds for the last credit at once: exactly one succeeds", async () => {
  const account = await funded("1");
  for (let round = 0; round < ROUNDS; round += 1) {
    const holds = await atOnce(owner, account.orgId, 2, () =>
      Promise.all(
        [ledger, other].map((each) => account.through(each).try("placeHold", { amount: usd("1"), ttlMs: null })),
      ),
    );
    const won = holds.flatMap((hold) => (hold.ok ? [hold.answer.hold] : []));
    expect([won.length, holds.length]).toEqual([1, 2]);
    expect(holds.find((hold) => !hold.ok)).toMatchObject({ refusal: { code: "insufficient_credit" } });
    await account.run("voidHold", { holdId: won[0] ?? "" });
  }
  expect(await balanceOf(account)).toEqual({ available: usd("1"), reserved: 0n, owed: 0n });
  expect(await entriesOf(account)).toBe(1 + 2 * ROUNDS);
}, 120_000);

it("C3 one key fifty times at once, over two ledgers: one execution, and the same answer for all", async () => {
  const account = await funded("1000");
  for (let round = 0; round < ROUNDS; round += 1) {
    const outcomes = await atOnce(owner, account.orgId, 2, () =>
      Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          account.through(n % 2 === 0 ? ledger : other).charge("0.01", `the-key-${round}`),
        ),
      ),
    );
    const executed = outcomes.filter((outcome) => !outcome.replayed);
    expect(executed).toHaveLength(1);
    expect(executed[0]?.ok).toBe(true);
    expect(new Set(outcomes.map((outcome) => JSON.stringify({ ...outcome, replayed: true }))).size).toBe(1);
  }
  expect(await entriesOf(account)).toBe(1 + ROUNDS);
  expect((await balanceOf(account)).available).toBe(usd("1000") - BigInt(ROUNDS) * usd("0.01"));
}, 120_000);

it("C8 two settles, an expiry and a release of one hold at once: exactly one ends it", async ({ annotate }) => {
  const account = await funded("1000");
  const won = [0, 0, 0, 0];
  let spent = 0n;
  for (let round = 0; round < ROUNDS; round += 1) {
    // In every second round the time of the hold is over, and only its expiry can end it.
    const isOver = round % 2 === 1;
    const { hold: holdId } = await account.run("placeHold", { amount: usd("1"), ttlMs: isOver ? 1 : 600_000 });
    // Another ledger begins in each round: the first to wait for the lock goes first.
    const [one, two, three, four] = ledgers.map((_, n) =>
      account.through(ledgers[(n + round) % ledgers.length] ?? ledger),
    ) as [Account, Account, Account, Account];
    const settle = (by: Account, amount: string) =>
      by.try("settleHold", { holdId, amount: usd(amount), close: true, resource: null });
    const ends = await atOnce(owner, account.orgId, 4, () =>
      Promise.all([
        settle(one, "0.5"),
        two.try("expireHold", { holdId }, null),
        three.try("releaseHold", { holdId, amount: usd("1") }),
        settle(four, "0.25"),
      ]),
    );
    const ended = ends.filter((end) => end.ok && (!("done" in end.answer) || end.answer.done));
    expect(ended).toHaveLength(1);
    expect(ends.every((end) => end.ok || end.refusal.code === "hold_closed")).toBe(true);
    const winner = ends.findIndex((end) => ended.includes(end));
    expect(winner === 1).toBe(isOver);
    won[winner] = (won[winner] ?? 0) + 1;
    spent += ends[0].ok ? usd("0.5") : ends[3].ok ? usd("0.25") : 0n;
  }
  await annotate(`of ${ROUNDS} rounds settle, expiry, release and the other settle won ${won.join(", ")}`);
  expect(await balanceOf(account)).toEqual({ available: usd("1000") - spent, reserved: 0n, owed: 0n });
}, 120_000);

describe("keys and time", () => {
  const START = Date.UTC(2026, 0, 1);
  const DAY = 86_400_000;

  it("C5 a key gets the same answer after a year, although its hold has ended and its credit has lapsed", async () => {
    const account = await Account.open(app, ledger, START);
    await account.grant("10", { expiresAt: START + 30 * DAY });
    const send = (through: Account) =>
      Promise.all([
        through.try("placeHold", { amount: usd("2"), ttlMs: 60_000 }, "hold"),
        through.charge("1", "charge"),
        through.charge("100", "refused"),
      ]);
    const first = await send(account);
    expect(first.map(({ ok }) => ok)).toEqual([true, true, false]);
    await advanceClock(ledger, account.orgId, START + 366 * DAY);
    const before = await entriesOf(account);
    expect(await send(account.through(other))).toEqual(first.map((outcome) => ({ ...outcome, replayed: true })));
    expect(await entriesOf(account)).toBe(before);
    expect(await balanceOf(account)).toEqual({ available: 0n, reserved: 0n, owed: 0n });
  });

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])("C13 a charge %i ms from the expiry of all credit is accepted: %s", async (offset, isAccepted) => {
    const account = await Account.open(app, ledger, START);
    await account.grant("10", { expiresAt: START + DAY });
    await advanceClock(ledger, account.orgId, START + DAY + offset);
    expect((await account.charge("1")).ok).toBe(isAccepted);
  });

  it.each([-1, 0, 1])(
    "C12 a hold settles %i ms from the expiry of its grant; its rest lapses once the grant has expired",
    async (offset) => {
      const account = await Account.open(app, ledger, START);
      await account.grant("10", { expiresAt: START + DAY });
      const { hold: holdId } = await account.run("placeHold", { amount: usd("4"), ttlMs: null });
      await advanceClock(ledger, account.orgId, START + DAY + offset);
      expect(await account.try("settleHold", { holdId, amount: usd("3"), close: true, resource: null })).toMatchObject({
        ok: true,
        answer: { charged: "3000000", released: "1000000" },
      });
      expect(await balanceOf(account)).toEqual({ available: offset < 0 ? usd("7") : 0n, reserved: 0n, owed: 0n });
    },
  );
});

it("C16 each read during writes sees one moment: balance, grants and entries agree", async () => {
  const account = await funded("500");
  await account.grant("500", { grantKind: "promotional" });
  let isOver = false;
  const writing = [ledger, other].map(async (each) => {
    const writer = account.through(each);
    for (let n = 0; n < 40; n += 1) {
      const { hold: holdId } = await writer.run("placeHold", { amount: usd("3"), ttlMs: null });
      await Promise.all([
        writer.run("settleHold", { holdId, amount: usd("1"), close: true, resource: null }),
        writer.charge("1"),
        writer.charge("0.5"),
      ]);
    }
  });
  const whole = (amounts: Iterable<bigint>) => [...amounts].reduce((sum, each) => sum + each, 0n);
  const looking = async (): Promise<number> => {
    let looks = 0;
    for (let seq = 0; !isOver; looks += 1) {
      const seen = (await account.look()).ledger;
      const grants = [...seen.grants.values()];
      expect(seen.seq).toBeGreaterThanOrEqual(seq);
      expect(seen.balance.available).toBe(whole(grants.map(({ avail }) => avail)));
      expect(seen.balance.reserved).toBe(whole(grants.map(({ held }) => held)));
      expect(whole(grants.map(({ amount }) => amount))).toBe(usd("1000"));
      seq = seen.seq;
    }
    return looks;
  };
  const reading = async (): Promise<number> => {
    let reads = 0;
    for (; !isOver; reads += 1)
      await readOrganization(app.organizations, account.orgId, { byKey: true }, async (query) => {
        // Several statements of one read, as a page runs them.
        const [head] = await query({
          text: "SELECT seq, available, reserved FROM organizations WHERE org_id = $1",
          values: [account.orgId],
        });
        const [last] = await query({
          text: "SELECT seq, available, reserved FROM entries WHERE org_id = $1 ORDER BY seq DESC LIMIT 1",
          values: [account.orgId],
        });
        const [grants] = await query({
          text: "SELECT sum(avail)::bigint AS available, sum(held)::bigint AS reserved FROM grants WHERE org_id = $1",
          values: [account.orgId],
        });
        expect(last).toEqual(head);
        expect({ seq: head?.seq, ...grants }).toEqual(head);
      });
    return reads;
  };
  const listing = async (): Promise<number> => {
    let pages = 0;
    for (let after = 0; !isOver; pages += 1) {
      const { entries } = await listEntries(app.organizations, account.orgId, { after, limit: 50 });
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => after + index + 1));
      after = entries.at(-1)?.seq ?? after;
    }
    return pages;
  };
  const verifying = async (): Promise<number> => {
    let times = 0;
    for (; !isOver; times += 1) expect(await findings(database, [account.orgId])).toEqual([]);
    return times;
  };
  const readers = [looking(), reading(), listing(), verifying()];
  await Promise.all(writing);
  isOver = true;
  for (const times of await Promise.all(readers)) expect(times).toBeGreaterThan(0);
  expect((await balanceOf(account)).available).toBe(usd("1000") - 80n * usd("2.5"));
});

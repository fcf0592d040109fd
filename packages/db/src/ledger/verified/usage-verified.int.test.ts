import { randomUUIDv7 } from "node:crypto";
import { eventKey } from "@scrip/domain/usage/events";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openHomes } from "../../schema/open-homes.ts";
import { testDatabase } from "../../testing/index.ts";
import { runSql } from "../../testing/run-sql.ts";
import { Account } from "../an-account.test-support.ts";
import { namesOf } from "./history.fixture.ts";
import { DISARM, ledgerOf, openPool, rehash, setClock } from "./on-database.fixture.ts";

const database = await testDatabase();
const homes = await openHomes({ organizations: database.urls.app }, { applicationName: "scrip-test-usage" });
const ledger = ledgerOf(database);
const other = ledgerOf(database);
afterAll(() => Promise.all([ledger.close(), other.close(), homes.close()]));

const START = Date.UTC(2026, 0, 20);
const DAY = 86_400_000;

async function verify(org: string) {
  const pool = openPool(database.urls.verify);
  try {
    return (await verifyLedger({ pool, orgIds: [org] })).findings;
  } finally {
    await pool.end();
  }
}

const record = (account: Account, name: string, units: number, corrects: string | null = null) =>
  account.try(
    "recordUsage",
    {
      source: "meter",
      name,
      resource: "export",
      quantity: BigInt(units * 1e6),
      eventAt: null,
      project: "vision",
      member: null,
      corrects,
      refundId: randomUUIDv7(),
    },
    eventKey("meter", name),
  );

/** Ten exports of $0.05, corrected to 7, 9 and 4 of them; another event, and one of nothing. */
async function aLife(): Promise<Account> {
  const account = await Account.open(homes, ledger, START);
  await account.grant("0.3");
  await account.grant("20");
  const events = [
    ["a", 10, null],
    ["b", 7, "a"],
    ["c", 9, "b"],
    ["other", 3, null],
    ["d", 4, "a"],
    ["nothing", 0, null],
  ] as const;
  for (const [day, [name, units, corrects]] of events.entries()) {
    const outcome = await record(account, name, units, corrects);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    await setClock(ledger, account.orgId, START + DAY * (day + 1));
  }
  return account;
}

const event = (name: string) => `meter = 'usage' AND name = '${name}'`;

const PLANTED: readonly (readonly [what: string, sql: string, names: readonly string[]])[] = [
  [
    "an event costs more than its price",
    `UPDATE metered_charges SET amount = amount + 1 WHERE ${event("other")}`,
    ["L6", "L12", "L19"],
  ],
  [
    "the quantity of an event is changed",
    `UPDATE metered_charges SET quantity = quantity + 1000000 WHERE ${event("other")}`,
    ["L19"],
  ],
  ["the rate of an event is changed", `UPDATE metered_charges SET rate = rate * 2 WHERE ${event("other")}`, ["L19"]],
  ["a correction has another total", `UPDATE metered_charges SET quantity = 8000000 WHERE ${event("d")}`, ["L19"]],
  ["a correction is missing", `DELETE FROM metered_charges WHERE ${event("b")}`, ["L19", "L20", "L28"]],
  ["a correction is of another resource", `UPDATE metered_charges SET resource = 'gpu' WHERE ${event("b")}`, ["L20"]],
  [
    "a correction has another time",
    `UPDATE metered_charges SET from_at = from_at - interval '1 h', until_at = until_at - interval '1 h' WHERE ${event("b")}`,
    ["L20"],
  ],
  ["an event says that it is late", `UPDATE metered_charges SET is_late = true WHERE ${event("other")}`, ["L19"]],
];

describe("usage events", () => {
  it("L13 C1 one event sent by two processes at once is one charge", async () => {
    const account = await Account.open(homes, ledger, START);
    await account.grant("20");
    const second = account.through(other);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => record(n % 2 === 0 ? account : second, "the-same", 10)),
    );
    expect(outcomes.filter(({ ok, replayed }) => ok && !replayed)).toHaveLength(1);
    expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.answer.charge)).size).toBe(1);
    expect((await account.look()).ledger.balance.available).toBe(19_500_000n);
    expect(await verify(account.orgId)).toEqual([]);
  });

  it("L13 corrections of one event by two processes at once end where the last one says", async () => {
    const account = await Account.open(homes, ledger, START);
    await account.grant("20");
    await record(account, "first", 10);
    const second = account.through(other);
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => record(n % 2 === 0 ? account : second, `fix-${n}`, n, "first")),
    );
    const last = await record(account, "last", 6, "fix-3");
    expect(last.ok).toBe(true);
    expect((await account.look()).ledger.balance.available).toBe(19_700_000n);
    expect(await verify(account.orgId)).toEqual([]);
  });
});

describe("usage events, on tampered data", async () => {
  const refundMoved = `UPDATE grants SET charge_id = (SELECT m.id FROM metered_charges m WHERE m.org_id = grants.org_id AND m.name = 'other')
    WHERE charge_id IN (SELECT m.id FROM metered_charges m WHERE m.name = 'd')`;
  const planted = [...PLANTED, ["a refund of a correction names another event", refundMoved, ["L19"]] as const];
  const lives = await Promise.all(planted.map(aLife));
  const cases = planted.map(([what, sql, names], index) => ({ what, sql, names, org: lives[index]?.orgId ?? "" }));
  beforeAll(async () => {
    for (const { orgId } of lives) {
      const found = await verify(orgId);
      if (found.length > 0) throw new Error(`a life has findings before it is tampered with: ${JSON.stringify(found)}`);
    }
    await runSql(database.ownerUrl, DISARM);
  });

  it.each(cases)("L19 L20 verify reports that $what", async ({ sql, names, org }) => {
    await runSql(database.ownerUrl, `${sql} AND org_id = '${org}'`);
    await rehash(database.ownerUrl, org);
    expect(namesOf(await verify(org))).toEqual(names);
  });
});

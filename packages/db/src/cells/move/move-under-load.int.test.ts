import { randomUUID, randomUUIDv7 } from "node:crypto";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import { expect, it } from "vitest";
import { insertMember } from "../../access/members.ts";
import { isTransient, TransientError } from "../../connection/errors.ts";
import { inOrganization } from "../../connection/in-home.ts";
import { openReadPool } from "../../connection/read-pool.ts";
import { Account } from "../../ledger/an-account.test-support.ts";
import { type Acknowledged, answerTo, books, type LoadPlan, ROUND, stepOf } from "../../ledger/load.test-support.ts";
import { expectKept, resend } from "../../ledger/oracle.test-support.ts";
import { testCells } from "../../testing/cells.ts";
import { moveOrganization } from "./index.ts";

const cells = await testCells();
// As two processes: each has its own connections, and knows by itself where the organization lives.
const processes = await Promise.all(
  [1, 2].map(async () => {
    const homes = await cells.open("app");
    return { homes, ledger: await cells.openLedger({ books }, homes) };
  }),
);

const CREDIT = usd("1000");
const CALLERS = 64;
const MOVES = 10;
/** A move reports more often if the machine is slow. */
const MOST_SIGNS = 40;

async function verify(url: string, orgId: string, since: number | null): Promise<string[]> {
  const pool = openReadPool(url);
  try {
    const { findings } = await verifyLedger({
      pool,
      orgIds: [orgId],
      includeMoved: true,
      ...(since !== null && { since }),
    });
    return findings.map(({ message }) => message);
  } finally {
    await pool.end();
  }
}

it("E1 moves ten times while 64 callers charge it: every answer is kept, nothing is done twice", async () => {
  const [first] = processes;
  if (first === undefined) throw new Error("there is no process");
  const { orgId } = await cells.place("a", { catalog: catalogText(tiered) });
  const { orgId: neighbor } = await cells.place("b", { catalog: catalogText(tiered) });
  for (const each of [orgId, neighbor]) await new Account(first.ledger, each).grant("1000");
  const urls = { app: cells.urls.app.organizations, worker: cells.urls.worker.organizations };
  const plan: LoadPlan = {
    run: randomUUID(),
    urls,
    orgIds: [orgId, neighbor],
    callers: CALLERS,
    firstCaller: 0,
    clocked: "",
    due: "",
    poisoned: "",
  };
  let isOver = false;
  // Each sign of progress lets every caller send one more command, so some are under way at each step of a move, and the
  // history does not outgrow the moves on a slow machine.
  let allowed = 1;
  let allow = Promise.withResolvers<void>();
  const go = (more: number): void => {
    allowed += more;
    allow.resolve();
    allow = Promise.withResolvers();
  };
  const acknowledged: Acknowledged[] = [];
  const callers = Array.from({ length: CALLERS }, async (_, by) => {
    const { ledger } = processes[by % 4 < 2 ? 0 : 1] ?? first;
    for (let n = 0; !isOver || n % ROUND !== 0; n += 1) {
      while (n >= allowed && !isOver) await allow.promise;
      acknowledged.push({ by, n, outcome: await answerTo(ledger, stepOf(plan, by, n)) });
    }
  });
  // Ordinary transactions: each process adds members.
  const members: string[] = [];
  const writers = processes.map(async ({ homes }) => {
    for (let n = 0; !isOver; n += 1) {
      while (n >= allowed && !isOver) await allow.promise;
      const personId = randomUUIDv7();
      await untilDone(() =>
        inOrganization(homes.organizations, orgId, (tx) => insertMember(tx, { orgId, personId, role: "member" })),
      );
      members.push(personId);
    }
  });
  const standstills: (number | null)[] = [];
  try {
    for (let moves = 0; moves < MOVES; moves += 1) {
      let signs = 0;
      const onProgress = (): void => {
        signs += 1;
        if (signs <= MOST_SIGNS) go(1);
      };
      const moved = await moveOrganization(cells.owners, {
        orgId,
        to: moves % 2 === 0 ? "b" : "a",
        pause: 0,
        verify,
        onProgress,
      });
      expect(moved.findings).toEqual([]);
      standstills.push(moved.standstillMs);
    }
  } finally {
    isOver = true;
    go(0);
    await Promise.all([...callers, ...writers]);
  }
  const answers = await resend(first.ledger, plan, acknowledged, [...Array(CALLERS).keys()]);
  await expectKept(
    await cells.owner("a"),
    [orgId],
    CREDIT,
    answers.map((each) => onlyOf(each, 0)),
  );
  await expectKept(
    await cells.owner("b"),
    [neighbor],
    CREDIT,
    answers.map((each) => onlyOf(each, 1)),
  );
  expect(await cells.findings([orgId, neighbor])).toEqual([]);
  const stored: { id: string }[] = await (await cells.owner("a")).query(
    "SELECT person_id AS id FROM members WHERE org_id = $1",
    [orgId],
  );
  expect(stored.map(({ id }) => id).toSorted()).toEqual(members.toSorted());
  // How long it waited is for the report of a quiet machine; that it was measured is for this test.
  expect(standstills).not.toContain(null);
}, 300_000);

/** Callers with even numbers charge the first organization. */
function onlyOf(each: Acknowledged, remainder: number): Acknowledged {
  const isOther = typeof each.by === "number" && each.by % 2 !== remainder;
  return isOther ? { ...each, outcome: { ok: false } } : { ...each, by: 0 };
}

async function untilDone(unit: () => Promise<unknown>): Promise<void> {
  for (;;)
    try {
      await unit();
      return;
    } catch (error) {
      if (!(error instanceof TransientError || isTransient(error))) throw error;
    }
}

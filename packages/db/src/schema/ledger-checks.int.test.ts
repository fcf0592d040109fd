import { type Bucket, MOVES } from "@scrip/domain/ledger";
import { describe, expect, it } from "vitest";
import { PostingEntity, type PostingRow } from "../ledger/entities/posting.entity.ts";
import { fillEveryTable } from "../testing/fill-every-table.ts";
import { anOrganization, testDatabase } from "../testing/index.ts";
import { refusalOf } from "../testing/refusal.ts";

const BUCKETS: readonly Bucket[] = [
  ...(["issued", "avail", "held", "spent", "expired", "revoked"] as const),
  ...(["charge", "reversal", "owed", "paid", "forgiven"] as const),
];
const PAIRS = BUCKETS.flatMap((from) => BUCKETS.map((to) => [from, to] as const));

const database = await testDatabase();
const owner = await database.open("owner");
const { orgId } = await anOrganization(await database.open("app"));
const { grantId, holdId, debtId } = await fillEveryTable(owner, orgId);

describe("the moves of credit", () => {
  it("L4 knows every bucket of the domain", () => {
    expect(new Set(Object.keys(MOVES).flatMap((move) => move.split("->")))).toEqual(new Set(BUCKETS));
  });

  it.each(PAIRS)("L4 accepts %s -> %s exactly if the domain's list has this move", async (from, to) => {
    const kind = (MOVES as Record<string, string>)[`${from}->${to}`];
    const refused = { code: "23514", constraint: "postings_moves" };
    expect(await tryPosting({ from, to, grantId })).toEqual(kind === "grant" ? undefined : refused);
    expect(await tryPosting({ from, to, debtId })).toEqual(kind === "debt" ? undefined : refused);
  });

  it.each([
    ["a payment that does not name its debt", { from: "owed", to: "paid" }, "postings_debt"],
    [
      "a grant's move that pays no debt but names one",
      { from: "avail", to: "expired", grantId, debtId },
      "postings_debt",
    ],
    ["held credit without its hold", { from: "avail", to: "held", grantId, holdId: null }, "postings_hold"],
    ["a hold in a move without the bucket held", { from: "avail", to: "spent", grantId, holdId }, "postings_hold"],
    ["an amount of zero", { from: "avail", to: "spent", grantId, amount: 0n }, "postings_amount"],
    ["a negative amount", { from: "avail", to: "spent", grantId, amount: -1n }, "postings_amount"],
  ] as const)("L4 refuses %s", async (_, posting, constraint) => {
    expect(await tryPosting(posting)).toEqual({ code: "23514", constraint });
  });

  it("L4 accepts the payment of a debt from a grant, which names both", async () => {
    expect(await tryPosting({ from: "avail", to: "spent", grantId, debtId })).toBeUndefined();
  });

  it("L14 L28 refuses a grant of another organization", async () => {
    const other = await anOrganization(await database.open("app"));
    const foreign = await fillEveryTable(owner, other.orgId);
    expect(await tryPosting({ from: "avail", to: "spent", grantId: foreign.grantId })).toEqual({
      code: "23503",
      constraint: "postings_grant_fkey",
    });
  });
});

describe("the counters", () => {
  it.each(["spent", "expired"])("L2 %s never decreases, not even by the owner", async (counter) => {
    const sql = `UPDATE grants SET ${counter} = ${counter} - 1, avail = avail + 1`;
    await expect(owner.query(sql)).rejects.toMatchObject({ code: "23001" });
  });

  it.each([
    ["L1", "UPDATE grants SET avail = avail + 1", "grants_sum"],
    ["L1", "UPDATE grants SET spent = spent + 1", "grants_sum"],
    ["L2", "UPDATE grants SET avail = -1, held = 101", "grants_counters"],
    ["L2", "UPDATE grants SET held = -1, avail = 101", "grants_counters"],
    ["L2", "UPDATE grants SET revoked = -1, avail = 91", "grants_counters"],
    ["L2", "UPDATE grants SET amount = 0, avail = 0, held = 0, is_open = false", "grants_amount"],
    ["L15", "UPDATE grants SET expires_at = effective_at", "grants_interval"],
    ["L16", "UPDATE grants SET is_open = false", "grants_is_open"],
    ["L14", "UPDATE grants SET source = 'gift'", "grants_source"],
    ["L2", "UPDATE organizations SET available = -1", "organizations_balances"],
    ["L2", "UPDATE organizations SET reserved = -1", "organizations_balances"],
    ["L2", "UPDATE organizations SET owed = -1", "organizations_balances"],
    ["L7", "UPDATE organizations SET seq = -1", "organizations_head"],
    ["L9", "UPDATE organizations SET hash = '\\x00'", "organizations_head"],
    ["L5", "UPDATE hold_slices SET open = open - 1", "hold_slices_sum"],
    ["L5", "UPDATE hold_slices SET open = -1, settled = 11", "hold_slices_counters"],
    ["L5", "UPDATE hold_slices SET settled = -1, open = 11", "hold_slices_counters"],
    ["L5", "UPDATE hold_slices SET released = -1, open = 11", "hold_slices_counters"],
    ["L5", "UPDATE holds SET state = 'lost'", "holds_state"],
    ["L6", "UPDATE debts SET open = open - 1", "debts_sum"],
    ["L6", "UPDATE debts SET open = -1, paid = 6", "debts_counters"],
    ["L6", "UPDATE debts SET is_open = false", "debts_is_open"],
    ["L14", "UPDATE debts SET charge_id = NULL", "debts_origin"],
    ["L14", "UPDATE debts SET grant_id = gen_random_uuid()", "debts_origin"],
    ["L14", "UPDATE grants SET source = 'refund'", "grants_refund"],
    ["L14", "UPDATE grants SET charge_id = gen_random_uuid()", "grants_refund"],
    ["L19", "UPDATE jobs SET rate = -1", "jobs_terms"],
    ["L20", "UPDATE jobs SET chargeable_ms = reported_ms + 1", "jobs_meter"],
    ["L2", "UPDATE jobs SET charged = -1", "jobs_meter"],
    ["C8", "UPDATE jobs SET state = 'running', ended_at = NULL", "jobs_running_holds"],
    ["C8", "UPDATE jobs SET ended_at = NULL", "jobs_ended_at"],
  ])("%s refuses: %s", async (_, sql, constraint) => {
    expect(await refusalOf(owner.query(sql))).toEqual({ code: "23514", constraint });
  });

  it("C8 refuses a second open hold of a job", async () => {
    const copy = owner.query(
      "INSERT INTO holds SELECT org_id, gen_random_uuid(), job_id, amount, state, silent_at, legs FROM holds",
    );
    expect(await refusalOf(copy)).toEqual({ code: "23505", constraint: "holds_one_open_per_job" });
  });

  it("L12 refuses a second entry of the same leg of a cause", async () => {
    const copy = owner.query(
      `INSERT INTO entries SELECT org_id, seq + 1, at, recorded_at, kind, actor_type, actor_id, cause_type, cause_id, leg,
        available, reserved, owed, hash FROM entries`,
    );
    expect(await refusalOf(copy)).toEqual({ code: "23505", constraint: "entries_cause_key" });
  });
});

type Attempt = { from: Bucket; to: Bucket } & Partial<Pick<PostingRow, "grantId" | "holdId" | "debtId" | "amount">>;

/** Inserts a posting and rolls back. If one of the buckets is `held`, the posting names the hold by default. */
async function tryPosting({ from, to, amount = 1n, grantId = null, debtId = null, ...rest }: Attempt) {
  const held = from === "held" || to === "held" ? holdId : null;
  const row = { orgId, seq: 1, n: 2, fromBucket: from, toBucket: to, amount, grantId, holdId: held, debtId, ...rest };
  await using runner = owner.createQueryRunner();
  await runner.startTransaction();
  const refusal = await refusalOf(runner.manager.insert(PostingEntity, row));
  await runner.rollbackTransaction();
  return refusal;
}

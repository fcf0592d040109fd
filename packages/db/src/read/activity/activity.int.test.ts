import { HOLD_KINDS, MONEY_KINDS } from "@scrip/domain/activity";
import { catalogText, tiered } from "@scrip/domain/catalog";
import type { EntryKind } from "@scrip/domain/ledger";
import { usd } from "@scrip/domain/money";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { OrganizationMissing } from "../../connection/errors.ts";
import { advanceClock } from "../../due/advance-clock.test-support.ts";
import { Account, appLedger, findings } from "../../ledger/an-account.test-support.ts";
import { seriesNumber } from "../../ledger/keys/series.ts";
import { anOrganization, testDatabase } from "../../testing/index.ts";
import { listJobs } from "../jobs/list-jobs.ts";
import { activityFacets } from "./activity-facets.ts";
import type { ActivityFilter } from "./activity-filter.ts";
import { jobNames } from "./job-names.ts";
import { listActivity, type PageLine } from "./list-activity.ts";
import { type ActivityRecord, listActivityRecords } from "./list-records.ts";
import { sumActivity, sumActivityByDay } from "./sum-activity.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const ledger = appLedger(database);
afterAll(() => ledger.close());

const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const RESOURCES = ["gpu.h100-80gb", "gpu.rtx-3090"];
const PROJECTS = ["vision", "speech", null];
const MEMBERS = ["ana", "=bob", null];
const JOBS = Array.from({ length: 12 }, (_, n) => `job ${n}`);

/** Runs twelve jobs with all combinations of labels, hour by hour, with holds and charges without a job in between. */
async function runJobs(account: Account, from: number, hours: number): Promise<void> {
  for (let hour = from; hour < from + hours; hour += 1) {
    await advanceClock(ledger, account.orgId, START + hour * HOUR);
    const at = (n: number) => ({
      resource: RESOURCES[n % 2] ?? "",
      project: PROJECTS[n % 3] ?? null,
      member: MEMBERS[Math.floor(n / 3) % 3] ?? null,
    });
    const work = JOBS.map((ref, n) =>
      hour === 0
        ? account.run("startJob", {
            ref,
            work: "training",
            mode: "epochs",
            unitsMilli: 1000,
            estimateMs: null,
            next: { untilMs: HOUR },
            ...at(n),
          })
        : account.run("settleEpoch", { ref, quantityMs: hour * HOUR, next: { untilMs: (hour + 1) * HOUR } }),
    );
    const charge = { amount: usd("0.01"), onShortfall: "refuse", ...at(hour) } as const;
    await Promise.all([...work, account.run("charge", charge)]);
    const { hold: holdId } = await account.run("placeHold", { amount: usd("1"), ttlMs: null });
    if (hour % 2 === 0) await account.run("voidHold", { holdId });
    else await account.run("settleHold", { holdId, amount: usd("0.4"), close: true, resource: "gpu.l40s" });
  }
}

async function aLife(): Promise<Account> {
  const account = await Account.open(app, ledger, START);
  await account.grant("5000");
  await account.grant("20", { grantKind: "promotional", source: "code", expiresAt: START + 3 * HOUR });
  await runJobs(account, 0, 6);
  return account;
}

/** A debt, its payment by new credit, a refund, and credit that is taken back, reinstated and forgiven. */
async function correct(account: Account): Promise<void> {
  const labels = { resource: null, project: "vision", member: null };
  const { charge } = await account.run("charge", { amount: usd("9000"), onShortfall: "owe", ...labels });
  const { grant } = await account.grant("100.000001");
  await account.run("refundCharge", { chargeId: charge, amount: usd("20.5") });
  await account.run("revokeGrant", { grantId: grant, amount: usd("60") });
  await account.run("reinstateGrant", { grantId: grant, amount: usd("20.25") });
  await account.run("forgiveDebt", { debtId: charge, amount: usd("3") });
  await account.grant("20000");
  await account.run("refundCharge", { chargeId: charge, amount: usd("30") });
  await account.run("placeHold", { amount: usd("7.000003"), ttlMs: null });
}

async function aLifeWithCorrections(): Promise<Account> {
  const account = await aLife();
  await correct(account);
  await runJobs(account, 6, 2);
  return account;
}

/** Reads all pages of a filter, one after another. */
async function paged(orgId: string, filter: ActivityFilter, limit: number, before?: number): Promise<PageLine[]> {
  const lines: PageLine[] = [];
  for (let next: number | null | undefined = before; next !== null; ) {
    const page = await listActivity(app.organizations, orgId, filter, { before: next, limit });
    lines.push(...page.lines);
    next = page.next;
  }
  return lines;
}

const netOf = (lines: readonly PageLine[]): bigint => lines.reduce((sum, { net }) => sum + BigInt(net), 0n);

/** Whether a filter leaves out an entry that can change the balance. */
const isNarrowed = ({ kinds, from: _from, until: _until, ...labels }: ActivityFilter): boolean =>
  Object.values(labels).some((label) => label !== undefined) ||
  (kinds !== undefined && MONEY_KINDS.some((kind) => !kinds.includes(kind)));

/** A second, simple implementation of a filter. */
function matches(line: PageLine, filter: ActivityFilter): boolean {
  const { kinds, from, until, ...labels } = filter;
  return (
    (kinds === undefined || kinds.includes(line.kind)) &&
    (from === undefined || line.at >= from) &&
    (until === undefined || line.at < until) &&
    Object.entries(labels).every(([name, label]) => label === undefined || line[name as "job"] === label)
  );
}

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const KINDS: readonly EntryKind[] = [
  "settled",
  "charged",
  "hold_placed",
  "hold_voided",
  "grant_issued",
  "grant_expired",
];
const anInstant = maybe([
  START - 1,
  START,
  START + 2 * HOUR,
  START + 2 * HOUR + 1,
  START + 5 * HOUR,
  START + 99 * HOUR,
]);
/** Filters that leave out no entry that can change the balance. */
const aWholeFilter: fc.Arbitrary<ActivityFilter> = fc.record({
  kinds: fc.option(
    fc.subarray([...HOLD_KINDS]).map((holds): EntryKind[] => [...MONEY_KINDS, ...holds]),
    { nil: undefined },
  ),
  from: anInstant,
  until: anInstant,
});
const aFilter: fc.Arbitrary<ActivityFilter> = fc.record({
  kinds: fc.option(fc.subarray([...KINDS], { minLength: 1 }), { nil: undefined }),
  resource: maybe([...RESOURCES, "gpu.l40s"]),
  project: maybe(["vision", "speech", "nowhere"]),
  member: maybe(["ana", "=bob"]),
  job: maybe(["job 0", "job 7", "no job"]),
  from: anInstant,
  until: anInstant,
});

describe("activities", () => {
  it("L7 every filter's pages are exactly the filtered history, in order, while entries are being written", async () => {
    const account = await aLife();
    const history = await paged(account.orgId, {}, 500);
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, n) => history.length - n));
    const writing = runJobs(account, 6, 12);
    const check = async (filter: ActivityFilter, limit: number, before: number) => {
      const wanted = history.filter((line) => line.seq < before && matches(line, filter));
      expect(await paged(account.orgId, filter, limit, before)).toEqual(wanted);
    };
    await fc.assert(
      fc.asyncProperty(aFilter, fc.integer({ min: 1, max: 40 }), fc.nat({ max: history.length }), (filter, limit, n) =>
        check(filter, limit, n + 1),
      ),
      { numRuns: 150 },
    );
    await writing;
    expect(await findings(database)).toEqual([]);
  });

  it("have sums that are exactly those of the pages, for every filter", async () => {
    const { orgId } = await aLife();
    const history = await paged(orgId, {}, 500);
    await fc.assert(
      fc.asyncProperty(aFilter, async (filter) => {
        const { sums, ends } = await sumActivity(app.organizations, orgId, filter);
        expect(ends === null).toBe(isNarrowed(filter));
        const lines = history.filter((line) => matches(line, filter));
        const kinds = [...new Set(lines.map(({ kind }) => kind))].sort();
        expect(sums.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual(
          kinds.map((kind) => {
            const ofKind = lines.filter((line) => line.kind === kind);
            return { kind, count: ofKind.length, net: netOf(ofKind) };
          }),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("L8 add up line by line, with holds or without them, and the sums reconcile with the balance", async () => {
    const account = await aLifeWithCorrections();
    const { orgId } = account;
    await fc.assert(
      fc.asyncProperty(aWholeFilter, async (filter) => {
        const lines = await paged(orgId, filter, 500);
        for (const { balance, seq } of lines)
          expect(BigInt(balance.total), `entry ${seq}`).toBe(
            BigInt(balance.available) + BigInt(balance.reserved) - BigInt(balance.owed),
          );
        const steps = lines.slice(1).map(({ balance }, index) => ({
          seq: lines[index]?.seq,
          change: BigInt(lines[index]?.balance.total ?? 0) - BigInt(balance.total),
        }));
        expect(steps).toEqual(lines.slice(0, -1).map(({ seq, net }) => ({ seq, change: BigInt(net) })));
        const { sums, ends } = await sumActivity(app.organizations, orgId, filter);
        const total = sums.reduce((sum, { net }) => sum + net, 0n);
        expect(total).toBe(netOf(lines));
        expect(BigInt(ends?.opening.total ?? -1) + total).toBe(BigInt(ends?.closing.total ?? -1));
        expect(ends?.closing.total).toBe(lines[0]?.balance.total ?? ends?.closing.total);
      }),
      { numRuns: 60 },
    );
    const { balance } = (await account.look()).ledger;
    const { ends } = await sumActivity(app.organizations, orgId, {});
    expect(ends?.opening).toEqual({ available: "0", reserved: "0", owed: "0", total: "0" });
    expect(ends?.closing).toMatchObject({
      available: String(balance.available),
      reserved: String(balance.reserved),
      owed: String(balance.owed),
    });
    expect(await findings(database)).toEqual([]);
  });

  it("have sums by day that are exactly those of the lines of each day, for every filter", async () => {
    const { orgId } = await aLifeWithCorrections();
    const history = await paged(orgId, {}, 500);
    const someDays = fc
      .uniqueArray(fc.nat({ max: 18 }), { minLength: 1 })
      .map((halves) => halves.toSorted((a, b) => a - b).map((half) => START + (half * HOUR) / 2));
    await fc.assert(
      fc.asyncProperty(aFilter, someDays, async (filter, days) => {
        const sums = await sumActivityByDay(app.organizations, orgId, filter, days);
        const lines = history.filter((line) => matches(line, filter));
        const wanted = days.map((day, index) =>
          lines.filter(({ at }) => at >= day && at < (days[index + 1] ?? Number.POSITIVE_INFINITY)),
        );
        expect(sums.map((ofDay) => ofDay.reduce((sum, { net }) => sum + net, 0n))).toEqual(wanted.map(netOf));
        expect(sums.map((ofDay) => ofDay.reduce((sum, { count }) => sum + count, 0))).toEqual(
          wanted.map(({ length }) => length),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("have records for a file with the same lines, and the credit of each kind adds up to the amount", async () => {
    const { orgId } = await aLifeWithCorrections();
    const records: ActivityRecord[] = [];
    for (let before: number | null | undefined; before !== null; ) {
      const page = await listActivityRecords(app.organizations, orgId, {}, { before, limit: 77 });
      records.push(...page.records);
      before = page.next;
    }
    expect(records.map(({ line: { hash: _hash, ...line } }) => line)).toEqual(await paged(orgId, {}, 500));
    const entries: { hash: string }[] = await owner.query(
      "SELECT encode(hash, 'hex') AS hash FROM entries WHERE org_id = $1 ORDER BY seq DESC",
      [orgId],
    );
    expect(records.map(({ line }) => line.hash)).toEqual(entries.map(({ hash }) => hash));
    for (const { line, moved, owedBy } of records)
      expect(BigInt(moved.promotional) + BigInt(moved.paid) - BigInt(owedBy), `entry ${line.seq}`).toBe(
        BigInt(line.net),
      );
    const quantities = records.filter(({ line }) => line.job === "job 0").map(({ charge }) => charge?.quantityMs ?? 0);
    expect(quantities.reduce((sum, ms) => sum + ms, 0)).toBe(7 * HOUR);
    const settled = records.find(({ line }) => line.job === "job 0" && line.kind === "settled");
    expect(settled?.charge).toMatchObject({ rate: "3990000000", unitsMilli: 1000, quantityMs: HOUR });
    expect(records.find(({ line }) => line.kind === "hold_placed")?.charge).toBeNull();
  });

  it("have jobs that are found by any part of their names, in any case: the exact name first", async () => {
    const { orgId } = await aLife();
    const names = (text: string, limit = 50) => jobNames(app.organizations, orgId, { text, limit });
    expect(await names("JOB 1")).toEqual(expect.arrayContaining(["job 1", "job 10", "job 11"]));
    expect(await names("JOB 1")).toHaveLength(3);
    expect((await names("job 1", 2))[0]).toBe("job 1");
    expect(await names("B 7")).toEqual(["job 7"]);
    expect(await names("%")).toEqual([]);
    expect(await names("job", 5)).toHaveLength(5);
  });

  it("have jobs that are found in the order of a list of jobs, also if they started at the same instant", async () => {
    const { orgId } = await aLife();
    const order = { sort: "started", direction: "desc" } as const;
    const { jobs } = await listJobs(app.organizations, orgId, {}, { order, after: null, limit: 50 });
    expect(new Set(jobs.map(({ startedAt }) => startedAt)).size).toBe(1);
    const listed = jobs.map(({ job }) => job);
    for (const limit of [3, 50])
      expect(await jobNames(app.organizations, orgId, { text: "job", limit })).toEqual(listed.slice(0, limit));
  });

  it("L8 have changes of net and reserved that add up to the balance", async () => {
    const { orgId } = await aLife();
    let total = 0n;
    let reserved = 0n;
    for (const { net, reservedBy, balance } of (await paged(orgId, {}, 500)).toReversed()) {
      total += BigInt(net);
      reserved += BigInt(reservedBy);
      expect(BigInt(balance.available) + BigInt(balance.reserved) - BigInt(balance.owed)).toBe(total);
      expect(BigInt(balance.reserved)).toBe(reserved);
    }
  });

  it("can be filtered by every label of the entries", async () => {
    const { orgId } = await aLife();
    expect(await activityFacets(app.organizations, orgId)).toEqual({
      projects: ["speech", "vision"],
      members: ["=bob", "ana"],
      resources: ["gpu.h100-80gb", "gpu.l40s", "gpu.rtx-3090"],
    });
  });

  it("G1 of an organization that does not exist cannot be read", async () => {
    const nobody = "00000000-0000-7000-8000-000000000000";
    const missing = new OrganizationMissing(nobody);
    await expect(listActivity(app.organizations, nobody, {}, { limit: 5 })).rejects.toEqual(missing);
    await expect(sumActivity(app.organizations, nobody, {})).rejects.toEqual(missing);
    await expect(activityFacets(app.organizations, nobody)).rejects.toEqual(missing);
    const { orgId } = await anOrganization(app, { catalog: catalogText(tiered) });
    expect(await listActivity(app.organizations, orgId, { kinds: ["settled"] }, { limit: 5 })).toEqual({
      lines: [],
      next: null,
    });
  });
});

describe("the number of a series", () => {
  const LABELS = [null, "", "-", "1:a", "a", "a-", "1:a-", "ä", "\u{1f680}", "7:settled", 'q"\\', "x".repeat(200)];

  const ORG_ID = "0198a5f0-0000-7abc-8def-0123456789ab";

  it("is the same in TypeScript and in PostgreSQL, and different for other labels or organizations", async () => {
    const all = LABELS.flatMap((resource) =>
      LABELS.flatMap((project) => LABELS.map((member) => ({ kind: "settled" as const, resource, project, member }))),
    );
    const column = (name: "kind" | "resource" | "project" | "member") => all.map((series) => series[name]);
    const rows: { number: bigint }[] = await owner.query(
      `SELECT series_of($5, k, r, p, m) AS number FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
        WITH ORDINALITY AS u (k, r, p, m, n) ORDER BY n`,
      [column("kind"), column("resource"), column("project"), column("member"), ORG_ID],
    );
    const numbers = all.map((series) => seriesNumber(ORG_ID, series));
    expect(rows.map(({ number }) => number)).toEqual(numbers);
    const ofAnother = all.map((series) => seriesNumber(ORG_ID.replace("8", "9"), series));
    expect(new Set([...numbers, ...ofAnother]).size).toBe(2 * all.length);
  });
});

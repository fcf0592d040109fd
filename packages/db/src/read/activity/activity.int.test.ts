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
import { activityFacets } from "./activity-facets.ts";
import type { ActivityFilter } from "./activity-filter.ts";
import { type ActivityLine, listActivity } from "./list-activity.ts";
import { sumActivity } from "./sum-activity.ts";

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

/** Reads all pages of a filter, one after another. */
async function paged(orgId: string, filter: ActivityFilter, limit: number, before?: number): Promise<ActivityLine[]> {
  const lines: ActivityLine[] = [];
  for (let next: number | null | undefined = before; next !== null; ) {
    const page = await listActivity(app.organizations, orgId, filter, { before: next, limit });
    lines.push(...page.lines);
    next = page.next;
  }
  return lines;
}

/** A second, simple implementation of a filter. */
function matches(line: ActivityLine, filter: ActivityFilter): boolean {
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
        const sums = await sumActivity(app.organizations, orgId, filter);
        const lines = history.filter((line) => matches(line, filter));
        const kinds = [...new Set(lines.map(({ kind }) => kind))].sort();
        expect(sums?.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual(
          kinds.map((kind) => {
            const ofKind = lines.filter((line) => line.kind === kind);
            return { kind, count: ofKind.length, net: ofKind.reduce((sum, { net }) => sum + BigInt(net), 0n) };
          }),
        );
      }),
      { numRuns: 60 },
    );
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

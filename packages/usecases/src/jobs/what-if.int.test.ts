import { jobLineage } from "@scrip/db/read/lineage/job-lineage";
import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { getBalance } from "../ledger/get-balance.ts";
import { getOverview } from "../overview/get-overview.ts";
import { aScenario, NOON } from "../testing/a-scenario.ts";
import type { Organization } from "../testing/organization.ts";
import { whatIf } from "./what-if.ts";

const { deps, anOrganization } = await aScenario();
const HOUR_MS = 3_600_000;

type Input = Parameters<typeof whatIf>[2];

/** Tries a job out; the default is one GPU of $0.44 an hour, by the hour. */
function tryOut({ caller }: Organization, changed: Partial<Input> & { estimateMs: number }) {
  const terms = { resource: "gpu.rtx-3090", work: "training", mode: "epochs", unitsMilli: 1_000 } as const;
  return whatIf(deps, caller, { ...terms, epochMs: HOUR_MS, speeds: [], ...changed });
}

/** Runs a job by the hour to its end, or to its first pause. @returns the hours that were charged */
async function run(acme: Organization, job: string, hours: number): Promise<number> {
  await acme.start(job, { untilMs: HOUR_MS });
  for (let done = 1; done < hours; done += 1) {
    await acme.advanceBy(HOUR_MS);
    const { decision } = await acme.settle(job, done * HOUR_MS, (done + 1) * HOUR_MS);
    if (decision === "pause") return done;
  }
  await acme.advanceBy(HOUR_MS);
  await acme.complete(job, hours * HOUR_MS);
  return hours;
}

it("the price is the final charge of a run that goes as planned, paid by the grants that were named", async () => {
  const acme = await anOrganization({ credit: "5.00" });
  await acme.grant("1.00", { source: "code", expiresAt: NOON + 2 * HOUR_MS });
  const found = await tryOut(acme, { estimateMs: 6 * HOUR_MS });
  expect(found).toMatchObject({ price: usd("2.64"), charged: usd("2.64"), lapsing: usd("0.12"), halt: null });
  const before = await getBalance(deps, acme.orgId);
  expect(await run(acme, "train", 6)).toBe(6);
  const after = await getBalance(deps, acme.orgId);
  expect(before.available - after.available).toBe(found.price + found.lapsing);
  const lineage = await jobLineage(deps.pages, acme.orgId, "train");
  expect(lineage?.paidBy.map(({ grant, amount }) => [grant, BigInt(amount)])).toEqual(
    found.paidBy.map(({ grant, amount }) => [grant.id, amount]),
  );
});

it("the pause is where the run pauses, with the missing amount", async () => {
  const acme = await anOrganization({ credit: "2.00" });
  const found = await tryOut(acme, { estimateMs: 9 * HOUR_MS });
  expect(found.halt).toMatchObject({ afterEpoch: 4, atMs: 4 * HOUR_MS, missing: usd("0.20") });
  expect(found.charged).toBe(usd("1.76"));
  expect(await run(acme, "train", 9)).toBe(4);
});

it("a grant that is scheduled within the run lets it go on", async () => {
  const acme = await anOrganization({ credit: "2.00" });
  await acme.grant("3.00", { source: "plan", effectiveAt: NOON + 4 * HOUR_MS });
  const found = await tryOut(acme, { estimateMs: 9 * HOUR_MS });
  expect(found).toMatchObject({ halt: null, charged: usd("3.96") });
  expect(await run(acme, "train", 9)).toBe(9);
});

it("the runway counts the job beside all that runs", async () => {
  const acme = await anOrganization({ credit: "10.00" });
  await acme.start("other", { untilMs: HOUR_MS, unitsMilli: 4_000 });
  const found = await tryOut(acme, { estimateMs: HOUR_MS });
  expect(found.runway).toEqual({ state: "ends", at: NOON + Math.floor((10 / 2.2) * HOUR_MS), perHour: usd("2.20") });
  await acme.start("tried", { untilMs: HOUR_MS });
  expect((await getOverview(deps, acme.orgId, "UTC")).runway).toEqual(found.runway);
});

import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { getBalance } from "../ledger/get-balance.ts";
import { aScenario } from "../testing/a-scenario.ts";
import type { Organization } from "../testing/organization.ts";
import { estimateJob } from "./estimate-job.ts";

const { deps, anOrganization } = await aScenario();
const HOUR_MS = 3_600_000;

type Input = Parameters<typeof estimateJob>[2];

/** Estimates a job; the default is one GPU of $0.44 an hour. */
function estimate({ caller }: Organization, changed: Partial<Input> & { estimateMs: number }) {
  const terms = { resource: "gpu.rtx-3090", work: "training", mode: "epochs", unitsMilli: 1_000 } as const;
  return estimateJob(deps, caller, { ...terms, ...changed });
}

describe("an estimate", () => {
  it("prices the whole job and requires credit for its first epoch", async () => {
    const acme = await anOrganization({ credit: "5.00" });
    const result = await estimate(acme, { estimateMs: 10 * HOUR_MS, epochMs: HOUR_MS });
    expect(result).toMatchObject({ price: usd("4.40"), hold: usd("0.44"), required: usd("0.528"), admitted: true });
  });

  it("requires credit for the whole job without an epoch or with a longer one", async () => {
    const acme = await anOrganization({ credit: "5.00" });
    const whole = await estimate(acme, { estimateMs: 2 * HOUR_MS });
    expect(whole).toMatchObject({ hold: usd("0.88"), admitted: true });
    expect(await estimate(acme, { estimateMs: 2 * HOUR_MS, epochMs: 9 * HOUR_MS })).toEqual(whole);
  });

  it("agrees with a start", async () => {
    const acme = await anOrganization({ credit: "1.00" });
    const { admitted, required, missing } = await estimate(acme, { estimateMs: 2 * HOUR_MS });
    expect([admitted, required, missing]).toEqual([false, usd("1.056"), usd("0.056")]);
    await expect(acme.start("train", { untilMs: 2 * HOUR_MS })).rejects.toMatchObject({
      refusal: { code: "insufficient_credit", data: { missing: `${missing}` } },
    });
    await acme.grant("0.056");
    expect(await estimate(acme, { estimateMs: 2 * HOUR_MS })).toMatchObject({ admitted: true, missing: 0n });
    await acme.start("train", { untilMs: 2 * HOUR_MS });
  });

  it("may name a job that exists, and changes nothing", async () => {
    const acme = await anOrganization({ credit: "5.00" });
    await acme.start("train", { untilMs: HOUR_MS });
    const before = await getBalance(deps, acme.orgId);
    await estimate(acme, { job: "train", estimateMs: HOUR_MS });
    expect(await getBalance(deps, acme.orgId)).toEqual(before);
  });

  it.each([
    ["unknown_resource", { resource: "gpu.abacus" }],
    ["not_sold_for_work", { work: "storage" }],
    ["work_without_jobs", { work: "endpoint" }],
  ] as const)("is refused with %s, as a start is", async (code, change) => {
    const acme = await anOrganization({ credit: "5.00" });
    const refusal = { refusal: { code } };
    await expect(estimate(acme, { estimateMs: HOUR_MS, ...change })).rejects.toMatchObject(refusal);
    await expect(acme.start("train", { untilMs: HOUR_MS, ...change })).rejects.toMatchObject(refusal);
  });
});

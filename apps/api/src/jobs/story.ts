import { jobStory, jobStoryInput } from "@scrip/contract/job-pages";
import type { JobHold, JobSlice } from "@scrip/db/read/jobs/job-story";
import { compareBurn } from "@scrip/domain/ledger";
import { getJobStory } from "@scrip/usecases/jobs/get-job-story";
import { orgProcedure } from "../trpc/procedure.ts";
import { perHourOf } from "./line.ts";

export const story = orgProcedure("ledger:read")
  .input(jobStoryInput)
  .output(jobStory)
  .query(async ({ ctx, input: { job: ref, beforeLeg = null, limit } }) => {
    const { job, reports, holds, nextLeg } = await getJobStory(ctx.deps, ctx.caller.orgId, ref, { beforeLeg, limit });
    const { rate, held, ref: name, ...rest } = job;
    const open = holds.find(({ state }) => state === "open");
    return {
      job: {
        ...rest,
        job: name,
        rateNanos: rate,
        hold: open === undefined ? null : { id: open.id, open: held, silentAt: open.silentAt },
      },
      perHour: perHourOf(job),
      epochs: reports.map(({ flags, ...report }) => ({ ...report, flags: [...flags] })),
      nextLeg,
      holds: holds.map(holdOnWire),
    };
  });

function holdOnWire({ id, state, silentAt, slices }: JobHold) {
  const total = (of: (slice: JobSlice) => string) => String(slices.reduce((sum, slice) => sum + BigInt(of(slice)), 0n));
  return {
    id,
    state,
    silentAt,
    reserved: total((slice) => slice.reserved),
    open: total((slice) => slice.open),
    settled: total((slice) => slice.settled),
    released: total((slice) => slice.released),
    slices: slices
      .toSorted((a, b) => compareBurn(a.grant, b.grant))
      .map(({ grant: { source, kind }, open }) => ({ source, kind, open })),
  };
}

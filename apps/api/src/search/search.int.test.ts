import { describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
const HOUR_MS = 3_600_000;

const start = (org: string, job: string) =>
  api.ok("jobs.start", { org, job, resource: "gpu.rtx-3090", next: { untilMs: HOUR_MS } });

async function found(org: string, text: string): Promise<{ jobs: string[]; entries: number[] }> {
  const { jobs, entries } = await api.ok("search.find", { org, text });
  return { jobs: jobs.map(({ job }) => job), entries: entries.map(({ seq }) => seq) };
}

describe("search.find", () => {
  it("finds jobs by a part of their name in any case, the newest start first", async () => {
    const org = await api.anOrganization({ credit: 50_000_000 });
    await start(org, "Retrain-1");
    await api.ok("clocks.advance", { org, to: "2026-01-01T12:30:00Z" });
    await start(org, "nightly retrain");
    await start(org, "100%_eval");
    expect(await found(org, "RETRAIN")).toMatchObject({ jobs: ["nightly retrain", "Retrain-1"], entries: [] });
    expect((await found(org, "%_e")).jobs).toEqual(["100%_eval"]);
    expect((await found(org, "_")).jobs).toEqual(["100%_eval"]);
    expect((await found(org, "nothing")).jobs).toEqual([]);
  });

  it("finds a job and the entries of a hold, a charge or a grant by its id, with or without the prefix", async () => {
    const org = await api.anOrganization({ credit: 50_000_000 });
    const { id, seq: started } = await start(org, "notes-1");
    expect((await found(org, id)).jobs).toEqual(["notes-1"]);
    expect((await found(org, id.slice("job_".length).toUpperCase())).jobs).toEqual(["notes-1"]);
    const { hold, seq } = await api.ok("holds.place", { org, amount: "5" });
    expect(seq).toBe((started ?? 0) + 1);
    expect((await found(org, hold)).entries).toEqual([seq]);
    const { grant } = await api.ok("grants.create", { org, amount: "5", source: "code", businessKey: "WINTER-26" });
    expect((await found(org, grant)).entries).toEqual([(seq ?? 0) + 1]);
  });

  it("finds an entry by its number, and a grant by a part of its business key or of its source", async () => {
    const org = await api.anOrganization({ credit: 50_000_000 });
    await api.ok("grants.create", { org, amount: "5", source: "code", businessKey: "WINTER-26" });
    await api.ok("grants.create", { org, amount: "5", source: "auto_topup", businessKey: "pi_7" });
    expect((await found(org, "2")).entries).toContain(2);
    expect((await found(org, "#2")).entries).toEqual([2]);
    expect((await found(org, "#77")).entries).toEqual([]);
    expect((await found(org, "winter")).entries).toEqual([2]);
    expect((await found(org, "Auto top-up")).entries).toEqual([3]);
    expect((await found(org, "auto_topup")).entries).toEqual([]);
    // The stored key begins with the kind of the caller, which is not a part of the name.
    expect((await found(org, "external:")).entries).toEqual([]);
  });

  it("finds nothing of another organization", async () => {
    const org = await api.anOrganization({ credit: 50_000_000 });
    const { id } = await start(org, "secret-job");
    const other = await api.anOrganization({ credit: 50_000_000 });
    for (const text of ["secret-job", "secret", id])
      expect(await found(other, text)).toEqual({ jobs: [], entries: [] });
  });

  it.each(["", " retrain", "x".repeat(201), "a\u0000b"])("refuses the text %j", async (text) => {
    const org = await api.anOrganization();
    expect((await api.call("search.find", { org, text })).error?.code).toBe("bad_input");
  });
});

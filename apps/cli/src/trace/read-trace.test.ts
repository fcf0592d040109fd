import { tiered } from "@scrip/domain/catalog";
import { describe, expect, it } from "vitest";
import { readTrace, type Trace } from "./read-trace.ts";
import { resourceCheckOf } from "./resource-check.ts";
import { TRACE_COLUMNS } from "./trace-job.ts";

const HEADER = TRACE_COLUMNS.join(",");
const GOOD = "a,lab,p,m,gpu.l40s,460,epochs,3,0,10,completed";

async function* pieces(text: string, size = text.length): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += Math.max(size, 1)) yield text.slice(at, at + size);
}

const read = (text: string, size?: number): Promise<Trace> => readTrace(pieces(text, size), resourceCheckOf(tiered));

/** Line 2 of a trace, with some cells replaced. */
function lineWith(cells: Partial<Record<(typeof TRACE_COLUMNS)[number], string>>): string {
  const usual = Object.fromEntries(TRACE_COLUMNS.map((column, index) => [column, GOOD.split(",")[index]]));
  return TRACE_COLUMNS.map((column) => cells[column] ?? usual[column]).join(",");
}

describe("readTrace", () => {
  it("reads a line", async () => {
    const { jobsByOrg, invalid } = await read(`${HEADER}\n${GOOD}\n`);
    expect(invalid).toEqual([]);
    expect(jobsByOrg.get("lab")).toEqual([
      {
        line: 2,
        job: "a",
        org: "lab",
        project: "p",
        member: "m",
        resource: "gpu.l40s",
        unitsMilli: 460,
        mode: "epochs",
        epochs: 3,
        startS: 0,
        endS: 10,
        state: "completed",
      },
    ]);
  });

  it.each([1, 2, 3, 7, 64])("reads a trace in pieces of %d characters, with either kind of line end", async (size) => {
    const text = `\ufeff${HEADER}\r\n${GOOD}\r\n\r\n${GOOD.replace("a", "b")}`;
    const { jobsByOrg, invalid } = await read(text, size);
    expect(invalid).toEqual([]);
    expect(jobsByOrg.get("lab")?.map(({ line, job }) => [line, job])).toEqual([
      [2, "a"],
      [4, "b"],
    ]);
  });

  it("accepts columns in any order, unknown columns, and quotes", async () => {
    const columns = ["note", ...TRACE_COLUMNS.toReversed()];
    const line = [
      '"x, ""y"""',
      ...GOOD.split(",")
        .toReversed()
        .map((cell) => `"${cell}"`),
    ];
    const { jobsByOrg, invalid } = await read(`${columns.join(",")}\n${line.join(",")}`);
    expect(invalid).toEqual([]);
    expect(jobsByOrg.get("lab")?.[0]).toMatchObject({ job: "a", unitsMilli: 460, endS: 10 });
  });

  it("reads an empty project or member as null", async () => {
    const { jobsByOrg } = await read(`${HEADER}\n${lineWith({ project: "", member: "" })}`);
    expect(jobsByOrg.get("lab")?.[0]).toMatchObject({ project: null, member: null });
  });

  it.each<[string, string, string]>([
    ["an unknown resource", lineWith({ resource: "gpu.b200" }), 'resource "gpu.b200" is not in the catalog "tiered"'],
    [
      "a property of every object",
      lineWith({ resource: "__proto__" }),
      'resource "__proto__" is not in the catalog "tiered"',
    ],
    [
      "a resource of another kind of work",
      lineWith({ resource: "export" }),
      'resource "export" is not sold for training',
    ],
    ["an end before the start", lineWith({ start_s: "11" }), "end_s 10 is before start_s 11"],
    [
      "a word for a number",
      lineWith({ gpus_milli: "many" }),
      'gpus_milli "many" must be a whole number from 1 to 1000000000',
    ],
    ["an exponent", lineWith({ gpus_milli: "1e3" }), 'gpus_milli "1e3" must be a whole number from 1 to 1000000000'],
    ["a decimal point", lineWith({ start_s: "0.5" }), 'start_s "0.5" must be a whole number from 0 to 5490892799'],
    ["NaN", lineWith({ end_s: "NaN" }), 'end_s "NaN" must be a whole number from 0 to 5490892799'],
    ["other digits", lineWith({ end_s: "１２" }), 'end_s "１２" must be a whole number from 0 to 5490892799'],
    ["a negative number", lineWith({ start_s: "-1" }), 'start_s "-1" must be a whole number from 0 to 5490892799'],
    ["an empty number", lineWith({ end_s: "" }), 'end_s "" must be a whole number from 0 to 5490892799'],
    [
      "a time beyond 2200",
      lineWith({ end_s: "9999999999" }),
      'end_s "9999999999" must be a whole number from 0 to 5490892799',
    ],
    [
      "more than a hundred years",
      lineWith({ end_s: "3153600001" }),
      "runs for 3153600001 s; at most 3153600000 s are possible",
    ],
    ["no GPU", lineWith({ gpus_milli: "0" }), 'gpus_milli "0" must be a whole number from 1 to 1000000000'],
    ["no epochs", lineWith({ epochs: "0" }), 'epochs "0" must be a whole number from 1 to 3153600000'],
    ["an unknown mode", lineWith({ mode: "spot" }), 'mode "spot" must be one of epochs, timed'],
    ["an unknown state", lineWith({ state: "lost" }), 'state "lost" must be one of completed, cancelled, failed'],
    ["no name", lineWith({ job_id: "" }), 'job_id "" must not be empty'],
    ["no organization", lineWith({ org: "" }), 'org "" must not be empty'],
    [
      "an organization's name that is too long",
      lineWith({ org: "x".repeat(100) }),
      `org "${"x".repeat(60)}…" must be at most 99 characters`,
    ],
    [
      "control characters",
      lineWith({ job_id: "a\u0007" }),
      'job_id "a\\u0007" must not have control characters or broken characters',
    ],
    ["too few columns", "a,lab,p", "has 3 columns and not 11"],
    ["too many columns", `${GOOD},`, "has 12 columns and not 11"],
    ["a quote that does not match", GOOD.replace("lab", '"lab'), "has a quote that does not match"],
  ])("lists %s as invalid and continues", async (_name, line, reason) => {
    const { jobsByOrg, invalid } = await read(`${HEADER}\n${line}\n${GOOD}\n`);
    expect(invalid).toEqual([{ line: 2, reason }]);
    expect(jobsByOrg.get("lab")?.map((job) => job.line)).toEqual([3]);
  });

  it("lists a repeated job_id as invalid, unless the earlier line is invalid itself", async () => {
    const { jobsByOrg, invalid } = await read(
      [HEADER, lineWith({ mode: "spot" }), GOOD, lineWith({ org: "other" })].join("\n"),
    );
    expect(invalid.map(({ line }) => line)).toEqual([2, 4]);
    expect(invalid[1]?.reason).toBe('job_id "a" is that of an earlier line');
    expect([...jobsByOrg.keys()]).toEqual(["lab"]);
  });

  it.each([
    ["an empty file", "", "The trace is empty"],
    ["a file without header", `${GOOD}\n`, "lacks the columns job_id, org"],
    ["a missing column", `${HEADER.replace(",mode", "")}\n`, "lacks the column mode."],
    ["a repeated column", `${HEADER},mode\n`, "has the column mode twice"],
    ["a line without end", "x".repeat(1_100_000), "not a CSV file"],
  ])("refuses to read %s", async (_name, text, message) => {
    await expect(read(text, 65_536)).rejects.toThrow(message);
  });
});

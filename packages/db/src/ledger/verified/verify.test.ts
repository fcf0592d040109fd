import { describe, expect, it } from "vitest";
import { aLife } from "./a-life.fixture.ts";
import { CORRUPTIONS } from "./corruptions/index.fixture.ts";
import { chain, namesOf, type Rows, verifyRows } from "./history.fixture.ts";

describe("verify", () => {
  it("finds nothing in a history that the rules allow", () => {
    expect(verifyRows(aLife().history.rows())).toEqual([]);
  });

  it.each(CORRUPTIONS)("reports $names when $what", (corruption) => {
    const life = aLife();
    const rows = life.history.rows();
    corruption.plant(rows, life);
    if (!corruption.keepHashes) chain(rows);
    const findings = verifyRows(rows);
    expect(namesOf(findings)).toEqual(corruption.names);
    expect(findings.flatMap((finding) => finding.rows)).toEqual(expect.arrayContaining(corruption.rows(life, rows)));
  });

  it("lists the first findings of an invariant and counts the rest", () => {
    const { history } = aLife();
    const rows = history.rows();
    for (let index = 0; index < 40; index += 1)
      rows.jobs.push({ ...(rows.jobs[0] as Rows["jobs"][number]), id: `job-${index}`, charged: 1n });
    const findings = verifyRows(rows).filter(({ invariant }) => invariant === "L13");
    expect(findings).toHaveLength(21);
    expect(findings.at(-1)?.message).toBe("and 20 more findings of L13");
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linesOf, scenarioServer } from "./testing/scenario-server.ts";

const { play } = await scenarioServer();

const lifeOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, `scenario/lives/tiered/${name}.jsonl`), "utf8");

/** The starts of months, written by hand: Scrip's own calendar has no part in it. */
const MONTHS_2027 = [
  "01-31",
  "02-28",
  "03-31",
  "04-30",
  "05-31",
  "06-30",
  "07-31",
  "08-31",
  "09-30",
  "10-31",
  "11-30",
  "12-31",
];
const inYear = (year: number, months: readonly string[]) => months.map((day) => `${year}-${day}T22:30:00.000Z`);
const LEAP = MONTHS_2027.map((day) => (day === "02-28" ? "02-29" : day));

describe("periods and grants", () => {
  it("L25 L26 of 36 months from 31 January tile without a gap, and each month has one grant of 30 days", async () => {
    const { orgs, verify } = await play(lifeOf("a-month-at-a-time"));
    const starts = [...inYear(2027, MONTHS_2027), ...inYear(2028, LEAP), ...inYear(2029, MONTHS_2027)];
    const ends = [...starts.slice(1), "2030-01-31T22:30:00.000Z", "2030-02-28T22:30:00.000Z"];
    const periods = [...starts, "2030-01-31T22:30:00.000Z"].map((from, index) => ({
      plan: "pro",
      interval: "month",
      from,
      until: ends[index],
    }));
    expect(orgs.lab?.periods).toEqual(periods);
    const grants = orgs.lab?.grants.filter(({ source }) => source === "plan") ?? [];
    expect(grants.map(({ effectiveAt }) => effectiveAt)).toEqual(periods.map(({ from }) => from));
    for (const { amount, effectiveAt, expiresAt } of grants)
      expect([amount, Date.parse(expiresAt ?? "") - Date.parse(effectiveAt)]).toEqual(["20000000", 30 * 86_400_000]);
    expect(verify).toEqual({ ok: true, findings: [] });
  });

  it("L26 by the year from 29 February begin on the 28th, and on the 29th of a leap year", async () => {
    const { orgs } = await play(lifeOf("years-from-a-leap-day"));
    const starts = ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"];
    expect(orgs.lab?.periods.map(({ from }) => from.slice(0, 10))).toEqual(starts);
    expect(orgs.lab?.grants.filter(({ source }) => source === "plan")).toHaveLength(49);
  });

  it("D7 are the same whether the clock moves in one step or by the day: twelve grants of a year", async () => {
    const daily = Array.from({ length: 365 }, (_, day) => [14 + day, { org: "daily", do: "end" }] as const);
    const { orgs } = await play(
      linesOf([
        ...["at-once", "daily"].map((org) => [14, { org, do: "subscribe", plan: "pro", interval: "year" }] as const),
        ...daily,
        ...["at-once", "daily"].map((org) => [378.999999, { org, do: "end" }] as const),
      ]),
    );
    expect(orgs["at-once"]?.grants.filter(({ source }) => source === "plan")).toHaveLength(12);
    expect(orgs.daily?.grants).toEqual(orgs["at-once"]?.grants);
    expect(orgs.daily?.periods).toEqual(orgs["at-once"]?.periods);
  });
});

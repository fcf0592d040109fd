import { expect, it } from "vitest";
import { alertWords } from "./estimate-words.ts";

const ALERT = { cap: "10000000", used: "4000000", asked: "8800000", window: "2027-06-01T00:00:00.000Z" } as const;

it("each alert budget that a job passes is one sentence with its sums", () => {
  const alerts = [
    { ...ALERT, scope: "project", id: "vision", period: "day" },
    { ...ALERT, scope: "organization", id: "org_1", period: "all" },
  ] as const;
  expect(alertWords({ alerts })).toEqual([
    "It passes the alert at $10.00 a day of the project “vision”: $4.00 is used, and this job adds $8.80. Nothing stops it.",
    "It passes the alert at $10.00 of the organization: $4.00 is used, and this job adds $8.80. Nothing stops it.",
  ]);
});

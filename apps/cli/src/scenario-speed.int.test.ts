import { expect, it } from "vitest";
import { scenarioServer } from "./testing/scenario-server.ts";

const { play } = await scenarioServer();

/** Organizations, each with 40 steps over ten years. `npm test -- long` plays 50. */
const ORGANIZATIONS = Number(process.env.SCRIP_SCENARIO_ORGS ?? 4);
const STEPS = 40;
const DAY_MS = 86_400_000;

it("plays ten years of many organizations, and its time is reported", { timeout: 600_000 }, async () => {
  const lines = Array.from({ length: ORGANIZATIONS }, (_, index) => linesOf(index)).flat();
  const { expectations, verify, seconds } = await play(lines.map((line) => JSON.stringify(line)).join("\n"));
  console.info(`${ORGANIZATIONS} organizations over ten years, ${lines.length} steps: ${seconds} s`);
  expect(expectations).toMatchObject({ failed: [] });
  expect(verify).toEqual({ ok: true, findings: [] });
});

/** Pro from another day of the month each, with charges, jobs, changes of the interval and cancellations. */
function linesOf(index: number): readonly object[] {
  const org = `lab-${index}`;
  const at = (step: number): string =>
    new Date(Date.UTC(2027, 0, 1 + index) + Math.floor((step * 3_650 * DAY_MS) / STEPS)).toISOString();
  return Array.from({ length: STEPS }, (_, step) => ({ at: at(step), org, ...stepOf(step, index) }));
}

function stepOf(step: number, index: number): object {
  if (step === 0) return { do: "subscribe", plan: "pro", interval: index % 3 === 0 ? "year" : "month" };
  if (step === STEPS - 1) return { do: "expect", owed: "0.00", reserved: "0.00" };
  const kinds = [
    { do: "charge", amount: "1.50" },
    { do: "job", ref: `job-${step}`, resource: "gpu.l40s", hours: 2, epochs: 2 },
    { do: "cancel" },
    { do: "undo" },
    { do: "grant", source: "purchase", amount: "25.00" },
    { do: "expect", owed: "0.00" },
    { do: "change", interval: step % 2 === 0 ? "year" : "month" },
    { do: "subscribe", plan: "pro", interval: "month" },
  ];
  return kinds[(step + index) % kinds.length] ?? {};
}

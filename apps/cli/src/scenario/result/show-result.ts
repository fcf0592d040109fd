import { formatUsd } from "@scrip/domain/money";
import Table from "cli-table3";
import type { OrganizationResult, ScenarioResult } from "./scenario-result.ts";

/** `--json` lists all of them. */
const LINES_SHOWN = 40;

/** The result of a scenario for a person. */
export function showResult(result: ScenarioResult): string {
  const parts = [organizations(result), ...refusals(result), expectations(result), verified(result), took(result)];
  return parts.join("\n\n");
}

function organizations({ orgs }: ScenarioResult): string {
  const table = new Table({
    head: [
      "Organization",
      "Plan",
      "State",
      "Available",
      "Reserved",
      "Owed",
      "Grants",
      "Spent",
      "Expired",
      "Steps",
      "Refused",
    ],
    colAligns: ["left", "left", "left", ...Array.from({ length: 8 }, () => "right" as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const [name, org] of Object.entries(orgs)) table.push([name, ...cells(org)]);
  return table.toString();
}

function cells({ plan, state, balance, grants, steps }: OrganizationResult): string[] {
  const sum = (part: "spent" | "expired"): bigint => grants.reduce((total, grant) => total + BigInt(grant[part]), 0n);
  const refused = steps.filter(({ outcome }) => outcome === "refused").length;
  const amounts = [balance.available, balance.reserved, balance.owed].map((digits) => formatUsd(BigInt(digits)));
  const sums = [sum("spent"), sum("expired")].map(formatUsd);
  return [plan, state, ...amounts, `${grants.length}`, ...sums, `${steps.length}`, `${refused}`];
}

function refusals({ orgs }: ScenarioResult): string[] {
  const all = Object.values(orgs)
    .flatMap((org) => org.steps)
    .toSorted((a, b) => a.line - b.line);
  const lines = all.flatMap((step) => (step.outcome === "refused" ? [`  line ${step.line}: ${step.code}`] : []));
  return lines.length === 0 ? [] : [["Refused steps:", ...few(lines)].join("\n")];
}

function expectations({ expectations: { held, failed } }: ScenarioResult): string {
  if (failed.length === 0) return `${held} expectations held.`;
  const lines = failed.map(
    ({ line, field, expected, actual }) => `  line ${line}: ${field} is ${actual}, expected ${expected}`,
  );
  return [`${held} expectations held, these did not:`, ...few(lines)].join("\n");
}

function verified({ verify: { ok, findings } }: ScenarioResult): string {
  if (ok) return "verify: everything holds.";
  const lines = findings.map(({ invariant, org, message }) => `  ${invariant} ${org ?? ""}: ${message}`);
  return [`verify: ${findings.length} findings`, ...few(lines)].join("\n");
}

function took({ orgs, seconds }: ScenarioResult): string {
  const steps = Object.values(orgs).reduce((count, org) => count + org.steps.length, 0);
  return `${Object.keys(orgs).length} organizations and ${steps} steps in ${seconds} s.`;
}

function few(lines: readonly string[]): string[] {
  const more = lines.length - LINES_SHOWN;
  return more > 0 ? [...lines.slice(0, LINES_SHOWN), `  and ${more} more (see --json)`] : [...lines];
}

import { formatUsd } from "@scrip/domain/money";
import Table from "cli-table3";
import type { SimulationSummary } from "./summarize.ts";

/** `--json` lists all of them. */
const FINDINGS_SHOWN = 20;

/** The summary of a simulation for a person. */
export function showSimulation(summary: SimulationSummary): string {
  const { run, seed, organizations, entries, seconds, callsPerSecond, books } = summary;
  return [
    countsOf("Call", summary.calls),
    countsOf("Decision", summary.decisions),
    ...(Object.keys(summary.refusals).length === 0 ? [] : [countsOf("Refusal", summary.refusals)]),
    charges(summary),
    [
      `Run ${run}, seed ${seed}: ${count(organizations)} organizations, ${count(entries)} entries in ${seconds} s, ${count(callsPerSecond)} calls a second.`,
      `Books: ${books}`,
    ].join("\n"),
    verified(summary),
  ].join("\n\n");
}

function countsOf(title: string, counted: Readonly<Record<string, number>>): string {
  const table = tableOf([title, "Count"]);
  for (const [name, value] of Object.entries(counted)) table.push([name, count(value)]);
  return table.toString();
}

function charges({ charges: byKind, charged, credit }: SimulationSummary): string {
  const table = tableOf(["Charged", "USD"]);
  for (const [kind, amount] of Object.entries(byKind)) table.push([kind, formatUsd(BigInt(amount))]);
  table.push(["total", formatUsd(BigInt(charged))], ["credit bought", formatUsd(BigInt(credit))]);
  return table.toString();
}

function tableOf(head: [string, string]): Table.Table {
  return new Table({ head, colAligns: ["left", "right"], style: { head: [], border: [], compact: true } });
}

function verified({ verify: { ok, findings } }: SimulationSummary): string {
  if (ok) return "verify: the ledger of all organizations holds.";
  const shown = findings
    .slice(0, FINDINGS_SHOWN)
    .map(({ invariant, org, message }) => `  ${invariant} ${org}: ${message}`);
  return [`verify: ${count(findings.length)} findings`, ...shown].join("\n");
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

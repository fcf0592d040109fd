import { formatUsd } from "@scrip/domain/money";
import Table from "cli-table3";
import type { Summary } from "./summarize.ts";
import type { Counted, Tally } from "./tally.ts";

/** `--json` lists all of them. */
const LINES_SHOWN = 20;

/** The summary of a replay for a person. */
export function showSummary(summary: Summary, tally: Tally): string {
  const parts = [
    tableOf("Resource", tally.byResource, tally.all),
    tableOf("Organization", tally.byOrg, tally.all),
    ...refusals(summary),
    ...toppedUp(summary),
    ...invalidLines(summary),
    rates(summary),
    verified(summary),
  ];
  return parts.join("\n\n");
}

function tableOf(title: string, counters: ReadonlyMap<string, Counted>, all: Counted): string {
  const table = new Table({
    head: [title, "Jobs", "Refused", "Paused", "Charged, USD", "Charged, micro-USD"],
    colAligns: ["left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  const sorted = [...counters].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [id, counted] of [...sorted, ["total", all] as const]) table.push([id, ...cells(counted)]);
  return table.toString();
}

function cells({ jobs, refused, paused, charged }: Counted): string[] {
  return [...[jobs, refused, paused].map(count), formatUsd(charged), charged.toString()];
}

function refusals({ refused, missing }: Summary): string[] {
  if (refused === 0) return [];
  const total = formatUsd(BigInt(missing.total));
  const largest = formatUsd(BigInt(missing.largest));
  return [`${count(refused)} jobs were refused for lack of credit; they lacked ${total} in all, ${largest} at most.`];
}

function toppedUp({ topUps: { count: times, total } }: Summary): string[] {
  return times === 0
    ? []
    : [`Work that lacked credit went on after ${count(times)} top-ups of ${formatUsd(BigInt(total))} in all.`];
}

function invalidLines({ invalid }: Summary): string[] {
  if (invalid.length === 0) return [];
  const shown = invalid.slice(0, LINES_SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`);
  const more = invalid.length > LINES_SHOWN ? [`  and ${count(invalid.length - LINES_SHOWN)} more (see --json)`] : [];
  return [[`${count(invalid.length)} lines are invalid and were skipped:`, ...shown, ...more].join("\n")];
}

function rates({ run, jobs, settles, requests, seconds, peakMemoryMb }: Summary): string {
  const perSecond = (value: number): string => count(Math.round(value / Math.max(seconds, 0.001)));
  return [
    `Run ${run}: ${count(jobs)} jobs, ${count(settles)} settles, ${count(requests)} requests in ${seconds} s`,
    `(${perSecond(jobs)} jobs, ${perSecond(settles)} settles, ${perSecond(requests)} requests a second); peak memory ${peakMemoryMb} MB.`,
  ].join("\n");
}

function verified({ verify: { ok, findings } }: Summary): string {
  if (ok) return "verify: the ledger of all organizations holds.";
  const shown = findings
    .slice(0, LINES_SHOWN)
    .map(({ invariant, org, message }) => `  ${invariant} ${org}: ${message}`);
  return [`verify: ${count(findings.length)} findings`, ...shown].join("\n");
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

import { sourceWords } from "@scrip/domain/activity";
import {
  hasLateWork,
  STATEMENT_PART_WORDS,
  STATEMENT_PARTS,
  type Statement,
  type StatementAmounts,
  type StatementDocument,
  type StatementLine,
  spanOfStatement,
  sumOfPart,
  worthOf,
} from "@scrip/domain/billing/statement";
import { formatUsd, type Micros } from "@scrip/domain/money";
import { partyOf } from "./party-of.ts";
import type { Column, PrintedDocument, PrintedTable } from "./printed-document.ts";

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** Puts a statement into words. All days are in UTC, and amounts have as many digits as they need. */
export function printStatement(document: StatementDocument): PrintedDocument {
  const { number, issuedAt, seller, buyer, entries, statement } = document;
  const { from } = spanOfStatement(document);
  return {
    language: "en",
    title: "Statement",
    number,
    createdAt: new Date(issuedAt),
    facts: [
      { label: "Month", value: `${MONTH.format(from)}, in UTC` },
      { label: "Date", value: DAY.format(issuedAt) },
    ],
    from: partyOf("From", seller, seller.taxIds),
    to: partyOf("For", buyer, buyer.taxId === null ? [] : [buyer.taxId.text]),
    tables: [summaryOf(statement), ...usageOf(statement.lines)],
    notes: [
      holdWords(statement),
      ...(hasLateWork(statement.lines)
        ? ["Late: the work was done in an earlier month and was reported in this one."]
        : []),
      `This statement adds up the entries ${count(entries.first)} to ${count(entries.last)} of the ledger. The SHA-256 of ` +
        `the last one is ${entries.hash}. This is not an invoice.`,
    ],
    footer: [seller.name, ...seller.address].join(", "),
  };
}

const KINDS: readonly Column[] = [
  { title: "Promotional", align: "right", share: 16 },
  { title: "Paid", align: "right", share: 16 },
  { title: "Owed", align: "right", share: 16 },
  { title: "In all, USD", align: "right", share: 16 },
];

/** The whole month: opening balance, a row for each part, closing balance. */
function summaryOf({ opening, lines, closing }: Statement): PrintedTable {
  const parts = STATEMENT_PARTS.filter((part) => part !== "added" && lines.some((line) => line.part === part));
  const added = lines.filter(({ part }) => part === "added");
  return {
    title: "Credit of the month",
    columns: [{ title: "What", align: "left", share: 36 }, ...KINDS],
    rows: [
      ["Opening balance", ...amountsOf(opening)],
      ...added.map(({ source, amounts }) => [
        source === null ? STATEMENT_PART_WORDS.added : `${STATEMENT_PART_WORDS.added}, ${sourceWords(source)}`,
        ...changesOf(amounts),
      ]),
      ...parts.map((part) => [STATEMENT_PART_WORDS[part], ...changesOf(sumOfPart(lines, part))]),
      ["Closing balance", ...amountsOf(closing)],
    ],
    sums: [{ label: "Credit less debt at the end", value: usd(worthOf(closing)), isStrong: true }],
  };
}

/** Usage by project, resource and job. */
function usageOf(lines: readonly StatementLine[]): PrintedTable[] {
  const used = lines.filter(({ part }) => part === "used");
  if (used.length === 0) return [];
  return [
    {
      title: "Usage",
      columns: [{ title: "Project, resource, job", align: "left", share: 36 }, ...KINDS],
      rows: used.map((line) => [workWords(line), ...changesOf(line.amounts)]),
      sums: [{ label: "Usage of the month", value: usd(-worthOf(sumOfPart(lines, "used"))), isStrong: true }],
    },
  ];
}

/** Credit on hold, which is a part of the balances and changes none of them. */
function holdWords({ held: { opening, placed, released, used, closing } }: Statement): string {
  return (
    `On hold, within these balances: ${usd(opening)} at the beginning, ${usd(placed)} placed, ${usd(released)} released, ` +
    `${usd(used)} used, ${usd(closing)} at the end.`
  );
}

/** The labels of usage, such as `vision, gpu.l40s, train-42 (late)`. */
function workWords({ work, jobs }: StatementLine): string {
  const job = work?.job ?? (jobs > 0 ? `${count(jobs)} more ${jobs === 1 ? "job" : "jobs"}` : null);
  const labels = [work?.project, work?.resource, job].filter((label) => label != null);
  const words = labels.length === 0 ? "Usage without labels" : labels.join(", ");
  return work?.isLate === true ? `${words} (late)` : words;
}

function amountsOf(amounts: StatementAmounts): string[] {
  return [amounts.promotional, amounts.paid, amounts.owed, worthOf(amounts)].map(usd);
}

/** The same for a line between the balances, which mostly changes one of the amounts. */
function changesOf(amounts: StatementAmounts): string[] {
  return [amounts.promotional, amounts.paid, amounts.owed, worthOf(amounts)].map((amount) =>
    amount === 0n ? "–" : usd(amount),
  );
}

function usd(amount: Micros): string {
  return formatUsd(amount);
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

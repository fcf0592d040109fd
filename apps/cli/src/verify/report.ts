import type { Finding } from "@scrip/verify/finding";
import { INVARIANTS } from "@scrip/verify/invariants";
import type { VerifyResult } from "@scrip/verify/verify-ledger";

/** What a run of `verify` did. */
export interface VerifyReport extends VerifyResult {
  /** Where checking began, as it was asked for; `null` for the first entry. */
  readonly since: string | null;
  /** The list of which so many heads had to stand: of all organizations, or of those that were asked for. */
  readonly against: { readonly file: string; readonly at: number; readonly heads: number } | null;
  /** The list that was written; `null` also where findings prevented it. */
  readonly signed: { readonly file: string; readonly heads: number; readonly key: string } | null;
}

/** One JSON object. */
export function asJson({ since, against, signed, findings, ...result }: VerifyReport): string {
  const list = against && { ...against, at: new Date(against.at).toISOString() };
  return JSON.stringify({ ...result, since, against: list, signed, findings: findings.map(shown) });
}

/** For people. */
export function inWords(report: VerifyReport): string {
  const { ok, organizations, entries, since, against, signed, findings } = report;
  const looked = `${organizations} organizations and ${entries} entries were checked`;
  if (!ok) return [...findings.map(findingText), `${looked}: ${findings.length} findings.`].join("\n");
  const lines = [
    since === null
      ? `${looked}: everything holds.`
      : `${looked}: everything since ${since} holds. What is before was added up, and not looked at entry by entry.`,
  ];
  if (against !== null) lines.push(unchanged(against, organizations));
  if (signed !== null) lines.push(`${signed.heads} heads are in ${signed.file}, signed with the key ${signed.key}.`);
  return lines.join("\n");
}

function shown({ orgId, ...finding }: Finding) {
  return { ...finding, statement: INVARIANTS[finding.invariant], org: `org_${orgId}` };
}

function findingText({ invariant, orgId, rows, message }: Finding): string {
  const statement = `${invariant}  ${INVARIANTS[invariant]}`;
  return [statement, `    org_${orgId}  ${message}`, ...rows.map((row) => `      ${row}`)].join("\n");
}

function unchanged({ file, at, heads }: NonNullable<VerifyReport["against"]>, organizations: number): string {
  const newer = organizations - heads;
  const text = `Nothing before the ${heads} heads of ${new Date(at).toISOString()} in ${file} has changed`;
  return newer === 0 ? `${text}.` : `${text}; ${newer} organizations are not in it.`;
}

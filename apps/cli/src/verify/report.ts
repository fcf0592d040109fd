import type { Finding } from "@scrip/verify/finding";
import { INVARIANTS } from "@scrip/verify/invariants";
import type { VerifyResult } from "@scrip/verify/verify-ledger";

/** The result of one run of `verify`. */
export interface VerifyReport extends VerifyResult {
  /** The text of `--since`; `null` if checking began with the first entry. */
  readonly since: string | null;
  /** The signed list and the number of its heads that were compared: all, or those of `--org`. */
  readonly against: { readonly file: string; readonly at: number; readonly heads: number } | null;
  /** The signed list that was written; `null` also if findings prevented it. */
  readonly signed: { readonly file: string; readonly heads: number; readonly key: string } | null;
}

/** The report as one JSON object. */
export function asJson({ since, against, signed, findings, ...result }: VerifyReport): string {
  const list = against && { ...against, at: new Date(against.at).toISOString() };
  return JSON.stringify({ ...result, since, against: list, signed, findings: findings.map(shown) });
}

/** The report as text for people. */
export function inWords(report: VerifyReport): string {
  const { ok, organizations, entries, since, against, signed, findings } = report;
  const checked = `${organizations} organizations and ${entries} entries were checked`;
  if (!ok) return [...findings.map(findingText), `${checked}: ${findings.length} findings.`].join("\n");
  const lines = [
    since === null
      ? `${checked}: everything holds.`
      : `${checked}: everything since ${since} holds. Earlier entries were summed as stored, not checked one by one.`,
  ];
  if (against !== null) lines.push(unchanged(against, organizations));
  if (signed !== null) lines.push(`${signed.heads} heads are in ${signed.file}, signed with the key ${signed.key}.`);
  return lines.join("\n");
}

function shown({ orgId, ...finding }: Finding) {
  return { ...finding, statement: INVARIANTS[finding.invariant], org: orgId === null ? null : `org_${orgId}` };
}

function findingText({ invariant, orgId, rows, message }: Finding): string {
  const statement = `${invariant}  ${INVARIANTS[invariant]}`;
  return [
    statement,
    `    ${orgId === null ? "" : `org_${orgId}  `}${message}`,
    ...rows.map((row) => `      ${row}`),
  ].join("\n");
}

function unchanged({ file, at, heads }: NonNullable<VerifyReport["against"]>, organizations: number): string {
  const newer = organizations - heads;
  const text = `Nothing before the ${heads} heads of ${new Date(at).toISOString()} in ${file} has changed`;
  return newer === 0 ? `${text}.` : `${text}; ${newer} organizations are not in it.`;
}

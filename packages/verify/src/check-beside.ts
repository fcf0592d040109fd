import type { Report } from "./finding.ts";
import type { RowsBeside, SignedServiceKey } from "./head.ts";

/** L13: the keys without an entry and the registration of an organization are those of the signed list. */
export function checkBeside(orgId: string, known: RowsBeside, found: RowsBeside, report: Report): void {
  const { before, count, hash } = known.keys;
  if (found.keys.count !== count || found.keys.hash !== hash) {
    const keys = `${found.keys.count} keys without an entry before ${new Date(before).toISOString()}`;
    const message = `it has ${keys}, with the hash ${found.keys.hash}; the signed list says ${count} with ${hash}`;
    report("L13", [`keys of organization ${orgId}`], message);
  }
  if (known.registration === null || known.registration === found.registration) return;
  const message =
    found.registration === null
      ? "it is gone; the signed list has it"
      : `its hash is ${found.registration}; the signed list says ${known.registration}`;
  report("L13", [`registered organization ${orgId}`], message);
}

/** L28: the service keys of the signed list are there and reach what they reached; what was revoked stays revoked. */
export function checkSignedServiceKeys(
  known: readonly SignedServiceKey[],
  found: readonly SignedServiceKey[],
  report: Report,
): void {
  const there = new Map(found.map((key) => [key.id, key]));
  for (const { id, hash, revokedAt } of known) {
    const rows = [`service key ${id}`];
    const key = there.get(id);
    if (key === undefined) report("L28", rows, "it is gone; the signed list has it");
    else if (key.hash !== hash) report("L28", rows, `its hash is ${key.hash}; the signed list says ${hash}`);
    else if (revokedAt !== null && key.revokedAt !== revokedAt)
      report("L28", rows, "the signed list says that it was revoked, and when; its row says otherwise");
  }
}

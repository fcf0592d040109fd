import { PLATFORM_DUE_KINDS } from "@scrip/domain/due";
import { inCell } from "./cells.ts";
import type { Report } from "./finding.ts";
import type { CatalogRow, CellCopies, PlatformRows, ServiceKeyRow } from "./read-platform.ts";

/** Failed tries after which a claim is parked. */
const MOST_TRIES = 5;

/** The permissions that an organization's own key cannot have. */
const PLATFORM_ONLY = new Set([
  "organizations:write",
  "plans:write",
  "clocks:write",
  "grants:write",
  "budgets:write",
  "ledger:verify",
]);
const SCOPES = new Set([
  ...PLATFORM_ONLY,
  "plan:read",
  "holds:write",
  "charges:write",
  "usage:report",
  "ledger:read",
  "entitlements:read",
  "entitlements:write",
  "codes:redeem",
]);

/**
 * Checks the rows of the platform. L13: no name or key is registered twice. L19: a catalog has the hash of its text. L28:
 * each published catalog has its copy, each registered organization its row, and both rows agree, unless the claim of
 * that work is still open. L29: open claims are due, and parked only after failed tries.
 */
export function checkPlatform(rows: PlatformRows, report: Report): void {
  for (const { rows: names, message } of rows.unread) report("L28", names, `the row cannot be read: ${message}`);
  checkCatalogs(rows, report);
  checkRegistry(rows, report);
  checkKeys(rows, report);
  checkClaims(rows, report);
}

function checkCatalogs({ versions, copies, claims }: PlatformRows, report: Report): void {
  checkHashes("catalog version", versions, [], report);
  versions.forEach(({ number }, index) => {
    if (number !== index + 1) report("L28", [`catalog version ${number}`], `it is number ${index + 1} of all versions`);
  });
  const open = new Set(claims.filter(({ kind }) => kind === "copy_catalog").map(({ ref }) => ref));
  for (const ofCell of copies) checkCopies(ofCell, versions, open, report);
}

function checkCopies(
  { cell, copies }: CellCopies,
  versions: readonly CatalogRow[],
  open: ReadonlySet<string>,
  report: Report,
): void {
  const where = inCell(cell);
  checkHashes("catalog copy", copies, where, report);
  const copyOf = new Map(copies.map((copy) => [copy.number, copy]));
  for (const { number, hash, publishedAt } of versions) {
    const copy = copyOf.get(number);
    const names = [`catalog version ${number}`];
    if (copy === undefined && !open.has(String(number)))
      report("L28", [...names, ...where], "the organizations have no copy of it");
    if (copy !== undefined && (copy.hash !== hash || copy.publishedAt !== publishedAt))
      report("L28", [...names, `catalog copy ${number}`, ...where], "the copy differs from the version");
    copyOf.delete(number);
  }
  for (const number of copyOf.keys())
    report("L28", [`catalog copy ${number}`, ...where], "no version of this number is published");
}

function checkHashes(what: string, catalogs: readonly CatalogRow[], where: readonly string[], report: Report): void {
  const seen = new Map<string, number>();
  for (const { number, hash, computed } of catalogs) {
    const names = [`${what} ${number}`, ...where];
    if (hash !== computed) report("L19", names, `its hash is ${hash}; the hash of its text is ${computed}`);
    if (seen.has(hash)) report("L13", names, `number ${seen.get(hash)} has the same hash`);
    seen.set(hash, number);
  }
}

function checkRegistry({ registry, organizations, copies, claims }: PlatformRows, report: Report): void {
  const made = new Map(organizations.map((row) => [row.orgId, row]));
  const versions = new Map(copies.map(({ cell, copies: rows }) => [cell, new Set(rows.map(({ number }) => number))]));
  const open = new Set(claims.filter(({ kind }) => kind === "create_organization").map(({ ref }) => ref));
  const keys = new Set<string>();
  for (const row of registry) {
    const names = [`registered organization ${row.orgId}`];
    const { owner, name, creationKey, orgId } = row;
    for (const key of [
      `id ${orgId}`,
      `name ${JSON.stringify([owner, name])}`,
      `key ${JSON.stringify([owner, creationKey])}`,
    ]) {
      if (keys.has(key)) report("L13", names, `the ${key} is registered twice`);
      keys.add(key);
    }
    if (row.hashLength !== 32) report("L13", names, "the hash of the payload of its creation is not a SHA-256");
    const there = made.get(row.orgId);
    if (there === undefined) {
      if (!open.has(row.orgId)) report("L28", names, "its organization does not exist");
      continue;
    }
    if (there.name !== row.name)
      report("L28", names, `its name is "${row.name}"; the organization's is "${there.name}"`);
    const isMoved = there.catalogVersion > row.catalogVersion && there.isSold;
    if (there.catalogVersion !== row.catalogVersion && !isMoved)
      report("L28", names, `its catalog is ${row.catalogVersion}; the organization's is ${there.catalogVersion}`);
    if (row.clockAt !== null && !there.hasClock)
      report("L28", names, "it was created on a test clock, and its organization is on none");
  }
  const registered = new Set(registry.map(({ orgId }) => orgId));
  for (const { orgId, catalogVersion, cell } of organizations) {
    if (!registered.has(orgId)) report("L28", [`organization ${orgId}`], "it is not registered");
    if (versions.get(cell)?.has(catalogVersion) !== true)
      report("L28", [`organization ${orgId}`], `its catalog ${catalogVersion} does not exist`);
  }
}

function checkKeys({ keys, registry, now }: PlatformRows, report: Report): void {
  const registered = new Set(registry.map(({ orgId }) => orgId));
  const seen = new Set<string>();
  for (const key of keys) {
    const names = [`service key ${key.id}`];
    for (const unique of [key.id, key.hash]) {
      if (seen.has(unique)) report("L13", names, "its id or its hash exists twice");
      seen.add(unique);
    }
    if (key.hash.length !== 64) report("L28", names, "its hash is not a SHA-256");
    for (const orgId of key.orgId === null ? key.orgIds : [key.orgId, ...key.orgIds])
      if (!registered.has(orgId))
        report("L28", [...names, `organization ${orgId}`], "it reaches an organization that is not registered");
    checkScopes(key, names, report);
    if (key.createdAt > now) report("L10", names, "it was created in the future");
    if (key.revokedAt !== null && (key.revokedAt < key.createdAt || key.revokedAt > now))
      report("L10", names, "it was revoked before it was created, or in the future");
  }
}

function checkScopes({ orgId, scopes }: ServiceKeyRow, names: readonly string[], report: Report): void {
  for (const scope of scopes)
    if (!SCOPES.has(scope)) report("L28", names, `"${scope}" is no scope`);
    else if (orgId !== null && PLATFORM_ONLY.has(scope))
      report("L28", names, `the key of an organization has the scope "${scope}"`);
}

/** The kinds of claims whose text begins with the id of an organization. */
const ABOUT_ORGANIZATIONS = [
  "rename_organization",
  "send_invitation",
  "end_invitation",
  "add_member",
  "remove_member",
  "announce_owner",
];

/** Whether a claim is about a row that exists. Of other kinds, such as mails and persons, the rows are not known here. */
function isOfSomething(kind: string, ref: string, refs: Readonly<Record<string, ReadonlySet<string>>>): boolean {
  const known = refs[kind];
  return known === undefined ? ref !== "" : known.has(ref.split(":")[0] ?? "");
}

function checkClaims({ claims, registry, versions }: PlatformRows, report: Report): void {
  const orgIds = new Set(registry.map(({ orgId }) => orgId));
  const refs: Readonly<Record<string, ReadonlySet<string>>> = {
    create_organization: orgIds,
    copy_catalog: new Set(versions.map(({ number }) => String(number))),
    ...Object.fromEntries(ABOUT_ORGANIZATIONS.map((each) => [each, orgIds])),
  };
  for (const { kind, ref, dueAt, tries, hasProblem, isParked } of claims) {
    const names = [`claim ${kind} ${ref}`];
    if (!PLATFORM_DUE_KINDS.some((known) => known === kind)) report("L29", names, "nothing runs work of this kind");
    else if (!isOfSomething(kind, ref, refs))
      report("L29", names, "it is the claim of nothing that is registered or published");
    if (!Number.isFinite(dueAt)) report("L29", names, "it is never due");
    if (tries < 0 || (isParked && (tries < MOST_TRIES || !hasProblem)))
      report("L29", names, `it is ${isParked ? "parked" : "open"} after ${tries} failed tries`);
  }
}

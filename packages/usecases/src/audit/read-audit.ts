import { findPeople, findServiceKeysById } from "@scrip/db/access";
import { organizationNames } from "@scrip/db/organizations";
import { auditActors } from "@scrip/db/read/audit/audit-actors";
import {
  type AuditFilter,
  type AuditLine,
  type AuditWindow,
  listAudit,
  listPlatformAudit,
} from "@scrip/db/read/audit/list-audit";
import type { Deps } from "../deps.ts";
import { requireAuditLog } from "./require-audit-log.ts";

type ReadDeps = Pick<Deps, "homes" | "books" | "pages">;

/** An entry with the names of today, and ids with the prefixes of the wire. */
export interface NamedAuditLine extends Omit<AuditLine, "actor" | "target"> {
  readonly actor: AuditLine["actor"] & { readonly name: string | null };
  readonly target: (NonNullable<AuditLine["target"]> & { readonly name: string | null }) | null;
}

/** The prefix of an id on the wire, by the type of the actor or target. Other ids have none. */
const PREFIXES: Readonly<Record<string, string>> = {
  person: "person",
  operator: "person",
  member: "person",
  service_key: "key",
  key: "key",
  organization: "org",
  invitation: "invitation",
  grant: "grant",
  charge: "charge",
  debt: "debt",
};

/**
 * Reads a page of an organization's audit log, with the names of persons and keys.
 * @throws RefusedError `not_in_plan`
 * @source docs/audit.md#who-may-read-it
 */
export async function readAudit(
  deps: ReadDeps,
  orgId: string,
  filter: AuditFilter,
  window: AuditWindow,
): Promise<{ lines: NamedAuditLine[]; next: number | null }> {
  await requireAuditLog(deps, orgId);
  const { lines, next } = await listAudit(deps.pages, orgId, bareText(filter), window);
  return { lines: await named(deps, lines), next };
}

/**
 * Reads a page of the platform's audit log for operators, with the names of persons, keys and organizations.
 * @source docs/audit.md#who-may-read-it
 */
export async function readPlatformAudit(
  deps: Pick<Deps, "homes">,
  filter: AuditFilter,
  window: AuditWindow,
): Promise<{ lines: NamedAuditLine[]; next: number | null }> {
  const { platform } = deps.homes;
  const { lines, next } = await listPlatformAudit(platform, bareText(filter), window);
  const about = lines.flatMap(({ target }) => (target?.type === "organization" ? [target.id] : []));
  const organizations = await organizationNames(platform, [...new Set(about)]);
  const shown = await named(deps, lines);
  return {
    lines: shown.map(({ target, ...line }, at) => ({
      ...line,
      target: target && { ...target, name: target.name ?? organizations.get(lines[at]?.target?.id ?? "") ?? null },
    })),
    next,
  };
}

/**
 * Everyone who acted in an organization, by name.
 * @throws RefusedError `not_in_plan`
 */
export async function readAuditActors(deps: ReadDeps, orgId: string): Promise<{ id: string; name: string }[]> {
  await requireAuditLog(deps, orgId);
  const actors = await auditActors(deps.pages, orgId);
  const names = await namesOf(
    deps,
    actors.map(({ id }) => id),
  );
  return actors
    .map(({ type, id }) => ({ id: wireId(type, id ?? ""), name: names.get(id ?? "") ?? wireId(type, id ?? "") }))
    .toSorted((one, other) => one.name.localeCompare(other.name, "en"));
}

/** Adds the names of today and the prefixes of the wire to entries. */
async function named(deps: Pick<Deps, "homes">, lines: readonly AuditLine[]): Promise<NamedAuditLine[]> {
  const names = await namesOf(
    deps,
    lines.flatMap(({ actor, target }) => [actor.id, isNamed(target?.type) ? (target?.id ?? null) : null]),
  );
  return lines.map(({ actor, target, ...line }) => ({
    ...line,
    actor: {
      type: actor.type,
      id: actor.id === null ? null : wireId(actor.type, actor.id),
      name: names.get(actor.id ?? "") ?? null,
    },
    target: target && { type: target.type, id: wireId(target.type, target.id), name: names.get(target.id) ?? null },
  }));
}

/** Whether the id of a target is that of a person or of a key. */
function isNamed(type: string | undefined): boolean {
  return type !== undefined && ["person", "key"].includes(PREFIXES[type] ?? "");
}

/** The names of persons and keys, by their UUIDs. */
async function namesOf({ homes }: Pick<Deps, "homes">, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const keys = await findServiceKeysById(homes.platform, known);
  const people = await findPeople(homes.platform, known);
  return new Map([...keys, ...people].map(([id, { name }]) => [id, name]));
}

function wireId(type: string, id: string): string {
  const prefix = PREFIXES[type];
  return prefix === undefined ? id : `${prefix}_${id}`;
}

/** An id that a page shows has a prefix, which the stored id does not have. */
function bareText(filter: AuditFilter): AuditFilter {
  if (filter.text === undefined) return filter;
  return { ...filter, text: filter.text.replace(/^[a-z]+_(?=[0-9a-f]{8}-)/, "") };
}

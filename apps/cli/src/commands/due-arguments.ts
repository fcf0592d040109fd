import type { PlatformWork } from "@scrip/db/due";
import { DUE_KINDS, type DueKind, dueSubject, PLATFORM_DUE_KINDS, type PlatformDueKind } from "@scrip/domain/due";
import { InvalidArgumentError } from "commander";
import { organizationId } from "./key-arguments.ts";

const ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[1-9]\d{0,8})$/;
const PREFIX = new RegExp(`^(?:${[...DUE_KINDS.map(dueSubject), "org", "catalog"].join("|")})_`);

/** The word for the platform's own work, in the place of an organization. */
export const PLATFORM = "platform";

/** @returns the bare id of the organization; `null` for the platform's own work */
export function organizationOrPlatform(text: string): string | null {
  return text === PLATFORM ? null : organizationId(text);
}

/** A kind of due work, of an organization or of the platform. */
export function dueKind(text: string): DueKind | PlatformDueKind {
  const all = [...DUE_KINDS, ...PLATFORM_DUE_KINDS];
  const kind = all.find((each) => each === text);
  if (kind !== undefined) return kind;
  throw new InvalidArgumentError(`The kinds of due work are: ${all.join(", ")}.`);
}

/** Whether the kind is one of organizations. */
export function isOfOrganizations(kind: DueKind | PlatformDueKind): kind is DueKind {
  return DUE_KINDS.some((each) => each === kind);
}

/** The id of the row that the work is about, with its prefix, as the API and the CLI show it. */
export function refText(kind: DueKind, refId: string): string {
  return `${dueSubject(kind)}_${refId}`;
}

/** The same for the platform's own work: an organization's id, or the number of a catalog version. */
export function platformRefText({ kind, ref }: PlatformWork): string {
  return kind === "create_organization" ? `org_${ref}` : `catalog_${ref}`;
}

/** @returns the bare id of the row that the work is about */
export function refId(text: string): string {
  const id = text.replace(PREFIX, "");
  if (ID.test(id)) return id;
  throw new InvalidArgumentError("It must be the id that `scrip due list` shows, such as grant_01985c2e-….");
}

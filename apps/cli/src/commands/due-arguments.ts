import type { PlatformWork } from "@scrip/db/due";
import { DUE_KINDS, type DueKind, dueSubject, PLATFORM_DUE_KINDS, type PlatformDueKind } from "@scrip/domain/due";
import { InvalidArgumentError } from "commander";
import { organizationId } from "./key-arguments.ts";

/** A UUID, perhaps with further parts after colons, a number, or an event of the payment gateway. */
const ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?::[0-9a-z.-]*){0,3}|[1-9]\d{0,8}|evt_\w{1,100})$/;
/** The prefix of the row that work of the platform is about. */
const PLATFORM_PREFIXES: Readonly<Record<PlatformDueKind, string>> = {
  create_organization: "org",
  copy_catalog: "catalog",
  rename_organization: "claim",
  send_invitation: "claim",
  end_invitation: "claim",
  add_member: "claim",
  remove_member: "claim",
  announce_owner: "claim",
  welcome_person: "person",
  grant_signup_credit: "person",
  erase_person: "person",
  finish_staff_act: "act",
  make_key: "key",
  copy_ceiling: "key",
  send_mail: "mail",
  publish_sso: "org",
  check_domain: "domain",
  redeem_code: "redemption",
  announce_move: "catalog",
  book_event: "event",
  number_document: "document",
  move_organization: "org",
};

const PREFIX = new RegExp(`^(?:${[...DUE_KINDS.map(dueSubject), ...Object.values(PLATFORM_PREFIXES)].join("|")})_`);

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

/** The same for the platform's own work, such as an organization's id or the number of a catalog version. */
export function platformRefText({ kind, ref }: PlatformWork): string {
  return `${PLATFORM_PREFIXES[kind]}_${ref}`;
}

/** @returns the bare id of the row that the work is about */
export function refId(text: string): string {
  const id = text.replace(PREFIX, "");
  if (ID.test(id)) return id;
  throw new InvalidArgumentError("It must be the id that `scrip due list` shows, such as grant_01985c2e-….");
}

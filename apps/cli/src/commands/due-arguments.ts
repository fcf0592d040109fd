import { DUE_KINDS, type DueKind, dueSubject } from "@scrip/domain/due";
import { InvalidArgumentError } from "commander";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PREFIX = new RegExp(`^(?:${DUE_KINDS.map(dueSubject).join("|")})_`);

export function dueKind(text: string): DueKind {
  const kind = DUE_KINDS.find((each) => each === text);
  if (kind !== undefined) return kind;
  throw new InvalidArgumentError(`The kinds of due work are: ${DUE_KINDS.join(", ")}.`);
}

/** The id of the row that the work is about, with its prefix, as the API and the CLI show it. */
export function refText(kind: DueKind, refId: string): string {
  return `${dueSubject(kind)}_${refId}`;
}

/** @returns the bare id of the row that the work is about */
export function refId(text: string): string {
  const id = text.replace(PREFIX, "");
  if (UUID.test(id)) return id;
  throw new InvalidArgumentError("It must be the id that `scrip due list` shows, such as grant_01985c2e-….");
}

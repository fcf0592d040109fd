import type { DueWork } from "@scrip/db/due";
import { InvalidArgumentError } from "commander";

type DueKind = DueWork["kind"];

/** What each kind of due work is about. */
const PREFIXES: Readonly<Record<DueKind, string>> = {
  issue_grant: "grant",
  expire_grant: "grant",
  expire_hold: "hold",
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function dueKind(text: string): DueKind {
  if (Object.hasOwn(PREFIXES, text)) return text as DueKind;
  throw new InvalidArgumentError(`The kinds of due work are: ${Object.keys(PREFIXES).join(", ")}.`);
}

/** The id of a grant or hold as people see it. */
export function refText(kind: DueKind, refId: string): string {
  return `${PREFIXES[kind]}_${refId}`;
}

/** @returns the bare id of a grant or hold */
export function refId(text: string): string {
  const id = text.replace(/^(?:grant|hold)_/, "");
  if (UUID.test(id)) return id;
  throw new InvalidArgumentError('It is the id of a grant or hold, which begins with "grant_" or "hold_".');
}

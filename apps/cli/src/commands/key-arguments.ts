import { PLATFORM_ONLY, SCOPES, type Scope } from "@scrip/contract/access/scopes";
import { orgIdIn } from "@scrip/contract/wire/ids";
import { plainText } from "@scrip/contract/wire/text";
import { instantIn } from "@scrip/contract/wire/time";
import { InvalidArgumentError } from "commander";

const ALL = Object.keys(SCOPES) as Scope[];
const OF_ORGANIZATIONS = ALL.filter((scope) => !PLATFORM_ONLY.includes(scope));
const KEY_ID = /^key_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Reads `a,b`; the names are looked at when it is known what kind of key is wanted. */
export function commaSeparated(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** @returns the bare id */
export function organizationId(text: string): string {
  const id = orgIdIn.safeParse(text);
  if (id.success) return id.data;
  throw new InvalidArgumentError('An organization\'s id begins with "org_".');
}

/** @returns the bare id */
export function keyId(text: string): string {
  const id = KEY_ID.exec(text)?.[1];
  if (id !== undefined) return id;
  throw new InvalidArgumentError(
    'A key\'s id begins with "key_"; `scrip keys list` shows it. The key itself is not needed.',
  );
}

export function personalText(text: string): string {
  const read = plainText(200).safeParse(text);
  if (read.success) return read.data;
  throw new InvalidArgumentError(`It ${read.error.issues[0]?.message ?? "is not valid"}.`);
}

/** @returns milliseconds since 1970 */
export function futureInstant(text: string): number {
  const read = instantIn.safeParse(text);
  if (!read.success) throw new InvalidArgumentError(`It ${read.error.issues[0]?.message ?? "is not valid"}.`);
  if (read.data > Date.now()) return read.data;
  throw new InvalidArgumentError("It must be in the future.");
}

/**
 * The scopes of a new key: all that its kind may have, unless some are asked for.
 * @returns them, or what is wrong
 */
export function scopesFor(kind: "platform" | "organization", wanted: readonly string[] | undefined): Scope[] | string {
  const allowed = kind === "platform" ? ALL : OF_ORGANIZATIONS;
  if (wanted === undefined) return allowed;
  if (wanted.length === 0) return "--scopes needs at least one scope.";
  const unknown = wanted.find((scope) => !(ALL as string[]).includes(scope));
  if (unknown !== undefined) return `There is no scope ${JSON.stringify(unknown)}. The scopes are: ${ALL.join(", ")}.`;
  const beyond = wanted.find((scope) => !(allowed as string[]).includes(scope));
  if (beyond !== undefined)
    return `The scope "${beyond}" is for platform keys only. An organization's key may have: ${allowed.join(", ")}.`;
  return ALL.filter((scope) => wanted.includes(scope));
}

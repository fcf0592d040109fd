import { orgIdIn } from "@scrip/contract/wire/ids";
import { plainText } from "@scrip/contract/wire/text";
import { instantIn } from "@scrip/contract/wire/time";
import { normalEmail, PLATFORM_SCOPES, SCOPES, type Scope } from "@scrip/domain/access";
import { InvalidArgumentError } from "commander";

const ALL = SCOPES;
const OF_ORGANIZATIONS = ALL.filter((scope) => !PLATFORM_SCOPES.includes(scope));
const KEY_ID = /^key_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Splits `a,b`. `scopesFor` checks the names later, since they depend on the kind of key. */
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

export function shortText(text: string): string {
  const read = plainText(200).safeParse(text);
  if (read.success) return read.data;
  throw new InvalidArgumentError(`It ${read.error.issues[0]?.message ?? "is not valid"}.`);
}

/** @returns the address in its normal form */
export function emailAddress(text: string): string {
  if (/^[^\s@]+@[^\s@]+$/u.test(text)) return normalEmail(text);
  throw new InvalidArgumentError("It must be an e-mail address.");
}

/** @returns milliseconds since 1970 */
export function futureInstant(text: string): number {
  const read = instantIn.safeParse(text);
  if (!read.success) throw new InvalidArgumentError(`It ${read.error.issues[0]?.message ?? "is not valid"}.`);
  if (read.data > Date.now()) return read.data;
  throw new InvalidArgumentError("It must be in the future.");
}

/**
 * The scopes of a new key: the requested ones, or by default every scope that its kind of key may have.
 * @returns the scopes, or a message that says what is wrong
 */
export function scopesFor(
  kind: "platform" | "organization",
  requested: readonly string[] | undefined,
): Scope[] | string {
  const allowed = kind === "platform" ? ALL : OF_ORGANIZATIONS;
  if (requested === undefined) return allowed;
  if (requested.length === 0) return "--scopes needs at least one scope.";
  const unknown = requested.find((scope) => !(ALL as string[]).includes(scope));
  if (unknown !== undefined) return `There is no scope ${JSON.stringify(unknown)}. The scopes are: ${ALL.join(", ")}.`;
  const forbidden = requested.find((scope) => !(allowed as string[]).includes(scope));
  if (forbidden !== undefined)
    return `The scope "${forbidden}" is for platform keys only. An organization's key may have: ${allowed.join(", ")}.`;
  return ALL.filter((scope) => requested.includes(scope));
}

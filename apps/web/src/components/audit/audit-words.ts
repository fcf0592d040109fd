import { AUDIT_ACTIONS, isAuditAction } from "@scrip/domain/audit-actions";
import type { AuditLine } from "./audit-line.ts";

/** An action in words. A log can have an action that only a newer version knows. */
export function actionWords(action: string): string {
  return isAuditAction(action) ? AUDIT_ACTIONS[action].replace(/\.$/, "") : action;
}

const ACTORS: Readonly<Record<AuditLine["actor"]["type"], string>> = {
  person: "A person",
  operator: "An operator",
  service_key: "A service key",
  system: "Scrip",
  anonymous: "Not signed in",
};

/** Who acted: the name of today, or the type of the actor. */
export const actorWords = ({ actor }: AuditLine): string => actor.name ?? ACTORS[actor.type];

/** What an entry is about: a name, an address, a procedure, or the type of the target. */
export function targetWords({ target, details, action }: AuditLine): string | null {
  const named = target?.name ?? textOf(details?.email) ?? textOf(details?.name);
  if (named !== null) return named;
  if (action === "access.denied") return textOf(details?.procedure);
  return target === null ? null : typeWords(target.type);
}

/** A type such as `service_key`, as words. */
export function typeWords(type: string): string {
  const words = type.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const LABELS: Readonly<Record<string, string>> = {
  address: "Address",
  userAgent: "Browser or client",
  requestId: "Request",
  more: "Further refusals in that minute",
};

/** The name of a detail, such as "Request" for `requestId`. */
export function detailWords(name: string): string {
  return LABELS[name] ?? typeWords(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

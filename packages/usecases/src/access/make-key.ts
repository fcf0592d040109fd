import type { createKeyInput } from "@scrip/contract/access/keys";
import type { Parsed } from "@scrip/contract/wire/parsed";
import {
  appendAudit,
  appendPlatformAudit,
  createServiceKey,
  type NewServiceKey,
  revokeServiceKey,
} from "@scrip/db/access";
import { type PlatformWork, takeClaim, writePlatformDue } from "@scrip/db/claims";
import { type Homes, inOrganization, inPlatform, reach, TransientError } from "@scrip/db/connection";
import { putBudget } from "@scrip/db/ledger";
import type { AuditRecord } from "@scrip/domain/audit-record";
import { type Caller, type Deps, FROM_WITHIN } from "../deps.ts";
import { lockAs } from "../lock-as.ts";
import { refused } from "../refused.ts";
import { auditedBy } from "./audited-by.ts";

/** A new key. The text is known only to the call that made it. */
export interface MadeKey {
  readonly key: string;
  readonly text: string;
}

/**
 * Makes a service key of an organization: the platform claims its row, the organization gets its budget, and the platform
 * marks the claim as done. If the call is interrupted, nobody has the text, so the worker revokes the key.
 * @param input `dailyCeiling` in micro-USD, `expiresAt` in milliseconds
 * @throws RefusedError `bad_input` if it would have expired already, `organization_closed`
 * @source docs/rules.md#service-keys
 */
export async function makeKey(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  input: Parsed<typeof createKeyInput>,
): Promise<MadeKey> {
  const { orgId } = caller;
  requireAhead(input.expiresAt);
  const wanted = { ...termsOf(input, caller), owner: "platform", orgId, orgIds: null, scopes: input.scopes };
  const record = createdBy(caller, wanted);
  const made = await inPlatform(homes.platform, async (tx) => {
    const { id: key, key: text } = await createServiceKey(tx, wanted);
    await writePlatformDue(tx, workOf(key));
    await appendPlatformAudit(tx, { ...record, target: { type: "service_key", id: key } });
    return { key, text };
  });
  reach("key.claimed");
  await act(homes, caller, made.key, record, input.dailyCeiling ?? null).catch(async (error: unknown) => {
    await withdrawKey(homes, made.key);
    throw error;
  });
  reach("key.made");
  if (!(await inPlatform(homes.platform, (tx) => takeClaim(tx, workOf(made.key)))))
    throw new TransientError("unavailable", "Making the key took too long, so it was revoked. Try again.", 1000);
  reach("key.marked");
  return made;
}

/**
 * Revokes a key whose making was interrupted: nobody has its text. Safe to repeat.
 * @source docs/rules.md#two-homes
 */
export async function withdrawKey({ platform }: Homes, key: string): Promise<void> {
  await inPlatform(platform, async (tx) => {
    if (!(await takeClaim(tx, workOf(key)))) return;
    await revokeServiceKey(tx, key);
    await appendPlatformAudit(tx, {
      ...auditedBy({ actor: { type: "system", id: null }, from: FROM_WITHIN }),
      action: "key.revoked",
      target: { type: "service_key", id: key },
      outcome: "done",
      reason: "Making it was interrupted, so nobody has its text.",
    });
  });
}

/** The values that every new key has. */
export function termsOf(
  input: Pick<Parsed<typeof createKeyInput>, "name" | "expiresAt" | "dailyCeiling">,
  { actor }: Pick<Caller, "actor">,
): Pick<NewServiceKey, "name" | "expiresAt" | "dailyCeiling" | "createdBy"> {
  const { name, expiresAt = null, dailyCeiling = null } = input;
  return { name, expiresAt, dailyCeiling, createdBy: actor.id };
}

/** @throws RefusedError `bad_input` */
export function requireAhead(expiresAt: number | undefined): void {
  if (expiresAt === undefined || expiresAt > Date.now()) return;
  const message = "must be in the future";
  throw refused("bad_input", `expiresAt: ${message}`, { fields: [{ path: "expiresAt", message }] });
}

/** The record of a new key in an audit log. */
export function createdBy(
  caller: Pick<Caller, "actor" | "from">,
  { name, scopes, expiresAt, dailyCeiling }: NewServiceKey,
): Omit<AuditRecord, "target"> {
  return {
    ...auditedBy(caller),
    action: "key.created",
    outcome: "done",
    details: {
      name,
      scopes: scopes.join(" "),
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      dailyCeiling: dailyCeiling == null ? null : String(dailyCeiling),
    },
  };
}

async function act(
  homes: Homes,
  caller: Caller,
  key: string,
  record: Omit<AuditRecord, "target">,
  cap: bigint | null,
): Promise<void> {
  const { orgId } = caller;
  await inOrganization(homes.organizations, orgId, async (tx) => {
    await lockAs(tx, caller, "keys:write");
    const terms = { scope: "key", ref: key, period: "day", cap, mode: "hard", version: 1 } as const;
    if (cap !== null) await putBudget(tx, orgId, terms, false);
    await appendAudit(tx, orgId, { ...record, target: { type: "service_key", id: key } });
  });
}

const workOf = (key: string): PlatformWork => ({ kind: "make_key", ref: key });

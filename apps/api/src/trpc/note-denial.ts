import { orgIdIn } from "@scrip/contract/wire/ids";
import type { ServiceKey } from "@scrip/db/access";
import { isOrganization } from "@scrip/db/organizations";
import { REFUSALS, type RefusalCode } from "@scrip/domain/refusals";
import { RefusedError } from "@scrip/usecases/refused";
import type { Denial } from "../denials/denials.ts";
import type { Member } from "./member.ts";
import type { Request } from "./request.ts";

/** Refusals that a caller overcomes by itself are no denials. */
const NO_DENIALS: ReadonlySet<string> = new Set(["sign_in_again"]);

/** The request of a refused call. */
interface RefusedCall {
  readonly procedure: string;
  /** Returns the raw input of the call; only its `org` is read. */
  input(): unknown;
}

/**
 * Records a call that was refused because the caller may not make it, if the caller is known. The log is that of the
 * organization, if the caller belongs to it; else that of the platform, with the organization as the target. So no
 * stranger writes into the log of an organization. Never throws; the caller does not wait for it.
 * @source docs/audit.md#denials
 */
export async function noteDenial(request: Request, error: unknown, call: RefusedCall): Promise<void> {
  if (!(error instanceof RefusedError)) return;
  const { code } = error.refusal;
  if (!isDenial(code)) return;
  try {
    const member = await request.member();
    const key = member === null ? await request.key() : null;
    if (member === null && key === null) return;
    const named = organizationIn(await call.input());
    // For a key that reaches it, an organization that is not found does not exist.
    if (code === "organization_not_found" && key !== null && isReached(key, named)) return;
    const own = await ownOrganization(request, member, key, named);
    const actor: Denial["actor"] =
      member === null ? { type: "service_key", id: key?.id ?? "" } : { type: "person", id: member.id };
    const target = named === null || named === own ? null : { type: "organization", id: named };
    request.denials.record({
      orgId: own,
      actor,
      target,
      from: request.from,
      details: { procedure: call.procedure, code },
    });
  } catch (err) {
    request.log.warn({ err, procedure: call.procedure }, "denial not recorded");
  }
}

function isDenial(code: RefusalCode): boolean {
  const { kind } = REFUSALS[code];
  if (NO_DENIALS.has(code)) return false;
  return kind === "forbidden" || kind === "unauthenticated" || code === "organization_not_found";
}

/** The organization to which the caller belongs: the key's only one, or the named one. */
async function ownOrganization(
  { deps }: Request,
  member: Member | null,
  key: ServiceKey | null,
  named: string | null,
): Promise<string | null> {
  if (key !== null && key.orgId !== null) return key.orgId;
  if (named === null) return null;
  if (member !== null) return (await member.roleIn(named)) === null ? null : named;
  const isOwn = key !== null && isReached(key, named) && (await isOrganization(deps.homes.platform, named));
  return isOwn ? named : null;
}

/** Whether a key may concern the named organization, if there is such an organization. */
function isReached(key: ServiceKey, named: string | null): boolean {
  if (key.orgId !== null) return named === null || named === key.orgId;
  return named !== null && (key.orgIds?.includes(named) ?? true);
}

function organizationIn(input: unknown): string | null {
  if (typeof input !== "object" || input === null || !("org" in input)) return null;
  return orgIdIn.safeParse(input.org).data ?? null;
}

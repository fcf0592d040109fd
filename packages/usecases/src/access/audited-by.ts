import type { AuditRecord } from "@scrip/domain/audit-record";
import type { Actor } from "@scrip/domain/ledger";
import type { CallOrigin } from "../deps.ts";

/** Who acts, and the request with which they do. */
export interface Acting {
  readonly actor: Actor;
  readonly from: CallOrigin;
}

/** The parts of a record of the audit log that follow from who acts. */
export function auditedBy({ actor, from }: Acting): Pick<AuditRecord, "actor" | "from"> {
  const { requestId } = from;
  return {
    actor: { type: actor.type === "member" ? "person" : actor.type, id: actor.id },
    from: requestId === null ? null : { ...from, requestId },
  };
}

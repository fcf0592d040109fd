import { AUDIT_ACTIONS, isAuditAction } from "@scrip/domain/audit-actions";
import { Badge } from "../../../components/ui/badge.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { Line, LinesCard } from "../lines-card.tsx";
import type { Seen } from "./seen.ts";

/** The newest entries of the organization's audit log. */
export function AuditCard({ audit }: Pick<Seen, "audit">) {
  return (
    <LinesCard title="Audit log" count={audit.length} empty="Nothing is recorded yet.">
      {audit.map(({ seq, at, actor, actorName, action, outcome, reason }) => (
        <Line
          key={seq}
          title={isAuditAction(action) ? AUDIT_ACTIONS[action] : action}
          note={
            <>
              {actorName ?? ACTORS[actor] ?? actor}, <Time at={at} />
              {reason !== null && <span className="block">“{reason}”</span>}
            </>
          }
          {...(outcome === "denied" && { value: <Badge tone="bad">Denied</Badge> })}
        />
      ))}
    </LinesCard>
  );
}

const ACTORS: Readonly<Record<string, string>> = {
  person: "A person",
  operator: "An operator",
  service_key: "A service key",
  system: "The platform",
  anonymous: "Somebody",
};

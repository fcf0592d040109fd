import { Badge } from "../../../components/ui/badge.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { ROLE_TITLES } from "../../../words/role-words.ts";
import { Line, LinesCard } from "../lines-card.tsx";
import type { Seen } from "./seen.ts";

/** Members, invitations and service keys. */
export function PeopleCards({ seen: { members, invitations, keys } }: { readonly seen: Seen }) {
  return (
    <>
      <LinesCard title="Members" count={members.length} empty="It has no members; only services use it.">
        {members.map(({ person, name, email, role, hasTwoFactor }) => (
          <Line
            key={person}
            title={name ?? "Erased person"}
            note={email ?? person}
            value={
              <span className="flex flex-wrap justify-end gap-1">
                {hasTwoFactor && <Badge tone="good">Two-factor</Badge>}
                <Badge>{ROLE_TITLES[role]}</Badge>
              </span>
            }
          />
        ))}
      </LinesCard>
      {invitations.length > 0 && (
        <LinesCard title="Open invitations" count={invitations.length} empty="">
          {invitations.map(({ email, role, expiresAt }) => (
            <Line
              key={email}
              title={email}
              note={<Until at={expiresAt} />}
              value={<Badge>{ROLE_TITLES[role]}</Badge>}
            />
          ))}
        </LinesCard>
      )}
      <LinesCard title="Service keys" count={keys.length} empty="It has no service keys.">
        {keys.map((key) => (
          <Line key={key.key} title={key.name} note={key.scopes.join(", ")} value={<KeyState {...key} />} />
        ))}
      </LinesCard>
    </>
  );
}

const Until = ({ at }: { readonly at: string }) => (
  <span className="text-13 text-muted">
    Until <Time at={at} look="day" />
  </span>
);

function KeyState({ expiresAt, revokedAt }: Pick<Seen["keys"][number], "expiresAt" | "revokedAt">) {
  if (revokedAt !== null) return <Badge tone="bad">Revoked</Badge>;
  return expiresAt === null ? <Badge tone="good">Valid</Badge> : <Until at={expiresAt} />;
}

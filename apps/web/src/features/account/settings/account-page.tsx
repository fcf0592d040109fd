import { PlainShell } from "../../../shell/plain-shell.tsx";
import { EraseCard } from "./erase-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { ProfileCard } from "./profile-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { TwoFactorCard } from "./two-factor/two-factor-card.tsx";

/** What a person sets for themselves, in all of their organizations. */
export function AccountPage() {
  return (
    <PlainShell>
      <ProfileCard />
      <PasswordCard />
      <TwoFactorCard />
      <SessionsCard />
      <EraseCard />
    </PlainShell>
  );
}

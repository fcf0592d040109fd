import { roleHas } from "@scrip/domain/access";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { buttonLook } from "../../components/ui/button.tsx";
import { TextLink } from "../../components/ui/text-link.tsx";
import { NowProvider } from "../../data/now.tsx";
import { useSession } from "../../data/session.ts";
import { AccountFrame } from "../../shell/account-frame.tsx";
import { Added } from "./added.tsx";
import { RedeemForm } from "./redeem-form.tsx";
import type { Redeemed } from "./redeemed.ts";
import { SignInFirst } from "./sign-in-first.tsx";

/** Redeems a code for an organization of the person. A visitor signs in first, and the code is kept on the way. */
export function RedeemPage() {
  const { person, organizations } = useSession();
  const { code = "", org } = useSearch({ from: "/redeem" });
  const [redeemed, setRedeemed] = useState<Redeemed | null>(null);
  if (person === null) return <SignInFirst code={code} />;
  if (redeemed !== null)
    return (
      <NowProvider>
        <Added redeemed={redeemed} onAnother={() => setRedeemed(null)} />
      </NowProvider>
    );
  const able = organizations.filter(({ role }) => roleHas(role, "codes:redeem"));
  if (able.length === 0) return <NotAble />;
  const first = able.find(({ id }) => id === org) ?? able[0];
  return (
    <AccountFrame
      title="Redeem a code"
      lead="Its credit is available at once, and pays what is owed first."
      below={
        <TextLink to="/o/$org/credits" params={{ org: first?.id ?? "" }} isInText>
          To the credit of {first?.name}
        </TextLink>
      }
    >
      <RedeemForm code={code} organizations={able} org={first?.id ?? ""} onRedeemed={setRedeemed} />
    </AccountFrame>
  );
}

function NotAble() {
  return (
    <AccountFrame
      title="Redeem a code"
      lead="Your role does not include it. An owner, an admin or a billing member of the organization can redeem codes."
    >
      <Link to="/" className={buttonLook()}>
        To the overview
      </Link>
    </AccountFrame>
  );
}

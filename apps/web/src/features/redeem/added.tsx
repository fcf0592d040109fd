import { Link } from "@tanstack/react-router";
import { Button, buttonLook } from "../../components/ui/button.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Time } from "../../components/ui/time.tsx";
import { AccountFrame } from "../../shell/account-frame.tsx";
import type { Redeemed } from "./redeemed.ts";

interface AddedProps {
  readonly redeemed: Redeemed;
  readonly onAnother: () => void;
}

/** What the code added. */
export function Added({ redeemed: { amount, expiresAt, grant, organization }, onAnother }: AddedProps) {
  const org = organization.id;
  return (
    <AccountFrame title="The credit is added" lead={`${organization.name} can use it now.`}>
      <div>
        <p className="text-40 font-strong tracking-tight">
          <Money micros={amount} kind="exact" sign="always" tone="auto" />
        </p>
        <p className="text-14 text-muted">
          {expiresAt === null ? (
            "It never expires."
          ) : (
            <>
              It expires on <Time at={expiresAt} look="moment" />.
            </>
          )}
        </p>
      </div>
      <div className="flex flex-col gap-2">
        <Link to="/o/$org/credits" params={{ org }} search={{ grant }} className={buttonLook({ look: "primary" })}>
          See the credit
        </Link>
        <Button onClick={onAnother}>Redeem another code</Button>
      </div>
    </AccountFrame>
  );
}

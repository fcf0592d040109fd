import { roleHas } from "@scrip/domain/access";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useOrg } from "../../data/org.ts";
import { openPurchasesQuery, type Purchase } from "../../data/purchases.ts";
import { buttonLook } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { Money } from "../ui/money.tsx";

/** Says which payments are on their way, to those who pay. Nothing while there are none. */
export function PaymentsOnTheirWay() {
  const { id: org, role } = useOrg();
  const { data } = useQuery({ ...openPurchasesQuery(org), enabled: roleHas(role, "billing:read") });
  const pending = (data?.purchases ?? []).filter(({ state }) => state === "pending");
  return pending.map((purchase) => <OnItsWay key={purchase.attempt} purchase={purchase} />);
}

function OnItsWay({ purchase: { attempt, gross } }: { readonly purchase: Purchase }) {
  const { id: org } = useOrg();
  return (
    <Callout
      tone="info"
      title={
        <>
          <Money micros={gross} kind="exact" /> is on its way
        </>
      }
      action={
        <Link to="/o/$org/billing/return" params={{ org }} search={{ attempt }} className={buttonLook()}>
          See the payment
        </Link>
      }
    >
      The credit is added when the payment arrives. A bank can take some days.
    </Callout>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { buttonLook } from "../../components/ui/button.tsx";
import { TextLink } from "../../components/ui/text-link.tsx";
import { catalogQuery } from "../../data/catalog.ts";
import { useSession } from "../../data/session.ts";
import { AccountFrame } from "../../shell/account-frame.tsx";
import { SalesForm } from "./sales-form.tsx";

/** Asks the people of the platform for a contract, as a visitor or as a member. */
export function SalesPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const search = useSearch({ from: "/sales" });
  const { organizations } = useSession();
  const { data } = useQuery(catalogQuery());
  const organization = organizations.find(({ id }) => id === search.org);
  if (sentTo !== null) return <Sent to={sentTo} org={organization?.id} />;
  const plans = data?.plans.filter(({ price }) => price.kind === "contract");
  return (
    <AccountFrame
      title="Talk to sales"
      lead={
        organization === undefined
          ? "Say what you need. We answer by e-mail, with prices for your usage."
          : `For ${organization.name}. Say what you need, and we answer by e-mail.`
      }
      below={
        <TextLink to="/prices" isInText>
          See all prices
        </TextLink>
      }
    >
      <SalesForm plans={plans} plan={search.plan} organization={organization} onSent={setSentTo} />
    </AccountFrame>
  );
}

function Sent({ to, org }: { readonly to: string; readonly org: string | undefined }) {
  return (
    <AccountFrame title="Your request is sent" lead={`We answer to ${to}. Nothing changes until you agree.`}>
      {org === undefined ? (
        <Link to="/prices" className={buttonLook()}>
          See all prices
        </Link>
      ) : (
        <Link to="/o/$org/plan" params={{ org }} className={buttonLook()}>
          Back to the plan
        </Link>
      )}
    </AccountFrame>
  );
}

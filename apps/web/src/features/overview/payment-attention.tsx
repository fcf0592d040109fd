import { roleHas } from "@scrip/domain/access";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AddCredit } from "../../components/credit/add-credit.tsx";
import { Announced } from "../../components/ui/announced.tsx";
import { buttonLook } from "../../components/ui/button.tsx";
import { Callout } from "../../components/ui/callout.tsx";
import { methodsQuery, topUpQuery } from "../../data/methods.ts";
import { useNowAs } from "../../data/now.tsx";
import { useOrg } from "../../data/org.ts";
import type { PaymentConcern } from "./attention.ts";
import { paymentConcernsOf } from "./payment-concerns.ts";

/** What needs attention about payments, for those who may see it. Each is read once. Nothing while all is well. */
export function PaymentAttention() {
  const { id: org, role } = useOrg();
  const enabled = roleHas(role, "billing:read");
  const topUp = useQuery({ ...topUpQuery(org), enabled });
  const methods = useQuery({ ...methodsQuery(org), enabled });
  const words = useNowAs((now) => JSON.stringify(paymentConcernsOf(topUp.data, methods.data?.methods ?? [], now)));
  const concerns = JSON.parse(words) as PaymentConcern[];
  return (
    <>
      <Announced messages={concerns.map(({ title, text }) => ({ key: title, text: `${title}. ${text}` }))} />
      {concerns.length > 0 && (
        <section aria-label="Payments that need attention" className="flex flex-col gap-2">
          {concerns.map(({ key, tone, title, text }) => (
            <Callout key={title} tone={tone} title={title} action={<Way concern={key} />}>
              {text}
            </Callout>
          ))}
        </section>
      )}
    </>
  );
}

function Way({ concern }: { readonly concern: PaymentConcern["key"] }) {
  const { id: org, role } = useOrg();
  if (!roleHas(role, "billing:write")) return null;
  if (concern === "top_up") return <AddCredit />;
  return (
    <Link to="/o/$org/settings/payment-methods" params={{ org }} className={buttonLook()}>
      Payment methods
    </Link>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Money } from "../../components/ui/money.tsx";
import { TextLink } from "../../components/ui/text-link.tsx";
import { Time } from "../../components/ui/time.tsx";
import { useOrg } from "../../data/org.ts";
import { planQuery } from "../../data/plan.ts";

/** The next credit by the plan. Nothing is shown while none is known. */
export function ComesNext() {
  const { id: org } = useOrg();
  const { data } = useQuery(planQuery(org));
  if (data?.nextGrant == null) return null;
  const { at, amount } = data.nextGrant;
  return (
    <section
      aria-label="Credit to come"
      className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 rounded-base border border-dashed border-edge/60 px-4 py-3 text-14"
    >
      <span>
        <Money micros={amount} kind="exact" sign="always" tone="auto" /> comes with your plan on{" "}
        <Time at={at} look="moment" />.
      </span>
      <TextLink to="/o/$org/plan" params={{ org }}>
        See the plan
      </TextLink>
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Card } from "../../components/ui/card.tsx";
import { UseBar } from "../../components/ui/use-bar.tsx";
import { useOrg } from "../../data/org.ts";
import { entitlementsQuery } from "../../data/plan.ts";
import { useWords } from "../../words/plan-words.ts";

/** The limits that are counted, with their use. Nothing is shown until it is known. */
export function LimitsCard() {
  const { id: org } = useOrg();
  const { data } = useQuery(entitlementsQuery(org));
  const counted = data?.entitlements.flatMap(({ used, ...limit }) => (used === null ? [] : [{ ...limit, used }])) ?? [];
  if (counted.length === 0) return null;
  return (
    <Card title="Use of the limits">
      <ul className="grid grid-cols-1 gap-x-8 gap-y-4 tablet:grid-cols-2 desktop:grid-cols-3">
        {counted.map(({ entitlement, title, value, used }) => (
          <li key={entitlement}>
            <UseBar
              label={title}
              used={used}
              limit={typeof value === "number" ? value : null}
              words={`${useWords(used, value)}${value === "unlimited" ? ", unlimited" : ""}`}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

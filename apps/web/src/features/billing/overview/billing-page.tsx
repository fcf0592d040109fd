import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "../../../components/ui/card.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useOrg } from "../../../data/org.ts";
import { overviewQuery } from "../../../data/overview.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { Policy } from "../policy.tsx";
import { BILLING_LINKS } from "./billing-links.ts";

type Place = (typeof BILLING_LINKS)[number]["to"];

/** The start of everything about money: each page with what it is for, and the facts that matter most. */
export function BillingPage() {
  const { id: org } = useOrg();
  const facts = useFacts(org);
  return (
    <div className="flex flex-col gap-4">
      <Card title="Billing" isFlush>
        <ul className="divide-y divide-line">
          {BILLING_LINKS.map(({ to, title, text, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                params={{ org }}
                className="flex min-h-16 items-center gap-3 px-4 py-2.5 -outline-offset-2 hover:bg-sunken"
              >
                <Icon aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0 text-muted" />
                <span className="min-w-0 flex-1">
                  <span className="block text-14 font-medium">{title}</span>
                  <span className="block text-13 text-pretty text-muted">{text}</span>
                </span>
                <span className="max-w-[45%] shrink-0 truncate text-14 figures">{facts[to]}</span>
                <ChevronRight aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
      <Policy />
    </div>
  );
}

/** The fact of a page, where it has one. */
function useFacts(org: string): Partial<Record<Place, ReactNode>> {
  const trpc = useTRPC();
  const { data: organization } = useQuery(trpc.organizations.get.queryOptions({ org }));
  const { data: overview } = useQuery(overviewQuery(org));
  const { data: details } = useQuery(trpc.billing.details.queryOptions({ org }));
  const wait = <Skeleton className="h-4 w-16" />;
  return {
    "/o/$org/plan": organization?.planTitle ?? wait,
    "/o/$org/credits":
      overview === undefined ? wait : <Money micros={overview.available} kind="available" label="Available" />,
    "/o/$org/settings/billing-details":
      details === undefined ? wait : (details.details?.name ?? <span className="text-muted">Not entered</span>),
  };
}

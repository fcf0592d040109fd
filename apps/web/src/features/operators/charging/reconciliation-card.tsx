import { Link } from "@tanstack/react-router";
import { Card } from "../../../components/ui/card.tsx";
import { DescriptionList } from "../../../components/ui/description-list.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import type { Charging } from "./charging.ts";

type Reconciliation = NonNullable<Charging["reconciliation"]>;

/** The last comparison of Stripe's payments with the books, and what an operator must look at. */
export function ReconciliationCard({ reconciliation }: Pick<Charging, "reconciliation">) {
  if (reconciliation === null)
    return (
      <Card title="Reconciliation with Stripe">
        <p className="text-14 text-muted">
          No payments were compared so far. The worker does it each hour, and `scrip stripe reconcile` at once.
        </p>
      </Card>
    );
  const { beganAt, endedAt, since, payments, booked, events, findings } = reconciliation;
  return (
    <Card title="Reconciliation with Stripe">
      <DescriptionList
        items={[
          { name: "Began", value: <Time at={beganAt} /> },
          { name: "Ended", value: endedAt === null ? "It runs" : <Time at={endedAt} /> },
          { name: "Payments since", value: <Time at={since} /> },
          { name: "Payments compared", value: payments.toLocaleString("en-US") },
          { name: "Missing payments that were booked", value: booked.toLocaleString("en-US") },
          { name: "Missed events that were taken in", value: events.toLocaleString("en-US") },
        ]}
      />
      <Findings findings={findings} />
    </Card>
  );
}

function Findings({ findings }: Pick<Reconciliation, "findings">) {
  if (findings.length === 0) return <p className="mt-4 text-14 text-muted">Nothing needs an operator.</p>;
  return (
    <ul aria-label="Payments that need an operator" className="mt-4 flex flex-col gap-3">
      {findings.map(({ payment, meaning, org, gross, paidAt }) => (
        <li key={payment} className="text-14">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="min-w-0 break-all">{payment}</span>
            <Money micros={gross} />
          </p>
          <p className="max-w-[70ch] text-13 text-pretty text-muted">
            It {meaning}. <Time at={paidAt} />
            {org !== null && (
              <>
                {" "}
                <Link to="/operators/o/$org" params={{ org }} className="text-accent hover:underline">
                  Open the organization
                </Link>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

import type { ReactNode } from "react";
import { figureSize } from "../../components/ui/figure-size.ts";
import { Meter } from "../../components/ui/meter.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { Stat } from "../../components/ui/stat.tsx";
import type { Answers } from "../../data/trpc.ts";

interface BalancePartsProps {
  /** Undefined while it loads. */
  readonly overview: Answers["overview"]["get"] | undefined;
  readonly actions: ReactNode;
}

/** The available credit, and what the balance is made of. */
export function BalanceParts({ overview, actions }: BalancePartsProps) {
  return (
    <section
      aria-label="Balance"
      aria-busy={overview === undefined}
      className="card flex flex-col gap-4 p-4 tablet:p-6"
    >
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="flex min-w-0 flex-col gap-1">
          <h2 className="text-13 text-muted">Available</h2>
          {overview === undefined ? (
            <Skeleton className="h-12 w-48" />
          ) : (
            <p className={`${figureSize(overview.available)} font-strong tracking-tight`}>
              <Money micros={overview.available} kind="available" />
            </p>
          )}
        </div>
        {actions}
      </div>
      {overview === undefined ? <Skeleton className="h-10 w-full" /> : <Parts overview={overview} />}
    </section>
  );
}

function Parts({
  overview: { promotional, paid, reserved, expiring, owed },
}: {
  readonly overview: Answers["overview"]["get"];
}) {
  return (
    <>
      <Meter
        label="What credit is made of"
        parts={[
          { key: "promo", role: "promo", label: "Promotional", micros: promotional },
          { key: "paid", role: "paid", label: "Paid", micros: paid },
          { key: "reserved", role: "reserved", label: "On hold", micros: reserved },
        ]}
      />
      <div className="flex flex-wrap gap-x-10 gap-y-3">
        <Stat label="Expiring within 7 days">
          <Money micros={expiring} kind="available" />
        </Stat>
        <Stat label="Owed">
          <Money micros={owed} kind="owed" tone={owed === "0" ? "plain" : "bad"} />
        </Stat>
      </div>
    </>
  );
}

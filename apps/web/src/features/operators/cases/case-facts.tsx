import type { ReactNode } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import type { Answers } from "../../../data/trpc.ts";

/** A payment that waits, with what the payment service says of it. */
export type CaseSeen = Answers["operators"]["cases"]["get"];

interface CaseFactsProps {
  readonly seen: CaseSeen;
  readonly onLookAgain: () => void;
}

const OUTCOMES: Readonly<Record<NonNullable<CaseSeen["outcome"]>, string>> = {
  paid: "It was paid.",
  failed: "Nothing was paid, and nothing will be.",
  open: "The page is still open, and nothing was paid yet.",
  processing: "The money is on its way.",
  not_found: "It knows nothing of this payment.",
  no_answer: "It did not answer.",
};

/** What happened, and what the payment service says now. */
export function CaseFacts({ seen, onLookAgain }: CaseFactsProps) {
  const { why, gross, createdAt, payment, outcome, paid } = seen;
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-14">
        <Fact name="What happened">
          <span className="block first-letter:uppercase">{why}.</span>
        </Fact>
        <Fact name="Asked for">
          <Money micros={gross} kind="exact" />, <Time at={createdAt} look="moment" />
        </Fact>
        <Fact name="Payment service">{outcome === null ? "It did not answer." : OUTCOMES[outcome]}</Fact>
        {paid !== null && (
          <>
            <Fact name="Taken">
              <Money micros={paid.gross} kind="exact" />
              {paid.currency !== "usd" && ` (in ${paid.currency.toUpperCase()})`}, <Time at={paid.at} look="moment" />
            </Fact>
            {paid.refunded !== "0" && (
              <Fact name="Paid back">
                <Money micros={paid.refunded} kind="exact" />
              </Fact>
            )}
            {paid.disputed !== "0" && (
              <Fact name="Disputed">
                <Money micros={paid.disputed} kind="exact" tone="bad" />
              </Fact>
            )}
          </>
        )}
        {payment !== null && (
          <Fact name="Its name there">
            <span className="font-mono text-12 break-all">{payment}</span>
          </Fact>
        )}
      </dl>
      <div>
        <Button size="small" onClick={onLookAgain}>
          Look again
        </Button>
      </div>
    </div>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </>
);

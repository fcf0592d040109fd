import { Link } from "@tanstack/react-router";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import type { PurchaseQuote } from "../../data/purchases.ts";
import { DescriptionList } from "../ui/description-list.tsx";
import { Money } from "../ui/money.tsx";

interface PurchaseTotalProps {
  /** Undefined while it is calculated. */
  readonly quote: PurchaseQuote | undefined;
  readonly error: unknown;
}

/** What is paid, and what for: credit, bonus, tax and total. Its room is kept while it is calculated. */
export function PurchaseTotal({ quote, error }: PurchaseTotalProps) {
  if (error !== null && quote === undefined) return <p className="text-13 text-bad">{problemOf(error).message}</p>;
  const waits = <span className="text-muted">…</span>;
  const tax = quote?.taxTitle ?? "Tax";
  return (
    <div aria-live="polite" aria-busy={quote === undefined}>
      <DescriptionList
        items={[
          { name: "Credit", value: quote === undefined ? waits : <Money micros={quote.net} kind="exact" /> },
          ...(quote === undefined || quote.bonus === null
            ? []
            : [
                {
                  name: `Bonus, expires after ${quote.bonus.days} days`,
                  value: <Money micros={quote.bonus.amount} kind="exact" sign="always" tone="promo" />,
                },
              ]),
          { name: tax, value: quote === undefined ? waits : <Money micros={quote.tax} kind="exact" /> },
          {
            name: "You pay",
            value:
              quote === undefined ? (
                waits
              ) : (
                <span className="font-strong">
                  <Money micros={quote.gross} kind="exact" />
                </span>
              ),
          },
        ]}
      />
      <TaxNote quote={quote} />
    </div>
  );
}

function TaxNote({ quote }: Pick<PurchaseTotalProps, "quote">) {
  const { id: org } = useOrg();
  const note = noteOf(quote);
  if (note === null) return null;
  return (
    <p className="mt-1 text-12 text-pretty text-muted">
      {note}{" "}
      {quote?.warning !== null && (
        <Link to="/o/$org/settings/billing" params={{ org }} className="underline">
          Billing details
        </Link>
      )}
    </p>
  );
}

function noteOf(quote: PurchaseQuote | undefined): string | null {
  if (quote?.isReverseCharge === true) return "Reverse charge: you owe the tax in your own country.";
  if (quote?.warning === "tax_id_not_verified") return "Your tax id is not verified yet, so tax is charged.";
  if (quote?.warning === "no_billing_address") return "Without a billing address the seller's tax applies.";
  return null;
}

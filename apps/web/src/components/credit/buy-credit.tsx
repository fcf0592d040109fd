import { showUsd, USD } from "@scrip/domain/money";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Catalog } from "../../data/catalog.ts";
import { useOrg } from "../../data/org.ts";
import { purchaseQuoteQuery } from "../../data/purchases.ts";
import { trpcClient } from "../../data/trpc.ts";
import { Form } from "../form/form.tsx";
import { useForm } from "../form/use-form.ts";
import { Field } from "../ui/field.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { amountOf, wrongAmount } from "./purchase-amount.ts";
import { PurchasePresets } from "./purchase-presets.tsx";
import { PurchaseTotal } from "./purchase-total.tsx";

type Purchases = Catalog["purchases"];

/** Buys credit: the amount, its tax and total before the click, and then the payment page. */
export function BuyCredit({ purchases }: { readonly purchases: Purchases }) {
  const { id: org } = useOrg();
  const [keys] = useState(() => new Map<string, string>());
  const { form, input, values, errors } = useForm({
    initial: { amount: inDollars(purchases.presets[1] ?? purchases.minimum) },
    check: ({ amount }) => ({ amount: wrongAmount(amount, purchases) }),
    send: async ({ amount }) => {
      const micros = String(amountOf(amount));
      const idempotencyKey = keys.get(micros) ?? crypto.randomUUID();
      keys.set(micros, idempotencyKey);
      return trpcClient.billing.purchases.start.mutate({ org, amount: micros, idempotencyKey });
    },
    onDone: ({ url, attempt }) => {
      // A purchase under this key that has ended leads to its outcome; the next press is a new one.
      keys.clear();
      location.assign(url ?? `/o/${org}/billing/return?attempt=${attempt}`);
    },
  });
  const amount = wrongAmount(values.amount, purchases) === undefined ? String(amountOf(values.amount)) : null;
  const quote = useQuery({ ...purchaseQuoteQuery(org, amount ?? ""), enabled: amount !== null });
  const total = amount === null ? undefined : quote.data;
  return (
    <Form
      {...form}
      label="Add credit"
      submit={total === undefined ? "Continue to payment" : `Pay ${showUsd(BigInt(total.gross), "exact")}`}
      isWide
    >
      <PurchasePresets
        purchases={purchases}
        chosen={amount}
        onChoose={(preset) => input("amount").onChange(inDollars(preset))}
      />
      <Field
        label="Amount in dollars"
        hint={`From ${showUsd(BigInt(purchases.minimum), "exact")} to ${showUsd(BigInt(purchases.maximum), "exact")}. Tax is added to it.`}
        error={errors.amount}
        hasRoom
      >
        <TextInput {...input("amount")} inputMode="decimal" autoComplete="off" isNumeric maxLength={12} />
      </Field>
      <PurchaseTotal quote={total} error={amount === null ? null : quote.error} />
      <p className="mb-1 max-w-[60ch] text-12 text-pretty text-muted">
        You pay on the page of the payment service, which also keeps the card for automatic top-up. Credit is not
        refunded and cannot be transferred.
      </p>
    </Form>
  );
}

/** Whole dollars without cents, as a person types them. */
function inDollars(micros: string): string {
  const amount = BigInt(micros);
  return amount % USD === 0n ? String(amount / USD) : showUsd(amount, "exact").replace(/[$,]/g, "");
}

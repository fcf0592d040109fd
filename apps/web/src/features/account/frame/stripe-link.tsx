import { useSession } from "../../../data/session.ts";

/** On a development server: the way to the Stripe that takes its payments. */
export function StripeLink() {
  const { localStripe } = useSession();
  if (localStripe === null) return null;
  return (
    <p className="text-13 text-muted">
      Its payments are test payments, at the{" "}
      <a
        href={localStripe}
        target="_blank"
        rel="noreferrer"
        className="rounded-small text-accent underline underline-offset-4"
      >
        local Stripe
      </a>
      .
    </p>
  );
}

import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AddCredit } from "../../../components/credit/add-credit.tsx";
import { buttonLook } from "../../../components/ui/button.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { useOrg } from "../../../data/org.ts";
import type { Purchase } from "../../../data/purchases.ts";

/** What became of a payment, and what can be done next. */
export function PaymentOutcome({ purchase }: { readonly purchase: Purchase }) {
  const { title, text } = wordsOf(purchase);
  return (
    <div role="status" className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 className="text-20 font-strong">{title}</h2>
        <p className="max-w-[60ch] text-14 text-pretty text-muted">{text}</p>
      </div>
      <p className="text-40 font-strong tracking-tight">
        <Money
          micros={purchase.purpose === "subscription" ? purchase.gross : purchase.net}
          kind="exact"
          sign={purchase.state === "paid" && purchase.purpose !== "subscription" ? "always" : "auto"}
          tone={purchase.state === "paid" ? "auto" : "muted"}
        />
      </p>
      <Ways purchase={purchase} />
    </div>
  );
}

interface OutcomeWords {
  readonly title: string;
  readonly text: ReactNode;
}

function wordsOf({ state, purpose, why, gross, bonus, paidWith }: Purchase): OutcomeWords {
  const isPlan = purpose === "subscription";
  switch (state) {
    case "paid":
      return {
        title: isPlan ? "The plan is paid" : "The credit is added",
        text: (
          <>
            You paid <Money micros={gross} kind="exact" />
            {paidWith !== null && <> with {paidWith}</>}.
            {bonus !== null && (
              <>
                {" "}
                A bonus of <Money micros={bonus} kind="exact" /> came with it.
              </>
            )}
          </>
        ),
      };
    case "pending":
      return {
        title: "The payment is on its way",
        text: isPlan
          ? "The plan starts when the payment arrives. You can leave this page."
          : "The credit is added when the payment arrives: within minutes by card, within days by bank. You can leave this page.",
      };
    case "open":
      return { title: "Nothing is paid yet", text: "The payment page is still open. You can go on with it." };
    case "failed":
      return { title: "Nothing was paid", text: WHY[why ?? ""] ?? "The payment did not go through." };
    case "in_review":
      return {
        title: "The payment is in review",
        text: "Something about it does not fit, so an operator of the platform looks at it. You need not pay again.",
      };
  }
}

const WHY: Readonly<Record<string, string>> = {
  abandoned: "The payment page was left or cancelled.",
  soft_decline: "The bank declined the payment. Try again, or use another card.",
  hard_decline: "The bank does not accept this card any more. Use another card.",
  needs_authentication: "The bank wanted to see the owner of the card. Try again, and confirm the payment.",
};

function Ways({ purchase: { state, purpose, url, grant } }: { readonly purchase: Purchase }) {
  const { id: org } = useOrg();
  const isPlan = purpose === "subscription";
  return (
    <div className="flex flex-wrap gap-2">
      {state === "open" && url !== null && (
        <a href={url} className={buttonLook({ look: "primary" })}>
          Continue to payment
        </a>
      )}
      {state === "failed" && !isPlan && <AddCredit words="Try again" />}
      {isPlan ? (
        <Link
          to="/o/$org/plan"
          params={{ org }}
          className={buttonLook({ look: state === "paid" ? "primary" : "quiet" })}
        >
          To the plan
        </Link>
      ) : (
        <Link
          to="/o/$org/credits"
          params={{ org }}
          search={grant === null ? {} : { grant }}
          className={buttonLook({ look: state === "paid" ? "primary" : "quiet" })}
        >
          {grant === null ? "To the credits" : "See the credit"}
        </Link>
      )}
      <Link to="/o/$org" params={{ org }} className={buttonLook()}>
        To the overview
      </Link>
    </div>
  );
}

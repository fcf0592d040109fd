import { ShieldAlert } from "lucide-react";
import { buttonLook } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { problemOf } from "../../data/problem.ts";

interface OperatorProblemProps {
  readonly title: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** What failed on a page of operators. Without a second factor, it says how to get one. */
export function OperatorProblem({ title, error, onRetry }: OperatorProblemProps) {
  if (problemOf(error).code !== "two_factor_required")
    return (
      <Card>
        <ErrorState title={title} error={error} onRetry={onRetry} />
      </Card>
    );
  const toAccount = (
    <a href="/account" className={buttonLook({ look: "primary" })}>
      Open your account
    </a>
  );
  return (
    <Card>
      <EmptyState icon={ShieldAlert} title="Operators need two-factor authentication" action={toAccount}>
        Turn it on in your account, then sign out and sign in again with a code.
      </EmptyState>
    </Card>
  );
}

import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ErrorState } from "../components/ui/error-state.tsx";

/** Replaces a page that threw an error. The rest of the shell stays. */
export function PageProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <ErrorState title="This page could not be shown" error={error} onRetry={retry} />;
}

import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { buttonLook } from "../components/ui/button.tsx";
import { EmptyState } from "../components/ui/empty-state.tsx";

/** The message at an address without a page. */
export function NoPage() {
  return (
    <EmptyState
      icon={Compass}
      title="There is no page at this address"
      action={
        <Link to="/" className={buttonLook()}>
          Go to the overview
        </Link>
      }
    >
      The link may be old, or it belongs to an organization that you are not a member of.
    </EmptyState>
  );
}

/** The same message as a page of its own, without the shell. */
export function NotFoundPage() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-160 pt-24">
      <h1 tabIndex={-1} className="sr-only">
        Page not found
      </h1>
      <NoPage />
    </main>
  );
}

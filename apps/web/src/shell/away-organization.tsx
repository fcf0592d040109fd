import { Link, useRouter } from "@tanstack/react-router";
import { CloudOff, RotateCw } from "lucide-react";
import { useCallback, useEffect } from "react";
import { Button } from "../components/ui/button.tsx";
import { Notice } from "../components/ui/notice.tsx";
import { refreshSession, useSession } from "../data/session.ts";
import { PlainShell } from "./plain-shell.tsx";

/** The page asks so often whether the organization can be shown again. */
const RETRY_MS = 5_000;

/** In place of the pages of an organization whose database does not answer. It goes away by itself. */
export function AwayOrganization({ name }: { readonly name: string }) {
  const router = useRouter();
  const retry = useCallback(() => refreshSession(() => router.invalidate()), [router]);
  useEffect(() => {
    const timer = setInterval(() => void retry(), RETRY_MS);
    return () => clearInterval(timer);
  }, [retry]);
  return (
    <PlainShell>
      <div role="alert">
        <Notice
          icon={CloudOff}
          title={`${name} cannot be shown at the moment`}
          isTrouble
          action={
            <Button icon={RotateCw} onClick={() => void retry()}>
              Try again
            </Button>
          }
        >
          Its database does not answer. Nothing is lost. This page opens by itself as soon as the database is back.
        </Notice>
      </div>
      <Others />
    </PlainShell>
  );
}

/** The organizations of the person that can be shown. */
function Others() {
  const { organizations } = useSession();
  if (organizations.length === 0) return null;
  return (
    <nav aria-label="Your other organizations" className="flex flex-col items-center gap-1 text-14">
      <p className="text-13 text-muted">Your other organizations work:</p>
      {organizations.map(({ id, name }) => (
        <Link
          key={id}
          to="/o/$org"
          params={{ org: id }}
          className="max-w-full truncate rounded-small py-0.5 text-accent hover:underline"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

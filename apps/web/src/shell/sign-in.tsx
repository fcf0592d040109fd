import { useMutation } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { Button } from "../components/ui/button.tsx";
import { problemOf } from "../data/problem.ts";
import { queryClient } from "../data/query-client.ts";
import { useSession } from "../data/session.ts";
import { useTRPC } from "../data/trpc.ts";
import { Mark } from "./mark.tsx";

/** The sign-in page. There are no accounts yet: a development server lets everybody in and says so. */
export function SignIn() {
  const { isDevelopment } = useSession();
  const { next = "/" } = useSearch({ from: "/sign-in" });
  const trpc = useTRPC();
  const router = useRouter();
  const signIn = useMutation(
    trpc.session.signIn.mutationOptions({
      onSuccess: () => {
        // The next page reads the session again.
        queryClient.clear();
        router.history.push(next);
      },
    }),
  );
  return (
    <main id="main" tabIndex={-1} className="flex min-h-dvh flex-col items-center justify-center p-4">
      <div className="card w-full max-w-96 p-8">
        <Mark />
        <h1 tabIndex={-1} className="mt-6 text-20 font-strong">
          Sign in to Scrip
        </h1>
        <p className="mt-2 text-14 text-muted">{isDevelopment ? DEVELOPMENT : PRODUCTION}</p>
        {isDevelopment && (
          <Button look="primary" className="mt-6 w-full" isLoading={signIn.isPending} onClick={() => signIn.mutate()}>
            Continue as developer
          </Button>
        )}
        {signIn.isError && (
          <p role="alert" className="mt-3 text-13 text-bad">
            {problemOf(signIn.error).message}
          </p>
        )}
      </div>
    </main>
  );
}

const DEVELOPMENT =
  "This is a development server. There are no accounts and no passwords here: you see every organization as its owner.";
const PRODUCTION = "Accounts are not part of this version yet. Ask the operators of this server for access.";

import { Button } from "../../../components/ui/button.tsx";
import { problemOf } from "../../../data/problem.ts";
import { useSsoSignIn } from "./use-sso-sign-in.ts";

interface SsoButtonProps {
  readonly org: string;
  readonly email: string;
  /** The path to open after signing in. */
  readonly to: string | undefined;
}

/** Leads to the sign-in page of the person's organization. */
export function SsoButton({ org, email, to }: SsoButtonProps) {
  const { start, isLeaving, error } = useSsoSignIn(to);
  return (
    <>
      <Button className="w-full" isLoading={isLeaving} onClick={() => void start(org, email).catch(() => undefined)}>
        Continue with single sign-on
      </Button>
      <div role="alert" className="text-13 text-bad empty:hidden">
        {error !== null && problemOf(error).message}
      </div>
    </>
  );
}

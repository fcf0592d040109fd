import { Link } from "@tanstack/react-router";
import { buttonLook } from "../../components/ui/button.tsx";
import { keepNext } from "../../data/next-path.ts";
import { stringifySearch } from "../../data/search.ts";
import { AccountFrame } from "../../shell/account-frame.tsx";

/** For a visitor: an account comes first. The code is kept while they sign up, verify their address, and sign in. */
export function SignInFirst({ code }: { readonly code: string }) {
  const next = `/redeem${stringifySearch({ code })}`;
  const keep = () => keepNext(next);
  return (
    <AccountFrame
      title="Redeem a code"
      lead="The credit goes to an organization of yours. Sign in, or create an account first: the code is kept."
    >
      {code !== "" && (
        <p className="rounded-base border border-line bg-sunken px-3 py-2 text-center font-mono text-14 break-all">
          <span className="sr-only">The code </span>
          {code}
        </p>
      )}
      <div className="flex flex-col gap-2">
        <Link to="/sign-up" search={{ next }} onClick={keep} className={buttonLook({ look: "primary" })}>
          Create an account
        </Link>
        <Link to="/sign-in" search={{ next }} onClick={keep} className={buttonLook()}>
          I have an account
        </Link>
      </div>
    </AccountFrame>
  );
}

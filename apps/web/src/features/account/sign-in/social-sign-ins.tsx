import { useMutation } from "@tanstack/react-query";
import { Button } from "../../../components/ui/button.tsx";
import { accountCalls, type SocialProvider } from "../../../data/account-calls.ts";
import { problemOf } from "../../../data/problem.ts";
import { useSession } from "../../../data/session.ts";
import { PROVIDERS, ProviderMark } from "../frame/provider-mark.tsx";

/** The buttons for the other services that this server knows. */
export function SocialSignIns({ to }: { readonly to: string | undefined }) {
  const { signInWith } = useSession();
  const known = (Object.keys(PROVIDERS) as SocialProvider[]).filter((provider) => signInWith[provider]);
  const go = useMutation({
    mutationFn: (provider: SocialProvider) => accountCalls.signInSocial({ provider, ...(to !== undefined && { to }) }),
    onSuccess: ({ url }) => location.assign(url),
  });
  if (known.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <Divider />
      {known.map((provider) => (
        <Button
          key={provider}
          className="w-full"
          isLoading={go.isPending && go.variables === provider}
          onClick={() => go.mutate(provider)}
        >
          <ProviderMark provider={provider} />
          Continue with {PROVIDERS[provider]}
        </Button>
      ))}
      {go.isError && (
        <p role="alert" className="text-13 text-bad">
          {problemOf(go.error).message}
        </p>
      )}
    </div>
  );
}

function Divider() {
  return (
    <div aria-hidden="true" className="mb-2 flex items-center gap-3 text-12 text-muted">
      <span className="h-px flex-1 bg-line" />
      or
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

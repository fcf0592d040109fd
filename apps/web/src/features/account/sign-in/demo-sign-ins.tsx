import { useMutation } from "@tanstack/react-query";
import { Button } from "../../../components/ui/button.tsx";
import { problemOf } from "../../../data/problem.ts";
import { useSession } from "../../../data/session.ts";
import { MailboxLink } from "../frame/mailbox-link.tsx";
import { StripeLink } from "../frame/stripe-link.tsx";
import { type PasswordOutcome, signInBy } from "./password-step.tsx";

/** On a development server: the people of the demo, each with one click. */
export function DemoSignIns({ onDone }: { readonly onDone: (outcome: PasswordOutcome) => void }) {
  const { demoSignIns } = useSession();
  const go = useMutation({
    mutationFn: ({ email, password }: (typeof demoSignIns)[number]) => signInBy(email, password),
    onSuccess: onDone,
  });
  if (demoSignIns.length === 0) return <MailboxLink />;
  return (
    <section aria-label="Demo" className="-mx-2 flex flex-col gap-2 rounded-base bg-sunken p-3">
      <p className="text-13 text-muted">On this development server, one click signs in:</p>
      {demoSignIns.map((person) => (
        <Button
          key={person.email}
          className="w-full"
          isLoading={go.isPending && go.variables === person}
          onClick={() => go.mutate(person)}
        >
          {person.label}
        </Button>
      ))}
      {go.isError && (
        <p role="alert" className="text-13 text-bad">
          {problemOf(go.error).message}
        </p>
      )}
      <MailboxLink />
      <StripeLink />
    </section>
  );
}

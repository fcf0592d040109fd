import { useMutation } from "@tanstack/react-query";
import { Clock } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { Field } from "../components/ui/field.tsx";
import { TextInput } from "../components/ui/text-input.tsx";
import { Time } from "../components/ui/time.tsx";
import { useNowAs } from "../data/now.tsx";
import { useOrg } from "../data/org.ts";
import { problemOf } from "../data/problem.ts";
import { queryClient } from "../data/query-client.ts";
import { useTRPC } from "../data/trpc.ts";
import { advanceTo, localText, STEPS } from "./clock-steps.ts";

/** Shows an organization's test clock and buttons that advance it. Only development servers have it. */
export function ClockBar() {
  const org = useOrg();
  const trpc = useTRPC();
  const now = useNowAs((at) => at);
  const [target, setTarget] = useState("");
  const advance = useMutation(
    trpc.clocks.advance.mutationOptions({
      // The due work that ran may have changed any answer.
      onSuccess: () => queryClient.invalidateQueries(),
    }),
  );
  const go = (to: number) => advance.mutate({ org: org.id, to: new Date(to).toISOString() });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const to = Date.parse(target);
    if (!Number.isNaN(to)) go(to);
  };
  return (
    <section
      aria-label="Test clock"
      className="top-0 z-20 flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-4 py-1 text-13 tablet:sticky tablet:h-10 tablet:flex-nowrap tablet:px-6"
    >
      <span className="flex items-center gap-2 whitespace-nowrap max-tablet:w-full">
        <Clock aria-hidden="true" size={14} strokeWidth={1.75} className="text-muted" />
        <span className="text-muted max-desktop:sr-only">Test clock</span>
        <Time at={now} look="exact" />
      </span>
      <span className="flex gap-1">
        {STEPS.map(({ label, step }) => (
          <Button key={label} size="small" isLoading={advance.isPending} onClick={() => go(advanceTo(now, step))}>
            {label}
          </Button>
        ))}
      </span>
      <form onSubmit={submit} className="hidden items-center gap-1 desktop:flex">
        <Field label="Move the clock to" isLabelHidden>
          <TextInput
            type="datetime-local"
            min={localText(now)}
            value={target}
            onChange={setTarget}
            className="h-7! w-52! text-13!"
          />
        </Field>
        <Button
          size="small"
          type="submit"
          disabledReason={target === "" ? "Choose a date and a time first." : undefined}
        >
          Go
        </Button>
      </form>
      <p role="status" className="min-w-0 truncate text-muted">
        {advance.isPending && "Running what falls due…"}
        {advance.isSuccess && ranWords(advance.data.ran)}
        {advance.isError && <span className="text-bad">{problemOf(advance.error).message}</span>}
      </p>
    </section>
  );
}

function ranWords(ran: number): string {
  if (ran === 0) return "Nothing fell due on the way.";
  return ran === 1 ? "1 piece of due work ran." : `${ran.toLocaleString("en")} pieces of due work ran.`;
}

import { useMutation } from "@tanstack/react-query";
import { Badge } from "../../components/ui/badge.tsx";
import { Button } from "../../components/ui/button.tsx";
import { Time } from "../../components/ui/time.tsx";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { trpcClient } from "../../data/trpc.ts";
import { CopyLine } from "./copy-line.tsx";
import type { SsoDomain } from "./use-sso.ts";

interface DomainRowProps {
  readonly domain: SsoDomain;
  readonly isInPlan: boolean;
  readonly onRemove: () => void;
  readonly onChanged: () => Promise<void>;
}

/** A domain with its state, and the record that proves it while it is needed. */
export function DomainRow({ domain, isInPlan, onRemove, onChanged }: DomainRowProps) {
  const org = useOrg();
  const check = useMutation({
    mutationFn: () => trpcClient.sso.checkDomain.mutate({ org: org.id, domain: domain.domain }),
    onSettled: onChanged,
  });
  const { name, value } = domain.record;
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="min-w-0 text-14 font-medium break-all">{domain.domain}</h3>
          <State state={domain.state} />
        </div>
        <div className="flex flex-wrap gap-2">
          {isInPlan && (
            <Button size="small" isLoading={check.isPending} onClick={() => check.mutate()}>
              Check now
              <span className="sr-only"> {domain.domain}</span>
            </Button>
          )}
          <Button size="small" look="plain" onClick={onRemove}>
            Remove
            <span className="sr-only"> {domain.domain}</span>
          </Button>
        </div>
      </div>
      <p className="max-w-[70ch] text-13 text-pretty text-muted">
        <StateWords domain={domain} />
      </p>
      {domain.state !== "proved" && (
        <dl className="flex max-w-[70ch] flex-col gap-2">
          <CopyLine name="Name of the TXT record" text={name} />
          <CopyLine name="Value" text={value} />
        </dl>
      )}
      <div role="status" className="text-13 text-warn empty:hidden">
        {check.data !== undefined && !check.isPending && OUTCOMES[check.data.outcome]}
      </div>
      <div role="alert" className="text-13 text-bad empty:hidden">
        {check.isError && problemOf(check.error).message}
      </div>
    </li>
  );
}

/** What a check that changed nothing for the better means. A good outcome shows itself in the state. */
const OUTCOMES: Readonly<Partial<Record<string, string>>> = {
  still_pending: "The record is not there yet. A new DNS record can take an hour until it is seen everywhere.",
  lost: "The record is gone. Put it back.",
  still_lost: "The record is still gone. Put it back.",
};

const STATES = {
  pending: { tone: "neutral", words: "Waiting for its record" },
  proved: { tone: "good", words: "Proved" },
  lost: { tone: "warn", words: "Record is gone" },
} as const;

function State({ state }: Pick<SsoDomain, "state">) {
  const { tone, words } = STATES[state];
  return (
    <Badge tone={tone} hasDot>
      {words}
    </Badge>
  );
}

function StateWords({ domain: { state, provedAt, checkedAt, endsAt } }: { readonly domain: SsoDomain }) {
  if (state === "pending") return <>Publish this TXT record in the DNS of the domain, then check it.</>;
  if (state === "lost")
    return (
      <>
        Put the TXT record back. Otherwise the domain stops being yours here
        {endsAt !== null && (
          <>
            {" "}
            on <Time at={endsAt} look="exact" />
          </>
        )}
        , and with it single sign-on for its addresses.
      </>
    );
  return (
    <>
      Proved {provedAt !== null && <Time at={provedAt} />}. Keep the record: it is looked up each day
      {checkedAt !== null && (
        <>
          , last <Time at={checkedAt} />
        </>
      )}
      .
    </>
  );
}

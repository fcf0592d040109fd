import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useEffect, useState } from "react";
import { Callout } from "../../../components/ui/callout.tsx";
import { classes } from "../../../components/ui/classes.ts";
import { Money } from "../../../components/ui/money.tsx";
import { problemOf } from "../../../data/problem.ts";
import { type Answers, useTRPC } from "../../../data/trpc.ts";
import type { Input } from "./act-input.ts";

type Preview = Answers["operators"]["preview"];

const REST_MS = 250;

/** Tries an act out while a person types it. */
export function usePreview(org: string, act: Input | null) {
  const wanted = JSON.stringify(act);
  const [settled, setSettled] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), REST_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const tried = JSON.parse(settled) as Input | null;
  const trpc = useTRPC();
  const { data, error, isPlaceholderData } = useQuery(
    trpc.operators.preview.queryOptions(
      { org, act: tried ?? { kind: "grant", amount: "1" } },
      { enabled: tried !== null, gcTime: 0, placeholderData: keepPreviousData, retry: false },
    ),
  );
  const isCurrent = tried !== null && settled === wanted && !isPlaceholderData;
  return { data: tried === null ? undefined : data, error: tried === null ? null : error, isCurrent };
}

/** The balance before and after an act, and whether another operator must approve it. */
export function ActPreview({ data, error, isCurrent }: ReturnType<typeof usePreview>) {
  return (
    <div aria-live="polite" className={classes("flex flex-col gap-3", !isCurrent && "opacity-60")}>
      {error !== null && <p className="text-13 text-bad">{problemOf(error).message}</p>}
      {data !== undefined && <Numbers preview={data} />}
      {data !== undefined && data.problem === null && data.needsApproval && <Approval preview={data} />}
    </div>
  );
}

function Numbers({ preview: { before, after, problem } }: { readonly preview: Preview }) {
  if (after === null)
    return (
      <Callout tone="bad" title="The rules refuse this">
        {problem}
      </Callout>
    );
  return (
    <dl className="divide-y divide-line rounded-base border border-line px-3">
      <Change name="Available" from={before.available} to={after.available} kind="available" />
      <Change name="On hold" from={before.reserved} to={after.reserved} kind="available" />
      <Change name="Owed" from={before.owed} to={after.owed} kind="owed" />
    </dl>
  );
}

interface ChangeProps {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly kind: "available" | "owed";
}

function Change({ name, from, to, kind }: ChangeProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 py-2 text-14">
      <dt className="text-muted">{name}</dt>
      <dd className="flex items-center gap-2">
        <Money micros={from} kind={kind} tone={from === to ? "plain" : "muted"} label="Now" />
        {from !== to && (
          <>
            <ArrowRight aria-hidden="true" size={14} strokeWidth={1.75} className="text-muted" />
            <Money micros={to} kind={kind} label="Then" />
          </>
        )}
      </dd>
    </div>
  );
}

function Approval({ preview: { limit, usedAlone } }: { readonly preview: Preview }) {
  return (
    <Callout tone="warn" title="Another operator must approve this">
      One operator may move <Money micros={limit} /> for an organization within 24 hours
      {usedAlone === "0" ? (
        "."
      ) : (
        <>
          ; you have used <Money micros={usedAlone} kind="exact" /> of it.
        </>
      )}
    </Callout>
  );
}

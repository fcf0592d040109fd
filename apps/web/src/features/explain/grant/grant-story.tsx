import { FileQuestion } from "lucide-react";
import { GrantTitle } from "../../../components/activity/grant-name.tsx";
import { GrantDocuments } from "../../../components/billing/grant-documents.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { DescriptionList } from "../../../components/ui/description-list.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Meter, type MeterPart } from "../../../components/ui/meter.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { problemOf } from "../../../data/problem.ts";
import type { Answers } from "../../../data/trpc.ts";
import { EntryLink } from "../parts/entry-link.tsx";
import { ExplanationSkeleton } from "../parts/explanation-skeleton.tsx";
import { inMicros } from "../parts/figure-words.ts";
import { Part } from "../parts/part.tsx";
import { GrantCharges } from "./grant-charges.tsx";
import { useGrantStory } from "./use-grant-story.ts";

type Lineage = Answers["grants"]["lineage"];

/** A grant in full: its terms, where its credit is now, and every charge that it paid. */
export function GrantStory({ org, grant }: { readonly org: string; readonly grant: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useGrantStory(org, grant);
  const first = data?.pages[0];
  if (first === undefined) {
    if (error === null) return <ExplanationSkeleton />;
    if (problemOf(error).kind === "missing")
      return (
        <EmptyState icon={FileQuestion} title="There is no such credit">
          No credit of this organization has the id of this address.
        </EmptyState>
      );
    return <ErrorState title="The credit could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  return (
    <article className="flex flex-col gap-6">
      <Head grant={first} />
      <GrantDocuments grant={grant} source={first.source} />
      <Meter label="Where the credit is" parts={partsOf(first)} isExact />
      <Part title="What it paid">
        <GrantCharges charges={data?.pages.flatMap(({ charges }) => charges) ?? []} />
        {hasNextPage && (
          <Button className="mt-2 w-full" isLoading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older usage
          </Button>
        )}
      </Part>
      <Terms grant={first} />
    </article>
  );
}

function Head({ grant: { source, kind, amount } }: { readonly grant: Lineage }) {
  return (
    <header className="flex flex-col gap-1">
      <GrantTitle source={source} kind={kind} />
      <p className="text-28 font-strong tracking-tight">
        <Money micros={amount} kind="exact" />
      </p>
      <p className="text-13 text-muted figures">{inMicros(amount)}</p>
    </header>
  );
}

/** The parts of a grant. Empty parts are left out, except for the remaining and the used one. */
function partsOf({ kind, remaining, reserved, used, expired, revoked }: Lineage): MeterPart[] {
  const parts: MeterPart[] = [
    { key: "remaining", role: kind === "paid" ? "paid" : "promo", label: "Remaining", micros: remaining },
    { key: "reserved", role: "reserved", label: "On hold", micros: reserved },
    { key: "used", role: "used", label: "Used", micros: used },
    { key: "expired", role: "expiring", label: "Expired", micros: expired },
    { key: "revoked", role: "owed", label: "Revoked", micros: revoked },
  ];
  return parts.filter(({ key, micros }) => key === "remaining" || key === "used" || micros !== "0");
}

function Terms({ grant: { grant, issued, effectiveAt, expiresAt } }: { readonly grant: Lineage }) {
  return (
    <Part title="Terms">
      <DescriptionList
        items={[
          {
            name: "Issued",
            value: (
              <>
                <Time at={issued.at} look="exact" />, <EntryLink seq={issued.seq} />
              </>
            ),
          },
          ...(effectiveAt === issued.at
            ? []
            : [{ name: "In effect from", value: <Time at={effectiveAt} look="exact" /> }]),
          { name: "Expires", value: expiresAt === null ? "never" : <Time at={expiresAt} look="exact" /> },
          {
            name: "Id",
            value: (
              <span className="flex items-start justify-end gap-1">
                <code className="min-w-0 py-1.5 font-mono text-12 break-all">{grant}</code>
                <CopyButton text={grant} label="Copy the id of the credit" />
              </span>
            ),
          },
        ]}
      />
    </Part>
  );
}

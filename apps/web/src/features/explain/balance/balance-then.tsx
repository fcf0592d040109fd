import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { useRef } from "react";
import { GrantLabel } from "../../../components/activity/grant-name.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Figures } from "../../../components/ui/figures.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { problemOf } from "../../../data/problem.ts";
import { type Answers, useTRPC } from "../../../data/trpc.ts";
import { EntryLink } from "../parts/entry-link.tsx";
import { Expiry } from "../parts/grant-parts.tsx";
import { Part } from "../parts/part.tsx";
import { PointFields } from "./point-fields.tsx";

type Then = Answers["balance"]["asOf"];

interface BalanceThenProps {
  readonly org: string;
  /** The number of an entry, an instant, or `now`. */
  readonly point: string;
  readonly onPoint: (point: string) => void;
}

/** The balance after an entry or at an instant, and the grants behind it. */
export function BalanceThen({ org, point, onPoint }: BalanceThenProps) {
  const trpc = useTRPC();
  // `now` is the organization's time when the drawer opened, so the figures do not change while a person reads them.
  const live = useQuery(trpc.balance.get.queryOptions({ org }, { enabled: point === "now" }));
  const openedAt = useRef<string>(undefined);
  openedAt.current ??= live.data?.at;
  const known = point === "now" ? openedAt.current : point;
  const input = { org, point: known !== undefined && /^\d+$/.test(known) ? Number(known) : (known ?? 1) };
  const then = useQuery(trpc.balance.asOf.queryOptions(input, { enabled: known !== undefined }));
  const { data, isPlaceholderData } = then;
  const failed = point === "now" && live.error !== null ? live : then;
  return (
    <div className="flex flex-col gap-6">
      <PointFields
        key={`${point} ${known !== undefined && data !== undefined && !isPlaceholderData}`}
        point={known}
        at={isPlaceholderData ? undefined : data?.at}
        seq={isPlaceholderData ? undefined : data?.seq}
        onPoint={onPoint}
      />
      {failed.error !== null ? (
        <Failed error={failed.error} onRetry={() => void failed.refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <Balance then={data} isStale={isPlaceholderData} />
      )}
    </div>
  );
}

function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { kind, code } = problemOf(error);
  if (kind === "missing")
    return (
      <EmptyState icon={CalendarClock} title="There is no such entry">
        Entries are numbered from 1 without gaps; this one is not written yet.
      </EmptyState>
    );
  if (code === "bad_input")
    return (
      <EmptyState icon={CalendarClock} title="That time has not come yet">
        Choose a moment of the past; what is to come is on the overview.
      </EmptyState>
    );
  return <ErrorState title="The balance could not be loaded" error={error} onRetry={onRetry} />;
}

function Balance({ then, isStale }: { readonly then: Then; readonly isStale: boolean }) {
  const { available, reserved, owed, expiring, at, seq } = then;
  return (
    <article aria-busy={isStale} className={`flex flex-col gap-6 ${isStale ? "opacity-60" : ""}`}>
      <header className="flex flex-col gap-1">
        <p className="text-13 font-medium text-muted">Available then</p>
        <p className="text-28 font-strong tracking-tight">
          <Money micros={available} kind="exact" />
        </p>
        <p className="text-13 text-muted">
          <Time at={at} look="exact" />
          {seq === 0 ? (
            ", before the first entry"
          ) : (
            <>
              , after <EntryLink seq={seq} />
            </>
          )}
        </p>
      </header>
      <Part title="Beside it">
        <Figures
          label="Beside what was available"
          lines={[
            { key: "expiring", label: "Of it expiring within 7 days", amounts: [{ micros: expiring }] },
            { key: "reserved", label: "On hold", amounts: [{ micros: reserved }] },
            { key: "owed", label: "Owed", amounts: [{ micros: owed, tone: owed === "0" ? "plain" : "bad" }] },
          ]}
        />
      </Part>
      <Part title="Credit then">
        <Credit grants={then.grants} />
      </Part>
    </article>
  );
}

function Credit({ grants }: Pick<Then, "grants">) {
  if (grants.length === 0) return <p className="text-13 text-muted">There was none.</p>;
  return (
    <Figures
      label="Credit then, what burns first on top"
      columns={["Available", "On hold"]}
      lines={grants.map(({ grant, source, kind, expiresAt, remaining, reserved }) => ({
        key: grant,
        label: <GrantLabel grant={grant} source={source} kind={kind} />,
        note: expiresAt === null ? "never expires" : <Expiry at={expiresAt} />,
        amounts: [{ micros: remaining }, { micros: reserved }],
      }))}
    />
  );
}

function Loading() {
  return (
    <div aria-busy="true" className="flex flex-col gap-3">
      <span className="sr-only">Loading the balance</span>
      <Skeleton className="h-4 w-24" />
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-4 w-56" />
    </div>
  );
}

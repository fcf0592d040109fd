import { useQuery } from "@tanstack/react-query";
import { Badge } from "../../../components/ui/badge.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { type Answers, useTRPC } from "../../../data/trpc.ts";
import { OperatorProblem } from "../operator-problem.tsx";

type Version = Answers["catalog"]["versions"]["versions"][number];

/** The published versions of the catalog, with what each one changed, and for whom. */
export function CatalogPage() {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.catalog.versions.queryOptions());
  if (error !== null)
    return <OperatorProblem title="The versions did not load" error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="h-48 w-full" />;
  return (
    <>
      <p className="max-w-[70ch] text-14 text-pretty text-muted">
        A version never changes. Subscriptions and running jobs keep the version that they began with. New versions are
        published with <code className="font-mono text-13">scrip catalog publish</code>.
      </p>
      <ol className="flex flex-col gap-4">
        {data.versions.map((version) => (
          <li key={version.version}>
            <VersionCard version={version} isCurrent={version.version === data.current} />
          </li>
        ))}
      </ol>
    </>
  );
}

function VersionCard({ version, isCurrent }: { readonly version: Version; readonly isCurrent: boolean }) {
  const { version: number, name, hash, publishedAt, changes, moves } = version;
  return (
    <Card
      title={`Version ${number}`}
      actions={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-muted">
          {isCurrent && <Badge tone="accent">Current</Badge>}
          <span>
            {name}, published <Time at={publishedAt} look="moment" />
          </span>
          <span className="flex items-center gap-1">
            <code className="font-mono text-12">{hash.slice(0, 12)}</code>
            <CopyButton text={hash} label={`Copy the hash of version ${number}`} />
          </span>
        </span>
      }
    >
      {moves !== null && (
        <p className="mb-3 text-14">
          Renewals from <Time at={moves.renewalsFrom} look="moment" /> move subscribers to it.
        </p>
      )}
      {changes.length === 0 ? (
        <p className="text-14 text-muted">{number === 1 ? "The first version." : "It changes nothing for anybody."}</p>
      ) : (
        <ul aria-label={`What version ${number} changes`} className="flex flex-col divide-y divide-line">
          {changes.map(({ path, what, whom }) => (
            <li key={path} className="py-2 first:pt-0 last:pb-0">
              <p className="text-14 break-words">{what}</p>
              <p className="text-13 break-words text-muted">{whom}</p>
              <code className="font-mono text-12 break-all text-muted">{path}</code>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

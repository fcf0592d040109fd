import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { Card } from "../../../components/ui/card.tsx";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { orgCatalogQuery } from "../../../data/catalog.ts";
import { useOrg } from "../../../data/org.ts";
import { costOf } from "../../../words/cost-words.ts";
import { CheaperResources } from "./cheaper-resources.tsx";
import { EstimateAnswer } from "./estimate-answer.tsx";
import { EstimateForm } from "./estimate-form.tsx";
import { readEstimateSearch } from "./estimate-search.ts";
import { startCode } from "./start-code.ts";
import { readTyped, type Typed, typedOf } from "./typed-job.ts";
import { useEstimate } from "./use-estimate.ts";

const route = getRouteApi("/o/$org/jobs/estimate");

/** What a job would cost if it started now, who would pay, and where it would pause, while a person types. */
export function EstimatePage() {
  const { id: org } = useOrg();
  const search = readEstimateSearch({ ...route.useSearch() });
  const navigate = route.useNavigate();
  // A field may be empty while a person types; the address leaves an empty text out.
  const [typed, setTyped] = useState<Typed>(() => typedOf(search));
  const catalog = useQuery(orgCatalogQuery(org));
  const resources = useMemo(
    () => catalog.data?.resources.filter((found) => found.kinds.includes("training") && costOf(found) !== null),
    [catalog.data],
  );
  const resource = resources?.find((each) => each.resource === search.resource)?.resource ?? resources?.[0]?.resource;
  const { job, problems } = readTyped(typed);
  const { answer, error, refetch, isStale } = useEstimate(resource, job);
  const keep = (next: Partial<Typed> & { readonly resource?: string }) =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace: true, resetScroll: false });
  const type = (next: Partial<Typed>) => {
    setTyped((now) => ({ ...now, ...next }));
    keep(next);
  };
  if (catalog.data === undefined && catalog.error !== null)
    return (
      <ErrorState title="The prices could not be loaded" error={catalog.error} onRetry={() => void catalog.refetch()} />
    );
  return (
    <div className="grid items-start gap-4 tablet:gap-6 desktop:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="flex min-w-0 flex-col gap-4 tablet:gap-6 desktop:sticky desktop:top-4">
        <EstimateForm
          resources={resources}
          resource={resource}
          typed={typed}
          problems={problems}
          onResource={(next) => keep({ resource: next })}
          onType={type}
        />
      </div>
      <div className="flex min-w-0 flex-col gap-4 tablet:gap-6">
        {answer === undefined && error !== null ? (
          <ErrorState title="The job could not be estimated" error={error} onRetry={() => void refetch()} />
        ) : (
          <EstimateAnswer
            answer={answer}
            unitsMilli={job?.unitsMilli ?? 0}
            hours={typed.hours}
            isStale={isStale && answer !== undefined}
          />
        )}
        <CheaperResources cheaper={answer?.cheaper} search={search} isStale={isStale && answer !== undefined} />
        <Card title="Start it">
          {resource === undefined || job === null ? (
            <Skeleton className="h-48 w-full" />
          ) : (
            <CodeBlock label="This job through the typed client" code={startCode({ org, resource, ...job })} />
          )}
        </Card>
      </div>
    </div>
  );
}

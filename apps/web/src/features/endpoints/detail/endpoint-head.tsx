import { AccruedByEndpoint, UsedByEndpoint } from "../../../components/endpoints/used-by-endpoint.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { Fact, Facts } from "../../../components/ui/facts.tsx";
import { figureSize } from "../../../components/ui/figure-size.ts";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { shapeLines } from "../../../words/cost-words.ts";
import { rateWords, unitsWords } from "../../../words/rate-words.ts";
import { workloadWords } from "../../../words/resource-words.ts";
import type { Endpoint } from "../endpoint.ts";
import { EndpointStateBadge } from "../endpoint-state.tsx";

/** The cost of an endpoint so far, and its facts. */
export function EndpointHead({ endpoint }: { readonly endpoint: Endpoint }) {
  const { state, rateNanos, priceShape, unitsMilli, charged, id } = endpoint;
  const units = `${unitsWords(unitsMilli)} ${unitsMilli === 1000 ? "unit" : "units"}`;
  const isRunning = state === "running";
  return (
    <section aria-labelledby="used" className="card flex min-w-0 flex-col gap-4 p-4 tablet:gap-6 tablet:p-6">
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex items-center gap-3">
          <h2 id="used" className="text-13 text-muted">
            {isRunning ? "Used so far" : "Used"}
          </h2>
          <EndpointStateBadge endpoint={endpoint} />
        </div>
        <div className={`${figureSize(charged)} font-strong tracking-tight`}>
          <UsedByEndpoint endpoint={endpoint} />
        </div>
        <p className="mt-1 text-14 text-muted figures">
          {priceShape === null
            ? `${rateWords(rateNanos)} an hour × ${units} × the time that it runs, by the millisecond.`
            : `${units} × the time that it runs, counted over the month (UTC) with all endpoints at this price: ${shapeLines(priceShape, "hour", "a month").join(", ")}.`}
        </p>
      </div>
      <div className="border-t border-line pt-4">
        <Facts>
          <Fact name="Hardware">{workloadWords(endpoint)}</Fact>
          <Fact name={isRunning ? "Costs" : "While it ran"}>
            <Money micros={endpoint.perHour} unit="/h" />
          </Fact>
          {isRunning && (
            <Fact name="Not charged yet">
              <AccruedByEndpoint endpoint={endpoint} />
            </Fact>
          )}
          <Fact name="Project">{endpoint.project ?? "–"}</Fact>
          <Fact name="Member">{endpoint.member ?? "–"}</Fact>
          <Fact name="Started">
            <Time at={endpoint.startedAt} look="moment" />
          </Fact>
          {endpoint.createdAt !== endpoint.startedAt && (
            <Fact name="First started">
              <Time at={endpoint.createdAt} look="moment" />
            </Fact>
          )}
          {endpoint.stoppedAt !== null && (
            <Fact name="Stopped">
              <Time at={endpoint.stoppedAt} look="moment" />
            </Fact>
          )}
          <Fact name="Charged until">
            <Time at={endpoint.settledAt} look="moment" />
          </Fact>
          <Fact name="Id">
            <span className="-my-1.5 flex min-w-0 items-center gap-1">
              <span className="truncate font-mono text-12">{id}</span>
              <CopyButton text={id} label="Copy the endpoint's id" />
            </span>
          </Fact>
        </Facts>
      </div>
    </section>
  );
}

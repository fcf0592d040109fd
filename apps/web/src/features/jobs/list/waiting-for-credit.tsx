import { useQuery } from "@tanstack/react-query";
import { AddCredit } from "../../../components/credit/add-credit.tsx";
import { Announced } from "../../../components/ui/announced.tsx";
import { Callout } from "../../../components/ui/callout.tsx";
import { trpc } from "../../../data/trpc.ts";
import { shortNews } from "../pause-words.ts";

/** How many paused jobs are looked at, the newest first. */
const MOST = 200;

const pausedQuery = (org: string) =>
  trpc.jobs.list.queryOptions({ org, states: ["paused"], limit: MOST }, { meta: { live: true } });

/** The jobs that are paused for lack of credit, whatever the filters are, with the button that ends it. */
export function WaitingForCredit({ org }: { readonly org: string }) {
  const { data } = useQuery(pausedQuery(org));
  const news = shortNews(data?.jobs ?? []);
  return (
    <>
      <Announced messages={news === null ? [] : [{ key: "short", text: `${news.title}. ${news.text}` }]} />
      {news !== null && (
        <Callout tone="warn" title={news.title} action={<AddCredit />}>
          {news.text}
        </Callout>
      )}
    </>
  );
}

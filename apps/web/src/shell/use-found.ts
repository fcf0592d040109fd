import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Cpu, ScrollText } from "lucide-react";
import { useEffect, useState } from "react";
import { entryLink } from "../components/activity/entry-link.ts";
import { useOrg } from "../data/org.ts";
import { useTRPC } from "../data/trpc.ts";
import { lineWords } from "../words/line-words.ts";
import { resourceWords } from "../words/resource-words.ts";
import type { Command, CommandGroup } from "./command.ts";

/** How long the typing rests before a search. */
const REST_MS = 150;
const LONGEST = 200;

/** The jobs and entries that a text names, as commands that open them, and whether the search still runs. */
export function useFound(text: string): { readonly groups: readonly CommandGroup[]; readonly isSearching: boolean } {
  const org = useOrg().id;
  const navigate = useNavigate();
  const trpc = useTRPC();
  const wanted = text.trim();
  const rested = useRested(wanted);
  const isAsked = wanted !== "" && wanted.length <= LONGEST;
  const { data, isFetching } = useQuery(
    trpc.search.find.queryOptions({ org, text: rested }, { enabled: isAsked && rested !== "", staleTime: 30_000 }),
  );
  if (!isAsked || data === undefined) return { groups: [], isSearching: isAsked && (isFetching || rested !== wanted) };
  const jobs = data.jobs.map(({ job, state, resource }): Command => {
    const to = { to: "/o/$org/jobs/$job", params: { org, job } } as const;
    const hint = `${resourceWords(resource)}, ${state}`;
    return { key: `job ${job}`, label: job, hint, icon: Cpu, run: () => void navigate(to) };
  });
  const entries = data.entries.map((line): Command => {
    const hint = `Entry ${line.seq.toLocaleString("en-US")}`;
    const label = line.job === null ? lineWords(line) : `${lineWords(line)}, ${line.job}`;
    const open = () => void navigate(entryLink(line.seq) as never);
    return { key: `entry ${line.seq}`, label, hint, icon: ScrollText, run: open };
  });
  const groups = [
    { value: "Jobs", items: jobs },
    { value: "Entries", items: entries },
  ].filter(({ items }) => items.length > 0);
  return { groups, isSearching: isFetching || rested !== wanted };
}

/** The text once it has rested, so that a search does not run for every letter. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), text === "" ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

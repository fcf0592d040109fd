import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import type { Ref } from "react";
import { SuggestInput } from "../../../components/ui/suggest-input.tsx";
import { useDebouncedText } from "../../../components/ui/use-debounced-text.ts";
import { useOrg } from "../../../data/org.ts";
import { useTRPC } from "../../../data/trpc.ts";

interface JobFilterProps {
  readonly job: string;
  readonly onChange: (job: string) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** Filters by the name of a job. While a person types, it suggests jobs whose names begin with the text. */
export function JobFilter({ job, onChange, inputRef }: JobFilterProps) {
  const trpc = useTRPC();
  const org = useOrg();
  const { text, change } = useDebouncedText(job, onChange);
  const search = text.trim();
  const { data } = useQuery(
    trpc.jobs.list.queryOptions({ org: org.id, search, limit: 8 }, { enabled: search !== "", meta: { live: true } }),
  );
  const names = search === "" ? [] : (data?.jobs ?? []).map((one) => one.job);
  // A complete name needs no suggestion, unless longer names begin with it.
  const suggestions = names.length === 1 && names[0] === search ? [] : names;
  return (
    <SuggestInput
      label="Job"
      placeholder="Job"
      icon={Search}
      value={text}
      onChange={change}
      suggestions={suggestions}
      {...(inputRef !== undefined && { inputRef })}
    />
  );
}

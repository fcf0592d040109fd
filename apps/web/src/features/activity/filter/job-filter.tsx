import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Search } from "lucide-react";
import type { Ref } from "react";
import { SuggestInput } from "../../../components/ui/suggest-input.tsx";
import { useOrg } from "../../../data/org.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { isSame, jobMeant, namesWith } from "./job-names.ts";
import { useDraft } from "./use-draft.ts";

interface JobFilterProps {
  readonly job: string;
  readonly onChange: (job: string) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/**
 * Filters by a job. While a person types, it suggests jobs whose names contain the text, and the entries stay as they
 * are. A suggestion, Enter or a complete name applies the filter.
 */
export function JobFilter({ job, onChange, inputRef }: JobFilterProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const org = useOrg().id;
  const { text, setText, apply } = useDraft(job, onChange);
  const search = text.trim();
  const namesOf = (part: string) => trpc.activity.jobs.queryOptions({ org, text: part }, { meta: { live: true } });
  const { data, isPlaceholderData } = useQuery({ ...namesOf(search || "-"), enabled: search !== "" && search !== job });
  const names = search === "" || search === job ? [] : namesWith(data?.jobs ?? [], search);
  const applyTyped = async (): Promise<void> => {
    if (search === "" || search === job) return apply(search);
    const known = await queryClient.fetchQuery(namesOf(search)).catch(() => ({ jobs: [] }));
    apply(jobMeant(known.jobs, search));
  };
  /** A complete name applies too. A part of one never does, so the field then shows again what applies. */
  const leave = () => apply(search === "" ? "" : (names.find((name) => isSame(name, search)) ?? job));
  return (
    <SuggestInput
      label="Job"
      placeholder="Job"
      icon={Search}
      value={text}
      onChange={setText}
      onApply={apply}
      onEnter={() => void applyTyped()}
      onLeave={leave}
      suggestions={names}
      emptyText={
        search === "" || search === job || data === undefined || isPlaceholderData ? undefined : "No jobs match"
      }
      {...(inputRef !== undefined && { inputRef })}
    />
  );
}

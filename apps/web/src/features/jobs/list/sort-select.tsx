import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { type JobsSearch, onlySet } from "./jobs-search.ts";

const OPTIONS = [
  { value: "started-desc", label: "Newest first" },
  { value: "started-asc", label: "Oldest first" },
  { value: "used-desc", label: "Most used first" },
  { value: "used-asc", label: "Least used first" },
  { value: "time-desc", label: "Longest first" },
  { value: "time-asc", label: "Shortest first" },
  { value: "rate-desc", label: "Dearest hour first" },
  { value: "rate-asc", label: "Cheapest hour first" },
] as const;

type Option = (typeof OPTIONS)[number]["value"];

interface SortSelectProps {
  readonly search: JobsSearch;
  readonly onSearch: (search: JobsSearch) => void;
}

/** The order of the jobs, on a phone. Elsewhere the headers of the table are buttons. */
export function SortSelect({ search, onSearch }: SortSelectProps) {
  const { sort = "started", order = "desc", ...filters } = search;
  const change = (next: Option) => {
    const [by, direction] = next.split("-");
    const sorted = by === "used" || by === "time" || by === "rate" ? by : undefined;
    onSearch(onlySet({ ...filters, sort: sorted, order: direction === "asc" ? ("asc" as const) : undefined }));
  };
  return <NativeSelect<Option> label="Order" value={`${sort}-${order}`} options={OPTIONS} onChange={change} />;
}

import { Download } from "lucide-react";
import { buttonLook } from "../../components/ui/button.tsx";
import { type Search, stringifySearch } from "../../data/search.ts";

interface DownloadLinkProps {
  /** Such as `/download/statement.csv`. */
  readonly path: string;
  readonly search: Search;
  readonly label: string;
  /** What is downloaded, for screen readers: "this statement". */
  readonly what: string;
}

/** Downloads a file. */
export function DownloadLink({ path, search, label, what }: DownloadLinkProps) {
  return (
    <a href={`${path}${stringifySearch(search)}`} download className={buttonLook()}>
      <Download aria-hidden="true" size={16} strokeWidth={1.75} />
      {label}
      <span className="sr-only">, download {what}</span>
    </a>
  );
}

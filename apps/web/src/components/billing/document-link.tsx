import { Download } from "lucide-react";
import { stringifySearch } from "../../data/search.ts";
import { type ButtonLook, buttonLook } from "../ui/button.tsx";

interface DocumentLinkProps extends ButtonLook {
  readonly org: string;
  readonly document: string;
  /** What the file is, such as "Invoice SC-000042". */
  readonly name: string;
  /** The words on the button; by default they name the file. */
  readonly words?: string;
}

/** Downloads the file of a document. */
export function DocumentLink({ org, document, name, words, ...look }: DocumentLinkProps) {
  return (
    <a href={`/download/document.pdf${stringifySearch({ org, document })}`} download className={buttonLook(look)}>
      <Download aria-hidden="true" size={16} strokeWidth={1.75} />
      {words ?? `Download ${name}`}
      {words !== undefined && <span className="sr-only">, {name}</span>}
    </a>
  );
}

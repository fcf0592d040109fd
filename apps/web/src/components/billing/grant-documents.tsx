import { roleHas } from "@scrip/domain/access";
import { useQuery } from "@tanstack/react-query";
import { useOrg } from "../../data/org.ts";
import { useTRPC } from "../../data/trpc.ts";
import { DocumentLink } from "./document-link.tsx";

/** The sources of credit that was paid for. */
const PAID_SOURCES: readonly string[] = ["purchase", "auto_topup", "plan"];

interface GrantDocumentsProps {
  readonly grant: string;
  readonly source: string;
}

/** The documents of the payment that gave a credit, to download. Nothing for credit without one. */
export function GrantDocuments({ grant, source }: GrantDocumentsProps) {
  const { id: org, role } = useOrg();
  const enabled = PAID_SOURCES.includes(source) && roleHas(role, "billing:read");
  const { data } = useQuery(useTRPC().billing.documents.list.queryOptions({ org, grant, limit: 20 }, { enabled }));
  if (!enabled || data === undefined || data.documents.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {data.documents.toReversed().map(({ document, title, number }) => (
        <DocumentLink
          key={document}
          org={org}
          document={document}
          name={`${title} ${number}`}
          words={`Download ${title.toLowerCase()}`}
        />
      ))}
    </div>
  );
}

import { roleHas } from "@scrip/domain/access";
import { useMutation } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { useOrg } from "../../../data/org.ts";
import { problemOf } from "../../../data/problem.ts";
import { queryClient } from "../../../data/query-client.ts";
import { stringifySearch } from "../../../data/search.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { DownloadLink } from "../download-link.tsx";
import type { Statement } from "./statement-query.ts";

const PATH = "/download/document.pdf";

/** Downloads the document of a month. Without one it is issued first, by a member who may. */
export function StatementPdf({ statement: { month, isClosed, document } }: { readonly statement: Statement }) {
  const { id: org, role } = useOrg();
  const issue = useMutation(
    useTRPC().billing.statements.issue.mutationOptions({
      onSuccess: async (issued) => {
        location.assign(`${PATH}${stringifySearch({ org, document: issued.document })}`);
        await queryClient.invalidateQueries({ queryKey: [["billing", "statements"]] });
      },
      onError: (error) =>
        toast({ title: "The document could not be made", description: problemOf(error).message, tone: "bad" }),
    }),
  );
  if (!roleHas(role, "billing:read")) return null;
  if (document !== null)
    return (
      <DownloadLink path={PATH} search={{ org, document: document.document }} label="PDF" what={document.number} />
    );
  if (!isClosed)
    return (
      <Button icon={FileDown} disabledReason="The document is made when the month has ended.">
        PDF
      </Button>
    );
  return (
    <Button icon={FileDown} isLoading={issue.isPending} onClick={() => issue.mutate({ org, month })}>
      PDF
    </Button>
  );
}

import { useQuery } from "@tanstack/react-query";
import { FileQuestion } from "lucide-react";
import { DocumentLink } from "../../../components/billing/document-link.tsx";
import { Drawer } from "../../../components/ui/drawer.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useOrg } from "../../../data/org.ts";
import { problemOf } from "../../../data/problem.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { DocumentPreview } from "./document-preview.tsx";

interface DocumentDrawerProps {
  /** The document of the address; `undefined` without one. */
  readonly document: string | undefined;
  readonly onClose: () => void;
}

/** The preview of a document, with the download of its file. */
export function DocumentDrawer({ document, onClose }: DocumentDrawerProps) {
  return (
    <Drawer isOpen={document !== undefined} onClose={onClose} title="Preview">
      {document !== undefined && <Shown key={document} document={document} />}
    </Drawer>
  );
}

function Shown({ document }: { readonly document: string }) {
  const { id: org } = useOrg();
  const { data, error, refetch } = useQuery(
    useTRPC().billing.documents.get.queryOptions({ org, document }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  if (data === undefined && error !== null) {
    if (problemOf(error).kind === "missing")
      return (
        <EmptyState icon={FileQuestion} title="There is no such document">
          No document of this organization has the id of this address.
        </EmptyState>
      );
    return <ErrorState title="The document could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <Skeleton className="h-96 w-full" />;
  return (
    <div className="flex flex-col gap-4">
      <DocumentPreview document={data} />
      <div>
        <DocumentLink org={org} document={document} name={`${data.title} ${data.number}`} look="primary" />
      </div>
    </div>
  );
}

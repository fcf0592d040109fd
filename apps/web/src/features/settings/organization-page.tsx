import { roleHas } from "@scrip/domain/access";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { Callout } from "../../components/ui/callout.tsx";
import { Card } from "../../components/ui/card.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { DescriptionList } from "../../components/ui/description-list.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { Time } from "../../components/ui/time.tsx";
import { useOrg } from "../../data/org.ts";
import { useTRPC } from "../../data/trpc.ts";
import { CloseDialog } from "./close-dialog.tsx";
import { RenameDialog } from "./rename-dialog.tsx";

/** The settings of the organization itself. */
export function OrganizationPage() {
  const { id: org, name, role } = useOrg();
  const { data, error, refetch } = useQuery(useTRPC().organizations.get.queryOptions({ org }));
  const [dialog, setDialog] = useState<"rename" | "close" | null>(null);
  if (error !== null && data === undefined)
    return (
      <div className="card">
        <ErrorState title="The organization could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  const isOpen = data !== undefined && data.closedAt === null;
  const wait = <Skeleton className="h-4 w-24" />;
  return (
    <div className="flex flex-col gap-6">
      {data !== undefined && data.closedAt !== null && (
        <Callout tone="info" title="This organization is closed">
          Since <Time at={data.closedAt} look="exact" />. Nothing new starts here. Its owner can still read everything.
        </Callout>
      )}
      <Card
        title="Organization"
        actions={
          isOpen &&
          roleHas(role, "organization:rename") && (
            <Button size="small" onClick={() => setDialog("rename")}>
              Rename
            </Button>
          )
        }
      >
        <DescriptionList
          items={[
            { name: "Name", value: name },
            { name: "Id", value: <OrganizationId id={org} /> },
            { name: "Plan", value: data?.planTitle ?? wait },
            { name: "Created", value: data === undefined ? wait : <Time at={data.createdAt} look="exact" /> },
          ]}
        />
      </Card>
      {isOpen && roleHas(role, "organization:close") && (
        <Card title="Close the organization">
          <div className="flex flex-wrap items-center justify-between gap-4">
            <p className="max-w-[60ch] text-14 text-pretty text-muted">
              Nothing new starts after it, service keys stop working, and credit is not paid out. You can still read the
              history. It cannot be closed while it owes or runs work.
            </p>
            <Button look="danger" onClick={() => setDialog("close")}>
              Close the organization
            </Button>
          </div>
        </Card>
      )}
      <RenameDialog isOpen={dialog === "rename"} onClose={() => setDialog(null)} />
      <CloseDialog isOpen={dialog === "close"} onClose={() => setDialog(null)} blocks={data?.blocksClosing ?? null} />
    </div>
  );
}

/** The id, for the calls of a service. */
function OrganizationId({ id }: { readonly id: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <span className="font-mono text-13 break-all">{id}</span>
      <CopyButton text={id} label="Copy the organization's id" />
    </span>
  );
}

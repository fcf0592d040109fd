import { useState } from "react";
import { ConfirmDialog } from "../../components/confirm/confirm-dialog.tsx";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { useOrg } from "../../data/org.ts";
import { trpcClient } from "../../data/trpc.ts";
import { AddDomainForm } from "./add-domain-form.tsx";
import { DomainRow } from "./domain-row.tsx";
import { type SsoDomain, useSsoChanged } from "./use-sso.ts";

interface DomainsCardProps {
  readonly domains: readonly SsoDomain[];
  readonly isInPlan: boolean;
}

/** The domains of the organization's e-mail addresses, each with its proof. */
export function DomainsCard({ domains, isInPlan }: DomainsCardProps) {
  const org = useOrg();
  const changed = useSsoChanged();
  const [isAdding, setIsAdding] = useState(false);
  const [leaving, setLeaving] = useState<SsoDomain | null>(null);
  const isFormShown = isInPlan && (isAdding || domains.length === 0);
  return (
    <Card
      title="Domains"
      isFlush
      actions={
        isInPlan &&
        !isFormShown && (
          <Button size="small" onClick={() => setIsAdding(true)}>
            Add a domain
          </Button>
        )
      }
    >
      {domains.length > 0 && (
        <ul aria-label="Domains" className="divide-y divide-line">
          {domains.map((domain) => (
            <DomainRow
              key={domain.domain}
              domain={domain}
              isInPlan={isInPlan}
              onRemove={() => setLeaving(domain)}
              onChanged={changed}
            />
          ))}
        </ul>
      )}
      {isFormShown && (
        <div className={domains.length > 0 ? "border-t border-line p-4" : "p-4"}>
          <AddDomainForm
            {...(domains.length > 0 && { onCancel: () => setIsAdding(false) })}
            onAdded={() => {
              setIsAdding(false);
              void changed();
            }}
          />
        </div>
      )}
      <ConfirmDialog
        isOpen={leaving !== null}
        onClose={() => setLeaving(null)}
        title={`Remove ${leaving?.domain ?? "the domain"}?`}
        act="Remove the domain"
        isDangerous
        run={async () => {
          await trpcClient.sso.removeDomain.mutate({ org: org.id, domain: leaving?.domain ?? "" });
          await changed();
        }}
      >
        People with these addresses no longer sign in by single sign-on, and use their other ways again. Adding the
        domain again needs a new DNS record.
      </ConfirmDialog>
    </Card>
  );
}

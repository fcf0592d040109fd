import { useQuery } from "@tanstack/react-query";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { catalogQuery } from "../../../data/catalog.ts";
import { ContractForm } from "./contract-form.tsx";

interface NewContractDialogProps {
  readonly org: string;
  /** The name of the organization. */
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Enters a contract: its plan, dates, prices, values and credit. What is left empty is as in the catalog. */
export function NewContractDialog({ org, name, isOpen, onClose, onChanged }: NewContractDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      size="wide"
      title="Enter a contract"
      description={`For ${name}. What you leave empty is as in the catalog.`}
    >
      {isOpen && <Loaded org={org} name={name} onClose={onClose} onChanged={onChanged} />}
    </Dialog>
  );
}

function Loaded({ org, name, onClose, onChanged }: Omit<NewContractDialogProps, "isOpen">) {
  const { data, error, refetch } = useQuery(catalogQuery());
  if (data !== undefined)
    return <ContractForm org={org} name={name} catalog={data} onClose={onClose} onChanged={onChanged} />;
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <Skeleton className="h-64 w-full" />;
}

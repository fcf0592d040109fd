import { roleHas } from "@scrip/domain/access";
import { useQuery } from "@tanstack/react-query";
import { orgCatalogQuery } from "../../data/catalog.ts";
import { useOrg } from "../../data/org.ts";
import { openPurchasesQuery } from "../../data/purchases.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AddCreditHelp } from "./add-credit-help.tsx";
import { BuyCredit } from "./buy-credit.tsx";

/** How credit is added: bought by those who pay, or given by an operator where the platform takes no payments. */
export function AddCreditBody() {
  const { id: org, role } = useOrg();
  const mayPay = roleHas(role, "billing:write");
  const open = useQuery({ ...openPurchasesQuery(org), enabled: mayPay });
  const catalog = useQuery({ ...orgCatalogQuery(org), enabled: mayPay });
  if (!mayPay)
    return (
      <p className="max-w-[60ch] text-14">
        An owner, an admin or a billing member of the organization can add credit. Ask one of them.
      </p>
    );
  const error = open.error ?? catalog.error;
  if (error !== null && (open.data === undefined || catalog.data === undefined))
    return (
      <ErrorState
        title="The purchases could not be loaded"
        error={error}
        onRetry={() => void Promise.all([open.refetch(), catalog.refetch()])}
      />
    );
  if (open.data === undefined || catalog.data === undefined) return <Skeleton className="h-64 w-full" />;
  return open.data.isPossible ? <BuyCredit purchases={catalog.data.purchases} /> : <AddCreditHelp />;
}

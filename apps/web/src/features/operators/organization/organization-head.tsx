import { Plus } from "lucide-react";
import { useState } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Stat } from "../../../components/ui/stat.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { CloseDialog, SetPlanDialog } from "./change-dialogs.tsx";
import type { PartProps, Seen } from "./seen.ts";

/** Which organization it is, and its balance. */
export function OrganizationHead({ seen, onAct }: PartProps) {
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <Names seen={seen} />
        <div className="flex flex-wrap gap-2">
          {seen.closedAt === null && <Changes seen={seen} />}
          <Button look="primary" icon={Plus} onClick={() => onAct({ kind: "grant" })}>
            Add credit
          </Button>
        </div>
      </div>
      <Figures balance={seen.balance} />
    </Card>
  );
}

function Names({ seen: { org, name, plan, closedAt, onTestClock, createdAt } }: Pick<PartProps, "seen">) {
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 text-20 font-strong break-words">{name}</h2>
        <Badge tone="accent">
          <span className="inline-block first-letter:uppercase">{plan}</span>
        </Badge>
        {onTestClock && <Badge>Test clock</Badge>}
        {closedAt !== null && <Badge tone="bad">Closed</Badge>}
      </div>
      <div className="mt-1 flex min-w-0 flex-wrap items-center gap-x-3 text-13 text-muted">
        <span className="inline-flex max-w-full min-w-0 items-center gap-1">
          <span className="truncate font-mono text-12">{org}</span>
          <CopyButton text={org} label="Copy the organization's id" />
        </span>
        <span>
          Created <Time at={createdAt} look="day" />
        </span>
        {closedAt !== null && (
          <span>
            Closed <Time at={closedAt} look="day" />
          </span>
        )}
      </div>
    </div>
  );
}

/** The changes of the organization itself. A closed one has none. */
function Changes({ seen }: Pick<PartProps, "seen">) {
  const [open, setOpen] = useState<"plan" | "close" | null>(null);
  const onClose = (): void => setOpen(null);
  return (
    <>
      <Button onClick={() => setOpen("plan")}>Set the plan</Button>
      <Button onClick={() => setOpen("close")}>Close</Button>
      <SetPlanDialog seen={seen} isOpen={open === "plan"} onClose={onClose} />
      <CloseDialog seen={seen} isOpen={open === "close"} onClose={onClose} />
    </>
  );
}

function Figures({ balance }: Pick<Seen, "balance">) {
  return (
    <div className="mt-4 flex flex-wrap items-end gap-x-10 gap-y-4">
      <Stat label="Available" size="large">
        <Money micros={balance.available} kind="available" />
      </Stat>
      <Stat label="On hold">
        <Money micros={balance.reserved} kind="available" />
      </Stat>
      <Stat label="Owed">
        <Money micros={balance.owed} kind="owed" tone={balance.owed === "0" ? "plain" : "bad"} />
      </Stat>
      <Stat label="Expires soon">
        <Money micros={balance.expiring} kind="available" />
      </Stat>
    </div>
  );
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, type Tone } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { catalogQuery } from "../../../data/catalog.ts";
import { problemOf } from "../../../data/problem.ts";
import { trpc, useTRPC } from "../../../data/trpc.ts";
import { planTitle } from "../../../words/plan-words.ts";
import { Line, LinesCard } from "../lines-card.tsx";
import { agreedLines } from "./agreed.tsx";
import type { Contract } from "./contract.ts";
import { EndContractDialog } from "./end-contract-dialog.tsx";
import { NewContractDialog } from "./new-contract-dialog.tsx";

interface ContractsCardProps {
  readonly org: string;
  /** The name of the organization. */
  readonly name: string;
  /** A closed organization gets no contract. */
  readonly isClosed: boolean;
}

/** The contracts of an organization, with the forms that enter one and end one. */
export function ContractsCard({ org, name, isClosed }: ContractsCardProps) {
  const { data, error } = useQuery(useTRPC().operators.contracts.queryOptions({ org }));
  const [isNew, setIsNew] = useState(false);
  const [ending, setEnding] = useState<Contract | null>(null);
  const onChanged = useContractsChanged(org);
  const contracts = data?.contracts ?? [];
  return (
    <>
      <LinesCard
        title="Contracts"
        count={contracts.length}
        empty={error === null ? "There is no contract." : problemOf(error).message}
        action={
          !isClosed && (
            <Button size="small" onClick={() => setIsNew(true)}>
              Enter a contract
            </Button>
          )
        }
      >
        {contracts.map((contract) => (
          <Line
            key={contract.contract}
            title={<Title contract={contract} />}
            note={<Dates contract={contract} />}
            {...(contract.state !== "ended" && {
              action: (
                <Button size="small" onClick={() => setEnding(contract)}>
                  End
                </Button>
              ),
            })}
          />
        ))}
      </LinesCard>
      <NewContractDialog org={org} name={name} isOpen={isNew} onClose={() => setIsNew(false)} onChanged={onChanged} />
      {ending !== null && (
        <EndContractDialog org={org} contract={ending} onClose={() => setEnding(null)} onChanged={onChanged} />
      )}
    </>
  );
}

const STATES: Readonly<Record<Contract["state"], { readonly tone: Tone; readonly words: string }>> = {
  scheduled: { tone: "accent", words: "Scheduled" },
  running: { tone: "good", words: "Running" },
  ended: { tone: "neutral", words: "Ended" },
};

function Title({ contract: { plan, state } }: { readonly contract: Contract }) {
  const { tone, words } = STATES[state];
  const { data } = useQuery(catalogQuery());
  return (
    <span className="flex items-center gap-2">
      {planTitle(data?.plans, plan)}
      <Badge tone={tone}>{words}</Badge>
    </span>
  );
}

function Dates({ contract }: { readonly contract: Contract }) {
  const { startsAt, endsAt, endedAt } = contract;
  const end = endedAt ?? endsAt;
  const lines = agreedLines(contract, useQuery(catalogQuery()).data);
  return (
    <>
      <Time at={startsAt} look="moment" /> – {end === null ? "without an end" : <Time at={end} look="moment" />}
      {lines.map(({ name, value }) => (
        <span key={name} className="block">
          {name}: {value}
        </span>
      ))}
    </>
  );
}

/** After a change the contracts and the organization, whose plan it decides, are read again. */
function useContractsChanged(org: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: trpc.operators.contracts.queryOptions({ org }).queryKey });
    void client.invalidateQueries({ queryKey: trpc.operators.organization.queryOptions({ org }).queryKey });
  };
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, type Tone } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { countryName } from "../../../words/countries.ts";
import { TaxIdDialog } from "./tax-id-dialog.tsx";

const STATES = {
  pending: { tone: "neutral", title: "Not verified yet" },
  verified: { tone: "good", title: "Verified" },
  unverified: { tone: "warn", title: "Not confirmed" },
} as const satisfies Record<string, { tone: Tone; title: string }>;

/** Who is billed, and whether the tax office knows the tax id. */
export function TaxIdCard({ org, name }: { readonly org: string; readonly name: string }) {
  const { data } = useQuery(useTRPC().operators.taxId.get.queryOptions({ org }));
  const [isOpen, setIsOpen] = useState(false);
  const details = data?.details ?? null;
  if (details === null || details.taxId === null || details.taxIdState === null) return null;
  const { tone, title } = STATES[details.taxIdState];
  return (
    <Card
      title="Tax id"
      actions={
        <Button size="small" onClick={() => setIsOpen(true)}>
          Say what you found
        </Button>
      }
    >
      <p className="flex flex-wrap items-center gap-2 text-14">
        <span className="figures">{details.taxId}</span>
        <Badge tone={tone}>{title}</Badge>
      </p>
      <p className="text-13 text-muted">
        {details.name}, {countryName(details.country)}
      </p>
      <TaxIdDialog org={org} name={name} taxId={details.taxId} isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </Card>
  );
}

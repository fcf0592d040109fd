import type { TaxIdState } from "@scrip/domain/billing/details";
import { Badge, type Tone } from "../../components/ui/badge.tsx";
import type { Answers } from "../../data/trpc.ts";

const STATES: Readonly<Record<TaxIdState, { tone: Tone; title: string; meaning: string }>> = {
  pending: { tone: "neutral", title: "Not verified yet", meaning: "Tax is charged until the tax office confirms it." },
  verified: { tone: "good", title: "Verified", meaning: "The tax office confirmed it." },
  unverified: {
    tone: "warn",
    title: "Not confirmed",
    meaning: "The tax office does not know it, so tax is charged. Check it for typing errors.",
  },
};

/** Says whether the tax id that is saved counts. */
export function TaxIdNote({ details }: { readonly details: Answers["billing"]["details"]["details"] }) {
  const state = details?.taxIdState ?? null;
  if (details === null || state === null) return null;
  const { tone, title, meaning } = STATES[state];
  return (
    <p className="flex flex-wrap items-center gap-2 text-13 text-muted">
      <Badge tone={tone}>{title}</Badge>
      <span>
        Tax id {details.taxId}. {meaning}
      </span>
    </p>
  );
}

import { sourceWords } from "@scrip/domain/activity";
import type { ComponentProps } from "react";
import { Badge } from "../ui/badge.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { grantLink } from "./entry-link.ts";

/** The source of a grant, as a link to the story of its credit. */
export function GrantName({ grant, source }: { readonly grant: string; readonly source: string }) {
  return (
    <TextLink {...grantLink(grant)}>
      <span className="inline-block first-letter:uppercase">{sourceWords(source)}</span>
      <span className="sr-only">, where this credit went</span>
    </TextLink>
  );
}

export const KindBadge = ({ kind }: { readonly kind: "promotional" | "paid" }) =>
  kind === "paid" ? <Badge tone="paid">Paid</Badge> : <Badge tone="promo">Promotional</Badge>;

/** The source and the kind of a grant, as the title of its story. */
export function GrantTitle({ source, kind }: { readonly source: string; readonly kind: "promotional" | "paid" }) {
  return (
    <div className="flex items-center gap-2 text-13 font-medium text-muted">
      <span className="inline-block first-letter:uppercase">{sourceWords(source)}</span>
      <KindBadge kind={kind} />
    </div>
  );
}

/** The name of a grant in a list of figures: its source as a link, and its kind. */
export function GrantLabel({
  grant,
  source,
  kind,
}: ComponentProps<typeof GrantName> & ComponentProps<typeof KindBadge>) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <GrantName grant={grant} source={source} />
      <KindBadge kind={kind} />
    </span>
  );
}

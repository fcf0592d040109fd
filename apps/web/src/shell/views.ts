import { CalendarDays, CalendarX2, CirclePause, CirclePlay, type LucideIcon, Plus, ReceiptText } from "lucide-react";

/** A page with a filter, as a command. */
interface View {
  readonly label: string;
  readonly words: string;
  readonly icon: LucideIcon;
  readonly to: "/o/$org/activity" | "/o/$org/jobs";
  readonly search: Readonly<Record<string, string>>;
}

/** The filtered pages that people ask for by name, also under the words of other products. */
export const VIEWS: readonly View[] = [
  {
    label: "Usage of the last 7 days",
    words: "cost costs spend spending metered consumption change range week",
    icon: ReceiptText,
    to: "/o/$org/activity",
    search: { kind: "usage", range: "7d" },
  },
  {
    label: "Activity of this month",
    words: "statement invoice bill billing period change range",
    icon: CalendarDays,
    to: "/o/$org/activity",
    search: { range: "month" },
  },
  {
    label: "Credit that was added",
    words: "payments top-ups top up purchases grants deposits add credit buy credits",
    icon: Plus,
    to: "/o/$org/activity",
    search: { kind: "added" },
  },
  {
    label: "Credit that expired",
    words: "expiry expired lapsed lost",
    icon: CalendarX2,
    to: "/o/$org/activity",
    search: { kind: "expired" },
  },
  {
    label: "Running jobs",
    words: "active instances workloads pods runs",
    icon: CirclePlay,
    to: "/o/$org/jobs",
    search: { state: "running" },
  },
  {
    label: "Paused jobs",
    words: "stopped suspended silent waiting",
    icon: CirclePause,
    to: "/o/$org/jobs",
    search: { state: "paused" },
  },
];

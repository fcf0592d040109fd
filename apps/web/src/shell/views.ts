import {
  Bell,
  Braces,
  Calculator,
  CalendarDays,
  CalendarX2,
  CirclePause,
  CirclePlay,
  type LucideIcon,
  MessageSquare,
  Plus,
  ReceiptText,
  Tag,
  Ticket,
} from "lucide-react";

/** A page with a filter, as a command. */
interface View {
  readonly label: string;
  readonly words: string;
  readonly icon: LucideIcon;
  readonly to: "/o/$org/activity" | "/o/$org/inbox" | "/o/$org/jobs" | "/o/$org/jobs/estimate";
  readonly search: Readonly<Record<string, string>>;
}

/** A page outside of the organization's frame, as a command. Its address names the organization. */
interface Outside {
  readonly label: string;
  readonly words: string;
  readonly icon: LucideIcon;
  readonly to: "/redeem" | "/prices" | "/sales" | "/api-reference";
}

/** The pages that are for visitors too, under the words that people use for them. */
export const OUTSIDE: readonly Outside[] = [
  {
    label: "Redeem a code",
    words: "promo promotion promotional coupon voucher gift redeem code credits add credit",
    icon: Ticket,
    to: "/redeem",
  },
  {
    label: "Prices",
    words: "pricing rates price list rate card cost costs per hour calculator gpu",
    icon: Tag,
    to: "/prices",
  },
  {
    label: "API reference",
    words: "developers http rest openapi swagger curl sdk documentation try endpoints python integrate",
    icon: Braces,
    to: "/api-reference",
  },
  {
    label: "Talk to sales",
    words: "contact sales enterprise contract reserved capacity discount quote",
    icon: MessageSquare,
    to: "/sales",
  },
];

/** Pages and filtered pages that people ask for by name, also under the words of other products. */
export const VIEWS: readonly View[] = [
  {
    label: "Inbox",
    words: "notifications notices alerts messages bell unread news",
    icon: Bell,
    to: "/o/$org/inbox",
    search: {},
  },
  {
    label: "New estimate",
    words: "estimate what if calculator quote forecast cost of a job price start job plan a run",
    icon: Calculator,
    to: "/o/$org/jobs/estimate",
    search: {},
  },
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

import { Coins, CreditCard, FileDown, FileText, Layers, type LucideIcon, Receipt, ReceiptText } from "lucide-react";

/** A page about money, as the overview names it. */
interface BillingLink {
  readonly to: string;
  readonly title: string;
  /** What a member does there. */
  readonly text: string;
  readonly icon: LucideIcon;
}

/** The pages about money, in the order in which people need them. */
export const BILLING_LINKS = [
  { to: "/o/$org/plan", title: "Plan", text: "Upgrade to Pro, change or cancel the subscription.", icon: Layers },
  {
    to: "/o/$org/credits",
    title: "Credits",
    text: "Add credit, now or by itself, and see what is left of each part.",
    icon: Coins,
  },
  {
    to: "/o/$org/settings/payment-methods",
    title: "Payment methods",
    text: "The cards that are charged, and the billing portal.",
    icon: CreditCard,
  },
  {
    to: "/o/$org/settings/billing-details",
    title: "Billing details",
    text: "The name, address and tax id on your invoices.",
    icon: ReceiptText,
  },
  { to: "/o/$org/payments", title: "Payments", text: "What was paid, when and how.", icon: Receipt },
  {
    to: "/o/$org/invoices",
    title: "Invoices",
    text: "Invoices, receipts and credit notes to download.",
    icon: FileDown,
  },
  {
    to: "/o/$org/statements",
    title: "Statements",
    text: "Each month from its opening to its closing balance.",
    icon: FileText,
  },
] as const satisfies readonly BillingLink[];

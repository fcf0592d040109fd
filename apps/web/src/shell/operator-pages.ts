import {
  BookOpen,
  Building2,
  ChartColumn,
  CreditCard,
  Database,
  KeyRound,
  ListChecks,
  type LucideIcon,
  MessageSquare,
  ScrollText,
  Store,
  Ticket,
} from "lucide-react";

interface OperatorPageTerms {
  /** The route. */
  readonly to: string;
  readonly title: string;
  readonly icon: LucideIcon;
}

/** The pages of the platform's operators. Their bar follows this list: a new page is one line here, a route and a feature. */
export const OPERATOR_PAGES = [
  { to: "/operators", title: "Organizations", icon: Building2 },
  { to: "/operators/approvals", title: "Approvals", icon: ListChecks },
  { to: "/operators/payments", title: "Payments to decide", icon: CreditCard },
  { to: "/operators/campaigns", title: "Campaigns", icon: Ticket },
  { to: "/operators/sales", title: "Sales requests", icon: MessageSquare },
  { to: "/operators/charging", title: "Charging", icon: CreditCard },
  { to: "/operators/seller", title: "Seller", icon: Store },
  { to: "/operators/catalog", title: "Catalog", icon: BookOpen },
  { to: "/operators/revenue", title: "Revenue", icon: ChartColumn },
  { to: "/operators/cells", title: "Cells", icon: Database },
  { to: "/operators/keys", title: "Platform keys", icon: KeyRound },
  { to: "/operators/audit", title: "Audit log", icon: ScrollText },
] as const satisfies readonly OperatorPageTerms[];

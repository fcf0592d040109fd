import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Notice } from "./notice.tsx";

interface EmptyStateProps {
  readonly icon?: LucideIcon;
  /** Such as "No credit history found". */
  readonly title: string;
  /** What will be here and how to get it. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** There is nothing here yet. */
export function EmptyState(props: EmptyStateProps) {
  return <Notice {...props} />;
}

import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Notice } from "./notice.tsx";

interface EmptyStateProps {
  readonly icon?: LucideIcon;
  /** Such as "No credit history found". */
  readonly title: string;
  /** What will appear here, and how to get it. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Replaces content that does not exist yet. */
export function EmptyState(props: EmptyStateProps) {
  return <Notice {...props} />;
}

import { CircleSlash } from "lucide-react";
import type { ReactNode } from "react";
import { Notice } from "./notice.tsx";

interface RefusedStateProps {
  readonly title: string;
  /** What is missing. */
  readonly children: ReactNode;
  /** A button that leads to the solution. */
  readonly action?: ReactNode;
}

/** Shows that the rules refuse an action: what is missing, and the way out. */
export function RefusedState(props: RefusedStateProps) {
  return <Notice icon={CircleSlash} {...props} />;
}

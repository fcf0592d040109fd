import { CircleSlash } from "lucide-react";
import type { ReactNode } from "react";
import { Notice } from "./notice.tsx";

interface RefusedStateProps {
  readonly title: string;
  /** What is missing. */
  readonly children: ReactNode;
  /** The button that fixes it. */
  readonly action?: ReactNode;
}

/** The rules say no: what is missing, and the way out. */
export function RefusedState(props: RefusedStateProps) {
  return <Notice icon={CircleSlash} {...props} />;
}

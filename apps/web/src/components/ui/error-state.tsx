import { RotateCw, TriangleAlert, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { problemOf } from "../../data/problem.ts";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

interface ErrorStateProps {
  /** What failed, such as "Jobs could not be loaded". */
  readonly title?: string;
  /** Any thrown value. */
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** A sentence more, after what to do. */
  readonly children?: ReactNode;
}

/** Shows what failed, a button to try again, and the request id for the operators. */
export function ErrorState({ title, error, onRetry, children }: ErrorStateProps) {
  const problem = problemOf(error);
  const retry = onRetry !== undefined && (
    <Button icon={RotateCw} onClick={onRetry}>
      Try again
    </Button>
  );
  return (
    <div role="alert">
      <Notice
        icon={problem.kind === "offline" ? WifiOff : TriangleAlert}
        title={title ?? problem.title}
        isTrouble
        {...(retry !== false && { action: retry })}
      >
        {problem.message} {children}
        {problem.requestId !== null && (
          <span className="mt-2 block font-mono text-12 break-all select-all">Request {problem.requestId}</span>
        )}
      </Notice>
    </div>
  );
}

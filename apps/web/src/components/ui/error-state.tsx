import { RotateCw, TriangleAlert, WifiOff } from "lucide-react";
import { problemOf } from "../../data/problem.ts";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

interface ErrorStateProps {
  /** What was being done, such as "Jobs could not be loaded". */
  readonly title?: string;
  /** Anything that was thrown. */
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Something failed: what, how to go on, and what to quote to the operators. */
export function ErrorState({ title, error, onRetry }: ErrorStateProps) {
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
        {problem.message}
        {problem.requestId !== null && (
          <span className="mt-2 block font-mono text-12 break-all select-all">Request {problem.requestId}</span>
        )}
      </Notice>
    </div>
  );
}

import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { ErrorState } from "../components/ui/error-state.tsx";
import { Spinner } from "../components/ui/spinner.tsx";
import { useConnection } from "../data/connection.ts";
import { isNotLoaded } from "../data/not-loaded.ts";

/** Replaces a page that threw an error, or whose code could not be loaded. The rest of the shell stays. */
export function PageProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = useCallback(async () => {
    // Loads the code and the data of the page again. After a reset alone the same error would come back.
    await router.invalidate();
    reset();
  }, [router, reset]);
  if (isNotLoaded(error)) return <NotLoaded error={error} onRetry={retry} />;
  return <ErrorState title="This page could not be shown" error={error} onRetry={() => void retry()} />;
}

interface NotLoadedProps {
  readonly error: unknown;
  readonly onRetry: () => Promise<void>;
}

/**
 * Without a server, a try is made when the person asks and by itself when the server is back. With a server, the file
 * belongs to an older build, so a try loads the whole document again.
 */
function NotLoaded({ error, onRetry }: NotLoadedProps) {
  const { connection } = useConnection();
  const [isTrying, setIsTrying] = useState(false);
  const isLive = connection === "live";
  const wasLive = useRef(isLive);
  const retry = useCallback(async () => {
    setIsTrying(true);
    await onRetry();
    setIsTrying(false);
  }, [onRetry]);
  useEffect(() => {
    // Only when the server comes back: a file that is missing for good must not be asked for again and again.
    if (isLive && !wasLive.current) void retry();
    wasLive.current = isLive;
  }, [isLive, retry]);
  if (isTrying)
    return (
      <p role="status" className="flex items-center justify-center gap-2 p-8 text-muted">
        <Spinner />
        Loading the page…
      </p>
    );
  return (
    <ErrorState
      title="This page could not be loaded"
      error={error}
      onRetry={isLive ? () => location.reload() : () => void retry()}
    >
      {isLive ? "The server may have a newer version of it." : "It opens by itself when the server is back."}
    </ErrorState>
  );
}

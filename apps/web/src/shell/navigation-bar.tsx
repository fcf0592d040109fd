import { useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/** A navigation that takes no longer than this shows no bar. */
const PATIENCE_MS = 150;

/** A thin bar at the top of the window while the next page loads. */
export function NavigationBar() {
  const isLoading = useRouterState({ select: ({ isLoading }) => isLoading });
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isLoading) return;
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isLoading]);
  if (!isLong) return null;
  return (
    <div role="progressbar" aria-label="Loading the page" className="fixed inset-x-0 top-0 z-60 h-0.5 overflow-hidden">
      <div className="sliding h-full w-2/5 bg-accent" />
    </div>
  );
}

import { useRouter } from "@tanstack/react-router";
import { queryClient } from "../../../data/query-client.ts";

/** Opens a page for the person who has just signed in. Without a path, the start, which knows the way. */
export function useSignedIn(): (next?: string) => void {
  const router = useRouter();
  return (next) => {
    // The next page reads the session again.
    queryClient.clear();
    router.history.push(next ?? "/");
  };
}

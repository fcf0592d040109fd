import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { toast } from "../components/ui/toast.ts";
import { accountCalls } from "../data/account-calls.ts";
import { problemOf } from "../data/problem.ts";
import { endSession } from "../data/session.ts";

/** Signs out. The routes then open the sign-in. */
export function useSignOut(): () => void {
  const router = useRouter();
  const { mutate } = useMutation({
    mutationFn: () => accountCalls.signOut({}),
    onSuccess: () => endSession(() => router.invalidate()),
    onError: (error) => toast({ title: "You are still signed in", description: problemOf(error).message, tone: "bad" }),
  });
  return () => mutate();
}

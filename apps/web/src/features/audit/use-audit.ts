import { useQuery } from "@tanstack/react-query";
import type { AuditLine } from "../../components/audit/audit-line.ts";
import type { AuditFilter } from "../../components/audit/audit-search.ts";
import { useAuditLog } from "../../components/audit/use-audit-log.ts";
import { trpcClient, useTRPC } from "../../data/trpc.ts";

/** The entries of a filter, the newest first. Scrolling loads older ones. */
export function useAudit(org: string, filter: AuditFilter) {
  return useAuditLog({
    queryKey: ["audit", { org, ...filter }],
    read: (window, some) => trpcClient.audit.list.query({ org, ...filter, ...window }, some),
  });
}

/** The entry of the address: from the list, or by itself if the list does not have it. */
export function useAuditLine(org: string, lines: readonly AuditLine[], seq: number | undefined) {
  const listed = lines.find((line) => line.seq === seq);
  const input = { org, before: (seq ?? 0) + 1, limit: 1 };
  const enabled = seq !== undefined && listed === undefined;
  const alone = useQuery(useTRPC().audit.list.queryOptions(input, { enabled, retry: false }));
  return { line: listed ?? alone.data?.lines.find((line) => line.seq === seq), error: enabled ? alone.error : null };
}

/** Who acted, to filter by. */
export function useAuditActors(org: string) {
  return useQuery(useTRPC().audit.actors.queryOptions({ org }, { retry: false }));
}

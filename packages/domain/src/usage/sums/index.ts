export {
  folded,
  USAGE_LABELS,
  type UsageGroup,
  type UsageGroups,
  type UsageLabel,
  type UsagePart,
  type UsageSum,
  usageGroups,
} from "./usage-groups.ts";

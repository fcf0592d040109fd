export * from "@scrip/domain/billing/gateway";

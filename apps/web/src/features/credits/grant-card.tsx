import { Link, type LinkProps } from "@tanstack/react-router";
import { grantLink } from "../../components/activity/entry-link.ts";
import { GrantTitle } from "../../components/activity/grant-name.tsx";
import { Badge } from "../../components/ui/badge.tsx";
import { buttonLook } from "../../components/ui/button.tsx";
import { Meter } from "../../components/ui/meter.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Time } from "../../components/ui/time.tsx";
import type { Grant } from "./burn-order.ts";
import { grantParts } from "./grant-parts.ts";

interface GrantCardProps {
  readonly grant: Grant;
  /** Its credit is used before any other. */
  readonly isNext: boolean;
}

/** A grant: its source, what is left of it, its end, and the way to what it paid. */
export function GrantCard({ grant, isNext }: GrantCardProps) {
  const { grant: id, source, kind, amount, available, effectiveAt, expiresAt } = grant;
  return (
    <li className="card flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 flex-col gap-1">
          <div className="flex flex-wrap items-center gap-2">
            <GrantTitle source={source} kind={kind} />
            {isNext && <Badge tone="accent">Used first</Badge>}
          </div>
          <p className="text-20 font-strong">
            <Money micros={available} kind="available" />{" "}
            <span className="text-13 font-regular text-muted">
              of <Money micros={amount} kind="exact" />
            </span>
          </p>
        </div>
        <div className="flex flex-col items-end gap-1 text-right text-13 text-muted max-tablet:w-full max-tablet:items-start max-tablet:text-left">
          <span>
            {expiresAt === null ? (
              "Never expires"
            ) : (
              <>
                Expires <Time at={expiresAt} look="moment" />
              </>
            )}
          </span>
          <span>
            Added <Time at={effectiveAt} look="day" />
          </span>
        </div>
      </div>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <Meter label={`Where the credit of ${source} is`} parts={grantParts(grant)} isExact />
        </div>
        <Link {...(grantLink(id) as LinkProps)} className={buttonLook({ size: "small" })}>
          What it paid
        </Link>
      </div>
    </li>
  );
}

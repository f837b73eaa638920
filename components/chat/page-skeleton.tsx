"use client";

import { useTranslations } from "use-intl/react";
import { Page } from "../ui/page.tsx";
import { Loading, Skeleton, SkeletonRows } from "../ui/skeleton.tsx";

/** A page with a list before it is there: title, what one does first, and the rows. */
export function PageSkeleton() {
  const t = useTranslations("ui");
  return (
    <Loading label={t("loading")}>
      <Page>
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-28 w-full rounded-lg" />
        <Skeleton className="h-control w-full" />
        <SkeletonRows rows={8} />
      </Page>
    </Loading>
  );
}

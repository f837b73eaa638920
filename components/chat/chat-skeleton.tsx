"use client";

import { useTranslations } from "use-intl/react";
import { Loading, Skeleton, SkeletonText } from "../ui/skeleton.tsx";

/** A conversation before it is there: header, a few messages, the field, all where they will stand. */
export function ChatSkeleton() {
  const t = useTranslations("chat");
  return (
    <Loading label={t("loading")} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-13 items-center border-b border-border px-4">
        <Skeleton className="h-4 w-48" />
      </div>
      <div className="mx-auto flex w-full max-w-3xl flex-1 flex-col justify-end gap-8 overflow-hidden px-4 py-6">
        {[4, 2, 5].map((lines) => (
          <div key={lines} className="flex flex-col gap-3">
            <Skeleton className="h-3 w-24" />
            <SkeletonText lines={lines} />
          </div>
        ))}
      </div>
      <div className="mx-auto w-full max-w-3xl px-4 pb-4">
        <Skeleton className="h-24 w-full rounded-lg" />
      </div>
    </Loading>
  );
}

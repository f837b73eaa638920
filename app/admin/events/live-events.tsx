"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { EventList } from "#components/security/event-list.tsx";

/** The list, tied to the router: opening the stream reads the page again, so that nothing falls between the two. */
export function LiveEvents(props: Omit<ComponentProps<typeof EventList>, "onOpen">) {
  const router = useRouter();
  return <EventList {...props} onOpen={() => router.refresh()} />;
}

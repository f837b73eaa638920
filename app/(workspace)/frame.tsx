"use client";

import { usePathname, useRouter } from "next/navigation";
import { useCallback, useMemo, useState, useTransition } from "react";
import { Workspace, type WorkspaceProps } from "#components/chat/workspace.tsx";

/** Gives the workspace its router: components do not know the framework. */
export function Frame(props: Omit<WorkspaceProps, "navigation">) {
  const path = usePathname();
  const router = useRouter();
  const [leaving, start] = useTransition();
  const [wanted, setWanted] = useState<string | null>(null);
  const go = useCallback(
    (href: string) => {
      if (href === window.location.pathname) return;
      setWanted(href);
      start(() => router.push(href));
    },
    [router],
  );
  const target = leaving ? wanted : null;
  const navigation = useMemo(() => ({ path, target, go }), [path, target, go]);
  return <Workspace {...props} navigation={navigation} />;
}

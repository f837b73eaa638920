import type { ReactNode } from "react";

/** A step between the password and the session: what is asked for, why, and the way back. */
export function StepPage({
  title,
  text,
  back,
  children,
}: {
  title: string;
  text: string;
  back: string;
  children: ReactNode;
}) {
  return (
    <>
      <div>
        <h1 className="text-2xl font-medium">{title}</h1>
        <p className="mt-1 text-muted">{text}</p>
      </div>
      {children}
      <p className="text-muted">
        <a href="/sign-in">{back}</a>
      </p>
    </>
  );
}

/** Between two ways of which one is enough. */
export function Or({ children }: { children: string }) {
  return (
    <p className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      {children}
    </p>
  );
}

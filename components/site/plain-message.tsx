import type { ReactNode } from "react";

type PlainMessageProps = {
  title: ReactNode;
  children: ReactNode;
  actions?: ReactNode | undefined;
  /** Small print: a code to quote. */
  note?: ReactNode | undefined;
};

/** A page that says one thing: what happened, what to do, where to go. */
export function PlainMessage({ title, children, actions, note }: PlainMessageProps) {
  return (
    <main id="content" className="mx-auto flex min-h-[70dvh] w-full max-w-lg flex-col justify-center gap-3 px-4 py-12">
      <h1 className="text-2xl font-medium">{title}</h1>
      <div className="flex flex-col gap-2 text-lg text-muted">{children}</div>
      {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
      {note && <p className="mt-4 font-mono text-sm text-muted">{note}</p>}
    </main>
  );
}

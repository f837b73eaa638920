import type { ReactNode } from "react";

/** More words on hover and on focus. Never the only place of a meaning: touch has no hover; the control keeps its own name. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <span className="tip">
      {children}
      <span role="tooltip" aria-hidden>
        {text}
      </span>
    </span>
  );
}

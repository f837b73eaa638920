"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button, IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";

export type Toast = {
  message: string;
  /** An error stays until it is put away; the others leave by themselves. */
  tone?: "info" | "success" | "error" | undefined;
  action?: { label: string; onAction: () => void } | undefined;
};
type Shown = Toast & { id: number };

const LIFETIME_MS = 6_000;
const AT_ONCE = 3;

const ToastContext = createContext<((toast: Toast | string) => void) | null>(null);

/** Says in passing what has happened. For what must be read, use a message in the page. */
export function useToast(): (toast: Toast | string) => void {
  const show = useContext(ToastContext);
  if (show === null) throw new Error("useToast needs a ToastProvider above it");
  return show;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Shown[]>([]);
  const [held, setHeld] = useState(false);
  const count = useRef(0);

  const show = useCallback((toast: Toast | string) => {
    const shown = { ...(typeof toast === "string" ? { message: toast } : toast), id: count.current++ };
    setToasts((all) => [...all, shown].slice(-AT_ONCE));
  }, []);
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const latest = toasts.at(-1);

  return (
    <ToastContext value={show}>
      {children}
      {/* Always in the page: a live region that comes with its text is not read out. */}
      <p role="status" className="sr-only">
        {latest?.message}
      </p>
      <Stack count={toasts.length} onHold={setHeld}>
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} held={held} dismiss={dismiss} />
        ))}
      </Stack>
    </ToastContext>
  );
}

type StackProps = { count: number; onHold: (held: boolean) => void; children: ReactNode };

/** A manual popover, so that a toast stands above an open dialog too. */
function Stack({ count, onHold, children }: StackProps) {
  const t = useTranslations("ui");
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const stack = ref.current;
    if (stack === null) return;
    if (count === 0) return onHold(false); // what went away under the pointer tells nobody that the pointer left
    stack.showPopover();
    return () => stack.hidePopover();
  }, [count, onHold]);
  return (
    <section
      ref={ref}
      aria-label={t("notifications")}
      popover="manual"
      onPointerEnter={() => onHold(true)}
      onPointerLeave={() => onHold(false)}
      onFocus={() => onHold(true)}
      onBlur={() => onHold(false)}
      className="inset-auto end-4 bottom-4 m-0 w-[min(26rem,calc(100vw-2rem))] overflow-visible border-0 bg-transparent p-0"
    >
      <div className="flex flex-col gap-2">{children}</div>
    </section>
  );
}

function ToastCard({ toast, held, dismiss }: { toast: Shown; held: boolean; dismiss: (id: number) => void }) {
  const t = useTranslations("ui");
  const { id, message, tone = "info", action } = toast;
  const leaves = tone !== "error";
  useEffect(() => {
    if (!leaves || held) return;
    const timer = setTimeout(dismiss, LIFETIME_MS, id);
    return () => clearTimeout(timer);
  }, [leaves, held, id, dismiss]);
  return (
    <div className="flex items-center gap-2.5 rounded-lg bg-raised py-1.5 ps-4 pe-1.5 text-text shadow-float">
      {tone === "success" && <Icon name="check" className="shrink-0 text-good" />}
      {tone === "error" && <Icon name="alert" className="shrink-0 text-critical" />}
      <p className="min-w-0 flex-1 py-1">{message}</p>
      {action && (
        <Button
          variant="quiet"
          size="sm"
          onClick={() => {
            dismiss(id);
            action.onAction();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon="close" size="sm" label={t("dismiss")} onClick={() => dismiss(id)} />
    </div>
  );
}

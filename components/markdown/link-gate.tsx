import { type MouseEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { type LinkTarget, linkTarget } from "./link-target.ts";

type External = Extract<LinkTarget, { kind: "external" }>;

/**
 * Asks before a link inside leaves the site, showing the whole address with its host set apart.
 * One listener for all links: they stay plain anchors, so keyboard, focus and "copy link" work as anywhere.
 */
export function LinkGate({ className, children }: { className: string; children: ReactNode }) {
  const [target, setTarget] = useState<External | null>(null);

  function ask(event: MouseEvent) {
    // Any button but the main one arrives as auxclick; the middle one would open the link at once.
    if (event.type === "auxclick" && event.button !== 1) return;
    const anchor = event.target instanceof Element ? event.target.closest("a.external") : null;
    const asked = linkTarget(anchor?.getAttribute("href") ?? "");
    if (asked?.kind !== "external") return;
    event.preventDefault();
    setTarget(asked);
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is used */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link arrives as a click */}
      <div className={className} onClick={ask} onAuxClick={ask}>
        {children}
      </div>
      {target !== null && <LeaveDialog target={target} onClose={() => setTarget(null)} />}
    </>
  );
}

function LeaveDialog({ target, onClose }: { target: External; onClose: () => void }) {
  const t = useTranslations("markdown");
  const hostAt = target.href.length - target.host.length - target.path.length;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("leave.title")}
      description={t(target.disguised ? "leave.disguised" : "leave.hint")}
      footer={
        <>
          {/* It has the focus at opening: Enter twice must not leave the site. */}
          <Button onClick={onClose} data-autofocus>
            {t("leave.cancel")}
          </Button>
          <LinkButton
            variant="primary"
            href={target.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            onClick={onClose}
          >
            {t("leave.open")}
          </LinkButton>
        </>
      }
    >
      <p className="link-target" dir="ltr">
        {target.href.slice(0, hostAt)}
        <strong>{target.host}</strong>
        {target.path}
      </p>
    </Dialog>
  );
}

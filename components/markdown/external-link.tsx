import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { type LinkTarget, linkTarget, tellsTarget } from "./link-target.ts";

type Anchor = { target: LinkTarget; label?: string; children: ReactNode };

/** An `<a>` to a checked target. One that leaves the site opens apart, tells it nothing, and asks first (link-gate). */
export function Anchor({ target, label, children }: Anchor) {
  if (target.kind === "internal") {
    return (
      <a href={target.href} aria-label={label}>
        {children}
      </a>
    );
  }
  return (
    <a className="external" href={target.href} aria-label={label} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** A link of untrusted text, with its host behind it unless the text is the address; text, if it may not be one. */
export function TextLink(props: { href: string; text: string; fragments: boolean; children: ReactNode }) {
  const target = linkTarget(props.href, props);
  if (target === null) return props.children;
  return (
    <Anchor target={target}>
      {props.children}
      {target.kind === "external" && !tellsTarget(props.text, target) && <Host name={target.host} />}
    </Anchor>
  );
}

/** A picture is never fetched: fetching tells its host who reads, and what the text put into its address. */
export function ImageChip({ href, alt }: { href: string; alt: string }) {
  const t = useTranslations("markdown");
  const target = linkTarget(href);
  const text = alt === "" ? t("image") : t("imageNamed", { alt });
  return (
    <span className="image-chip">
      {target === null ? (
        text
      ) : (
        <Anchor target={target}>
          {text}
          {target.kind === "external" && <Host name={target.host} />}
        </Anchor>
      )}
    </span>
  );
}

/** Isolated, so that right-to-left text beside it cannot turn it round. */
function Host({ name }: { name: string }) {
  return (
    <>
      {" "}
      <bdi className="link-host" dir="ltr">
        {name}
      </bdi>
    </>
  );
}

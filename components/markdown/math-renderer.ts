import { createElement, type ReactNode } from "react";
import temml from "temml";

/** A node of Temml's build tree: an element with `type`, a text with `text`, or a wrapper with children only. */
type MathNode = {
  type?: string;
  text?: string;
  children?: readonly MathNode[];
  attributes?: Readonly<Record<string, unknown>>;
  classes?: readonly string[];
  style?: Readonly<Record<string, string>>;
};

const ELEMENTS = new Set(
  (
    "math mrow mi mo mn mtext mspace mfrac msqrt mroot mstyle mpadded mphantom menclose msub msup msubsup " +
    "munder mover munderover mmultiscripts mprescripts none mtable mtr mtd"
  ).split(" "),
);

const ATTRIBUTES = new Set(
  (
    "display displaystyle scriptlevel mathvariant mathcolor mathbackground stretchy symmetric fence separator form " +
    "largeop movablelimits accent accentunder lspace rspace minsize maxsize width height depth voffset linethickness " +
    "mathsize columnalign rowspacing columnspacing notation linebreak"
  ).split(" "),
);

const LENGTHS = new Set("lspace rspace minsize maxsize width height depth voffset linethickness mathsize".split(" "));
/** At most two digits before the point: a formula cannot draw over the rest of the page. */
const LENGTH = /^[+-]?\d{0,2}(?:\.\d+)?(?:em|ex|px|pt|mu|cm|mm|in|pc|width|%)?$/;

const MAX_SOURCE = 5_000;
const MAX_DEPTH = 100;

/**
 * TeX as MathML elements of React; null when it cannot be read.
 * Nothing of the source becomes markup: elements and attributes outside the lists above are dropped, links too.
 */
export function renderMath(source: string, display: boolean): ReactNode {
  if (source.length > MAX_SOURCE) return null;
  try {
    const tree: MathNode = temml.__renderToMathMLTree(source, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      maxSize: [25, 250],
      maxExpand: 500,
    });
    return tree.type === "math" ? element(tree, 0, 0) : null;
  } catch {
    return null;
  }
}

function element(node: MathNode, key: number, depth: number): ReactNode {
  if (depth > MAX_DEPTH) throw new RangeError("formula nested too deeply");
  if (node.type === undefined && typeof node.text === "string") return node.text;
  const children = (node.children ?? []).map((child, index) => element(child, index, depth + 1));
  if (node.type === undefined || !ELEMENTS.has(node.type)) return createElement("mrow", { key }, ...children);
  const props: Record<string, string | number> = { key };
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    if (ATTRIBUTES.has(name) && (!LENGTHS.has(name) || LENGTH.test(String(value)))) props[name] = String(value);
  }
  // A colour is the one style that has an attribute of its own.
  if (/^#[0-9a-f]{3,8}$/i.test(node.style?.color ?? "")) props.mathcolor = node.style?.color ?? "";
  const classes = [...(node.classes ?? []).filter((name) => /^[a-z][a-z0-9-]*$/.test(name)), ...styleClasses(node)];
  if (classes.length > 0) props.className = classes.join(" ");
  return createElement(node.type, props, ...children);
}

/** What Temml says through style and MathML cannot say otherwise, as classes. */
function styleClasses({ type, style = {} }: MathNode): string[] {
  const classes: string[] = [];
  if (type === "mtd") {
    for (const side of ["Top", "Right", "Bottom", "Left"] as const) {
      const border = style[`border${side}`];
      const kind = /dashed|double/.exec(border ?? "")?.[0] ?? "solid";
      if (border) classes.push(`tml-${side.toLowerCase()}-${kind}`);
      if (/^0(?:em|pt)?$/.test(style[`padding${side}`] ?? "")) classes.push(`tml-no-pad-${side.toLowerCase()}`);
    }
    if (style.padding === "0") classes.push("tml-no-pad");
    if (style.textAlign === "left") classes.push("tml-left");
    if (style.width === "50%") classes.push("tml-glue");
  }
  if (type === "mtable" && style.width === "100%") classes.push("tml-wide");
  if (style.border) classes.push("tml-fbox");
  if (style.fontWeight === "bold" || style["font-weight"] === "bold") classes.push("tml-bold");
  if (style["font-style"] === "italic") classes.push("tml-italic");
  if (style.transform === "scaleX(-1)") classes.push("tml-mirrored");
  if (style.mathDepth === "0" || style["math-depth"] !== undefined) classes.push("tml-full-size");
  return classes;
}

import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import go from "highlight.js/lib/languages/go";
import graphql from "highlight.js/lib/languages/graphql";
import http from "highlight.js/lib/languages/http";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import lua from "highlight.js/lib/languages/lua";
import makefile from "highlight.js/lib/languages/makefile";
import markdown from "highlight.js/lib/languages/markdown";
import nginx from "highlight.js/lib/languages/nginx";
import perl from "highlight.js/lib/languages/perl";
import php from "highlight.js/lib/languages/php";
import powershell from "highlight.js/lib/languages/powershell";
import python from "highlight.js/lib/languages/python";
import r from "highlight.js/lib/languages/r";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import scss from "highlight.js/lib/languages/scss";
import shell from "highlight.js/lib/languages/shell";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { createLowlight } from "lowlight";
import type { ReactNode } from "react";

const lowlight = createLowlight({
  ...{ bash, c, cpp, csharp, css, diff, dockerfile, go, graphql, http, ini, java, javascript, json, kotlin, lua },
  ...{ makefile, markdown, nginx, perl, php, powershell, python, r, ruby, rust, scss, shell, sql, swift },
  ...{ typescript, xml, yaml },
});

/** Some grammars are slow on long or hostile input, and colours in 1,000 lines help nobody. */
const MAX_CODE = 50_000;

type Node = { type: string; value?: string; children?: readonly Node[]; properties?: { className?: unknown } };

/** `code` with its parts in `<span class="hljs-…">`; null for a language that is not known, or too much code. */
export function highlight(code: string, language: string): ReactNode {
  if (code.length > MAX_CODE || !lowlight.registered(language)) return null;
  try {
    return children(lowlight.highlight(language, code));
  } catch {
    return null; // A grammar that fails leaves the code as it was.
  }
}

function children(node: Node): ReactNode[] {
  return (node.children ?? []).map((child, index) => {
    if (child.type === "text") return child.value;
    const names = child.properties?.className;
    const className = Array.isArray(names) ? names.join(" ") : undefined;
    return (
      <span key={index} className={className}>
        {children(child)}
      </span>
    );
  });
}

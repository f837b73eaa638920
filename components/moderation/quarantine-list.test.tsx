import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { describe, expect, test } from "vitest";
import { findingWeights } from "#lib/documents/inspect/inspection.ts";
import { catalogs } from "#lib/i18n/catalogs.ts";
import { languages } from "#lib/i18n/languages.ts";
import { QuarantineList, type WaitingFile } from "./quarantine-list.tsx";

const file: WaitingFile = {
  ...{ id: "1", name: "report.pdf", kind: "pdf", size: 12_345, owner: "Olga", signature: "eicar" },
  ...{ scanner: "built-in", scannedAt: "2026-11-22T12:00:00.000Z", deciding: "open" },
};

const shown = (locale: (typeof languages)[number], ...files: Partial<WaitingFile>[]) =>
  renderToStaticMarkup(
    <IntlProvider locale={locale} messages={catalogs[locale]} timeZone="UTC">
      <QuarantineList
        files={files.map((of, at) => ({ ...file, id: `${at}`, ...of }))}
        decide={async () => ({ ok: true, value: null })}
      />
    </IntlProvider>,
  );

const hits = Object.entries(findingWeights).flatMap(([code, weight]) => (weight === "hit" ? code : []));

describe.each(languages)("in %s", (locale) => {
  test.each([...hits, "too-large"])("what the built-in checks call %s is said in a sentence", (signature) => {
    const html = shown(locale, { signature });
    expect(html).not.toContain(signature === "eicar" ? "clamav" : signature);
    expect(html).not.toContain("<code>");
  });

  test("what ClamAV found keeps its name, and can do nothing on the page", () => {
    const html = shown(locale, { scanner: "clamav", signature: "Win.Test.EICAR_HDB-1" });
    expect(html).toContain("<code>Win.Test.EICAR_HDB-1</code>");
    expect(shown(locale, { signature: "<img src=x>", name: "<b>.pdf" })).not.toMatch(/<img|<b>/);
    for (const signature of ["constructor", "toString", "eicar"])
      expect(shown(locale, { scanner: "clamav", signature })).toContain(`<code>${signature}</code>`);
  });

  test("one's own file, and a list that was only lent, come without a form", () => {
    expect(shown(locale, {})).toContain("<textarea");
    for (const deciding of ["own", "not-allowed"] as const) expect(shown(locale, { deciding })).not.toContain("<form");
  });

  test("an empty quarantine says what would stand there", () => {
    expect(shown(locale)).toContain(catalogs[locale].moderation.quarantine.noneText);
  });
});

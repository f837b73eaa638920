import { readdirSync } from "node:fs";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { expect, test } from "vitest";
import { ui } from "#lib/i18n/messages/de/ui.ts";
import { Avatar } from "./avatar.tsx";
import { Badge } from "./badge.tsx";
import { Button, IconButton } from "./button.tsx";
import { Confirm } from "./confirm.tsx";
import { CopyButton } from "./copy-button.tsx";
import { DescriptionList } from "./description-list.tsx";
import { Dialog } from "./dialog.tsx";
import { Drawer } from "./drawer.tsx";
import { EmptyState } from "./empty-state.tsx";
import { CheckboxField, SelectField, TextareaField, TextField } from "./field.tsx";
import { FormMessage } from "./form-message.tsx";
import { Icon } from "./icon.tsx";
import { Input, Select } from "./input.tsx";
import { Kbd } from "./kbd.tsx";
import { LinkButton } from "./link-button.tsx";
import { Menu } from "./menu.tsx";
import { NavTabs } from "./nav-tabs.tsx";
import { Card, Page, PageHeader, Section } from "./page.tsx";
import { Palette } from "./palette.tsx";
import { PasswordField } from "./password-field.tsx";
import { Popover } from "./popover.tsx";
import { Progress } from "./progress.tsx";
import { Segmented } from "./segmented.tsx";
import { Severity } from "./severity.tsx";
import { Shortcut } from "./shortcut.tsx";
import { SidePanel, SidePanelButton } from "./side-panel.tsx";
import { Loading, SkeletonRows, SkeletonText } from "./skeleton.tsx";
import { Spinner } from "./spinner.tsx";
import { Stat } from "./stat.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { DataTable } from "./table.tsx";
import { Time } from "./time.tsx";
import { ToastProvider } from "./toast.tsx";
import { Tooltip } from "./tooltip.tsx";

const nothing = () => {};
const at = Date.UTC(2026, 10, 22, 3, 16);
const columns = [{ key: "name", header: "Name", cell: (row: { name: string }) => row.name, rowHeader: true }];

/** One example or more of every file here. A new file without one fails below. */
const examples: Record<string, ReactNode> = {
  avatar: <Avatar name="Ada Lovelace" />,
  badge: <Badge icon="lock">Intern</Badge>,
  button: [<Button key="a">Los</Button>, <IconButton key="b" icon="trash" label="Löschen" pending />],
  confirm: <Confirm open onClose={nothing} title="Löschen?" confirmLabel="Löschen" onConfirm={nothing} error="Nein" />,
  "copy-button": [<CopyButton key="a" text="x" />, <CopyButton key="b" text="x" wordy />],
  "description-list": <DescriptionList items={[{ term: "Ort", detail: "hier" }]} />,
  dialog: <Dialog open onClose={nothing} title="Titel" description="Satz" footer={<Button>Zu</Button>} />,
  drawer: <Drawer open onClose={nothing} label="Quellen" side="right" children="…" />,
  "empty-state": <EmptyState title="Nichts" action={<Button>Neu</Button>} children="Hier steht bald etwas." />,
  field: [
    <TextField key="a" label="Name" name="name" hint="Hinweis" error="Fehlt." />,
    <TextareaField key="b" label="Grund" name="reason" labelHidden />,
    <SelectField key="c" label="Stufe" name="level" children={<option>1</option>} />,
    <CheckboxField key="d" label="Ja" name="yes" hint="Hinweis" />,
  ],
  "form-message": <FormMessage tone="error" title="Nein" children="Noch einmal versuchen." />,
  icon: [<Icon key="a" name="plus" />, <Icon key="b" name="plus" label="Neu" />],
  input: [<Input key="a" aria-label="Suchen" />, <Select key="b" aria-label="Stufe" />],
  kbd: <Kbd>K</Kbd>,
  "link-button": <LinkButton href="/x">Weiter</LinkButton>,
  menu: (
    <Menu
      label="Aktionen"
      items={[
        { id: "a", label: "Umbenennen", onSelect: nothing },
        { id: "b", separator: true },
        { id: "c", heading: "Ziel" },
        { id: "d", label: "Hier", href: "/x", checked: true },
      ]}
    />
  ),
  "nav-tabs": <NavTabs label="Bereiche" current="/a" tabs={[{ href: "/a", label: "A", note: 3 }]} />,
  page: (
    <Page>
      <PageHeader title="Seite" actions={<Button>Neu</Button>} />
      <Section title="Teil" children={<Card>Inhalt</Card>} />
    </Page>
  ),
  palette: <Palette open onClose={nothing} label="Befehle" onSelect={nothing} items={[{ id: "a", label: "Neu" }]} />,
  "password-field": <PasswordField label="Passwort" name="password" />,
  popover: <Popover label="Filter" icon="filter" children={(close) => <Button onClick={close}>Gut</Button>} />,
  progress: [<Progress key="a" label="Lesen" value={4} />, <Progress key="b" label="Warten" />],
  segmented: <Segmented legend="Farbe" name="theme" options={[{ value: "dark", label: "Dunkel", icon: "moon" }]} />,
  severity: <Severity level="critical" label="Kritisch" />,
  shortcut: <Shortcut keys={["mod", "k"]} />,
  "side-panel": [
    <SidePanelButton key="a" panel="side" label="Menü" />,
    <SidePanel key="b" id="side" label="Menü" children={<a href="/x">Eins</a>} />,
  ],
  skeleton: <Loading label="Lädt" children={[<SkeletonText key="a" />, <SkeletonRows key="b" />]} />,
  spinner: <Spinner />,
  stat: <Stat label="Fehler" value="214" unit="mal" comparison="3 mehr" href="/x" />,
  "submit-button": <SubmitButton pending>Senden</SubmitButton>,
  table: [
    <DataTable key="a" caption="Leute" columns={columns} rows={[{ name: "Ada" }]} rowKey={(row) => row.name} />,
    <DataTable key="b" caption="Leute" columns={columns} rows={[]} rowKey={(row) => row.name} empty="Niemand" tall />,
  ],
  time: <Time value={at} />,
  toast: <ToastProvider children="Seite" />,
  tooltip: <Tooltip text="Mehr dazu" children={<Button>Was?</Button>} />,
};

const render = (example: ReactNode) =>
  renderToStaticMarkup(
    <IntlProvider locale="de" timeZone="UTC" messages={{ ui }}>
      {example}
    </IntlProvider>,
  );

const words = (html: string) => html.replace(/<[^>]*>/g, "").trim();

/** Whatever takes the focus and has neither words inside, nor a label of its own, nor one that points at it. */
function nameless(html: string): string[] {
  const named = (tag: string) => /aria-label(ledby)?="[^"]+"/.test(tag);
  const labelled = (tag: string) => html.includes(`for="${/ id="([^"]+)"/.exec(tag)?.[1]}"`);
  const worded = [...html.matchAll(/<(button|a)\b[^>]*>(.*?)<\/\1>/gs)]
    .filter(([all, , inside]) => !named(all.slice(0, all.indexOf(">"))) && words(inside ?? "") === "")
    .map(([all]) => all);
  const inLabel = html.replace(/<label\b[^>]*>(?=.*?<\/label>)(.*?)<\/label>/gs, (all) =>
    words(all) === "" ? all : "",
  );
  const controls = [...html.matchAll(/<(input|select|textarea|dialog|progress|table)\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !named(tag) && !labelled(tag) && inLabel.includes(tag) && !tag.startsWith("<table"));
  return [...worded, ...controls];
}

test("every part of the kit has an example here", () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.tsx$/.test(file));
  expect(Object.keys(examples).sort()).toEqual(files.map((file) => file.replace(".tsx", "")).sort());
});

test.each(Object.keys(examples))("%s sends no style attribute, which the policy would block", (name) => {
  expect(render(examples[name])).not.toMatch(/\sstyle=/);
});

test.each(Object.keys(examples))("%s gives a name to everything that takes the focus", (name) => {
  expect(nameless(render(examples[name]))).toEqual([]);
});

test("the check for names finds what has none", () => {
  expect(
    nameless('<button type="button"><svg></svg></button><input id="a"><label for="b">B</label><input id="b">'),
  ).toEqual(['<button type="button"><svg></svg></button>', '<input id="a">']);
});

test("a field's hint and error are tied to its control, and the error is an alert", () => {
  const html = render(<TextField label="Name" id="n" hint="Hinweis" error="Fehlt." />);
  expect(html).toMatch(/<input[^>]*aria-describedby="n-hint n-error"[^>]*aria-invalid="true"/);
  expect(html).toMatch(/id="n-error" role="alert"/);
  expect(html).toContain('<label for="n"');
});

test("a busy button keeps its words and its focus, and submits nothing", () => {
  const html = render(
    <Button type="submit" pending>
      Speichern
    </Button>,
  );
  expect(html).toMatch(/type="button"[^>]*aria-busy="true"[^>]*aria-disabled="true"/);
  expect(html).not.toMatch(/\sdisabled=/);
  expect(html).toContain("Speichern");
});

test("the server writes a time in UTC, whatever the zone of either side", () => {
  const html = render(<Time value={at} />);
  expect(html).toContain('dateTime="2026-11-22T03:16:00.000Z"');
  expect(html).toContain("22. Nov. 2026, 03:16");
});

test("a table's scroll region can be reached with the keyboard and is named by its caption", () => {
  const html = render(examples.table);
  const id = /<section tabindex="0" aria-labelledby="([^"]+)"/i.exec(html)?.[1];
  expect(html).toContain(`<caption id="${id}"`);
});

test("a closed dialog keeps nothing of its content in the page", () => {
  expect(render(<Dialog open={false} onClose={nothing} title="Titel" children="Geheimes" />)).not.toContain("Geheimes");
});

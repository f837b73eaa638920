import type { Metadata } from "next";
import { translator } from "#lib/http/translate.ts";
import { LinkPage } from "../link-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("link.setup.title") };
}

export default function SetupPage() {
  return <LinkPage purpose="setup" />;
}

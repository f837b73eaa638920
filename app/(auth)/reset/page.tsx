import type { Metadata } from "next";
import { translator } from "#lib/http/translate.ts";
import { LinkPage } from "../link-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("recovery"))("page.reset-password.title") };
}

export default function ResetPage() {
  return <LinkPage purpose="reset-password" />;
}

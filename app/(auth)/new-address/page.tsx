import type { Metadata } from "next";
import { translator } from "#lib/http/translate.ts";
import { LinkPage } from "../link-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("recovery"))("page.change-email.title") };
}

export default function NewAddressPage() {
  return <LinkPage purpose="change-email" />;
}

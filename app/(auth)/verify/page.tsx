import type { Metadata } from "next";
import { translator } from "#lib/http/translate.ts";
import { LinkPage } from "../link-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("recovery"))("page.verify-email.title") };
}

export default function VerifyPage() {
  return <LinkPage purpose="verify-email" />;
}

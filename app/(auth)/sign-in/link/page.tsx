import type { Metadata } from "next";
import { translator } from "#lib/http/translate.ts";
import { LinkPage } from "../../link-page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("recovery"))("page.sign-in.title") };
}

export default function SignInLinkPage() {
  return <LinkPage purpose="sign-in" />;
}

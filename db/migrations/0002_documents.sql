CREATE TABLE "conversation_documents" (
	"conversation_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conversation_documents_conversation_id_document_id_pk" PRIMARY KEY("conversation_id","document_id")
);
--> statement-breakpoint
CREATE TABLE "document_passages" (
	"document_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"owner_id" uuid NOT NULL,
	"page" integer,
	"body" "bytea" NOT NULL,
	"length" smallint NOT NULL,
	"embedding" "bytea",
	CONSTRAINT "document_passages_document_id_ordinal_pk" PRIMARY KEY("document_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "document_terms" (
	"owner_id" uuid NOT NULL,
	"term" "bytea" NOT NULL,
	"document_id" uuid NOT NULL,
	"postings" "bytea" NOT NULL,
	CONSTRAINT "document_terms_owner_id_term_document_id_pk" PRIMARY KEY("owner_id","term","document_id")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"size" integer NOT NULL,
	"content_index" "bytea" NOT NULL,
	"file_key" "bytea" NOT NULL,
	"label" text DEFAULT 'internal' NOT NULL,
	"state" text NOT NULL,
	"failure" text,
	"scanner" text,
	"signature" text,
	"signatures_version" text,
	"scanned_at" timestamp with time zone,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"reason" "bytea",
	"pages" integer,
	"passage_count" integer,
	"language" text,
	"created_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "library" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_documents" ADD CONSTRAINT "conversation_documents_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_documents" ADD CONSTRAINT "conversation_documents_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_passages" ADD CONSTRAINT "document_passages_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_passages" ADD CONSTRAINT "document_passages_owner_id_accounts_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_terms" ADD CONSTRAINT "document_terms_owner_id_accounts_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_terms" ADD CONSTRAINT "document_terms_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_owner_id_accounts_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_documents_document" ON "conversation_documents" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "document_passages_owner" ON "document_passages" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "document_terms_document" ON "document_terms" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "documents_owner" ON "documents" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_content" ON "documents" USING btree ("owner_id","content_index");--> statement-breakpoint
CREATE INDEX "documents_due" ON "documents" USING btree ("due_at") WHERE "documents"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "documents_quarantined" ON "documents" USING btree ("created_at") WHERE "documents"."state" = 'quarantined';
CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE TABLE "auth"."history" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "auth"."history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entity_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"changes" jsonb NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "auth"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"ids" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"token_hash" text NOT NULL,
	"rotations" integer DEFAULT 0 NOT NULL,
	"rotated_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_because" text
);
--> statement-breakpoint
CREATE TABLE "auth"."user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"email" text NOT NULL,
	"email_key" text collate "C" NOT NULL,
	"name" text NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"role" text NOT NULL,
	"status" text NOT NULL,
	"password_hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "history_entity" ON "auth"."history" USING btree ("entity_id","id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "auth"."outbox" USING btree ("next_at") WHERE "auth"."outbox"."delivered_at" is null;--> statement-breakpoint
CREATE INDEX "session_user" ON "auth"."session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_revoked_at" ON "auth"."session" USING btree ("revoked_at") WHERE "auth"."session"."revoked_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "user_email_key" ON "auth"."user" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "user_name_key" ON "auth"."user" USING btree ("name_key","id");--> statement-breakpoint
CREATE INDEX "user_name_search" ON "auth"."user" USING gin ("name_key" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "user_created_at" ON "auth"."user" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "user_active_role" ON "auth"."user" USING btree ("role","id") WHERE "auth"."user"."status" = 'active';
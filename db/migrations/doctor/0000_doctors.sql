CREATE SCHEMA "doctor";
--> statement-breakpoint
CREATE TABLE "doctor"."doctor" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"user_id" uuid,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"specialty" text NOT NULL,
	"email" text,
	"phone" text,
	"license_number" text,
	"room" text,
	"hours" jsonb NOT NULL,
	"slot_minutes" integer NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"sort_name" text collate "C" NOT NULL,
	"sort_specialty" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "doctor"."history" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "doctor"."history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entity_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"changes" jsonb NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "doctor"."outbox" (
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
CREATE UNIQUE INDEX "doctor_user" ON "doctor"."doctor" USING btree ("user_id") WHERE "doctor"."doctor"."archived_at" is null and "doctor"."doctor"."user_id" is not null;--> statement-breakpoint
CREATE INDEX "doctor_sort_name" ON "doctor"."doctor" USING btree ("sort_name","id");--> statement-breakpoint
CREATE INDEX "doctor_sort_specialty" ON "doctor"."doctor" USING btree ("sort_specialty","id");--> statement-breakpoint
CREATE INDEX "doctor_created_at" ON "doctor"."doctor" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "history_entity" ON "doctor"."history" USING btree ("entity_id","id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "doctor"."outbox" USING btree ("next_at") WHERE "doctor"."outbox"."delivered_at" is null;
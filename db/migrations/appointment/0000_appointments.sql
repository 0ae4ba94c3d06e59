CREATE SCHEMA "appointment";
--> statement-breakpoint
CREATE TABLE "appointment"."appointment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"patient_id" uuid NOT NULL,
	"doctor_id" uuid NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"type" text,
	"override_reason" text,
	"started_at" timestamp (3) with time zone,
	"cancelled_by" uuid,
	"cancelled_at" timestamp (3) with time zone,
	"cancel_reason" text,
	CONSTRAINT "appointment_times" CHECK ("appointment"."appointment"."starts_at" < "appointment"."appointment"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "appointment"."archived_patient" (
	"patient_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointment"."history" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "appointment"."history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entity_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"changes" jsonb NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "appointment"."idempotency" (
	"user_id" uuid NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"status" integer NOT NULL,
	"answer" json NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_user_id_route_key_pk" PRIMARY KEY("user_id","route","key")
);
--> statement-breakpoint
CREATE TABLE "appointment"."outbox" (
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
CREATE INDEX "appointment_starts_at" ON "appointment"."appointment" USING btree ("starts_at","id");--> statement-breakpoint
CREATE INDEX "appointment_doctor" ON "appointment"."appointment" USING btree ("doctor_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "appointment_patient" ON "appointment"."appointment" USING btree ("patient_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "appointment_created_at" ON "appointment"."appointment" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "appointment_updated_at" ON "appointment"."appointment" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "history_entity" ON "appointment"."history" USING btree ("entity_id","id");--> statement-breakpoint
CREATE INDEX "idempotency_at" ON "appointment"."idempotency" USING btree ("at");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "appointment"."outbox" USING btree ("next_at") WHERE "appointment"."outbox"."delivered_at" is null;
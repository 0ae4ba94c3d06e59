CREATE SCHEMA "patient";
--> statement-breakpoint
CREATE TABLE "patient"."history" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "patient"."history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entity_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"changes" jsonb NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "patient"."idempotency" (
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
CREATE TABLE "patient"."name_key" (
	"key" text collate "C" NOT NULL,
	"word" text collate "C" NOT NULL,
	CONSTRAINT "name_key_key_word_pk" PRIMARY KEY("key","word")
);
--> statement-breakpoint
CREATE TABLE "patient"."outbox" (
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
CREATE TABLE "patient"."patient_word" (
	"word" text collate "C" NOT NULL,
	"patient_id" uuid NOT NULL,
	CONSTRAINT "patient_word_word_patient_id_pk" PRIMARY KEY("word","patient_id")
);
--> statement-breakpoint
CREATE TABLE "patient"."patient" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"mrn_number" integer GENERATED ALWAYS AS IDENTITY (sequence name "patient"."patient_mrn_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"mrn" text collate "C" GENERATED ALWAYS AS ('MRN-' || lpad(mrn_number::text, greatest(6, length(mrn_number::text)), '0')) STORED NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"birth_date" date NOT NULL,
	"sex" text NOT NULL,
	"phone" text,
	"email" text,
	"address" text,
	"emergency_contact" jsonb,
	"blood_type" text,
	"allergies" jsonb NOT NULL,
	"user_id" uuid,
	"archived_at" timestamp (3) with time zone,
	"sort_name" text collate "C" NOT NULL,
	"search_name" text collate "C" NOT NULL,
	"phone_digits" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "patient"."patient_word" ADD CONSTRAINT "patient_word_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "patient"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "history_entity" ON "patient"."history" USING btree ("entity_id","id");--> statement-breakpoint
CREATE INDEX "idempotency_at" ON "patient"."idempotency" USING btree ("at");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "patient"."outbox" USING btree ("next_at") WHERE "patient"."outbox"."delivered_at" is null;--> statement-breakpoint
CREATE INDEX "patient_word_patient" ON "patient"."patient_word" USING btree ("patient_id");--> statement-breakpoint
CREATE UNIQUE INDEX "patient_mrn" ON "patient"."patient" USING btree ("mrn");--> statement-breakpoint
CREATE UNIQUE INDEX "patient_mrn_number" ON "patient"."patient" USING btree ("mrn_number");--> statement-breakpoint
CREATE UNIQUE INDEX "patient_user" ON "patient"."patient" USING btree ("user_id") WHERE "patient"."patient"."archived_at" is null and "patient"."patient"."user_id" is not null;--> statement-breakpoint
CREATE INDEX "patient_sort_name" ON "patient"."patient" USING btree ("sort_name","id");--> statement-breakpoint
CREATE INDEX "patient_birth_date" ON "patient"."patient" USING btree ("birth_date","id");--> statement-breakpoint
CREATE INDEX "patient_created_at" ON "patient"."patient" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "patient_updated_at" ON "patient"."patient" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "patient_phone_digits" ON "patient"."patient" USING gin ("phone_digits" gin_trgm_ops);
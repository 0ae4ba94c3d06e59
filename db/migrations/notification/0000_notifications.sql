CREATE SCHEMA "notification";
--> statement-breakpoint
CREATE TABLE "notification"."ack_task" (
	"notification_id" uuid PRIMARY KEY NOT NULL,
	"batch_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"state" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"within_seconds" integer NOT NULL,
	"step" text NOT NULL,
	"escalate_to" jsonb,
	"channels" jsonb NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "notification"."attempt" (
	"delivery_id" uuid NOT NULL,
	"generation" integer NOT NULL,
	"n" integer NOT NULL,
	"fence" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"outcome" text,
	"error" text,
	CONSTRAINT "attempt_delivery_id_generation_n_pk" PRIMARY KEY("delivery_id","generation","n")
);
--> statement-breakpoint
CREATE TABLE "notification"."batch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sender_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"send_at" timestamp (3) with time zone,
	"dedup_key" text,
	"count" integer NOT NULL,
	"message" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."delivery" (
	"id" uuid PRIMARY KEY NOT NULL,
	"notification_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"target" text DEFAULT 'recipient' NOT NULL,
	"status" text NOT NULL,
	"cause" text,
	"overridden" boolean DEFAULT false NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"claimed_by" uuid,
	"next_try_at" timestamp (3) with time zone,
	"enqueued_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "delivery_channel" UNIQUE("notification_id","channel","target")
);
--> statement-breakpoint
CREATE TABLE "notification"."epoch" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"epoch" text NOT NULL,
	"fingerprint" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."fanout_set" (
	"batch_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"user_ids" uuid[] NOT NULL,
	"ids" uuid[] NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"enqueued_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "fanout_set_batch_id_n_pk" PRIMARY KEY("batch_id","n")
);
--> statement-breakpoint
CREATE TABLE "notification"."history" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notification"."history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entity_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"changes" jsonb NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "notification"."idempotency" (
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
CREATE TABLE "notification"."notification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"batch_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"severity" text NOT NULL,
	"link" text,
	"data" jsonb NOT NULL,
	"read_at" timestamp (3) with time zone,
	"ack_due_at" timestamp (3) with time zone,
	"ack_at" timestamp (3) with time zone,
	"ack_by" uuid,
	"status" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "notification_recipient" UNIQUE("batch_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "notification"."outbox" (
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
CREATE TABLE "notification"."preference" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"channels" jsonb NOT NULL,
	"quiet_hours" jsonb,
	"webhook_url" text,
	"webhook_secret" text
);
--> statement-breakpoint
CREATE TABLE "notification"."processed_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."told_version" (
	"user_id" uuid NOT NULL,
	"subject" uuid NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "told_version_user_id_subject_pk" PRIMARY KEY("user_id","subject")
);
--> statement-breakpoint
CREATE TABLE "notification"."unaddressed" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"role" text NOT NULL,
	"person_id" uuid NOT NULL,
	"user_id" uuid,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."user_event" (
	"user_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"notification_id" uuid NOT NULL,
	"data" jsonb NOT NULL,
	"unread" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_event_user_id_seq_pk" PRIMARY KEY("user_id","seq")
);
--> statement-breakpoint
CREATE TABLE "notification"."user_stream" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"unread" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."worker" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notification"."ack_task" ADD CONSTRAINT "ack_task_notification_id_notification_id_fk" FOREIGN KEY ("notification_id") REFERENCES "notification"."notification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification"."attempt" ADD CONSTRAINT "attempt_delivery_id_delivery_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "notification"."delivery"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification"."delivery" ADD CONSTRAINT "delivery_notification_id_notification_id_fk" FOREIGN KEY ("notification_id") REFERENCES "notification"."notification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification"."fanout_set" ADD CONSTRAINT "fanout_set_batch_id_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "notification"."batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ack_task_due" ON "notification"."ack_task" USING btree ("due_at") WHERE "notification"."ack_task"."state" = 'open';--> statement-breakpoint
CREATE INDEX "ack_task_batch" ON "notification"."ack_task" USING btree ("batch_id") WHERE "notification"."ack_task"."state" = 'open';--> statement-breakpoint
CREATE INDEX "batch_dedup" ON "notification"."batch" USING btree ("sender_id","dedup_key","created_at") WHERE "notification"."batch"."dedup_key" is not null;--> statement-breakpoint
CREATE INDEX "delivery_due" ON "notification"."delivery" USING btree ("next_try_at") WHERE "notification"."delivery"."status" in ('pending', 'retrying');--> statement-breakpoint
CREATE INDEX "delivery_sending" ON "notification"."delivery" USING btree ("claimed_by") WHERE "notification"."delivery"."status" = 'sending';--> statement-breakpoint
CREATE INDEX "delivery_failed" ON "notification"."delivery" USING btree ("status","cause","updated_at") WHERE "notification"."delivery"."status" in ('failed', 'unknown');--> statement-breakpoint
CREATE INDEX "fanout_set_due" ON "notification"."fanout_set" USING btree ("due_at") WHERE "notification"."fanout_set"."done_at" is null;--> statement-breakpoint
CREATE INDEX "history_entity" ON "notification"."history" USING btree ("entity_id","id");--> statement-breakpoint
CREATE INDEX "idempotency_at" ON "notification"."idempotency" USING btree ("at");--> statement-breakpoint
CREATE INDEX "notification_inbox" ON "notification"."notification" USING btree ("user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "notification_unread" ON "notification"."notification" USING btree ("user_id","seq") WHERE "notification"."notification"."read_at" is null;--> statement-breakpoint
CREATE INDEX "notification_created_at" ON "notification"."notification" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "notification_troubled" ON "notification"."notification" USING btree ("status","created_at","id") WHERE "notification"."notification"."status" <> 'delivered';--> statement-breakpoint
CREATE INDEX "outbox_due" ON "notification"."outbox" USING btree ("next_at") WHERE "notification"."outbox"."delivered_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "unaddressed_once" ON "notification"."unaddressed" USING btree ("event_id","person_id");--> statement-breakpoint
CREATE INDEX "unaddressed_at" ON "notification"."unaddressed" USING btree ("at");
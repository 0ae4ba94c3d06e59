CREATE TABLE "notification"."alert" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"sender_id" uuid,
	"answered_by" text NOT NULL,
	"owner_id" uuid,
	"acknowledged_at" timestamp (3) with time zone,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"repeats" integer DEFAULT 0 NOT NULL,
	"repeated_at" timestamp (3) with time zone,
	"revision" integer DEFAULT 0 NOT NULL,
	"is_spreading" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notification"."ack_task" ADD COLUMN "declined_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notification"."ack_task" ADD COLUMN "decline_reason" text;--> statement-breakpoint
ALTER TABLE "notification"."ack_task" ADD COLUMN "handed_over_to" uuid;--> statement-breakpoint
ALTER TABLE "notification"."batch" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notification"."batch" ADD COLUMN "cancelled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notification"."batch" ADD COLUMN "cancelled_by" uuid;--> statement-breakpoint
ALTER TABLE "notification"."delivery" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notification"."fanout_set" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "notification"."notification" ADD COLUMN "alert_id" uuid;--> statement-breakpoint
ALTER TABLE "notification"."notification" ADD COLUMN "lead" text;--> statement-breakpoint
ALTER TABLE "notification"."notification" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "notification"."notification" ADD COLUMN "declined_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notification"."notification" ADD COLUMN "repeats" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "notification"."notification" ADD COLUMN "alert_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "notification"."preference" ADD COLUMN "webhook_previous_secret" text;--> statement-breakpoint
ALTER TABLE "notification"."preference" ADD COLUMN "webhook_previous_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "alert_spreading" ON "notification"."alert" USING btree ("updated_at") WHERE "notification"."alert"."is_spreading";--> statement-breakpoint
CREATE INDEX "batch_sender" ON "notification"."batch" USING btree ("sender_id","created_at","id");--> statement-breakpoint
CREATE INDEX "batch_created_at" ON "notification"."batch" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "delivery_expiring" ON "notification"."delivery" USING btree ("expires_at") WHERE "notification"."delivery"."status" in ('pending', 'retrying') and "notification"."delivery"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "delivery_created_at" ON "notification"."delivery" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "notification_alert" ON "notification"."notification" USING btree ("alert_id","user_id") WHERE "notification"."notification"."alert_id" is not null;
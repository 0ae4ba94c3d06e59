ALTER TABLE "notification"."notification" ADD COLUMN "sender_id" uuid;--> statement-breakpoint
ALTER TABLE "notification"."notification" ADD COLUMN "sender_name" text;
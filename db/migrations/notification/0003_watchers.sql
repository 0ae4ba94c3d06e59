CREATE TABLE "notification"."alarm" (
	"id" uuid PRIMARY KEY NOT NULL,
	"fault" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "notification"."canary" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"written_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "notification"."canary_watcher" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"arrived_up_to" timestamp (3) with time zone,
	"took_ms" integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX "alarm_open" ON "notification"."alarm" USING btree (("ended_at" is null)) WHERE "notification"."alarm"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "canary_asked_at" ON "notification"."canary" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "delivery_watched" ON "notification"."delivery" USING btree ("status","created_at") WHERE status in ('pending', 'sending', 'retrying', 'failed', 'unknown') and user_id <> '00000000-0000-7000-8000-000000000001';
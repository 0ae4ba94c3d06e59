CREATE TABLE "appointment"."extra_hours" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"doctor_id" uuid NOT NULL,
	"date" date NOT NULL,
	"from" text NOT NULL,
	"to" text NOT NULL,
	"reason" text,
	"entered_by" uuid NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	"cancelled_by" uuid
);
--> statement-breakpoint
CREATE TABLE "appointment"."freed_slot" (
	"id" uuid PRIMARY KEY NOT NULL,
	"doctor_id" uuid NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"appointment_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "appointment"."hold" (
	"id" uuid PRIMARY KEY NOT NULL,
	"doctor_id" uuid NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"user_id" uuid,
	"patient_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "hold_times" CHECK ("appointment"."hold"."starts_at" < "appointment"."hold"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "appointment"."holiday" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"date" date NOT NULL,
	"name" text NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	"cancelled_by" uuid
);
--> statement-breakpoint
CREATE TABLE "appointment"."leave" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"doctor_id" uuid NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"first_date" date,
	"last_date" date,
	"reason" text,
	"entered_by" uuid NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	"cancelled_by" uuid,
	CONSTRAINT "leave_times" CHECK ("appointment"."leave"."starts_at" < "appointment"."leave"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "appointment"."waitlist_offer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"entry_id" uuid NOT NULL,
	"slot_id" uuid NOT NULL,
	"hold_id" uuid NOT NULL,
	"status" text NOT NULL,
	"offered_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid,
	CONSTRAINT "waitlist_offer_once" UNIQUE("slot_id","entry_id")
);
--> statement-breakpoint
CREATE TABLE "appointment"."reminder" (
	"appointment_id" uuid NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"lead" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reminder_appointment_id_starts_at_lead_pk" PRIMARY KEY("appointment_id","starts_at","lead")
);
--> statement-breakpoint
CREATE TABLE "appointment"."waitlist_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"patient_id" uuid NOT NULL,
	"doctor_id" uuid,
	"specialty" text,
	"not_before" timestamp (3) with time zone,
	"not_after" timestamp (3) with time zone,
	"reason" text,
	"status" text NOT NULL,
	"entered_by" uuid NOT NULL,
	"appointment_id" uuid,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "appointment"."appointment" ADD COLUMN "room" text;--> statement-breakpoint
ALTER TABLE "appointment"."appointment" ADD COLUMN "arrived_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "appointment"."appointment" ADD COLUMN "checked_in_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "appointment"."appointment" ADD COLUMN "finished_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "appointment"."waitlist_offer" ADD CONSTRAINT "waitlist_offer_entry_id_waitlist_entry_id_fk" FOREIGN KEY ("entry_id") REFERENCES "appointment"."waitlist_entry"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment"."waitlist_offer" ADD CONSTRAINT "waitlist_offer_slot_id_freed_slot_id_fk" FOREIGN KEY ("slot_id") REFERENCES "appointment"."freed_slot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment"."waitlist_offer" ADD CONSTRAINT "waitlist_offer_hold_id_hold_id_fk" FOREIGN KEY ("hold_id") REFERENCES "appointment"."hold"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "extra_hours_doctor" ON "appointment"."extra_hours" USING btree ("doctor_id","date") WHERE "appointment"."extra_hours"."cancelled_at" is null;--> statement-breakpoint
CREATE INDEX "freed_slot_open" ON "appointment"."freed_slot" USING btree ("created_at") WHERE "appointment"."freed_slot"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "hold_doctor" ON "appointment"."hold" USING btree ("doctor_id","starts_at") WHERE "appointment"."hold"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "holiday_date" ON "appointment"."holiday" USING btree ("date") WHERE "appointment"."holiday"."cancelled_at" is null;--> statement-breakpoint
CREATE INDEX "leave_doctor" ON "appointment"."leave" USING btree ("doctor_id","starts_at") WHERE "appointment"."leave"."cancelled_at" is null;--> statement-breakpoint
CREATE INDEX "leave_created_at" ON "appointment"."leave" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "waitlist_offer_entry" ON "appointment"."waitlist_offer" USING btree ("entry_id","offered_at");--> statement-breakpoint
CREATE INDEX "waitlist_offer_open" ON "appointment"."waitlist_offer" USING btree ("expires_at") WHERE "appointment"."waitlist_offer"."status" = 'offered';--> statement-breakpoint
CREATE INDEX "waitlist_waiting" ON "appointment"."waitlist_entry" USING btree ("created_at","id") WHERE "appointment"."waitlist_entry"."status" in ('waiting', 'offered');--> statement-breakpoint
CREATE INDEX "waitlist_patient" ON "appointment"."waitlist_entry" USING btree ("patient_id","created_at");--> statement-breakpoint
CREATE INDEX "waitlist_created_at" ON "appointment"."waitlist_entry" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "appointment_room" ON "appointment"."appointment" USING btree ("room","starts_at") WHERE "appointment"."appointment"."room" is not null;
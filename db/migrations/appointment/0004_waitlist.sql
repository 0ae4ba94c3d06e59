ALTER TABLE "appointment"."freed_slot" ADD COLUMN "next_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "appointment"."waitlist_entry" ADD COLUMN "specialty_key" text;--> statement-breakpoint
CREATE INDEX "freed_slot_due" ON "appointment"."freed_slot" USING btree ("next_at") WHERE "appointment"."freed_slot"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "freed_slot_doctor" ON "appointment"."freed_slot" USING btree ("doctor_id","starts_at","id");
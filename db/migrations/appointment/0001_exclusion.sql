-- Behind the locked check (services/appointment/src/booking.ts): no path, not even an import, can double book.
-- The statuses are those of activeStatuses in rules.ts; intervals are half-open, so that appointments may touch.
ALTER TABLE "appointment"."appointment" ADD CONSTRAINT "appointment_patient_busy"
  EXCLUDE USING gist ("patient_id" WITH =, tstzrange("starts_at", "ends_at", '[)') WITH &&)
  WHERE ("status" IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled'));
--> statement-breakpoint
ALTER TABLE "appointment"."appointment" ADD CONSTRAINT "appointment_doctor_busy"
  EXCLUDE USING gist ("doctor_id" WITH =, tstzrange("starts_at", "ends_at", '[)') WITH &&)
  WHERE ("status" IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled') AND "override_reason" IS NULL);

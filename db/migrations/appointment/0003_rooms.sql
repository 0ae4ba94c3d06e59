-- Behind the locked check, like the two of 0001: no two doctors are in one room at the same time, unless one is there by override.
ALTER TABLE "appointment"."appointment" ADD CONSTRAINT "appointment_room_busy"
  EXCLUDE USING gist ("room" WITH =, "doctor_id" WITH <>, tstzrange("starts_at", "ends_at", '[)') WITH &&)
  WHERE ("status" IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled') AND "override_reason" IS NULL AND "room" IS NOT NULL);

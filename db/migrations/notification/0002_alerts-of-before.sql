-- What was asked for before alerts were kept: each batch is an alert of its own, and its escalations are others.
INSERT INTO "notification"."alert" (id, created_at, updated_at, answered_by, title, body)
SELECT DISTINCT ON (batch_id) batch_id, created_at, created_at,
	CASE WHEN severity = 'critical' OR kind = 'escalation' THEN 'one' ELSE 'each' END, title, body
FROM "notification"."notification" WHERE ack_due_at IS NOT NULL
ORDER BY batch_id, id;--> statement-breakpoint
UPDATE "notification"."notification" SET alert_id = batch_id, owner_id = ack_by WHERE ack_due_at IS NOT NULL;--> statement-breakpoint
UPDATE "notification"."alert" SET owner_id = taken.ack_by, acknowledged_at = taken.ack_at
FROM (
	SELECT DISTINCT ON (alert_id) alert_id, ack_by, ack_at FROM "notification"."notification"
	WHERE ack_at IS NOT NULL ORDER BY alert_id, ack_at
) AS taken
WHERE taken.alert_id = alert.id AND alert.answered_by = 'one';--> statement-breakpoint
UPDATE "notification"."fanout_set" SET outcome = 'written' WHERE done_at IS NOT NULL;

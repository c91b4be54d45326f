ALTER TABLE event ADD COLUMN thin boolean NOT NULL DEFAULT false;
CREATE INDEX event_thin ON event (seq DESC) WHERE thin;

ALTER TABLE delivery DROP CONSTRAINT delivery_state_check;
ALTER TABLE delivery ADD CONSTRAINT delivery_state_check
  CHECK (state IN ('pending', 'delivered', 'failed', 'dropped'));
ALTER TABLE delivery ADD COLUMN planned boolean NOT NULL DEFAULT false;
ALTER TABLE delivery ADD COLUMN held_until bigint;

CREATE INDEX object_payment_of_invoice ON object ((data ->> 'invoice')) WHERE type = 'invoice_payment';
CREATE INDEX object_invoice_of_subscription ON object
  ((data -> 'parent' -> 'subscription_details' ->> 'subscription')) WHERE type = 'invoice';
CREATE INDEX object_charge_of_intent ON object ((data ->> 'payment_intent')) WHERE type = 'charge';
CREATE INDEX object_movement_of_source ON object ((data ->> 'source')) WHERE type = 'balance_transaction';
CREATE INDEX object_refund_of_charge ON object ((data ->> 'charge')) WHERE type = 'refund';
CREATE INDEX object_dispute_of_charge ON object ((data ->> 'charge')) WHERE type = 'dispute';
CREATE INDEX object_customer_email ON object ((data ->> 'email')) WHERE type = 'customer';

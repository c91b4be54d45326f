CREATE TABLE object (
  id text PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  type text NOT NULL,
  created bigint NOT NULL,
  customer text,
  due bigint,
  deleted boolean NOT NULL DEFAULT false,
  data json NOT NULL,
  hidden json NOT NULL DEFAULT '{}'
);
CREATE INDEX object_type_seq ON object (type, seq DESC);
CREATE INDEX object_customer ON object (customer, type, seq DESC) WHERE customer IS NOT NULL;
CREATE INDEX object_due ON object (due, seq) WHERE due IS NOT NULL;
CREATE INDEX object_invoice_payment ON object ((data -> 'payment' ->> 'payment_intent')) WHERE type = 'invoice_payment';
CREATE INDEX object_lookup_key ON object ((data ->> 'lookup_key')) WHERE type = 'price';

CREATE TABLE event (
  id text PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  type text NOT NULL,
  created bigint NOT NULL,
  data json NOT NULL
);
CREATE INDEX event_seq ON event (seq DESC);

CREATE TABLE delivery (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event text NOT NULL REFERENCES event (id),
  endpoint text NOT NULL REFERENCES object (id),
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
  tries integer NOT NULL DEFAULT 0,
  due_ms bigint NOT NULL
);
CREATE INDEX delivery_due ON delivery (due_ms, id) WHERE state = 'pending';
CREATE INDEX delivery_event ON delivery (event);

CREATE TABLE attempt (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery bigint NOT NULL REFERENCES delivery (id),
  at_ms bigint NOT NULL,
  took_ms integer NOT NULL,
  status integer,
  error text
);
CREATE INDEX attempt_delivery ON attempt (delivery);

CREATE TABLE idempotency (
  key text PRIMARY KEY,
  request text NOT NULL,
  fingerprint text NOT NULL,
  status integer NOT NULL,
  answer text NOT NULL,
  at_ms bigint NOT NULL
);

CREATE TABLE setting (
  name text PRIMARY KEY,
  value text NOT NULL
);

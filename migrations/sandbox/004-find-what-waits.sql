-- Every invoice asks what waits for it; nearly always nothing does.
CREATE INDEX object_waiting ON object (customer, seq) WHERE type = 'invoiceitem' AND data ->> 'invoice' IS NULL;

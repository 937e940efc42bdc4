-- What retention has dropped is remembered where it can be missed: a client that resumes is told
-- whether anything after its last notification is no longer there.
alter table connection add column dropped_id bigint not null default 0;
comment on column connection.dropped_id is 'The last of its notifications that retention has dropped; written in the transaction that drops it.';

-- Ended rows are found by their age, and removed in batches.
create index connection_ended on connection (ended_at) where ended_at is not null;
create index subscription_unsubscribed on subscription (ended_at) where ended_as = 'unsubscribed';

-- Answers to requests that carry an Idempotency-Key.

create table idempotency_key (
  owner_id        bigint not null references owner (id) on delete cascade,
  key             text not null,
  body_hash       bytea not null,
  attempt         uuid not null,
  created_at      timestamptz not null,
  status          smallint,
  subscription_id bigint,
  revision        integer,
  answer          text,
  primary key (owner_id, key),
  constraint idempotency_key_is_short check (length(key) between 1 and 64),
  constraint idempotency_key_has_a_whole_answer check (
    num_nulls(status, subscription_id, revision, answer) in (0, 4))
);
comment on table idempotency_key is 'Requests of the last day that carried an Idempotency-Key, with their answers, so that a repeated one gets the same.';
comment on column idempotency_key.attempt is 'The request that runs, or has answered.';
comment on column idempotency_key.created_at is 'When it began. One without an answer for longer than a request can take is void: its webserver is gone.';
comment on column idempotency_key.answer is 'The body of the answer; null while the request runs, as the three before it.';
create index idempotency_key_by_time on idempotency_key (created_at);

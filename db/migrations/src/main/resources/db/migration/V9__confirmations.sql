-- How the receivers of destinations agree: a chat or an e-mail address answers with a code.

create table confirmation (
  code_hash      bytea primary key,
  destination_id bigint not null unique references destination (id) on delete cascade,
  expires_at     timestamptz not null
);
comment on table confirmation is 'The last code of a destination. Deleted when it is used.';
create index confirmation_by_expiry on confirmation (expires_at);

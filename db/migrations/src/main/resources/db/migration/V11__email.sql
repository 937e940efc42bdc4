-- E-mail: codes are for the address that they were sent to, mails to people who have not agreed are
-- few, and whoever gets alerts can end them without an account.

alter table confirmation add column address text;
comment on column confirmation.address is 'Where the code was sent to: it confirms no other. Null where the code is not sent.';

create table confirmation_mail (
  subject bytea not null,
  day     date not null,
  mails   integer not null,
  primary key (subject, day),
  constraint confirmation_mail_mails check (mails > 0)
);
comment on table confirmation_mail is 'How many mails asked for an agreement, by day (UTC). Those of earlier days are deleted.';
comment on column confirmation_mail.subject is 'Hash of the address that they were sent to, or of the account that asked for them.';

create table unsubscribe_link (
  destination_id bigint primary key references destination (id) on delete cascade,
  token_hash     bytea not null unique
);
comment on table unsubscribe_link is 'What ends the mails of a destination. Replaced when its receiver agrees again.';

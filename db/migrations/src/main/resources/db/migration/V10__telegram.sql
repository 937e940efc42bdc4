-- Chats of Telegram that get notifications.

alter table destination
  add column chat_id bigint,
  add column muted_until timestamptz;
comment on column destination.chat_id is 'The chat of Telegram that was linked. Several destinations may have the same.';
comment on column destination.muted_until is 'Nothing is sent before. What fired before goes out as one message.';
create index destination_by_chat on destination (chat_id) where chat_id is not null;

create table telegram_bot (
  id         bigint primary key,
  update_id  bigint not null,
  handled_at timestamptz not null
);
comment on table telegram_bot is 'By bot, the last update from Telegram that was handled. Written in the transaction that acts on it.';

create table telegram_slot (
  chat_id bigint primary key,
  free_at timestamptz not null
);
comment on table telegram_slot is 'By chat, when the next message may be sent to it; 0 is for all of them together.';

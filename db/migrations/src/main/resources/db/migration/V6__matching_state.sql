-- What conditions beyond a threshold remember of the trades before the trade cursor.

create table matching_state (
  symbol          text primary key,
  shard           smallint not null default 0,
  trade_id        bigint not null,
  price           numeric(20,8) not null,
  trade_time      timestamptz not null,
  notification_id bigint not null,
  state           bytea not null
) with (fillfactor = 50);
comment on table matching_state is 'By symbol, what ingestion remembers for conditions that are more than a threshold, as it stood at a trade. Stored every few seconds; trades after that one are replayed from history.';
comment on column matching_state.trade_id is 'The trade it stands at, with price and time: at or before the trade cursor.';
comment on column matching_state.notification_id is 'All notifications with greater ids were written with it or later.';

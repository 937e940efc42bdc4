-- Limits of subscriptions count those of clients that are away too, so the database counts them: by
-- the address that a connection first subscribed from, and in all.
set local lock_timeout = '3s';

alter table connection add column address cidr;
alter table connection add constraint connection_address_is_one_client
  check (masklen(address) = case family(address) when 4 then 32 else 64 end);
comment on column connection.address is 'Which address its subscriptions count for: IPv4, or an IPv6 /64; null if it was stored before there was this column.';

create table subscription_count (
  address cidr,
  live    bigint not null,
  constraint subscription_count_once unique nulls not distinct (address)
) with (fillfactor = 50);
comment on table subscription_count is 'Live subscriptions by address, and of all in the row without one. Behind by what is in subscription_count_change.';
create index subscription_count_by_live on subscription_count (live);

-- Inserts wait for nobody. Whoever begins or ends a subscription must not wait for another
-- transaction that does the same for the same address.
create table subscription_count_change (
  address cidr,
  change  bigint not null
);
comment on table subscription_count_change is 'What has changed since webservers last added it to subscription_count.';

create function count_subscriptions() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into subscription_count_change
      select address, count(*) from begun join connection on connection.id = begun.connection_id
      where begun.ended_at is null group by address;
  elsif tg_op = 'DELETE' then
    insert into subscription_count_change
      select address, -count(*) from gone left join connection on connection.id = gone.connection_id
      where gone.ended_at is null group by address;
  else
    insert into subscription_count_change
      select address, -count(*) from was join became using (id)
      join connection on connection.id = became.connection_id
      where was.ended_at is null and became.ended_at is not null group by address;
  end if;
  return null;
end
$$;
create trigger subscription_begun_is_counted after insert on subscription
  referencing new table as begun for each statement execute function count_subscriptions();
create trigger subscription_ended_is_counted after update on subscription
  referencing old table as was new table as became
  for each statement execute function count_subscriptions();
create trigger subscription_deleted_is_counted after delete on subscription
  referencing old table as gone for each statement execute function count_subscriptions();

insert into subscription_count_change select null, count(*) from subscription where ended_at is null;

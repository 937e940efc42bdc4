-- What a client is shown of a subscription is read, not counted: a list costs the same however much
-- has happened. No foreign key, whose check would wait for whoever has locked the subscription.
create table notification_count (
  subscription_id  bigint primary key,
  notifications    bigint not null,
  last_notified_at timestamptz not null,
  constraint notification_count_is_positive check (notifications > 0)
) with (fillfactor = 70);
comment on table notification_count is 'Of each subscription with any, how many notifications were ever stored, those that retention has dropped included. Up to the cursor in counted_notification.';

create table counted_notification (
  only_row        boolean primary key default true,
  notification_id bigint not null,
  constraint counted_notification_is_one_row check (only_row)
);
insert into counted_notification (notification_id) values (0);
comment on table counted_notification is 'Every notification up to here is counted; it moves in the transaction that counts.';

create function delete_notification_counts() returns trigger language plpgsql as $$
begin
  delete from notification_count using gone where notification_count.subscription_id = gone.id;
  return null;
end
$$;
create trigger notification_count_is_deleted_with_subscription after delete on subscription
  referencing old table as gone for each statement execute function delete_notification_counts();

-- Ended rows are removed in the order in which they ended, finished ones too.
create index subscription_ended on subscription (ended_at, id) where ended_at is not null;
drop index subscription_unsubscribed;

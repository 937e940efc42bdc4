-- Rather than make every session queue behind it, a migration that cannot lock a table fails and is
-- tried again.
set local lock_timeout = '3s';

-- A row that somebody has locked must not hold up a batch: what the batch has to write into it is
-- stored here in the same transaction, and moved into the row as soon as that can be locked. It has
-- no foreign key, as checking that would wait for the very same lock.
create table subscription_change (
  subscription_id bigint primary key,
  last_fired_at   timestamptz,
  ended_at        timestamptz
);
comment on table subscription_change is 'What ingestion has decided about a subscription whose row was locked: it counts from this commit on.';

-- The check of this key waits for whoever has locked the subscription.
alter table activation drop constraint activation_subscription_id_fkey;

create function delete_activations() returns trigger language plpgsql as $$
begin
  delete from activation using gone where activation.subscription_id = gone.id;
  return null;
end
$$;
create trigger activation_is_deleted_with_subscription after delete on subscription
  referencing old table as gone for each statement execute function delete_activations();

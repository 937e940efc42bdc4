package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Subscription;
import io.coinpanel.model.SubscriptionStatus;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The stored subscriptions as their clients may read them. */
interface SubscriptionRows extends Repository<Subscription, Long> {

  /** The live ones of a connection and the last {@code limit} that finished, oldest first. */
  @Query(
      """
      select s from Subscription s left join fetch s.activation
      where s.connectionId = :connectionId and (s.endedAs is null or s.id in (
        select f.id from Subscription f
        where f.connectionId = :connectionId and f.endedAs = :finished
        order by f.id desc limit :limit))
      order by s.id
      """)
  List<Subscription> ofConnection(long connectionId, SubscriptionStatus finished, int limit);

  @Query("select s from Subscription s left join fetch s.activation where s.id = :id")
  Optional<Subscription> find(long id);

  @Query(
      """
      select count(s) from Subscription s
      where s.connectionId = :connectionId and s.endedAs is null
      """)
  int countLive(long connectionId);

  /** The live ones of a connection that ask about the same crossing. */
  @Query(
      """
      select s from Subscription s left join fetch s.activation
      where s.connectionId = :connectionId and s.endedAs is null
      and s.symbol = :symbol and s.threshold = :threshold and s.condition = :condition
      """)
  List<Subscription> findAlike(
      long connectionId, String symbol, Price threshold, Condition condition);
}

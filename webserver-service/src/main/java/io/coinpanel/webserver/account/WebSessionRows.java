package io.coinpanel.webserver.account;

import java.time.Instant;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The stored sessions of the page. */
interface WebSessionRows extends Repository<WebSessionRow, Long> {

  WebSessionRow save(WebSessionRow session);

  @Modifying
  @Query("delete from WebSessionRow s where s.id = :id")
  int end(long id);

  /** Ends those of an account, but for one; zero spares none. */
  @Modifying
  @Query("delete from WebSessionRow s where s.account.id = :account and s.id <> :spared")
  int endAll(long account, long spared);

  @Modifying
  @Query("delete from WebSessionRow s where s.usedAt < :before")
  int endUnused(Instant before);
}

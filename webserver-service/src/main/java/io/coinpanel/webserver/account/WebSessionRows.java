package io.coinpanel.webserver.account;

import java.time.Instant;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/** The stored sessions of the page. */
interface WebSessionRows extends Repository<WebSessionRow, Long> {

  WebSessionRow save(WebSessionRow session);

  @Modifying
  @NativeQuery("delete from web_session where id = :id")
  int end(long id);

  /** Ends those of an account, but for one; zero spares none. */
  @Modifying
  @NativeQuery("delete from web_session where account_id = :account and id <> :spared")
  int endAll(long account, long spared);

  @Modifying
  @NativeQuery("delete from web_session where used_at < :before")
  int endUnused(Instant before);
}

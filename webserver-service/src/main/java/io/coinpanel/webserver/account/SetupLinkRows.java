package io.coinpanel.webserver.account;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/** The stored setup links. */
interface SetupLinkRows extends Repository<SetupLinkRow, Long> {

  SetupLinkRow save(SetupLinkRow link);

  @EntityGraph(attributePaths = "account")
  Optional<SetupLinkRow> findByTokenHash(byte[] hash);

  @Modifying
  @NativeQuery("delete from setup_link where expires_at < :now")
  int deleteExpired(Instant now);

  /** Those of an account, of which one has been used; none if another request was faster. */
  @Modifying
  @NativeQuery("delete from setup_link where account_id = :account")
  int deleteAll(long account);
}

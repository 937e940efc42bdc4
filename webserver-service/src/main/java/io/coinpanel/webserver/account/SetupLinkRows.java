package io.coinpanel.webserver.account;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The stored setup links. */
interface SetupLinkRows extends Repository<SetupLinkRow, Long> {

  SetupLinkRow save(SetupLinkRow link);

  @Query("select l from SetupLinkRow l join fetch l.account where l.tokenHash = :hash")
  Optional<SetupLinkRow> findByToken(byte[] hash);

  @Modifying
  @Query("delete from SetupLinkRow l where l.expiresAt < :now")
  int deleteExpired(Instant now);

  /** Those of an account, of which one has been used; none if another request was faster. */
  @Modifying
  @Query("delete from SetupLinkRow l where l.account.id = :account")
  int deleteAll(long account);
}

package io.coinpanel.webserver.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The stored API keys. */
interface ApiKeyRows extends Repository<ApiKeyRow, String> {

  ApiKeyRow save(ApiKeyRow key);

  @Query("select k from ApiKeyRow k join fetch k.account where k.id = :id")
  Optional<ApiKeyRow> findWithAccount(String id);

  /** Those that are not revoked, oldest first. */
  List<ApiKeyRow> findByAccountIdAndRevokedAtIsNullOrderByCreatedAtAscIdAsc(long account);

  @Modifying
  @Query(
      """
      update ApiKeyRow k set k.revokedAt = :now where k.account.id = :account and k.revokedAt is null
      """)
  int revokeAll(long account, Instant now);
}
